"""How well proposals match a coding: found, missed and extra statements, and agreement on what was found.

Proposals are paired with the coding exactly as two coders are paired for reliability.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from builder.agreement import alpha, share_equal
from builder.pairing import PAIRED_ON, Pair, Pairing, Row, coded_value, compared_variables, evidence_span, f1_of, pair
from schema.codebook import Codebook
from schema.faults import Fault, FaultsFound

STRICT = ("platform", "policy_area", "stance")
"""The variables that a proposal must have right to count under strict F1."""

DEVELOPMENT = "development"
HALVES = (DEVELOPMENT, "test")
FORMAT = "evaluation-2"

Propose = Callable[[str, str], Iterable[Row]]
"""Gives the rows proposed for a text and its date of publication."""


class CodedArticle(NamedTuple):
    """A text, its date of publication (ISO 8601), and the rows that a coder found in it."""

    article_id: str
    text: str
    published: str
    statements: Sequence[Row]


def half(article_id: str) -> str:
    """Say which half of the practice set an article belongs to, by the SHA-256 of its id: 'development' or 'test'."""
    return HALVES[int(hashlib.sha256(article_id.encode("utf-8")).hexdigest(), 16) % 2]


def evaluate(articles: Iterable[CodedArticle], propose: Propose, book: Codebook) -> dict[str, Any]:
    """Propose rows for each article, pair them with its coding, and give the result as plain data, fit for JSON.

    `articles` has the ids of all articles, also of those without a row. `figures` has the figures of all articles and
    of each half (see `figures_of`). `statements` has the outcome of each coded statement: `missed`, `found` (paired),
    or `strict` (paired, with the variables of `STRICT` equal), and what was proposed where a variable differs. `extra`
    has the proposals without a counterpart. A statement is known by its `id`, or else by its article and its number in
    the coding.
    """
    variables = compared_variables(book)
    outcomes = [(article, _paired(article, propose, variables)) for article in articles]
    parts = {"all": outcomes} | {name: [o for o in outcomes if half(o[0].article_id) == name] for name in HALVES}
    return {
        "format": FORMAT,
        "codebook_version": book.version,
        "articles": sorted(article.article_id for article, _ in outcomes),
        "figures": {name: figures_of(part, variables) for name, part in parts.items() if part or name == "all"},
        "statements": [s for _, pairing in outcomes for s in _statements(pairing, variables)],
        "extra": [_extra(row) for _, pairing in outcomes for row in pairing.only_second],
    }


def figures_of(outcomes: Sequence[tuple[CodedArticle, Pairing]], variables: Sequence[str]) -> dict[str, Any]:
    """Give the figures of some articles: counts, finding, strict F1, decoys, and agreement by variable over pairs.

    A decoy is a text whose coding is empty. Variables that pairing holds equal are left out.
    """
    both = Pairing(*([row for _, p in outcomes for row in getattr(p, part)]
                     for part in ("pairs", "only_first", "only_second")))
    found, missed, extra = len(both.pairs), len(both.only_first), len(both.only_second)
    strict = sum(is_strict(p) for p in both.pairs)
    decoys = [len(p.only_second) for article, p in outcomes if not article.statements]
    return {
        "texts": len(outcomes),
        "coded": found + missed,
        "proposed": found + extra,
        "found": found,
        "missed": missed,
        "extra": extra,
        "precision": both.precision,
        "recall": both.recall,
        "f1": both.f1,
        "strict": strict,
        "strict_f1": f1_of(strict, found + missed - strict, found + extra - strict),
        "decoy_texts": len(decoys),
        "decoy_rows": sum(decoys),
        "decoy_rows_per_text": sum(decoys) / len(decoys) if decoys else None,
        "variables": {
            name: {"share_equal": share_equal(both.values(name)), "alpha": alpha(both.values(name))}
            for name in variables if name not in PAIRED_ON
        },
    }


def is_strict(pair_: Pair) -> bool:
    """Say whether a pair agrees in all the variables of `STRICT`."""
    return not _differing(pair_, STRICT)


def as_json(result: dict[str, Any]) -> str:
    """Write a result as JSON; the same result gives the same text."""
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def read_json(path: Path) -> dict[str, Any]:
    """Read a result that `as_json` wrote, from a file; raises `FaultsFound` on anything else."""
    line, found, result = 0, "other JSON", None
    try:
        result = json.loads(path.read_text("utf-8"))
    except OSError as error:
        found = error.strerror or str(error)
    except ValueError as error:
        line, found = getattr(error, "lineno", 0), f"no JSON: {error}"
    if not isinstance(result, dict) or result.get("format") != FORMAT:
        raise FaultsFound([Fault(str(path), line, "", "is not the result of an evaluation", found=found,
                                 allowed="what 'evaluate --json' wrote", remedy="name such a file, or write it again",
                                 check="evaluation")])
    return result


def require_same_articles(old: dict[str, Any], new: dict[str, Any], name: str) -> None:
    """Raise `FaultsFound` unless two results judge the same articles; `name` is what the fault calls the older one."""
    gone, came = (sorted({*one["articles"]} - {*other["articles"]}) for one, other in ((old, new), (new, old)))
    if gone or came:
        sides = (("there", gone), ("here", came))
        parts = [f"{len(ids)} only {side}, such as {ids[0]}" for side, ids in sides if ids]
        raise FaultsFound([Fault(name, 0, "articles", "is the result of other articles; gains and losses mean nothing",
                                 found=", ".join(parts), allowed="the same articles in both", check="evaluation",
                                 remedy="evaluate the older extractor on these articles first")])


def _paired(article: CodedArticle, propose: Propose, variables: Sequence[str]) -> Pairing:
    this = {"article_id": article.article_id}
    coded = [
        {"id": f"{article.article_id}:{number:02}"} | dict(row) | this
        for number, row in enumerate(article.statements, start=1)
    ]
    proposed = [dict(row) | this for row in propose(article.text, article.published)]
    return pair(coded, proposed, variables)


def _statements(pairing: Pairing, variables: Sequence[str]) -> list[dict[str, Any]]:
    rows = [_statement(p.first, "strict" if is_strict(p) else "found", _differing(p, variables)) for p in pairing.pairs]
    rows += [_statement(row, "missed", {}) for row in pairing.only_first]
    return sorted(rows, key=lambda row: row["id"])


def _statement(row: Row, outcome: str, differs: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "half": half(row["article_id"]),
        "evidence": list(evidence_span(row)),
        "outcome": outcome,
        "differs": differs,
    }


def _differing(pair_: Pair, variables: Sequence[str]) -> dict[str, Any]:
    """Give, for each variable in which a pair differs, what was coded and what was proposed."""
    values = {name: (coded_value(pair_.first, name), coded_value(pair_.second, name)) for name in variables}
    return {
        name: {"coded": pair_.first.get(name), "proposed": pair_.second.get(name)}
        for name, (coded, proposed) in values.items() if coded != proposed
    }


def _extra(row: Row) -> dict[str, Any]:
    start, end = evidence_span(row)
    key = ":".join([row["article_id"], *(str(row.get(name)) for name in STRICT), f"{start}-{end}"])
    return {"id": key, "half": half(row["article_id"])} | {name: value for name, value in row.items() if name != "id"}
