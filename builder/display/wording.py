"""Words for numbers and dates, in English, whatever the machine's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from schema.periods import first_day, last_day

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
_ISO_DAY = re.compile(r"\b[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\b")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Give a number in figures with its noun: 1 claim, 2 claims, 5,000 claims."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def spelled(number: int, noun: str = "", plural: str = "") -> str:
    """Give a number as running text writes it, in words below ten, with its noun if there is one."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{word} {noun if number == 1 else plural or noun + 's'}" if noun else word


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: a, b and c."""
    *most, last = words or [""]
    return f"{', '.join(most)} and {last}" if most else last


def shortened(text: str, limit: int = 80) -> str:
    """Give the text, cut to `limit` characters with an ellipsis where it is longer."""
    return text if len(text) <= limit else f"{text[:limit - 1].rstrip()}…"


def day(when: date) -> str:
    """Give a day: 4 July 2023."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def with_days(text: str) -> str:
    """Give a text with each ISO date in it as a day in words: seen on 2023-07-04 → seen on 4 July 2023."""
    return _ISO_DAY.sub(lambda found: period(found[0]), text)


def interval(first: date, last: date) -> str:
    """Give the days from first to last, both included, as short as is clear: 1–4 July 2023, July 2023, 2023."""
    if first == last:
        return day(first)
    for whole in (f"{first.year}", f"{first.year}-{first.month:02d}"):
        if (first_day(whole), last_day(whole)) == (first, last):
            return period(whole)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def period(text: str) -> str:
    """Give a period of reduced precision in words: 2023, July 2023, 4 July 2023."""
    year, *rest = text.split("-")
    words = [_MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *words] if len(rest) > 1 else words)
