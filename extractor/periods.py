"""Periods: when a treatment held or was done, from the dates in a clause and from the date of publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.dates import DAY, Dating
from extractor.mentions import Units
from extractor.reading import Sentence
from extractor.rules import RuleBook
from schema.codebook import codebook

BACK = 4
UNDECLARED = "undeclared"
NEAR = 2
"""Units before a date, and before words like "the end of", in which a word tells what it is the date of."""
WITHIN = 6
"""Units after a date in which the end of a range may stand."""

Span = tuple[str, str]
"""A start and an end, each '' if not said."""


class Dates(NamedTuple):
    """What a clause names as the start and the end of an act, of what lasts, and of a silence."""

    act: Span
    state: Span
    silence: Span

    def of(self, stance: str, basis: str) -> Span:
        """Give the period of a row by its stance and basis; an opinion has none."""
        if codebook().value("basis", basis).is_opinion:
            return "", ""
        if stance == UNDECLARED:
            return self.silence
        return self.state if basis in ("rule", "practice") else self.act


NO_DATES = Dates(("", ""), ("", ""), ("", ""))


class Periods:
    """Reads periods with the date of publication, which may be a day, a month, a year or unknown."""

    def __init__(self, book: RuleBook, sentences: Sequence[Sentence], published: str | None) -> None:
        self._sentences = sentences
        self._dating = Dating(published or "")
        self._calendar = self._dating.calendar
        self._end = book.structure["period_end"]
        self._opening = book.structure["opening_date"]
        told, number = book.structure["other_date"], book.structure["no_year"]
        self._not_dated = {False: [told, number], True: [told, number, book.structure["day_of_state"]], None: [number]}
        self._dates: dict[tuple[int, Units], Dates] = {}

    def dates(self, sentence: Sentence, clause: Units) -> Dates:
        """Give the dates that a clause names.

        The day on which somebody says it is left out, unless it is a silence, and so is a single day of what lasts.
        """
        key = (sentence.index, clause)
        if key not in self._dates:
            units = self._dating.small(sentence.units[:self._end_of(sentence, clause)])
            self._dates[key] = NO_DATES if not self._dating.may_hold(units) else Dates(*(
                self._named(sentence, units, clause, lasts) for lasts in (False, True, None)))
        return self._dates[key]

    def _end_of(self, sentence: Sentence, clause: Units) -> int:
        further = self._end.search(sentence, clause[1])
        return further.start() if further else len(sentence.symbols)

    def _named(self, sentence: Sentence, units: list[str], clause: Units, lasts: bool | None) -> Span:
        """Give the start and the end that a clause names; `lasts` is None for a silence."""
        whole = list(units)
        for pattern in self._not_dated[lasts]:
            for other in pattern.finditer(sentence, 0, len(units)):
                whole[slice(*other.span())] = [""] * len(other[0])
        opening = self._opening.match(sentence)
        units = whole[clause[0]:]
        when, place = self._dating.first(units)
        if not when and opening and (not lasts or whole[0] in self._calendar.since):
            units = whole[:opening.end()]
            when, place = self._dating.first(units)
        if not when and not lasts:
            when = self._same_day(sentence, units)
        return self._span(units, when, place, bool(lasts))

    def _span(self, units: list[str], when: str, place: int, lasts: bool) -> Span:
        """Give the start and the end that a date stands for, by the words before it and a second date after it."""
        before = units[self._told_from(units, place):place]
        if any(unit in self._calendar.elsewhen for unit in before):
            return "", ""
        if any(unit in self._calendar.until for unit in before):
            return "", when
        if (until := self._until(units, before, place)) > when:
            return when, until
        has_no_end = lasts or any(unit in self._calendar.since for unit in before)
        return when, "" if has_no_end else when

    def _until(self, units: list[str], before: list[str], place: int) -> str:
        """Give the second date of a range ("from 2016 to 2020"), or ''."""
        closing = [word for unit in before for word in self._calendar.ranges.get(unit, ())]
        for at in range(place + 1, min(place + WITHIN, len(units))) if closing else ():
            if units[at] in closing:
                when, further = self._dating.first(units[at + 1:])
                return when if self._told_from(units, at + 1 + further) <= at else ""
        return ""

    def _told_from(self, units: list[str], place: int) -> int:
        """Give where the units before a date begin that tell what it is the date of."""
        while place > 0 and (units[place - 1] in self._calendar.up_to_date or units[place - 1].isdigit()):
            place -= 1
        return max(0, place - NEAR)

    def _same_day(self, sentence: Sentence, units: list[str]) -> str:
        """Give the day that a sentence shortly before names, where this one speaks of that day."""
        text = f" {' '.join(units)} "
        if any(f" {phrase} " in text for phrase in self._calendar.same_day):
            for earlier in self._sentences[max(0, sentence.index - BACK):sentence.index][::-1]:
                when, _ = self._dating.first([unit.lower() for unit in earlier.units])
                if len(when) == len(DAY):
                    return when
        return ""
