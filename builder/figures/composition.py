"""The composition as a figure: the statements counted by each coded variable, and by article."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from builder.display.counts import Panel, composition
from builder.display.facts import facts
from builder.display.palette import Theme
from builder.display.wording import counted, shortened
from builder.figures.canvas import sheet
from schema.codebook import Codebook

MARGIN, COLUMNS, COLUMN, LABELS, LINE, HEAD, TITLE, SPACE = 24, 3, 330, 168, 20, 84, 26, 22
MOST_BARS, MOST_LETTERS = 12, 27


def draw_composition(tables: Mapping[str, pa.Table], book: Codebook, theme: Theme) -> Figure:
    """Draw bars of the number of statements, a panel a variable, all on one scale."""
    panels, found = composition(tables, book), facts(tables, book)
    rows = [panels[i:i + COLUMNS] for i in range(0, len(panels), COLUMNS)]
    heights = [TITLE + LINE * max(len(_shortened(panel)) for panel in row) + SPACE for row in rows]
    figure, axes = sheet(2 * MARGIN + COLUMNS * COLUMN - SPACE, HEAD + sum(heights) + MARGIN / 2, theme)
    axes.text(MARGIN, 34, "What the dataset is made of", fontsize=13, fontweight="bold", color=theme.ink)
    axes.text(MARGIN, 54, f"{counted(found.statement_count, 'statement')} in "
              f"{counted(found.article_count, 'article')}, counted by each variable. All bars have one scale.",
              fontsize=8.5, color=theme.muted)
    y = HEAD
    for row, height in zip(rows, heights, strict=True):
        for column, panel in enumerate(row):
            _panel(axes, panel, MARGIN + column * COLUMN, y, max(1, found.statement_count), theme)
        y += height
    return figure


def _shortened(panel: Panel) -> list[tuple[str, int]]:
    """Give the bars, of a long panel only the greatest, the rest joined into one."""
    if len(panel.bars) <= MOST_BARS:
        return panel.bars
    ordered = sorted(panel.bars, key=lambda bar: -bar[1])
    rest = ordered[MOST_BARS - 1:]
    return [*ordered[:MOST_BARS - 1], (f"{len(rest):,} others", sum(number for _, number in rest))]


def _panel(axes, panel: Panel, x: float, y: float, total: int, theme: Theme) -> None:
    axes.text(x, y + 8, panel.label, fontsize=9, fontweight="bold", va="center", color=theme.ink)
    length = COLUMN - LABELS - 60
    for i, (label, number) in enumerate(_shortened(panel)):
        top = y + TITLE + i * LINE
        axes.text(x, top + 7, shortened(label, MOST_LETTERS), fontsize=7.5, va="center", color=theme.ink)
        axes.add_patch(Rectangle((x + LABELS, top), length * number / total, 13, facecolor=theme.accent))
        axes.text(x + LABELS + length * number / total + 5, top + 7, f"{number:,}", fontsize=7.5, va="center",
                  color=theme.muted)
