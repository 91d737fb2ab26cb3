"""The numbers of the page are those of the tables: read out of the browser, cell by cell."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from synthetic_tables import article_row, cited, large_tables, statement_row, tables_of

from builder.display.facts import stability
from builder.display.wording import listed
from builder.page import render_page
from builder.tabulate import table_of
from schema.codebook import codebook
from schema.tables import TABLES

ROOT = Path(__file__).parents[2]

# Of each cell of each matrix: period, platform, column, text, classes, and whether it shows the mark of the contested.
_CELLS = """() => [...document.querySelectorAll("table.matrix")].flatMap((table) =>
  [...table.tBodies[0].rows].flatMap((row) => [...row.cells].slice(1).map((cell, i) => ({
    period: table.dataset.period, platform: row.dataset.platform, column: i,
    label: (cell.querySelector(".word") ?? cell.querySelector(".out")).textContent,
    counts: [...cell.querySelectorAll("b")].map((number) => Number(number.textContent.replaceAll(",", ""))),
    words: cell.title,
    contested: Boolean(cell.querySelector(".contested")),
    shares: [...cell.querySelectorAll(".shares rect")].map((rect) => Number(rect.getAttribute("width"))),
  }))))"""


@pytest.fixture(scope="module", params=["small", "large", "empty"])
def made(request, tables):
    """Give tables and their page, which is made once for all tests."""
    found = {"small": lambda: tables, "large": lambda: large_tables(600), "empty": lambda: tables_of([], [])}
    found = found[request.param]()
    return found, render_page(found, codebook(), cited("1"))


@pytest.fixture
def compared(made, open_page):
    """Give tables and the page that shows them."""
    return made[0], open_page(made[1])


def test_every_cell_of_every_matrix_is_its_row_of_the_comparison(compared):
    tables, page = compared
    areas = codebook().values("policy_area")
    leading = [*codebook().variable("stance").values, *codebook().variable("leading_stance").values]
    labels = {value.id: value.label for value in leading}
    found = {(cell["period"], cell["platform"], areas[cell["column"]]):
             (cell["label"], cell["counts"], cell["contested"]) for cell in page.evaluate(_CELLS)}
    stated = {row["period"] for row in tables["comparison"].to_pylist() if row["statement_count"]} | {"all"}
    expected = {
        (row["period"], row["platform"], row["policy_area"]):
        (labels.get(row["leading_stance"], "Only opinions") if row["statement_count"] else "Nothing stated",
         [row["claim_count"], row["article_count"]] if row["statement_count"] else [], row["is_contested"])
        for row in tables["comparison"].to_pylist() if row["period"] in stated}
    assert found == expected


def test_a_cell_says_how_many_claims_carry_its_leading_stance(compared):
    tables, page = compared
    areas = codebook().values("policy_area")
    opinions = {value.id for value in codebook().variable("basis").values if value.is_opinion}
    rows = {(row["platform"], row["policy_area"]): row for row in tables["comparison"].to_pylist()
            if row["period"] == "all" and row["leading_stance"] in codebook().values("stance")}
    statements = tables["statements"].to_pylist()
    found, expected = {}, {}
    for cell in page.evaluate(_CELLS):
        key = cell["platform"], areas[cell["column"]]
        if cell["period"] == "all" and key in rows:
            found[key] = cell["words"].partition(" on rules")[0]
            claims = {row["claim_id"] for row in statements if (row["platform"], row["policy_area"]) == key
                      and row["stance"] == rows[key]["leading_stance"] and row["basis"] not in opinions}
            label = codebook().value("stance", rows[key]["leading_stance"]).label
            expected[key] = f"{label}: {len(claims):,} claim{'s' if len(claims) != 1 else ''}"
    assert found == expected


def test_a_reader_who_does_not_see_the_strip_is_told_its_numbers(open_page):
    cell = open_page().locator("table[data-period=all] td a").first
    assert cell.locator(".out").text_content() == (
        "Restricts and Permits: each 1 claim on rules, actions or practices. 3 statements: 1 restricts, 2 permits.")


def test_the_strip_of_a_cell_shares_its_statements_among_the_stances(compared):
    tables, page = compared
    areas, stances = codebook().values("policy_area"), codebook().values("stance")
    rows = {(row["period"], row["platform"], row["policy_area"]): row for row in tables["comparison"].to_pylist()}
    wrong = []
    for cell in page.evaluate(_CELLS):
        row = rows[cell["period"], cell["platform"], areas[cell["column"]]]
        counts = [row[f"{stance}_count"] for stance in stances if row[f"{stance}_count"]]
        is_shared = len(counts) > 1 or row["leading_stance"] not in stances
        if cell["shares"] != (counts if is_shared else []):
            wrong.append(cell)
    assert wrong == []


def test_the_speakers_are_counted_as_in_the_statements(compared):
    tables, page = compared
    rows = tables["statements"].to_pylist()
    found = page.evaluate("""() => [...document.querySelectorAll("#speakers tbody tr")].map((row) => [row.dataset.role,
      [...row.cells].slice(1).map((cell) => Number((cell.firstElementChild ?? cell).textContent.replaceAll(",", ""))),
      [...row.cells].slice(1).map((cell) =>
        parseInt(cell.querySelector(".opinions")?.textContent.replaceAll(",", "") ?? 0))])""")
    opinions = {value.id for value in codebook().variable("basis").values if value.is_opinion}
    expected = []
    for role in codebook().values("speaker_role"):
        said = [row for row in rows if row["speaker_role"] == role]
        if not said:
            continue
        stances = Counter(row["stance"] for row in said)
        held = Counter(row["stance"] for row in said if row["basis"] in opinions)
        expected.append([role, [*(stances[stance] for stance in codebook().values("stance")), len(said),
                                len({row["claim_id"] for row in said})],
                         [*(held[stance] for stance in codebook().values("stance")), 0, 0]])
    assert found == expected


def tables_said_by(*roles: str) -> dict:
    """Make tables of one claim, that each of these roles makes."""
    article = article_row()
    rows = [statement_row(number, article, claim_id="shared", speaker_role=role) for number, role in enumerate(roles)]
    return tables_of(rows, [article])


@pytest.mark.parametrize(("silent_count", "told"), [
    pytest.param(1, "No statement has the role ", id="one"),
    pytest.param(2, "No statement has any of the roles ", id="two"),
])
def test_roles_without_a_statement_are_named_and_have_no_row(silent_count, told):
    roles = codebook().variable("speaker_role").values
    page = render_page(tables_said_by(*(role.id for role in roles[silent_count:])), codebook(), cited("1"))
    assert f"{told}{listed([f'“{role.label}”' for role in roles[:silent_count]])}." in page
    assert [role.id for role in roles if f'data-role="{role.id}"' in page] == [role.id for role in roles[silent_count:]]


@pytest.mark.parametrize(("roles", "told"), [
    pytest.param(["journalist"], [], id="one role"),
    pytest.param(["journalist", "taliban"], [
        "A claim that several roles make counts for each of them: 2 in all rows, 1 distinct claim."], id="two roles"),
])
def test_where_roles_share_a_claim_the_page_says_why_the_claims_add_up_to_more(open_page, roles, told):
    page = open_page(render_page(tables_said_by(*roles), codebook(), cited("1")))
    assert page.locator("#speakers .scroll + p").all_text_contents() == told


def test_an_article_says_how_its_title_address_and_days_are_known(open_page):
    article = article_row(title="Of platforms", title_basis="from the address", url=None,
                          url_basis="a mirror of 2023-07-13", date_basis="follows a report of 2023-07-10")
    page = open_page(render_page(tables_of([], [article]), codebook(), cited("1")))
    cells = page.locator("#articles tbody tr").locator("th, td").all_text_contents()
    assert cells[:3] == ["The PaperOf platforms (title from the address)", "no addressa mirror of 13 July 2023",
                         "11–12 July 2023follows a report of 10 July 2023"]


def test_the_contrasts_hold_every_row_of_their_table(compared):
    tables, page = compared
    numbers = page.locator("#contrasts tbody td.number a").evaluate_all(
        "(links) => links.map((link) => Number(link.firstChild.textContent.replaceAll(',', '')))")
    rows = tables["contrasts"].to_pylist()
    pairs = {(row["statement_id"], frozenset((row["platform"], row["compared_with"])), row["relation"] is None)
             for row in rows}
    assert sum(numbers) == len(pairs)


def test_a_contrast_counts_its_passages_and_articles_and_names_the_publishers(open_page):
    article = article_row(publisher="The Paper")
    other = article_row("gazette-2023-08", publisher="The Gazette")
    pair = {"stance": "permits", "compared_with": ["meta"]}
    rows = [statement_row(1, article, **pair),
            statement_row(2, article, platform="meta", stance="prohibits", compared_with=["twitter"],
                          evidence_start=10, evidence_end=19),
            statement_row(1, other, **pair)]
    page = open_page(render_page(tables_of(rows, [article, other]), codebook(), cited("1")))
    cells = page.locator("#contrasts tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim()))")
    assert [row[3:] for row in cells] == [["2", "2", "The Gazette and The Paper", "Journalist (3)"]]


@pytest.mark.parametrize(("count", "told"), [
    pytest.param(1, "1 statement that contrasts Twitter and Meta", id="one"),
    pytest.param(2, "2 statements that contrast Twitter and Meta", id="two"),
])
def test_a_link_to_the_statements_of_a_contrast_is_in_good_english(count, told):
    article = article_row()
    rows = [statement_row(number, article, stance="permits", compared_with=["meta"]) for number in range(1, count + 1)]
    page = render_page(tables_of(rows, [article]), codebook(), cited("1"))
    assert told in re.sub("<[^>]*>", "", page)


def test_every_statement_stands_in_the_timeline(compared):
    tables, page = compared
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    numbers = page.locator("#timeline details td.number").all_text_contents()
    assert sum(int(number.replace(",", "")) for number in numbers) >= tables["statements"].num_rows


def test_the_rows_show_the_labels_and_dates_of_the_statements(open_page, tables):
    page = open_page()
    cells = page.locator("#table tbody tr").first.locator("th, td").all_text_contents()
    assert cells[1:] == ["Twitter", "AccessMembers and their accounts", "Permits", "Journalist", "Practice",
                         "Narrationstated without reservation", "not given", "First Paper17–19 August 2021"]


def test_the_head_says_how_much_was_read_and_how_it_was_coded(open_page):
    text = " ".join(open_page().locator("header").text_content().split())
    assert ("What three articles, published between 17 August 2021 and 31 July 2023, say about how four platforms "
            "treat the Taliban: 10 statements, which make 9 distinct claims.") in text
    assert "Three articles were read. One of them rewrites an earlier report by Wire." in text
    assert "A language model coded the statements" in text


def test_the_stability_is_that_of_the_passes_of_one_model_in_the_table():
    def row(first: str, second: str, variable: str, alpha: float | None, finding: float, kind: str = "stability"):
        columns = TABLES["reliability"].to_schema().columns
        return {name: 0 if name.endswith(("_count", "_draws")) else None for name in columns} | {
            "coder_1": first, "coder_2": second, "variable": variable, "alpha": alpha, "finding_f1": finding,
            "agreement_kind": kind}

    rows = [row("one", "two", "stance", .961, .98), row("one", "two", "basis", 1.0, .98),
            row("one", "two", "platform", None, .98), row("one", "adjudicated", "stance", .5, .6, "adjudication"),
            row("one", "person", "stance", .3, .4, "reliability")]
    assert stability({"reliability": table_of("reliability", rows)}) == (
        "F1 of finding the same statements 0.98; Krippendorff’s alpha 0.96 to 1.00, by variable")


def test_the_foot_says_how_to_cite_under_what_licence_and_where_the_data_are(open_page):
    page = open_page()
    assert page.locator("#cite-as").text_content() == (
        "Amal Haddad and A group. Treatment of a group. Version 1.2.3. Dataset.")
    text = page.locator("footer").text_content()
    assert "Licence: CC BY-SA 4.0. " in text
    licence = page.get_by_role("link", name="CC BY-SA 4.0")
    assert licence.get_attribute("href") == "https://spdx.org/licenses/CC-BY-SA-4.0"
    assert "the Parquet files in the folder data beside this page" in " ".join(text.split())


def test_the_services_of_meta_are_those_of_the_register(open_page):
    register = yaml.safe_load(ROOT.joinpath("data", "platforms.yaml").read_text("utf-8"))["platforms"]
    services = [codebook().value("platform", entry["platform"]).label for entry in register
                if entry["company"] == "Meta" and entry["platform"] != "meta"]
    text = " ".join(open_page().locator("#matrix").text_content().split())
    assert f"Meta runs {listed(services)}. A statement about the company" in text


def test_an_empty_dataset_says_so(open_page):
    page = open_page(render_page(tables_of([], []), codebook(), cited("1")))
    assert page.locator(".lead").text_content() == "No article has been read yet."
    assert page.locator(".empty").all_text_contents() == [
        "No article read sets two platforms against each other.", "There is no statement to place in time.",
        "There is no statement yet.", "No article has been read yet."]
    assert not page.locator("#filters").is_visible()
