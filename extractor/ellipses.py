"""Ellipsis: what is said of a platform by "so does" or "not so", with the treatment taken from the row before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from extractor.discourse import Discourse
from extractor.extraction import Candidate
from extractor.mentions import Units
from extractor.patterns import slot
from extractor.reading import Sentence
from extractor.rule_forms import StatementRule
from extractor.rules import Compiled, RuleBook

BACK = 2
FIRST_AREA = "access"
OPPOSITE = "opposite"
OPPOSITE_BASIS = "rule"


class Elliptical(NamedTuple):
    """A row to make: where it stands, of which platform, what it says, and the platforms of a contrast."""

    rule: Compiled
    sentence: Sentence
    match: Units
    platform: str
    compared_with: tuple[str, ...]


class Ellipses:
    """Finds the ellipses of one text that has rows."""

    def __init__(self, book: RuleBook, sentences: list[Sentence], mentions: Discourse) -> None:
        self.book = book
        self.sentences = sentences
        self.mentions = mentions
        self._number = {sentence.start: sentence.index for sentence in sentences}

    def rows(self, found: list[Candidate], made: Callable[[Elliptical], Candidate]) -> Iterator[Candidate]:
        """Give the elliptical rows after the rows that were found, in their order; each may be taken up in its turn.

        `made` codes what an ellipsis says.
        """
        by_sentence: dict[int, list[Candidate]] = {}
        for one in found:
            by_sentence.setdefault(self._number[one.evidence.start], []).append(one)
        for sentence in self.sentences:
            if not any(number in by_sentence for number in range(sentence.index - BACK, sentence.index + 1)):
                continue
            for rule, match in self._matches(sentence):
                for one in self._said(rule, sentence, match, by_sentence):
                    row = made(one)
                    by_sentence.setdefault(sentence.index, []).append(row)
                    yield row

    def _matches(self, sentence: Sentence) -> list[tuple[Compiled, re.Match[str]]]:
        """Give the ellipses of a sentence in the order in which they name their platforms."""
        found = [(rule, match) for rule in self.book.ellipses for match in rule.pattern.finditer(sentence)
                 if not (rule.unless and rule.unless.search(sentence))]
        return sorted(found, key=lambda one: slot(one[1], "p") or one[1].span())

    def _said(self, rule: Compiled, sentence: Sentence, match: re.Match[str],
              found: dict[int, list[Candidate]]) -> Iterator[Elliptical]:
        """Give what an ellipsis says of each platform that it names and that has no row of its own."""
        named = slot(match, "p")
        for platform in self._named(sentence, named) if named else ():
            before = self._before(rule, sentence, named[0], platform, found)
            if not before:
                continue
            like = next((one for one in before if one.policy_area == FIRST_AREA), before[-1])
            if self._is_told(rule, sentence, platform, like.policy_area, found):
                continue
            others = tuple(dict.fromkeys(one.platform for one in before
                                         if (one.policy_area, one.stance) == (like.policy_area, like.stance)))
            yield Elliptical(self._as_rule(rule, like), sentence, match.span(), platform,
                             others if rule.rule.sense == OPPOSITE else ())

    def _named(self, sentence: Sentence, units: Units) -> tuple[str, ...]:
        """Give the platforms that a stretch names, or for which "the latter" in it stands."""
        return self.mentions.platforms_in(sentence, *units) or next(
            (run.platforms for run in self.mentions.runs(sentence) if run.start == units[0]), ())

    @staticmethod
    def _is_told(rule: Compiled, sentence: Sentence, platform: str, area: str,
                 found: dict[int, list[Candidate]]) -> bool:
        """Say whether the platform has a row of its own here or next, which tells what the ellipsis only hints at."""
        here, after = found.get(sentence.index, ()), found.get(sentence.index + 1, ())
        return any((one.platform, one.policy_area) == (platform, area) for one in (*here, *after)) or (
            rule.rule.sense == OPPOSITE and any(one.platform == platform for one in after))

    def _before(self, rule: Compiled, sentence: Sentence, start: int, platform: str,
                found: dict[int, list[Candidate]]) -> list[Candidate]:
        """Give the rows of other platforms before a place, from the nearest sentence that has some."""
        named = {name for run in self.mentions.runs(sentence) if run.end <= start for name in run.platforms}
        for number in range(sentence.index, sentence.index - (0 if rule.rule.within_sentence else BACK) - 1, -1):
            rows = [one for one in found.get(number, ()) if one.platform != platform
                    and (number < sentence.index or one.platform in named) and self._fits(rule, one)]
            if rows:
                return rows
        return []

    def _fits(self, rule: Compiled, row: Candidate) -> bool:
        stances, areas = rule.rule.stances, rule.rule.areas
        return (not stances or row.stance in stances) and (not areas or row.policy_area in areas) and (
            rule.rule.sense != OPPOSITE or row.stance in self.book.opposites)

    def _as_rule(self, rule: Compiled, like: Candidate) -> Compiled:
        """Give a statement rule that codes what the row before says, or its opposite."""
        opposite = rule.rule.sense == OPPOSITE
        gives = {"policy_area": like.policy_area, "target": like.target,
                 "stance": self.book.opposites[like.stance] if opposite else like.stance,
                 "basis": OPPOSITE_BASIS if opposite else like.basis}
        made = StatementRule(id=rule.rule.id, group=rule.rule.sense, pattern=rule.rule.pattern, gives=gives)
        return Compiled(rule.number, made, rule.pattern, rule.unless)
