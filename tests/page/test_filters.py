"""The statements of the page: filters, links, order, details, and what can be taken away."""

import csv
import io
import json
import re

import pytest
from synthetic_tables import cited, large_tables

from builder.compare import years
from builder.page import render_page
from schema.codebook import codebook

FILTERS = ["platform", "policy_area", "target", "stance", "speaker_role", "basis", "attribution", "certainty",
           "article_id"]

anywhere = pytest.mark.parametrize("view", ["file", "http"], indirect=True)
"""What a browser may treat otherwise on a page from a file and on one from a server."""


def shown(page) -> list[str]:
    """Read the ids of the rows that the page shows, in its order."""
    return page.locator("#table tbody tr:not(.detail) a.id").all_text_contents()


def test_each_filter_leaves_the_statements_that_have_the_value(view, tables, ids_where):
    values = [(name, value) for name in FILTERS for value in sorted(set(tables["statements"][name].to_pylist()))]
    found = {}
    for name, value in values:
        select = view.locator(f"select[name={name}]")
        select.select_option(value)
        found[name, value] = shown(view)
        select.select_option("")
    assert found == {(name, value): ids_where(**{name: value}) for name, value in values}


def test_the_year_leaves_the_statements_that_count_in_it(view, tables):
    view.locator("select[name=year]").select_option("2022")
    rows = tables["statements"].to_pylist()
    assert shown(view) == [row["statement_id"] for row in rows if 2022 in years(row)]


WORDS = {
    "words of a summary, in any place": ("lets officials", ["first-2021-08:01"]),
    "a speaker, whatever the case": ("a. SPEAKER", ["second-2023-07:03"]),
    "publisher and label of a stance": ("first paper prohibits", ["first-2021-08:02"]),
    "compatible letters": ("ｔｉｋｔｏｋ content", ["second-2023-07:04"]),
    "nothing": ("no such words", []),
}


def test_words_find_the_statements_that_hold_them_all(view):
    found = {}
    for name, (words, _) in WORDS.items():
        view.locator("input[name=q]").fill(words)
        found[name] = shown(view)
    assert found == {name: ids for name, (_, ids) in WORDS.items()}


def test_filters_hold_together_and_the_page_says_how_many_rows_it_shows(view, ids_where):
    view.locator("select[name=platform]").select_option("twitter")
    view.locator("select[name=stance]").select_option("restricts")
    assert shown(view) == ids_where(platform="twitter", stance="restricts")
    assert view.locator("#shown").text_content() == "2 of 10 statements match."


@anywhere
def test_a_link_to_a_state_shows_that_state(open_page, view):
    view.locator("th[data-sort=basis] button").click()
    view.locator("select[name=stance]").select_option("restricts")
    view.locator("input[name=q]").fill("second paper")
    again = open_page(state=view.evaluate("location.hash"))
    assert shown(again) == shown(view)
    assert again.locator("select[name=stance]").input_value() == "restricts"
    assert again.locator("input[name=q]").input_value() == "second paper"
    assert again.locator("th[data-sort=basis]").get_attribute("aria-sort") == "ascending"


@anywhere
def test_words_with_any_mark_survive_in_a_link(open_page, view):
    view.locator("input[name=q]").fill("a & b + c % #d")
    again = open_page(state=view.evaluate("location.hash"))
    assert again.locator("input[name=q]").input_value() == "a & b + c % #d"


@anywhere
def test_back_and_forward_walk_through_the_states(view, ids_where):
    view.locator("select[name=platform]").select_option("twitter")
    view.locator("select[name=stance]").select_option("permits")
    view.go_back()
    assert shown(view) == ids_where(platform="twitter")
    assert view.locator("select[name=stance]").input_value() == ""
    view.go_back()
    assert len(shown(view)) == 10
    view.go_forward()
    assert shown(view) == ids_where(platform="twitter")


def test_clearing_shows_all_statements(view):
    view.locator("select[name=platform]").select_option("meta")
    view.locator("input[name=q]").fill("nothing like it")
    view.get_by_role("button", name="Clear filters").click()
    assert len(shown(view)) == 10


def test_a_filter_in_force_shows_its_definition_and_can_be_removed(view):
    view.locator("select[name=stance]").select_option("permits")
    chosen = view.locator("#chosen li")
    assert codebook().value("stance", "permits").definition in chosen.text_content()
    chosen.get_by_role("button").click()
    assert len(shown(view)) == 10


def test_words_in_force_are_named_and_can_be_removed(view):
    view.locator("select[name=platform]").select_option("twitter")
    view.locator("input[name=q]").fill(" two officials")
    chip = view.get_by_role("button", name="Remove the filter Words: two officials")
    assert chip.text_content() == "Words: two officials ×"
    chip.focus()
    view.keyboard.press("Enter")
    assert view.locator("#chosen button").all_text_contents() == ["Platform: Twitter ×"]
    assert view.locator("input[name=q]").input_value() == ""
    assert view.evaluate("document.activeElement.textContent") == "Platform: Twitter ×"


def test_no_match_is_said_in_words(view):
    view.locator("input[name=q]").fill("no such words")
    assert view.locator("#nothing").text_content().startswith("No statement matches these filters.")
    assert not view.locator("#table").is_visible()


def test_a_cell_of_the_matrix_leaves_the_statements_behind_it(view, tables):
    found, expected = {}, {}
    for row in tables["comparison"].to_pylist():
        if row["period"] == "all" and row["statement_count"]:
            link = view.locator(f"table[data-period=all] a[href='#platform={row['platform']}"
                                f"&policy_area={row['policy_area']}']")
            link.click()
            found[row["platform"], row["policy_area"]] = sorted(shown(view))
            expected[row["platform"], row["policy_area"]] = row["statement_ids"]
    assert found == expected


def test_a_cell_of_a_year_leaves_the_statements_behind_it(view, tables):
    view.get_by_text("Year by year").click()
    view.locator("table[data-period='2021'] a[href^='#platform=twitter&policy_area=access']").click()
    [row] = [row for row in tables["comparison"].to_pylist()
             if (row["platform"], row["policy_area"], row["period"]) == ("twitter", "access", "2021")]
    assert sorted(shown(view)) == row["statement_ids"]


@pytest.mark.parametrize("section", ["contrasts", "speakers", "articles", "timeline"])
def test_a_number_of_a_section_leads_to_that_many_statements(view, section):
    for details in view.locator(f"#{section} details").all():
        details.locator("summary").click()
    links = view.locator(f"#{section} a[data-state]")
    numbers = [int(re.match(r"[0-9]+", text.strip())[0]) for text in links.all_text_contents()]
    found = []
    for i in range(len(numbers)):
        links.nth(i).click()
        found.append(len(shown(view)))
    assert found == numbers


def test_a_bar_of_the_timeline_leads_to_its_statements(view):
    bar = view.locator("#timeline .bar", has_text="Twitter: permits, dated 2020").first
    bar.locator("rect").click()
    assert shown(view) == ["second-2023-07:01"]


def test_opinions_have_bars_of_their_own(view, tables):
    bars = view.locator("#timeline .bar", has=view.locator(".hatch"))
    titles = bars.locator("title").all_text_contents()
    assert [title.rpartition("; opinion; ")[2] for title in titles] == ["1 statement"]
    bars.locator("rect").click()
    bases = {value.id for value in codebook().variable("basis").values if value.is_opinion}
    assert shown(view) == [row["statement_id"] for row in tables["statements"].to_pylist() if row["basis"] in bases]


@pytest.mark.parametrize("state", ["#platform=twitter&policy_area=access", "#q=official"])
def test_a_link_to_a_state_leads_to_the_statements(open_page, state):
    page = open_page(state=state)
    assert page.evaluate("document.activeElement.id") == "statements-title"
    top = page.locator("#statements").evaluate("(section) => section.getBoundingClientRect().top")
    assert abs(top) < 2 and not page.locator("#unknown").is_visible()


@pytest.mark.parametrize("state, named", [
    pytest.param("#platform=myspace", "platform=myspace", id="a value"),
    pytest.param("#statement=none-2020-01:01", "statement=none-2020-01:01", id="a statement"),
    pytest.param("#stance=permits&colour=red&year=1999", "colour=red, year=1999", id="a filter and a year"),
])
def test_a_link_to_what_is_not_there_says_so_in_sight(open_page, state, named):
    page = open_page(state=state)
    said = page.locator("#unknown")
    assert said.text_content() == f"This link names something that the page does not hold: {named}."
    box = said.bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]


def test_coded_columns_sort_in_the_order_of_the_codebook(view, tables):
    order = codebook().values("stance")
    rows = sorted(tables["statements"].to_pylist(), key=lambda row: order.index(row["stance"]))
    head = view.locator("th[data-sort=stance]")
    head.get_by_role("button").click()
    assert shown(view) == [row["statement_id"] for row in rows]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    stances = [label.lower() for label in view.locator("#table tbody .chip").all_text_contents()]
    assert stances == [row["stance"] for row in reversed(rows)]


@pytest.mark.parametrize("direction", ["", "-"], ids=["ascending", "descending"])
def test_what_is_not_given_comes_last_whichever_the_order(open_page, direction):
    page = open_page(state=f"#sort={direction}period_first_day")
    assert {"second-2023-07:01", "second-2023-07:02"} == set(shown(page)[:2])


@anywhere
def test_a_link_to_a_statement_opens_it_in_sight(open_page, view):
    link = view.locator("#table tbody tr").nth(7).locator("a.id").get_attribute("href")
    page = open_page(state=link)
    detail = page.locator("tr.detail")
    assert "SHA-256" in detail.text_content()
    assert detail.evaluate("(row) => row.previousElementSibling.id") == "statement=third-2023-07:01"
    box = detail.evaluate("(row) => row.previousElementSibling.getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < page.viewport_size["height"]


def test_details_show_every_column_with_the_definitions_of_its_values(view, tables):
    view.locator("#table .details").first.click()
    row = tables["statements"].to_pylist()[0]
    text = view.locator("tr.detail").text_content()
    assert view.locator("tr.detail dt").count() == len(row) - 1  # the summary stands above
    entries = view.locator("tr.detail dl > div").all_text_contents()
    assert {"Company todayX Corp.", "Compared withnot given"} <= set(entries)
    assert "Permissiveness1-2 (prohibits) to +2 (privileges)" in text and "hydrate --articles" in text
    assert [name for name in FILTERS[:-1] if codebook().value(name, row[name]).definition not in text] == []


@anywhere
def test_a_citation_can_be_copied(view):
    view.locator("#table .cite").first.click()
    view.get_by_role("button", name="Copied").wait_for()
    view.locator("input[name=q]").focus()
    view.keyboard.press("Control+V")
    text = view.locator("input[name=q]").input_value()
    assert text.startswith("Twitter lets two officials stay. Statement first-2021-08:01, in: ")
    assert "version 1.2.3" in text and "First Paper, “Of platforms”, published between 2021-08-17 and" in text


def taken(page, label: str) -> bytes:
    """Press a button that downloads, and read what came."""
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
    return download.value.path().read_bytes()


@anywhere
def test_the_csv_holds_the_filtered_rows_as_they_are_in_the_table(view, tables):
    view.locator("select[name=platform]").select_option("facebook")
    rows = list(csv.DictReader(io.StringIO(taken(view, "Download CSV").decode("utf-8-sig"), newline="")))
    [row] = [row for row in tables["statements"].to_pylist() if row["platform"] == "facebook"]
    assert rows == [{name: "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
                     for name, value in row.items()}]


@anywhere
def test_the_json_holds_the_filtered_rows_with_their_types(view, tables):
    view.locator("select[name=platform]").select_option("facebook")
    found = json.loads(taken(view, "Download JSON"))
    [row] = [row for row in tables["statements"].to_pylist() if row["platform"] == "facebook"]
    assert found["statements"] == [json.loads(json.dumps(row, default=str))]
    assert (found["version"], found["codebook"]) == ("1.2.3", codebook().version)


def test_many_statements_are_shown_by_the_hundred(open_page):
    page = open_page(render_page(large_tables(250), codebook(), cited("1")))
    assert page.locator("#shown").text_content() == "250 statements; the first 100 are shown."
    page.get_by_role("button", name="Show 100 more").click()
    assert len(shown(page)) == 200
    page.get_by_role("button", name="Show all 250").click()
    assert len(shown(page)) == 250
