"""Lone guesses: in an article, the only statement must stand in a sentence that names the platform and the target."""

import pytest

import extractor

NEUTRAL = "Rain fell on the valley. Farmers sold melons at the gate. Buses ran late again. A school opened in the town."


@pytest.mark.parametrize("text", [
    "The Taliban rules Kabul. Facebook is loved there. It has closed the accounts.",
    "The Taliban rules Kabul. Facebook is loved there. It banned them all.",
], ids=["accounts closed", "all banned"])
def test_a_lone_statement_that_does_not_name_both_is_left_out(text):
    found = extractor.extract(f"{text} {NEUTRAL}")
    assert ([*found.candidates], {"only sentence" in one.reason for one in found.left_out}) == ([], {True})


@pytest.mark.parametrize("text", [
    "Facebook has banned the Taliban.",
    "The movement is in the news. Twitter has given the Taliban blue ticks.",
], ids=["both named", "a badge"])
def test_a_lone_statement_that_names_both_is_kept(text):
    assert extractor.extract(f"{text} {NEUTRAL}").candidates


def test_a_short_text_is_not_held_to_name_both():
    assert extractor.extract("The Taliban has spokesmen online. Twitter does not bar the group.").candidates


def test_what_is_left_out_says_why():
    found = extractor.extract(f"The Taliban rules Kabul. Facebook is loved there. It has banned it. {NEUTRAL}")
    assert any("only sentence" in one.reason for one in found.left_out)
