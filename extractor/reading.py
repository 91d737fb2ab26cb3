"""Reading: the sentences of a text, each as units and their symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.patterns import FIRST, SECOND, Alphabet
from schema.sentences import sentence_spans

MAX_UNITS = 400

_UNIT = re.compile(r"\w+(?:'(?!s\b)\w+)?|'s\b|[^\w\s]")
_APOSTROPHES = "’‘ʼ"
_MEMORY = 200_000
_LONG = 40


class Sentence:
    """A sentence of a text: offsets in Unicode code points, end exclusive, its units, and one symbol a unit."""

    __slots__ = ("_plain", "_units", "end", "index", "start", "symbols")

    def __init__(self, index: int, start: int, end: int, symbols: str, units: tuple[str, ...] | None,
                 plain: str) -> None:
        self.index, self.start, self.end, self.symbols = index, start, end, symbols
        self._units, self._plain = units, plain

    @property
    def units(self) -> tuple[str, ...]:
        """Give the units, which most sentences are never asked for."""
        if self._units is None:
            self._units = tuple(_UNIT.findall(self._plain, self.start, self.end))
        return self._units

    def holds(self, characters: str) -> bool:
        """Say whether the sentence holds these characters anywhere."""
        return self._plain.find(characters, self.start, self.end) >= 0

    def phrase(self, start: int, end: int) -> str:
        """Give the units from `start` to `end`, joined by blanks."""
        return " ".join(self.units[start:end]).replace(" 's", "'s").replace(" ,", ",")


class Reader:
    """Reads texts into sentences with one alphabet, and remembers the runs without blanks that it has met."""

    def __init__(self, alphabet: Alphabet) -> None:
        self.alphabet = alphabet
        self._met = _Met(alphabet)
        first, second = ("".join(sorted(alphabet.symbols(name))) for name in (FIRST, SECOND))
        self._joints = re.compile(f"[{first}](?=[{second}])")

    def sentences(self, text: str) -> Iterator[Sentence | tuple[int, int]]:
        """Give the sentences in order, numbered without gaps; one that is too long to read is given as its span."""
        plain = text
        for apostrophe in _APOSTROPHES:
            plain = plain.replace(apostrophe, "'")
        index, met = 0, self._met
        for start, end in sentence_spans(text):
            symbols = "" if end - start > MAX_UNITS * 12 else "".join([met[run] for run in plain[start:end].split()])
            if not symbols or len(symbols) > MAX_UNITS:
                yield start, end
                continue
            places = [found.start() for found in self._joints.finditer(symbols)]
            yield self._joined(index, start, end, symbols, places, plain)
            index += 1

    def _joined(self, index: int, start: int, end: int, symbols: str, places: list[int], plain: str) -> Sentence:
        """Make a sentence, joining the phrases of the lexicon to one unit each; they begin at some of the places."""
        units = _UNIT.findall(plain, start, end) if places else []
        phrases, done, parts = self.alphabet.phrases, 0, []
        for place in places:
            known = phrases.get((units[place].lower(), units[place + 1].lower()))
            if known and place >= done and (size := _size(known, units, place)):
                parts.append((done, place, size))
                done = place + size
        if not parts:
            return Sentence(index, start, end, symbols, tuple(units) if units else None, plain)
        joined, read = [], []
        for before, place, size in parts:
            phrase = " ".join(units[place : place + size])
            joined += [*units[before:place], phrase]
            read += [symbols[before:place], self.alphabet.unit(phrase)]
        return Sentence(index, start, end, "".join([*read, symbols[done:]]), (*joined, *units[done:]), plain)


class _Met(dict[str, str]):
    """The symbols of runs without blanks, by the run; filled as they are met, and emptied when it has grown large."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, run: str) -> str:
        symbols = "".join([self._alphabet.unit(unit) for unit in _UNIT.findall(run)])
        if len(run) <= _LONG:
            if len(self) > _MEMORY:
                self.clear()
            self[run] = symbols
        return symbols


def _size(known: list[tuple[tuple[str, ...], bool]], units: list[str], place: int) -> int:
    """Give the number of units of the first of some phrases that stands at a place, 0 if none does.

    A phrase that the lexicon writes with a capital must stand with one.
    """
    for parts, may_be_small in known:
        here = units[place : place + len(parts)]
        if tuple([unit.lower() for unit in here]) == parts and (may_be_small or here[0][0].isupper()):
            return len(parts)
    return 0
