"""Reading: the sentences of a text, each as units and their symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.patterns import Alphabet
from schema.sentences import sentence_spans

MAX_UNITS = 400

_UNIT = re.compile(r"\w+(?:'(?!s\b)\w+)?|'s\b|[^\w\s]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_MEMORY = 200_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: offsets in Unicode code points, end exclusive, its units, and one symbol a unit."""

    index: int
    start: int
    end: int
    units: tuple[str, ...] = field(repr=False)
    symbols: str = field(repr=False)
    parts: tuple[int, ...] = field(repr=False, default=())

    def phrase(self, start: int, end: int) -> str:
        """Give the units from `start` to `end`, joined by blanks."""
        return " ".join(self.units[start:end]).replace(" 's", "'s").replace(" ,", ",")


class Reader:
    """Reads texts into sentences with one alphabet, and remembers the words that it has met."""

    def __init__(self, alphabet: Alphabet) -> None:
        self.alphabet = alphabet
        self._met: dict[str, str] = {}
        self._starters = frozenset(alphabet.starters)

    def sentences(self, text: str) -> Iterator[Sentence | tuple[int, int]]:
        """Give the sentences in order; a sentence that is too long to read is given as its span."""
        plain = text.translate(_APOSTROPHES) if not text.isascii() else text
        for index, (start, end) in enumerate(sentence_spans(text)):
            if end - start > MAX_UNITS * 12:
                yield start, end
                continue
            units = _UNIT.findall(plain, start, end)
            yield self.sentence(index, start, end, units) if len(units) <= MAX_UNITS else (start, end)

    def sentence(self, index: int, start: int, end: int, units: list[str]) -> Sentence:
        """Make a sentence of its units, joining the phrases of the lexicon to one unit each."""
        lower = [unit.lower() for unit in units]
        if not self._starters.isdisjoint(lower):
            units = self._joined(units, lower)
        return Sentence(index, start, end, tuple(units), "".join([self._symbol(unit) for unit in units]))

    def _symbol(self, unit: str) -> str:
        symbol = self._met.get(unit)
        if symbol is None:
            if len(self._met) > _MEMORY:
                self._met.clear()
            symbol = self._met[unit] = self.alphabet.unit(unit)
        return symbol

    def _joined(self, units: list[str], lower: list[str]) -> list[str]:
        joined, place = [], 0
        while place < len(units):
            size = 1
            for parts in self.alphabet.starters.get(lower[place], ()):
                if tuple(lower[place : place + len(parts)]) == parts and self._fits(units, place, parts):
                    size = len(parts)
                    break
            joined.append(units[place] if size == 1 else " ".join(units[place : place + size]))
            place += size
        return joined

    def _fits(self, units: list[str], place: int, parts: tuple[str, ...]) -> bool:
        """Say whether a phrase that the lexicon writes with a capital stands with one here."""
        unit = " ".join(parts)
        return units[place][0].isupper() or self.alphabet.units[unit] != self.alphabet.kind("LOWER")
