"""Hostile texts are shown as text: nothing runs, the layout holds, and files for spreadsheets are inert."""

import csv
import io
import json
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_tables import HOSTILE, cited, hostile_tables

from builder.page import render_page
from schema.codebook import codebook

FORMULA_MARKS = "=+-@\t\r\n|%"


@pytest.fixture(scope="session")
def hostile_html(hostile) -> str:
    """Give the page of the hostile tables."""
    return render_page(hostile, codebook(), cited(HOSTILE))


@pytest.fixture(params=["file", "http"])
def hostile_page(request, open_page, hostile_html):
    """Give the hostile page, opened from a file and from a server."""
    return open_page(hostile_html, scheme=request.param)


def test_nothing_runs(hostile_page):
    hostile_page.locator("#table .details").first.click()
    hostile_page.locator("select[name=article_id]").select_option(index=1)
    assert hostile_page.evaluate("typeof window.ran") == "undefined"
    assert hostile_page.locator("img, iframe, object, a[href^=javascript]").count() == 0


def test_texts_are_shown_as_they_are(hostile_page, hostile):
    summaries = hostile_page.locator(".summary").all_text_contents()
    assert summaries == hostile["statements"]["summary"].to_pylist()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_the_layout_holds(open_page, hostile_html, width):
    page = open_page(hostile_html, viewport={"width": width, "height": 800})
    page.locator("#table .details").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_cell_of_the_csv_is_a_formula(hostile_page):
    with hostile_page.expect_download() as download:
        hostile_page.get_by_role("button", name="Download CSV").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 3
    cells = [cell for row in rows for cell in row]
    # An integer is no formula: permissiveness is one.
    assert [cell for cell in cells if cell[:1] in FORMULA_MARKS and cell and not cell.lstrip("-").isdigit()] == []


CELLS = {
    "equals": ("=1+1", "'=1+1"),
    "plus": ("+1", "'+1"),
    "minus in a text": ("-1", "'-1"),
    "at": ("@SUM(A1)", "'@SUM(A1)"),
    "after blanks": ("  =1", "'  =1"),
    "after a mark that does not show": ("\u200f=1", "'\u200f=1"),
    "after a byte order mark": ("\ufeff=1", "'\ufeff=1"),
    "full width": ("＝1", "'＝1"),
    "tab": ("\t1", "'\t1"),
    "after an apostrophe": ("'=1", "''=1"),
    "after a quotation mark": ('"=1"', "'\"=1\""),
    "no formula": ("a=1", "a=1"),
    "a number": (-2, "-2"),
    "nothing": (None, ""),
}


def test_a_cell_of_the_csv_cannot_be_a_formula(open_page):
    lines = open_page().evaluate("(values) => values.map(csvCell)", [value for value, _ in CELLS.values()])
    found = [next(csv.reader(io.StringIO(line, newline="")), [""]) for line in lines]
    assert dict(zip(CELLS, found, strict=True)) == {name: [cell] for name, (_, cell) in CELLS.items()}


class Tags(HTMLParser):
    """Counts the tags, and keeps what the data block and the summaries hold."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter = Counter()
        self.data = self.summary = self.inside = ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags[tag, *sorted(values)] += 1
        self.inside = "data" if values.get("id") == "data" else "summary" if values.get("class") == "summary" else ""

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside:
            setattr(self, self.inside, getattr(self, self.inside) + data)


def read_page(text: str) -> Tags:
    found = Tags()
    found.feed(render_page(hostile_tables(text, len(text) or 1), codebook(), cited("1")))
    found.close()
    return found


_PLAIN = read_page("plain")
_BREAKERS = st.sampled_from(["<", ">", "&", '"', "'", "</script>", "</style>", "<!--", "-->", "]]>", "{{", "}}", "{%",
                             "\\", "\u2028", "&lt;", "=", "`", "\u202e", "\U0001f9ff"])
# A carriage return becomes a line feed in HTML, and U+0000 is no character of it.
_TEXTS = st.lists(st.one_of(_BREAKERS, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)),
                  min_size=1, max_size=12).map("".join).filter(bool)


@given(_TEXTS)
@settings(max_examples=60)
def test_no_text_changes_the_tags_or_breaks_out_of_the_data(text):
    found = read_page(text)
    assert found.tags == _PLAIN.tags
    [summary] = [column for column in json.loads(found.data)["columns"] if column["name"] == "summary"]
    values = summary.get("values") or [summary["dictionary"][code] for code in summary["codes"]]
    assert values == [text, text]
    assert found.summary == text * 2
