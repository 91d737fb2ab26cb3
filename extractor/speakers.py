"""Speakers: who speaks where a text names a speaker, or stands a word for one who was named before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.lexicon import lexicon
from extractor.mentions import Units
from extractor.names import Names
from extractor.reading import Sentence
from extractor.rule_forms import ChoiceRule
from extractor.rules import RuleBook
from extractor.speech import RELATIVE, Speech

NARRATOR = "journalist"
PLATFORM_ROLE = "platform"
OUTLET = "outlet"
COMPANY = "company"
NOBODY = "none"
BACK = 5
DEEP = 3
NEAR = 4


class Speaker(NamedTuple):
    """Whose claim it is: the role, the name as the coder would write it, the rule that found it, the kind of name."""

    role: str
    name: str
    rule: str
    kind: str = ""


class Speakers:
    """The speakers of one text, each found once."""

    def __init__(self, book: RuleBook, sentences: Sequence[Sentence], speech: Speech, names: Names) -> None:
        self.book = book
        self.sentences = sentences
        self.speech = speech
        self.names = names
        self._found: dict[tuple[int, Units, str, int], Speaker | None] = {}
        self._commas = book.alphabet.members["COMMA"]

    def who(self, sentence: Sentence, span: Units, platform: str, depth: int = 0) -> Speaker | None:
        """Give who speaks where units name a speaker, beside a row about a platform ('' where that is not known yet).

        A word that stands for somebody is followed back `DEEP` times.
        """
        key = (sentence.index, span, platform, depth)
        if key not in self._found:
            self._found[key] = self._chosen(sentence, span, platform, depth)
        return self._found[key]

    def _chosen(self, sentence: Sentence, span: Units, platform: str, depth: int) -> Speaker | None:
        """Choose the role of a speaker by the ordered rules, and name the speaker."""
        stretch = sentence.symbols[span[0]:span[1]]
        known = self._known(sentence, span)
        if known:
            return known
        choices, gate = self.book.choices["speaker_role"], self.book.speaker_gate
        for choice in map(choices.__getitem__, gate.numbers(gate.open(gate.met(stretch)))):
            if choice.pattern.regex.search(stretch) and not (choice.unless and choice.unless.regex.search(stretch)):
                rule = choice.rule
                if rule.stands_for:
                    found = self._before(sentence, span, rule, platform, depth) or self._several(
                        sentence, span, rule, platform)
                    if not rule.name or (found and _is_of_family(found, platform)) or (depth and rule.name == NOBODY):
                        return found
                return Speaker(rule.value, self.names.name(sentence, span, rule, platform), rule.id, rule.name)
        return None

    def last_judge(self, sentence: Sentence, platform: str) -> Speaker | None:
        """Give who is the last to speak in a sentence, unless it is a platform, an outlet or the article."""
        for frame in reversed(self.speech.frames(sentence)):
            who = self.who(sentence, frame.speaker, platform)
            if who and who.role not in (NARRATOR, PLATFORM_ROLE) and who.kind != OUTLET:
                return who
        return None

    def _before(self, sentence: Sentence, span: Units, rule: ChoiceRule, platform: str,
                depth: int) -> Speaker | None:
        """Give the last speaker, or else the last person named, for whom a pronoun or a noun may stand."""
        for back in range(sentence.index, max(-1, sentence.index - BACK), -1):
            if depth >= DEEP:
                return None
            earlier = self.sentences[back]
            here = back == sentence.index
            for frame in reversed(self.speech.frames(earlier)):
                if frame.judges or (here and frame.speaker[1] > span[0]):
                    continue
                who = self.who(earlier, frame.speaker, platform, depth + 1)
                if who and _may_be(who, rule):
                    return who
            if not here and COMPANY in rule.stands_for and self._is_about_company(earlier):
                return None
            named = self._from_the_subject(earlier, span[0] if here else len(earlier.symbols))
            if here and any(self._is_aside(earlier, one, span) for one in named):
                continue
            for found in named:
                who = self.who(earlier, found, platform, depth + 1)
                if who and _may_be(who, rule):
                    return who
        return None

    def _is_aside(self, sentence: Sentence, named: Units, span: Units) -> bool:
        """Say whether a pronoun stands in an aside just after a name: "Musk, she says, …" tells what another says."""
        return sentence.symbols[named[1]:span[0]] in self._commas

    def _from_the_subject(self, sentence: Sentence, end: int) -> list[Units]:
        """Give the persons named in a sentence: who opens it (a place that does stands in capitals), then the last."""
        named = [found.span() for found in self.book.structure["person"].finditer(sentence, 0, end)]
        return sorted(reversed(named), key=lambda one: one[0] > 0 or sentence.phrase(*one).isupper())

    def _several(self, sentence: Sentence, span: Units, rule: ChoiceRule, platform: str) -> Speaker | None:
        """Give the platform of the row for a "they" that stands for several platforms, named together before."""
        if COMPANY not in rule.stands_for or rule.name or not platform:
            return None
        together = self.book.structure["companies"]
        here = together.search(sentence, 0, span[0])
        before = self.sentences[sentence.index - 1] if sentence.index else None
        if here or (before and together.search(before) and not self.last_judge(before, platform)):
            return Speaker(PLATFORM_ROLE, lexicon().platforms[platform].label, rule.id, COMPANY)
        return None

    def _is_about_company(self, sentence: Sentence) -> bool:
        return self.book.structure["company_subject"].search(sentence) is not None

    def _known(self, sentence: Sentence, span: Units) -> Speaker | None:
        """Give a person who is named without an office by what the text said of that name before."""
        name = self.names.person(sentence, span)
        if not name:
            return None
        last = name.split()[-1]
        for index, full in self.names.called(last):
            earlier = self.sentences[index]
            place = next((i for i, unit in enumerate(earlier.units) if unit.split()[-1] == last), -1)
            if index >= sentence.index or place < 0:
                continue
            before, after = (max(0, place - NEAR), place + 1), (place, min(len(earlier.symbols), place + RELATIVE))
            for around in (before, after, (max(0, place - RELATIVE), after[1])):
                for choice in self.book.choices["speaker_role"]:
                    if choice.rule.name == "person" and choice.pattern.search(earlier, *around) and not (
                            choice.unless and choice.unless.search(earlier, *around)):
                        return Speaker(choice.rule.value, max(full, name, key=len), choice.rule.id, choice.rule.name)
        return None


def _is_of_family(who: Speaker, platform: str) -> bool:
    """Say whether a speaker may go on speaking about the platform of the row: no other company's service."""
    known = lexicon().platforms
    if who.kind != COMPANY or platform not in known:
        return True
    return who.name in {one.label for one in known.values() if one.company == known[platform].company}


def _may_be(who: Speaker, rule: ChoiceRule) -> bool:
    """Say whether a word of a rule may stand for a speaker."""
    kind = who.kind if who.name or who.role == NARRATOR else "unnamed"
    return kind in rule.stands_for and who.role in rule.when.get("speaker_role", (who.role,))
