"""Numbers and dates in words."""

from datetime import date

import pytest

from builder.display import wording


@pytest.mark.parametrize("number, noun, plural, text", [
    (0, "claim", "", "0 claims"), (1, "claim", "", "1 claim"), (5000, "claim", "", "5,000 claims"),
    (2, "party", "parties", "2 parties"),
])
def test_a_counted_number_is_in_figures(number, noun, plural, text):
    assert wording.counted(number, noun, plural) == text


@pytest.mark.parametrize("number, text", [(0, "no rows"), (1, "one row"), (9, "nine rows"), (10, "10 rows"),
                                          (1234, "1,234 rows")])
def test_a_spelled_number_is_in_words_below_ten(number, text):
    assert wording.spelled(number, "row") == text


@pytest.mark.parametrize("words, text", [
    ([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"),
])
def test_a_list_reads_as_a_sentence_has_it(words, text):
    assert wording.listed(words) == text


@pytest.mark.parametrize("first, last, text", [
    pytest.param(date(2023, 7, 4), date(2023, 7, 4), "4 July 2023", id="a day"),
    pytest.param(date(2023, 7, 1), date(2023, 7, 4), "1–4 July 2023", id="in a month"),
    pytest.param(date(2023, 6, 30), date(2023, 7, 4), "30 June – 4 July 2023", id="in a year"),
    pytest.param(date(2022, 12, 31), date(2023, 1, 1), "31 December 2022 – 1 January 2023", id="over years"),
    pytest.param(date(2024, 2, 1), date(2024, 2, 29), "February 2024", id="a whole month"),
    pytest.param(date(2023, 1, 1), date(2023, 12, 31), "2023", id="a whole year"),
])
def test_an_interval_is_as_short_as_is_clear(first, last, text):
    assert wording.interval(first, last) == text


@pytest.mark.parametrize("text, words", [
    ("a copy of it is of 2023-07-12; no more", "a copy of it is of 12 July 2023; no more"),
    ("2023-07 and 2023-13-01", "2023-07 and 2023-13-01"),
])
def test_days_within_a_text_are_in_words(text, words):
    assert wording.with_days(text) == words


@pytest.mark.parametrize("text, short", [
    ("four", "four"), ("fives", "fives"), ("sixsix", "sixs…"), ("six six", "six…"),
])
def test_a_long_text_is_cut_with_an_ellipsis(text, short):
    assert wording.shortened(text, 5) == short


@pytest.mark.parametrize("period, text", [("2023", "2023"), ("2023-07", "July 2023"), ("2023-07-04", "4 July 2023")])
def test_a_period_keeps_its_precision(period, text):
    assert wording.period(period) == text
