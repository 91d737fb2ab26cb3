"""Evidence: the run of words that a statement rests on, known by its fingerprint.

Words are found after NFKC and casefolding, as maximal runs of letters and digits. The fingerprint of a
span is the SHA-256 of its words joined by one space, and the number of words; so other line breaks, quotation
marks or blanks leave it as it is. Offsets count Unicode code points of the canonical text, end exclusive.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

BYTE_ORDER_MARK = "\ufeff"

_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\S+")
_PUNCTUATION = re.compile(rf"[^\w\s{BYTE_ORDER_MARK}]")
# Between two neighbouring sentences stand a blank or line breaks, and perhaps a quotation mark.
_NEIGHBOURING_GAP = 4
# Conjoining Hangul letters compose with the letter before them, as combining marks do.
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")


class Word(NamedTuple):
    """A normalised word and the span of the text that it was read from."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Fingerprint:
    """The number of words of a span, and the SHA-256 (hex) of those words joined by one space."""

    words: int
    sha256: str


def canonical_text(content: bytes) -> str:
    """Give the canonical text of an article's file: decoded as UTF-8, each code point as it stands.

    No line break is translated, and a byte order mark at the start stays: it counts in offsets and in the hash, but
    belongs to no sentence. Raises `UnicodeDecodeError`.
    """
    return content.decode("utf-8")


def words(text: str) -> list[str]:
    """Give the normalised words of a text: NFKC, casefold, then every maximal run of letters and digits."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def word_spans(text: str) -> list[Word]:
    """Give the words of a text with their offsets; the words are those of `words`, in the same order."""
    found: list[Word] = []
    for token in _TOKEN.finditer(text):
        if token.group().isascii():
            found += (Word(w.group().lower(), w.start(), w.end()) for w in _WORD.finditer(text, *token.span()))
        else:
            found += _words_of_token(token.group(), token.start())
    return found


def fingerprint(text: str) -> Fingerprint:
    """Give the fingerprint of a text, which is usually one span of an article."""
    return _fingerprint_of(words(text))


def locate(text: Sequence[Word], wanted: Fingerprint, near: int = 0) -> tuple[int, int] | None:
    """Find the span with the wanted fingerprint by sliding a window of as many words over the text.

    `text` is what `word_spans` gave. The span runs from the first character of its first word to the last of its
    last word. Of several, the one that starts nearest to `near` is given; None if there is none.
    """
    count = wanted.words
    hits = (
        (text[i].start, text[i + count - 1].end)
        for i in range(len(text) - count + 1 if count else 0)
        if _fingerprint_of([w.word for w in text[i : i + count]]).sha256 == wanted.sha256
    )
    return min(hits, key=lambda span: (abs(span[0] - near), span), default=None)


def with_punctuation(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span of words by the quotation marks, brackets and stops that touch it; its words stay the same."""
    while start > 0 and _is_punctuation(text[start - 1]):
        start -= 1
    while end < len(text) and _is_punctuation(text[end]):
        end += 1
    return start, end


def are_neighbours(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether two spans of a text overlap or stand side by side, as neighbouring sentences do."""
    return max(one[0], other[0]) - min(one[1], other[1]) <= _NEIGHBOURING_GAP


def text_sha256(text: str) -> str:
    """Give the SHA-256 (hex) of a canonical text: its UTF-8 bytes, without translation of newlines."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _is_punctuation(character: str) -> bool:
    """Say whether a character is neither blank nor byte order mark nor part of a word, as '™', which is "tm", is."""
    return bool(_PUNCTUATION.match(character)) and not words(character)


def _fingerprint_of(normalised: Sequence[str]) -> Fingerprint:
    return Fingerprint(len(normalised), hashlib.sha256(" ".join(normalised).encode("utf-8")).hexdigest())


def _words_of_token(token: str, offset: int) -> list[Word]:
    """Map the words of a token that is not plain ASCII back to its characters, cluster by cluster."""
    pieces: list[str] = []
    origin: list[tuple[int, int]] = []
    for start, end in _clusters(token):
        piece = unicodedata.normalize("NFKC", token[start:end]).casefold()
        pieces.append(piece)
        origin += [(offset + start, offset + end)] * len(piece)
    folded = "".join(pieces)
    return [Word(w.group(), origin[w.start()][0], origin[w.end() - 1][1]) for w in _WORD.finditer(folded)]


def _clusters(token: str) -> list[tuple[int, int]]:
    """Split a token where NFKC of the parts, joined, is NFKC of the whole."""
    starts = [i for i, character in enumerate(token) if i == 0 or not _joins_left(character)]
    return list(zip(starts, [*starts[1:], len(token)], strict=True))


def _joins_left(character: str) -> bool:
    if character.isascii():
        return False
    first = unicodedata.normalize("NFKC", character)[0]
    return unicodedata.category(first).startswith("M") or bool(_JAMO.match(first))
