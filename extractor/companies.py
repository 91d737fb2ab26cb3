"""Companies: whether a company with several services acts for itself, or on one of them (codebook S1)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from extractor.groups import LOOK_BACK, Units
from extractor.lexicon import lexicon
from extractor.mentions import Asked, Run
from extractor.reading import Sentence
from extractor.topics import NOTHING, Topics

ACTED = ("access",)
CLASSED, CONTENT = "designation", "content"
RULE, ACTION, EVALUATION = "rule", "action", "evaluation"


class Companies(Topics):
    """The companies of one text, and the services on which they act."""

    def _acted_on(self, sentence: Sentence, clause: Units, match: Units, asked: Asked, actor: Run) -> tuple[str, ...]:
        """Give the service on which a company acts (S1) where the things acted on stand on a service named before."""
        owned = asked.basis == RULE and self.book.structure["owned_ban"].match(sentence, actor.end)
        app = self._app(sentence, clause, asked, actor)
        if app:
            return (app,)
        if asked.area == CLASSED or owned:
            return actor.platforms
        thing, elsewhere = self.book.structure["service_thing"], self.book.structure["elsewhere"]
        acts = (asked.area == CONTENT and asked.basis != RULE) or (
            thing.search(sentence, match[0], clause[1]) is not None) or (
            asked.area in ACTED and asked.basis == ACTION and actor.platforms[0] in self._company.values())
        acts = acts or (asked.area in ACTED
                        and self.book.structure["service_with_thing"].search(sentence, 0, match[0]) is not None)
        speaks = asked.area in ACTED and (actor.platforms[0] in self._company.values() or any(
            own.start <= actor.start < own.end for own in self._named(sentence, "platform_speaker")))
        if (not self.is_company(actor.platforms) or not (acts or speaks) or self._is_owner(sentence, actor)
                or self._is_judged(sentence, asked, actor)
                or self.covers_services(sentence, (0, len(sentence.symbols)))
                or elsewhere.search(sentence, *clause) or self.book.structure["turns_to"].search(sentence)):
            return actor.platforms
        services = set(self._services(sentence, actor, self._since_own_row(sentence, actor, asked), asked))
        acts = acts and not (asked.basis == RULE and self.speaks_for_company)
        is_sure = len(services) == 1 and (acts or not any(lexicon().platforms[name].is_first for name in services))
        return tuple(services) if is_sure and (acts or speaks) else actor.platforms

    def _app(self, sentence: Sentence, clause: Units, asked: Asked, actor: Run) -> str:
        """Give the service that "on the app" stands for where a company acts, or "on it", or nothing."""
        if asked.area not in ACTED or not self.is_company(actor.platforms):
            return ""
        known, company = lexicon().platforms, self._company[actor.platforms[0]]
        on_app, on_it = (self.book.structure[one].search(sentence, *clause) for one in ("on_the_app", "on_it"))
        is_meant = on_it and actor.platforms[0] == company
        if not on_app and not is_meant:
            return ""
        named = (name for _, run in self._runs_before(sentence, actor.start, LOOK_BACK) for name in run.platforms)
        return next((one for one in named if self._company[one] == company and one != company
                     and (is_meant or not known[one].is_first)), "")

    def _is_judged(self, sentence: Sentence, asked: Asked, actor: Run) -> bool:
        """Say whether somebody judges a platform by its name, and not what it does on another service."""
        return asked.basis == EVALUATION and actor.start < actor.end and not (
            self.book.structure["line_or_app"].search(sentence))

    def _is_owner(self, sentence: Sentence, actor: Run) -> bool:
        """Say whether a company is named here as the owner of the service in an aside, which adds no rows (S1)."""
        structure = self.book.structure
        if structure["acts_on_it"].search(sentence, actor.end):
            return False
        if structure["owner_after"].match(sentence, actor.end) and lexicon().platforms[actor.platforms[0]].is_first:
            return not structure["line_or_app"].search(sentence, actor.end) and not self._services(sentence, actor, 0)
        return actor.platforms[0] in self._company.values() and any(
            actor.end <= aside.start and any(self._company[name] == actor.platforms[0] for name in aside.platforms)
            for aside in self._named(sentence, "aside"))

    def _since_own_row(self, sentence: Sentence, actor: Run, asked: Asked) -> int:
        """Give how far back a service may be named on which a company acts: not before a row of its first service."""
        name = actor.platforms[0]
        if not lexicon().platforms[name].is_first:
            return LOOK_BACK
        return next((back for back in range(LOOK_BACK)
                     if name in asked.rows.get(sentence.index - back - 1, ())), LOOK_BACK)

    def _services(self, sentence: Sentence, actor: Run, most: int, asked: Asked = NOTHING) -> list[str]:
        """Give the other services of a company that were named before it, and since its first service was.

        Where the rows so far of a sentence that names the first service are of others, it acts on these there, too.
        """
        name = actor.platforms[0]
        company, runs = self._company[name], self._runs_before(sentence, actor.start, most)
        if lexicon().platforms[name].is_first:
            runs = itertools.takewhile(lambda found: name not in found[1].platforms
                                       or name not in asked.rows.get(found[0], {name}), runs)
        return [one for _, run in runs for one in run.platforms
                if self._company[one] == company and one not in actor.platforms and one != company]

    def _runs_before(self, sentence: Sentence, end: int, most: int) -> Iterator[tuple[int, Run]]:
        """Give the runs of platforms before a place, the nearest first, up to `most` sentences back, each with the
        number of its sentence."""
        here, own = sentence.index, self._outside(sentence, (0, len(sentence.symbols)))
        yield from ((here, run) for run in reversed(own) if run.end <= end)
        for back in range(here - 1, max(-1, here - 1 - most), -1):
            earlier = self.sentences[back]
            yield from ((back, run) for run in reversed(self._outside(earlier, (0, len(earlier.symbols)))))

    def _with_services(self, sentence: Sentence, clause: Units, platforms: tuple[str, ...],
                       runs: list[Run]) -> tuple[str, ...]:
        """Take the company for its first service where the text says that its services are covered (S1)."""
        if not self.covers_services(sentence, clause) or not self.is_meta(platforms):
            return platforms
        company = self._company[platforms[0]]
        named = [name for run in runs for name in run.platforms
                 if self._company[name] == company and not lexicon().platforms[name].is_first]
        return tuple(dict.fromkeys([company, *named]))
