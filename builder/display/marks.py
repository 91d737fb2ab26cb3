"""Marks: which tone, symbol and words stand for a stance, and for a cell of the comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builder.display.palette import DEGREES, OPINION, SILENT, TIED
from builder.display.symbols import SYMBOLS, Symbol
from schema.codebook import Codebook

OPINION_LABEL = "Only opinions"
OPINION_DEFINITION = "Statements exist, but all of them are evaluations or forecasts; no stance leads."
SILENT_LABEL = "Nothing stated"
SILENT_DEFINITION = "No article read states anything. This does not mean that the platform permits, or has no policy."
CONTESTED_LABEL = "Contested"
CONTESTED_DEFINITION = (
    "Statements stand on both sides: some say that the platform prohibits or restricts, others that it permits or "
    "privileges, perhaps of different times or targets. It need not be a dispute.")
TIED_NOTE = "They may be of different times or targets."

STATED_AS = {False: "stated", True: "opinion"}
"""Whether a statement is somebody's opinion → the word for it in links."""


@dataclass(frozen=True)
class Mark:
    """What stands for a value: its id, words, and the name of its tone and symbol."""

    id: str
    label: str
    definition: str
    tone: str

    @property
    def symbol(self) -> Symbol:
        """Give the symbol that stands beside the colour."""
        return SYMBOLS[self.tone]


def opinion_bases(book: Codebook) -> dict[str, str]:
    """Give the bases that are somebody's opinion, not a rule, an action or a practice, with their labels."""
    return {value.id: value.label for value in book.variable("basis").values if value.is_opinion}


def stance_marks(book: Codebook) -> dict[str, Mark]:
    """Give the mark of each stance, in the codebook's order."""
    return {value.id: Mark(value.id, value.label, value.definition, DEGREES[value.permissiveness])
            for value in book.variable("stance").values}


def cell_marks(book: Codebook) -> dict[str, Mark]:
    """Give every mark that a cell of the comparison can bear: the stances, a tie, only opinions, nothing stated."""
    tied = {value.id: Mark(value.id, value.label, f"{value.definition} {TIED_NOTE}", TIED)
            for value in book.variable("leading_stance").values}
    others = (Mark(OPINION, OPINION_LABEL, OPINION_DEFINITION, OPINION),
              Mark(SILENT, SILENT_LABEL, SILENT_DEFINITION, SILENT))
    return {**stance_marks(book), **tied, **{mark.id: mark for mark in others}}


def mark_of_cell(row: Mapping[str, Any], marks: Mapping[str, Mark]) -> Mark:
    """Give the mark of a row of `comparison`."""
    if not row["statement_count"]:
        return marks[SILENT]
    return marks[row["leading_stance"] or OPINION]


