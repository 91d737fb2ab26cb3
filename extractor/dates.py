"""Dates: the first date that words name, as far as it is said, or that follows from the date of publication."""

from __future__ import annotations

import bisect
import datetime
import functools
import re
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from extractor.lexicon import forms_in
from schema.forms import Form
from schema.periods import is_period

DAY = "YYYY-MM-DD"
WEEK = 7
_WRITTEN_DAY = 5
"""Units of a day as ISO 8601 writes it: three numbers and two hyphens."""
_WORDS = 65_536
_DAYS = 4096


class Calendar(Form):
    """The words of the calendar, in order: January and Monday first."""

    months: list[list[str]]
    doubtful: list[str]
    before_doubtful: list[str]
    weekdays: list[list[str]]
    this_month: list[str]
    this_year: list[str]
    last_week: list[str]
    last_month: list[str]
    last_year: list[str]
    today: list[str]
    yesterday: list[str]
    same_day: list[str]
    since: list[str]
    until: list[str]
    elsewhen: list[str]
    up_to_date: list[str]
    ranges: dict[str, list[str]]
    last: list[str]
    seasons: dict[str, int]
    years: str


class _Dated(NamedTuple):
    """The calendar, compiled: the number of each month and weekday by its name, and what a year looks like."""

    calendar: Calendar
    months: dict[str, int]
    weekdays: dict[str, int]
    is_year: Callable[[str], object]


class Dating:
    """Reads dates from units in small letters, '' for those that are none, with the date of publication, which may be a
    day, a month, a year or unknown ('')."""

    def __init__(self, published: str) -> None:
        self.calendar, self._months, self._weekdays, self._is_year = _dated()
        self._published = published
        self._day = _day(published)
        self._marks = self._months.keys() | self._weekdays.keys()
        self._distances = _distances(published)

    def small(self, units: list[str]) -> list[str]:
        """Give units in small letters, '' for names of months that are written with a small letter."""
        return ["" if unit in self._months else unit.lower() for unit in units]

    def may_hold(self, units: list[str]) -> bool:
        """Say whether units name a month, a weekday, a year or a day by its distance at all."""
        text = " ".join(units)
        return not self._marks.isdisjoint(units) or any(map(self._is_year, units)) or any(
            phrase in text for phrase in (*self.calendar.same_day, *(phrase for phrase, _ in self._distances)))

    def first(self, units: list[str]) -> tuple[str, int]:
        """Give the first date that the units name, as far as it is said, and where it stands; '' if there is none."""
        for place, unit in enumerate(units):
            if unit in self._months and (unit not in self.calendar.doubtful or self._is_month(units, place)):
                return self._in_month(units, place), place
            if unit in self._weekdays and self._day:
                return self._on_weekday(units, place), place
            if self._is_year(unit):
                written = "".join(units[place : place + _WRITTEN_DAY])
                return written if len(written) == len(DAY) and is_period(written) else unit, place
        return self._by_distance(units)

    def _on_weekday(self, units: list[str], place: int) -> str:
        """Give the last such day up to the publication's, or before it where the day is called the last one."""
        back = (self._day.weekday() - self._weekdays[units[place]]) % WEEK
        back = back or (WEEK if self._is_last(units, place) else 0)
        return (self._day - datetime.timedelta(days=back)).isoformat()

    def _is_last(self, units: list[str], place: int) -> bool:
        return place > 0 and units[place - 1] in self.calendar.last

    def _by_distance(self, units: list[str]) -> tuple[str, int]:
        """Give the date that a phrase of whole words names by its distance, and the unit in which the phrase begins."""
        text = f" {' '.join(units)} "
        for phrase, when in self._distances:
            found = text.find(f" {phrase} ")
            if found >= 0:
                begins = accumulate((len(unit) + 1 for unit in units), initial=0)
                return when, bisect.bisect_right(list(begins), found) - 1
        return "", 0

    def _is_month(self, units: list[str], place: int) -> bool:
        """Say whether a doubtful word is a month: a day or a year stands beside it, or a preposition before it."""
        return bool(_days_beside(units, place)) or any(map(self._is_year, _after(units, place)[:1])) or (
            place > 0 and units[place - 1] in self.calendar.before_doubtful)

    def _in_month(self, units: list[str], place: int) -> str:
        month = self._months[units[place]]
        year = next((unit for unit in _after(units, place) if self._is_year(unit)), "") or self._year_of(
            month, self._is_last(units, place))
        if not year:
            return ""
        days = _days_beside(units, place)
        whole = f"{year}-{month:02}"
        day = f"{whole}-{int(days[0]):02}" if days else ""
        return day if is_period(day) else whole

    def _year_of(self, month: int, before: bool = False) -> str:
        """Give the year of the last such month up to the publication's, or `before` it."""
        if len(self._published) < 7:
            return self._published[:4]
        year, published = int(self._published[:4]), int(self._published[5:7])
        return str(year if month + before <= published else year - 1)


def _after(units: list[str], place: int) -> list[str]:
    """Give the units after a place that may hold a day and a year."""
    return [unit for unit in units[place + 1 : place + 4] if unit != ","]


def _days_beside(units: list[str], place: int) -> list[str]:
    """Give the units before and after a place that may be the day of a month."""
    return [unit for unit in units[place - 1 : place] + _after(units, place)[:1] if re.fullmatch("[0-9]{1,2}", unit)]


@functools.cache
def _dated() -> _Dated:
    calendar = forms_in("calendar", Calendar)[0]
    months = {word: i + 1 for i, words in enumerate(calendar.months) for word in words}
    weekdays = {word: i for i, words in enumerate(calendar.weekdays) for word in words}
    return _Dated(calendar, months, weekdays, functools.lru_cache(_WORDS)(re.compile(calendar.years).fullmatch))


def _day(published: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(published)
    except ValueError:
        return None


@functools.lru_cache(_DAYS)
def _distances(published: str) -> list[tuple[str, str]]:
    """Give the day, month or year that each phrase of distance names, as far as the publication is dated."""
    calendar, day, year, month = _dated().calendar, _day(published), published[:4], int(published[5:7] or 0)
    dated = [(calendar.last_year, str(int(year) - 1)), (calendar.this_year, year)] if year else []
    if day:
        yesterday = day - datetime.timedelta(days=1)
        dated = [(calendar.today, day.isoformat()), (calendar.yesterday, yesterday.isoformat()), *dated]
        before = day.replace(day=1) - datetime.timedelta(days=1)
        week = day - datetime.timedelta(weeks=1)
        dated += [(calendar.last_week, week.isoformat()[:7]), (calendar.last_month, before.isoformat()[:7]),
                  (calendar.this_month, day.isoformat()[:7])]
    dated += [([phrase], str(int(year) - (month <= last))) for phrase, last in calendar.seasons.items() if month]
    return [(phrase, when) for phrases, when in dated for phrase in phrases]
