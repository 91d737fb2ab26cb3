"""The filter: which texts of a column may yield a row, at nearly the speed of reading them.

It is made of the extractor's own lexicon and never narrower than `Lexicon.may_hold`: what it puts aside has no row.

First every text is searched for the stems of the targets, without their bounds. One search a stem, since RE2 (in Arrow)
skips ahead to a literal beginning, several times faster than it tries alternatives; that needs a beginning of three
ASCII letters without k and s, which have a third, non-ASCII form. Then the few texts that hold a stem are searched for
a bounded target and a bounded platform. RE2's word bound is ASCII, as the extractor's, and an underscore bounds too,
since it may be a mark of emphasis; names that begin or end with another character, such as Arabic script, go without a
bound on that side.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from extractor.lexicon import Lexicon, lexicon

_FAST_START = re.compile(r"[a-jl-rt-z]{3}")
_BOUNDED = re.compile(r"[A-Za-z0-9_]")
_BOUND = r"(?:\b|_)"
_START = 3


class TextFilter:
    """The filter of one lexicon. `stems`, `target` and `platform` are patterns of RE2, in any case."""

    def __init__(self, words: Lexicon) -> None:
        self.stems = stems(words.targets)
        self.target = _bounded(words.targets)
        self.platform = _bounded(words.platform_names)

    def kept(self, texts: pa.Array) -> pa.Array:
        """Give the positions (int64, rising) of the texts that may yield a row; null texts never do.

        `texts` is an array of strings, large strings or binary with UTF-8 in it.
        """
        hits = functools.reduce(pc.or_, (pc.match_substring_regex(texts, stem) for stem in self.stems))
        positions = pc.indices_nonzero(pc.fill_null(hits, False)).cast(pa.int64())
        if len(positions):
            few = texts.take(positions)
            both = pc.and_(pc.match_substring_regex(few, self.target), pc.match_substring_regex(few, self.platform))
            positions = positions.filter(both)
        return positions


@functools.cache
def text_filter() -> TextFilter:
    """Give the filter of the extractor's lexicon; raises `FaultsFound` if a file of the lexicon is at fault."""
    return TextFilter(lexicon())


def stems(targets: Iterable[str]) -> list[str]:
    """Give patterns of which at least one is found in each text that holds a target, in any case.

    Targets that hold another target are left out; those with the same beginning make one pattern.
    """
    targets = sorted(set(targets))
    shortest = [word for word in targets if not any(other in word for other in targets if other != word)]
    groups: dict[str, list[str]] = {}
    for word in sorted({_from_fast_start(word) for word in shortest}):
        groups.setdefault(word[:_START], []).append(word[_START:])
    return [f"(?i){re.escape(start)}{_any_of(rests)}" for start, rests in groups.items()]


def _from_fast_start(word: str) -> str:
    """Cut a word to the longest end of it that RE2 finds fast; a text that holds the word holds its end."""
    found = _FAST_START.search(word)
    return word[found.start():] if found else word


def _any_of(words: list[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def _bounded(words: Iterable[str]) -> str:
    patterns = ((_BOUND if _BOUNDED.match(word[0]) else "") + re.escape(word)
                + (_BOUND if _BOUNDED.match(word[-1]) else "") for word in words)
    return f"(?i)(?:{'|'.join(patterns)})"
