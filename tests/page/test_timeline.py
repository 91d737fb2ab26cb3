"""The timeline places statements where their period, or their article's publication, is."""

from datetime import date
from itertools import pairwise

import pytest
from synthetic_tables import article_row, large_tables, statement_row, tables_of

from builder.display.timeline import BAR, LEFT, MOST_BARS, RIGHT, WIDTH, Interval, interval_of, timeline
from schema.codebook import codebook

ARTICLE = article_row(published_start=date(2023, 7, 11), published_end=date(2023, 7, 14))


@pytest.mark.parametrize("period, expected", [
    pytest.param({}, Interval(date(2023, 7, 11), date(2023, 7, 14), False), id="none: publication"),
    pytest.param({"period_start": "2021", "period_end": "2022-03"},
                 Interval(date(2021, 1, 1), date(2022, 3, 31), True), id="both"),
    pytest.param({"period_start": "2021-08"}, Interval(date(2021, 8, 1), date(2023, 7, 14), True, False, True),
                 id="no end: until publication, open"),
    pytest.param({"period_end": "2022-03"}, Interval(date(2022, 3, 1), date(2022, 3, 31), True, True, False),
                 id="no start: the period of its end, open"),
    pytest.param({"period_start": "2024"}, Interval(date(2024, 1, 1), date(2024, 1, 1), True, False, True),
                 id="a start after publication"),
])
def test_a_statement_has_the_interval_of_its_period_or_of_its_publication(period, expected):
    assert interval_of(statement_row(1, ARTICLE, **period)) == expected


def test_statements_of_one_stance_and_interval_are_one_bar():
    rows = [statement_row(number, ARTICLE) for number in (1, 2)]
    [(platform, bar)] = timeline(tables_of(rows, [ARTICLE]), codebook()).bars
    assert (platform.id, bar.mark.id) == ("twitter", "permits")
    assert bar.statement_ids == ("paper-2023-07:01", "paper-2023-07:02")


@pytest.fixture(scope="module", params=[60, 3000], ids=["exact", "yearly"])
def drawing(request):
    """Give timelines: one that draws each interval, and one that has too many."""
    return timeline(large_tables(request.param), codebook())


def test_bars_do_not_overlap(drawing):
    placed = sorted((bar.y, bar.x, bar.x + bar.width) for band in drawing.bands for bar in band.bars)
    overlaps = [pair for pair in pairwise(placed)
                if pair[0][0] == pair[1][0] and pair[0][2] > pair[1][1] + .05]
    assert overlaps == []


def test_only_opinions_are_hatched_and_the_hatches_stay_within_their_bar(drawing):
    bars = [bar for band in drawing.bands for bar in band.bars]
    assert {bool(bar.hatches) for bar in bars if bar.bar.is_opinion} == {True}
    assert {bool(bar.hatches) for bar in bars if not bar.bar.is_opinion} == {False}
    outside = [line for bar in bars for line in bar.hatches
               if not (bar.x - .1 <= line[0] <= line[2] <= bar.x + bar.width + .1
                       and bar.y - .1 <= line[3] <= line[1] <= bar.y + BAR + .1)]
    assert outside == []


def test_bars_stay_within_the_drawing(drawing):
    edges = [edge for band in drawing.bands for bar in band.bars for edge in (bar.x, bar.x + bar.width)]
    assert min(edges) >= LEFT and max(edges) <= WIDTH - RIGHT + .1


def test_bars_stay_within_the_band_of_their_platform(drawing):
    outside = [bar for band in drawing.bands for bar in band.bars
               if not band.y <= bar.y <= band.y + band.height]
    assert outside == []


def test_every_statement_has_a_bar(drawing):
    assert len({id_ for _, bar in drawing.bars for id_ in bar.statement_ids}) in (60, 3000)


def test_a_statement_that_is_told_of_beforehand_has_its_bar_among_too_many_too():
    ahead = statement_row(1, ARTICLE, platform="mastodon", period_start="2024")
    many = [statement_row(number, ARTICLE, period_start=str(1700 + number)) for number in range(2, MOST_BARS + 3)]
    drawing = timeline(tables_of([ahead, *many], [ARTICLE]), codebook())
    assert drawing.is_yearly
    assert [bar.interval for platform, bar in drawing.bars if platform.id == "mastodon"] == [
        Interval(date(2024, 1, 1), date(2024, 12, 31), True)]


def test_too_many_intervals_are_counted_by_year():
    assert timeline(large_tables(3000), codebook()).is_yearly
