"""The extractor's figures on the practice and the held-out sets, its errors by cause, and what its confidence is worth.

Causes are counted on the held-out sets; of the practice set's test half only figures are printed.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import extractor
from benchmarks.measure import ROOT, header, row
from builder.coded_articles import read_coded_articles
from builder.evaluation import HALVES, CodedArticle, evaluate
from builder.pairing import compared_variables, evidence_span, pair
from extractor import Extraction
from schema.codebook import codebook

SHOWN = ("basis", "speaker_role", "attribution", "target")
TARGETS = {"strict F1": "0.60", "unit F1": "0.75", "basis equal": "0.80", "speaker_role equal": "0.85",
           "attribution equal": "0.85", "target equal": "0.75"}
TREATMENT = ("policy_area", "stance")
STRICT = ("platform", *TREATMENT)
LEVELS = (0.0, 0.25, 0.5, 0.75, 0.9, 1.01)
HELD_OUT = {"held-out set": "heldout", "held-out set of other manners": "heldout_other"}
Row = Mapping[str, Any]

extracted = functools.cache(extractor.extract)
"""What the extractor finds in a text; each text is asked for its figures and for its causes."""


def main() -> None:
    """Print the figures of each set, the causes of the errors, and how often rows of a confidence are right."""
    header()
    halves = _figures(_read("practice"))
    for name in HALVES:
        _print_figures(f"practice set, {name} half", halves[name])
    for name, folder in HELD_OUT.items():
        _print_held_out(name, _read(folder))


def _read(folder: str) -> list[CodedArticle]:
    return read_coded_articles(ROOT / "data" / folder / "statements", ROOT / "data" / folder / "texts")


def _print_held_out(name: str, articles: Sequence[CodedArticle]) -> None:
    """Print the figures of a held-out set, the causes of its errors, and what confidence is worth there."""
    _print_figures(name, _figures(articles)["all"])
    outcomes = [(article, extracted(article.text, article.published)) for article in articles]
    causes = Counter(cause for article, found in outcomes for cause in _causes(article, found))
    for cause, number in sorted(causes.items()):
        row(f"{name}: {cause}", str(number))
    _print_confidence(name, outcomes)


def _figures(articles: Sequence[CodedArticle]) -> dict[str, Any]:
    return evaluate(articles, lambda text, date: _rows("", extracted(text, date)), codebook())["figures"]


def _print_figures(name: str, values: dict[str, Any]) -> None:
    shown = {"strict F1": values["strict_f1"], "unit F1": values["f1"], **{
        f"{variable} equal": values["variables"][variable]["share_equal"] for variable in SHOWN}}
    for figure, value in shown.items():
        row(f"{name}: {figure}", f"{value:.2f}", TARGETS[figure])
    row(f"{name}: rows in texts without a statement", f"{values['decoy_rows']} in {values['decoy_texts']}", "1 in 5")


def _print_confidence(name: str, outcomes: Sequence[tuple[CodedArticle, Extraction]]) -> None:
    """Print for each level of confidence how many rows have it, and which share a coder has at the same place."""
    right = [(one.confidence, any(_here(coded, one.row()) and _equal(coded, one.row(), STRICT)
                                  for coded in article.statements))
             for article, found in outcomes for one in found.candidates]
    for low, high in itertools.pairwise(LEVELS):
        level = [is_right for confidence, is_right in right if low <= confidence < high]
        if level:
            row(f"{name}: rows of confidence {low:.2f} to {min(high, 1):.2f}: number, share that the coder has",
                f"{len(level)}, {sum(level) / len(level):.2f}")


def _rows(article_id: str, extraction: Extraction) -> list[dict[str, Any]]:
    return [{"article_id": article_id} | candidate.row() for candidate in extraction.candidates]


def _causes(article: CodedArticle, found: Extraction) -> Iterator[str]:
    pairing = pair(article.statements, _rows(article.article_id, found), compared_variables(codebook()))
    for one in pairing.pairs:
        if not _equal(one.first, one.second, TREATMENT):
            yield "paired, but another policy area or stance"
    proposed = [*(one.second for one in pairing.pairs), *pairing.only_second]
    for missed in pairing.only_first:
        yield f"missed: {_why_missed(missed, pairing.only_second, proposed, found)}"
    for extra in pairing.only_second:
        yield f"extra: {_why_extra(extra, pairing.only_first, article.statements)}"


def _why_missed(missed: Row, free: list[Row], proposed: list[Row], found: Extraction) -> str:
    rules = {one.rule for one in found.left_out if _meet((one.start, one.end), evidence_span(missed))}
    if any(_here(other, missed) and _equal(other, missed, TREATMENT) for other in free):
        return "the row went to another platform"
    if "E6" in rules:
        return "taken for repetition"
    if any(_equal(other, missed, STRICT) for other in proposed):
        return "found in another sentence only"
    if any(_here(one, missed) for one in proposed):
        return "another row was found there"
    if rules:
        return "left out by the points of the words" if rules == {"I1"} else "left out by an exclusion"
    return "neither a rule nor the words found it"


def _why_extra(extra: Row, missed: list[Row], coded: Sequence[Row]) -> str:
    if any(_here(other, extra) and _equal(other, extra, TREATMENT) for other in missed):
        return "the other side of a row that went to another platform"
    if any(_here(one, extra) for one in coded):
        return "a further row in a coded sentence"
    if any(_equal(one, extra, STRICT) for one in coded):
        return "coded in another sentence of the text"
    return "in a sentence that was not coded" if coded else "in a text without a statement"


def _equal(first: Row, second: Row, variables: Sequence[str]) -> bool:
    return all(first[name] == second[name] for name in variables)


def _here(first: Row, second: Row) -> bool:
    return _meet(evidence_span(first), evidence_span(second))


def _meet(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]
