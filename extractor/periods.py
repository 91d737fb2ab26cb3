"""Periods: when a treatment held or was done, from dates in a clause and from the date of publication."""

from __future__ import annotations

import bisect
import datetime
import functools
import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from extractor.lexicon import forms_in
from extractor.mentions import Units
from extractor.reading import Sentence
from extractor.rules import RuleBook
from schema.codebook import codebook
from schema.forms import Form
from schema.periods import is_period

_WORDS = 65_536
_DAYS = 4096
BACK = 4
DAY = "YYYY-MM-DD"
UNDECLARED = "undeclared"


class Calendar(Form):
    """The words of the calendar, in order: January and Monday first."""

    months: list[list[str]]
    doubtful: list[str]
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
    last: list[str]
    seasons: dict[str, int]
    years: str


class _Dated(NamedTuple):
    """The calendar, compiled: the number of each month and weekday by its name, and what a year looks like."""

    calendar: Calendar
    months: dict[str, int]
    weekdays: dict[str, int]
    is_year: Callable[[str], object]


def stays(period: tuple[str, str], stance: str, basis: str) -> tuple[str, str]:
    """Give what stays of a start and an end for a stance and a basis: what lasts has no end, an opinion neither."""
    start, end = period
    if codebook().value("basis", basis).is_opinion:
        return "", ""
    return start, "" if _lasts(stance, basis) else end


class Dates(NamedTuple):
    """The start and the end that a clause names, each '' if not said: of an act, of what lasts, of a silence."""

    act: tuple[str, str]
    state: tuple[str, str]
    silence: tuple[str, str]

    def of(self, stance: str, basis: str) -> tuple[str, str]:
        """Give the period of a row by its stance and basis."""
        known = self.silence if stance == UNDECLARED else self.state if _lasts(stance, basis) else self.act
        return stays(known, stance, basis)


NO_DATES = Dates(("", ""), ("", ""), ("", ""))


def _lasts(stance: str, basis: str) -> bool:
    return basis in ("rule", "practice") and stance != UNDECLARED


class Periods:
    """Reads periods with the date of publication, which may be a day, a month, a year or unknown."""

    def __init__(self, book: RuleBook, sentences: Sequence[Sentence], published: str | None) -> None:
        self._sentences = sentences
        self.calendar, self._months, self._weekdays, self._is_year = _dated()
        self.published = published or ""
        self.day = _day(self.published)
        self._end = book.structure["period_end"]
        self._opening = book.structure["opening_date"]
        other = book.structure["other_date"]
        self._not_dated = {False: [other], True: [other, book.structure["day_of_state"]], None: []}
        self._marks = self._months.keys() | self._weekdays.keys()
        self._distances = _distances(self.published)
        self._dates: dict[tuple[int, Units], Dates] = {}

    def dates(self, sentence: Sentence, clause: Units) -> Dates:
        """Give the dates that a clause names.

        The day on which somebody says it is left out, unless it is a silence, and so is a single day of what lasts.
        """
        key = (sentence.index, clause)
        if key not in self._dates:
            end = self._end_of(sentence, clause)
            units = ["" if unit in self._months else unit.lower() for unit in sentence.units[:end]]
            self._dates[key] = NO_DATES if not self._may_date(units) else Dates(*(
                self._named(sentence, units, clause, lasts) for lasts in (False, True, None)))
        return self._dates[key]

    def _end_of(self, sentence: Sentence, clause: Units) -> int:
        further = self._end.search(sentence, clause[1])
        return further.start() if further else len(sentence.symbols)

    def _named(self, sentence: Sentence, units: list[str], clause: Units, lasts: bool | None) -> tuple[str, str]:
        """Give the start and the end that a clause names; `lasts` is None for a silence."""
        whole = list(units)
        for pattern in self._not_dated[lasts]:
            for other in pattern.finditer(sentence, 0, len(units)):
                whole[slice(*other.span())] = [""] * len(other[0])
        opening = self._opening.match(sentence)
        units = whole[clause[0]:]
        when, place = self._date(units)
        if not when and opening and (not lasts or whole[0] in self.calendar.since):
            units = whole[:opening.end()]
            when, place = self._date(units)
        if not when and not lasts:
            when = self._same_day(sentence, units)
        since = any(unit in self.calendar.since for unit in units[max(0, place - 2):place])
        return when, "" if since else when

    def _may_date(self, units: list[str]) -> bool:
        """Say whether units name a month, a weekday, a year or a day by its distance at all."""
        text = " ".join(units)
        return not self._marks.isdisjoint(units) or any(map(self._is_year, units)) or any(
            phrase in text for phrase in (*self.calendar.same_day, *(phrase for phrase, _ in self._distances)))

    def _same_day(self, sentence: Sentence, units: list[str]) -> str:
        """Give the day that a sentence shortly before names, where this one speaks of that day."""
        text = f" {' '.join(units)} "
        if any(f" {phrase} " in text for phrase in self.calendar.same_day):
            for earlier in self._sentences[max(0, sentence.index - BACK):sentence.index][::-1]:
                when, _ = self._date([unit.lower() for unit in earlier.units])
                if len(when) == len(DAY):
                    return when
        return ""

    def _date(self, units: list[str]) -> tuple[str, int]:
        """Give the first date that the units name, as far as it is said, and where it stands."""
        for place, unit in enumerate(units):
            if unit in self._months and (unit not in self.calendar.doubtful or self._is_beside_number(units, place)):
                return self._in_month(units, place), place
            if unit in self._weekdays and self.day:
                back = (self.day.weekday() - self._weekdays[unit]) % 7
                return (self.day - datetime.timedelta(days=back)).isoformat(), place
            if self._is_year(unit):
                return unit, place
        return self._by_distance(units)

    def _by_distance(self, units: list[str]) -> tuple[str, int]:
        """Give the date that a phrase of whole words names by its distance, and the unit in which the phrase begins."""
        text = f" {' '.join(units)} "
        for phrase, when in self._distances:
            found = text.find(f" {phrase} ")
            if found >= 0:
                begins = accumulate((len(unit) + 1 for unit in units), initial=0)
                return when, bisect.bisect_right(list(begins), found) - 1
        return "", 0

    def _is_beside_number(self, units: list[str], place: int) -> bool:
        """Say whether a day or a year stands beside a place."""
        return bool(_days_beside(units, place)) or any(map(self._is_year, _after(units, place)[:1]))

    def _in_month(self, units: list[str], place: int) -> str:
        month = self._months[units[place]]
        after = _after(units, place)
        year = next((unit for unit in after if self._is_year(unit)), "") or self._year_of(
            month, place > 0 and units[place - 1] in self.calendar.last)
        if not year:
            return ""
        days = _days_beside(units, place)
        whole = f"{year}-{month:02}"
        day = f"{whole}-{int(days[0]):02}" if days else ""
        return day if is_period(day) else whole

    def _year_of(self, month: int, before: bool = False) -> str:
        """Give the year of the last such month up to the publication's, or `before` it."""
        if len(self.published) < 7:
            return self.published[:4]
        year, published = int(self.published[:4]), int(self.published[5:7])
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
