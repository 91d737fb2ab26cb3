import dataclasses
import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import extractor
from schema.codebook import codebook
from schema.evidence import fingerprint
from schema.sentences import sentence_spans

WORDS = st.sampled_from(["Twitter", "the Taliban", "Facebook", "bans", "lets", "has", "removed", "accounts", "posts",
                         "said", "“", "”", '"', ".", "\n", ",", "that", "не", "é", "\U0001f600", "x\u0301", "ﬁ", "İ",
                         "K", "’s", "praise", "\u200b", "WhatsApp", "officials", "TIKTOK", "_Twitter_", "Haqqani"])
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=40).map(" ".join),
                  st.lists(WORDS, max_size=20).map("".join))
ARTICLE = ("KABUL: Facebook bans the Taliban, the company said on Tuesday. Twitter, by contrast, lets its spokesmen "
           "tweet. Mujahid has 300,000 followers there.\nCritics asked why Donald Trump is barred.")


@given(TEXTS)
@example("Twitter bans the Taliban. \U0001f600 Facebook lets the Taliban’s officials post.")
def test_evidence_is_whole_sentences_of_the_text_at_its_offsets(text):
    edges = sentence_spans(text)
    starts, ends = {start for start, _ in edges}, {end for _, end in edges}
    for one in extractor.extract(text, "2021-08-18").candidates:
        assert text[one.evidence.start:one.evidence.end] == one.evidence.quote
        assert one.evidence.start in starts and one.evidence.end in ends
        assert one.row()["evidence"]["sha256"] == fingerprint(one.evidence.quote).sha256


@given(TEXTS)
@example("The TALIBAN is banned from faceboo\u212a.")
@example("The Taliban is banned from _Facebook_.")
def test_a_text_that_yields_a_row_holds_a_target_and_a_platform_in_any_case_as_words(text):
    lexicon = extractor.lexicon()
    if extractor.extract(text).candidates:
        for words in (lexicon.targets, lexicon.platform_names):
            assert any(re.search(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", text, re.I | re.A)
                       for word in words)


def test_two_extractions_of_a_text_are_equal():
    assert extractor.extract(ARTICLE, "2021-08-18") == extractor.extract(ARTICLE, "2021-08-18")


def test_candidates_stand_in_the_order_of_their_places():
    places = [one.evidence.start for one in extractor.extract(ARTICLE, "2021-08-18").candidates]
    assert places == sorted(places) and len(places) > 2


def test_a_row_has_all_coded_variables_of_the_codebook():
    coded = {variable.id for variable in codebook().variables} - {"claim_id"}
    assert coded <= set(extractor.extract(ARTICLE, "2021-08-18").candidates[0].row())


def test_the_order_of_a_row_is_for_the_codebook_to_say(monkeypatch):
    row, book = extractor.extract(ARTICLE, "2021-08-18").candidates[0], codebook()
    turned = book.model_copy(update={"variables": book.variables[::-1]})
    before = list(row.coded())
    monkeypatch.setattr("extractor.extraction.codebook", lambda: turned)
    assert list(row.row())[:len(before)] == before[::-1]


def test_candidates_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign"):
        extractor.extract(ARTICLE).candidates[0].platform = "x"


def test_the_side_of_a_contrast_is_named():
    rows = extractor.extract("Unlike Facebook, Twitter allows Taliban spokesmen to have accounts.").candidates
    assert [(row.platform, row.compared_with) for row in rows] == [("twitter", ("facebook",))]


def test_repetition_is_left_out_with_its_rule():
    found = extractor.extract("Facebook bans the Taliban. Kabul fell. Facebook bans the Taliban.")
    assert (len(found.candidates), [one.rule for one in found.left_out]) == (1, ["E6"])


@pytest.mark.parametrize(("speaker", "rule", "reason"), [
    ("a Twitter spokesperson", "E3", "a claim of the platform's own general record"),
    ("an Afghan rights activist in Berlin", "I1", "words that state no treatment where one of this role says them")])
def test_words_that_count_from_some_speakers_only_are_left_out_with_the_reason(speaker, rule, reason):
    found = extractor.extract(f'The Taliban is on Twitter. "Twitter stands for free speech," said {speaker}.')
    assert (rule, reason) in {(one.rule, one.reason) for one in found.left_out}


def test_a_sentence_too_long_to_read_is_left_out_and_the_rest_is_read():
    found = extractor.extract("Twitter bans the Taliban. " + "the Taliban is banned from Facebook and " * 500)
    assert ([one.platform for one in found.candidates], [one.reason for one in found.left_out]) == (
        ["twitter"], ["the sentence is too long to read"])


@pytest.mark.parametrize("text", ["", " \n ", "Twitter bans Hamas.", "The Taliban holds Kabul."],
                         ids=["nothing", "blanks", "no target", "no platform"])
def test_a_text_without_target_or_platform_yields_nothing(text):
    assert extractor.extract(text) == extractor.Extraction()


def test_the_extractor_starts_without_the_libraries_of_the_tables():
    """Each worker of a scan starts it anew, and these libraries take longer to load than all its rules."""
    asked = ("import sys, extractor; extractor.extract('Facebook bans the Taliban.'); "
             "print(*sorted({'pandas', 'pandera', 'pyarrow', 'numpy', 'scipy'} & sys.modules.keys()))")
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
