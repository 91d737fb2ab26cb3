"""Speech: the stretches of a sentence that somebody says, each with the words that name the speaker.

A verb of saying may stand after its speaker and before what is said, close what is said, part it, or be turned round;
a preposition or a noun may name the speaker too. Which words do so is in `macros_speech.yaml`.
"""

from __future__ import annotations

import re
import sys
from typing import NamedTuple

from extractor.groups import Units
from extractor.patterns import slot
from extractor.reading import Sentence
from extractor.rules import RuleBook

RELATIVE = 8
LONG_NAME = 16
FEW = 4
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
            found = [frame for name, judges in (("say", False), ("judge", True))
                     for m in self.book.structure[name].finditer(sentence)
                     if (frame := self._frame(sentence, m.span(), judges))]
            for name, judges in OTHER_FORMS:
                for m in self.book.structure[name].finditer(sentence):
                    if name == LAST and any(not one.judges and one.scope[0] < m.end() for one in found):
                        continue
                    found.append(Frame(slot(m, "s"), (m.start(), m.start() + 1), (0, len(sentence.symbols)), judges))
            spoken = {frame.verb for frame in found if not frame.judges}
            found = [frame for frame in found if not frame.judges or frame.verb not in spoken]
            self._frames[sentence.index] = sorted(found, key=lambda frame: frame.verb)
        return self._frames[sentence.index]

    def _frame(self, sentence: Sentence, verb: Units, judges: bool) -> Frame | None:
        """Read the speaker from the words before a verb, or after it where it is turned round."""
        start = self._boundary(sentence, verb[0])
        if not self._is_speech(sentence, start, verb):
            return None
        if aside := self.book.structure["relative_aside"].search(sentence, 0, verb[0]):
            return self._with_aside(sentence, aside.span(), verb, judges)
        if self._match("participle", sentence, verb[0]):
            return Frame(self._subject(sentence, start, verb[0]), verb, (verb[0], self._end(sentence, verb[1])), judges)
        if that := self.book.structure["that_speaks"].search(sentence, 0, verb[0]):
            return Frame((that.start(), that.start() + 1), verb, (verb[0], self._end(sentence, verb[1])), judges)
        after_comma = verb[0] > 0 and sentence.symbols[verb[0] - 1] in self._members("COMMA")
        is_inverted = after_comma and self._match("inverted", sentence, verb[0]) and not (
            self._match("apposed_subject", sentence, start, verb[0]))
        if is_inverted or self._match("no_subject", sentence, start, verb[0]):
            return self._without_subject(sentence, start, verb, judges)
        name = self._last_name(sentence, start, verb[0])
        if (listed := self._match("listed", sentence, start, verb[0])) and name < listed.end():
            name = start
        tail = self._match("tail", sentence, verb[1])
        parted = name > start or (start > 0 and sentence.symbols[start - 1] in self._members("QUOTE"))
        parted = parted or self.book.structure["aside_opens"].search(sentence, max(0, start - 2), start)
        closes = parted and not (self.book.structure["clause_inside"].search(sentence, name, verb[0])
                                 or self._match("pledged", sentence, verb[0]))
        if closes and tail and not judges and not self._match("who", sentence, name):
            ends = tail.end() >= len(sentence.symbols) and not slot(tail, "m")
            first = 0 if ends else self._part(sentence, name)
            return Frame((name, verb[0]), verb, (first, name if ends else len(sentence.symbols)), judges)
        if before := self._before_relative(sentence, start, verb[0], judges):
            closed = self.book.structure["relative_end"].search(sentence, verb[1])
            return Frame(before, verb, (verb[0], closed.start() if closed else self._end(sentence, verb[1])), judges)
        start = self._after_openers(sentence, start, verb[0])
        relative = self.book.structure["restrictive"].search(sentence, start + 1, verb[0])
        subject = (start, relative.start() if relative else verb[0])
        end = self._end(sentence, verb[1])
        if inner := self.book.structure["subordinate"].search(sentence, start, verb[0]):
            subject = (inner.start() + 1, verb[0])
            comma = self.book.structure["comma"].search(sentence, verb[1], end)
            end = comma.start() if comma else end
        return Frame(subject, verb, (verb[0], end), judges)

    def _before_relative(self, sentence: Sentence, start: int, end: int, judges: bool) -> Units | None:
        """Give the units before "who" or "which" where these are the subject of a verb: "Twitter, which has said"."""
        if start and self._match("who", sentence, start):
            return max(0, start - RELATIVE), end
        found = self.book.structure["relative_subject"].search(sentence, max(start, end - FEW), end)
        return (max(start, found.start() - RELATIVE), found.start()) if found and not judges else None

    def _is_speech(self, sentence: Sentence, start: int, verb: Units) -> bool:
        """Say whether a verb of saying is one here: no noun, no passive, not in "what they say" or "how many say"."""
        if verb[0] and sentence.symbols[verb[0] - 1] in self._members("NO_VERB_AFTER"):
            return False
        structure = self.book.structure
        return not (structure["passive_before"].search(sentence, max(0, verb[0] - 2), verb[0])
                    or self._match("passive_after", sentence, verb[1])
                    or self._match("noun_of_speech", sentence, verb[0])
                    or structure["counted"].search(sentence, start, verb[0]))

    def _with_aside(self, sentence: Sentence, aside: Units, verb: Units, judges: bool) -> Frame:
        """Read the speaker who has a clause of his own before the verb: "Mary Roe, who leads it, said"."""
        end, begins = aside[0], self._boundary(sentence, aside[0])
        start = self._after_openers(sentence, begins, end)
        name = self._last_name(sentence, start, end)
        tail = self._match("tail", sentence, verb[1])
        until = verb[0] if self._match("aside_of_office", sentence, end) else end
        is_quoted = begins > 0 and sentence.symbols[begins - 1] in self._members("QUOTE")
        if (name > start or start > begins > 0 or is_quoted) and tail and not judges:
            return Frame((name, until), verb, (0, len(sentence.symbols)), judges)
        return Frame((start, until), verb, (verb[0], self._end(sentence, verb[1])), judges)

    def _without_subject(self, sentence: Sentence, start: int, verb: Units, judges: bool) -> Frame | None:
        """Read "…, said Mary Roe", and "… and added that", whose subject is that of the verb before."""
        marks = self._members("COMMA") | self._members("QUOTE")
        first = verb[0]
        if not judges and any(symbol in marks for symbol in sentence.symbols[max(0, start - 1):first]):
            found = self.book.structure["after_name"].search(sentence, verb[1], verb[1] + LONG_NAME)
            end = found.start() if found else min(len(sentence.symbols), verb[1] + LONG_NAME)
            return Frame((verb[1], end), verb, (0, len(sentence.symbols)), judges) if end > verb[1] else None
        if not start:
            return None
        return Frame(self._subject(sentence, 0, start), verb, (verb[0], self._end(sentence, verb[1])), judges)

    def _subject(self, sentence: Sentence, start: int, end: int) -> Units:
        """Give the units before the first verb of a stretch, without what opens the sentence."""
        start = self._after_openers(sentence, start, end)
        found = self.book.structure["first_verb"].search(sentence, start + 1, end)
        return start, found.start() if found else min(end, start + RELATIVE)

    def _boundary(self, sentence: Sentence, end: int) -> int:
        """Give where the clause of a verb begins: after the last break or quotation mark before it."""
        last = 0
        for found in self.book.structure["speaker_break"].finditer(sentence, 0, end):
            last = found.end()
        return last

    def _part(self, sentence: Sentence, end: int) -> int:
        """Give where the part of a sentence begins in whose middle somebody is named."""
        found = [one.start() for one in self.book.structure["part"].finditer(sentence, 0, max(0, end - 1))]
        return found[-1] if found else 0

    def _last_name(self, sentence: Sentence, start: int, end: int) -> int:
        """Give where the last name before a verb begins: after a comma, an apposition taken in."""
        if filler := self.book.structure["before_verb"].search(sentence, start, end):
            end = filler.start()
        commas = [i for i in range(start, end) if sentence.symbols[i] in self._members("COMMA")]
        if commas and commas[-1] == end - 1:
            commas = commas[:-2]
        return commas[-1] + 1 if commas else start

    def _after_openers(self, sentence: Sentence, start: int, end: int) -> int:
        """Skip what stands before the subject: "On Tuesday, …", "Asked about it, …"."""
        while found := self._match("opener", sentence, start, end):
            if found.end() >= end:
                break
            start = found.end()
        return start

    def _end(self, sentence: Sentence, start: int) -> int:
        found = self.book.structure["speech_end"].search(sentence, start)
        return found.start() if found else len(sentence.symbols)

    def _members(self, name: str) -> set[str]:
        return self.book.alphabet.members[name]

    def _match(self, name: str, sentence: Sentence, start: int, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.book.structure[name].match(sentence, start, end)
