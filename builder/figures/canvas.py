"""The canvas: matplotlib without a screen, set so that the same tables give the same bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping

import matplotlib
import pyarrow as pa
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.path import Path

from builder.display.palette import THEMES, Theme
from builder.display.symbols import SIDE, Symbol
from schema.codebook import Codebook

__all__ = ["FORMATS", "THEMES", "add_symbol", "drawn", "sheet"]

FORMATS = ("svg", "png")
INCH = 96  # pixels of the drawing's units
_SETTINGS = {
    "font.family": "DejaVu Sans", "svg.hashsalt": "taliban-platform-policy", "svg.fonttype": "path",
    "text.parse_math": False, "text.usetex": False, "path.simplify": False,
}
_METADATA = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}

Draw = Callable[[Mapping[str, pa.Table], Codebook, Theme], Figure]


def drawn(draw: Draw, tables: Mapping[str, pa.Table], book: Codebook, theme: Theme, kind: str) -> bytes:
    """Give the bytes of one figure, as `kind` (one of `FORMATS`); the machine's own settings do not matter."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        figure = draw(tables, book, theme)
        {"svg": FigureCanvasSVG, "png": FigureCanvasAgg}[kind](figure)
        file = io.BytesIO()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from font")  # such a character is drawn as a box
            figure.savefig(file, format=kind, dpi=2 * INCH if kind == "png" else INCH, metadata=_METADATA[kind],
                           facecolor=theme.paper)
        return file.getvalue()


def sheet(width: float, height: float, theme: Theme):
    """Give a figure of that size in pixels and its one axes: origin at the top left, a unit a pixel, no frame."""
    figure = Figure(figsize=(width / INCH, height / INCH), facecolor=theme.paper)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return figure, axes


def add_symbol(axes, symbol: Symbol, x: float, y: float, size: float, colour: str) -> None:
    """Draw a symbol with its top left corner at x, y."""
    from matplotlib.patches import PathPatch

    scale = size / SIDE
    vertices, codes = [], []
    for line in symbol.lines:
        points = [(x + px * scale, y + py * scale) for px, py in line]
        vertices += points + ([points[0]] if symbol.is_filled else [])
        codes += [Path.MOVETO] + [Path.LINETO] * (len(points) - 1) + ([Path.CLOSEPOLY] if symbol.is_filled else [])
    axes.add_patch(PathPatch(
        Path(vertices, codes), facecolor=colour if symbol.is_filled else "none", edgecolor=colour, snap=False,
        linewidth=.5 if symbol.is_filled else 1.5, capstyle="round", joinstyle="round"))
