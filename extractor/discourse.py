"""Discourse: which platforms a clause is about, by place, by subject, by what the sentences before spoke of.

A clause names its platforms, or "there", "the site", "the firm", "both" stand for them, or it goes on about those of
the sentences before. A company that acts on a named service is that service alone (codebook S1).
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator

from extractor.companies import Companies
from extractor.groups import LOOK_BACK, Units
from extractor.lexicon import lexicon
from extractor.mentions import Asked, Run
from extractor.reading import Sentence

PAIR = 2
SEVERAL = {"both_platforms": PAIR, "three_platforms": 3}
"""How many platforms a word stands for."""


class Discourse(Companies):
    """What one text speaks of, sentence by sentence; found when it is asked for."""

    def treating(self, sentence: Sentence, clause: Units, match: Units, asked: Asked,
                 nearby: bool = False) -> tuple[str, ...]:
        """Give the platforms whose treatment a match is about: by place, by subject, by what was named before.

        With `nearby` only those that the clause itself names, or stands for.
        """
        clause_runs = self._outside(sentence, clause)
        rest = self._outside(sentence, (0, len(sentence.symbols)))
        before = [run for run in rest if run.end <= clause[0]]
        head = self._head(sentence, clause, match)
        if head:
            return self._acted_on(sentence, clause, match, asked, head)
        for run, is_place in self._nearest(sentence, clause, match, nearby):
            named = run.platforms if is_place else self._acted_on(sentence, clause, match, asked, run)
            if is_place and asked.spreads:
                named = tuple(dict.fromkeys([*named, *(
                    name for other in self._named(sentence, "platform_place", *clause) for name in other.platforms)]))
            return self._with_services(sentence, clause, named, clause_runs)
        own = self._by_verb(sentence, clause) or (() if rest else self._by_area(asked))
        if own:
            return own
        anaphor = self.anaphor(sentence, clause, asked)
        if anaphor:
            named = self._acted_on(sentence, clause, match, asked, Run(match[0], match[0], anaphor))
            return self._with_services(sentence, clause, named, clause_runs)
        person = self.book.structure["person_of_platform"].search(sentence, *clause)
        if person:
            return self._of_person(sentence, person.start())
        if nearby:
            return ()
        for runs, pick in ((before, -1), (rest, 0)):
            if runs:
                named = self._acted_on(sentence, clause, match, asked, runs[pick])
                return self._with_services(sentence, (0, clause[0]), named, [])
        speaks = not rest and self.book.structure["somebody_of_it"].search(sentence)
        going_on = (not speaks and self._going_on(sentence.index, asked)) or self.topic(sentence.index, asked)
        spoken_of = self._main(going_on) or self._only
        return self._acted_on(sentence, clause, match, asked, Run(match[0], match[0], spoken_of)) if spoken_of else ()

    def _head(self, sentence: Sentence, clause: Units, match: Units) -> Run | None:
        """Give the platform that a relative clause follows, even as a side of a contrast, where no place is named."""
        if not self.book.structure["relative"].match(sentence, clause[0]) or any(
                run.start >= match[0] for run in self._places(sentence, clause)):
            return None
        return next((run for run in self.runs(sentence) if clause[0] - 1 <= run.end <= clause[0]), None)

    def _going_on(self, index: int, asked: Asked) -> tuple[str, ...]:
        """Give the platform of the nearest row of the same area before a sentence, where the nearest that is named
        has no row, or one of another stance."""
        for back in range(index - 1, max(-1, index - 1 - LOOK_BACK), -1):
            here = self._with_names(asked.coded.get(back, set()))
            if here:
                return next(run.platforms for run in [*self.runs(self.sentences[back]), Run(0, 0, tuple(sorted(here)))]
                            if not here.isdisjoint(run.platforms))
            named = {name for run in self.runs(self.sentences[back]) for name in run.platforms}
            if not named and self._by_deed(self.sentences[back], asked):
                return ()
            if any(name in asked.with_rows and not any(name in rows.get(back, ()) for rows in asked.against)
                   for name in named):
                return ()
        return ()

    def _by_verb(self, sentence: Sentence, clause: Units) -> tuple[str, ...]:
        """Give the platform on which alone one does what a clause says ("tweet"), if the text names it."""
        verb = self.book.structure["verb_of_platform"].search(sentence, *clause)
        named = self._platform_of[sentence.units[verb.start()].lower()] if verb else ""
        return (named,) if named and named in self._text_names else ()

    def _by_area(self, asked: Asked) -> tuple[str, ...]:
        """Give the platform to which alone the policy area belongs, if the text names it."""
        return tuple(name for name, form in lexicon().platforms.items()
                     if asked.area in form.areas and name in self._text_names)

    def _nearest(self, sentence: Sentence, clause: Units, match: Units, nearby: bool) -> Iterator[tuple[Run, bool]]:
        """Give the runs of a clause that a match is about, the likeliest first, and whether each is a place."""
        runs = self._outside(sentence, clause)
        if not runs:
            return
        start = max([clause[0], *(run.end for run in runs if run.start < match[0])])
        several = self._several(sentence, (start, clause[1]))
        if several:
            yield several, True
        places = [] if nearby else [run for run in self._places(sentence, clause) if run.platforms]
        places = [run for run in places if any(own.start >= run.start and own.end <= run.end for own in runs)]
        agents = self._named(sentence, "platform_agent", match[0], clause[1])
        yield from ((run, False) for run in agents if run.platforms and run.start <= match[1])
        yield from ((run, True) for run in places if run.end > match[0])
        yield from ((run, True) for run in runs if run.start == match[1])
        yield from ((run, False) for run in reversed(runs) if run.start < match[1])
        yield from ((run, True) for run in reversed(places))
        yield from ((run, False) for run in runs)

    def _places(self, sentence: Sentence, clause: Units) -> list[Run]:
        """Give the runs of a clause that stand as places ("on Facebook", "over the messenger")."""
        kinds = self._named(sentence, "kind_as_place", *clause)
        own = [run for run in self.runs(sentence) if any(kind.end == run.end for kind in kinds)] if kinds else []
        return [*self._named(sentence, "platform_place", *clause), *own]

    @functools.cached_property
    def _only(self) -> tuple[str, ...]:
        """Give the platform that the text names, if it names just one, and not as a source only."""
        names = tuple(self._text_names) if len(self._text_names) == 1 else ()
        return names if any(map(self._names_besides_sources, self.sentences if names else ())) else ()

    def _names_besides_sources(self, sentence: Sentence) -> bool:
        sources = self._named(sentence, "named_as_source")
        return any(not any(one.start <= run.start < one.end for one in sources) for run in self.runs(sentence))

    def _main(self, platforms: tuple[str, ...]) -> tuple[str, ...]:
        """Give the one platform that a later sentence goes on about: the company's first service, else the first."""
        owners = {self._company[name] for name in platforms}
        if len(platforms) > 1 and len(owners) == 1 and owners <= self._text_names:
            return tuple(owners)
        return tuple(name for name in platforms if self.is_company((name,)))[:1] or platforms[:1]

    def anaphor(self, sentence: Sentence, clause: Units, asked: Asked) -> tuple[str, ...]:
        """Give the platforms that "the company", "the site", "it", "there" or "both firms" in a clause stand for."""
        several = self._several(sentence, clause)
        if several:
            return several.platforms
        found = next(filter(None, (self.book.structure[one].search(sentence, *clause)
                                   for one in ("noun_for_platform", "company_anaphor"))), None)
        if not found:
            return ()
        whole = (0, len(sentence.symbols))
        is_company, is_service = (self.book.structure[word].search(sentence, *found.span())
                                  for word in ("company_word", "service_word"))
        sides = self.sides(sentence, *whole) + self._named(sentence, "named_as_source")
        runs = self._outside(sentence, whole) if not is_service else [
            run for run in self.runs(sentence) if not any(side.start <= run.start < side.end for side in sides)]
        earlier = [run for run in runs if run.end <= found.start()]
        if earlier:
            breaks = [one.start() for one in self.book.structure["other_subject"].finditer(sentence, 0, clause[0])]
            start = max((place for place in breaks if place < earlier[-1].start), default=0)
            earlier = [run for run in earlier if run.start >= start]
        named = earlier[0].platforms if earlier else self.topic(sentence.index, asked, True)
        if is_company and len(named) == 1:
            return self.company_of(named[0])
        return named if earlier and not is_service else self._main(named)

    def _several(self, sentence: Sentence, units: Units) -> Run | None:
        """Give the platforms that "both firms" or "the three" in a stretch stand for."""
        for structure, number in SEVERAL.items():
            found = self.book.structure[structure].search(sentence, *units)
            if found:
                return Run(*found.span(), self._last(number, sentence, found.start()))
        return None

    def _last(self, number: int, sentence: Sentence, end: int) -> tuple[str, ...]:
        """Give the last platforms that were named before a place: so many, better named together than apart."""
        runs = [run for _, run in self._runs_before(sentence, end, LOOK_BACK)]
        named = tuple(dict.fromkeys(name for run in runs for name in reversed(run.platforms)))
        named = tuple(name for name in named if not any(name == self._company[one] != one for one in named))
        back = self._naming[bisect.bisect_left(self._naming, sentence.index, 1) - 1]
        if len(self._names_in(sentence, end)) < number and len(self._names_in(self.sentences[back])) < number:
            named = next((run.platforms for run in runs if len(run.platforms) == number), named)
        return named[:number]

    @functools.cached_property
    def _naming(self) -> list[int]:
        """Give the sentences, by number, that name platforms, and the first one, whether it does or not."""
        return [0, *(number for number in self.holding("platform_run")
                     if number and self._names_in(self.sentences[number]))]
