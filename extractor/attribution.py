"""Attribution: whose claim a statement is, and whether the article narrates, reports or quotes it."""

from __future__ import annotations

import functools
from typing import NamedTuple

from extractor.discourse import Discourse
from extractor.lexicon import LOWER, lexicon
from extractor.mentions import Units
from extractor.names import Names
from extractor.patterns import ANYTHING, Stretch, slot
from extractor.reading import Sentence
from extractor.rules import ChoiceRule, RuleBook
from extractor.speech import RELATIVE, Frame, Speech

NARRATOR = "journalist"
RECENT = 4
BACK = 5
DEEP = 3
NEAR = 4
WELL_IN = 2
TARGET_ROLE = "taliban"
PLATFORM_ROLE = "platform"
OUTLET = "outlet"
COMPANY = "company"
OFFICE = "office"
NOBODY = "none"


class Speaker(NamedTuple):
    """Whose claim it is: the role, the name as the coder would write it, the rule that found it, the kind of name."""

    role: str
    name: str
    rule: str
    kind: str = ""


class Attribution:
    """Finds speakers of one text. Frames are found sentence by sentence when they are asked for."""

    def __init__(self, book: RuleBook, sentences: list[Sentence], mentions: Discourse) -> None:
        self.book = book
        self.sentences = sentences
        self.mentions = mentions
        self.speech = Speech(book)
        self.names = Names(book, sentences, mentions)
        self._covering: dict[tuple[int, Units, bool], list[Frame]] = {}
        self._quote = book.alphabet.members["QUOTE"]
        self._media = book.alphabet.members["STATE_MEDIA"]

    def speaker(self, sentence: Sentence, match: Units, judges: bool, platform: str = "") -> Speaker | None:
        """Give whose claim a match about a platform is, or None where the article speaks for itself."""
        who = self.teller(sentence, match, judges, platform)
        return who if who and who.role != NARRATOR else None

    def teller(self, sentence: Sentence, match: Units, judges: bool, platform: str) -> Speaker | None:
        """Give whose claim a match about a platform is: the article's, too, where it names itself; None if nobody's."""
        self.names.platform = platform
        who = self._nearest(sentence, match, judges)
        if who is not None:
            return who
        if self.quoted(sentence, match) and (beside := self._beside(sentence)):
            return beside
        return self._confirmed(sentence)

    def told(self, sentence: Sentence, match: Units, platform: str) -> Speaker | None:
        """Give the platform where it says itself that it leaves something open, and is not told of as silent."""
        self.names.platform = platform
        if match[0] and sentence.symbols[match[0] - 1] in self.book.alphabet.members["COMMA"]:
            return None
        for frame in self._frames_for(sentence, match, judges=False):
            is_aside = self.book.structure["participle"].match(sentence, frame.verb[0])
            if is_aside or frame.scope[1] < match[1] or self.book.structure["no_longer"].search(
                    sentence, frame.verb[1], match[1]):
                continue
            who = self._who(sentence, frame.speaker)
            if who is not None and who.role == PLATFORM_ROLE:
                return who
        return None

    def continued(self, sentence: Sentence, platform: str) -> Speaker | None:
        """Give the platform's spokesperson who spoke in the sentence before, where this one names no platform."""
        self.names.platform = platform
        if not sentence.index or self.mentions.platforms_in(sentence, 0, len(sentence.symbols)):
            return None
        before = self.sentences[sentence.index - 1]
        for frame in reversed([one for one in self.speech.frames(before) if not one.judges]):
            if who := self._who(before, frame.speaker):
                return who if who.role == PLATFORM_ROLE and who.kind == OFFICE else None
        return None

    def _confirmed(self, sentence: Sentence) -> Speaker | None:
        """Give who confirms in the next sentence what a sentence says: "It confirmed this on Tuesday"."""
        if sentence.index + 1 >= len(self.sentences):
            return None
        after = self.sentences[sentence.index + 1]
        found = self.book.structure["confirmed"].match(after)
        who = found and self._who(after, slot(found, "s"))
        return who if who and who.kind != OUTLET else None

    def _nearest(self, sentence: Sentence, match: Units, judges: bool) -> Speaker | None:
        """Give the nearest speaker of a match; where an outlet reports what another says, the other."""
        outlet = None
        for frame in self._frames_for(sentence, match, judges):
            who = self._who(sentence, frame.speaker)
            if who is None or (outlet and who.role in (NARRATOR, outlet.role)):
                continue
            if who.kind != OUTLET:
                return who
            outlet = who
        return outlet

    def somebody(self, sentence: Sentence, role: str) -> Speaker:
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
        if judge := self._last_judge(sentence):
            return judge
        found = self.book.structure["judges"].search(sentence)
        if found:
            return self._who(sentence, found.span()) or Speaker(role, "", "")
        earlier = self.sentences[sentence.index - 1] if sentence.index else None
        return (earlier and self._last_judge(earlier)) or Speaker(NARRATOR, "", "")

    def _last_judge(self, sentence: Sentence) -> Speaker | None:
        """Give who is the last to speak in a sentence, unless it is a platform, an outlet or the article."""
        for frame in reversed(self.speech.frames(sentence)):
            who = self._who(sentence, frame.speaker)
            if who and who.role not in (NARRATOR, PLATFORM_ROLE) and who.kind != OUTLET:
                return who
        return None

    def quoted(self, sentence: Sentence, match: Units) -> bool:
        """Say whether words of a match stand in quotation marks, which may open in a sentence before."""
        inside, quote = self._open[sentence.index], self._quote
        until = sentence.symbols[: match[1]]
        if quote.isdisjoint(until):
            return inside and match[0] < match[1]
        adverbs = {place for found in self.book.structure["quoted_adverb"].regex.finditer(until)
                   for place in range(*found.span())} if not inside else ()
        for place, symbol in enumerate(until):
            if place in adverbs:
                continue
            if symbol in quote:
                inside = not inside
            elif inside and place >= match[0]:
                return True
        return False

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

    def _beside(self, sentence: Sentence) -> Speaker | None:
        """Give the speaker of a quotation that fills a sentence, from the sentence where it goes on, or before."""
        opens = self._open[sentence.index] or sentence.symbols[:1] in self.book.alphabet.members["QUOTE"]
        if not opens:
            return None
        after = sentence.index + 1
        steps = (after, sentence.index - 1, sentence.index - 2) if self._goes_on(after) else (
            sentence.index - 1, sentence.index - 2)
        for place in steps:
            if 0 <= place < len(self.sentences):
                frames = [frame for frame in self.speech.frames(self.sentences[place]) if not frame.judges]
                for frame in frames if place == after else reversed(frames):
                    if who := self._who(self.sentences[place], frame.speaker):
                        return who
        return None

    @functools.cached_property
    def _open(self) -> list[bool]:
        """Say for each sentence whether a quotation is open where it begins."""
        is_open, opened = False, []
        for sentence in self.sentences:
            opened.append(is_open)
            if sum(map(sentence.symbols.count, self._quote)) % 2:
                is_open = not is_open
        return opened

    def _goes_on(self, place: int) -> bool:
        return place < len(self.sentences) and self._open[place]

    def _who(self, sentence: Sentence, span: Units, depth: int = 0) -> Speaker | None:
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
                    found = self._before(sentence, span, rule, depth) or self._several(sentence, span, rule)
                    if not rule.name or (found and self._is_of_family(found)) or (depth and rule.name == NOBODY):
                        return found
                return Speaker(rule.value, self.names.name(sentence, span, rule), rule.id, rule.name)
        return None

    def _before(self, sentence: Sentence, span: Units, rule: ChoiceRule, depth: int) -> Speaker | None:
        """Give the last speaker, or else the last person named, for whom a pronoun or a noun may stand."""
        for back in range(sentence.index, max(-1, sentence.index - BACK), -1):
            if depth >= DEEP:
                return None
            earlier = self.sentences[back]
            here = back == sentence.index
            for frame in reversed(self.speech.frames(earlier)):
                if frame.judges or (here and frame.speaker[1] > span[0]):
                    continue
                who = self._who(earlier, frame.speaker, depth + 1)
                if who and self._may_be(who, rule):
                    return who
            if not here and COMPANY in rule.stands_for and self._is_about_company(earlier):
                return None
            end = span[0] if here else len(earlier.symbols)
            for found in self._from_the_subject(earlier, end):
                who = self._who(earlier, found, depth + 1)
                if who and self._may_be(who, rule):
                    return who
        return None

    def _from_the_subject(self, sentence: Sentence, end: int) -> list[Units]:
        """Give the persons named in a sentence: who opens it (a place that does stands in capitals), then the last."""
        named = [found.span() for found in self.book.structure["person"].finditer(sentence, 0, end)]
        return sorted(reversed(named), key=lambda one: one[0] > 0 or sentence.phrase(*one).isupper())

    def _several(self, sentence: Sentence, span: Units, rule: ChoiceRule) -> Speaker | None:
        """Give the platform of the row for a "they" that stands for several platforms, named together before."""
        if COMPANY not in rule.stands_for or rule.name or not self.names.platform:
            return None
        together = self.book.structure["companies"]
        here = together.search(sentence, 0, span[0])
        before = self.sentences[sentence.index - 1] if sentence.index else None
        if here or (before and together.search(before) and not self._last_judge(before)):
            return Speaker(PLATFORM_ROLE, lexicon().platforms[self.names.platform].label, rule.id, COMPANY)
        return None

    def _is_about_company(self, sentence: Sentence) -> bool:
        return self.book.structure["company_subject"].search(sentence) is not None

    def _is_of_family(self, who: Speaker) -> bool:
        """Say whether a speaker may go on speaking about the platform of the row: no other company's service."""
        known = lexicon().platforms
        if who.kind != "company" or self.names.platform not in known:
            return True
        family = {one.label for one in known.values() if one.company == known[self.names.platform].company}
        return who.name in family

    @staticmethod
    def _may_be(who: Speaker, rule: ChoiceRule) -> bool:
        kind = who.kind if who.name or who.role == NARRATOR else "unnamed"
        return kind in rule.stands_for and who.role in rule.when.get("speaker_role", (who.role,))

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
                    if choice.rule.name == "person" and choice.pattern.search(earlier, *around):
                        return Speaker(choice.rule.value, max(full, name, key=len), choice.rule.id, choice.rule.name)
        return None
