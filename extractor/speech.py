"""Speech: the stretches of a sentence that somebody says, each with the words that name the speaker.

A verb of saying may stand after its speaker and before what is said, close what is said, part it, or be turned round;
a preposition or a noun may name the speaker too. Which words do so is in `macros_speech.yaml`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.groups import Units
from extractor.patterns import slot
from extractor.reading import Sentence
from extractor.rules import RuleBook

RELATIVE = 8
LONG_NAME = 16
LAST = "document"
OTHER_FORMS = (("named_speaker", False), ("poster", False), ("parenthetic", False), ("finder", False),
               ("judged_by", True), ("upset", True), (LAST, False))


class Frame(NamedTuple):
    """A stretch of speech: the units of its speaker, its verb, and the units that it covers."""

    speaker: Units
    verb: Units
    scope: Units
    judges: bool


class Speech:
    """Finds the stretches of speech of one text, sentence by sentence when they are asked for."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._frames: dict[int, list[Frame]] = {}

    def frames(self, sentence: Sentence) -> list[Frame]:
        """Give the stretches of speech in a sentence, in the order of their verbs."""
        if sentence.index not in self._frames:
            symbols = sentence.symbols
            found = [frame for name, judges in (("say", False), ("judge", True))
                     if self.book.structure[name].scout.search(symbols)
                     for m in self.book.structure[name].regex.finditer(symbols)
                     if (frame := self._frame(symbols, m.span(), judges))]
            for name, judges in OTHER_FORMS:
                if not self.book.structure[name].scout.search(symbols):
                    continue
                for m in self.book.structure[name].regex.finditer(symbols):
                    if name == LAST and any(not one.judges and one.scope[0] < m.end() for one in found):
                        continue
                    found.append(Frame(slot(m, "s"), (m.start(), m.start() + 1), (0, len(symbols)), judges))
            spoken = {frame.verb for frame in found if not frame.judges}
            found = [frame for frame in found if not frame.judges or frame.verb not in spoken]
            self._frames[sentence.index] = sorted(found, key=lambda frame: frame.verb)
        return self._frames[sentence.index]

    def _frame(self, symbols: str, verb: Units, judges: bool) -> Frame | None:
        """Read the speaker from the words before a verb, or after it where it is turned round."""
        start = self._boundary(symbols, verb[0])
        if not self._is_speech(symbols, start, verb):
            return None
        if aside := self.book.structure["relative_aside"].regex.search(symbols, 0, verb[0]):
            return self._with_aside(symbols, aside.start(), verb, judges)
        if self._match("participle", symbols, verb[0]):
            return Frame(self._subject(symbols, start, verb[0]), verb, (verb[0], self._end(symbols, verb[1])), judges)
        if that := self.book.structure["that_speaks"].regex.search(symbols, 0, verb[0]):
            return Frame((that.start(), that.start() + 1), verb, (verb[0], self._end(symbols, verb[1])), judges)
        after_comma = verb[0] > 0 and symbols[verb[0] - 1] in self._members("COMMA")
        is_inverted = after_comma and self._match("inverted", symbols, verb[0])
        if is_inverted or self._match("no_subject", symbols, start, verb[0]):
            return self._without_subject(symbols, start, verb, judges)
        if self._match("who", symbols, start):
            before = (max(0, start - RELATIVE), verb[0])
            return Frame(before, verb, (verb[0], self._end(symbols, verb[1])), judges)
        name = self._last_name(symbols, start, verb[0])
        tail = self._match("tail", symbols, verb[1])
        closes = (name > start or (start > 0 and symbols[start - 1] in self._members("QUOTE"))) and not (
            self.book.structure["clause_inside"].regex.search(symbols, name, verb[0]))
        if closes and tail and not judges and not self._match("who", symbols, name):
            ends = tail.end() >= len(symbols) and not slot(tail, "m")
            first = 0 if ends else self._part(symbols, name)
            return Frame((name, verb[0]), verb, (first, name if ends else len(symbols)), judges)
        start = self._after_openers(symbols, start, verb[0])
        relative = self.book.structure["restrictive"].regex.search(symbols, start + 1, verb[0])
        subject = (start, relative.start() if relative else verb[0])
        end = self._end(symbols, verb[1])
        if inner := self.book.structure["subordinate"].regex.search(symbols, start, verb[0]):
            subject = (inner.start() + 1, verb[0])
            comma = self.book.structure["comma"].regex.search(symbols, verb[1], end)
            end = comma.start() if comma else end
        return Frame(subject, verb, (verb[0], end), judges)

    def _is_speech(self, symbols: str, start: int, verb: Units) -> bool:
        """Say whether a verb of saying is one here: no noun, no passive, not in "what they say" or "how many say"."""
        if verb[0] and symbols[verb[0] - 1] in self._members("NO_VERB_AFTER"):
            return False
        structure = self.book.structure
        return not (structure["passive_before"].regex.search(symbols, max(0, verb[0] - 2), verb[0])
                    or self._match("passive_after", symbols, verb[1])
                    or self._match("noun_of_speech", symbols, verb[0])
                    or structure["counted"].regex.search(symbols, start, verb[0]))

    def _with_aside(self, symbols: str, end: int, verb: Units, judges: bool) -> Frame:
        """Read the speaker who has a clause of his own before the verb: "Mary Roe, who leads it, said"."""
        begins = self._boundary(symbols, end)
        start = self._after_openers(symbols, begins, end)
        name = self._last_name(symbols, start, end)
        tail = self._match("tail", symbols, verb[1])
        if (name > start or start > begins > 0) and tail and not judges:
            return Frame((name, end), verb, (0, len(symbols)), judges)
        return Frame((start, end), verb, (verb[0], self._end(symbols, verb[1])), judges)

    def _without_subject(self, symbols: str, start: int, verb: Units, judges: bool) -> Frame | None:
        """Read "…, said Mary Roe", and "… and added that", whose subject is that of the verb before."""
        marks = self._members("COMMA") | self._members("QUOTE")
        first = verb[0]
        if not judges and any(symbol in marks for symbol in symbols[max(0, start - 1):first]):
            found = self.book.structure["after_name"].regex.search(symbols, verb[1], verb[1] + LONG_NAME)
            end = found.start() if found else min(len(symbols), verb[1] + LONG_NAME)
            return Frame((verb[1], end), verb, (0, len(symbols)), judges) if end > verb[1] else None
        if not start:
            return None
        return Frame(self._subject(symbols, 0, start), verb, (verb[0], self._end(symbols, verb[1])), judges)

    def _subject(self, symbols: str, start: int, end: int) -> Units:
        """Give the units before the first verb of a stretch, without what opens the sentence."""
        start = self._after_openers(symbols, start, end)
        found = self.book.structure["first_verb"].regex.search(symbols, start + 1, end)
        return start, found.start() if found else min(end, start + RELATIVE)

    def _boundary(self, symbols: str, end: int) -> int:
        """Give where the clause of a verb begins: after the last break or quotation mark before it."""
        last = 0
        for found in self.book.structure["speaker_break"].regex.finditer(symbols, 0, end):
            last = found.end()
        return last

    def _part(self, symbols: str, end: int) -> int:
        """Give where the part of a sentence begins in whose middle somebody is named."""
        found = [one.start() for one in self.book.structure["part"].regex.finditer(symbols, 0, max(0, end - 1))]
        return found[-1] if found else 0

    def _last_name(self, symbols: str, start: int, end: int) -> int:
        """Give where the last name before a verb begins: after a comma, an apposition taken in."""
        commas = [i for i in range(start, end) if symbols[i] in self._members("COMMA")]
        if commas and commas[-1] == end - 1:
            commas = commas[:-2]
        return commas[-1] + 1 if commas else start

    def _after_openers(self, symbols: str, start: int, end: int) -> int:
        """Skip what stands before the subject: "On Tuesday, …", "Asked about it, …"."""
        while found := self._match("opener", symbols, start, end):
            if found.end() >= end:
                break
            start = found.end()
        return start

    def _end(self, symbols: str, start: int) -> int:
        found = self.book.structure["speech_end"].regex.search(symbols, start)
        return found.start() if found else len(symbols)

    def _members(self, name: str) -> set[str]:
        return self.book.alphabet.members[name]

    def _match(self, name: str, symbols: str, start: int, end: int | None = None) -> re.Match[str] | None:
        return self.book.structure[name].regex.match(symbols, start, len(symbols) if end is None else end)
