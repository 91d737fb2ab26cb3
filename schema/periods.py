"""Periods of reduced precision: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and the days that they cover (ISO 8601).

Years 0 and 1 are none: software writes 0001-01-01 where it knows no date.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

PERIOD = "[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
"""The pattern of a period; whether its days exist, only `first_day` tells."""
FORMATS = "YYYY, YYYY-MM or YYYY-MM-DD"
"""How periods are written, for messages."""


def is_period(text: str) -> bool:
    """Say whether a text is a period whose days exist."""
    try:
        return bool(first_day(text))
    except ValueError:
        return False


def first_day(period: str) -> date:
    """Give the first day that a period covers; ValueError, with what is wrong, if it is no period."""
    year, month, day = _parts(period)
    return date(year, month or 1, day or 1)


def last_day(period: str) -> date:
    """Give the last day that a period covers; ValueError, with what is wrong, if it is no period."""
    year, month, day = _parts(period)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(period: str) -> tuple[int, int, int]:
    if not re.fullmatch(PERIOD, period):
        month = re.fullmatch("[0-9]{4}-([0-9]{2})(?:-[0-9]{2})?", period)
        is_bad_month = month and not 1 <= int(month[1]) <= 12
        raise ValueError(f"there is no month {month[1]}" if is_bad_month else "is not a period")
    year, month, day = (*(int(part) for part in period.split("-")), 0, 0)[:3]
    if year < 2:
        raise ValueError(f"the year {year} stands for no date")
    if day > calendar.monthrange(year, month or 12)[1]:
        raise ValueError(f"{period[:7]} has no day {day}")
    return year, month, day
