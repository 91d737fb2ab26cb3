"""The filter: which texts of a column may yield a row, at nearly the speed of reading them.

It is made of the extractor's own lexicon and never narrower than `Lexicon.may_hold`: what it puts aside has no row.

First every text is searched for the stems of the targets, without their bounds. One search a stem, since RE2 (in Arrow)
skips ahead to a literal beginning, several times faster than it tries alternatives; that needs a beginning of ASCII
letters without k and s, which have a third, non-ASCII form. Targets share a stem where they can: each search counts.
Then the few texts that hold a stem are searched for a bounded target, and those that hold one for a bounded platform.
RE2's word bound is ASCII, as the extractor's, and an underscore bounds too, since it may be a mark of emphasis; names
that begin or end with another character, such as Arabic script, go without a bound on that side.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from extractor.lexicon import Lexicon, lexicon

_FAST_START = re.compile(r"(?=([a-jl-rt-z]{2}))")
_BOUNDED = re.compile(r"[A-Za-z0-9_]")
_BOUND = r"(?:\b|_)"


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
        for name in (self.target, self.platform):
            positions = positions.filter(pc.match_substring_regex(texts.take(positions), name))
        return positions


@functools.cache
def text_filter() -> TextFilter:
    """Give the filter of the extractor's lexicon; raises `FaultsFound` if a file of the lexicon is at fault."""
    return TextFilter(lexicon())


def stems(targets: Iterable[str]) -> list[str]:
    """Give patterns, few, of which at least one is found in each text that holds a target, in any case.

    Targets that hold another target are left out. Each of the others is cut to an end of it, and those whose ends have
    a beginning in common make one pattern.
    """
    targets = sorted(set(targets))
    left = [word for word in targets if not any(other in word for other in targets if other != word)]
    patterns = []
    while left:
        cut = max(_cut(left), key=lambda cut: (len(cut), len(_common_start(cut.values()))))
        start = _common_start(cut.values())
        rests = sorted({end.removeprefix(start) for end in cut.values()})
        patterns.append(f"(?i){re.escape(start)}{_any_of(rests) if any(rests) else ''}")
        left = [word for word in left if word not in cut]
    return patterns


def _common_start(words: Collection[str]) -> str:
    first, last = min(words), max(words)
    return first[:next((place for place, letter in enumerate(first) if not last.startswith(letter, place)), None)]


def _cut(words: Sequence[str]) -> Iterator[dict[str, str]]:
    """Give for each beginning that RE2 finds fast the words that hold it, with their ends from there on; words that
    hold none stand alone, and whole."""
    starts = {word: [found[1] for found in _FAST_START.finditer(word)] for word in words}
    for start in sorted(set().union(*starts.values())):
        yield {word: word[word.index(start):] for word in words if start in word}
    yield from ({word: word} for word, own in starts.items() if not own)


def _any_of(words: list[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def _bounded(words: Iterable[str]) -> str:
    patterns = ((_BOUND if _BOUNDED.match(word[0]) else "") + re.escape(word)
                + (_BOUND if _BOUNDED.match(word[-1]) else "") for word in words)
    return f"(?i)(?:{'|'.join(patterns)})"
