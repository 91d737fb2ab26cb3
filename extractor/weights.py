"""Weights: a scored dictionary that knows, from coded texts, which words speak for which treatment.

A rule holds the ways of putting it that its writer thought of. Beside the rules stand points: in `weights.csv` a line
for each term and a column for each treatment (policy area and stance), in it what the term speaks for the treatment, or
against it. The points of a sentence, added up, give by the logistic function the chance that a coder codes the
treatment there. `extractor.learning` makes the file.
"""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from extractor.lexicon import FOLDER
from extractor.patterns import Alphabet
from extractor.reading import Sentence

FILE = FOLDER / "weights.csv"
PLATFORM_TERM, TARGET_TERM, NUMBER_TERM, EDGE_TERM, OPENING_TERM = "@platform", "@target", "#", "^", "^^"
SHARE_LINE, START_LINE = "(share)", "(start)"
TARGET_CLASSES = ("TARGET_NAME", "TALIBAN_PERSON", "TARGET_TIED", "PRO_TARGET", "KABUL_RULERS")
STEM = 6
"""Letters of a word that are read; what follows is mostly an ending."""

Treatment = tuple[str, str]
"""A policy area and a stance."""


class Chance(NamedTuple):
    """The chance that a sentence states a treatment, from 0 to 1, and the unit that speaks most for it."""

    value: float
    cue: int


@dataclass(frozen=True)
class Weights:
    """The scored dictionary: in what share of sentences each treatment was coded, with what points it starts, and those
    of each term."""

    shares: Mapping[Treatment, float]
    base: Mapping[Treatment, float]
    points: Mapping[str, Mapping[Treatment, float]]

    def chances(self, terms: Mapping[str, int]) -> dict[Treatment, Chance]:
        """Give the chance of each treatment in a sentence that holds these terms, each with the unit where it ends."""
        totals, cues = dict(self.base), {treatment: {} for treatment in self.base}
        for term, place in terms.items():
            for treatment, points in self.points.get(term, {}).items():
                totals[treatment] += points
                cues[treatment][place] = cues[treatment].get(place, 0.0) + points
        return {treatment: Chance(1 / (1 + math.exp(-total)), max(cues[treatment], key=cues[treatment].get, default=0))
                for treatment, total in totals.items()}


def terms_of(sentence: Sentence, alphabet: Alphabet) -> dict[str, int]:
    """Give the terms of a sentence, each with the unit at which it last ends.

    Terms are the beginnings of words, with platforms, targets and numbers each as one, and pairs of neighbours.
    """
    found = {} if sentence.index else {OPENING_TERM: 0}
    before = EDGE_TERM
    for term, place in _single(sentence, _names(alphabet)):
        found[term] = found[f"{before} {term}"] = place
        before = term
    return found


def _single(sentence: Sentence, names: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    for place, (unit, symbol) in enumerate(zip(sentence.units, sentence.symbols, strict=True)):
        if symbol in names:
            yield names[symbol], place
            continue
        for word in unit.lower().split():
            yield NUMBER_TERM if word[0].isdigit() else word[:STEM], place


@functools.cache
def _names(alphabet: Alphabet) -> dict[str, str]:
    """Give the terms of the symbols that stand for a target or a platform."""
    targets = {symbol for name in TARGET_CLASSES for symbol in alphabet.symbols(name)}
    return dict.fromkeys(targets, TARGET_TERM) | dict.fromkeys(alphabet.platform_at, PLATFORM_TERM)


@functools.cache
def weights() -> Weights:
    """Read the scored dictionary; its first line names the treatments."""
    with FILE.open(encoding="utf-8", newline="") as file:
        (_, *columns), *lines = csv.reader(file)
    treatments = [tuple(column.split()) for column in columns]
    points = {term: {treatment: float(one) for treatment, one in zip(treatments, given, strict=True) if one}
              for term, *given in lines}
    return Weights(points.pop(SHARE_LINE), points.pop(START_LINE), points)
