"""The matrix as a figure: leading stance, number of claims and of articles, by platform and policy area."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from builder.display.cells import Cell, Matrix, matrices
from builder.display.facts import facts
from builder.display.marks import CONTESTED_LABEL, cell_marks
from builder.display.palette import OPINION, SILENT, Theme
from builder.display.symbols import CONTESTED
from builder.display.wording import counted, spelled
from builder.figures.canvas import add_symbol, sheet
from schema.codebook import Codebook

MARGIN, LABELS, CELL, GAP, TALL, FLAT = 24, 116, 148, 4, 58, 26
HEAD, FOOT = 92, 92


def draw_matrix(tables: Mapping[str, pa.Table], book: Codebook, theme: Theme) -> Figure:
    """Draw the matrix of the whole time."""
    matrix = matrices(tables, book)[0]
    heights = [TALL if any(cell.statement_count for cell in cells) else FLAT for _, cells in matrix.rows]
    width = 2 * MARGIN + LABELS + len(matrix.areas) * CELL
    figure, axes = sheet(width, HEAD + sum(heights) + GAP * len(heights) + FOOT, theme)
    axes.text(MARGIN, 34, "Who permits what, as the articles tell it", fontsize=13, fontweight="bold", color=theme.ink)
    axes.text(MARGIN, 56, f"Leading stance, claims and their articles, in {counted(matrix.articles_read, 'article')}, "
              f"{spelled(facts(tables, book).rewrite_count)} of them rewrites. "
              "A report is not the policy; “nothing stated” is not “permits”.", fontsize=8.5, color=theme.muted)
    _head(axes, matrix, theme)
    y = HEAD
    for (platform, cells), height in zip(matrix.rows, heights, strict=True):
        axes.text(MARGIN, y + height / 2, platform.label, fontsize=9, fontweight="bold", va="center", color=theme.ink)
        for i, cell in enumerate(cells):
            _cell(axes, cell, (MARGIN + LABELS + i * CELL, y, CELL - GAP, height), theme)
        y += height + GAP
    _legend(axes, book, y + 22, theme)
    return figure


def _head(axes, matrix: Matrix, theme: Theme) -> None:
    for i, area in enumerate(matrix.areas):
        axes.text(MARGIN + LABELS + i * CELL + 2, HEAD - 9, area.label, fontsize=8.5, fontweight="bold",
                  color=theme.ink)


def _cell(axes, cell: Cell, box: tuple[float, float, float, float], theme: Theme) -> None:
    x, y, width, height = box
    tone = theme.tones[cell.mark.tone]
    _box(axes, box, theme.panel if cell.mark.id == SILENT else tone.fill, tone.edge, cell.mark.tone)
    if not cell.statement_count:
        add_symbol(axes, cell.mark.symbol, x + width / 2 - 7, y + height / 2 - 7, 14, tone.ink)
        return
    add_symbol(axes, cell.mark.symbol, x + 7, y + 7, 14, tone.ink)
    axes.text(x + 26, y + 14.5, cell.mark.label, fontsize=8.5, fontweight="bold", va="center", color=tone.ink)
    numbers = f"{counted(cell.claim_count, 'claim')} · {counted(cell.article_count, 'article')}"
    axes.text(x + 8, y + 31, numbers, fontsize=7.5, va="center", color=tone.ink)
    if cell.is_contested:
        add_symbol(axes, CONTESTED, x + 8, y + 40, 12, tone.ink)
        axes.text(x + 25, y + 46.5, CONTESTED_LABEL.lower(), fontsize=7.5, va="center", color=tone.ink)


def _box(axes, box: tuple[float, float, float, float], fill: str, edge: str, tone: str) -> None:
    x, y, width, height = box
    axes.add_patch(FancyBboxPatch((x, y), width, height, boxstyle="round,pad=0,rounding_size=3", facecolor=fill,
                                  edgecolor=edge if tone == OPINION else "none",
                                  linestyle="--" if tone == OPINION else "-", linewidth=.8))


def _legend(axes, book: Codebook, y: float, theme: Theme) -> None:
    marks = list(cell_marks(book).values())
    entries = [(mark.symbol, mark.label, mark.tone) for mark in marks] + [
        (CONTESTED, f"{CONTESTED_LABEL}: on both sides, perhaps of different times", SILENT)]
    for i, (symbol, label, tone_name) in enumerate(entries):
        row, column = divmod(i, 5)
        x, top, tone = MARGIN + column * 166, y + row * 28, theme.tones[tone_name]
        _box(axes, (x, top, 20, 20), theme.panel if tone_name == SILENT else tone.fill, tone.edge, tone_name)
        add_symbol(axes, symbol, x + 3, top + 3, 14, tone.ink)
        axes.text(x + 27, top + 10.5, label, fontsize=8, va="center", color=theme.ink)
