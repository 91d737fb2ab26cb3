"""Figures for the datacard and the readme: the matrix, the timeline and the composition, as SVG and PNG.

The drawing library is slow to import, so it is imported when the first figure is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from builder.figures.alternative import alternative_texts
from schema.codebook import Codebook

__all__ = ["alternative_texts", "draw_figures"]


def draw_figures(tables: Mapping[str, pa.Table], book: Codebook) -> dict[str, bytes]:
    """Draw every figure, light and dark: file name (`matrix-light.svg`) → bytes, the same for the same tables."""
    from builder.figures.canvas import FORMATS, THEMES, drawn
    from builder.figures.composition import draw_composition
    from builder.figures.matrix import draw_matrix
    from builder.figures.timeline import draw_timeline

    drawings = {"matrix": draw_matrix, "timeline": draw_timeline, "composition": draw_composition}
    return {
        f"{name}-{theme.name}.{kind}": drawn(draw, tables, book, theme, kind)
        for name, draw in drawings.items() for theme in THEMES for kind in FORMATS
    }
