"""Sentences: exact offsets, and what counts as a run of whole sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import schema.sentences
from schema.evidence import word_spans
from schema.sentences import UnreadableText, is_whole_sentences, sentence_spans

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


@pytest.mark.parametrize("blank", "\x85\xa0\u1680\u2003\u2009\u2028\u2029\u202f\u3000", ids=ascii)
def test_after_a_lone_capital_any_blank_is_read_as_an_ascii_one(blank):
    assert sentence_spans(f"So does X{blank}. Both{blank}said so.") == sentence_spans("So does X . Both said so.")


def test_a_text_on_which_the_library_breaks_down_is_unreadable(monkeypatch):
    monkeypatch.setattr(schema.sentences, "_BLANKS", {})
    with pytest.raises(UnreadableText, match="the library of sentences fails on what begins at character 9: end byte"):
        sentence_spans("He left.\nSo does X\xa0. Both said so.")


def test_half_a_surrogate_pair_is_named_with_its_place():
    with pytest.raises(UnreadableText, match=r"character 11 is '\\ud800', half of a surrogate pair, which no text in"):
        sentence_spans("He left.\nWe\ud800 stay.")


def test_a_line_that_is_read_in_stretches_has_the_sentences_of_short_lines():
    line = TEXT.replace("\n\n", ". ") + ". It asked (e.g. Mr. Roe) again. "
    [*first, _] = sentence_spans(line + "Meta")
    assert sentence_spans(line * 500) == [(len(line) * i + start, len(line) * i + end)
                                          for i in range(500) for start, end in first]


def test_a_sentence_longer_than_a_stretch_is_one():
    long = "He stays and " * 2000 + "leaves."
    assert sentences(f"We left. {long} They came.") == ["We left.", long, "They came."]


QUOTATION = "“" + "They came at noon and spoke to nobody in the house. " * 12 + "We stay,” he said."


def test_a_quotation_at_the_edge_of_a_stretch_is_one_sentence():
    filler = "The buses ran late again that day. " * 135
    assert len(filler) < 5000 < len(filler + QUOTATION)
    assert sentences(f"{filler}{QUOTATION} They left.")[-2:] == [QUOTATION, "They left."]


def test_a_quotation_longer_than_half_a_stretch_is_one_sentence():
    quotation = "“" + "They came at noon and spoke to nobody in the house. " * 60 + "We stay,” he said."
    assert sentences(f"{quotation} They left. " + "The buses ran late again that day. " * 80)[:2] == [
        quotation, "They left."]
