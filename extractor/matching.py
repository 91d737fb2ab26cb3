"""Matching: which rules match where in a sentence, and which exclusions hold there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from extractor.mentions import Units
from extractor.reading import Sentence
from extractor.rules import Branch, Compiled, RuleBook

SHORT = 4
FEW = 3
MOST_IN_A_CLAUSE = 2
Found = tuple[Compiled, Units, re.Match[str]]


class Matcher:
    """Finds the matches of one book's rules, sentence by sentence."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._breaks = book.structure["clause_break"].regex.finditer
        self._stops = book.structure["full_stop"].regex.finditer
        self._clauses: dict[int, list[Units]] = {}
        self._excluded: tuple[int, list[tuple[Compiled, Units]]] = (-1, [])

    def matches(self, sentence: Sentence, opened: int) -> Iterator[Found]:
        """Give the rules that match in a sentence, in order, in each clause the first matches of a rule."""
        symbols, best = sentence.symbols, None
        for branch, clause in self._possible(sentence, opened):
            match = branch.pattern.regex.search(symbols, *clause)
            if not match:
                continue
            if best is None or best[0] is not branch.rule or best[1] is not clause:
                if best:
                    yield from self._and_later(symbols, best)
            elif match.start() >= best[2].start():
                continue
            best = branch.rule, clause, match
        if best:
            yield from self._and_later(symbols, best)

    def _and_later(self, symbols: str, first: Found) -> Iterator[Found]:
        """Give a match, and those of the rule that follow it in the clause where it goes on to another platform."""
        yield first
        rule, clause, match = first
        platform = self.book.structure["platform_run"].scout
        for _ in range(MOST_IN_A_CLAUSE):
            if not platform.search(symbols, match.end(), clause[1]):
                return
            match = rule.pattern.regex.search(symbols, match.end(), clause[1])
            if not match:
                return
            yield rule, clause, match

    def _possible(self, sentence: Sentence, opened: int) -> list[tuple[Branch, Units]]:
        """Give the alternatives of rules that can match, by rule, clause and order."""
        book, clauses, whole = self.book, self.clauses(sentence), (0, len(sentence.symbols))
        if len(clauses) == 1:
            return [(book.branches[number], whole) for number in book.gate.numbers(opened)]
        wide, narrow = opened & book.wide, opened & ~book.wide
        found = [(book.branches[number], whole) for number in book.gate.numbers(wide)] if wide else []
        if narrow:
            few = book.gate.numbers(narrow) if narrow.bit_count() <= FEW else None
            for clause in clauses:
                numbers = few if few is not None else book.gate.numbers(
                    book.gate.open(book.gate.met(sentence.symbols[slice(*clause)])) & narrow)
                found += [(book.branches[number], clause) for number in numbers]
        if len(found) > 1:
            found.sort(key=_order)
        return found

    def clauses(self, sentence: Sentence) -> list[Units]:
        """Split a sentence into clauses; a quotation may hold several sentences, which are parted too."""
        if sentence.index not in self._clauses:
            self._clauses[sentence.index] = self._split(sentence)
        return self._clauses[sentence.index]

    def _split(self, sentence: Sentence) -> list[Units]:
        symbols = sentence.symbols
        starts = {found.start() for found in self._breaks(symbols)}
        for found in self._stops(symbols, 1, len(symbols) - 1):
            before = sentence.units[found.start() - 1]
            if before.islower() and len(before) >= SHORT:
                starts.add(found.end())
        return list(itertools.pairwise([0, *sorted(starts - {0}), len(symbols)])) if starts else [(0, len(symbols))]

    def exclusions(self, sentence: Sentence) -> list[tuple[Compiled, Units]]:
        """Give the exclusions that hold in a sentence, each with the units in which it holds."""
        if self._excluded[0] != sentence.index:
            gate, clauses, whole = self.book.exclusion_gate, self.clauses(sentence), (0, len(sentence.symbols))
            found = {}
            for number in gate.numbers(gate.open(gate.met(sentence.symbols))):
                _, rule, pattern = self.book.exclusion_branches[number]
                for clause in (clauses if rule.rule.scope == "clause" else [whole]):
                    if pattern.regex.search(sentence.symbols, *clause) and not refused(rule, sentence, clause):
                        found[rule.number, clause] = rule, clause
            self._excluded = sentence.index, [found[key] for key in sorted(found)]
        return self._excluded[1]


def _order(one: tuple[Branch, Units]) -> tuple[int, Units, int]:
    return one[0].rule.number, one[1], one[0].number


def refused(rule: Compiled, sentence: Sentence, clause: Units) -> bool:
    """Say whether a clause holds what stops a rule."""
    return rule.unless is not None and rule.unless.regex.search(sentence.symbols, *clause) is not None
