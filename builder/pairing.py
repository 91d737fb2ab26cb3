"""Which rows of two codings are the same statement.

A row is a mapping with `article_id`, the coded variables of the codebook, and its evidence: either `evidence`
with `start` and `end`, as in a coding file, or `evidence_start` and `evidence_end`, as in a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from schema.codebook import Codebook

Row = Mapping[str, Any]

PAIRED_ON = ("article_id", "platform")
"""What two rows must share to be paired; agreement on these is a matter of finding, not of coding."""

SHARES = 10_000
"""Overlap shares are counted in ten-thousandths, so that every weight is a whole number and sums are exact."""

FEW = 6
"""Up to so many rows on the smaller side, all pairings are tried; importing SciPy would cost far more."""


class Pair(NamedTuple):
    """A row of the first coding and the row of the second that was paired with it."""

    first: Row
    second: Row


@dataclass(frozen=True)
class Pairing:
    """The outcome: pairs and rows left over, each in the order of article and evidence."""

    pairs: list[Pair]
    only_first: list[Row]
    only_second: list[Row]

    @property
    def recall(self) -> float | None:
        """The share of the first coding's rows that the second found; None if the first has none."""
        return _share(len(self.pairs), len(self.pairs) + len(self.only_first))

    @property
    def precision(self) -> float | None:
        """The share of the second coding's rows that the first has; None if the second has none."""
        return _share(len(self.pairs), len(self.pairs) + len(self.only_second))

    @property
    def f1(self) -> float | None:
        """Twice the pairs over the rows of both: the same whichever coding is first; None if both are empty."""
        return f1_of(len(self.pairs), len(self.only_first), len(self.only_second))

    def values(self, variable: str) -> list[tuple[Hashable, Hashable]]:
        """Give what the two rows of each pair say on a variable; see `coded_value`."""
        return [(coded_value(first, variable), coded_value(second, variable)) for first, second in self.pairs]


def f1_of(pairs: int, only_first: int, only_second: int) -> float | None:
    """Give the F1 of finding from the counts of pairs and of rows left over; None if there are no rows."""
    return _share(2 * pairs, 2 * pairs + only_first + only_second)


def compared_variables(book: Codebook) -> list[str]:
    """Give the variables on which paired rows are compared: categories, lists, names and periods, in order.

    The summary is free text, the claim is given after coding, and the evidence counts by its overlap.
    """
    return [v.id for v in book.variables if v.kind in ("category", "list", "name", "period")]


def coded_value(row: Row, variable: str) -> Hashable:
    """Give what a row says on a variable, fit to compare: a list as its sorted set; '' if empty or left out.

    `evidence` is the span together with its article.
    """
    if variable == "evidence":
        return (row["article_id"], *evidence_span(row))
    value = row.get(variable)
    if isinstance(value, Collection) and not isinstance(value, str):
        value = tuple(sorted(set(value)))
    return value or ""


def evidence_span(row: Row) -> tuple[int, int]:
    """Give the offsets (start, end) of a row's evidence."""
    if "evidence" in row:
        return row["evidence"]["start"], row["evidence"]["end"]
    return row["evidence_start"], row["evidence_end"]


def overlap_share(first: Row, second: Row) -> float:
    """Give the characters that two spans share, over the characters that either covers: 0 apart, 1 the same."""
    (start_1, end_1), (start_2, end_2) = evidence_span(first), evidence_span(second)
    shared = max(0, min(end_1, end_2) - max(start_1, start_2))
    return shared / (end_1 - start_1 + end_2 - start_2 - shared) if shared else 0.0


def pair(first: Iterable[Row], second: Iterable[Row], variables: Sequence[str]) -> Pairing:
    """Pair the rows of two codings one to one; `variables` are those of `compared_variables`.

    Rows can be paired if they share article and platform and their evidence overlaps. Of all one-to-one pairings
    of an article's rows on a platform, the one is taken that has (1) most equal variables in total, then (2) the
    largest total of overlap shares, then (3) most pairs. With k the smaller number of rows, a pair weighs
    equal * (k + 1) * (k * SHARES + 1) + share * (k + 1) + 1, its share being in whole ten-thousandths; so no lower
    count can outweigh a higher one. The largest total is found by trying all pairings of a few rows, and for more by
    `scipy.optimize.linear_sum_assignment`. Ties that remain are settled on the rows in a fixed order (start, end, then
    all fields), so the order in which rows are given does not matter.
    """
    pairs: list[Pair] = []
    only_first: list[Row] = []
    only_second: list[Row] = []
    for rows_1, rows_2 in _connected(first, second):
        matched = _best(rows_1, rows_2, variables)
        pairs += (Pair(rows_1[i], rows_2[j]) for i, j in matched)
        only_first += _left(rows_1, {i for i, _ in matched})
        only_second += _left(rows_2, {j for _, j in matched})
    pairs.sort(key=lambda p: _place(p.first))
    return Pairing(pairs, sorted(only_first, key=_place), sorted(only_second, key=_place))


def _connected(first: Iterable[Row], second: Iterable[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Give the rows in groups between which no pair is possible: another article, platform or stretch of text."""
    groups: dict[tuple[Hashable, ...], list[tuple[Row, int]]] = defaultdict(list)
    for coding, rows in enumerate((first, second)):
        for row in rows:
            groups[tuple(row[name] for name in PAIRED_ON)].append((row, coding))
    for group in groups.values():
        group.sort(key=lambda member: _place(member[0]))
        stretch: tuple[list[Row], list[Row]] = ([], [])
        reach = 0
        for row, coding in group:
            start, end = evidence_span(row)
            if start >= reach:
                yield stretch
                stretch = ([], [])
            stretch[coding].append(row)
            reach = max(reach, end)
        yield stretch


def _place(row: Row) -> tuple:
    """Give the place of a row in the fixed order."""
    return row["article_id"], evidence_span(row), sorted((name, str(value)) for name, value in row.items())


def _best(rows_1: list[Row], rows_2: list[Row], variables: Sequence[str]) -> list[tuple[int, int]]:
    """Give the numbers of the rows to pair, for the largest total of weights."""
    if not rows_1 or not rows_2:
        return []
    if len(rows_1) < len(rows_2):
        return [(i, j) for j, i in _best(rows_2, rows_1, variables)]
    weights = [[_weight(a, b, variables, len(rows_2)) for b in rows_2] for a in rows_1]
    matched = _best_of_all(weights) if len(rows_2) <= FEW else _best_assignment(weights)
    return [(i, j) for i, j in matched if weights[i][j]]


def _best_of_all(weights: list[list[int]]) -> tuple[tuple[int, int], ...]:
    """Try every pairing of a few columns, row by row: for each set of columns taken, keep the best way to it."""
    best: dict[frozenset[int], tuple[int, tuple[tuple[int, int], ...]]] = {frozenset(): (0, ())}
    for i, row in enumerate(weights):
        for taken, (total, chosen) in list(best.items()):
            for j, weight in enumerate(row):
                if weight and j not in taken:
                    way = (total + weight, (*chosen, (i, j)))
                    best[taken | {j}] = max(best.get(taken | {j}, way), way)
    return max(best.values())[1]


def _best_assignment(weights: list[list[int]]) -> list[tuple[int, int]]:
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(weights, maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _weight(first: Row, second: Row, variables: Sequence[str], smaller: int) -> int:
    share = overlap_share(first, second)
    if not share:
        return 0
    equal = sum(coded_value(first, name) == coded_value(second, name) for name in variables)
    return (equal * (smaller * SHARES + 1) + int(share * SHARES)) * (smaller + 1) + 1


def _left(rows: list[Row], taken: set[int]) -> list[Row]:
    return [row for i, row in enumerate(rows) if i not in taken]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
