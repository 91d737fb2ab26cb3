"""Comments of a hand-written file: which quote a text, which cut one short, which mark drafts; what was left out."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from schema.strict_yaml import Document, Path_

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


class Comment(NamedTuple):
    """A comment, from its '#' on: its file, its line (from 1), and where in the file's text it starts."""

    file: str
    line: int
    start: int
    text: str


def without_left_out(text: str) -> str:
    """Give the text of a coding file without the list of what was seen and left out; all else stays as it is."""
    return _LIST.sub("", text)


def quoting_comments(document: Document) -> list[int]:
    """Give the lines of the comments that quote a text: three words or more behind a double quotation mark."""
    return [comment.line for comment in _comments(document) if _is_quoting(comment)]


def other_comments(document: Document) -> list[Comment]:
    """Give the comments that quote no text; those on lines that follow one another are one comment."""
    others = (comment for comment in _comments(document) if not _is_quoting(comment))
    runs = groupby(enumerate(others), key=lambda numbered: numbered[1].line - numbered[0])
    joined = ([comment for _, comment in run] for _, run in runs)
    return [run[0]._replace(text=" ".join(comment.text for comment in run)) for run in joined]


def cutting_comment(document: Document, path: Path_) -> Comment | None:
    """Give the comment that follows the text at `path` as if it went on there, if one does.

    YAML ends a text without quotation marks or the sign of a block at ' #'; whoever pastes may not mean a comment.
    """
    place = document.places[path]
    if document.text[place.start] in "\"'|>":
        return None
    after = next((comment for comment in _comments(document) if comment.start >= place.end), None)
    if after is None or document.text[place.end : after.start].strip():
        return None
    key = len(document.text[: place.start].rstrip())
    is_same_line = after.line == _line(document, place.end)
    return after if is_same_line or _indent(document, after.start) > _indent(document, key) else None


def draft_lines(document: Document) -> list[int]:
    """Give the lines on which the mark of a draft stands."""
    return [comment.line for comment in _comments(document) if comment.text.rstrip() == DRAFT]


def _is_quoting(comment: Comment) -> bool:
    return any(len(_WORD.findall(quoted)) >= _QUOTED_WORDS for quoted in _QUOTED.findall(comment.text))


def _line(document: Document, place: int) -> int:
    return document.text.count("\n", 0, place) + 1


def _indent(document: Document, place: int) -> int:
    """Give the number of blanks at the start of the line of a place."""
    line = document.text[document.text.rfind("\n", 0, place) + 1 :]
    return len(line) - len(line.lstrip(" "))


def _comments(document: Document) -> Iterator[Comment]:
    scalars = sorted(_scalars(document))
    for found in _COMMENT.finditer(document.text):
        i = bisect.bisect_right(scalars, (found.start(), len(document.text))) - 1
        if i < 0 or scalars[i][1] <= found.start():
            yield Comment(document.name, _line(document, found.start()), found.start(), found[0])


def _scalars(document: Document) -> Iterator[tuple[int, int]]:
    """Give the spans in which '#' begins no comment. Behind the sign of a block, such as '>-', it does."""
    around = {path[:-1] for path in document.places if path}
    for path, place in document.places.items():
        first = document.text[place.start : place.start + 1]
        if path not in around and first not in ("[", "{"):
            start = document.text.find("\n", place.start) if first in ("|", ">") else place.start
            yield start, place.end
