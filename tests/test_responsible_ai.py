"""The RAI properties are the datacard's own words."""

from pathlib import Path

import pytest

from builder.citation import CITATION, citation_of
from builder.inputs import Coder
from builder.read import read
from builder.responsible_ai import responsible_ai
from builder.sections import Sections
from schema.faults import FaultsFound

ROOT = Path(__file__).parents[1]
DATACARD = (ROOT / "DATACARD.md").read_text("utf-8")
TITLE = citation_of((ROOT / CITATION).read_text("utf-8")).title
CODERS = [coder.values for coder in read(ROOT / "data").coders]
PERSON = Coder(coder="reader", kind="person", note="Invented.")
MODEL = Coder(coder="pass_1", kind="language_model", model="a-model", note="Invented, too.")


def texts(properties):
    return [text for value in properties.values() for text in (value if isinstance(value, list) else [value])]


def test_every_property_is_prose_of_the_datacard():
    words = " ".join(DATACARD.replace("\n> ", "\n").split())
    own = [text.removeprefix("Not meant for ").split("\n\n")[0] for text in texts(responsible_ai(
        Sections(DATACARD, "DATACARD.md"), TITLE, CODERS))]
    assert [text for text in own if text not in words] == ["Document analysis"]


@pytest.mark.parametrize(
    ("coders", "tools"),
    [
        pytest.param([PERSON], None, id="persons only: left out"),
        pytest.param([PERSON, MODEL], ["A language model, `a-model`, made `pass_1`. `pass_1`: Invented, too."],
                     id="a person beside a model"),
    ],
)
def test_only_language_models_are_tools_of_machine_annotation(coders, tools):
    properties = responsible_ai(Sections(DATACARD, "DATACARD.md"), TITLE, coders)
    assert properties.get("rai:machineAnnotationTools") == tools


@pytest.mark.parametrize("heading", [
    "Source data", "Annotations", "Uses", "Bias, risks and limitations", "Personal and sensitive information",
    "Social impact", "Maintenance", "Corrections",
])
def test_a_heading_that_was_renamed_is_named(heading):
    renamed = DATACARD.replace(f"# {heading}\n", "# Something else\n")
    with pytest.raises(FaultsFound, match=f"DATACARD.md: {heading}: there is no such section; allowed "):
        responsible_ai(Sections(renamed, "DATACARD.md"), TITLE, CODERS)
