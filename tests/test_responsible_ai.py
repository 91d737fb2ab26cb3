"""The RAI properties are the datacard's own words."""

from pathlib import Path

import pytest

from builder.citation import CITATION, citation_of
from builder.responsible_ai import responsible_ai
from builder.sections import Sections
from schema.faults import FaultsFound

ROOT = Path(__file__).parents[1]
DATACARD = (ROOT / "DATACARD.md").read_text("utf-8")
TITLE = citation_of((ROOT / CITATION).read_text("utf-8")).title


def texts(properties):
    return [text for value in properties.values() for text in (value if isinstance(value, list) else [value])]


def test_every_property_is_prose_of_the_datacard():
    words = " ".join(DATACARD.replace("\n> ", "\n").split())
    own = [text.removeprefix("Not meant for ").split("\n\n")[0] for text in texts(responsible_ai(
        Sections(DATACARD, "DATACARD.md"), TITLE))]
    assert [text for text in own if text not in words] == ["Document analysis"]


@pytest.mark.parametrize("heading", [
    "Source data", "Annotations", "Uses", "Bias, risks and limitations", "Personal and sensitive information",
    "Social impact", "Maintenance", "Corrections",
])
def test_a_heading_that_was_renamed_is_named(heading):
    renamed = DATACARD.replace(f"# {heading}\n", "# Something else\n")
    with pytest.raises(FaultsFound, match=f"DATACARD.md: {heading}: there is no such section; allowed "):
        responsible_ai(Sections(renamed, "DATACARD.md"), TITLE)
