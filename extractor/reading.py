"""Reading: the sentences of a text, each as units and their symbols."""

from __future__ import annotations

import bisect
import itertools
import operator
import re
from collections.abc import Iterator, Sequence

from extractor.gates import Gate
from extractor.patterns import Alphabet
from schema.sentences import Span, sentence_spans

MAX_UNITS = 400
ARTICLE = 4
"""Sentences from which on a text is read as an article, which has room to name both platform and target."""

_UNIT = re.compile(r"\w+(?:'(?!s\b)\w+)?|'s\b|[^\w\s]")
_APOSTROPHES = "’‘ʼ"
_SINGLE_QUOTES = re.compile(r"(?<![\w'])'(?=[^\W\d])((?:[^'\n]|(?<=\w)'(?=\w)){3,400}?)'(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w*])[*_]++(?=\S)|(?<=[^\s*_])(?:[*_]{2,}+|[*_](?![^\W_]))")
"""Marks of emphasis, as Markdown has them: whole runs of asterisks and underscores, of which a single one is a mark at
the edge of a word only."""
_MEMORY = 200_000
_LONG = 40
_EDGE, _NO_EDGE = "\x00", "\x01"
"""What parts sentences that are read together, both as a run of the text and as a symbol, and what it is read as."""


class Sentence:
    """A sentence of a text: offsets in Unicode code points, end exclusive, its units, and one symbol a unit.

    `opened` are the bits of the patterns that the gate lets through; `phrases` the places and sizes of the phrases of
    the lexicon among its words, each of which is one unit.
    """

    __slots__ = ("_phrases", "_plain", "_units", "end", "index", "opened", "start", "symbols")

    def __init__(self, index: int, start: int, end: int, symbols: str, opened: int, plain: str,
                 phrases: Sequence[tuple[int, int]] = ()) -> None:
        self.index, self.start, self.end, self.symbols, self.opened = index, start, end, symbols, opened
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
    """Reads texts into sentences with one alphabet and one gate; remembers the runs without blanks that it has met."""

    def __init__(self, alphabet: Alphabet, gate: Gate) -> None:
        self.alphabet = alphabet
        self.gate = gate
        self._met = _Met(alphabet)
        self._openings = _openings(alphabet)

    def sentences(self, text: str) -> Iterator[Sentence | Span]:
        """Give the sentences in order, numbered without gaps; one that is too long to read is given as its span.

        All are turned into symbols in one go. Marks of emphasis count as blanks, single quotation marks as double ones.
        """
        plain, gate = text, self.gate
        for apostrophe in _APOSTROPHES:
            plain = plain.replace(apostrophe, "'")
        if "'" in plain:
            plain = _SINGLE_QUOTES.sub(r'"\1"', plain)
        if "*" in plain or "_" in plain:
            plain = _EMPHASIS.sub(_blanks, plain)
        spans = sentence_spans(text)
        marked = plain.replace(_EDGE, _NO_EDGE)
        parts = [marked[start:end] if end - start <= MAX_UNITS * 12 else "" for start, end in spans]
        whole = "".join(map(self._met.__getitem__, f" {_EDGE} ".join(parts).split()))
        joined, phrases = self._joined(whole)
        index = begin = first = 0
        for (start, end), read, symbols in zip(spans, whole.split(_EDGE), joined.split(_EDGE), strict=bool(spans)):
            last = first if len(symbols) == len(read) else bisect.bisect_left(phrases, (begin + len(read),), first)
            if 0 < len(read) <= MAX_UNITS:
                yield Sentence(index, start, end, symbols, gate.open(gate.met(symbols)), plain,
                               [(place - begin, size) for place, size in phrases[first:last]] if first < last else ())
                index += 1
            elif read or end - start > MAX_UNITS * 12:
                yield start, end
            begin, first = begin + len(read) + 1, last

    def _joined(self, symbols: str) -> tuple[str, list[tuple[int, int]]]:
        """Join the phrases of the lexicon to one symbol each; gives their places and sizes, too."""
        small, read, found, done = self.alphabet.small, [], [], 0
        openings = list(map(self._openings.get, map(operator.add, symbols, symbols[1:])))
        for place, opening in itertools.compress(enumerate(openings), openings):
            for size, wholes in opening if place >= done else ():
                symbol = wholes.get(symbols[place + 2 : place + size].translate(small))
                if symbol:
                    read += [symbols[done:place], symbol]
                    done = place + size
                    found.append((place, size))
                    break
        return "".join([*read, symbols[done:]]), found


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _openings(alphabet: Alphabet) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """Give for the symbols of two words that phrases begin with, small or with capitals, the sizes of these phrases,
    the longest first, and for each size the symbol of the phrase by the small symbols of its other words."""
    capital = {small: chr(code) for code, small in alphabet.small.items()}
    openings: dict[str, dict[int, dict[str, str]]] = {}
    for words in sorted(alphabet.whole, key=len, reverse=True):
        for has_capital, one in enumerate((words[0], capital[words[0]])):
            for other in (words[1], capital[words[1]]):
                symbol = alphabet.whole[words][has_capital]
                openings.setdefault(one + other, {}).setdefault(len(words), {})[words[2:]] = symbol
    return {pair: list(sizes.items()) for pair, sizes in openings.items()}


class _Met(dict[str, str]):
    """The symbols of runs without blanks, by the run; filled as they are met, and emptied when it has grown large."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, run: str) -> str:
        symbols = _EDGE if run == _EDGE else "".join([self._alphabet.unit(unit) for unit in _UNIT.findall(run)])
        if len(run) <= _LONG:
            if len(self) > _MEMORY:
                self.clear()
            self[run] = symbols
        return symbols
