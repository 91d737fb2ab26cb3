"""Weighing: which treatments a text's sentences state, and hardly state, by the scored dictionary."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from extractor.lexicon import forms_in
from extractor.reading import Sentence
from extractor.rule_forms import StatementRule
from extractor.rules import Compiled, RuleBook
from extractor.weights import Treatment, names_of, terms_of, weights
from schema.forms import Form

NEAR = 3
WEIGHED = "weighed"
"""The group of rows that the words alone give."""


class Likely(NamedTuple):
    """A treatment that a sentence is likely to state, as a rule, and the unit that speaks most for it."""

    rule: Compiled
    cue: int


class WeighedRule(Form):
    """A treatment of the scored dictionary: the id of the rows that it gives, and what they code."""

    id: str
    policy_area: str
    stance: str
    examples: list[str] = []
    counter_examples: list[str] = []


class WeighedFile(Form):
    """What follows from the chance of a treatment.

    It gives a row where the chance is at least `alone` in a sentence without a row, `beside` in one with a row. What a
    rule found is left out where it is less than `hardly`. From `sure` on, only E2 and E3 keep a row out. A rule that
    matches counts as `rule_points` for the confidence of its row.
    """

    about: str
    alone: float
    beside: float
    hardly: float
    sure: float
    rule_points: float
    rules: list[WeighedRule]


class Weighing:
    """The points of one text's sentences, added up when they are asked for."""

    def __init__(self, book: RuleBook, sentences: Sequence[Sentence]) -> None:
        self._names = names_of(book)
        self._sentences = sentences
        self._totals: dict[int, list[float]] = {}

    def hardly(self, sentence: Sentence, treatment: Treatment) -> bool:
        """Say whether the words of a sentence hardly ever state a treatment; one that has no points never is."""
        column = columns().get(treatment)
        return column is not None and self._of(sentence)[column] < floors()[column]

    def chance(self, sentence: Sentence, treatment: Treatment) -> float:
        """Give the chance that a sentence states a treatment; 0 for one without points."""
        column = columns().get(treatment)
        return 0.0 if column is None else chance_at(self._of(sentence)[column])

    def confidence(self, sentence: Sentence, rule: Compiled) -> float:
        """Give how likely a row of a rule is right, from 0 to 1: by the words and the rule, or without points by the
        rule."""
        column = columns().get(rule.rule.treatment)
        if column is None:
            return rule.rule.confidence
        return round(chance_at(self._of(sentence)[column] + weighed().rule_points * (rule.rule.group != WEIGHED)), 2)

    def likely(self, sentence: Sentence, coded: Collection[Treatment]) -> Iterator[Likely]:
        """Give the treatments that a sentence is likely to state besides those `coded`, the likeliest first.

        None where neither it nor one of the sentences shortly before it names a platform or the target.
        """
        if not any(map(self._is_near, self._sentences[max(0, sentence.index - NEAR):sentence.index + 1])):
            return
        least = points_at(weighed().beside if coded else weighed().alone)
        found = [(total, column) for column, total in enumerate(self._of(sentence)) if total >= least]
        for _, column in sorted(found, reverse=True):
            treatment = weights().columns[column]
            if treatment not in coded:
                yield Likely(weighed_rules()[treatment], weights().cue(terms_of(sentence, self._names), column))

    def _is_near(self, sentence: Sentence) -> bool:
        return not self._names.keys().isdisjoint(sentence.symbols)

    def _of(self, sentence: Sentence) -> list[float]:
        if sentence.index not in self._totals:
            self._totals[sentence.index] = weights().totals(terms_of(sentence, self._names))
        return self._totals[sentence.index]


def chance_at(points: float) -> float:
    """Give the chance that points stand for, by the logistic function."""
    return 1 / (1 + math.exp(-points))


def points_at(chance: float) -> float:
    """Give the points that stand for a chance."""
    return math.log(chance / (1 - chance))


@functools.cache
def columns() -> dict[Treatment, int]:
    """Give the number of each treatment of the scored dictionary."""
    return {treatment: column for column, treatment in enumerate(weights().columns)}


@functools.cache
def floors() -> list[float]:
    """Give for each treatment the points below which a sentence hardly ever states it; none if it was never coded."""
    return [points_at(weighed().hardly * share) if share else -math.inf for share in weights().shares]


@functools.cache
def weighed() -> WeighedFile:
    """Read what follows from a chance; raises `FaultsFound`."""
    return forms_in("weighed", WeighedFile)[0]


@functools.cache
def weighed_rules() -> dict[Treatment, Compiled]:
    """Give the treatments of the scored dictionary as rules, by treatment."""
    return {(one.policy_area, one.stance): Compiled(number, StatementRule(
                id=one.id, group=WEIGHED, pattern="", gives={"policy_area": one.policy_area, "stance": one.stance}),
                None, None) for number, one in enumerate(weighed().rules)}
