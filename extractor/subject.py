"""Subject: what a text as a whole is about, the target or another group."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from extractor.reading import Sentence
from extractor.rules import RuleBook


class Subject:
    """The subject of one text, found when it is asked for."""

    def __init__(self, book: RuleBook, sentences: list[Sentence]) -> None:
        self.book = book
        self.sentences = sentences

    @functools.cached_property
    def is_about_target(self) -> bool:
        """Say whether a text is about the target: it names it in its first two sentences, or in two or more."""
        if self.is_about_another:
            return False
        naming = self.holding("target_name")
        first = next(naming, None)
        return first is not None and (first < 2 or next(naming, None) is not None)

    @functools.cached_property
    def is_about_another(self) -> bool:
        """Say whether a text names another group in as many sentences as the target, or in more."""
        others = sum(1 for _ in self.holding("other_group"))
        return others > 0 and others >= sum(1 for _ in self.holding("target_name"))

    def holding(self, structure: str) -> Iterator[int]:
        """Give the numbers of the sentences that hold a pattern of the structure, by its id."""
        pattern = self.book.structure[structure]
        if any(all(not demand.isdisjoint(self._present) for demand in demands) for demands in pattern.needs):
            search = pattern.regex.search
            yield from (number for number, sentence in enumerate(self.sentences) if search(sentence.symbols))

    @functools.cached_property
    def _present(self) -> frozenset[str]:
        return frozenset().union(*(sentence.symbols for sentence in self.sentences))
