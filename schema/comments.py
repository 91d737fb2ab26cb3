"""Comments of a coding file: which of them quote a text, which mark drafts, and what `propose` has left out."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from schema.strict_yaml import Document

LEFT_OUT = "# Seen and left out:"
"""The line above the list; each line of the list begins with `LEFT_OUT_LINE`."""

LEFT_OUT_LINE = "# line "

DRAFT = "# draft"
"""The mark behind a summary that `propose` has drafted: whoever says it in words of their own takes it away."""

_LIST = re.compile(rf"(?:\r?\n)?^{LEFT_OUT}[ \t]*(?:\r?\n{LEFT_OUT_LINE}[^\r\n]*)*(?:\r?\n)?", re.M)
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.M)
_QUOTED = re.compile("[\"“”„«»][^\"“”„«»]+[\"“”„«»]?")
_WORD = re.compile(r"[^\W_]+")
_QUOTED_WORDS = 3


def without_left_out(text: str) -> str:
    """Give the text of a coding file without the list of what was seen and left out; all else stays as it is."""
    return _LIST.sub("", text)


def quoting_comments(document: Document) -> list[int]:
    """Give the lines of the comments that quote a text: three words or more behind a double quotation mark."""
    return [line for line, comment in _comments(document)
            if any(len(_WORD.findall(quoted)) >= _QUOTED_WORDS for quoted in _QUOTED.findall(comment))]


def draft_lines(document: Document) -> list[int]:
    """Give the lines on which the mark of a draft stands."""
    return [line for line, comment in _comments(document) if comment.rstrip() == DRAFT]


def _comments(document: Document) -> Iterator[tuple[int, str]]:
    scalars = sorted(_scalars(document))
    for found in _COMMENT.finditer(document.text):
        i = bisect.bisect_right(scalars, (found.start(), len(document.text))) - 1
        if i < 0 or scalars[i][1] <= found.start():
            yield document.text.count("\n", 0, found.start()) + 1, found[0]


def _scalars(document: Document) -> Iterator[tuple[int, int]]:
    """Give the spans in which '#' begins no comment. Behind the sign of a block, such as '>-', it does."""
    around = {path[:-1] for path in document.places if path}
    for path, place in document.places.items():
        first = document.text[place.start : place.start + 1]
        if path not in around and first not in ("[", "{"):
            start = document.text.find("\n", place.start) if first in ("|", ">") else place.start
            yield start, place.end
