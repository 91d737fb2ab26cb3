"""The card's front matter is read strictly and held against the Hub's words."""

from __future__ import annotations

import pytest

from builder.card_check import read_front_matter, size_category


@pytest.mark.parametrize(("rows", "size"), [
    (0, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (99_999, "10K<n<100K"), (100_000, "100K<n<1M"),
    (10**12 - 1, "100B<n<1T"), (10**12, "n>1T")])
def test_a_number_of_rows_has_one_size_bucket(rows, size):
    assert size_category(rows) == size


def test_a_value_of_the_front_matter_keeps_the_line_that_it_has_in_the_card():
    card = read_front_matter("---\nlicense: mit\nlanguage:\n- en\n---\n# Text\n---\n")
    assert card.value == {"license": "mit", "language": ["en"]}
    assert [card.line((name,)) for name in card.value] == [2, 4]


def test_windows_line_ends_do_not_hide_the_front_matter():
    assert read_front_matter("---\r\nlicense: mit\r\n---\r\ntext\r\n").value == {"license": "mit"}


@pytest.mark.parametrize("text", ["", "# Text\n", "---\nlicense: mit\n", "\n---\nlicense: mit\n---\n"],
                         ids=["nothing", "only text", "no end", "a line before"])
def test_a_card_without_front_matter_is_a_fault(text):
    assert [fault.message for fault in read_front_matter(text).faults] == ["the card has no front matter"]
