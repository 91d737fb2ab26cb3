"""Topics: which platforms the sentences before speak of, and whether a text tells of a company besides its services."""

from __future__ import annotations

import functools

from extractor.groups import LOOK_BACK
from extractor.lexicon import lexicon
from extractor.mentions import Asked, Mentions, Run
from extractor.reading import Sentence

MANY = 3
"""A list of so many services of one company stands for all of them."""
NOTHING = Asked()
"""Asked where no row is coded: who is spoken of at all."""


class Topics(Mentions):
    """What the sentences of one text speak of, found when it is asked for."""

    def topic(self, index: int, asked: Asked = NOTHING, one: bool = False) -> tuple[str, ...]:
        """Give the platforms that the sentences before `index` speak of, nearest first."""
        for back in range(index - 1, max(-1, index - 1 - LOOK_BACK), -1):
            earlier = self.sentences[back]
            runs = self._outside(earlier, (0, len(earlier.symbols)))
            runs = [run for run in runs if len(run.platforms) == 1 or self.is_meta(run.platforms)] if one else runs
            if runs:
                here = self._with_names(asked.coded.get(back, set()))
                coded = [run for run in runs if not here.isdisjoint(run.platforms)]
                beside = [run for run in runs if len(runs) > 1 and self._beside_target(earlier, run)]
                return (coded or beside or runs)[0].platforms
            person = self.book.structure["person_of_platform"].search(earlier)
            if person:
                return self._of_person(earlier, person.start())
            done = self._by_deed(earlier, asked)
            if done:
                return done
        return ()

    def _with_names(self, platforms: set[str]) -> set[str]:
        """Give platforms with, for a company, the service by whose name the text calls it."""
        if self.holding("meta_named"):
            return platforms
        return platforms | {first for name in platforms for first in self._owned({name})
                            if lexicon().platforms[first].is_first}

    def _by_deed(self, sentence: Sentence, asked: Asked) -> tuple[str, ...]:
        """Give the platform on which alone one does what a sentence tells, where presence is looked for."""
        deed = asked.spreads and self.book.structure["deed_on_platform"].search(sentence)
        named = self._of_person(sentence, deed.start()) if deed else ()
        return named if named and named[0] in self._text_names else ()

    def _of_person(self, sentence: Sentence, place: int) -> tuple[str, ...]:
        """Give the platform for which a person stands who is named at a place."""
        return (self._platform_of[sentence.units[place].lower()],)

    def _beside_target(self, sentence: Sentence, run: Run) -> bool:
        """Say whether a run of platforms stands in one clause with the target."""
        breaks = [found.start() for found in self.book.structure["clause_break"].finditer(sentence)]
        start = max((place for place in breaks if place <= run.start), default=0)
        end = min((place for place in breaks if place >= run.end), default=len(sentence.symbols))
        return bool(self.book.structure["target_name"].search(sentence, start, end))

    @functools.cached_property
    def company_covers_services(self) -> int | None:
        """Give the first sentence that says that a company's rules cover its services, where Meta is not named."""
        if self.holding("meta_named"):
            return None
        numbers = {*self.holding("own_services"), *self.holding("services_covered"), *self.holding("platform_run")}
        return next((number for number in sorted(numbers)
                     if any(self._covers(number, names) for names in self._spoken_of(self.sentences[number]))), None)

    def _covers(self, number: int, platforms: tuple[str, ...]) -> bool:
        """Say whether a sentence that speaks of these platforms says that a company's rules hold on more than one."""
        if not self.is_meta(platforms):
            return False
        if len(platforms) >= MANY:
            return True
        further = number in self.holding("services_covered") and self._is_further_service(platforms)
        return further or (number in self.holding("own_services") and self._may_be_meta(platforms))

    def _is_further_service(self, platforms: tuple[str, ...]) -> bool:
        """Say whether these are services of a company whose first one the text names, and that one is not here."""
        known = lexicon().platforms
        return not any(known[name].is_first for name in platforms) and any(
            known[name].is_first and name in self._text_names for name in self._owned({self._company[platforms[0]]}))

    @functools.cached_property
    def speaks_for_company(self) -> bool:
        """Say whether a text tells of a company besides its services: by its name, or by what covers them all."""
        return self.company_covers_services is not None or bool(self.holding("meta_named"))

    def _spoken_of(self, sentence: Sentence) -> list[tuple[str, ...]]:
        return [run.platforms for run in self.runs(sentence)] or [self.topic(sentence.index)]

    def is_company(self, platforms: tuple[str, ...]) -> bool:
        """Say whether one name stands for a company with several services, or for the one that named it."""
        if len(platforms) != 1:
            return False
        owns_services = platforms[0] in self._company.values() and len(self._owned({platforms[0]})) > 1
        return owns_services or lexicon().platforms[platforms[0]].is_first

    def _may_be_meta(self, platforms: tuple[str, ...]) -> bool:
        """Say whether these names may stand for a company with its services: not a single one of the services."""
        return self.is_meta(platforms) and (len(platforms) > 1 or self.is_company(platforms))
