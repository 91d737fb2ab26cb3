"""Sentences of a text, with exact offsets: the unit that evidence is made of.

The library `sentencex` keeps a quotation of several sentences together. A coder may rest a statement on one
sentence inside a quotation, so the sentences within quotation marks count as whole sentences too.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries

from schema.evidence import BYTE_ORDER_MARK, word_spans

_QUOTATION_MARKS = str.maketrans(dict.fromkeys("\"“”„‟«»‘’", " "))
_NEWLINES = re.compile(r"[\r\n]+")

Span = tuple[int, int]


def sentence_spans(text: str) -> list[Span]:
    """Give the sentences of an English text as (start, end), without surrounding blanks, in order.

    A line break ends a sentence; a byte order mark at the start belongs to none. Offsets count Unicode code points,
    end exclusive.
    """
    return [span for start, end in _lines(text) for span in _sentences(text[start:end], start)]


def is_whole_sentences(text: str, start: int, end: int) -> bool:
    """Say whether `text[start:end]` is a run of whole sentences of the text, or of a quotation in it.

    Punctuation and blanks at the edges do not matter: the first word must begin a sentence, the last end one.
    """
    inside = [w for w in word_spans(text) if start <= w.start and w.end <= end]
    if not inside:
        return False
    opening, closing = _edges(text)
    return inside[0].start in opening and inside[-1].end in closing


def _lines(text: str) -> Iterator[Span]:
    first = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    breaks = [(0, first), *(m.span() for m in _NEWLINES.finditer(text)), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(breaks):
        if start < end:
            yield start, end


def _sentences(line: str, offset: int) -> Iterator[Span]:
    for boundary in get_sentence_boundaries("en", line):
        end = boundary["end_index"]
        sentence = line[boundary["start_index"]:end].lstrip()
        if sentence:
            start = offset + end - len(sentence)
            yield start, start + len(sentence.rstrip())


@functools.lru_cache(maxsize=4)
def _edges(text: str) -> tuple[set[int], set[int]]:
    """Give where the first words of sentences start and where their last words end."""
    opening: set[int] = set()
    closing: set[int] = set()
    # The same text without quotation marks, character for character, has the sentences inside quotations.
    for version in (text, text.translate(_QUOTATION_MARKS)):
        for start, end in sentence_spans(version):
            inside = word_spans(version[start:end])
            if inside:
                opening.add(start + inside[0].start)
                closing.add(start + inside[-1].end)
    return opening, closing
