"""Groups: whether a sentence, or a whole text, is about the target or about another group or person."""

from __future__ import annotations

import functools
import itertools

from extractor.reading import Sentence
from extractor.rules import RuleBook

Units = tuple[int, int]
LOOK_BACK = 10
OPENING = 2


class Groups:
    """The target and the other groups of one text, found sentence by sentence when they are asked for."""

    def __init__(self, book: RuleBook, sentences: list[Sentence]) -> None:
        self.book = book
        self.sentences = sentences
        self._held: dict[str, dict[int, None]] = {}

    def has_target(self, sentence: Sentence, start: int = 0, end: int | None = None) -> bool:
        """Say whether a stretch names the target itself, or a noun that stands for it and not for another group."""
        end = len(sentence.symbols) if end is None else end
        if self.book.structure["target_or_its_media"].search(sentence, start, end):
            return True
        stands_for = self.book.structure["group_anaphor"].search(sentence, start, end)
        return bool(stands_for) and self.group_before(sentence.index) is True

    def names_target(self, sentence: Sentence, clause: Units) -> bool:
        """Say whether a clause names the target itself."""
        return bool(self.book.structure["target_name"].search(sentence, *clause))

    def group_before(self, index: int) -> bool | None:
        """Say whether the group last named before a sentence is the target (True), another (False), or none."""
        for back in range(index - 1, max(-1, index - 1 - LOOK_BACK), -1):
            if back in self.holding("target_or_its_media"):
                return True
            if back in self.holding("other_group"):
                return False
        return None

    def goes_on_about_target(self, index: int) -> bool:
        """Say whether a sentence without a group of its own may be about the target: the text has come to it.

        It is named before, or, where the text names it more than once, within the first sentences.
        """
        return self._named_from <= index

    @functools.cached_property
    def _named_from(self) -> int:
        """Give the sentence from which on the text may be about the target."""
        named = list(itertools.islice(self.holding("target_or_its_media"), 2))
        return 0 if len(named) > 1 and named[0] <= OPENING else [*named, len(self.sentences)][0]

    def speaks_of_another(self, sentence: Sentence, clause: Units) -> bool:
        """Say whether "he" or "him" in a clause stands for a person who is none of the target's."""
        pronoun = self.book.structure["male_pronoun"].search(sentence, *clause)
        if not pronoun or self.book.structure["name_run"].search(sentence, clause[0], pronoun.start()):
            return False
        for back in range(sentence.index - 1, max(-1, sentence.index - 1 - LOOK_BACK), -1):
            if back in self.holding("somebody_else"):
                return True
            if back in self.holding("taliban_person"):
                return False
        return False

    @functools.cached_property
    def is_about_target(self) -> bool:
        """Say whether a text may be about the target: names it, and not another group more than twice as often."""
        return not self.is_about_another and bool(self.holding("target_or_its_media"))

    @functools.cached_property
    def is_about_another(self) -> bool:
        """Say whether a text names another group in more than twice as many sentences as the target."""
        return len(self.holding("other_group")) > 2 * len(self.holding("target_name"))

    def holding(self, structure: str) -> dict[int, None]:
        """Give the numbers of the sentences that hold a pattern, in order."""
        if structure not in self._held:
            self._held[structure] = dict.fromkeys(self.book.structure[structure].among(self.sentences))
        return self._held[structure]
