"""Mentions: which platforms a sentence names, and which of them belong together."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence, Set
from types import MappingProxyType
from typing import NamedTuple

from extractor.groups import LOOK_BACK, Groups, Units
from extractor.lexicon import lexicon
from extractor.reading import Sentence
from extractor.rules import RuleBook

Coded = dict[int, set[str]]
"""The platforms with rows, by the number of the sentence."""


class Run(NamedTuple):
    """A run of platforms named together: its units, and the ids in their order."""

    start: int
    end: int
    platforms: tuple[str, ...]


class Asked(NamedTuple):
    """Which treatment's platforms are asked for, and which platforms of its policy area have rows so far.

    `spreads` says that it is presence, which several places of a clause may share. `coded` are the rows of the same
    stance, `against` those of each other stance, `with_rows` the platforms of all; `rows` are those of every area.
    """

    area: str = ""
    basis: str = ""
    spreads: bool = False
    coded: Mapping[int, Set[str]] = MappingProxyType({})
    against: Sequence[Coded] = ()
    with_rows: Set[str] = frozenset()
    rows: Mapping[int, Set[str]] = MappingProxyType({})


class Mentions(Groups):
    """The mentions of one text, found sentence by sentence when they are asked for."""

    def __init__(self, book: RuleBook, sentences: list[Sentence]) -> None:
        super().__init__(book, sentences)
        self._platform_of = lexicon().platform_of
        self._company = lexicon().company_of
        self._platform_at = book.alphabet.platform_at
        self._runs: dict[int, list[Run]] = {}
        self._named_runs: dict[tuple[int, str, int, int], list[Run]] = {}
        self._runs_outside: dict[tuple[int, Units], list[Run]] = {}

    def runs(self, sentence: Sentence) -> list[Run]:
        """Give the runs of platforms in a sentence, those that a noun of their kind stands for among them."""
        number = sentence.index
        if number not in self._runs:
            named = self._without_owners(sentence, self._named(sentence, "platform_run"))
            kinds = [*self._of_kinds(sentence, named), *self._of_pairs(sentence)]
            self._runs[number] = sorted([*named, *kinds]) if kinds else named
        return self._runs[number]

    def _without_owners(self, sentence: Sentence, named: list[Run]) -> list[Run]:
        """Leave out a company that is named only as the owner of the service after it ("Meta's Threads")."""
        owns = self.book.structure["possessive"]
        starts = {run.start for run in named}
        return [run for run in named
                if run.end + 1 not in starts or not owns.match(sentence, run.end)]

    def _of_kinds(self, sentence: Sentence, named: list[Run]) -> list[Run]:
        """Give the services that "the messenger" and the like stand for: the nearest of that kind named before."""
        pattern, found = self.book.structure["kind_of_service"], []
        for match in pattern.finditer(sentence):
            kind = lexicon().of_kind[sentence.units[match.end() - 1].lower()]
            if not any(match.start() <= run.end and run.start <= match.end() for run in named):
                platform = self._nearest_of(kind, sentence, match.start())
                found += [Run(*match.span(), (platform,))] if platform else []
        return found

    def _of_pairs(self, sentence: Sentence) -> Iterator[Run]:
        """Give the platforms that "the former" and "the latter" stand for: the first and the last named before."""
        for structure, place in (("first_of_two", 0), ("last_of_two", -1)):
            for match in self.book.structure[structure].finditer(sentence):
                here = self._names_in(sentence, match.start())
                before = self._names_in(self.sentences[sentence.index - 1]) if sentence.index else []
                named = next((names for names in (here, before) if len(names) > 1), None)
                if named:
                    yield Run(match.start(), match.start() + 1, (named[place],))

    def _names_in(self, sentence: Sentence, end: int | None = None) -> list[str]:
        """Give the platforms that a sentence names up to a place, in their order."""
        runs = self._named(sentence, "platform_run", 0, end)
        return list(dict.fromkeys(name for run in runs for name in run.platforms))

    def _nearest_of(self, kind: frozenset[str], sentence: Sentence, start: int) -> str:
        """Give the platform of a kind that is named last before a place, or nothing."""
        for back in range(sentence.index, max(-1, sentence.index - 1 - LOOK_BACK), -1):
            one = self.sentences[back]
            names = [name for run in self._named(one, "platform_run") if back < sentence.index or run.end <= start
                     for name in run.platforms if name in kind]
            if names:
                return names[-1]
        return ""

    def _named(self, sentence: Sentence, structure: str, start: int = 0, end: int | None = None) -> list[Run]:
        end = len(sentence.symbols) if end is None else end
        key = (sentence.index, structure, start, end)
        found = self._named_runs.get(key)
        if found is None:
            matches = self.book.structure[structure].finditer(sentence, start, end)
            found = self._named_runs[key] = [Run(*m.span(), self.platforms_in(sentence, *m.span())) for m in matches]
        return found

    def platforms_in(self, sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
        """Give the ids of the platforms that the units from `start` to `end` name, each once."""
        at = self._platform_at
        named = [at[symbol] for symbol in sentence.symbols[start:end] if symbol in at]
        return tuple(named) if len(named) < 2 else tuple(dict.fromkeys(named))

    def sides(self, sentence: Sentence, start: int, end: int) -> list[Run]:
        """Give the platforms that stand in a contrast ("unlike Meta") and are not treated themselves."""
        return self._named(sentence, "contrast_side", start, end)

    def _outside(self, sentence: Sentence, clause: Units) -> list[Run]:
        """Give the runs of a clause that are no side of a contrast and stand in no aside."""
        key = (sentence.index, clause)
        found = self._runs_outside.get(key)
        if found is None:
            found = [run for run in self.runs(sentence) if clause[0] <= run.start < clause[1]]
            sides = self.sides(sentence, *clause) + self._named(sentence, "aside", *clause) if found else []
            if sides:
                found = [run for run in found
                         if not any(side.start <= run.start and run.end <= side.end for side in sides)]
            self._runs_outside[key] = found
        return found

    def stands_aside(self, sentence: Sentence, units: Units) -> bool:
        """Say whether what is named in a stretch stands in an aside, and another platform outside of one."""
        asides = self._named(sentence, "aside")
        return any(one.start <= units[0] and units[1] <= one.end for one in asides) and bool(
            self._outside(sentence, (0, len(sentence.symbols))))

    def covers_services(self, sentence: Sentence, clause: Units) -> bool:
        """Say whether a clause speaks of all services of a company."""
        return bool(self.book.structure["own_services"].search(sentence, *clause))

    def is_called_service(self, sentence: Sentence) -> bool:
        """Say whether a sentence speaks of "the site" or the like, and of no company."""
        words = self.book.structure
        return bool(words["the_service"].search(sentence)) and not words["company_word"].search(sentence) and (
            not self.runs(sentence))

    def is_meta(self, platforms: tuple[str, ...]) -> bool:
        """Say whether one company owns all these platforms besides others, so that it may act for them."""
        owners = {self._company[name] for name in platforms}
        if len(owners) != 1:
            return False
        return owners != set(platforms) or len(self._owned(owners)) > 1

    def _owned(self, owners: set[str]) -> list[str]:
        return [name for name, company in self._company.items() if company in owners]

    def company_of(self, platform: str) -> tuple[str, ...]:
        """Give the company that owns a service, by the name that this text uses."""
        owner = self._company[platform]
        if owner in self._text_names:
            return (owner,)
        return tuple(name for name in self._owned({owner}) if lexicon().platforms[name].is_first)[:1] or (platform,)

    @functools.cached_property
    def _text_names(self) -> set[str]:
        naming = {*self.holding("platform_run"), *self.holding("kind_of_service")}
        return {name for number in naming for run in self.runs(self.sentences[number]) for name in run.platforms}
