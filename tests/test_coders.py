"""Who coded: the register says it once, and every text on it follows the record of the adjudicated rows."""

from __future__ import annotations

import pytest

from build_dataset import build
from builder.read import read

REGISTER = "data/coders.yaml"
MODEL = "kind: language_model\n  model: a-model"
PERSON = "kind: person"


def register_of(**kinds):
    """Write a register of coders: name and kind of each."""
    records = (f"- coder: {name}\n  {kind}\n  note: Invented.\n" for name, kind in kinds.items())
    return {REGISTER: "coders:\n" + "".join(records)}


def said_of(root, whom="a language model", creators="- machine-generated"):
    """Say, of a project that is built, which of its texts on the coding name a language model, or whom else."""
    build(root, root / "dist")
    texts = {name: " ".join((root / "dist" / name).read_text("utf-8").replace("\n> ", " ").split())
             for name in ("index.html", "README.md", "croissant.json")}
    return {
        "page": f"{whom.capitalize()} coded the statements" in texts["index.html"],
        "warning": f"The rows were coded and adjudicated by {whom}." in texts["README.md"],
        "front matter": f"annotations_creators: {creators} source_datasets:" in texts["README.md"],
        "citation": f"{{News statements coded by {whom};" in texts["README.md"],
        "Croissant": f"{{News statements coded by {whom};" in texts["croissant.json"],
    }


@pytest.mark.usefixtures("without_figures")
@pytest.mark.parametrize(
    ("kinds", "is_model"),
    [
        pytest.param({"adjudicated": MODEL, "reader": MODEL}, True, id="a model alone"),
        pytest.param({"adjudicated": MODEL, "reader": PERSON}, True, id="a model, and a person beside it"),
        pytest.param({"adjudicated": PERSON, "reader": MODEL}, False, id="a person, by a model's pass"),
    ],
)
def test_that_a_language_model_coded_is_told_everywhere_by_the_record_of_the_adjudicated_rows(
        kinds, is_model, project_of):
    assert set(said_of(project_of(register_of(**kinds))).values()) == {is_model}


@pytest.mark.usefixtures("without_figures")
def test_persons_who_decided_some_of_the_rows_are_told_everywhere_beside_the_language_model(project_of):
    root = project_of(register_of(adjudicated=MODEL.replace("language_model", "both"), reader=PERSON))
    assert set(said_of(root, "a language model and persons", "- machine-generated - other").values()) == {True}


@pytest.mark.parametrize(
    ("kind", "told"),
    [pytest.param("kind: both", "5: coders[2].model: the field is missing; add 'model:'", id="both without a model"),
     pytest.param("kind: language_model", "5: coders[2].model: the field is missing; add 'model:'",
                  id="a model without its name"),
     pytest.param("kind: person\n  model: a-model", "7: coders[2].model: the value does not fit; found 'a-model'; "
                  "allowed no model where kind is person", id="a person with a model's name")],
)
def test_a_coder_names_a_model_if_it_is_one_and_only_then(kind, told, project_of):
    root = project_of(register_of(adjudicated=PERSON, reader=kind))
    assert [str(fault) for fault in read(root / "data").faults] == [f"{REGISTER}:{told} [form]"]
