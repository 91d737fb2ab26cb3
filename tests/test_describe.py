"""Describe: the islands say what the tables hold."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from builder.citation import Author, Citation, bibtex
from builder.describe import describe, markdown_table
from builder.inputs import Coder
from builder.reliability import reliability_rows
from builder.tabulate import table_of
from schema.codebook import codebook
from schema.tables import TABLES

ROOT = Path(__file__).parents[1]
CITED = Citation("A title", "What it is.", (Author("A group"),), "3.2.1", "CC-BY-4.0", ("news",))


@pytest.fixture(scope="module")
def tables(release_folder):
    """The tables of the release."""
    return {name: pq.read_table(release_folder / "data" / f"{name}.parquet") for name in TABLES}


@pytest.fixture(scope="module")
def islands(tables):
    """Every island, by name."""
    return describe(tables, CITED, [coder_of("pass_1", "language_model", model="a-model")])


def coder_of(name, kind, **more):
    return Coder(coder=name, kind=kind, note=f"What is known of {name}.", **more)


def cells(island):
    """Give the rows of the Markdown tables of an island, without their heads, as lists of cells."""
    lines = [line.strip("|").split(" | ") for line in island.splitlines() if line.startswith("|")]
    rules = [i for i, line in enumerate(lines) if set("".join(line)) <= set("- ")]
    return [[cell.strip() for cell in line] for i, line in enumerate(lines) if i not in rules and i + 1 not in rules]


@pytest.mark.parametrize(
    ("cell", "written"),
    [pytest.param(None, "", id="nothing"), pytest.param(0.5, "0.50", id="number"), pytest.param(3, "3", id="count"),
     pytest.param("a|b\n c", "a\\|b c", id="bar and line break")],
)
def test_a_cell_fits_a_line_of_a_markdown_table(cell, written):
    assert markdown_table(["head"], [[cell]]) == f"| head |\n| --- |\n| {written} |"


def test_the_counts_are_those_of_the_tables(islands, tables):
    numbers = [int(number) for number in re.findall(r"[0-9]+", islands["counts"])]
    statements, articles = tables["statements"].to_pandas(), tables["articles"].to_pandas()
    assert numbers == [len(statements), statements["claim_id"].nunique(), statements["platform"].nunique(),
                       len(articles), int(articles["derived_from_publisher"].notna().sum())]


def test_each_table_is_told_with_its_rows_and_columns(islands, tables):
    told = {row[0].strip("`"): (int(row[-2]), int(row[-1])) for row in cells(islands["tables"])}
    assert told == {name: (table.num_rows, table.num_columns) for name, table in tables.items()}


def test_each_column_is_told(islands, tables):
    told = [row[0].strip("`") for row in cells(islands["columns"])]
    assert told == [column for name in TABLES for column in tables[name].column_names]


def test_the_column_of_a_derived_variable_tells_how_it_is_derived(islands):
    told = {row[0].strip("`"): row[2] for row in cells(islands["columns"])}
    rules = {variable.id: variable.rule for variable in codebook().derived if variable.rule}
    assert rules and [name for name, rule in rules.items() if rule not in told[name]] == []


def test_the_values_of_each_variable_count_all_statements(islands, tables):
    rows = cells(islands["values"])
    assert [row[0].strip("`") for row in rows] == [
        value.id for variable in codebook().variables if variable.kind == "category" for value in variable.values]
    assert sum(int(row[-1]) for row in rows) == tables["statements"].num_rows * len(codebook().categories)


def test_the_matrix_has_every_platform_in_a_row_or_in_the_note(islands):
    rows = [row[0] for row in cells(islands["comparison"])]
    note = islands["comparison"].splitlines()[-1]
    labels = [platform.label for platform in codebook().variable("platform").values]
    assert [label for label in labels if label not in rows and label not in note] == []


def test_the_citation_is_that_of_the_citation_file(islands):
    assert islands["citation"] == f"```bibtex\n{bibtex(CITED, '')}\n```"


def test_each_kind_of_match_with_the_dsa_is_explained(islands):
    used = set(re.findall(r"\((\w+)\)`", islands["crosswalk"]))
    assert used == set(re.findall(r"(?m)^- `(\w+)`: the ", islands["crosswalk"]))


PASSES = [coder_of(name, "language_model", model="a-model") for name in ("pass_1", "pass_2")]
MODEL = "**Who.** A language model, `a-model`, made `pass_1` and `pass_2`."
NOTES = "`pass_1`: What is known of pass_1. `pass_2`: What is known of pass_2."
READER = coder_of("reader", "person")
HUMANS = "No human coder has coded these articles yet; the layout takes human coders without change."


@pytest.mark.parametrize(
    ("coders", "told"),
    [
        pytest.param(PASSES, f"{MODEL} {NOTES} {HUMANS}", id="one model"),
        pytest.param([*PASSES, READER], f"{MODEL} {NOTES} Persons made `reader`. `reader`: What is known of reader.",
                     id="a person, too"),
        pytest.param([coder_of("adjudicated", "both", model="a-model")], "**Who.** A language model, `a-model`, and "
                     "persons made `adjudicated`. `adjudicated`: What is known of adjudicated.", id="both"),
        pytest.param([READER], "**Who.** Persons made `reader`. `reader`: What is known of reader.", id="a person"),
    ],
)
def test_who_coded_is_told_by_the_register(coders, told, tables):
    assert " ".join(describe(tables, CITED, coders)["coders"].split()) == told


PAPER = {"paper-2023-07": 1}


@pytest.fixture
def agreement_of(coded_row, tables):
    """Give a function that tells the agreement of coders, by the articles that each has read and the rows found."""
    models = {"pass_1": "a-model", "pass_2": "a-model", "reader": None}
    empty = {variable.id: None for variable in codebook().variables}

    def tell(**read):
        codings = {coder: [empty | coded_row(article_id=article) for article, count in articles.items()
                           for _ in range(count)] for coder, articles in read.items()}
        table = table_of("reliability", reliability_rows(codings, models, codebook(), read))
        return describe({**tables, "reliability": table}, CITED, PASSES)["stability"]

    return tell


def test_two_passes_of_one_model_are_told_as_stability_and_never_as_reliability(agreement_of):
    told = agreement_of(pass_1=PAPER, pass_2=PAPER)
    assert "**`pass_1` and `pass_2`** (stability)" in told
    assert "reliability" not in told


def test_a_person_beside_two_passes_is_told_as_reliability(agreement_of):
    told = agreement_of(pass_1=PAPER, pass_2=PAPER, reader=PAPER)
    assert re.findall(r"\*\*(.*?)\*\* \((.*?)\)", told) == [
        ("`pass_1` and `pass_2`", "stability"), ("`pass_1` and `reader`", "reliability"),
        ("`pass_2` and `reader`", "reliability")]


def test_of_coders_who_have_no_article_in_common_no_agreement_is_told(agreement_of):
    told = agreement_of(pass_1=PAPER, pass_2=PAPER, reader={"herald-2022-01": 1})
    assert "`pass_1` and `pass_2`" in told
    assert "reader" not in told


def test_of_coders_who_found_no_statement_alike_no_table_without_rows_is_told(agreement_of):
    told = agreement_of(pass_1=PAPER, pass_2=PAPER, reader={"paper-2023-07": 0})
    assert "1 only in the first, 0 only in the second" in told
    assert told.count("| variable |") == 1
