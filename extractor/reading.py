"""Reading: the sentences of a text, each as units and their symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.patterns import FIRST, SECOND, Alphabet
from schema.sentences import sentence_spans

MAX_UNITS = 400

_UNIT = re.compile(r"\w+(?:'(?!s\b)\w+)?|'s\b|[^\w\s]")
_APOSTROPHES = "’‘ʼ"
_MEMORY = 200_000
_LONG = 40


class Sentence:
    """A sentence of a text: offsets in Unicode code points, end exclusive, its units, and one symbol a unit.

    `phrases` are the places and sizes of the phrases of the lexicon among its words, each of which is one unit.
    """

    __slots__ = ("_phrases", "_plain", "_units", "end", "index", "start", "symbols")

    def __init__(self, index: int, start: int, end: int, symbols: str, plain: str,
                 phrases: Sequence[tuple[int, int]] = ()) -> None:
        self.index, self.start, self.end, self.symbols = index, start, end, symbols
        self._plain, self._phrases, self._units = plain, phrases, None

    @property
    def units(self) -> list[str]:
        """Give the units, which most sentences are never asked for."""
        if self._units is None:
            self._units = _UNIT.findall(self._plain, self.start, self.end)
            for place, size in reversed(self._phrases):
                self._units[place : place + size] = [" ".join(self._units[place : place + size])]
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
        index, met = 0, self._met.__getitem__
        for start, end in sentence_spans(text):
            symbols = "" if end - start > MAX_UNITS * 12 else "".join(map(met, plain[start:end].split()))
            if not symbols or len(symbols) > MAX_UNITS:
                yield start, end
                continue
            joined, found = self._joined(symbols) if self._joints.search(symbols) else (symbols, ())
            yield Sentence(index, start, end, joined, plain, found)
            index += 1

    def _joined(self, symbols: str) -> tuple[str, Sequence[tuple[int, int]]]:
        """Join the phrases of the lexicon to one symbol each; gives their places and sizes, too."""
        alphabet, read, found, done = self.alphabet, [], [], 0
        small = symbols.translate(alphabet.small)
        for joint in self._joints.finditer(small):
            place = joint.start()
            for size in alphabet.phrases.get(small[place : place + 2], ()) if place >= done else ():
                whole = alphabet.whole.get(small[place : place + size])
                symbol = whole[symbols[place] != small[place]] if whole else ""
                if symbol:
                    read += [symbols[done:place], symbol]
                    done = place + size
                    found.append((place, size))
                    break
        return ("".join([*read, symbols[done:]]), found) if found else (symbols, ())


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
