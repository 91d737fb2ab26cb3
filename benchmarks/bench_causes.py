"""The extractor's errors by cause, on one half of the practice set, and its figures on both halves.

Of the test half only figures are printed, never a cause with its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import extractor
from benchmarks.measure import ROOT, header, row
from builder.evaluation import CodedArticle, evaluate, half
from builder.pairing import compared_variables, evidence_span, pair
from extractor import Extraction
from schema.codebook import codebook
from schema.strict_yaml import read_file

PRACTICE = ROOT / "data" / "practice"
SHOWN = ("basis", "speaker_role", "attribution", "target")
TARGETS = {"strict F1": "0.60", "unit F1": "0.75", "basis equal": "0.80", "speaker_role equal": "0.85",
           "attribution equal": "0.85", "target equal": "0.75"}
Row = Mapping[str, Any]


def main() -> None:
    """Print the figures of both halves, and the causes of the errors on the development half."""
    articles = list(_articles())
    header()
    figures = evaluate(articles, lambda text, date: _rows("", extractor.extract(text, date)), codebook())["figures"]
    for name, values in figures.items():
        shown = {"strict F1": values["strict_f1"], "unit F1": values["f1"], **{
            f"{variable} equal": values["variables"][variable]["share_equal"] for variable in SHOWN}}
        for figure, value in shown.items():
            row(f"{name}: {figure}", f"{value:.2f}", TARGETS.get(figure, ""))
        row(f"{name}: rows in texts without a statement",
            f"{values['decoy_rows']} in {values['decoy_texts']}", "1 in 5")
    causes: Counter[str] = Counter()
    for article in articles:
        if half(article.article_id) == "development":
            causes.update(_causes(article))
    for cause, number in sorted(causes.items()):
        row(f"development half: {cause}", str(number))


def _articles() -> Iterator[CodedArticle]:
    records = read_file(PRACTICE / "articles.yaml").value["articles"]
    for record in records:
        name = record["article_id"]
        text = (PRACTICE / "texts" / f"{name}.txt").read_bytes().decode("utf-8")
        coded = read_file(PRACTICE / "statements" / f"{name}.yaml").value["statements"]
        rows = [one | {"article_id": name, "evidence": {
            edge: int(one["evidence"][edge]) for edge in ("start", "end")}} for one in coded]
        yield CodedArticle(name, text, record.get("published") or record["published_start"], rows)


def _rows(article_id: str, extraction: Extraction) -> list[dict[str, Any]]:
    return [{"article_id": article_id} | candidate.row() for candidate in extraction.candidates]


def _causes(article: CodedArticle) -> Iterator[str]:
    found = extractor.extract(article.text, article.published)
    pairing = pair(article.statements, _rows(article.article_id, found), compared_variables(codebook()))
    for one in pairing.pairs:
        if not _alike(one.first, one.second):
            yield "paired, but another policy area or stance"
    proposed = [*(one.second for one in pairing.pairs), *pairing.only_second]
    for missed in pairing.only_first:
        yield f"missed: {_why_missed(missed, pairing.only_second, proposed, found)}"
    for extra in pairing.only_second:
        yield f"extra: {_why_extra(extra, pairing.only_first, article.statements)}"


def _why_missed(missed: Row, free: list[Row], proposed: list[Row], found: Extraction) -> str:
    rules = [one.rule for one in found.left_out if _meet((one.start, one.end), evidence_span(missed))]
    if any(_here(other, missed) and _alike(other, missed) for other in free):
        return "the row went to another platform"
    if "E6" in rules:
        return "taken for repetition"
    if rules:
        return "left out by an exclusion"
    return "another row was found there" if any(_here(one, missed) for one in proposed) else "no rule matched"


def _why_extra(extra: Row, missed: list[Row], coded: list[Row]) -> str:
    if any(_here(other, extra) and _alike(other, extra) for other in missed):
        return "the other side of a row that went to another platform"
    return "a further row in a coded sentence" if any(_here(one, extra) for one in coded) else "elsewhere"


def _alike(first: Row, second: Row) -> bool:
    return all(first[name] == second[name] for name in ("policy_area", "stance"))


def _here(first: Row, second: Row) -> bool:
    return _meet(evidence_span(first), evidence_span(second))


def _meet(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]
