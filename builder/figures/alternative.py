"""Alternative texts: what each figure says, computed from the tables, for readers who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from builder.display.cells import Cell, Matrix, matrices
from builder.display.counts import composition, in_words
from builder.display.facts import facts
from builder.display.marks import CONTESTED_DEFINITION, CONTESTED_LABEL, SILENT_LABEL
from builder.display.timeline import Timeline, timeline
from builder.display.wording import counted, interval, listed, spelled
from schema.codebook import Codebook


def alternative_texts(tables: Mapping[str, pa.Table], book: Codebook) -> dict[str, str]:
    """Give the alternative text of each figure by its name (`matrix`, `timeline`, `composition`)."""
    found = facts(tables, book)
    return {
        "matrix": _matrix(matrices(tables, book)[0]),
        "timeline": _timeline(timeline(tables, book), found.statement_count),
        "composition": " ".join([
            f"Bar charts of {counted(found.statement_count, 'statement')} in "
            f"{counted(found.article_count, 'article')}.",
            *(in_words(panel) for panel in composition(tables, book))]),
    }


def _matrix(matrix: Matrix) -> str:
    said = []
    for platform, cells in matrix.rows:
        stated = [_cell(cell) for cell in cells if cell.statement_count]
        if stated:
            said.append(f"{platform.label}: {', '.join(stated)}.")
    silent = [platform.label for platform, cells in matrix.rows if not any(cell.statement_count for cell in cells)]
    start = ("Matrix of platforms and policy areas: leading stance, number of claims and of articles that hold them, "
             f"in {counted(matrix.articles_read, 'article')}; {counted(len(matrix.stated), 'cell')} of "
             f"{sum(len(cells) for _, cells in matrix.rows)} hold a statement.")
    nothing = [f"{SILENT_LABEL} about {listed(silent)}."] if silent else []
    both = [f"{CONTESTED_LABEL}: {CONTESTED_DEFINITION}"] if any(cell.is_contested for cell in matrix.stated) else []
    return " ".join([start, *said, *nothing, *both])


def _cell(cell: Cell) -> str:
    numbers = [counted(cell.claim_count, "claim"), counted(cell.article_count, "article")]
    contested = [CONTESTED_LABEL.lower()] if cell.is_contested else []
    return f"{cell.area.label.lower()} {cell.mark.label.lower()} ({', '.join([*numbers, *contested])})"


def _timeline(drawing: Timeline, statement_count: int) -> str:
    if not drawing.bands:
        return "Timeline without any statement."
    said = []
    for band in drawing.bands:
        bars = [placed.bar for placed in band.bars]
        first = min(bar.interval.first for bar in bars)
        last = max(bar.interval.last for bar in bars)
        dated = len({id_ for bar in bars if bar.interval.is_dated for id_ in bar.statement_ids})
        total = len({id_ for bar in bars for id_ in bar.statement_ids})
        opinions = len({id_ for bar in bars if bar.is_opinion for id_ in bar.statement_ids})
        said.append(f"{band.platform.label}: {counted(total, 'statement')}, {interval(first, last)}, "
                    f"{spelled(dated) if dated else 'none'} with a period that the article gives"
                    + (f", {spelled(opinions, 'opinion')}." if opinions else "."))
    return " ".join([f"Timeline of {counted(statement_count, 'statement')} by platform.", *said])
