"""The comparison arranged as matrices: a row a platform, a column a policy area, a matrix a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from builder.compare import ALL, stated_claims
from builder.display.marks import Mark, cell_marks, mark_of_cell, stance_marks
from builder.display.wording import counted
from schema.codebook import Codebook, Value


@dataclass(frozen=True)
class Cell:
    """A cell: its place, its mark, its counts, and how its statements share among the stances.

    `leads` are the claims on rules, actions and practices of each stance that has the most of them.
    """

    platform: Value
    area: Value
    mark: Mark
    claim_count: int
    statement_count: int
    article_count: int
    is_contested: bool
    shares: tuple[tuple[Mark, int], ...]
    leads: tuple[tuple[Mark, int], ...]

    @property
    def in_words(self) -> str:
        """Say how many claims carry the leading stance, and how the statements share among the stances."""
        tied = "each " if len(self.leads) > 1 else ""
        leading = [f"{' and '.join(mark.label for mark, _ in self.leads)}: {tied}{counted(self.leads[0][1], 'claim')} "
                   "on rules, actions or practices."] if self.leads else []
        shares = ", ".join(f"{number:,} {mark.label.lower()}" for mark, number in self.shares)
        return " ".join([*leading, f"{counted(self.statement_count, 'statement')}: {shares}."])


@dataclass(frozen=True)
class Matrix:
    """One period: the policy areas as columns, and for each platform its cells in that order."""

    period: str
    articles_read: int
    areas: list[Value]
    rows: list[tuple[Value, list[Cell]]]

    @property
    def stated(self) -> list[Cell]:
        """Give the cells that hold a statement."""
        return [cell for _, cells in self.rows for cell in cells if cell.statement_count]


def matrices(tables: Mapping[str, pa.Table], book: Codebook) -> list[Matrix]:
    """Give the matrix of the whole time, then that of each year, the latest first."""
    rows = tables["comparison"].to_pylist()
    found = {(row["period"], row["platform"], row["policy_area"]): row for row in rows}
    years = sorted({row["period"] for row in rows} - {ALL}, reverse=True)
    statements = {row["statement_id"]: row for row in tables["statements"].to_pylist()}
    return [_matrix(period, found, statements, book) for period in [ALL, *years]]


def _matrix(period: str, found: Mapping[tuple[str, str, str], Mapping[str, Any]],
            statements: Mapping[str, Mapping[str, Any]], book: Codebook) -> Matrix:
    areas = book.variable("policy_area").values
    rows = [(platform, [_cell(found[period, platform.id, area.id], platform, area, statements, book)
                        for area in areas])
            for platform in book.variable("platform").values]
    read = next((row["articles_read_count"] for key, row in found.items() if key[0] == period), 0)
    return Matrix(period, read, areas, rows)


def _cell(row: Mapping[str, Any], platform: Value, area: Value, statements: Mapping[str, Mapping[str, Any]],
          book: Codebook) -> Cell:
    stances = stance_marks(book).values()
    shares = tuple((mark, row[f"{mark.id}_count"]) for mark in stances if row[f"{mark.id}_count"])
    claims = stated_claims(statements[id_] for id_ in row["statement_ids"])
    most = max(map(len, claims.values()), default=0)
    leads = tuple((mark, most) for mark in stances if len(claims.get(mark.id, ())) == most) if most else ()
    return Cell(platform, area, mark_of_cell(row, cell_marks(book)), row["claim_count"], row["statement_count"],
                row["article_count"], row["is_contested"], shares, leads)
