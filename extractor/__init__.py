"""The extractor: the text of an article in, candidate statements out. No model to download, no network.

Reading (sentences, units) → mentions → statement rules and the points of words → attribution, target, basis, period →
precedence, revision, repetition. Words, rules and points are in the YAML and CSV files of this folder; the engine has
none in it. Imports only `schema`.
"""

from __future__ import annotations

import functools

from extractor.contrasts import with_contrasts
from extractor.extraction import Candidate, Evidence, Extraction, LeftOut
from extractor.lexicon import Lexicon, lexicon
from extractor.lone_guesses import without_lone_guesses
from extractor.precedence import with_precedence
from extractor.reading import Reader, Sentence
from extractor.reordering import reordered
from extractor.repetition import without_repetition
from extractor.revising import revised
from extractor.rules import rule_book
from extractor.statements import Coder
from schema.periods import FORMATS, first_day

__all__ = ["Candidate", "Evidence", "Extraction", "LeftOut", "Lexicon", "extract", "lexicon"]


def extract(text: str, published: str | None = None) -> Extraction:
    """Give the candidate statements of an article, and what was seen and left out.

    `text` is the canonical text; offsets count its Unicode code points. `published` is the date of publication as
    YYYY, YYYY-MM or YYYY-MM-DD, or None; ValueError if it is none of these. A text without a target word or a platform
    name yields nothing; one that cannot be read raises `schema.sentences.UnreadableText`, a ValueError.
    """
    sentences, firm, left = as_found(text, published)
    found = with_contrasts(rule_book(), revised(rule_book(), firm, sentences), sentences)
    first = sentences[0] if sentences else None
    headed = first is not None and first.symbols[-1] not in rule_book().alphabet.members["FULL_STOP"]
    kept, repeated = without_repetition(found, first.start if first else -1, headed)
    ordered = sorted([*left, *repeated], key=lambda one: (one.start, one.end, one.seen))
    return Extraction(tuple(kept), tuple(ordered))


def as_found(text: str, published: str | None = None) -> tuple[list[Sentence], list[Candidate], list[LeftOut]]:
    """Give the sentences of an article that can be read, its rows as the rules code them, and what was left out.

    Rows are neither revised nor rid of repetition: what `extractor.learning` learns to revise.
    """
    _prove_date(published)
    if not lexicon().may_hold(text):
        return [], [], []
    read = list(_reader().sentences(text))
    sentences = reordered(rule_book(), [one for one in read if isinstance(one, Sentence)])
    left = [LeftOut(*one, "sentence", "", "the sentence is too long to read") for one in read if isinstance(one, tuple)]
    coder = Coder(rule_book(), text, sentences, published)
    stated, yielding = with_precedence(coder.candidates())
    firm, guessed = without_lone_guesses(rule_book(), stated, sentences, coder)
    return sentences, firm, [*left, *coder.left_out, *yielding, *guessed]


def _prove_date(published: str | None) -> None:
    try:
        if not isinstance(published, str | None):
            raise ValueError("is no text")
        if published:
            first_day(published)
    except ValueError as error:
        raise ValueError(f"published: {error}; found {published!r}; allowed {FORMATS}, or None") from None


@functools.cache
def _reader() -> Reader:
    return Reader(rule_book().alphabet, rule_book().gate)
