"""Editor schemas: what an editor shows is what the build accepts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.editor_schemas import editor_schemas
from schema.codebook import codebook
from schema.columns import SUMMARY_LIMIT
from schema.strict_yaml import read_file

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema reads the schemas as editors do")

ROOT = Path(__file__).parents[1]
SCHEMAS = {name: json.loads(text) for name, text in editor_schemas().items()}
NUMBERS = {"start", "end", "words", "characters"}
CODINGS = sorted([*(ROOT / "data/statements").glob("*.yaml"), *(ROOT / "data/codings").glob("*/*.yaml")])


def as_editors_read(value, key=""):
    """Give strict YAML's texts as an editor's YAML gives them: whole numbers where a number is meant."""
    if isinstance(value, dict):
        return {name: as_editors_read(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_editors_read(inner, key) for inner in value]
    return int(value) if key in NUMBERS and value is not None else value


def faults_of(schema, value):
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMAS[schema]).iter_errors(value)]


def coding():
    return as_editors_read(read_file(CODINGS[0]).value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("path", CODINGS, ids=lambda path: "/".join(path.parts[-2:]))
def test_an_editor_accepts_every_coding_of_the_project(path):
    assert faults_of("coding.schema.json", as_editors_read(read_file(path).value)) == []


@pytest.mark.parametrize("register", ["articles", "platforms", "claims", "coders", "excuses"])
def test_an_editor_accepts_every_register_of_the_project(register):
    value = as_editors_read(read_file(ROOT / "data" / f"{register}.yaml").value)
    assert faults_of(f"{register}.schema.json", value) == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("stance", "bans", "'bans' is not one of ['prohibits', 'restricts'", id="unknown value"),
        pytest.param("compared_with", ["myspace"], "'myspace' is not one of ['twitter', 'meta'",
                     id="unknown in a list"),
        pytest.param("stanse", "permits", "('stanse' was unexpected)", id="unknown field"),
        pytest.param("summary", "x" * (SUMMARY_LIMIT + 1), "is too long", id="long summary"),
        pytest.param("evidence", {"quote": 1}, "is not valid under any of the given schemas", id="quote of no text"),
    ],
)
def test_an_editor_marks_what_the_build_refuses(field, value, message):
    broken = coding()
    broken["statements"][0][field] = value
    assert [message in found for found in faults_of("coding.schema.json", broken)] == [True]


def test_an_editor_asks_for_every_field_that_is_missing():
    broken = coding()
    del broken["statements"][0]["stance"]
    assert faults_of("coding.schema.json", broken) == ["'stance' is a required property"]


def test_an_editor_explains_each_value_in_the_codebooks_words():
    stance = SCHEMAS["coding.schema.json"]["$defs"]["Statement"]["properties"]["stance"]
    assert stance["enum"] == codebook().values("stance")
    assert all(value.definition in stance["markdownDescription"] for value in codebook().variable("stance").values)
