"""Tabulate: tables have their models' types, sort by their key, and are refused with every fault at once."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from builder.read import read
from builder.tabulate import codebook_table, table_of, tabulate, validated
from schema.arrow import arrow_schema
from schema.codebook import codebook
from schema.faults import FaultsFound
from schema.tables import TABLES, foreign_keys, primary_key


@pytest.fixture
def tables(project_of):
    """The tables of the small project."""
    return tabulate(read(project_of() / "data"))


def with_column(table, name, values):
    """Give a table with other values in one column."""
    index = table.schema.get_field_index(name)
    return table.set_column(index, table.schema.field(name), pa.array(values, table.schema.field(name).type))


def test_a_statement_has_its_article_its_company_and_its_days_beside_it(tables):
    row = tables["statements"].to_pylist()[1]
    expected = {
        "statement_id": "gazette-2022-05:02", "publisher": "The Gazette", "published_end": date(2022, 5, 10),
        "company": "Meta", "stance": "prohibits", "permissiveness": -2, "speaker": None, "compared_with": ["twitter"],
        "period_start": "2022-03", "period_first_day": date(2022, 3, 1), "period_last_day": date(2022, 3, 31),
        "evidence_start": 60, "evidence_end": 120, "evidence_words": 11, "codebook_version": "1.1",
    }
    assert {name: row[name] for name in expected} == expected


def test_an_article_counts_its_statements_and_claims(tables):
    (row,) = tables["articles"].to_pylist()
    assert (row["statement_count"], row["claim_count"], row["derived_from_publisher"]) == (2, 2, None)


def test_a_coders_row_is_named_by_coder_article_and_number(tables):
    (row,) = tables["codings"].to_pylist()
    assert (row["coding_id"], row["coder"]) == ("reader/gazette-2022-05:01", "reader")


def test_the_codebook_has_a_row_for_each_variable_and_each_value(tables):
    entries = tables["codebook"].to_pylist()
    variables = codebook().all_variables
    assert [row["entry_id"] for row in entries if row["value"] is None] == [variable.id for variable in variables]
    assert len(entries) == len(variables) + sum(len(variable.values) for variable in variables)


@pytest.mark.parametrize("name", ["statements", "articles", "codings", "codebook"])
def test_a_table_has_the_types_of_its_model(name, tables):
    assert tables[name].schema.equals(arrow_schema(name), check_metadata=True)


def test_rows_are_sorted_by_the_key_unless_they_have_an_order_of_their_own():
    assert codebook_table(codebook())["entry_id"].to_pylist()[0] == codebook().variables[0].id
    (first, *_), rows = primary_key(TABLES["contrasts"]), [
        {"statement_id": id_, "platform": "twitter", "compared_with": "meta", "relation": None,
         "speaker_role": "media", "speaker": None, "article_id": "a"} for id_ in ("b:01", "a:02", "a:01")]
    assert table_of("contrasts", rows)[first].to_pylist() == ["a:01", "a:02", "b:01"]


def test_a_table_without_rows_has_all_its_columns():
    assert table_of("statements", []).schema.equals(arrow_schema("statements"))


def test_a_row_that_lacks_a_column_is_an_error_of_the_program():
    with pytest.raises(KeyError, match="statement_id"):
        table_of("contrasts", [{}])


def test_tables_that_fit_are_given_in_the_order_of_the_models(tables):
    assert list(validated(dict(reversed(tables.items())))) == [name for name in TABLES if name in tables]


@pytest.mark.parametrize(
    ("name", "column", "values", "message"),
    [
        pytest.param("statements", "stance", ["permits", "bans"],
                     r"table statements:2: stance: breaks isin\(.*\); found 'bans' \[model\]", id="value off the list"),
        pytest.param("statements", "permissiveness", [1, 0],
                     r"table statements:2: permissiveness: breaks isin\(.*\); found 0 \[model\]", id="no such score"),
        pytest.param("statements", "evidence_start", [-1, 0],
                     r"table statements:1: evidence_start: breaks greater_than_or_equal_to\(0\); found -1 \[model\]",
                     id="offset below zero"),
        pytest.param("statements", "publisher", ["x", None],
                     r"table statements:2: publisher: breaks not_nullable; found <NA> \[model\]", id="nothing"),
        pytest.param("statements", "evidence_sha256", ["0" * 64, "0" * 64 + "\n"],
                     r"table statements:2: evidence_sha256: breaks str_matches\(.*\[model\]",
                     id="newline after a hash"),
        pytest.param("statements", "summary", ["x" * 201, "x"],
                     r"table statements:1: summary: breaks str_length\(None, 200\); .*\[model\]", id="long summary"),
        pytest.param("statements", "statement_id", ["gazette-2022-05:01"] * 2,
                     r"table statements:2: statement_id: the key stands in an earlier row, too; "
                     r"found 'gazette-2022-05:01' \[key\]",
                     id="key twice"),
        pytest.param("statements", "article_id", ["gazette-2022-05", "herald"],
                     r"table statements:2: article_id: is not in articles; found 'herald' \[foreign-key\]",
                     id="unknown article"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(name, column, values, message, tables):
    with pytest.raises(FaultsFound, match=f"^{message}"):
        validated(tables | {name: with_column(tables[name], column, values)})


def test_every_repeated_key_and_every_value_that_points_nowhere_is_told(tables):
    four = pa.concat_tables([tables["statements"]] * 2)
    broken = with_column(four, "article_id", ["herald", "gazette-2022-05", "herald", "courier"])
    with pytest.raises(FaultsFound, match="table statements") as caught:
        validated(tables | {"statements": broken})
    assert [(fault.check, fault.line, fault.found) for fault in caught.value.faults] == [
        ("foreign-key", 1, "'herald'"), ("foreign-key", 3, "'herald'"), ("key", 3, "'gazette-2022-05:01'"),
        ("foreign-key", 4, "'courier'"), ("key", 4, "'gazette-2022-05:02'")]


def test_the_faults_of_all_tables_are_told_together(tables):
    broken = {name: with_column(tables[name], "codebook_version", ["one"] * tables[name].num_rows)
              for name in ("statements", "codings")}
    with pytest.raises(FaultsFound, match="codebook_version: breaks") as caught:
        validated(tables | broken)
    assert {fault.file for fault in caught.value.faults} == {"table statements", "table codings"}


@pytest.mark.parametrize("name", TABLES)
def test_a_foreign_key_points_at_a_column_of_the_other_tables_key(name):
    assert all(column in primary_key(TABLES[other]) for column, other in foreign_keys(TABLES[name]).items())


@pytest.mark.parametrize("name", TABLES)
def test_a_column_of_one_name_means_one_thing_in_every_table(name):
    described = {field.name: field.metadata[b"description"] for field in arrow_schema(name)}
    per_table = {"variable", "value", "permissiveness", "compared_with"}
    for other in TABLES:
        for field in arrow_schema(other):
            is_shared = field.name in described and field.name not in per_table
            if is_shared and not field.name.endswith("_count"):  # a count is of what its row is about
                assert field.metadata[b"description"] == described[field.name], f"{name} and {other}: {field.name}"
