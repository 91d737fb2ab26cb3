"""The release: the same rows and types for every reader, offline, and as the card describes them."""

from __future__ import annotations

import json
from datetime import date

import datasets
import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from schema.arrow import arrow_schema
from schema.codebook import codebook
from schema.tables import TABLES, primary_key

NAMES = list(TABLES)


@pytest.fixture(scope="module")
def parquet(release_folder):
    """The tables, as pyarrow reads the files."""
    return {name: pq.read_table(release_folder / "data" / f"{name}.parquet") for name in NAMES}


@pytest.fixture(scope="module")
def front_matter(release_folder):
    """The card's front matter."""
    return yaml.safe_load((release_folder / "README.md").read_text("utf-8").split("---\n")[1])


@pytest.fixture
def load(release_folder, tmp_path, monkeypatch):
    """Load a configuration as a user does, with a cache of its own and without a network."""
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    return lambda name, **options: datasets.load_dataset(
        str(release_folder), name, split="train", cache_dir=str(tmp_path / "cache"), **options)


def decoded(rows, features):
    """Give rows with every label of a class as its name."""
    labels = {name: feature for name, feature in features.items() if isinstance(feature, datasets.ClassLabel)}
    for row in rows:
        yield {name: labels[name].int2str(value) if name in labels and value is not None else value
               for name, value in row.items()}


@pytest.mark.parametrize("name", NAMES)
def test_datasets_loads_every_configuration_whole(name, load, parquet):
    loaded = load(name)
    assert list(decoded(loaded, loaded.features)) == parquet[name].to_pylist()


@pytest.mark.parametrize("name", NAMES)
def test_datasets_streams_every_configuration(name, load, parquet):
    streamed = load(name, streaming=True)
    assert list(decoded(streamed, streamed.features)) == parquet[name].to_pylist()


@pytest.mark.parametrize("streaming", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", NAMES)
def test_datasets_loads_a_subset_of_columns(name, streaming, load, parquet):
    subset = parquet[name].column_names[1::2]
    loaded = load(name, columns=subset, streaming=streaming)
    assert loaded.column_names == subset
    assert list(decoded(loaded, loaded.features)) == parquet[name].select(subset).to_pylist()


def test_the_default_configuration_is_the_first_table(release_folder, tmp_path, parquet):
    loaded = datasets.load_dataset(str(release_folder), split="train", cache_dir=str(tmp_path))
    assert loaded.num_rows == parquet[NAMES[0]].num_rows
    assert loaded.column_names == parquet[NAMES[0]].column_names


@pytest.mark.parametrize("name", NAMES)
def test_the_card_gives_the_features_that_datasets_reads_from_the_file(name, load, front_matter, parquet):
    info = next(info for info in front_matter["dataset_info"] if info["config_name"] == name)
    declared = datasets.Features._from_yaml_list(info["features"])
    found = datasets.Features.from_arrow_schema(parquet[name].schema.remove_metadata())
    plain = {column: datasets.Value("string") if isinstance(feature, datasets.ClassLabel) else feature
             for column, feature in declared.items()}
    assert plain == dict(found)
    assert load(name).features == declared


@pytest.mark.parametrize("name", NAMES)
def test_the_card_counts_the_rows_of_the_file(name, front_matter, parquet):
    info = next(info for info in front_matter["dataset_info"] if info["config_name"] == name)
    assert [split["num_examples"] for split in info["splits"]] == [parquet[name].num_rows]


def test_every_file_belongs_to_a_configuration_and_the_first_is_the_default(front_matter, release_folder):
    files = [config["data_files"][0]["path"] for config in front_matter["configs"]]
    assert sorted(files) == sorted(f"data/{path.name}" for path in (release_folder / "data").iterdir())
    assert [config["config_name"] for config in front_matter["configs"] if config.get("default")] == NAMES[:1]


@pytest.mark.parametrize("name", NAMES)
def test_labels_of_the_card_are_the_values_of_the_codebook(name, load):
    labels = {column: feature.names for column, feature in load(name).features.items()
              if isinstance(feature, datasets.ClassLabel)}
    assert labels == {column: codebook().values(column) for column in labels}


def as_python(value):
    """Give a value of pandas as Python has it: a list for an array, None for what is missing."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return None if pandas.isna(value) else value


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_the_same_rows(name, release_folder, parquet):
    frame = pandas.read_parquet(release_folder / "data" / f"{name}.parquet")
    assert isinstance(frame.index, pandas.RangeIndex)
    assert list(frame.columns) == parquet[name].column_names
    found = [{column: as_python(value) for column, value in row.items()} for row in frame.to_dict("records")]
    assert found == parquet[name].to_pylist()


@pytest.mark.parametrize("name", NAMES)
def test_polars_reads_the_same_rows_and_types(name, release_folder, parquet):
    frame = polars.read_parquet(release_folder / "data" / f"{name}.parquet")
    assert frame.to_dicts() == parquet[name].to_pylist()
    kinds = {pa.string(): polars.String, pa.date32(): polars.Date, pa.int8(): polars.Int8, pa.int32(): polars.Int32,
             pa.float64(): polars.Float64, pa.bool_(): polars.Boolean}
    expected = {field.name: kinds.get(field.type, polars.List(polars.String)) for field in parquet[name].schema}
    assert dict(frame.schema) == expected


@pytest.mark.parametrize("name", NAMES)
def test_duckdb_reads_the_same_rows_and_types(name, release_folder, parquet):
    path = release_folder / "data" / f"{name}.parquet"
    found = duckdb.connect().execute("select * from read_parquet($path)", {"path": str(path)})
    kinds = {pa.string(): "VARCHAR", pa.date32(): "DATE", pa.int8(): "TINYINT", pa.int32(): "INTEGER",
             pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN"}
    assert {column[0]: str(column[1]) for column in found.description} == {
        field.name: kinds.get(field.type, "VARCHAR[]") for field in parquet[name].schema}
    columns = parquet[name].column_names
    assert [dict(zip(columns, row, strict=True)) for row in found.fetchall()] == parquet[name].to_pylist()


def test_dates_are_days_and_lists_are_lists(parquet):
    row = parquet["statements"].slice(0, 1).to_pylist()[0]
    assert (type(row["published_start"]), type(row["compared_with"])) == (date, list)


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_described_in_the_file_and_none_is_an_index(name, parquet):
    schema = parquet[name].schema
    for field, wanted in zip(schema, arrow_schema(name), strict=True):
        kept = {key: text for key, text in field.metadata.items() if key != b"PARQUET:field_id"}
        assert (field.name, field.type, field.nullable, kept) == (
            wanted.name, wanted.type, wanted.nullable, wanted.metadata)
        assert kept[b"description"] and kept[b"title"]
    assert schema.metadata == arrow_schema(name).metadata


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_sorted_by_their_key_or_in_the_order_of_the_codebook(name, parquet):
    keys = [tuple(row.values()) for row in parquet[name].select(primary_key(TABLES[name])).to_pylist()]
    assert len(set(keys)) == len(keys)
    if name not in ("comparison", "codebook"):
        assert keys == sorted(keys)


def test_the_manifest_of_the_release_describes_its_files(release_folder, parquet):
    described = json.loads((release_folder / "manifest.json").read_text("utf-8"))["tables"]
    assert {name: (table["rows"], table["columns"]) for name, table in described.items()} == {
        name: (table.num_rows, table.column_names) for name, table in parquet.items()}


def test_an_unknown_configuration_names_those_that_there_are(load):
    with pytest.raises(ValueError, match=r"BuilderConfig 'statement' not found. Available: \['statements', 'articles'"):
        load("statement")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        datasets.load_dataset(str(tmp_path / "nowhere"), "statements", cache_dir=str(tmp_path))
