"""The timeline as a figure, from the same arrangement as the page's."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from builder.display.marks import stance_marks
from builder.display.palette import Theme
from builder.display.timeline import BAR, LEFT, TOP, WIDTH, PlacedBar, Timeline, timeline
from builder.figures.canvas import add_symbol, sheet
from schema.codebook import Codebook

MARGIN, HEAD, FOOT = 24, 66, 84


def draw_timeline(tables: Mapping[str, pa.Table], book: Codebook, theme: Theme) -> Figure:
    """Draw the statements in time, platform by platform."""
    drawing = timeline(tables, book)
    height = HEAD + drawing.height + FOOT
    figure, axes = sheet(WIDTH + 2 * MARGIN, height, theme)
    axes.text(MARGIN, 34, "When it held, or was reported", fontsize=13, fontweight="bold", color=theme.ink)
    axes.text(MARGIN, 54, "Filled: the period that the article gives. Hollow: the days in which the article must have "
              "appeared; they date the report, not the policy. Hatched: opinions.", fontsize=8.5, color=theme.muted)
    _axis(axes, drawing, theme)
    for band in drawing.bands:
        axes.plot([MARGIN, MARGIN + WIDTH], [HEAD + band.y] * 2, color=theme.rule, linewidth=.8)
        axes.text(MARGIN, HEAD + band.y + 15, band.platform.label, fontsize=9, fontweight="bold", va="center",
                  color=theme.ink)
        for mark, y in band.stances:
            add_symbol(axes, mark.symbol, MARGIN + LEFT - 20, HEAD + y, BAR, theme.muted)
        for placed in band.bars:
            _bar(axes, placed, theme)
    if not drawing.bands:
        axes.text(MARGIN, HEAD + TOP, "There is no statement to place in time.", fontsize=9, color=theme.ink)
    _legend(axes, book, height - 50, theme)
    return figure


def _axis(axes, drawing: Timeline, theme: Theme) -> None:
    every = len(drawing.ticks) // 14 + 1
    for i, (year, x) in enumerate(drawing.ticks):
        axes.plot([MARGIN + x] * 2, [HEAD + TOP, HEAD + drawing.height], color=theme.rule, linewidth=.8)
        if i + 1 < len(drawing.ticks) and year % every == 0:
            middle = (x + drawing.ticks[i + 1][1]) / 2
            axes.text(MARGIN + middle, HEAD + 14, str(year), fontsize=8.5, ha="center", va="center", color=theme.muted)


def _bar(axes, placed: PlacedBar, theme: Theme) -> None:
    bar, tone = placed.bar, theme.tones[placed.bar.mark.tone]
    x, y = MARGIN + placed.x, HEAD + placed.y
    is_dated = bar.interval.is_dated
    axes.add_patch(Rectangle((x, y), placed.width, BAR, facecolor=tone.fill if is_dated else theme.paper,
                             edgecolor=tone.edge, linewidth=.8 if is_dated else 1.5))
    for x1, y1, x2, y2 in placed.hatches:
        axes.plot([MARGIN + x1, MARGIN + x2], [HEAD + y1, HEAD + y2], linewidth=.9,
                  color=tone.ink if is_dated else tone.edge, solid_capstyle="butt")
    middle, right = y + BAR / 2, x + placed.width
    if bar.interval.is_open_end:
        axes.plot([right - 5, right - 1, right - 5], [middle - 4, middle, middle + 4], color=tone.ink, linewidth=1.1)
    if bar.interval.is_open_start:
        axes.plot([x + 5, x + 1, x + 5], [middle - 4, middle, middle + 4], color=tone.ink, linewidth=1.1)
    if len(bar.statement_ids) > 1:
        axes.text(right + 4, middle + .5, str(len(bar.statement_ids)), fontsize=7.5, va="center", color=theme.muted)


def _legend(axes, book: Codebook, y: float, theme: Theme) -> None:
    for i, mark in enumerate(stance_marks(book).values()):
        tone, x = theme.tones[mark.tone], MARGIN + i * 150
        axes.add_patch(Rectangle((x, y), 20, 20, facecolor=tone.fill, edgecolor=tone.edge, linewidth=.8))
        add_symbol(axes, mark.symbol, x + 3, y + 3, 14, tone.ink)
        axes.text(x + 27, y + 10.5, mark.label, fontsize=8, va="center", color=theme.ink)
