"""The timeline: when the treatment that a statement tells of held or was done, platform by platform.

Where the article gives a period, that is the interval; elsewhere it is the days between which the article appeared.
Lengths are in units of the drawing, whose width is `WIDTH`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa

from builder.compare import years
from builder.display.marks import Mark, opinion_bases, stance_marks
from schema.codebook import Codebook, Value
from schema.periods import first_day

WIDTH, LEFT, RIGHT, TOP = 960, 118, 40, 28
LANE, BAR, GAP, NARROWEST = 18, 12, 12, 7
DIGIT = 7
HATCH = 6
MOST_BARS = 300


@dataclass(frozen=True, order=True)
class Interval:
    """Days, both included. `is_dated`: the article gives the period; else they are those of publication."""

    first: date
    last: date
    is_dated: bool
    is_open_start: bool = False
    is_open_end: bool = False

    @property
    def dating(self) -> str:
        """Say in one word on what the days rest."""
        return "dated" if self.is_dated else "published"


@dataclass(frozen=True)
class Bar:
    """Statements of one platform, stance and interval; all of them opinions (evaluations, forecasts), or none."""

    mark: Mark
    interval: Interval
    is_opinion: bool
    statement_ids: tuple[str, ...]


@dataclass(frozen=True)
class PlacedBar:
    """A bar, with its left edge, width and top."""

    bar: Bar
    x: float
    width: float
    y: float

    @property
    def year(self) -> int:
        """Give the year in which the bar begins."""
        return self.bar.interval.first.year

    @property
    def statement_count(self) -> int:
        """Give how many statements the bar stands for."""
        return len(self.bar.statement_ids)

    @property
    def hatches(self) -> list[tuple[float, float, float, float]]:
        """Give the lines (x and y of both ends) that hatch the bar of an opinion, rising to the right."""
        starts = range(3 - BAR, int(self.width) - 1, HATCH) if self.bar.is_opinion else ()
        cut = [(max(start, 0), min(start + BAR, self.width), start) for start in starts]
        return [(round(self.x + low, 1), round(self.y + BAR - (low - start), 1),
                 round(self.x + high, 1), round(self.y + BAR - (high - start), 1))
                for low, high, start in cut if high > low]


@dataclass(frozen=True)
class Series:
    """The bars of one platform that differ in their time only."""

    mark: Mark
    is_opinion: bool
    dating: str
    bars: list[PlacedBar]

    @property
    def counts(self) -> dict[int, int]:
        """Give the number of statements by year, of a yearly timeline."""
        return {placed.year: placed.statement_count for placed in self.bars}


@dataclass(frozen=True)
class Band:
    """A platform, with the top and height of its band, the bars in it, and the top of each stance's first bar."""

    platform: Value
    y: float
    height: float
    bars: list[PlacedBar]

    @property
    def stances(self) -> list[tuple[Mark, float]]:
        """Give each stance of the band with the top of its first lane."""
        tops: dict[Mark, float] = {}
        for placed in self.bars:
            tops[placed.bar.mark] = min(tops.get(placed.bar.mark, placed.y), placed.y)
        return list(tops.items())

    @property
    def series(self) -> list[Series]:
        """Give the bars of a yearly timeline by stance, kind and dating, in their order."""
        return [Series(*key, list(bars)) for key, bars in groupby(
            self.bars, key=lambda placed: (placed.bar.mark, placed.bar.is_opinion, placed.bar.interval.dating))]


@dataclass(frozen=True)
class Timeline:
    """The whole drawing. `is_yearly`: there are too many intervals to draw each, so a bar counts a year's statements.

    `ticks` are the years and where they begin; the last tick is the end of the axis.
    """

    bands: list[Band]
    ticks: list[tuple[int, float]]
    height: float
    is_yearly: bool

    @property
    def bars(self) -> list[tuple[Value, Bar]]:
        """Give every bar with its platform."""
        return [(band.platform, placed.bar) for band in self.bands for placed in band.bars]


def timeline(tables: Mapping[str, pa.Table], book: Codebook) -> Timeline:
    """Arrange the table `statements` as a timeline; platforms without statements are left out."""
    rows = tables["statements"].to_pylist()
    marks, opinions = stance_marks(book), opinion_bases(book)
    found = {platform: _bars(rows_, marks, opinions, _exact) for platform, rows_ in _by_platform(rows).items()}
    is_yearly = sum(map(len, found.values())) > MOST_BARS
    if is_yearly:
        found = {platform: _bars(rows_, marks, opinions, _yearly) for platform, rows_ in _by_platform(rows).items()}
    days = [day for bars in found.values() for bar in bars for day in (bar.interval.first, bar.interval.last)]
    first, last = (min(days).year, max(days).year + 1) if days else (0, 0)
    scale = _Scale(first, last)
    bands, y = [], TOP
    for platform in book.variable("platform").values:
        if platform.id in found:
            bands.append(_band(platform, found[platform.id], y, scale, is_yearly))
            y += bands[-1].height
    return Timeline(bands, [(year, scale.x(date(year, 1, 1))) for year in range(first, last + 1)] if days else [],
                    y + GAP, is_yearly)


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int

    def x(self, day: date, *, after: bool = False) -> float:
        """Give where a day begins, or ends."""
        start = date(self.first, 1, 1).toordinal()
        length = date(self.last, 1, 1).toordinal() - start
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day.toordinal() + after - start) / length, 1)


def _by_platform(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row["platform"]].append(row)
    return groups


def interval_of(row: Mapping[str, Any]) -> Interval:
    """Give the interval of a row of `statements`: its period, else the days between which the article appeared."""
    start, end = row["period_start"], row["period_end"]
    if not start and not end:
        return Interval(row["published_start"], row["published_end"], is_dated=False)
    first = first_day(start or end)
    last = row["period_last_day"] or row["published_end"]
    return Interval(first, max(first, last), True, not start, not end)


def _exact(row: Mapping[str, Any]) -> list[Interval]:
    return [interval_of(row)]


def _yearly(row: Mapping[str, Any]) -> list[Interval]:
    is_dated = interval_of(row).is_dated
    return [Interval(date(year, 1, 1), date(year, 12, 31), is_dated) for year in years(row)]


def _bars(rows: Iterable[Mapping[str, Any]], marks: Mapping[str, Mark], opinions: Collection[str],
          intervals) -> list[Bar]:
    """Join the statements of one stance and interval, in the codebook's order of stances, then by time."""
    groups = defaultdict(list)
    for row in rows:
        for interval in intervals(row):
            groups[row["stance"], row["basis"] in opinions, interval].append(row["statement_id"])
    order = list(marks)
    is_yearly = intervals is _yearly  # then dated and published bars have lanes of their own
    keys = sorted(groups, key=lambda key: (order.index(key[0]), is_yearly and (key[1], not key[2].is_dated), key[2],
                                           key[1]))
    return [Bar(marks[stance], interval, is_opinion, tuple(groups[stance, is_opinion, interval]))
            for stance, is_opinion, interval in keys]


def _band(platform: Value, bars: list[Bar], y: float, scale: _Scale, is_yearly: bool) -> Band:
    """Place bars in the first lane that is free; lanes of one stance stand together.

    A bar of a year leaves room in the year for its number.
    """
    lanes: list[tuple[str, float]] = []
    placed = []
    for bar in bars:
        x = scale.x(bar.interval.first)
        beside = 6 + (DIGIT * len(str(len(bar.statement_ids))) + 2 if len(bar.statement_ids) > 1 else 0)
        days = scale.x(bar.interval.last, after=True) - x
        width = max(NARROWEST, round(days - beside - 1 if is_yearly else days, 1))
        end = x + width + beside
        lane = next((i for i, (stance, taken) in enumerate(lanes) if stance == bar.mark.id and taken <= x), len(lanes))
        lanes[lane:lane + 1] = [(bar.mark.id, end)]
        placed.append(PlacedBar(bar, x, width, y + GAP / 2 + LANE * lane + (LANE - BAR) / 2))
    return Band(platform, y, LANE * len(lanes) + GAP, placed)
