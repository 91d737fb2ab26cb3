"""Statements: the codebook's rules applied to sentences, one row per platform, policy area and stance."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.attribution import TARGET_ROLE
from extractor.coding import LETTING_IN, PRACTICE, Place, RowCoder
from extractor.companies import EVALUATION
from extractor.ellipses import Ellipses, Elliptical
from extractor.extraction import Candidate, LeftOut
from extractor.matching import Matcher, refused
from extractor.mentions import Units
from extractor.patterns import slot
from extractor.reading import ARTICLE, Sentence
from extractor.rule_forms import ExclusionRule
from extractor.rules import Compiled, RuleBook
from extractor.speakers import PLATFORM_ROLE
from extractor.weighing import WEIGHED, Weighing, weighed
from extractor.weights import Treatment

BEFORE = 2
OPENING = 2
SHUTTING = ("shut-out", "access")
TREATING = (*SHUTTING, "undeclared", "condition")
ALWAYS = ("E2", "E3")
"""Exclusions that hold however sure the words are: of those whom another lists or treats, the same is said."""

_NOT_BY = {PLATFORM_ROLE: ("E3", "a claim of the platform's own general record")}
_NOT_BY_OTHERS = ("I1", "words that state no treatment where one of this role says them")


class Coder:
    """Codes one text: gives candidates sentence by sentence, and notes what it leaves out."""

    def __init__(self, book: RuleBook, text: str, sentences: list[Sentence], published: str | None) -> None:
        self.book = book
        self.matcher = Matcher(book)
        self.sentences = sentences
        self.row_coder = RowCoder(book, text, sentences, published)
        self.mentions = self.row_coder.mentions
        self._weighing = Weighing(book, sentences) if len(sentences) >= ARTICLE else None
        self.left_out: list[LeftOut] = []
        self._blocked_from = len(sentences)
        self._taken: dict[int, dict[str, list[Units]]] = {}

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
        likely = [*self._likely(found)] if self._weighing else []
        taken_up = list(self._elliptical(found + likely))
        places = {(one.evidence.start, one.platform) for one in taken_up}
        found += [one for one in likely if (one.evidence.start, one.platform) not in places]
        return sorted(found + taken_up, key=lambda one: one.evidence.start)

    def _likely(self, found: list[Candidate]) -> Iterator[Candidate]:
        """Give the rows that no rule found, and that the words of a sentence speak for."""
        coded: dict[int, set[Treatment]] = {}
        for one in found:
            coded.setdefault(one.evidence.start, set()).add((one.policy_area, one.stance))
        for sentence in self.sentences:
            for rule, at in self._weighing.likely(sentence, coded.get(sentence.start, ())):
                rows = list(self._rows(rule, self._place(sentence, (at, at + 1)), None))
                yield from rows
                if rows:
                    break

    def _place(self, sentence: Sentence, match: Units) -> Place:
        """Give a match with the clause in which it begins."""
        return Place(sentence, next(one for one in self.matcher.clauses(sentence) if match[0] < one[1]), match)

    def _elliptical(self, found: list[Candidate]) -> Iterator[Candidate]:
        """Give the rows that say of another platform the same as a row found before, or the opposite."""
        def made(one: Elliptical) -> Candidate:
            """Code what an ellipsis says of its platform."""
            place, basis = self._place(one.sentence, one.match), one.rule.rule.gives["basis"]
            return replace(self.row_coder.row(one.rule, place, one.platform, basis), compared_with=one.compared_with)

        yield from Ellipses(self.book, self.sentences, self.mentions).rows(found, made)

    def _of_sentence(self, sentence: Sentence, opened: int) -> Iterator[Candidate]:
        taken = self._taken.setdefault(sentence.index, {})
        for rule, clause, match in self.matcher.matches(sentence, opened):
            area = rule.rule.gives["policy_area"]
            if _overlaps(match.span(), taken.get(rule.rule.group, ())) or refused(rule, sentence, clause) or (
                    rule.rule.needs_row and _overlaps(clause, taken.get(area + "!", ()))):
                continue
            place = Place(sentence, clause, match.span())
            found = list(self._rows(rule, place, slot(match, "p")))
            if found:
                self._take(rule, place)
            yield from found

    def _take(self, rule: Compiled, place: Place) -> None:
        """Keep what a match of a rule holds from others: of its group, of those it silences, of weak rules."""
        taken, group = self._taken[place.sentence.index], rule.rule.group
        state = rule.rule.treatment == LETTING_IN and rule.rule.gives.get("basis", PRACTICE) == PRACTICE
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

    def _rows(self, rule: Compiled, place: Place, named: Units | None) -> Iterator[Candidate]:
        """Give the rows of a match, or none where the codebook keeps it out; says why.

        `named` are the units in which the rule itself names the platforms.
        """
        if self._is_kept_out(rule, place):
            return
        basis = self.row_coder.basis(rule, place)
        platforms = self.row_coder.platforms(rule, place, named, basis)
        if not platforms:
            self._leave_out(place, rule.rule.id, "I3", "no platform is named here or shortly before")
            return
        gives, confidence = rule.rule.gives, self._confidence(rule, place)
        for row in self.row_coder.rows(rule, place, platforms, basis):
            if row.speaker_role in rule.rule.not_by:
                self._leave_out(place, rule.rule.id, *_NOT_BY.get(row.speaker_role, _NOT_BY_OTHERS))
            elif gives.get("speaker_else") == TARGET_ROLE and not self._spoken(place, gives["policy_area"]):
                self._leave_out(place, rule.rule.id, "I1", "nobody is told to judge so")
            else:
                if row.basis != EVALUATION:  # the text does not go on about one blamed in passing
                    self.row_coder.keep(row, place.sentence)
                yield replace(row, confidence=confidence)

    def _confidence(self, rule: Compiled, place: Place) -> float:
        weighs = self._weighing and not rule.rule.firm
        return self._weighing.confidence(place.sentence, rule) if weighs else rule.rule.confidence

    def _is_sure(self, rule: Compiled, place: Place) -> bool:
        """Say whether the words of the sentence speak so much for a row that few exclusions keep it out."""
        return self._weighing is not None and (
            self._weighing.chance(place.sentence, rule.rule.treatment) >= weighed().sure)

    def is_likely(self, sentence: Sentence, treatment: Treatment) -> bool:
        """Say whether the words of a sentence alone would give a row of a treatment."""
        return self._weighing is not None and self._weighing.chance(sentence, treatment) >= weighed().alone

    def _is_kept_out(self, rule: Compiled, place: Place) -> bool:
        judged = self._weighing and rule.rule.group != WEIGHED and not rule.rule.firm
        if judged and self._weighing.hardly(place.sentence, rule.rule.treatment):
            self._leave_out(place, rule.rule.id, "I1", "the words of the sentence hardly ever state this")
        elif (excluded := self._exclusion(rule, place)) and (
                excluded.rule in ALWAYS or not self._is_sure(rule, place)):
            self._leave_out(place, rule.rule.id, excluded.rule, excluded.reason, excluded.id)
            if excluded.goes_on:
                self._blocked_from = min(self._blocked_from, place.sentence.index)
        elif (self._is_about_others(place.sentence) and not self.is_likely(place.sentence, rule.rule.treatment)
              and not self._names_both(place, rule.rule.group in TREATING)):
            self._leave_out(place, rule.rule.id, "E1", "it goes on about what others than the platform do")
        elif not self._speaks_of_target(rule, place):
            self._leave_out(place, rule.rule.id, "I2", "the target is not named here or shortly before")
        else:
            return False
        return True

    def _exclusion(self, rule: Compiled, place: Place) -> ExclusionRule | None:
        """Give the first exclusion that keeps a match of a rule out."""
        return next((one.rule for one, units in self.matcher.exclusions(place.sentence)
                     if _overlaps(place.match, [units])
                     and (not one.rule.areas or rule.rule.gives["policy_area"] in one.rule.areas)
                     and (not one.rule.groups or rule.rule.group in one.rule.groups)), None)

    def _spoken(self, place: Place, policy_area: str) -> bool:
        """Say whether somebody may be speaking: one is named or quoted here, or a claim of the kind stands before."""
        sentence = place.sentence
        if self.mentions.has_target(sentence) or self.row_coder.attribution.speaker(sentence, place.match, True):
            return True
        return any(sentence.index - 1 in coded for coded in self.row_coder.coded.get(policy_area, {}).values())

    def _is_about_others(self, sentence: Sentence) -> bool:
        """Say whether the text is, up to a row of its own, about what others than the platform do."""
        if self.row_coder.coded:
            return False
        return min(self._topic_of_others, self._blocked_from) <= sentence.index

    @functools.cached_property
    def _topic_of_others(self) -> int:
        """Give the first sentence of the opening that is about others, or the number of all sentences."""
        return next((one.index for one in self.sentences[:OPENING] if any(
            rule.rule.is_topic for rule, _ in self.matcher.exclusions(one))), len(self.sentences))

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
        if self.mentions.has_target(sentence):
            return True
        if self.mentions.speaks_of_another(sentence, place.clause):
            return False
        if rule.rule.group != WEIGHED and self.is_likely(sentence, rule.rule.treatment):
            return True  # the rule and the words agree: the target may be named further away
        if needs == "sentence" or not self.mentions.is_about_target:
            return False
        return needs == "text" or self.mentions.goes_on_about_target(sentence.index)


def _overlaps(match: Units, earlier: Sequence[Units]) -> bool:
    return any(match[0] < end and start < match[1] for start, end in earlier)
