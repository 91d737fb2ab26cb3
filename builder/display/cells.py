"""The comparison arranged as matrices: a row a platform, a column a policy area, a matrix a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from builder.compare import ALL
from builder.display.marks import Mark, cell_marks, mark_of_cell, stance_marks
from schema.codebook import Codebook, Value


@dataclass(frozen=True)
class Cell:
    """A cell: its place, its mark, its counts, and how its statements share among the stances."""

    platform: Value
    area: Value
    mark: Mark
    claim_count: int
    statement_count: int
    article_count: int
    is_contested: bool
    shares: tuple[tuple[Mark, int], ...]


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
    return [_matrix(period, found, book) for period in [ALL, *years]]


def _matrix(period: str, found: Mapping[tuple[str, str, str], Mapping[str, Any]], book: Codebook) -> Matrix:
    areas = book.variable("policy_area").values
    rows = [(platform, [_cell(found[period, platform.id, area.id], platform, area, book) for area in areas])
            for platform in book.variable("platform").values]
    read = next((row["articles_read_count"] for key, row in found.items() if key[0] == period), 0)
    return Matrix(period, read, areas, rows)


def _cell(row: Mapping[str, Any], platform: Value, area: Value, book: Codebook) -> Cell:
    shares = tuple((mark, row[f"{mark.id}_count"]) for mark in stance_marks(book).values() if row[f"{mark.id}_count"])
    return Cell(platform, area, mark_of_cell(row, cell_marks(book)), row["claim_count"], row["statement_count"],
                row["article_count"], row["is_contested"], shares)
