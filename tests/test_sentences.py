"""Sentences: exact offsets, and what counts as a run of whole sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.evidence import word_spans
from schema.sentences import is_whole_sentences, sentence_spans

TEXT = "The paper asked Mr. Noori on Monday. “Nobody told us. We stay,” he said.\n\nMeta did not answer"

PARTS = ["He left", "A. B. Smith came", "“We stay", "it is 3.5 percent", ".", "!", "?”", "”", " ", "\n", "\r\n", "…"]
PIECES = st.lists(st.sampled_from(PARTS))


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


def test_sentences_end_at_stops_and_at_line_breaks():
    assert sentences(TEXT) == ["The paper asked Mr. Noori on Monday.", "“Nobody told us. We stay,” he said.",
                               "Meta did not answer"]


@pytest.mark.parametrize("text", ["", " \n\t\r\n "], ids=["empty", "blanks"])
def test_a_text_without_words_has_no_sentences(text):
    assert sentence_spans(text) == []


def test_a_byte_order_mark_belongs_to_no_sentence():
    assert sentence_spans("\ufeffHe left. We stay.") == [(1, 9), (10, 18)]
    assert is_whole_sentences("\ufeffHe left. We stay.", 1, 9)
    assert sentence_spans("\ufeff") == []


@given(PIECES.map("".join))
def test_sentences_lie_in_order_without_overlap_and_without_surrounding_blanks(text):
    spans = sentence_spans(text)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(PIECES.map("".join))
def test_every_word_stands_in_a_sentence(text):
    spans = sentence_spans(text)
    assert all(any(start <= w.start and w.end <= end for start, end in spans) for w in word_spans(text))


@given(PIECES.map("".join), st.data())
def test_a_run_of_sentences_is_whole(text, data):
    spans = [span for span in sentence_spans(text) if word_spans(text[slice(*span)])]
    if spans:
        first = data.draw(st.integers(0, len(spans) - 1))
        last = data.draw(st.integers(first, len(spans) - 1))
        assert is_whole_sentences(text, spans[first][0], spans[last][1])


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        pytest.param("The paper asked Mr. Noori on Monday.", True, id="a sentence"),
        pytest.param("The paper asked Mr. Noori on Monday", True, id="without its stop"),
        pytest.param("Nobody told us.", True, id="a sentence inside a quotation"),
        pytest.param("“Nobody told us. We stay,” he said.\n\nMeta did not answer", True, id="over a line break"),
        pytest.param("paper asked Mr. Noori on Monday.", False, id="lacks its first word"),
        pytest.param("The paper asked Mr. Noori on", False, id="lacks its last word"),
        pytest.param("The paper asked Mr.", False, id="ends at an abbreviation"),
        pytest.param("“", False, id="no word"),
    ],
)
def test_whole_sentences_begin_with_a_first_word_and_end_with_a_last(quoted, expected):
    start = TEXT.index(quoted)
    assert is_whole_sentences(TEXT, start, start + len(quoted)) is expected
