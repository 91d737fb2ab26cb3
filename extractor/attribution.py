"""Attribution: whose claim a statement is, and whether the article narrates, reports or quotes it."""

from __future__ import annotations

import functools
from typing import NamedTuple

from extractor.lexicon import lexicon
from extractor.mentions import Mentions, Units
from extractor.patterns import slot
from extractor.people import People
from extractor.reading import Sentence
from extractor.rules import RuleBook

NARRATOR = "journalist"
RELATIVE = 8
RECENT = 4
SHORT_NAME = 6
TARGET_ROLE = "taliban"


class Speaker(NamedTuple):
    """Whose claim it is: the role, the name as the coder would write it, and the rule that found it."""

    role: str
    name: str
    rule: str


class Frame(NamedTuple):
    """A stretch of speech: the units of its speaker, its verb, and the units that it covers."""

    speaker: Units
    verb: Units
    scope: Units
    judges: bool


class Attribution:
    """Finds speakers of one text. Frames are found sentence by sentence when they are asked for."""

    def __init__(self, book: RuleBook, sentences: list[Sentence], mentions: Mentions) -> None:
        self.book = book
        self.sentences = sentences
        self.mentions = mentions
        self._frames: dict[int, list[Frame]] = {}
        self._covering: dict[tuple[int, Units, bool], list[Frame]] = {}
        self.people = People(book, sentences)
        self._quote = book.alphabet.members["QUOTE"]

    def speaker(self, sentence: Sentence, match: Units, judges: bool) -> Speaker | None:
        """Give whose claim a match is, or None where the article speaks for itself."""
        for frame in self._frames_for(sentence, match, judges):
            who = self._who(sentence, frame.speaker)
            if who is not None:
                return who if who.role != NARRATOR else None
        if self.quoted(sentence, match) and (beside := self._beside(sentence)):
            return beside
        return None

    def somebody(self, sentence: Sentence, role: str) -> Speaker:
        """Give a speaker of a role who is named somewhere in the sentence, or one without a name."""
        for back in range(sentence.index, max(-1, sentence.index - RECENT), -1) if role == TARGET_ROLE else ():
            one = self.sentences[back]
            found = self.book.structure["target_speaker"].regex.search(one.symbols)
            if found:
                return Speaker(role, self.people.full_name(one, one.phrase(*found.span())), "")
        return Speaker(role, "", "")

    def quoted(self, sentence: Sentence, match: Units) -> bool:
        """Say whether words of a match stand in quotation marks, which may open in a sentence before."""
        inside, quote = self._open[sentence.index], self._quote
        until = sentence.symbols[: match[1]]
        if quote.isdisjoint(until):
            return inside and match[0] < match[1]
        for place, symbol in enumerate(until):
            if symbol in quote:
                inside = not inside
            elif inside and place >= match[0]:
                return True
        return False

    def reported(self, sentence: Sentence, clause: Units, match: Units) -> Units:
        """Give the units of a clause without those that name who speaks."""
        frames = self._frames_for(sentence, match, False)
        if not frames:
            return clause
        frame, (start, end) = frames[0], clause
        if frame.scope[0] >= frame.verb[0] and frame.verb[1] < match[1]:
            return max(start, frame.verb[1]), end
        return start, max(match[1], frame.speaker[0]) if match[0] < frame.speaker[0] < end else end

    def _frames_for(self, sentence: Sentence, match: Units, judges: bool) -> list[Frame]:
        """Give the stretches of speech that cover a match, the nearest before it first."""
        key = (sentence.index, match, judges)
        found = self._covering.get(key)
        if found is None:
            covering = [f for f in self.frames(sentence) if (judges or not f.judges)
                        and f.scope[0] < match[1] and match[0] < f.scope[1]
                        and not (f.speaker[0] <= match[0] and match[1] <= f.speaker[1])]
            before = [frame for frame in covering if frame.verb[0] < match[1] and frame.scope[0] >= frame.verb[0]]
            found = [*reversed(before), *(frame for frame in covering if frame not in before)]
            self._covering[key] = found
        return found

    def frames(self, sentence: Sentence) -> list[Frame]:
        """Give the stretches of speech in a sentence, in the order of their verbs."""
        if sentence.index not in self._frames:
            found = [frame for name, judges in (("say", False), ("judge", True))
                     if self.book.structure[name].scout.search(sentence.symbols)
                     for m in self.book.structure[name].regex.finditer(sentence.symbols)
                     if (frame := self._frame(sentence, m.span(), judges))]
            found += self._named_frames(sentence)
            self._frames[sentence.index] = sorted(found, key=lambda frame: frame.verb)
        return self._frames[sentence.index]

    def _frame(self, sentence: Sentence, verb: Units, judges: bool) -> Frame | None:
        """Read the speaker from the words before a verb, or after it where it is turned round."""
        symbols = sentence.symbols
        if verb[0] and symbols[verb[0] - 1] in self.book.alphabet.members["NO_VERB_AFTER"]:
            return None
        start = self._boundary(symbols, verb[0])
        if self.book.structure["who"].regex.match(symbols, start):
            start = max(0, start - RELATIVE)
        end = self._end_of_name(symbols, verb[1])
        rest = symbols[verb[1]:].strip("".join(self.book.alphabet.members["FULL_STOP"]))
        if start < verb[0] and self.book.structure["participle"].regex.match(symbols, verb[0]):
            first = min((name.start() for key in ("say", "judge") if (
                name := self.book.structure[key].regex.search(symbols, start, verb[0]))), default=verb[0])
            return Frame((start, first), verb, (verb[0], self._scope_end(symbols, verb[1])), judges)
        if self._opens_with_place(symbols, start, verb[0]):
            start = self._first_comma(symbols, start, verb[0])
        if start >= verb[0] or self._turned(symbols, start, verb[0]) or self._named_after(symbols, verb, end):
            return Frame((verb[1], end), verb, (0, verb[0]), judges) if end > verb[1] and not judges else None
        if start and symbols[start - 1] in self.book.alphabet.members["QUOTE"]:
            return Frame((start, verb[0]), verb, (0, len(symbols)), judges)
        closes = len(rest) == 0 or self._closes(symbols, verb[1])
        if closes and not judges:
            last = self._last_comma(symbols, start, verb[0])
            inside = bool(rest) and symbols[verb[1]] in self.book.alphabet.members["COMMA"]
            return Frame((last, verb[0]), verb, (0, last) if last > start and not inside else (0, len(symbols)), judges)
        return Frame((start, verb[0]), verb, (verb[0], self._scope_end(symbols, verb[1])), judges)

    def _boundary(self, symbols: str, end: int) -> int:
        """Give where the clause of a verb begins: after the last break or quotation mark before it."""
        last = 0
        for found in self.book.structure["speaker_break"].regex.finditer(symbols, 0, end):
            last = found.end()
        return last

    def _scope_end(self, symbols: str, start: int) -> int:
        found = self.book.structure["speech_end"].regex.search(symbols, start)
        return found.start() if found else len(symbols)

    def _end_of_name(self, symbols: str, start: int) -> int:
        found = self.book.structure["after_name"].regex.search(symbols, start)
        return found.start() if found else len(symbols)

    def _turned(self, symbols: str, start: int, verb: int) -> bool:
        blanks = self.book.alphabet.members["COMMA"] | self.book.alphabet.members["QUOTE"]
        return all(symbol in blanks for symbol in symbols[start:verb])

    def _opens_with_place(self, symbols: str, start: int, verb: int) -> bool:
        """Say whether "In a statement to …," stands before the speaker."""
        return symbols[start] in self.book.alphabet.members["ON"] and self._first_comma(symbols, start, verb) < verb

    def _first_comma(self, symbols: str, start: int, end: int) -> int:
        commas = self.book.alphabet.members["COMMA"]
        return next((i + 1 for i in range(start, end) if symbols[i] in commas), end)

    def _named_after(self, symbols: str, verb: Units, end: int) -> bool:
        """Say whether a short name follows a verb that a comma stands before: "…, said Mary Roe, its head"."""
        marks = self.book.alphabet.members["COMMA"]
        closed = end == len(symbols) or symbols[end] in marks | self.book.alphabet.members["FULL_STOP"]
        return symbols[verb[0] - 1] in marks and 0 < end - verb[1] <= SHORT_NAME and closed

    def _closes(self, symbols: str, after: int) -> bool:
        found = self.book.structure["speech_closes"].regex.match(symbols, after)
        return found is not None

    def _last_comma(self, symbols: str, start: int, end: int) -> int:
        commas = [i + 1 for i in range(start, end) if symbols[i] in self.book.alphabet.members["COMMA"]]
        return commas[-1] if commas else start

    def _named_frames(self, sentence: Sentence) -> list[Frame]:
        """Give the frames that a preposition opens: according to …, to …, in the eyes of …."""
        whole, pattern = (0, len(sentence.symbols)), self.book.structure["named_speaker"]
        if not pattern.scout.search(sentence.symbols):
            return []
        return [Frame(slot(found, "s"), (found.start(), found.start() + 1), whole, False)
                for found in pattern.regex.finditer(sentence.symbols)]

    def _beside(self, sentence: Sentence) -> Speaker | None:
        """Give the speaker of a quotation from the sentence after it, or before it."""
        for step in (1, -1, -2):
            place = sentence.index + step
            if 0 <= place < len(self.sentences):
                frames = [frame for frame in self.frames(self.sentences[place]) if not frame.judges]
                if frames and (step < 0 or (frames[0].verb[0] < 12 and self._starts_outside(place))):
                    return self._who(self.sentences[place], frames[-1 if step < 0 else 0].speaker)
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

    def _starts_outside(self, place: int) -> bool:
        return not self._open[place]

    def _who(self, sentence: Sentence, span: Units, depth: int = 0) -> Speaker | None:
        """Choose the role of a speaker by the ordered rules, and name the speaker."""
        stretch = sentence.symbols[span[0]:span[1]]
        for choice in self.book.choices["speaker_role"]:
            if choice.pattern.regex.search(stretch) and not (choice.unless and choice.unless.regex.search(stretch)):
                rule = choice.rule
                if rule.name == "before":
                    return self._before(sentence, depth)
                return Speaker(rule.value, self._name(sentence, span, rule.name), rule.id)
        return self._known(sentence, span)

    def _before(self, sentence: Sentence, depth: int) -> Speaker | None:
        """Give the last person who spoke before a pronoun."""
        for back in range(sentence.index - 1, max(-1, sentence.index - 5), -1):
            for frame in reversed(self.frames(self.sentences[back])):
                speaker = self._who(self.sentences[back], frame.speaker, depth + 1) if depth < 3 else None
                if speaker and speaker.name:
                    return speaker
            earlier = self.sentences[back]
            if found := self._person(earlier, (0, len(earlier.symbols))):
                return self._who(earlier, found, depth + 1) if depth < 3 else None
        return None

    def _person(self, sentence: Sentence, span: Units) -> Units | None:
        found = self.book.structure["person"].regex.search(sentence.symbols, *span)
        return found.span() if found else None

    def _name(self, sentence: Sentence, span: Units, kind: str) -> str:
        if kind == "person":
            return self.people.full_name(sentence, self._person_name(sentence, span))
        if kind == "outlet":
            found = self.book.structure["outlet"].regex.search(sentence.symbols, *span)
            return sentence.phrase(*found.span()) if found else ""
        if kind in ("company", "office"):
            return self._office(sentence, span, kind)
        if kind == "group":
            found = self.book.structure["target_word"].regex.search(sentence.symbols, *span)
            return sentence.phrase(*found.span()) if found else ""
        if kind == "words":
            return sentence.phrase(*span).strip(" ,")
        return ""

    def _person_name(self, sentence: Sentence, span: Units) -> str:
        found = self.book.structure["person_name"].regex.search(sentence.symbols, *span)
        return sentence.phrase(*found.span()) if found else ""

    def _office(self, sentence: Sentence, span: Units, kind: str) -> str:
        named = self.mentions.platforms_in(sentence, *span)
        platform = named or self.mentions.topic(sentence.index) or self.mentions.topic(len(self.sentences))
        label = lexicon().platforms[platform[0]].label if platform else ""
        if kind == "company":
            return label
        found = self.book.structure["spokesperson"].regex.search(sentence.symbols, *span)
        office = sentence.units[found.start()].lower() if found else ""
        return f"{label} {office}".strip()

    def _known(self, sentence: Sentence, span: Units) -> Speaker | None:
        """Give a person who is named without an office by what the text said of that name before."""
        name = self._person_name(sentence, span)
        if not name:
            return None
        last = name.split()[-1]
        for index, full in self.people.called(last):
            earlier = self.sentences[index]
            if index >= sentence.index or last not in earlier.units:
                continue
            place = earlier.units.index(last)
            around = (max(0, place - RELATIVE), min(len(earlier.symbols), place + RELATIVE))
            for choice in self.book.choices["speaker_role"]:
                if choice.rule.name == "person" and choice.pattern.regex.search(earlier.symbols, *around):
                    return Speaker(choice.rule.value, full, choice.rule.id)
        return None
