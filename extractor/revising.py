"""Revising: some variables of a row once more, by what the words of its sentence say.

The ordered choices (`choose_*.yaml`) take the first that fits. Here that choice is one voice among others: it has
points in `weights_of_variables.csv`, as has each word of the sentence, and the value with most points stands, of those
that the codebook allows beside the row's other values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import filterfalse

from extractor.extraction import Candidate
from extractor.lexicon import lexicon
from extractor.reading import ARTICLE, Sentence
from extractor.rules import RuleBook
from extractor.speakers import NARRATOR, PLATFORM_ROLE
from extractor.weights import names_of, terms_of, weights_of_variables
from schema.codebook import codebook

VARIABLES = ("basis", "speaker_role", "attribution", "target")
"""The variables that are revised, in this order."""


def revised(book: RuleBook, found: Sequence[Candidate], sentences: Sequence[Sentence]) -> list[Candidate]:
    """Give the candidates with their variables revised; in texts too short for points as they are."""
    if len(sentences) < ARTICLE or not found:
        return list(found)
    names, at = names_of(book), {one.start: one for one in sentences}
    said = {start: weights_of_variables().totals(terms_of(at[start], names))
            for start in {one.evidence.start for one in found}}
    return [_revised(book, one, said[one.evidence.start]) for one in found]


def terms_of_choices(row: Candidate) -> Iterator[str]:
    """Give what the rules chose for a row as terms: each value alone, and with the treatment."""
    treatment = f"{row.policy_area}:{row.stance}"
    yield f"={treatment}"
    for variable in VARIABLES:
        chosen = f"={variable}:{getattr(row, variable)}"
        yield from (chosen, f"{chosen} {treatment}")


def _revised(book: RuleBook, row: Candidate, said: Sequence[float]) -> Candidate:
    """Give a row with its variables revised, by the points of the words and of what the rules chose."""
    known = weights_of_variables()
    points = dict(zip(known.columns, known.totals(tuple(terms_of_choices(row)), said), strict=True))
    firm = frozenset().union(*filter(None, map(book.firm.get, (row.rule, *row.rules))))
    for variable in filterfalse(firm.__contains__, VARIABLES):
        values = sorted((column for column in points if column[0] == variable), key=points.__getitem__, reverse=True)
        row = next((one for one in (_with(row, *column) for column in values) if one is row or _is_allowed(one)), row)
    return row


def _with(row: Candidate, variable: str, value: str) -> Candidate:
    """Give a row with another value of a variable and what follows from it, or the row itself if it has the value."""
    if value == getattr(row, variable):
        return row
    if variable == "speaker_role":
        told = "indirect" if row.speaker_role == NARRATOR else row.attribution
        label = lexicon().platforms[row.platform].label if value == PLATFORM_ROLE else ""
        is_person = not {value, row.speaker_role} & {PLATFORM_ROLE, NARRATOR}
        row = replace(row, speaker=row.speaker if is_person else label,
                      attribution="narration" if value == NARRATOR else told)
    if variable == "basis":
        start, end = row.dates.of(row.stance, value)
        row = replace(row, period_start=start, period_end=end)
    return replace(row, **{variable: value}, rules=(*row.rules, f"revised-{variable}"))


def _is_allowed(row: Candidate) -> bool:
    """Say whether the codebook allows the values of a row together."""
    return not any(one.broken_by(row) for one in codebook().constraints)
