"""Rules on periods and days: real dates, in order, not after publication, and no source after what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from builder.checks import Context, collection_check, row_check
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


@row_check(is_firm=True)
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


@row_check(needs=("platforms",))
def period_of_platform(row: Row, context: Context) -> Iterator[Fault]:
    """A period does not end before the platform began, and does not begin or end after it closed."""
    platform = context.lookup("platforms", _platforms).get(row.values.platform)
    since, until = (platform.values.since, platform.values.until) if platform else (None, None)
    for field in ("period_start", "period_end"):
        first, last = _day(row, field, first_day), _day(row, field, last_day)
        if since and last and last < first_day(since):
            yield row.fault(field, "lies before the platform began", found=shown(getattr(row.values, field)),
                            allowed=f"{since} or later", remedy="mend the period, or since in data/platforms.yaml")
        if until and first and first > last_day(until):
            yield row.fault(field, "lies after the platform closed", found=shown(getattr(row.values, field)),
                            allowed=f"{until} or earlier", remedy="mend the period, or until in data/platforms.yaml")


@collection_check()
def source_before_article(context: Context) -> Iterator[Fault]:
    """No article may have appeared before the report that it rewrites; on the same day it may."""
    for article in context.collection.articles:
        source, first = article.values.derived_from, article.values.published_start
        if source and source.published > first:
            yield article.fault("published_start", "lies before the day of the report that the article rewrites",
                                found=str(first), allowed=f"{source.published} or later",
                                remedy="mend it, or the day of the report in derived_from")


def _day(row: Row, field: str, day_of) -> date | None:
    period = getattr(row.values, field)
    try:
        return day_of(period) if period else None
    except ValueError:  # valid-period reports it
        return None


def _platforms(collection: Collection) -> dict:
    return {platform.record_id: platform for platform in collection.platforms}


def _articles(collection: Collection) -> dict:
    return {article.record_id: article for article in collection.articles}
