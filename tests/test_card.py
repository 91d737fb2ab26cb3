"""The card: front matter that the Hub reads, and the datacard without the marks of its islands."""

from __future__ import annotations

import pyarrow as pa
import pytest
import yaml

from builder.card import card, front_matter
from builder.citation import Author, Citation
from builder.tabulate import table_of
from schema.codebook import codebook
from schema.features import hub_features
from schema.tables import TABLES

EMPTY = {name: table_of(name, []) for name in TABLES}
CITED = Citation("A title", "What it is.", (Author("A group"),), "1.2.3", "CC-BY-4.0", ("Social media", "news"))


def test_the_front_matter_is_yaml_without_references():
    front = card(EMPTY, CITED, "# Title\n", []).split("---\n")[1]
    assert "&" not in front.replace("&amp;", "") and "*" not in front
    assert yaml.safe_load(front) == front_matter(EMPTY, CITED)


def test_the_datacard_follows_without_the_marks_of_its_islands():
    text = card(EMPTY, CITED, "# Title\n\n<!-- generated: counts -->\n\n3 rows\n\n<!-- end -->\n", [])
    assert text.endswith("---\n\n# Title\n\n3 rows\n")


@pytest.mark.parametrize(
    ("rows", "bucket"),
    [pytest.param(0, "n<1K", id="none"), pytest.param(999, "n<1K", id="999"),
     pytest.param(1_000, "1K<n<10K", id="1,000"), pytest.param(100_000, "100K<n<1M", id="100,000"),
     pytest.param(1_000_000, "1M<n<10M", id="a million")],
)
def test_the_size_is_that_of_the_first_table(rows, bucket):
    tables = {"statements": pa.table({"statement_id": ["a"] * rows}), "articles": EMPTY["articles"]}
    assert front_matter(tables, CITED)["size_categories"] == [bucket]


def test_title_and_licence_are_those_of_the_citation():
    front = front_matter(EMPTY, CITED)
    assert (front["pretty_name"], front["license"]) == ("A title", "cc-by-4.0")


def test_the_languages_are_those_of_the_articles():
    articles = pa.table({"language": ["fr", "en", "fr"]})
    assert front_matter(EMPTY | {"articles": articles}, CITED)["language"] == ["en", "fr"]


def test_one_configuration_is_the_default():
    configs = front_matter(EMPTY, CITED)["configs"]
    assert [config["config_name"] for config in configs if config.get("default")] == ["statements"]


def test_the_tags_are_the_keywords_of_the_citation():
    assert front_matter(EMPTY, CITED)["tags"] == ["social-media", "news"]


@pytest.mark.parametrize("name", TABLES)
def test_closed_variables_are_classes_in_the_order_of_the_codebook(name):
    columns = TABLES[name].to_schema().columns
    labels = {feature["name"]: list(feature["dtype"]["class_label"]["names"].values())
              for feature in hub_features(name) if isinstance(feature.get("dtype"), dict)}
    closed = {variable.id for variable in codebook().all_variables if variable.kind == "category"}
    variables = {column: columns[column].metadata["variable"] for column in columns}
    assert labels == {column: codebook().values(variable) for column, variable in variables.items()
                      if variable in closed}
