"""Speakers and quotations: who stands behind a word, and what stands in quotation marks."""

import pytest

import extractor
from extractor.quotations import Quotations
from extractor.reading import Reader, Sentence
from extractor.rules import rule_book
from extractor.speakers import DEEP, Speakers

BOOK = rule_book()
READER = Reader(BOOK.alphabet, BOOK.gate)
PRONOUNS = 12


def read(text):
    return [one for one in READER.sentences(text) if isinstance(one, Sentence)]


def quotations(sentences):
    return Quotations(sentences, BOOK.alphabet.members["QUOTE"], BOOK.structure["quoted_adverb"])


def test_a_word_that_stands_for_a_speaker_is_followed_back_once_for_each_place_and_depth(monkeypatch):
    asked = []
    chosen = Speakers._chosen
    monkeypatch.setattr(Speakers, "_chosen", lambda self, sentence, span, platform, depth: asked.append(
        (sentence.index, span, platform, depth)) or chosen(self, sentence, span, platform, depth))
    extractor.extract(" ".join(["Twitter bans the Taliban, " + "he said " * PRONOUNS + "on Monday."] * 4))
    assert len(asked) == len(set(asked)) and {depth for *_, depth in asked} <= set(range(DEEP + 1))


@pytest.mark.parametrize(("text", "place", "wanted"), [
    pytest.param('"Facebook bans them," he said.', 0, True, id="within marks"),
    pytest.param('He said that "we" ban them.', 0, False, id="before the marks"),
    pytest.param('"We are open.\nWe ban them."', 1, True, id="opened in the sentence before"),
    pytest.param('"We are open."\nWe ban them.', 1, False, id="closed in the sentence before"),
])
def test_the_first_two_words_of_a_sentence_stand_in_quotation_marks_or_not(text, place, wanted):
    sentences = read(text)
    assert quotations(sentences).hold(sentences[place], (0, 3)) is wanted


def test_a_person_is_called_by_the_longest_name_of_the_text():
    text = "Mary Anne Roe of Oxford spoke in Kabul. Roe, a researcher, said that Twitter lets the Taliban stay."
    assert {one.speaker for one in extractor.extract(text).candidates} == {"Mary Anne Roe"}
