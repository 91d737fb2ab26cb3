"""Contrast (S4): the sides of an explicit contrast name each other, in one sentence or over neighbouring ones."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.extraction import Candidate
from extractor.lexicon import lexicon
from extractor.reading import Sentence
from extractor.rules import RuleBook
from schema.codebook import codebook

POSTURE = "posture"

Sides = dict[int, set[str]]
"""The platforms that a row, by its number, is set against."""


def with_contrasts(book: RuleBook, rows: Sequence[Candidate], sentences: Sequence[Sentence]) -> list[Candidate]:
    """Give the rows with the platforms that they are set against: a side names those that name it.

    Words of contrast join rows whose treatments are opposed: within a sentence, or with the nearest of the two before.
    """
    at = {one.start: one for one in sentences}
    places: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        places.setdefault(at[row.evidence.start].index, []).append(number)
    sides: Sides = {number: set(row.compared_with) for number, row in enumerate(rows)}
    for index in places:
        for pair in _contrasted(book, rows, sentences, index, places):
            for one, other in (pair, pair[::-1]):
                sides[one].add(rows[other].platform)
    return [replace(row, compared_with=_ordered(row, sides[number])) for number, row in enumerate(rows)]


def _contrasted(book: RuleBook, rows: Sequence[Candidate], sentences: Sequence[Sentence], place: int,
                places: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
    """Give the pairs of rows, by number, of which one stands in a sentence and is set against the other."""
    here, sentence = places[place], sentences[place]
    yield from ((one, other) for one in here for other in here if rows[one].platform in rows[other].compared_with)
    found = [(one, other) for one in here for other in here if _opposed(rows[one], rows[other])
             and book.structure[_words_between(rows[one], rows[other])].search(sentence)]
    if found:
        yield from found
        return
    for index in _neighbours(book, sentences, place, places):
        found = [(one, other) for one in here for other in places.get(index, ()) if _opposed(rows[one], rows[other])]
        if found:
            yield from found
            return


def _neighbours(book: RuleBook, sentences: Sequence[Sentence], place: int, places: dict[int, list[int]]) -> list[int]:
    """Give the sentences, the nearest first, that a sentence may be set against by its words or those before it."""
    before, ahead = book.structure["contrast_with_before"], book.structure["contrast_ahead"]
    near: list[int] = []
    bare = place > 0 and place - 1 not in places
    if before.search(sentences[place]) or (bare and before.search(sentences[place - 1])):
        near = [place - 1, place - 2]
    return [*near, place + 1] if ahead.search(sentences[place]) else near


def _words_between(one: Candidate, other: Candidate) -> str:
    """Give the name of the pattern of what sets two rows of a sentence against each other."""
    return "contrast_of_postures" if {one.policy_area, other.policy_area} == {POSTURE} else "contrast_within"


def _opposed(one: Candidate, other: Candidate) -> bool:
    """Say whether one company is open where another is shut: their stances lie on two sides of the scale's middle."""
    company = lexicon().company_of
    return company[one.platform] != company[other.platform] and _openness(one.stance) * _openness(other.stance) < 0


@functools.cache
def _openness(stance: str) -> int:
    """Give where a stance stands on the codebook's scale, 0 if it stands on none."""
    return codebook().value("stance", stance).permissiveness or 0


def _ordered(row: Candidate, sides: set[str]) -> tuple[str, ...]:
    """Give the platforms that a row is set against, those that it named first."""
    return (*row.compared_with, *sorted(sides - {*row.compared_with, row.platform}))
