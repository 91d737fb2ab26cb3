"""Weights: scored dictionaries that know, from coded texts, which words speak for what.

A rule holds the ways of putting it that its writer thought of. Beside the rules stand points: in `weights.csv` a line
for each term and a column for each treatment (policy area and stance), in it what the term speaks for the treatment, or
against it. The points of a sentence, added up, give by the logistic function the chance that a coder codes the
treatment there. `weights_of_variables.csv` is alike for the values of a found row's variables. `extractor.learning`
makes both files.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.lexicon import FOLDER
from extractor.patterns import Alphabet, Pattern
from extractor.reading import Sentence
from extractor.rules import RuleBook

FILE = FOLDER / "weights.csv"
VARIABLES_FILE = FOLDER / "weights_of_variables.csv"
PLATFORM_TERM, TARGET_TERM, NUMBER_TERM, EDGE_TERM, OPENING_TERM = "@platform", "@target", "#", "^", "^^"
SHARE_LINE, START_LINE = "(share)", "(start)"
STEM = 6
"""Letters of a word that are read; what follows is mostly an ending."""

_REMEMBERED = 100_000

Treatment = tuple[str, str]
"""A policy area and a stance."""
Choice = tuple[str, str]
"""A variable and one of its values."""


@dataclass(frozen=True)
class Weights:
    """A scored dictionary: its columns (treatments or choices), in what share of sentences or rows each was coded, with
    what points it starts, and the points of each term, one for each column."""

    columns: tuple[Treatment | Choice, ...]
    shares: tuple[float, ...]
    start: tuple[float, ...]
    points: Mapping[str, tuple[float, ...]]

    def totals(self, terms: Collection[str], so_far: Sequence[float] = ()) -> list[float]:
        """Give the points for each column of a sentence that holds these terms; a half chance is at 0.

        They come to the points `so_far`, without which they begin with those of the start.
        """
        known = filter(None, map(self.points.get, terms))
        return list(map(sum, zip(so_far or self.start, *known, strict=True)))

    def cue(self, terms: Mapping[str, int], column: int) -> int:
        """Give the unit that speaks most for a column, by its number, of terms with the units where they end."""
        at: dict[int, float] = {}
        for term, place in terms.items():
            if term in self.points:
                at[place] = at.get(place, 0.0) + self.points[term][column]
        return max(at, key=at.__getitem__, default=0)


def terms_of(sentence: Sentence, names: Mapping[str, str]) -> dict[str, int]:
    """Give the terms of a sentence, each with the unit at which it last ends; `names` are those of `names_of`.

    Terms are the beginnings of words, with platforms, targets and numbers each as one, and pairs of neighbours.
    """
    found, before = {} if sentence.index else {OPENING_TERM: 0}, EDGE_TERM
    for place, (unit, symbol) in enumerate(zip(sentence.units, sentence.symbols, strict=True)):
        for term in (names[symbol],) if symbol in names else _beginnings(unit):
            found[term] = found[f"{before} {term}"] = place
            before = term
    return found


@functools.lru_cache(_REMEMBERED)
def _beginnings(unit: str) -> tuple[str, ...]:
    return tuple(NUMBER_TERM if word[0].isdigit() else word[:STEM] for word in unit.lower().split())


def names_of(book: RuleBook) -> dict[str, str]:
    """Give the terms of the symbols that stand for a target or a platform."""
    return _names(book.alphabet, book.structure["target_name"])


@functools.cache
def _names(alphabet: Alphabet, target: Pattern) -> dict[str, str]:
    targets = filter(target.regex.fullmatch, set().union(*alphabet.members.values()))
    return dict.fromkeys(targets, TARGET_TERM) | dict.fromkeys(alphabet.platform_at, PLATFORM_TERM)


@functools.cache
def weights() -> Weights:
    """Read the scored dictionary of the treatments."""
    return _read(FILE)


@functools.cache
def weights_of_variables() -> Weights:
    """Read the scored dictionary of the variables of a found row."""
    return _read(VARIABLES_FILE)


def _read(path: Path) -> Weights:
    """Read a scored dictionary; its first line names the columns."""
    with path.open(encoding="utf-8", newline="") as file:
        (_, *columns), *lines = csv.reader(file)
    number = functools.cache(lambda written: float(written or 0))  # few numbers differ: each is kept once
    points = {term: tuple(map(number, given)) for term, *given in lines}
    pairs = [(first, second) for first, second in map(str.split, columns)]
    return Weights(tuple(pairs), points.pop(SHARE_LINE), points.pop(START_LINE), points)
