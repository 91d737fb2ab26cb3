"""A timeline with too many intervals to draw each: one bar and one number in the table for the statements of a year."""

from collections import Counter

import pytest
from synthetic_tables import cited, large_tables

from builder.compare import years
from builder.display.marks import STATED_AS
from builder.page import render_page
from schema.codebook import codebook


@pytest.fixture(scope="module")
def many():
    """Give statements of more intervals than are drawn each."""
    return large_tables(600)


def shown(page) -> list[str]:
    """Read the ids of the rows that the page shows."""
    return page.locator("#table tbody tr:not(.detail) a.id").all_text_contents()


@pytest.fixture
def yearly(open_page, many):
    """Give their page, the table of its timeline open."""
    page = open_page(render_page(many, codebook(), cited("1")))
    page.locator("#timeline summary").click()
    return page


def test_a_number_of_a_year_leads_to_that_many_statements(yearly):
    links = yearly.locator("#timeline a[data-year]")
    wanted, found = [], []
    for i in range(0, links.count(), links.count() // 12):
        wanted.append(int(links.nth(i).text_content()))
        assert links.nth(i).get_attribute("href").endswith("&year=" + links.nth(i).get_attribute("data-year"))
        links.nth(i).click()
        found.append(len(shown(yearly)))
    assert found == wanted


def test_a_bar_of_a_year_tells_its_number_and_leads_to_its_statements(yearly):
    for series in (yearly.locator("#timeline g[data-state]", has=yearly.locator(".hatched")).last,
                   yearly.locator("#timeline g[data-state]").first):
        bar = series.locator(".bar").last
        bar.locator("rect").hover()
        [title] = bar.locator("title").all_text_contents()
        year, _, number = title.rpartition("; ")[2].partition(": ")
        bar.locator("rect").click()
        assert year == bar.get_attribute("data-year")
        assert len(shown(yearly)) == int(number.split()[0])


def test_the_numbers_of_a_yearly_timeline_are_those_of_its_statements(yearly, many):
    found = yearly.locator("#timeline a[data-year]").evaluate_all(
        "(links) => links.map((link) => [link.getAttribute('href'), Number(link.textContent)])")
    opinions = {value.id for value in codebook().variable("basis").values if value.is_opinion}
    expected = Counter(
        f"#platform={row['platform']}&stance={row['stance']}&kind={STATED_AS[row['basis'] in opinions]}"
        f"&dating={'dated' if row['period_start'] or row['period_end'] else 'published'}&year={year}"
        for row in many["statements"].to_pylist() for year in years(row))
    assert dict(found) == expected
