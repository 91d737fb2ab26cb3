"""Growth: what the extractor does grows with the length of the text only. Steps are counted, not timed."""

from __future__ import annotations

import sys

import pytest
from sentencex import get_sentence_boundaries

import extractor
import schema.sentences
from benchmarks.growing_texts import MARKS, SENTENCES, of_marks, of_sentences

TIMES = 40
LEVEL = 1.01


def steps(text):
    """Count the lines of Python that extracting a text runs, a turn of a loop as one, once its words are known."""
    extractor.extract(text, "2021-08-18")
    count = 0

    def counted(frame, event, _):
        nonlocal count
        count += event == "line"
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        extractor.extract(text, "2021-08-18")
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("kind", SENTENCES)
def test_each_further_piece_of_a_text_takes_as_many_steps_as_those_before(kind):
    once, twice, thrice = (steps(of_sentences(kind, TIMES * size)) for size in (1, 2, 3))
    assert 0 < thrice - twice <= (twice - once) * LEVEL


@pytest.mark.parametrize("kind", MARKS)
def test_the_library_of_sentences_is_given_no_more_at_once_where_a_line_is_longer(kind, monkeypatch):
    given = []

    def noted(language, text):
        given.append(len(text))
        return get_sentence_boundaries(language, text)

    monkeypatch.setattr(schema.sentences, "get_sentence_boundaries", noted)
    most, whole = [], []
    for size in (1, 2):
        given.clear()
        schema.sentences.sentence_spans(of_marks(kind, 10_000 * size))
        most.append(max(given))
        whole.append(sum(given))
    assert most[0] == most[1] and whole[1] < 2.1 * whole[0]
