"""Regular expressions that patterns are compiled to, written so that a search passes quickly over what cannot begin.

A search for what begins with a class jumps from one symbol of that class to the next; before a choice it would stop
at each symbol and try each alternative. So a pattern is written a second time where that can be done: the class of all
symbols that can begin it, then each alternative without its first symbol, which it looks back at.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractor.gates import ALWAYS, Needs, Symbols, all_of, any_of, one_demand


@dataclass(frozen=True)
class Pattern:
    """A pattern: its source, the regular expression that it stands for, what must stand in whatever it matches, and
    its alternatives in order. Most patterns are never asked for a match, so each is compiled when it first is."""

    source: str
    expression: str
    needs: Needs
    branches: tuple[Pattern, ...] = ()

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """Give the compiled pattern; re.error if a `!<( )` holds what has no fixed length."""
        return re.compile(self.expression, re.DOTALL)

    @functools.cached_property
    def scout(self) -> re.Pattern[str]:
        """Give a quick pattern that is found wherever this one can be: one symbol, or nothing at all."""
        demand = next(iter(one_demand(self.needs)[0]), None)
        return re.compile(bracket(demand) if demand else "")


@dataclass(frozen=True)
class Piece:
    """A part of a pattern: its expression, what it needs, and, where they are known, the symbols that can begin it.

    `rest` is then the expression of what follows its first symbol. A part that consumes nothing has `first` None, and
    in `looks` what it asks, written to stand after the next symbol.
    """

    text: str
    needs: Needs = ALWAYS
    first: Symbols | None = None
    rest: str = ""
    looks: str = ""

    def pattern(self, source: str) -> Pattern:
        """Give the pattern that a whole piece stands for."""
        return Pattern(source, self.text if self.first is None else bracket(self.first) + self.rest, self.needs)

    def repeated(self, quantifier: str) -> Piece:
        """Give the piece as often as a quantifier says."""
        return Piece(f"(?:{self.text}){quantifier}", self.needs if quantifier == "+" else ALWAYS)

    def bracketed(self) -> Piece:
        """Give the piece in brackets."""
        return Piece(f"(?:{self.text})", self.needs, self.first, self.rest)

    def not_here(self) -> Piece:
        """Say that the piece must not follow."""
        looks = "" if self.first is None else f"(?!(?<={bracket(self.first)}){self.rest})"
        return Piece(f"(?!{self.text})", looks=looks)

    def not_before(self) -> Piece:
        """Say that the piece must not stand before."""
        return Piece(f"(?<!{self.text})", looks=f"(?<!(?:{self.text}).)")


def either(pieces: Sequence[Piece]) -> Piece:
    """Give the choice between pieces, in their order."""
    if len(pieces) == 1:
        return pieces[0]
    text, needs = f"(?:{'|'.join(piece.text for piece in pieces)})", any_of([piece.needs for piece in pieces])
    if any(piece.first is None for piece in pieces):
        return Piece(text, needs)
    first = Symbols().union(*(piece.first for piece in pieces))
    rest = "|".join(f"(?<={bracket(piece.first)}){piece.rest}" for piece in pieces)
    return Piece(text, needs, first, f"(?:{rest})" if any(piece.rest for piece in pieces) else "")


def in_order(pieces: Sequence[Piece]) -> Piece:
    """Give pieces one after the other."""
    text, needs = "".join(piece.text for piece in pieces), all_of([piece.needs for piece in pieces])
    looks = ""
    for number, piece in enumerate(pieces):
        if piece.looks:
            looks += piece.looks
        elif piece.first is None:
            break
        else:
            return Piece(text, needs, piece.first, looks + piece.rest + "".join(one.text for one in pieces[number + 1:]))
    return Piece(text, needs)


def bracket(symbols: Collection[str]) -> str:
    """Write a set of symbols as a bracket of a regular expression, neighbours as a range."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, symbols)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return f"[{''.join(chr(first) if first == last else f'{chr(first)}-{chr(last)}' for first, last in runs)}]"
