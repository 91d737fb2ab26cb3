"""Reordering: a clause that parts a subject from its verb is read before it, as a clause of its own.

"The group, which YouTube bars, may write on X" is read as "which YouTube bars; The group may write on X", so that the
rules find the group beside both verbs, and each platform in its own clause. Offsets stay those of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.patterns import slot
from extractor.reading import Sentence
from extractor.rules import RuleBook

PARTING = ";"
INSIDE, COMMA_AFTER = "a", "c"


def reordered(book: RuleBook, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Give the sentences, those with a parting clause in the order in which the rules read them."""
    found = {number: pattern for pattern in ("clause_inside_subject", "clause_in_front")
             for number in book.structure[pattern].among(sentences)}
    return [_reordered(book, one, found[number]) if number in found else one for number, one in enumerate(sentences)]


def _reordered(book: RuleBook, sentence: Sentence, pattern: str) -> Sentence:
    match = book.structure[pattern].search(sentence)
    inside, comma = slot(match, INSIDE), slot(match, COMMA_AFTER)
    mark = book.alphabet.unit(PARTING)
    if inside:
        start, end = inside
        order = [*range(start + 1, end - 1), -1, *range(start), *range(end, len(sentence.symbols))]
    else:
        order = [*range(comma[0]), -1, *range(comma[1], len(sentence.symbols))]
    symbols = "".join(sentence.symbols[place] if place >= 0 else mark for place in order)
    return Reordered(sentence, symbols, book.gate.open(book.gate.met(symbols)), order)


class Reordered(Sentence):
    """A sentence in another order; `order` gives for each unit its place in the text, or -1 for a mark that parts."""

    __slots__ = ("_of", "_order")

    def __init__(self, of: Sentence, symbols: str, opened: int, order: Sequence[int]) -> None:
        super().__init__(of.index, of.start, of.end, symbols, opened, of._plain, of._phrases)
        self._of, self._order = of, order

    @property
    def units(self) -> list[str]:
        """Give the units in the order in which they are read."""
        if self._units is None:
            self._units = [self._of.units[place] if place >= 0 else PARTING for place in self._order]
        return self._units
