"""Contrast: which rows name each other as the sides of an explicit one."""

import pytest

import extractor

LET_IN = "Twitter lets Taliban spokesmen keep their accounts."
SIDES = {
    "within a sentence": ("Facebook has banned the Taliban, whereas Twitter lets it keep its accounts.", 2),
    "by contrast": (f"{LET_IN} Facebook, by contrast, bans the Taliban.", 2),
    "on the other hand": (f"{LET_IN} Facebook and YouTube, on the other hand, ban the Taliban.", 3),
    "a sentence between": (f"{LET_IN} They post daily. Facebook, in contrast, bans the Taliban.", 2),
    "a sentence that only says so": (f"{LET_IN} Things look different at its rival. Facebook bans the Taliban.", 2),
    "the other sides come after": ("Twitter alone lets the Taliban keep its accounts. Facebook bans the Taliban.", 2),
    "the same treatment": ("YouTube bans the Taliban. Facebook, by contrast, bans the Taliban for years.", 0),
    "no words of contrast": (f"{LET_IN} Facebook bans the Taliban.", 0),
    "a company and its service": ("WhatsApp lets the Taliban chat. Meta, by contrast, has banned the Taliban.", 0),
}
"""Texts of our own, and how many of their rows name another side."""


@pytest.mark.parametrize(("text", "sides"), SIDES.values(), ids=SIDES)
def test_opposed_rows_that_words_of_contrast_join_name_each_other(text, sides):
    rows = extractor.extract(text).candidates
    assert sum(bool(row.compared_with) for row in rows) == sides
    by_platform = {row.platform: row for row in rows}
    assert all(row.platform in by_platform[other].compared_with for row in rows for other in row.compared_with)
