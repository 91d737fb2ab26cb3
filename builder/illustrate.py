"""Illustrate: the comparison page and the figures, drawn from the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from builder.citation import Citation
from builder.inputs import Coder
from schema.codebook import codebook

FIGURES = "figures"
PAGE = "index.html"
PAGE_LIMIT = 20_000


@dataclass(frozen=True)
class Illustrations:
    """The page (None above 20,000 statements, which no browser shows well) and the figures by file name."""

    page: str | None
    figures: Mapping[str, bytes]

    @property
    def vector_files(self) -> dict[str, str]:
        """Give the figures that are text (SVG), which the project keeps beside its documents."""
        return {name: drawn.decode("utf-8") for name, drawn in self.figures.items() if name.endswith(".svg")}


def illustrate(tables: Mapping[str, pa.Table], citation: Citation, coders: Sequence[Coder]) -> Illustrations:
    """Make the page and draw the figures; the page tells the dataset's `citation`, and whether a model coded it."""
    from builder.figures import draw_figures
    from builder.page import render_page

    book = codebook()
    page = render_page(tables, book, citation, coders) if tables["statements"].num_rows <= PAGE_LIMIT else None
    return Illustrations(page, draw_figures(tables, book))


def summary(illustrations: Illustrations) -> list[str]:
    """Give the line of the report on the page."""
    left_out = f"left out: more than {PAGE_LIMIT:,} statements"
    return [f"Comparison page: {PAGE if illustrations.page else left_out}"]
