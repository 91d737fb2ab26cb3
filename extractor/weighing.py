"""Weighing: which treatments a text's sentences state, and hardly state, by the scored dictionary."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping

from extractor.lexicon import forms_in
from extractor.patterns import Alphabet
from extractor.reading import Sentence
from extractor.rules import Compiled, StatementRule
from extractor.weights import Chance, Treatment, terms_of, weights
from schema.forms import Form

GROUP = "weighed"


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
    rule found is left out where it is less than `hardly`.
    """

    about: str
    alone: float
    beside: float
    hardly: float
    rules: list[WeighedRule]


class Weighing:
    """The chances of one text's sentences, added up when they are asked for."""

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._chances: dict[int, Mapping[Treatment, Chance]] = {}

    def hardly(self, sentence: Sentence, gives: Mapping[str, str]) -> bool:
        """Say whether the words of a sentence hardly ever state a treatment; one that has no points never is."""
        treatment = gives["policy_area"], gives["stance"]
        chance = self._of(sentence).get(treatment)
        return chance is not None and chance.value < weighed().hardly * weights().shares[treatment]

    def likely(self, sentence: Sentence, coded: Collection[Treatment]) -> Iterator[tuple[Compiled, Chance]]:
        """Give the treatments that a sentence is likely to state besides those `coded`, the likeliest first."""
        least = weighed().beside if coded else weighed().alone
        found = [(chance, treatment) for treatment, chance in self._of(sentence).items()
                 if chance.value >= least and treatment not in coded]
        for chance, treatment in sorted(found, reverse=True):
            yield weighed_rules()[treatment], chance

    def _of(self, sentence: Sentence) -> Mapping[Treatment, Chance]:
        if sentence.index not in self._chances:
            self._chances[sentence.index] = weights().chances(terms_of(sentence, self._alphabet))
        return self._chances[sentence.index]


@functools.cache
def weighed() -> WeighedFile:
    """Read what follows from a chance; raises `FaultsFound`."""
    return forms_in("weighed", WeighedFile)[0]


@functools.cache
def weighed_rules() -> dict[Treatment, Compiled]:
    """Give the treatments of the scored dictionary as rules, by treatment."""
    return {(one.policy_area, one.stance): Compiled(number, StatementRule(
                id=one.id, group=GROUP, pattern="", gives={"policy_area": one.policy_area, "stance": one.stance}),
                None, None) for number, one in enumerate(weighed().rules)}
