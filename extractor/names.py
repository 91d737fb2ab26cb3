"""Names: how a speaker is named, by the words of the text: a person in full, a company, an office, an outlet."""

from __future__ import annotations

import functools

from extractor.discourse import Discourse
from extractor.lexicon import lexicon
from extractor.mentions import Units
from extractor.patterns import slot
from extractor.reading import Sentence
from extractor.rule_forms import ChoiceRule
from extractor.rules import RuleBook

FEW = 8
ORGANISATION = "organisation"
SPOKESMAN = "target-spokesman"
STRUCTURES = {"outlet": "outlet", "group": "target_word", "lawyers": "lawyers", ORGANISATION: ORGANISATION}


class Names:
    """The names of one text."""

    def __init__(self, book: RuleBook, sentences: list[Sentence], mentions: Discourse) -> None:
        self.book = book
        self.sentences = sentences
        self.mentions = mentions
        self._labels: dict[str, str] = {}

    def name(self, sentence: Sentence, span: Units, rule: ChoiceRule, platform: str) -> str:
        """Give the name of a speaker, as the rule that found the speaker says how to name it; '' for nobody's.

        `platform` is that of the row beside which the speaker is named, '' where that is not known yet.
        """
        if rule.name == "person":
            name = self.person(sentence, span)
            return self.full(sentence, name) or self._part(sentence, span, ORGANISATION)
        if rule.name in ("company", "office"):
            return self._office(sentence, span, rule, platform)
        if rule.name == SPOKESMAN:
            return self.target_spokesman(sentence, span)
        if structure := STRUCTURES.get(rule.name):
            return self._part(sentence, span, structure)
        return sentence.phrase(*span).strip(" ,") if rule.name == "words" else ""

    def person(self, sentence: Sentence, span: Units) -> str:
        """Give the name of the first person in a stretch, '' if there is none."""
        return self._part(sentence, span, "person_name")

    def target_spokesman(self, sentence: Sentence, span: Units) -> str:
        """Give "Taliban spokesman" for "a Taliban spokesman" and for "a spokesman of the Taliban"."""
        return " ".join(filter(None, (self._part(sentence, span, one) for one in ("target_word", "spokesman_word"))))

    def _part(self, sentence: Sentence, span: Units, structure: str) -> str:
        found = self.book.structure[structure].search(sentence, *span)
        return sentence.phrase(*found.span()) if found else ""

    def full(self, sentence: Sentence, name: str) -> str:
        """Give the longest form in which the text has named a person up to here."""
        if not name:
            return ""
        fuller = [full for place, full in self.called(name.split()[-1]) if place < sentence.index]
        return max([name, *fuller], key=len)

    def called(self, last: str) -> list[tuple[int, str]]:
        """Give the people whom the text names with this last name: where, and how, for the first few times."""
        return self._people.get(last, [])

    @functools.cached_property
    def _people(self) -> dict[str, list[tuple[int, str]]]:
        people: dict[str, list[tuple[int, str]]] = {}
        for sentence in self.sentences:
            for found in self.book.structure["person_name"].finditer(sentence):
                full = sentence.phrase(*found.span())
                known = people.setdefault(full.split()[-1], [])
                if len(known) < FEW:
                    known.append((sentence.index, full))
        return people

    def _office(self, sentence: Sentence, span: Units, rule: ChoiceRule, platform: str) -> str:
        """Give the name of a platform, with the office of the person who speaks for it."""
        named = self.mentions.platforms_in(sentence, *span)
        if platform in named or not named:
            named = self._standing(sentence, span, platform)
        label = self._label(named[0]) if named else ""
        if rule.name == "company":
            return label
        if person := self.book.structure["spokesperson_named"].search(sentence, *span):
            return self.full(sentence, sentence.phrase(*slot(person, "s")))
        found = self.book.structure["spokesperson"].search(sentence, *span)
        office = sentence.units[found.start()].lower() if found else ""
        if rule.label and not self.book.structure["spokesman"].search(sentence, *span):
            office = rule.label
        return f"{label} {office}".strip()

    def _label(self, platform: str) -> str:
        """Give the name of a platform; of a company that the text does not name, its first service's."""
        known = lexicon().platforms
        if platform not in self._labels:
            label = known[platform].label
            first = [one.label for one in known.values() if one.is_first and one.company == platform]
            named = not first or any(sentence.holds(label) for sentence in self.sentences)
            self._labels[platform] = label if named else first[0]
        return self._labels[platform]

    def _standing(self, sentence: Sentence, span: Units, platform: str) -> tuple[str, ...]:
        """Give the platform of the row, or its company where "the company" speaks; else what was spoken of before."""
        if platform and not self.mentions.platforms_in(sentence, *span) and (
                self.book.structure["company_word"].search(sentence, *span)):
            return self.mentions.company_of(platform)
        if platform:
            return (platform,)
        return self.mentions.topic(sentence.index) or self.mentions.topic(len(self.sentences))
