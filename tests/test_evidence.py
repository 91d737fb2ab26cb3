"""Evidence: words, fingerprints, and finding a span again in any copy of the text."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from schema.evidence import (
    Fingerprint,
    canonical_text,
    fingerprint,
    locate,
    text_sha256,
    with_punctuation,
    word_spans,
    words,
)

# Letters that normalisation changes in number or kind, marks that join the letter before them, and plain text.
TRICKY = "ß\ufb01İ\u0130ǅΐςΣ\u0345\u00b4\u00a8\u2126½²①\u3392가\u1100\u1161\u11a8\uff76\uff9e\u0301\u0327\u093c_"
TEXTS = st.text(st.one_of(st.sampled_from(TRICKY + "aB1 \n.,'-"), st.characters(exclude_categories=["Cs"])))
PLAIN_WORDS = st.lists(st.from_regex("[a-z0-9]{1,4}", fullmatch=True), min_size=1, max_size=30)
BETWEEN = st.sampled_from([" ", "\n", "\r\n", "  ", ", ", " “", "” ", " — ", ".\n\n", "\u00a0", "_"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Don’t stop!", ["don", "t", "stop"], id="apostrophe parts words"),
        pytest.param("Straße ﬁnds", ["strasse", "finds"], id="casefold and compatibility"),
        pytest.param("a_b", ["a", "b"], id="underscore parts words"),
        pytest.param("500,000", ["500", "000"], id="comma parts numbers"),
        pytest.param("… — !", [], id="no words"),
        pytest.param("", [], id="empty"),
        pytest.param("café CAFE\u0301", ["café", "café"], id="composed and decomposed are one"),
    ],
)
def test_words_are_runs_of_letters_and_digits(text, expected):
    assert words(text) == expected


def test_the_fingerprint_is_the_hash_of_the_words_joined_by_a_blank():
    expected = hashlib.sha256(b"nobody has asked us").hexdigest()
    assert fingerprint("“Nobody has\nASKED us.”") == Fingerprint(4, expected)


@pytest.mark.parametrize("content", [b"a\r\nb", b"\xef\xbb\xbfa", "é\u2028".encode()],
                         ids=["line break of Windows", "byte order mark", "line separator"])
def test_the_canonical_text_is_the_file_code_point_by_code_point(content):
    assert canonical_text(content).encode("utf-8") == content
    assert text_sha256(canonical_text(content)) == hashlib.sha256(content).hexdigest()


def test_the_hash_of_a_text_keeps_its_newlines_apart():
    assert text_sha256("a\r\nb") == hashlib.sha256(b"a\r\nb").hexdigest() != text_sha256("a\nb")


@given(TEXTS)
@example("\uff76\uff9e \u1100\u1161\u11a8 a\u0301b")
def test_spans_give_the_same_words_as_the_text(text):
    assert [w.word for w in word_spans(text)] == words(text)


@given(TEXTS)
def test_spans_lie_in_order_inside_the_text(text):
    spans = word_spans(text)
    assert all(0 <= w.start < w.end <= len(text) for w in spans)
    assert all(first.start <= second.start for first, second in pairwise(spans))


@given(PLAIN_WORDS, st.data())
def test_a_fingerprint_does_not_depend_on_what_stands_between_words(found, data):
    gaps = data.draw(st.lists(BETWEEN, min_size=len(found) + 1, max_size=len(found) + 1))
    text = gaps[0] + "".join(word + gap for word, gap in zip(found, gaps[1:], strict=True))
    assert fingerprint(text) == fingerprint(" ".join(found))


@given(TEXTS, st.data())
def test_every_span_of_words_is_found_where_it_stands(text, data):
    spans = word_spans(text)
    assume(spans)
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    wanted = fingerprint(" ".join(w.word for w in spans[first : last + 1]))
    found = locate(spans, wanted, near=spans[first].start)
    assert found is not None
    assert found[0] == spans[first].start


@given(PLAIN_WORDS, PLAIN_WORDS, PLAIN_WORDS)
def test_a_span_is_found_whatever_surrounds_it(before, quoted, after):
    text = f"{' '.join(before)}\n\n“{' '.join(quoted)}”, {' '.join(after)}"
    start = len(" ".join(before)) + 3
    assert locate(word_spans(text), fingerprint(" ".join(quoted)), start) == (start, start + len(" ".join(quoted)))


@pytest.mark.parametrize(
    ("near", "expected"),
    [pytest.param(0, (0, 5), id="first"), pytest.param(9, (14, 19), id="second"), pytest.param(99, (28, 33), id="last"),
     pytest.param(7, (0, 5), id="the earlier of two as near")],
)
def test_of_several_spans_the_nearest_is_found(near, expected):
    assert locate(word_spans("go on; stops. go on; stops. go on"), fingerprint("go on"), near) == expected


@pytest.mark.parametrize("wanted", ["stay here now and then", "stay there", ""], ids=["longer", "other", "no words"])
def test_what_is_not_in_the_text_is_not_found(wanted):
    assert locate(word_spans("stay here"), fingerprint(wanted)) is None


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        pytest.param("He: “Stay.” So", (5, 9), "“Stay.”", id="quotation marks and stop"),
        pytest.param("(stay)", (1, 5), "(stay)", id="to the edges of the text"),
        pytest.param("a stay b", (2, 6), "stay", id="nothing touches"),
        pytest.param("stay.™", (0, 4), "stay.", id="a sign that stands for letters is no punctuation"),
        pytest.param("\ufeff“Stay.”", (2, 6), "“Stay.”", id="a byte order mark is no punctuation"),
        pytest.param("_stay_", (1, 5), "stay", id="an underscore is no punctuation"),
    ],
)
def test_a_span_takes_in_the_punctuation_that_touches_it(text, span, expected):
    start, end = with_punctuation(text, *span)
    assert text[start:end] == expected


@given(TEXTS, st.data())
def test_punctuation_does_not_change_the_fingerprint(text, data):
    spans = word_spans(text)
    assume(spans)
    word = data.draw(st.sampled_from(spans))
    start, end = with_punctuation(text, word.start, word.end)
    assert start <= word.start and word.end <= end
    assert fingerprint(text[start:end]) == fingerprint(text[word.start : word.end])
