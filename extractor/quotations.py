"""Quotations: which words of a text stand in quotation marks, which may open in one sentence and close in another."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from extractor.mentions import Units
from extractor.patterns import Pattern
from extractor.reading import Sentence


class Quotations:
    """The quotations of one text. `quote` are the symbols of quotation marks, `adverb` what is no speech in them."""

    def __init__(self, sentences: Sequence[Sentence], quote: set[str], adverb: Pattern) -> None:
        self.sentences = sentences
        self._quote = quote
        self._adverb = adverb

    def hold(self, sentence: Sentence, match: Units) -> bool:
        """Say whether words of a match stand in quotation marks, which may open in a sentence before."""
        inside, quote = self._open[sentence.index], self._quote
        until = sentence.symbols[: match[1]]
        if quote.isdisjoint(until):
            return inside and match[0] < match[1]
        adverbs = {place for found in self._adverb.regex.finditer(until)
                   for place in range(*found.span())} if not inside else ()
        for place, symbol in enumerate(until):
            if place in adverbs:
                continue
            if symbol in quote:
                inside = not inside
            elif inside and place >= match[0]:
                return True
        return False

    def opens(self, sentence: Sentence) -> bool:
        """Say whether a quotation goes on into a sentence, or opens with its first word."""
        return self.is_open(sentence.index) or sentence.symbols[:1] in self._quote

    def is_open(self, place: int) -> bool:
        """Say whether a quotation is open where a sentence begins, by its number; False beyond the last."""
        return place < len(self.sentences) and self._open[place]

    @functools.cached_property
    def _open(self) -> list[bool]:
        """Say for each sentence whether a quotation is open where it begins."""
        is_open, opened = False, []
        for sentence in self.sentences:
            opened.append(is_open)
            if sum(map(sentence.symbols.count, self._quote)) % 2:
                is_open = not is_open
        return opened
