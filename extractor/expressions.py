"""Regular expressions that patterns are compiled to, written so that a search passes quickly over what cannot begin.

A search for what begins with a class jumps from one symbol of that class to the next; before a choice it would stop
at each symbol and try each alternative. So a pattern is written a second time where that can be done: the class of all
symbols that can begin it, then each alternative without its first symbol, which it looks back at.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from extractor.gates import ALWAYS, Needs, Symbols, all_of, any_of

_SLOT = "(?P<"


class Gated(Protocol):
    """A sentence as its symbols, and the bits of the patterns that the gate lets through to it."""

    symbols: str
    opened: int


class Stretch(NamedTuple):
    """A stretch that is searched like a sentence; `opened` is that of the sentence which it is a part of, if it is."""

    symbols: str
    opened: int


ANYTHING = -1
"""The bits of all patterns: of what no gate was asked about."""


@dataclass(eq=False)
class Pattern:
    """A pattern: its source, the regular expression that it stands for, what must stand in whatever it matches, its
    alternatives in order, and its own bits in the gate of the rule book.

    Most patterns are never asked for a match, so each is compiled when it first is, and a sentence that the gate does
    not open to it is not searched."""

    source: str
    expression: str
    needs: Needs
    branches: tuple[Pattern, ...] = ()
    bits: int = 0

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """Give the compiled pattern; re.error if a `!<( )` holds what has no fixed length."""
        return re.compile(self.expression, re.DOTALL)

    def search(self, sentence: Gated, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Give the first match in a stretch of a sentence."""
        return self.regex.search(sentence.symbols, start, end) if sentence.opened & self.bits else None

    def match(self, sentence: Gated, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Give the match that begins where a stretch of a sentence does."""
        return self.regex.match(sentence.symbols, start, end) if sentence.opened & self.bits else None

    def finditer(self, sentence: Gated, start: int = 0, end: int = sys.maxsize) -> Iterable[re.Match[str]]:
        """Give all matches in a stretch of a sentence."""
        return self.regex.finditer(sentence.symbols, start, end) if sentence.opened & self.bits else ()

    def among(self, sentences: Sequence[Gated]) -> list[int]:
        """Give the places in a list of the sentences that hold the pattern."""
        bits, search = self.bits, self.regex.search
        return [place for place, one in enumerate(sentences) if one.opened & bits and search(one.symbols)]


@dataclass(frozen=True)
class Piece:
    """A part of a pattern: its expression, what it needs, and, where they are known, the symbols that can begin it.

    `rest` is then the expression of what follows its first symbol; where the part may be left out, `again` is how often
    it may follow once more. A part that consumes nothing has `first` None, and in `looks` what it asks, written to
    stand after the next symbol.
    """

    text: str
    needs: Needs = ALWAYS
    first: Symbols | None = None
    rest: str = ""
    looks: str = ""
    again: str | None = None

    def pattern(self, source: str) -> Pattern:
        """Give the pattern that a whole piece stands for."""
        whole = self._whole()
        expression = self.text if whole.first is None else bracket(whole.first) + whole.rest
        return Pattern(source, expression, self.needs)

    def repeated(self, quantifier: str) -> Piece:
        """Give the piece as often as a quantifier says."""
        text, whole = f"(?:{self.text}){quantifier}", self._whole()
        if quantifier == "+":
            return Piece(text, self.needs, whole.first, f"{whole.rest}(?:{self.text})*")
        least, _, most = quantifier.strip("{}").partition(",")
        again = {"?": "", "*": text}.get(quantifier, f"(?:{self.text}){{0,{int(most or 1) - 1}}}")
        return Piece(text, ALWAYS, None if least.strip("0?*") else whole.first, whole.rest, again=again)

    def bracketed(self) -> Piece:
        """Give the piece in brackets."""
        whole = self._whole()
        return Piece(f"(?:{self.text})", self.needs, whole.first, whole.rest)

    def not_here(self) -> Piece:
        """Say that the piece must not follow."""
        whole = self._whole()
        looks = "" if whole.first is None else f"(?!(?<={bracket(whole.first)}){whole.rest})"
        return Piece(f"(?!{self.text})", looks=looks)

    def not_before(self) -> Piece:
        """Say that the piece must not stand before."""
        return Piece(f"(?<!{self.text})", looks=f"(?<!(?:{self.text}).)")

    def _whole(self) -> Piece:
        """Give the piece with nothing after it, so that nothing begins it if it may be left out."""
        return self if self.again is None else Piece(self.text, self.needs)


def either(pieces: Sequence[Piece]) -> Piece:
    """Give the choice between pieces, in their order."""
    if len(pieces) == 1:
        return pieces[0]
    text, needs = f"(?:{'|'.join(piece.text for piece in pieces)})", any_of([piece.needs for piece in pieces])
    if any(piece.first is None or piece.again is not None for piece in pieces):
        return Piece(text, needs)
    begun = [(Symbols().union(*(piece.first for piece in same)), rest)
             for rest, same in itertools.groupby(pieces, operator.attrgetter("rest"))]
    return Piece(text, needs, *_after_first(begun))


def in_order(pieces: Sequence[Piece]) -> Piece:
    """Give pieces one after the other."""
    if len(pieces) == 1 and pieces[0].first is not None and pieces[0].again is None:
        return pieces[0]
    begun = _begun(pieces)
    return Piece("".join(piece.text for piece in pieces), all_of([piece.needs for piece in pieces]), *begun or ())


def _begun(pieces: Sequence[Piece]) -> tuple[Symbols, str] | None:
    """Give what can begin pieces in order, and what follows it, or None where that is not known."""
    if not pieces or (pieces[0].first is None and not pieces[0].looks):
        return None
    piece, tail = pieces[0], "".join(one.text for one in pieces[1:])
    if piece.first is not None and piece.again is None:
        return piece.first, piece.rest + tail
    without = _begun(pieces[1:])
    if without is None or piece.looks:
        return without and (without[0], piece.looks + without[1])
    if _SLOT in piece.text + tail:
        return None
    return _after_first([(piece.first, piece.rest + piece.again + tail), without])


def _after_first(choices: Sequence[tuple[Symbols, str]]) -> tuple[Symbols, str]:
    """Give what can begin some choices together, and what follows: each looks back at its own first symbols."""
    first = Symbols().union(*(own for own, _ in choices))
    if len(choices) == 1:
        return first, choices[0][1]
    return first, f"(?:{'|'.join(f'(?<={bracket(own)}){rest}' for own, rest in choices)})"


@functools.cache
def bracket(symbols: Symbols) -> str:
    """Write a set of symbols as a bracket of a regular expression, neighbours as a range."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, symbols)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return f"[{''.join(chr(first) if first == last else f'{chr(first)}-{chr(last)}' for first, last in runs)}]"
