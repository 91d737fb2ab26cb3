"""The codebook as a document holds the whole codebook, in its order."""

import re
from typing import get_args

import pytest

from builder.codebook_document import CODEBOOK_DOCUMENT, codebook_document
from schema.codebook import Variable, codebook

BOOK = codebook()
VALUES = [(variable, value) for variable in BOOK.all_variables for value in variable.values]


@pytest.fixture(scope="module")
def document(release_folder):
    return (release_folder / CODEBOOK_DOCUMENT).read_text("utf-8")


@pytest.fixture(scope="module")
def part_of(document):
    """Give a function: the text under a variable's heading, and under a value's heading within it."""

    def part(variable: str, value: str | None = None) -> str:
        text = document.split(f"### `{variable}`: ", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
        return text.split(f"#### `{value}`: ", 1)[1].split("\n#### ", 1)[0] if value else text

    return part


def test_variables_stand_in_the_order_of_the_codebook(document):
    assert re.findall(r"(?m)^### `(\w+)`", document) == [variable.id for variable in BOOK.all_variables]


@pytest.mark.parametrize("variable", BOOK.all_variables, ids=lambda variable: variable.id)
def test_a_variable_has_its_label_definition_rule_and_values_in_order(part_of, variable):
    part = part_of(variable.id)
    assert part.startswith(variable.label) and variable.definition in part and variable.rule in part
    assert re.findall(r"(?m)^#### `(\w+)`", part) == [value.id for value in variable.values]


@pytest.mark.parametrize(("variable", "value"), VALUES, ids=lambda entry: entry.id)
def test_a_value_has_all_that_a_coder_asks(part_of, variable, value):
    part = part_of(variable.id, value.id)
    asked = [value.label, value.definition, value.use_when, value.use_not_when, value.example,
             *(f"{dsa.attribute}={dsa.value}" for dsa in value.dsa)]
    assert [text for text in asked if text not in part] == []


def test_each_kind_of_match_with_the_dsa_is_explained(document):
    used = {dsa.match for _, value in VALUES for dsa in value.dsa}
    assert used == set(re.findall(r"(?m)^- `(\w+)`: the ", document))


def test_unit_rules_constraints_and_decisions_are_all_there(document):
    texts = [BOOK.version, BOOK.unit, *(entry.text for entry in (*BOOK.rules, *BOOK.decisions)),
             *(constraint.reason for constraint in BOOK.constraints)]
    assert [text for text in texts if text not in document] == []


def test_a_borrowing_variable_names_the_values_that_it_takes(part_of):
    assert "Takes the values of `platform` (`twitter`, " in part_of("compared_with")


@pytest.mark.parametrize("kind", get_args(Variable.model_fields["kind"].annotation))
def test_every_kind_of_variable_can_be_described(book_of, kind):
    assert "### `one`: one\n\none Holds " in codebook_document(book_of(platform="name", one=kind))


def test_a_withdrawn_value_is_said_to_be_withdrawn():
    stance = BOOK.variable("stance")
    old = stance.values[0].model_copy(update={"deprecated_in": "2.0"})
    book = BOOK.model_copy(update={"variables": [stance.model_copy(update={"values": [old]})], "derived": []})
    assert f"{old.definition} Withdrawn in 2.0." in codebook_document(book)
