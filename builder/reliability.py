"""The table `reliability`: how far each two coders agree, variable by variable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa

from builder.agreement import (
    BOOTSTRAP_DRAWS,
    NO_INTERVAL,
    Interval,
    Unit,
    alpha,
    alpha_interval,
    percentile_interval,
    resampled,
    share_equal,
)
from builder.pairing import PAIRED_ON, Pairing, Row, coded_value, compared_variables, f1_of, pair
from builder.read import ADJUDICATED
from builder.read import Collection as Records
from builder.tabulate import table_of
from schema.codebook import Codebook, codebook

STABILITY = "stability"
RELIABILITY = "reliability"
ADJUDICATION = "adjudication"


def reliability_table(records: Records) -> dict[str, pa.Table]:
    """Give the table `reliability` for everything that was read."""
    return {"reliability": table_of("reliability", reliability_of(records, codebook()))}


def reliability_of(records: Records, book: Codebook) -> list[dict[str, Any]]:
    """Give the rows of the table for everything that was read, coders in the order of the register.

    The adjudicated rows are one coding among the others. An article that a coder read without finding a row counts.
    """
    coders = [record.record_id for record in records.coders]
    codings = {
        coder: [{"article_id": row.article_id, **row.values.model_dump()} for row in records.rows if row.coder == coder]
        for coder in coders
    }
    articles = {coder: [article for by, article in records.coded_articles if by == coder] for coder in coders}
    models = {record.record_id: record.values.model for record in records.coders}
    return reliability_rows(codings, models, book, articles)


def reliability_rows(
    codings: Mapping[str, Sequence[Row]],
    models: Mapping[str, str | None],
    book: Codebook,
    articles: Mapping[str, Collection[str]] | None = None,
) -> list[dict[str, Any]]:
    """Give the rows of the table `reliability`: variable by pair of coders, coders in the order of `codings`.

    `models` says which language model each coder is a pass of, None for a person; KeyError if a coder is missing.
    `articles` says which articles each coder has read (default: those in which the coder has rows); two coders are
    compared on the articles that both have read.

    `finding_f1` and the counts of rows are those of the pair of coders and stand on each of its rows.
    `share_equal` and `alpha` of a variable that pairing holds equal (`platform`) are None: not measured here, but
    as part of finding. `evidence` is equal where the span is the same.
    """
    read = articles or {coder: {row["article_id"] for row in rows} for coder, rows in codings.items()}
    table: list[dict[str, Any]] = []
    for coder_1, coder_2 in combinations(codings, 2):
        both = sorted({*read[coder_1]} & {*read[coder_2]})
        first, second = ([r for r in codings[c] if r["article_id"] in both] for c in (coder_1, coder_2))
        pairing = pair(first, second, compared_variables(book))
        shared = {
            "coder_1": coder_1,
            "coder_2": coder_2,
            "agreement_kind": agreement_kind(coder_1, coder_2, models),
            **_finding(pairing, both),
        }
        table += (shared | figures for figures in _variables(pairing, both, book))
    return table


def agreement_kind(coder_1: str, coder_2: str, models: Mapping[str, str | None]) -> str:
    """Say what agreement shows: 'stability' for two passes of one language model, 'reliability' for two coders.

    With the adjudicated rows, which were made from codings, it is 'adjudication', whoever adjudicated. `models` is
    that of `reliability_rows`; KeyError if a coder is missing.
    """
    model_1, model_2 = models[coder_1], models[coder_2]
    if ADJUDICATED in (coder_1, coder_2):
        return ADJUDICATION
    return STABILITY if model_1 is not None and model_1 == model_2 else RELIABILITY


def agreement_on(pairing: Pairing, variable: str, articles: Sequence[str]) -> dict[str, float | None]:
    """Give `share_equal`, `alpha`, `alpha_low` and `alpha_high` of one variable over the pairs."""
    units: dict[str, list[Unit]] = {article: [] for article in articles}
    for first, second in pairing.pairs:
        units[first["article_id"]].append((coded_value(first, variable), coded_value(second, variable)))
    measured = variable not in PAIRED_ON
    together = [unit for article in articles for unit in units[article] if measured]
    interval = alpha_interval(list(units.values())) if measured else NO_INTERVAL
    return {
        "share_equal": share_equal(together),
        "alpha": alpha(together),
        "alpha_low": interval.low,
        "alpha_high": interval.high,
    }


def _variables(pairing: Pairing, articles: Sequence[str], book: Codebook) -> Iterator[dict[str, Any]]:
    spans = [variable.id for variable in book.variables if variable.kind == "span"]
    for variable in [*compared_variables(book), *spans]:
        yield {"variable": variable} | agreement_on(pairing, variable, articles)


def _finding(pairing: Pairing, articles: Sequence[str]) -> dict[str, Any]:
    interval = _f1_interval(pairing, articles)
    return {
        "paired_count": len(pairing.pairs),
        "unpaired_1_count": len(pairing.only_first),
        "unpaired_2_count": len(pairing.only_second),
        "article_count": len(articles),
        "finding_f1": pairing.f1,
        "finding_f1_low": interval.low,
        "finding_f1_high": interval.high,
        "bootstrap_draws": 0 if interval == NO_INTERVAL else BOOTSTRAP_DRAWS,
    }


def _f1_interval(pairing: Pairing, articles: Sequence[str]) -> Interval:
    if len(articles) < 2 or pairing.f1 is None:
        return NO_INTERVAL
    kinds = ([p.first for p in pairing.pairs], pairing.only_first, pairing.only_second)
    tallies = [Counter(row["article_id"] for row in rows) for rows in kinds]
    counts = np.array([[tally[article] for tally in tallies] for article in articles])
    f1s = [f1_of(*draw) for draw in resampled(counts).tolist()]
    return percentile_interval(np.array([np.nan if f1 is None else f1 for f1 in f1s]))
