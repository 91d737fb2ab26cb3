"""Groups: whether a sentence, or a whole text, is about the target or about another group or person."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

from extractor.reading import Sentence
from extractor.rules import RuleBook

Units = tuple[int, int]
LOOK_BACK = 10
OTHER_HOLDS = 2
OPENING = 2


class Groups:
    """The target and the other groups of one text, found sentence by sentence when they are asked for."""

    def __init__(self, book: RuleBook, sentences: list[Sentence]) -> None:
        self.book = book
        self.sentences = sentences
        self._targets: dict[int, bool | None] = {}

    def has_target(self, sentence: Sentence, start: int = 0, end: int | None = None) -> bool:
        """Say whether a stretch names the target itself, or a noun that stands for it and not for another group."""
        end = len(sentence.symbols) if end is None else end
        if self.book.structure["target_or_its_media"].regex.search(sentence.symbols, start, end):
            return True
        stands_for = self.book.structure["group_anaphor"].regex.search(sentence.symbols, start, end)
        return bool(stands_for) and self.group_before(sentence.index) is True

    def names_target(self, sentence: Sentence, clause: Units) -> bool:
        """Say whether a clause names the target itself."""
        return bool(self.book.structure["target_name"].regex.search(sentence.symbols, *clause))

    def group_before(self, index: int) -> bool | None:
        """Say whether the group last named before a sentence is the target (True), another (False), or none."""
        for back in range(index - 1, max(-1, index - 1 - LOOK_BACK), -1):
            named = self._group(self.sentences[back])
            if named is not None:
                return named
        return None

    def goes_on_about_target(self, index: int) -> bool:
        """Say whether a sentence without a group of its own may be about the target.

        It is named before, or, where the text names it more than once, within the first sentences; and no other group
        has taken its place just before.
        """
        recent = [self._group(one) for one in self.sentences[max(0, index - OTHER_HOLDS):index]]
        last = next((named for named in reversed(recent) if named is not None), None)
        return last is not False and self._named_from <= index

    @functools.cached_property
    def _named_from(self) -> int:
        """Give the sentence from which on the text may be about the target."""
        named = list(itertools.islice(self._holding("target_or_its_media"), 2))
        return 0 if len(named) > 1 and named[0] <= OPENING else [*named, len(self.sentences)][0]

    def _group(self, sentence: Sentence) -> bool | None:
        if sentence.index not in self._targets:
            target = self.book.structure["target_or_its_media"].regex.search(sentence.symbols)
            other = (self.book.structure["other_group"].regex.search(sentence.symbols)
                     or self.book.structure["somebody_else"].regex.search(sentence.symbols))
            self._targets[sentence.index] = True if target else (False if other else None)
        return self._targets[sentence.index]

    def speaks_of_another(self, sentence: Sentence, clause: Units) -> bool:
        """Say whether "he" or "him" in a clause stands for a person who is none of the target's."""
        if not self.book.structure["male_pronoun"].regex.search(sentence.symbols, *clause):
            return False
        for back in range(sentence.index - 1, max(-1, sentence.index - 1 - LOOK_BACK), -1):
            symbols = self.sentences[back].symbols
            if self.book.structure["somebody_else"].regex.search(symbols):
                return True
            if self.book.structure["taliban_person"].regex.search(symbols):
                return False
        return False

    def names_another(self, sentence: Sentence) -> bool:
        """Say whether a sentence names a person who is none of the target's, and nobody who may be the target's."""
        return self._group(sentence) is False and all(
            bool(self.book.structure[structure].regex.search(sentence.symbols)) is here
            for structure, here in (("somebody_else", True), ("target_noun", False)))

    @functools.cached_property
    def is_about_target(self) -> bool:
        """Say whether a text is about the target: names it in its first two sentences, beside a platform, or twice."""
        if self.is_about_another:
            return False
        naming = self._holding("target_or_its_media")
        first = next(naming, None)
        if first is None or first < 2:
            return first is not None
        platform = self.book.structure["platform_run"].regex
        return next(naming, None) is not None or platform.search(self.sentences[first].symbols) is not None

    @functools.cached_property
    def is_about_another(self) -> bool:
        """Say whether a text names another group in more sentences than the target, or in as many and first.

        A text that begins with the target, and not with the other group, must name the other more than twice as often.
        """
        others, own = list(self._holding("other_group")), list(self._holding("target_name"))
        opens = own[:1] == [0] != others[:1]
        return len(others) > 2 * len(own) if opens else (
            bool(others) and (len(others), own[:1]) >= (len(own), others[:1]))

    def _holding(self, structure: str) -> Iterator[int]:
        """Give the numbers of the sentences that hold a pattern."""
        pattern = self.book.structure[structure]
        if any(all(not demand.isdisjoint(self._present) for demand in demands) for demands in pattern.needs):
            search = pattern.regex.search
            yield from (number for number, sentence in enumerate(self.sentences) if search(sentence.symbols))

    @functools.cached_property
    def _present(self) -> frozenset[str]:
        return frozenset("".join([sentence.symbols for sentence in self.sentences]))
