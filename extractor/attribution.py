"""Attribution: whose claim a statement is, and whether the article narrates, reports or quotes it."""

from __future__ import annotations

import bisect
import functools
import operator
from collections import Counter

from extractor.discourse import Discourse
from extractor.lexicon import LOWER
from extractor.mentions import Units
from extractor.names import Names
from extractor.patterns import ANYTHING, Stretch, slot
from extractor.quotations import Quotations
from extractor.reading import Sentence
from extractor.rules import RuleBook
from extractor.speakers import NARRATOR, OUTLET, PLATFORM_ROLE, Speaker, Speakers
from extractor.speech import Frame, Speech

RECENT = 4
TURNS = 4
WELL_IN = 2
TARGET_ROLE = "taliban"
OFFICE = "office"


class Attribution:
    """Finds speakers of one text. Frames are found sentence by sentence when they are asked for."""

    def __init__(self, book: RuleBook, sentences: list[Sentence], mentions: Discourse) -> None:
        self.book = book
        self.sentences = sentences
        self.mentions = mentions
        self.speech = Speech(book)
        self.names = Names(book, sentences, mentions)
        self.speakers = Speakers(book, sentences, self.speech, self.names)
        self.quotations = Quotations(sentences, book.alphabet.members["QUOTE"], book.structure["quoted_adverb"])
        self._covering: dict[tuple[int, Units, bool], list[Frame]] = {}
        self._media = book.alphabet.members["STATE_MEDIA"]

    def speaker(self, sentence: Sentence, match: Units, judges: bool, platform: str = "") -> Speaker | None:
        """Give whose claim a match about a platform is, or None where the article speaks for itself."""
        who = self.teller(sentence, match, judges, platform)
        return who if who and who.role != NARRATOR else None

    def teller(self, sentence: Sentence, match: Units, judges: bool, platform: str) -> Speaker | None:
        """Give whose claim a match about a platform is: the article's, too, where it names itself; None if nobody's."""
        who = self._nearest(sentence, match, judges, platform)
        if who is not None:
            return who
        if self.quotations.hold(sentence, match) and (beside := self._beside(sentence, platform)):
            return beside
        return self._at_turn(sentence, platform) or self._confirmed(sentence, platform)

    def told(self, sentence: Sentence, match: Units, platform: str) -> Speaker | None:
        """Give the platform where it says itself that it leaves something open, and is not told of as silent."""
        if match[0] and sentence.symbols[match[0] - 1] in self.book.alphabet.members["COMMA"]:
            return None
        for frame in self._frames_for(sentence, match, judges=False):
            is_aside = self.book.structure["participle"].match(sentence, frame.verb[0])
            if is_aside or frame.scope[1] < match[1] or self.book.structure["no_longer"].search(
                    sentence, frame.verb[1], match[1]):
                continue
            who = self.speakers.who(sentence, frame.speaker, platform)
            if who is not None and who.role == PLATFORM_ROLE:
                return who
        return None

    def opening(self, sentence: Sentence, platform: str) -> Speaker | None:
        """Give who opens a sentence and says all that follows: "Facebook, which …, confirmed that …"."""
        whole = len(sentence.symbols)
        for frame in self.speech.frames(sentence):
            if not frame.judges and frame.speaker[0] < WELL_IN and frame.verb[1] < frame.scope[1] == whole:
                return self.speakers.who(sentence, frame.speaker, platform)
        return None

    def continued(self, sentence: Sentence, platform: str, is_rule: bool) -> Speaker | None:
        """Give the platform's spokesperson who spoke in the sentence before, where this one names no platform.

        Whoever spoke for the platform goes on where a sentence has the tense of reported speech; without it only a
        spokesperson does, and only about a rule.
        """
        reports = self.book.structure["reported_tense"].search(sentence)
        if not (is_rule or reports) or not sentence.index or (
                self.mentions.platforms_in(sentence, 0, len(sentence.symbols))):
            return None
        before = self.sentences[sentence.index - 1]
        for frame in reversed([one for one in self.speech.frames(before) if not one.judges]):
            if who := self.speakers.who(before, frame.speaker, platform):
                return who if who.role == PLATFORM_ROLE and (reports or who.kind == OFFICE) else None
        return None

    def _at_turn(self, sentence: Sentence, platform: str) -> Speaker | None:
        """Give whose turn it is in an interview or a transcript, in which those who speak are named before a colon."""
        number = bisect.bisect_right(self._turns, sentence.index, key=operator.itemgetter(0))
        if not number:
            return None
        place, name = self._turns[number - 1]
        return self.speakers.who(self.sentences[place], name, platform)

    @functools.cached_property
    def _turns(self) -> list[tuple[int, Units]]:
        """Give the sentences that name who speaks before a colon, with the units of the name; none where few do."""
        found = [(one, slot(m, "s")) for one in self.sentences if (m := self.book.structure["turn"].match(one))]
        times = Counter(one.phrase(*span) for one, span in found)
        return [(one.index, span) for one, span in found
                if len(found) >= TURNS and times[one.phrase(*span)] > 1]

    def _confirmed(self, sentence: Sentence, platform: str) -> Speaker | None:
        """Give who confirms in the next sentence what a sentence says: "It confirmed this on Tuesday"."""
        if sentence.index + 1 >= len(self.sentences):
            return None
        after = self.sentences[sentence.index + 1]
        found = self.book.structure["confirmed"].match(after)
        who = found and self.speakers.who(after, slot(found, "s"), platform)
        return who if who and who.kind != OUTLET else None

    def _nearest(self, sentence: Sentence, match: Units, judges: bool, platform: str) -> Speaker | None:
        """Give the nearest speaker of a match; where an outlet reports what another says, the other."""
        outlet = None
        for frame in self._frames_for(sentence, match, judges):
            who = self.speakers.who(sentence, frame.speaker, platform)
            if who is None or (outlet and who.role in (NARRATOR, outlet.role)):
                continue
            if who.kind != OUTLET:
                return who
            outlet = who
        return outlet

    def somebody(self, sentence: Sentence, role: str, platform: str) -> Speaker:
        """Give a speaker of a role who is named in the sentence or spoke just before; else the article speaks."""
        for back in range(sentence.index, max(-1, sentence.index - RECENT), -1) if role == TARGET_ROLE else ():
            one = self.sentences[back]
            found = self.book.structure["target_speaker"].search(one)
            if found:
                return Speaker(role, self.names.full(one, one.phrase(*found.span())), "")
            if found := self.book.structure["target_spokesman"].search(one):
                return Speaker(role, self.names.target_spokesman(one, found.span()), "")
        if role in (TARGET_ROLE, PLATFORM_ROLE):
            return Speaker(role, "", "")
        if judge := self.speakers.last_judge(sentence, platform):
            return judge
        found = self.book.structure["judges"].search(sentence)
        if found:
            return self.speakers.who(sentence, found.span(), platform) or Speaker(role, "", "")
        earlier = self.sentences[sentence.index - 1] if sentence.index else None
        return (earlier and self.speakers.last_judge(earlier, platform)) or Speaker(NARRATOR, "", "")

    def reported(self, sentence: Sentence, match: Units) -> Stretch:
        """Give the symbols of a sentence, blank where they name who speaks, unless that is a medium of the target's."""
        frames, symbols = self._frames_for(sentence, match, False), sentence.symbols
        if not frames:
            return Stretch(symbols, sentence.opened)
        start = min(frames[0].speaker[0], frames[0].verb[0])
        end = max(frames[0].speaker[1], frames[0].verb[1])
        blank = "".join(one if one in self._media else self.book.alphabet.kind(LOWER) for one in symbols[start:end])
        return Stretch(symbols[:start] + blank + symbols[end:], ANYTHING)

    def _frames_for(self, sentence: Sentence, match: Units, judges: bool) -> list[Frame]:
        """Give the stretches of speech that cover a match, the nearest before it first."""
        key = (sentence.index, match, judges)
        found = self._covering.get(key)
        if found is None:
            covering = [f for f in self.speech.frames(sentence) if (judges or not f.judges)
                        and f.scope[0] < match[1] and match[0] < f.scope[1]
                        and not (f.speaker[0] <= match[0] and match[1] <= max(f.speaker[1], f.verb[0]))]
            covering = [f for f in covering if match[0] >= min(f.speaker[0], f.scope[0])
                        or match[1] > f.scope[0] + WELL_IN]
            before = [frame for frame in covering if frame.verb[0] < match[1] and frame.scope[0] >= frame.verb[0]]
            found = [*reversed(before), *(frame for frame in covering if frame not in before)]
            self._covering[key] = found
        return found

    def _beside(self, sentence: Sentence, platform: str) -> Speaker | None:
        """Give the speaker of a quotation that fills a sentence, from the sentence where it goes on, or before."""
        if not self.quotations.opens(sentence):
            return None
        after = sentence.index + 1
        steps = (after, sentence.index - 1, sentence.index - 2) if self.quotations.is_open(after) else (
            sentence.index - 1, sentence.index - 2)
        for place in steps:
            if 0 <= place < len(self.sentences):
                frames = [frame for frame in self.speech.frames(self.sentences[place]) if not frame.judges]
                for frame in frames if place == after else reversed(frames):
                    if who := self.speakers.who(self.sentences[place], frame.speaker, platform):
                        return who
        return None
