"""Everybody can read the page: without script, in the dark, on paper, on a telephone, by keyboard, by screen reader."""

from importlib import resources

import pytest
from synthetic_tables import cited, large_tables, tables_of

from builder.page import render_page
from schema.codebook import codebook

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = """([tags, part]) => axe.run(part, { runOnly: tags, resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target + node.failureSummary)}`))"""


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the script of axe-core."""
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed (extra 'test')")
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def violations(page, axe: str, part: str = "html") -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    page.evaluate(axe)
    return page.evaluate(_AXE, [_RULES, part])


@pytest.mark.parametrize("width, scheme", [
    pytest.param(360, "light", id="telephone, light"),
    pytest.param(640, "dark", id="1280 at 200%, dark"),
    pytest.param(1280, "light", id="screen, light"),
    pytest.param(1280, "dark", id="screen, dark"),
])
def test_axe_finds_nothing(open_page, axe, width, scheme):
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 800}, state="#stance=permits")
    page.locator("#table .details").first.click()
    assert violations(page, axe) == []


@pytest.mark.parametrize("kind", ["hostile", "empty", "large"])
def test_axe_finds_nothing_in_other_datasets(open_page, axe, hostile, kind):
    tables = {"hostile": lambda: hostile, "empty": lambda: tables_of([], []), "large": lambda: large_tables(40)}[kind]()
    assert violations(open_page(render_page(tables, codebook(), cited("1"))), axe) == []


def test_axe_finds_nothing_in_a_timeline_by_year(open_page, axe):
    page = open_page(render_page(large_tables(400), codebook(), cited("1")))
    assert page.locator("#timeline a[data-year]").count()
    assert violations(page, axe, "#timeline") == []


@pytest.mark.parametrize("width", [320, 360, 640, 768, 1280])
def test_nothing_is_wider_than_the_window(open_page, width):
    page = open_page(viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 768, 1024, 1280])
def test_no_word_is_cut_off_in_a_cell_of_the_matrix(open_page, width):
    page = open_page(viewport={"width": width, "height": 800})
    cut = page.evaluate("""() => [...document.querySelectorAll("table[data-period=all] td a")]
      .filter((link) => link.scrollWidth > link.clientWidth + 1 || link.scrollHeight > link.clientHeight + 1)
      .map((link) => link.textContent)""")
    assert cut == []


def test_the_heads_of_the_matrix_are_large_enough_to_hit(open_page):
    for width in (360, 1280):
        page = open_page(viewport={"width": width, "height": 800})
        boxes = page.locator("table[data-period=all] thead a").evaluate_all(
            "(links) => links.map((link) => link.getBoundingClientRect().toJSON())")
        assert [box for box in boxes if box["width"] < 24 or box["height"] < 24] == []


def test_on_a_telephone_the_timeline_starts_at_its_newest_end_with_the_platforms_in_sight(open_page):
    page = open_page(viewport={"width": 360, "height": 800})
    region = page.locator("#timeline .scroll").first
    assert region.evaluate("(box) => box.scrollLeft > 0 && box.scrollLeft + box.clientWidth >= box.scrollWidth - 1")
    page.wait_for_function("document.querySelector('#timeline .labels').hasAttribute('transform')")
    boxes = page.locator("#timeline .platform").evaluate_all(
        "(texts) => texts.map((text) => text.getBoundingClientRect().toJSON())")
    assert [box for box in boxes if box["left"] < 0 or box["right"] > 360] == []


@pytest.mark.parametrize("section", ["contrasts", "speakers", "articles"])
def test_on_a_telephone_no_column_of_a_table_is_out_of_sight(open_page, section):
    region = open_page(viewport={"width": 360, "height": 800}).locator(f"#{section} .scroll")
    assert region.evaluate("(box) => box.scrollWidth <= box.clientWidth")


_FIELDS = """() => [...document.querySelectorAll("#table tbody tr")].map((row) => [...row.cells].slice(1)
  .filter((cell) => cell.checkVisibility()).map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell.firstChild);
    return [getComputedStyle(cell, "::before").content, Math.round(range.getBoundingClientRect().left)];
  }))"""


@pytest.mark.parametrize("width", [360, 768, 1024])
def test_in_a_narrow_window_a_field_stands_in_the_same_place_of_each_statement_with_its_label(open_page, width):
    rows = open_page(viewport={"width": width, "height": 800}).evaluate(_FIELDS)
    assert len({str(row) for row in rows}) == 1
    labels = [label.strip('"') for label, _ in rows[0]]
    told = ["Platform: ", "Area: ", "Stance: ", "Who says it: ", "Basis: ", "Attribution: ", "Period: ", "Article: "]
    assert labels == [label for label in told if width > 736 or label not in ("Attribution: ", "Period: ")]


def test_on_a_telephone_the_period_is_told_by_the_details_and_where_statements_are_sorted_by_it(open_page):
    page = open_page(viewport={"width": 360, "height": 800})
    row = page.locator("#table tbody tr").first
    assert not row.locator("td").nth(6).is_visible()
    row.locator(".details").focus()
    page.keyboard.press("Enter")
    told = page.locator("tr.detail dt").all_text_contents()
    assert {"Attribution", "Start of the period", "End of the period"} <= set(told)
    page.locator("th[data-sort=period_first_day] button").click()
    assert row.locator("td").nth(6).is_visible()


@pytest.mark.parametrize("kind", ["without script", "in print"])
def test_on_a_telephone_every_field_is_there(open_page, kind):
    page = open_page(viewport={"width": 360, "height": 800}, java_script_enabled=kind != "without script")
    if kind == "in print":
        page.emulate_media(media="print")
    cells = page.locator("#table tbody td")
    assert cells.count() == 80
    assert [cell.text_content() for cell in cells.all() if not cell.is_visible()] == []


def test_on_a_telephone_statements_are_shown_by_twenty_and_all_are_printed(open_page):
    page = open_page(render_page(large_tables(50), codebook(), cited("1")), viewport={"width": 360, "height": 800})
    assert page.locator("#shown").text_content() == "50 statements; the first 20 are shown."
    page.get_by_role("button", name="Show 20 more").click()
    assert page.locator("#table tbody tr").count() == 40
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#table tbody tr").count() == 50


def test_where_the_cells_of_the_matrix_have_no_nouns_the_caption_says_what_their_numbers_are(open_page):
    for width, is_told in ((360, True), (1280, False)):
        page = open_page(viewport={"width": width, "height": 800})
        told = page.locator("table[data-period=all] caption").get_by_text("In each cell: claims · articles", exact=True)
        noun = page.locator("table[data-period=all] .noun").first.bounding_box()
        assert (told.is_visible(), noun["width"] <= 1) == (is_told, is_told)


_ROOM = """() => [...document.querySelectorAll("table[data-period=all] tbody tr")].flatMap((row) =>
  [...row.querySelectorAll("a")].map((link) => {
    const text = link.querySelector(".contested") ?? link.querySelector(".count");
    const strip = link.querySelector(".shares");
    const end = strip ? strip.getBoundingClientRect().top : link.getBoundingClientRect().bottom;
    return { isStriped: Boolean(strip), isRow: Boolean(row.querySelector(".shares")),
      room: end - text.getBoundingClientRect().bottom };
  }))"""


@pytest.mark.parametrize("width", [768, 1280])
def test_only_cells_with_a_strip_have_room_for_one(open_page, width):
    cells = open_page(viewport={"width": width, "height": 800}).evaluate(_ROOM)
    assert min(cell["room"] for cell in cells if cell["isStriped"]) >= 2
    assert max(cell["room"] for cell in cells if not cell["isRow"]) <= 12


@pytest.mark.parametrize("width", [1024, 1136, 1280])
def test_no_basis_of_a_statement_is_broken(open_page, width):
    page = open_page(render_page(large_tables(60), codebook(), cited("1")), viewport={"width": width, "height": 800})
    broken = page.locator("#table tbody tr td:nth-child(6)").evaluate_all("""(cells) => cells.filter((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell.firstChild);
      return range.getClientRects().length > 1;
    }).map((cell) => cell.textContent)""")
    assert broken == []


def test_without_script_everything_can_be_read(open_page, tables):
    page = open_page(java_script_enabled=False)
    rows = page.locator("#table tbody tr")
    assert rows.count() == tables["statements"].num_rows
    assert rows.last.is_visible()
    assert page.locator("table[data-period=all] td a").first.get_attribute("href") == "#statements"
    assert not page.locator("#filters").is_visible()
    page.locator("#codebook\\:stance summary").click()
    assert page.get_by_text(codebook().value("stance", "permits").use_when).is_visible()


def test_without_script_a_link_to_a_statement_leads_to_its_row(open_page):
    page = open_page(java_script_enabled=False, state="#statement=third-2023-07:03")
    assert page.locator("#table tr:target a.id").text_content() == "third-2023-07:03"


_ALL_DRAWN = """() => [...document.querySelectorAll("#table tbody tr")].every(
  (row) => row.checkVisibility({ contentVisibilityAuto: true }))"""


def test_without_script_a_reader_who_scrolls_to_the_statements_sees_them(open_page):
    page = open_page(render_page(large_tables(600), codebook(), cited("1")), java_script_enabled=False)
    page.locator("#table tbody tr").last.scroll_into_view_if_needed()
    page.screenshot()  # draws what is in sight
    assert page.evaluate(_ALL_DRAWN)


def test_without_script_every_statement_is_printed(open_page):
    page = open_page(render_page(large_tables(600), codebook(), cited("1")), java_script_enabled=False)
    page.emulate_media(media="print")
    page.screenshot()
    assert page.evaluate(_ALL_DRAWN)
    assert page.locator("#table tbody tr").count() == 600


def test_in_print_every_matching_statement_stands_and_controls_do_not(open_page):
    page = open_page(render_page(large_tables(150), codebook(), cited("1")))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#table tbody tr").count() == 150
    assert not page.locator("#filters").is_visible()
    assert page.locator("table[data-period=all]").is_visible()
    assert page.locator("#timeline details table").is_visible()
    assert page.locator("details .matrix tr:not(.silent)").first.is_visible()
    assert not page.locator("details .matrix tr.silent").first.is_visible()


def test_the_page_can_be_used_by_keyboard_alone(open_page, ids_where):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the statements"
    cell = page.locator("table[data-period=all] td a").first
    cell.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "statements-title"
    assert page.locator("#table tbody tr").count() == len(ids_where(platform="twitter", policy_area="access"))
    page.locator("#table .details").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#table .details").first.get_attribute("aria-expanded") == "true"


def test_a_value_shows_its_definition_under_the_pointer(open_page):
    page = open_page()
    cell = page.locator("#table tbody tr").first.locator("td").nth(2)
    cell.hover()
    assert cell.get_attribute("title") == codebook().value("stance", "permits").definition


def test_the_dark_page_is_dark(open_page):
    page = open_page(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(19, 21, 23)"
