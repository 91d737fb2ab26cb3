"""People: the fuller names by which a text has named a person before."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from extractor.reading import Sentence
from extractor.rules import RuleBook

FEW = 8
WORD = re.compile(r"\w+")


class People:
    """The people whom one text names, looked up by their last names when they are asked for."""

    def __init__(self, book: RuleBook, sentences: list[Sentence]) -> None:
        self.book = book
        self.sentences = sentences
        self._people: dict[str, list[tuple[int, str]]] = {}

    def full_name(self, sentence: Sentence, name: str) -> str:
        """Give the longest form in which the text has named a person up to here."""
        if not name:
            return ""
        fuller = [full for place, full in self.called(name.split()[-1]) if place < sentence.index]
        return max([name, *fuller], key=len)

    def called(self, last: str) -> list[tuple[int, str]]:
        """Give the people whom the text names with this last name: where, and how, for the first few times."""
        if last not in self._people:
            self._people[last] = list(itertools.islice(self._named_so(last), FEW))
        return self._people[last]

    def _named_so(self, last: str) -> Iterator[tuple[int, str]]:
        word = WORD.match(last)
        for sentence in self.sentences:
            if word and not sentence.holds(word[0]):
                continue
            for found in self.book.structure["person_name"].regex.finditer(sentence.symbols):
                full = sentence.phrase(*found.span())
                if full.split()[-1] == last:
                    yield sentence.index, full
