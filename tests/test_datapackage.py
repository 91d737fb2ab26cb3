"""The data package, validated by frictionless: types, constraints, keys, and the labels of what is missing."""

import hashlib
import importlib.util
import json
import re

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builder.datapackage import DATAPACKAGE, table_schema, xml_schema_pattern
from builder.parquet import parquet_name
from schema.arrow import arrow_schema
from schema.codebook import codebook
from schema.tables import TABLES

COLUMNS = [pytest.param(table, name, column, id=f"{table}.{name}")
           for table, model in TABLES.items() for name, column in model.to_schema().columns.items()]


@pytest.fixture(scope="module")
def description(release_folder):
    return json.loads((release_folder / DATAPACKAGE).read_text("utf-8"))


@pytest.fixture(scope="module")
def errors_of(required):
    """Give a function: what frictionless finds in a release folder, as (table, column, type of error)."""
    required("frictionless", importlib.util.find_spec("frictionless"))
    import frictionless

    def errors(folder, table=None):
        report = frictionless.validate(str(folder / DATAPACKAGE), resource_name=table)
        outer = [("package", None, error.type) for error in report.errors]
        return outer + [(task.name, getattr(error, "field_name", None), error.type)
                        for task in report.tasks for error in task.errors]

    return errors


@pytest.fixture
def changed(release_copy):
    """Give a function that lays other values over the second row of a table, and gives the folder."""

    def change(table, **values):
        path = release_copy / parquet_name(table)
        rows = pq.read_table(path).to_pylist()
        rows[1].update(values)
        nullable = pa.schema([field.with_nullable(True) for field in arrow_schema(table)])
        pq.write_table(pa.Table.from_pylist(rows, nullable), path)
        return release_copy

    return change


def test_frictionless_finds_the_release_folder_valid(errors_of, release_folder):
    assert errors_of(release_folder) == []


@pytest.mark.parametrize(("table", "values", "error"), [
    pytest.param("contrasts", {"statement_id": "nobody-2020-01:01"}, (None, "foreign-key"), id="a broken foreign key"),
    pytest.param("articles", {"article_id": "outlookindia-2023-07"}, (None, "primary-key"), id="a key again"),
    pytest.param("statements", {"stance": "banned"}, ("stance", "constraint-error"), id="a value that is none"),
    pytest.param("statements", {"publisher": None}, ("publisher", "constraint-error"), id="an empty cell"),
    pytest.param("statements", {"evidence_sha256": "F" * 64}, ("evidence_sha256", "constraint-error"), id="a pattern"),
    pytest.param("statements", {"summary": "x" * 201}, ("summary", "constraint-error"), id="too long a text"),
    pytest.param("statements", {"evidence_start": -1}, ("evidence_start", "constraint-error"), id="too small a number"),
    pytest.param("comparison", {"period": "all-time"}, ("period", "constraint-error"), id="one branch of a pattern"),
])
def test_frictionless_catches(errors_of, changed, table, values, error):
    assert (table, *error) in errors_of(changed(table, **values), table)


@pytest.mark.parametrize("table", TABLES)
def test_a_resource_names_its_file_and_the_hash_of_it(description, release_folder, table):
    resource = next(part for part in description["resources"] if part["name"] == table)
    digest = hashlib.sha256((release_folder / parquet_name(table)).read_bytes()).hexdigest()
    assert (resource["path"], resource["hash"]) == (parquet_name(table), f"sha256:{digest}")


@pytest.mark.parametrize(("table", "name", "column"), COLUMNS)
def test_a_column_is_required_or_says_what_an_empty_cell_means(table, name, column):
    field = next(field for field in table_schema(table)["fields"] if field["name"] == name)
    labels = [missing["label"] for missing in field.get("missingValues", [])]
    is_required = field.get("constraints", {}).get("required", False)
    assert (is_required, labels) == ((False, [column.metadata["empty"]]) if column.nullable else (True, []))


@pytest.mark.parametrize(("table", "name", "column"), COLUMNS)
def test_no_check_of_the_model_is_left_out(table, name, column):
    field = next(field for field in table_schema(table)["fields"] if field["name"] == name)
    told = {"isin": "enum", "greater_than_or_equal_to": "minimum", "less_than_or_equal_to": "maximum",
            "str_length": "maxLength", "str_matches": "pattern"}
    assert {told[check.name] for check in column.checks} == field.get("constraints", {}).keys() - {"required"}


def test_a_closed_column_has_its_values_with_labels():
    field = next(field for field in table_schema("comparison")["fields"] if field["name"] == "leading_stance")
    assert [category["value"] for category in field["categories"]] == codebook().values("leading_stance")
    assert {"value": "mixed", "label": "Mixed"} in field["categories"]


@pytest.mark.parametrize(("ours", "theirs"), [
    pytest.param("[a-z]{2}", "([a-z]{2})", id="no group"),
    pytest.param("all|[0-9]{4}", "(all|[0-9]{4})", id="branches are held together"),
    pytest.param("a(?:-(?:b|c))?", "(a(-(b|c))?)", id="groups that do not capture are plain"),
])
def test_a_pattern_is_written_as_xml_schema_writes_it(ours, theirs):
    assert xml_schema_pattern(ours) == theirs


def test_the_sources_are_the_articles_with_an_address_where_one_is_known(description, release_folder):
    articles = pq.read_table(release_folder / parquet_name("articles")).to_pylist()
    assert [source.get("path") for source in description["sources"]] == [article["url"] for article in articles]


def test_licence_version_and_profile_are_told(description):
    assert description["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert description["licenses"][0]["name"] == "CC-BY-4.0"
    assert re.fullmatch(r"[0-9]+[.][0-9]+[.][0-9]+", description["version"])
