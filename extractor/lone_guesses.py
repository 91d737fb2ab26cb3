"""Lone guesses: a text's only statement needs firmer ground than one among several."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.discourse import Discourse
from extractor.extraction import Candidate, LeftOut
from extractor.reading import ARTICLE, Sentence
from extractor.rules import RuleBook
from extractor.statements import Coder


def without_lone_guesses(book: RuleBook, found: Sequence[Candidate], sentences: Sequence[Sentence],
                         coder: Coder) -> tuple[list[Candidate], list[LeftOut]]:
    """Give the candidates, or none where all rest on one sentence that does not name both; and what was left out.

    An article on how a platform treats the target says so more than once, or once in a sentence that names both. Where
    the only sentence lacks one of them, it was filled in from its neighbours, and most often wrongly, unless the words
    of the sentence speak for a row on their own.
    """
    if len(sentences) < ARTICLE:
        return list(found), []
    places = {one.evidence.start for one in found}
    sentence = next((one for one in sentences if one.start in places), None)
    if len(places) != 1 or sentence is None or _names_both(book, sentence, coder.mentions) or any(
            coder.is_likely(sentence, (one.policy_area, one.stance)) for one in found):
        return list(found), []
    return [], [LeftOut(one.evidence.start, one.evidence.end, one.rule, "I2",
                        "the text's only sentence of the kind does not name both the platform and the target")
                for one in found]


def _names_both(book: RuleBook, sentence: Sentence, mentions: Discourse) -> bool:
    """Say whether a sentence names a platform and the target, or the target and what only a platform gives."""
    structure = book.structure
    named = structure["target_or_its_media"].search(sentence)
    if not named and not (structure["target_noun"].search(sentence) and mentions.has_target(sentence)):
        return False
    return bool(mentions.runs(sentence) or (named and structure["given_by_platforms"].search(sentence)))
