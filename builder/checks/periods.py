"""Rules on periods: real dates, in order, not after publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from builder.checks import Context, row_check
from builder.read import Collection, Row
from schema.faults import Fault, shown
from schema.periods import first_day, last_day


@row_check(is_firm=True)
def valid_period(row: Row, context: Context) -> Iterator[Fault]:
    """A period is a year, a month or a day that exists."""
    for field in ("period_start", "period_end"):
        period = getattr(row.values, field)
        try:
            if period is not None:
                first_day(period)
        except ValueError as error:
            yield row.fault(field, str(error), found=shown(period), allowed="YYYY, YYYY-MM or YYYY-MM-DD",
                            remedy="write as much of the date as the article says")


@row_check()
def ordered_period(row: Row, context: Context) -> Iterator[Fault]:
    """A period does not end before it starts."""
    start, end = _day(row, "period_start", first_day), _day(row, "period_end", last_day)
    if start and end and start > end:
        yield row.fault("period_end", "lies before period_start", found=shown(row.values.period_end),
                        allowed=f"{row.values.period_start} or later", remedy="exchange the two")


@row_check()
def period_before_publication(row: Row, context: Context) -> Iterator[Fault]:
    """A period does not begin or end after the article was published."""
    article = context.lookup("articles", _articles).get(row.article_id)
    for field in ("period_start", "period_end"):
        day = _day(row, field, first_day)
        if article and day and day > article.values.published_end:
            yield row.fault(field, "lies after the publication of the article", found=shown(getattr(row.values, field)),
                            allowed=f"{article.values.published_end} or earlier",
                            remedy="mend the period, or the date of publication in data/articles.yaml")


def _day(row: Row, field: str, day_of) -> date | None:
    period = getattr(row.values, field)
    try:
        return day_of(period) if period else None
    except ValueError:  # valid-period reports it
        return None


def _articles(collection: Collection) -> dict:
    return {article.record_id: article for article in collection.articles}
