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

_BLANKS = str.maketrans(dict.fromkeys(filter(str.isspace, map(chr, range(0x80, 0x3001))), " "))
"""Blanks that are not ASCII: after a lone capital the library takes each for one byte and breaks down."""
_STRETCH = 5000
"""Characters of a line that the library is given at once: where quotation marks are left open, the time that it takes
grows with the square of that."""
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("\"“”„‟«»‘’", " "))
_PANIC = "PanicException"
"""What the library raises when it breaks down, by name: it is no `Exception`, and cannot be imported."""
_NEWLINES = re.compile(r"[\r\n]+")

Span = tuple[int, int]


class UnreadableText(ValueError):
    """Raised for a text whose sentences cannot be told apart; the text says where, and why."""


def sentence_spans(text: str) -> list[Span]:
    """Give the sentences of an English text as (start, end), without surrounding blanks, in order.

    A line break ends a sentence; a byte order mark at the start belongs to none. Offsets count Unicode code points,
    end exclusive. UnreadableText if the text holds half of a surrogate pair, or the library fails on it.
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
    start = 0
    for end in _ends(line, offset):
        sentence = line[start:end].lstrip()
        if sentence:
            first = offset + end - len(sentence)
            yield first, first + len(sentence.rstrip())
        start = end


def _ends(line: str, offset: int) -> Iterator[int]:
    """Give where the sentences of a line end, the blanks after them taken in.

    A long line is read in stretches, each from where a sentence begins. Of each only the ends in its first half count:
    behind them it shows where quotations close. What is longer than a stretch goes on in the next.
    """
    start = 0
    while len(line) - start > _STRETCH:
        found = _ends_at_once(line[start:start + _STRETCH], offset + start)[:-1]
        near = [end for end in found if end <= _STRETCH // 2] or found[:1]
        yield from (start + end for end in near)
        start += near[-1] if near else _STRETCH // 2
    yield from (start + end for end in _ends_at_once(line[start:], offset + start))


def _ends_at_once(stretch: str, offset: int) -> list[int]:
    try:
        return [boundary["end_index"] for boundary in get_sentence_boundaries("en", stretch.translate(_BLANKS))]
    except UnicodeEncodeError as error:
        raise UnreadableText(f"character {offset + error.start} is {stretch[error.start]!r}, half of a surrogate pair, "
                             "which no text in UTF-8 has; decode the text anew, or replace it") from None
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise UnreadableText(f"the library of sentences fails on what begins at character {offset}: {error}") from None


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
