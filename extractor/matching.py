"""Matching: which rules match where in a sentence, and which exclusions hold there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from extractor.mentions import Units
from extractor.reading import Sentence
from extractor.rules import Compiled, RuleBook

SHORT = 4
FEW = 8
MOST_IN_A_CLAUSE = 2
Found = tuple[Compiled, Units, re.Match[str]]


class Matcher:
    """Finds the matches of one book's rules, sentence by sentence."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._breaks, self._stops = book.structure["clause_break"], book.structure["full_stop"]
        self._clauses: dict[int, list[Units]] = {}
        self._excluded: dict[int, list[tuple[Compiled, Units]]] = {}

    def matches(self, sentence: Sentence, opened: int) -> Iterator[Found]:
        """Give the rules that match in a sentence, in order, in each clause the first matches of a rule."""
        symbols, best = sentence.symbols, None
        for _, clause, number in self._possible(sentence, opened):
            _, rule, pattern = self.book.branches[number]
            match = pattern.regex.search(symbols, *clause)
            if not match:
                continue
            if best is None or best[0] is not rule or best[1] is not clause:
                if best:
                    yield from self._and_later(sentence, best)
            elif match.start() >= best[2].start():
                continue
            best = rule, clause, match
        if best:
            yield from self._and_later(sentence, best)

    def _and_later(self, sentence: Sentence, first: Found) -> Iterator[Found]:
        """Give a match, and those of the rule that follow it in the clause where it goes on to another platform."""
        yield first
        rule, clause, match = first
        platform = self.book.structure["platform_run"]
        for _ in range(MOST_IN_A_CLAUSE):
            if not platform.search(sentence, match.end(), clause[1]):
                return
            match = rule.pattern.regex.search(sentence.symbols, match.end(), clause[1])
            if not match:
                return
            yield rule, clause, match

    def _possible(self, sentence: Sentence, opened: int) -> list[tuple[int, Units, int]]:
        """Give the alternatives of rules that can match: the place of the rule, the clause, the number."""
        gate, branches = self.book.gate, self.book.branches
        wide, whole = opened & self.book.wide, (0, len(sentence.symbols))
        narrow = opened ^ wide
        found = [(branches[number].rule.number, whole, number) for number in gate.numbers(wide)] if wide else []
        clauses = self.clauses(sentence) if narrow else ()
        few = gate.numbers(narrow) if len(clauses) == 1 or narrow.bit_count() <= FEW else None
        for clause in clauses:
            numbers = gate.numbers(gate.open(gate.met(sentence.symbols[slice(*clause)])) & narrow) if (
                few is None) else few
            found += [(branches[number].rule.number, clause, number) for number in numbers]
        found.sort()
        return found

    def clauses(self, sentence: Sentence) -> list[Units]:
        """Split a sentence into clauses; a quotation may hold several sentences, which are parted too."""
        if sentence.index not in self._clauses:
            self._clauses[sentence.index] = self._split(sentence)
        return self._clauses[sentence.index]

    def _split(self, sentence: Sentence) -> list[Units]:
        symbols = sentence.symbols
        starts = {found.start() for found in self._breaks.finditer(sentence)}
        for found in self._stops.finditer(sentence, 1, len(symbols) - 1):
            before = sentence.units[found.start() - 1]
            if before.islower() and len(before) >= SHORT:
                starts.add(found.end())
        return list(itertools.pairwise([0, *sorted(starts - {0}), len(symbols)])) if starts else [(0, len(symbols))]

    def exclusions(self, sentence: Sentence) -> list[tuple[Compiled, Units]]:
        """Give the exclusions that hold in a sentence, each with the units in which it holds."""
        if sentence.index not in self._excluded:
            book, clauses, whole = self.book, self.clauses(sentence), (0, len(sentence.symbols))
            found = {}
            for number in book.gate.numbers(sentence.opened & book.excluding):
                _, rule, pattern = book.branches[number]
                for clause in (clauses if rule.rule.scope == "clause" else [whole]):
                    if pattern.regex.search(sentence.symbols, *clause) and not refused(rule, sentence, clause):
                        found[rule.number, clause] = rule, clause
            self._excluded[sentence.index] = [found[key] for key in sorted(found)]
        return self._excluded[sentence.index]


def refused(rule: Compiled, sentence: Sentence, clause: Units) -> bool:
    """Say whether a clause holds what stops a rule."""
    return rule.unless is not None and rule.unless.search(sentence, *clause) is not None
