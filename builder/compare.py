"""Compare: the tables `comparison` and `contrasts`, computed from `statements`.

A cell is a platform, a policy area and a period: `all`, or one year. Every platform and policy area of the codebook
has its cell in every period, also where nothing was stated.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import pyarrow as pa

from builder.tabulate import table_of
from schema.codebook import codebook
from schema.evidence import are_neighbours

ALL = "all"
MORE, LESS = "more_permissive", "less_permissive"

Statement = dict[str, Any]


def comparisons(statements: pa.Table, articles: pa.Table) -> dict[str, pa.Table]:
    """Give the tables `comparison` and `contrasts`."""
    return {"comparison": compare(statements, articles), "contrasts": contrast(statements)}


def compare(statements: pa.Table, articles: pa.Table) -> pa.Table:
    """Give the table `comparison`: a row a cell, in the codebook's order, `all` before the years.

    `articles` tells only which articles were read.
    """
    rows = statements.to_pylist()
    cells: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    telling: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for period in [ALL, *map(str, years(row))]:
            cells[row["platform"], row["policy_area"], period].append(row)
            telling[period].add(row["article_id"])
    periods = [ALL, *map(str, _span([year for row in rows for year in years(row)]))]
    published = [(row["article_id"], row["published_end"].year) for row in articles.to_pylist()]
    read = {period: sum(period == ALL or year >= int(period) or article in telling[period]
                        for article, year in published) for period in periods}
    book = codebook()
    return table_of("comparison", (
        {"platform": platform, "policy_area": area, "period": period, "articles_read_count": read[period],
         **_cell(cells[platform, area, period])}
        for platform, area, period in product(book.values("platform"), book.values("policy_area"), periods)
    ), is_ordered=True)


def years(statement: Statement) -> range:
    """Give the years in which a statement counts.

    From the start of its period (without a start: its end; without either: publication) to the end of its period
    (without an end: publication, or its start where an article tells of it beforehand).
    """
    start, end, published = (statement[name] for name in ("period_first_day", "period_last_day", "published_end"))
    first = (start or end or published).year
    last = end.year if end else max(first, published.year)
    return range(first, last + 1)


def contrast(statements: pa.Table) -> pa.Table:
    """Give the table `contrasts`: a row for each platform that a statement is compared with."""
    rows = statements.to_pylist()
    by_side: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for row in rows:
        by_side[row["article_id"], row["platform"]].append(row)
    return table_of("contrasts", (
        {**row, "compared_with": side, "relation": _relation(row, by_side[row["article_id"], side])}
        for row in rows for side in row["compared_with"]
    ))


def _cell(rows: list[Statement]) -> dict[str, Any]:
    scores = [row["permissiveness"] for row in rows if row["permissiveness"] is not None]
    stances = [row["stance"] for row in rows]
    return {
        "status": _status(rows),
        "leading_stance": _leading_stance(rows),
        "permissiveness_mean": _mean_of_claims(rows),
        "permissiveness_min": min(scores, default=None),
        "permissiveness_max": max(scores, default=None),
        "is_contested": bool(scores) and min(scores) < 0 < max(scores),
        "article_count": len({row["article_id"] for row in rows}),
        "claim_count": len({row["claim_id"] for row in rows}),
        "statement_count": len(rows),
        **{f"{stance}_count": stances.count(stance) for stance in codebook().values("stance")},
        "statement_ids": sorted(row["statement_id"] for row in rows),
    }


def _status(rows: list[Statement]) -> str:
    if not rows:
        return "not_stated"
    return "undeclared" if all(row["permissiveness"] is None for row in rows) else "stated"


def stated_claims(rows: Iterable[Statement]) -> dict[str, set[str]]:
    """Give the claims of each stance that rest on a rule, an action or a practice; opinions do not count."""
    opinions = {value.id for value in codebook().variable("basis").values if value.is_opinion}
    claims: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["basis"] not in opinions:
            claims[row["stance"]].add(row["claim_id"])
    return claims


def _leading_stance(rows: list[Statement]) -> str | None:
    claims = stated_claims(rows)
    most = max(map(len, claims.values()), default=0)
    leading = [stance for stance, ids in claims.items() if len(ids) == most]
    return None if not leading else leading[0] if len(leading) == 1 else "mixed"


def _mean_of_claims(rows: list[Statement]) -> float | None:
    scores: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row["permissiveness"] is not None:
            scores[row["claim_id"]].append(row["permissiveness"])
    means = [sum(claim) / len(claim) for claim in scores.values()]
    return round(sum(means) / len(means), 6) if means else None


def _relation(row: Statement, others: Iterable[Statement]) -> str | None:
    naming_back = [other for other in others if row["platform"] in other["compared_with"]]
    answers = [other for other in naming_back if _rest_together(row, other)] or naming_back
    if not answers:
        return _relation_alone(row)
    difference = _or_middle(row) - sum(map(_or_middle, answers)) / len(answers)
    return None if not difference else MORE if difference > 0 else LESS


def _or_middle(row: Statement) -> int:
    """Give the permissiveness of a row, or the middle of the scale where the platform has not declared itself."""
    return row["permissiveness"] or 0


def _relation_alone(row: Statement) -> str | None:
    """Give the relation where the other side has no row: a stance between the ends may lie on either side of it."""
    least, greatest = _ends_of_scale(row["policy_area"])
    return {least: LESS, greatest: MORE}.get(row["permissiveness"])


@functools.cache
def _ends_of_scale(area: str) -> tuple[int, int]:
    """Give the least and the greatest permissiveness that a stance can have in a policy area."""
    possible = codebook().possible_values("stance", {"policy_area": area})
    scores = [codebook().value("stance", stance).permissiveness for stance in possible]
    scored = [score for score in scores if score is not None]
    return min(scored), max(scored)


def _rest_together(row: Statement, other: Statement) -> bool:
    """Say whether two rows of one article rest on the same or on neighbouring sentences."""
    return are_neighbours(*((side["evidence_start"], side["evidence_end"]) for side in (row, other)))


def _span(found: Iterable[int]) -> Iterator[int]:
    found = list(found)
    yield from range(min(found), max(found) + 1) if found else ()
