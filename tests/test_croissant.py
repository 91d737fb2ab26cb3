"""The Croissant description, read by mlcroissant: every record set, every value, every hash."""

import importlib.util
import json

import pandas as pd
import pyarrow.parquet as pq
import pytest

from builder.croissant import CROISSANT
from builder.parquet import parquet_name
from schema.arrow import arrow_schema
from schema.codebook import codebook
from schema.tables import TABLES, foreign_keys, primary_key

CLOSED = [variable.id for variable in codebook().all_variables if variable.values]


@pytest.fixture(scope="module")
def description(release_folder):
    return json.loads((release_folder / CROISSANT).read_text("utf-8"))


@pytest.fixture(scope="module")
def dataset_of(required):
    """Give a function that opens a release folder as mlcroissant does."""
    required("mlcroissant", importlib.util.find_spec("mlcroissant"))
    import mlcroissant

    return lambda folder: mlcroissant.Dataset(str(folder / CROISSANT))


@pytest.fixture(scope="module")
def metadata(dataset_of, release_folder):
    """Give what mlcroissant reads of the dataset as a whole."""
    return dataset_of(release_folder).metadata


def plain(value):
    """Give a value of mlcroissant (bytes, timestamps) as Arrow gives it."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.date() if isinstance(value, pd.Timestamp) else value


def rows_of(dataset, record_set):
    return [{field.removeprefix(f"{record_set}/"): plain(value) for field, value in record.items()}
            for record in dataset.records(record_set)]


@pytest.mark.parametrize("table", TABLES)
def test_a_record_set_holds_the_rows_of_its_table_value_by_value(dataset_of, release_folder, table):
    assert rows_of(dataset_of(release_folder), table) == pq.read_table(release_folder / parquet_name(table)).to_pylist()


@pytest.mark.parametrize("variable", CLOSED)
def test_a_closed_variable_is_a_record_set_of_its_values(dataset_of, release_folder, variable):
    rows = rows_of(dataset_of(release_folder), f"values_of_{variable}")
    values = [codebook().value(variable, value) for value in codebook().values(variable)]
    assert rows == [{"value": value.id, "label": value.label, "definition": value.definition} for value in values]


@pytest.mark.parametrize("order", [list(TABLES), list(reversed(TABLES))], ids=["in order", "backwards"])
def test_tables_read_one_after_the_other_from_one_dataset_lose_no_rows(dataset_of, release_folder, order):
    dataset = dataset_of(release_folder)
    counts = {table: sum(1 for _ in dataset.records(table)) for table in order}
    assert counts == {table: pq.read_metadata(release_folder / parquet_name(table)).num_rows for table in order}


def test_mlcroissant_misses_nothing_but_the_day_of_publication_before_a_release(metadata):
    assert not metadata.ctx.issues.errors
    assert [warning for warning in metadata.ctx.issues.warnings if "datePublished" not in warning] == []


def test_it_says_that_it_conforms_to_croissant_and_to_rai(metadata):
    assert metadata.conforms_to == [
        "http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]


@pytest.mark.parametrize("name", [
    "data_collection", "data_collection_type", "data_collection_raw_data", "data_annotation_protocol",
    "data_annotation_analysis", "annotator_demographics", "machine_annotation_tools", "data_use_cases",
    "data_limitations", "data_biases", "personal_sensitive_information", "data_social_impact",
    "data_release_maintenance_plan",
])
def test_mlcroissant_reads_the_rai_property(metadata, name):
    assert getattr(metadata, name)


def test_machine_annotation_is_called_a_language_models(description):
    assert "language model" in description["rai:machineAnnotationTools"][0]


def tampered_hash(description):
    description["distribution"][0]["sha256"] = "0" * 64


def tampered_column(description):
    fields = next(part for part in description["recordSet"] if part["@id"] == "statements")["field"]
    fields[-1]["source"]["extract"]["column"] = "no_such_column"


def tampered_type(description):
    fields = next(part for part in description["recordSet"] if part["@id"] == "statements")["field"]
    next(field for field in fields if field["name"] == "summary")["dataType"] = "sc:Integer"


@pytest.mark.parametrize(("tamper", "message"), [
    pytest.param(tampered_hash, "is not identical", id="hash"),
    pytest.param(tampered_column, 'Column "no_such_column" does not exist', id="column"),
    pytest.param(tampered_type, "invalid literal for int", id="type"),
])
def test_mlcroissant_catches_a_wrong(dataset_of, release_copy, tamper, message):
    path = release_copy / CROISSANT
    description = json.loads(path.read_text("utf-8"))
    tamper(description)
    path.write_text(json.dumps(description), "utf-8")
    with pytest.raises(Exception, match="during the operation") as raised:
        list(dataset_of(release_copy).records("statements"))
    assert message in str(raised.value.__cause__)


@pytest.mark.parametrize("table", TABLES)
def test_fields_keys_and_foreign_keys_are_those_of_the_model(description, table):
    record_set = next(part for part in description["recordSet"] if part["@id"] == table)
    fields = {field["name"]: field for field in record_set["field"]}
    assert list(fields) == arrow_schema(table).names
    assert [key["@id"] for key in record_set["key"]] == [f"{table}/{column}" for column in primary_key(TABLES[table])]
    assert {name: fields[name]["references"] for name in foreign_keys(TABLES[table])} == {
        name: {"fileObject": {"@id": parquet_name(other)}, "extract": {"column": name}}
        for name, other in foreign_keys(TABLES[table]).items()}


@pytest.mark.parametrize(("field", "values"), [
    pytest.param("statements/stance", "stance", id="a coded variable"),
    pytest.param("statements/compared_with", "platform", id="a list that borrows its values"),
    pytest.param("contrasts/compared_with", "platform", id="one side of a contrast"),
    pytest.param("comparison/leading_stance", "leading_stance", id="a derived variable with a value more"),
])
def test_a_closed_column_refers_to_the_record_set_of_its_values(description, field, values):
    fields = {part["@id"]: part for record_set in description["recordSet"] for part in record_set["field"]}
    assert fields[field]["references"] == {"field": {"@id": f"values_of_{values}/value"}}


def test_a_field_says_its_unit_and_what_an_empty_cell_means(description):
    fields = {part["@id"]: part for record_set in description["recordSet"] for part in record_set["field"]}
    assert fields["statements/permissiveness"]["description"] == (
        "Permissiveness. The stance as a number. Unit: -2 (prohibits) to +2 (privileges). "
        "Empty: the platform has not declared itself.")
