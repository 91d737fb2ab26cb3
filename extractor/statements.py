"""Statements: the codebook's rules applied to sentences, one row per platform, policy area and stance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.attribution import NARRATOR, TARGET_ROLE, Attribution, Speaker
from extractor.discourse import Discourse
from extractor.ellipses import Ellipses
from extractor.extraction import Candidate, Evidence, LeftOut
from extractor.lexicon import lexicon
from extractor.matching import Matcher, refused
from extractor.mentions import Coded, Units
from extractor.patterns import ANYTHING, Stretch, slot
from extractor.periods import Periods
from extractor.reading import Sentence
from extractor.rules import Compiled, RuleBook

BEFORE = 2
BACK = 4
OPENING = 2
SHUTTING = ("shut-out", "access")
TREATING = (*SHUTTING, "undeclared", "condition")
PLATFORM = "platform"
UNDECLARED = "undeclared"
RULE = "rule"
PRACTICE = "practice"
LETTING_IN = ("access", "permits")


class Place(NamedTuple):
    """A match of a statement rule: the sentence, the clause and the matched units."""

    sentence: Sentence
    clause: Units
    match: Units


class Coder:
    """Codes one text: gives candidates sentence by sentence, and notes what it leaves out."""

    def __init__(self, book: RuleBook, text: str, sentences: list[Sentence], published: str | None) -> None:
        self.book = book
        self.matcher = Matcher(book)
        self.text = text
        self.sentences = sentences
        self.mentions = Discourse(book, sentences)
        self.attribution = Attribution(book, sentences, self.mentions)
        self.periods = Periods(book, published)
        self.left_out: list[LeftOut] = []
        self._blocked_from: int | None = None
        self._taken: dict[int, dict[str, list[Units]]] = {}
        self._coded: dict[str, dict[str, Coded]] = {}
        self._with_rows: dict[str, set[str]] = {}

    def candidates(self) -> list[Candidate]:
        """Give the candidates of the text in the order of their places, before repetition is taken out.

        The weak rules, which need a row, are tried last, and only where the others have found one in the text.
        """
        stating, weak, opened = self.book.stating, self.book.weak, []
        found: list[Candidate] = []
        for sentence in self.sentences:
            here = self._following(sentence.opened & stating, sentence)
            if here & ~weak:
                found += self._of_sentence(sentence, here & ~weak)
            if here & weak:
                opened.append((sentence, here & weak))
        if found and opened:
            for sentence, here in opened:
                found += self._of_sentence(sentence, here)
        found += self._elliptical(found)
        return sorted(found, key=lambda one: one.evidence.start)

    def _elliptical(self, found: list[Candidate]) -> Iterator[Candidate]:
        """Give the rows that say of another platform the same as a row found before, or the opposite."""
        for one in Ellipses(self.book, self.sentences, self.mentions).rows(found):
            clauses = self.matcher.clauses(one.sentence)
            clause = next(clause for clause in clauses if one.match[0] < clause[1])
            place = Place(one.sentence, clause, one.match)
            candidate = self._candidate(one.rule, place, one.platform, one.rule.rule.gives["basis"], "")
            yield replace(candidate, compared_with=one.compared_with)

    def _of_sentence(self, sentence: Sentence, opened: int) -> Iterator[Candidate]:
        taken = self._taken.setdefault(sentence.index, {})
        for rule, clause, match in self.matcher.matches(sentence, opened):
            area = rule.rule.gives["policy_area"]
            if _overlaps(match.span(), taken.get(rule.rule.group, ())) or refused(rule, sentence, clause) or (
                    rule.rule.needs_row and _overlaps(clause, taken.get(area + "!", ()))):
                continue
            place = Place(sentence, clause, match.span())
            found = list(self._rows(rule, place, match, self.matcher.exclusions(sentence)))
            if found:
                self._take(rule, place)
            yield from found

    def _take(self, rule: Compiled, place: Place) -> None:
        """Keep what a match of a rule holds from others: of its group, of those it silences, of weak rules."""
        taken, group = self._taken[place.sentence.index], rule.rule.group
        gives = rule.rule.gives
        state = (gives["policy_area"], gives["stance"]) == LETTING_IN and gives.get("basis", PRACTICE) == PRACTICE
        taken.setdefault(group, []).append(place.match if group in SHUTTING and not state else place.clause)
        taken.setdefault(rule.rule.gives["policy_area"] + "!", []).append(place.clause)
        for other in rule.rule.silences:
            taken.setdefault(other, []).extend(self._silenced(place))

    def _silenced(self, place: Place) -> list[Units]:
        """Give what a match silences: the sentence, but where its clauses name platforms, not those of other ones."""
        runs, whole = self.mentions.runs(place.sentence), (0, len(place.sentence.symbols))
        clauses = self.matcher.clauses(place.sentence)
        naming = [one for one in clauses if any(one[0] <= run.start < one[1] for run in runs)]
        if not any(_overlaps(one, [place.match]) for one in naming):
            return [whole]
        return [one for one in clauses if one not in naming or _overlaps(one, [place.match])]

    def _following(self, opened: int, sentence: Sentence) -> int:
        """Give the bits of the rules that can match, without those that ask in vain what stands before."""
        if not opened & self.book.asking:
            return opened
        earlier = self.sentences[max(0, sentence.index - BEFORE):sentence.index]
        for pattern, asking in self.book.afters:
            if opened & asking and not any(pattern.search(one) for one in earlier):
                opened &= ~asking
        return opened

    def _rows(self, rule: Compiled, place: Place, match: re.Match[str],
              exclusions: list[tuple[Compiled, Units]]) -> Iterator[Candidate]:
        gives = rule.rule.gives
        for excluded, units in exclusions:
            if units[0] < place.match[1] and place.match[0] < units[1] and (
                    not excluded.rule.areas or gives["policy_area"] in excluded.rule.areas) and (
                    not excluded.rule.groups or rule.rule.group in excluded.rule.groups):
                self._leave_out(place, rule.rule.id, excluded.rule.rule, excluded.rule.reason, excluded.rule.id)
                if excluded.rule.goes_on:
                    self._blocked_from = min(self._blocked_from or place.sentence.index, place.sentence.index)
                return
        if self._is_about_others(place.sentence) and not self._names_both(place, rule.rule.group in TREATING):
            self._leave_out(place, rule.rule.id, "E1", "it goes on about what others than the platform do")
            return
        if not self._speaks_of_target(rule, place):
            self._leave_out(place, rule.rule.id, "I2", "the target is not named here or shortly before")
            return
        platforms = self._platforms(rule, place, match)
        if not platforms:
            self._leave_out(place, rule.rule.id, "I3", "no platform is named here or shortly before")
            return
        basis, basis_rule = self._chosen("basis", gives, place)
        for platform in self._by_company(platforms, place.sentence, basis):
            candidate = self._candidate(rule, place, platform, basis, basis_rule)
            if candidate.speaker_role in rule.rule.not_by or (
                    gives.get("speaker_else") == TARGET_ROLE and not self._spoken(place, gives["policy_area"])):
                self._leave_out(place, rule.rule.id, "E3", "a claim of its own general record")
            else:
                coded = self._coded.setdefault(candidate.policy_area, {}).setdefault(candidate.stance, {})
                coded.setdefault(place.sentence.index, set()).add(platform)
                self._with_rows.setdefault(candidate.policy_area, set()).add(platform)
                yield candidate

    def _spoken(self, place: Place, policy_area: str) -> bool:
        """Say whether somebody may be speaking: one is named or quoted here, or a claim of the kind stands before."""
        sentence = place.sentence
        if self.mentions.has_target(sentence) or self.attribution.speaker(sentence, place.match, True):
            return True
        return any(sentence.index - 1 in coded for coded in self._coded.get(policy_area, {}).values())

    def _is_about_others(self, sentence: Sentence) -> bool:
        """Say whether the text is, up to a row of its own, about what others than the platform do."""
        if self._coded:
            return False
        if self._blocked_from is None:
            self._blocked_from = next((one.index for one in self.sentences[:OPENING] if any(
                rule.rule.is_topic for rule, _ in self.matcher.exclusions(one))),
                len(self.sentences))
        return self._blocked_from <= sentence.index

    def _names_both(self, place: Place, treats: bool) -> bool:
        """Say whether the clause of a match names a platform, and the sentence the target."""
        runs = self.mentions.runs(place.sentence)
        named = any(place.clause[0] <= run.start < place.clause[1] for run in runs) or bool(
            self.book.structure["both_platforms"].search(place.sentence, *place.clause))
        return (named or not treats) and self.mentions.names_target(place.sentence, (0, len(place.sentence.symbols)))

    def _leave_out(self, place: Place, seen: str, rule: str, reason: str, exclusion: str = "") -> None:
        self.left_out.append(LeftOut(place.sentence.start, place.sentence.end, seen, rule, reason, exclusion))

    def _speaks_of_target(self, rule: Compiled, place: Place) -> bool:
        needs, sentence = rule.rule.needs, place.sentence
        if self.mentions.is_about_another:
            return self.mentions.names_target(sentence, place.clause)
        if rule.rule.gives.get("basis") != "evaluation" and self.mentions.names_another(sentence):
            return False
        if self.mentions.has_target(sentence):
            return True
        if self.mentions.speaks_of_another(sentence, place.clause):
            return False
        if needs == "sentence" or not self.mentions.is_about_target:
            return False
        return needs == "text" or self.mentions.goes_on_about_target(sentence.index)

    def _platforms(self, rule: Compiled, place: Place, match: re.Match[str]) -> tuple[str, ...]:
        sentence = place.sentence
        area, stance = rule.rule.gives["policy_area"], rule.rule.gives["stance"]
        by_stance = self._coded.get(area, {})
        self.mentions.area = area
        self.mentions.spreads = (area, stance) == LETTING_IN
        self.mentions.coded = by_stance.get(stance, {})
        self.mentions.against = [coded for other, coded in by_stance.items() if other != stance]
        self.mentions.with_rows = self._with_rows.get(area, set())
        named = slot(match, "p")
        if named:
            return self.mentions.platforms_in(sentence, *named) or self.mentions.anaphor(sentence, named)
        return self.mentions.treating(sentence, place.clause, place.match, rule.rule.platforms == "clause")

    def _by_company(self, platforms: tuple[str, ...], sentence: Sentence, basis: str) -> tuple[str, ...]:
        """Take the company for its first service where the text says that a standing rule covers its services."""
        first = self.mentions.company_covers_services
        if first is None or (basis != RULE and sentence.index < first):
            return platforms
        known = lexicon().platforms
        if len(platforms) > len({known[name].company for name in platforms}):
            return platforms
        return tuple(dict.fromkeys(known[name].company if known[name].is_first else name for name in platforms))

    def _candidate(self, rule: Compiled, place: Place, platform: str, basis: str, basis_rule: str) -> Candidate:
        gives, sentence = rule.rule.gives, place.sentence
        speaker = self._speaker(rule, place, basis, platform)
        if basis == PRACTICE and speaker.role == PLATFORM and (gives["policy_area"], gives["stance"]) == LETTING_IN:
            basis = RULE
        target, target_rule = self._chosen("target", gives | {"basis": basis}, place)
        certainty, certainty_rule = self._chosen("certainty", gives, place)
        start, end = self.periods.period(sentence, place.clause, gives["stance"], basis)
        attribution = "narration"
        if speaker.role != NARRATOR:
            attribution = "direct" if self.attribution.quoted(sentence, place.clause) else "indirect"
        return Candidate(
            platform=platform, target=target, policy_area=gives["policy_area"], stance=gives["stance"], basis=basis,
            speaker_role=speaker.role, speaker=speaker.name, attribution=attribution, certainty=certainty,
            period_start=start, period_end=end, compared_with=self._compared(place, platform),
            evidence=Evidence(sentence.start, sentence.end, self.text[sentence.start:sentence.end]),
            rule=rule.rule.id, rules=tuple(filter(None, (target_rule, basis_rule, speaker.rule, certainty_rule))),
            confidence=rule.rule.confidence,
        )

    def _chosen(self, variable: str, gives: dict[str, str], place: Place) -> tuple[str, str]:
        """Choose a value by the ordered rules of a variable, unless the statement rule gives it."""
        if variable in gives:
            return gives[variable], ""
        sentence, (begin, end) = place.sentence, place.clause
        if variable == "target":
            sentence = self._treated(place)
            begin, end = 0, len(sentence.symbols)
        for choice in self.book.fitting(variable, gives):
            if choice.pattern and not choice.pattern.search(sentence, begin, end):
                continue
            if choice.unless is None or not choice.unless.search(sentence, begin, end):
                return choice.rule.value, choice.rule.id
        raise ValueError(f"no rule chooses {variable}: the last must hold everywhere")

    def _treated(self, place: Place) -> Stretch:
        """Give what tells who is treated: the clause, with what was named before where it names nobody."""
        structure, whole = self.book.structure, self.attribution.reported(place.sentence, place.match)
        clause = Stretch(whole.symbols[slice(*place.clause)], whole.opened)
        if structure["treated"].search(clause):
            return clause
        if structure["treated"].search(whole):
            return whole
        if not structure["treated_before"].search(clause):
            return clause
        earlier = self.sentences[max(0, place.sentence.index - BACK):place.sentence.index]
        before = next((one for one in reversed(earlier) if structure["treated_earlier"].search(one)), None)
        return Stretch(before.symbols + clause.symbols, ANYTHING) if before else clause

    def _speaker(self, rule: Compiled, place: Place, basis: str, platform: str) -> Speaker:
        given = rule.rule.gives.get("speaker_role")
        if given == NARRATOR:
            told = self.attribution.told(place.sentence, place.match, platform)
            return (rule.rule.gives["stance"] == UNDECLARED and told) or Speaker(NARRATOR, "", "")
        otherwise = rule.rule.gives.get("speaker_else", "")
        found = self.attribution.speaker(place.sentence, place.match, basis in ("evaluation", "practice"), platform)
        if given and (found is None or found.role != given):
            return Speaker(given, lexicon().platforms[platform].label if given == PLATFORM else "", "")
        if otherwise and (found is None or (found.role == PLATFORM and basis == "evaluation")):
            if otherwise == PLATFORM:
                return Speaker(PLATFORM, lexicon().platforms[platform].label, "")
            return self.attribution.somebody(place.sentence, otherwise)
        return found or Speaker(NARRATOR, "", "")

    def _compared(self, place: Place, platform: str) -> tuple[str, ...]:
        sides = self.mentions.sides(place.sentence, *place.clause)
        return tuple(dict.fromkeys(name for side in sides for name in side.platforms if name != platform))


def _overlaps(match: Units, earlier: Sequence[Units]) -> bool:
    return any(match[0] < end and start < match[1] for start, end in earlier)
