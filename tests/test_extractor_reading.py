import pytest

import extractor
from schema.evidence import fingerprint

TEXT = "In Kabul he wrote: Twitter has {} banned the Taliban. Meta has."
PLAIN = TEXT.format("not")


def stances(text):
    return [(one.platform, one.stance) for one in extractor.extract(text).candidates]


EMPHASISED = [
    pytest.param(TEXT.format("*not*"), id="*word*"),
    pytest.param(TEXT.format("**not**"), id="**word**"),
    pytest.param(TEXT.format("_not_"), id="_word_"),
    pytest.param(TEXT.format("***not***"), id="***word***"),
    pytest.param(TEXT.format("*_not_*"), id="*_word_*"),
    pytest.param("In Kabul he wrote: *Twitter* has not *banned* the **Taliban**. Meta has.", id="names"),
    pytest.param("In Kabul he wrote: Twitter _has not banned the Taliban_. Meta has.", id="a run of words"),
    pytest.param("In Kabul he wrote: _Twitter_ has not banned the _Taliban_. Meta has.", id="the only names"),
    pytest.param("In Kabul he wrote: **Twitter has not banned the Taliban.** Meta has.", id="a sentence"),
]


@pytest.mark.parametrize("text", EMPHASISED)
def test_emphasis_changes_no_stance(text):
    assert stances(text) == stances(PLAIN) != []


@pytest.mark.parametrize("text", EMPHASISED)
def test_evidence_with_emphasis_has_the_offsets_of_the_text_and_the_words_of_plain_evidence(text):
    found, plain = extractor.extract(text).candidates[0].evidence, extractor.extract(PLAIN).candidates[0].evidence
    assert text[found.start:found.end] == found.quote
    assert fingerprint(found.quote) == fingerprint(plain.quote)


def test_a_line_that_ends_in_emphasis_leaves_nothing_unread():
    assert extractor.extract("He wrote: *Twitter has banned the Taliban.*\nKabul fell.").left_out == ()


@pytest.mark.parametrize("text", [
    pytest.param("@Taliban_not_banned wrote on Twitter.", id="underscores in a name"),
    pytest.param("The Taliban paid 2*8 dollars, Twitter wrote.", id="a product"),
    pytest.param("The Taliban * and Twitter", id="a mark between blanks"),
])
def test_marks_inside_a_word_or_between_blanks_are_read_as_they_stand(text):
    first = next(iter(extractor._reader().sentences(text)))
    assert "".join(first.units).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(("text", "read"), [
    pytest.param("bans*the Taliban", "bans*the Taliban", id="one inside a word"),
    pytest.param("bans**the Taliban", "bans  the Taliban", id="two inside a word"),
    pytest.param("bans *** the Taliban", "bans *** the Taliban", id="a run between blanks"),
    pytest.param("**bans*_ the Taliban", "  bans   the Taliban", id="runs of both marks"),
    pytest.param("bans*, the Taliban*", "bans , the Taliban ", id="one before a mark, one at the end"),
])
def test_a_run_of_marks_is_emphasis_or_stands_as_a_whole(text, read):
    first, whole = (next(iter(extractor._reader().sentences(f"Facebook {one}"))) for one in (text, read))
    assert (first.units, first.symbols) == (whole.units, whole.symbols)
