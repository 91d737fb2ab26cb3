"""Periods: the days that a year, a month or a day covers."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.periods import PERIOD, first_day, is_period, last_day

DAYS = st.dates(min_value=date(2, 1, 1))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        pytest.param("2023", date(2023, 1, 1), date(2023, 12, 31), id="year"),
        pytest.param("2023-07", date(2023, 7, 1), date(2023, 7, 31), id="month"),
        pytest.param("2023-12", date(2023, 12, 1), date(2023, 12, 31), id="last month"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="leap month"),
        pytest.param("2023-07-11", date(2023, 7, 11), date(2023, 7, 11), id="day"),
        pytest.param("9999", date(9999, 1, 1), date(9999, 12, 31), id="last year there is"),
    ],
)
def test_a_period_covers_its_days(period, first, last):
    assert (first_day(period), last_day(period)) == (first, last)


@pytest.mark.parametrize(
    ("period", "message"),
    [
        pytest.param("2023-13", "there is no month 13", id="month 13"),
        pytest.param("2023-00-01", "there is no month 00", id="month 0"),
        pytest.param("2023-02-30", "2023-02 has no day 30", id="30 February"),
        pytest.param("2023-02-29", "2023-02 has no day 29", id="29 February of a common year"),
        pytest.param("0000", "the year 0 stands for no date", id="year 0"),
        pytest.param("0001-01-01", "the year 1 stands for no date", id="year 1"),
        pytest.param("2023-07-32", "is not a period", id="day 32"),
        pytest.param("2023-7", "is not a period", id="one digit"),
        pytest.param("2023-07\n", "is not a period", id="newline after it"),
        pytest.param("٢٠٢٣", "is not a period", id="digits of another script"),
        pytest.param("July 2023", "is not a period", id="words"),
        pytest.param("", "is not a period", id="empty"),
    ],
)
@pytest.mark.parametrize("day_of", [first_day, last_day])
def test_what_is_no_period_is_refused_in_plain_words(day_of, period, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        day_of(period)


@given(DAYS)
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day):
    year, month, whole = (day.isoformat()[:length] for length in (4, 7, 10))
    assert first_day(year) <= first_day(month) <= first_day(whole) == day == last_day(whole)
    assert last_day(whole) <= last_day(month) <= last_day(year)


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_the_day_after_a_period_begins_the_next_one(day, length):
    last = last_day(day.isoformat()[:length])
    if last < date.max:
        following = last + timedelta(days=1)
        assert first_day(following.isoformat()[:length]) == following


@given(st.one_of(st.text(), st.from_regex(f"(?:{PERIOD})")))
def test_a_text_is_a_period_for_both_ends_or_for_neither(text):
    outcomes = set()
    for day_of in (first_day, last_day):
        try:
            day_of(text)
            outcomes.add("period")
        except ValueError:
            outcomes.add("none")
    assert outcomes == {"period" if is_period(text) else "none"}
