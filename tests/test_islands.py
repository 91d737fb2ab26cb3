"""Islands: what is generated is filled in, what a person wrote stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.islands import with_islands, without_marks
from schema.faults import FaultsFound

ISLANDS = {"counts": "3 rows", "values": "| a |\n"}
DOCUMENT = ("# Title\n\n<!-- generated: counts -->\nold\n<!-- end -->\n\nBy hand.\n\n"
            "<!-- generated: values -->\n<!-- end -->\n")
FILLED = ("# Title\n\n<!-- generated: counts -->\n\n3 rows\n\n<!-- end -->\n\nBy hand.\n\n"
          "<!-- generated: values -->\n\n| a |\n\n<!-- end -->\n")

BY_HAND = st.text(st.sampled_from("ab <>!-\n#|")).filter(lambda text: "<!--" not in text)


def test_islands_are_filled_and_the_rest_stays():
    assert with_islands(DOCUMENT, ISLANDS, "CARD.md") == FILLED


@given(BY_HAND, BY_HAND, st.text(st.sampled_from("xy|\\1\n")))
def test_filling_twice_is_filling_once_and_keeps_what_a_person_wrote(before, after, island):
    document = f"{before}\n<!-- generated: counts -->\n<!-- end -->{after}"
    once = with_islands(document, {"counts": island}, "CARD.md")
    assert with_islands(once, {"counts": island}, "CARD.md") == once
    assert once.startswith(f"{before}\n<!-- generated") and once.endswith(f"<!-- end -->{after}")


@pytest.mark.parametrize(
    ("document", "message"),
    [
        pytest.param("a\n\n<!-- generated: count -->\n<!-- end -->\n",
                     "CARD.md:3: there is no island 'count'; allowed counts, values; did you mean 'counts'? [island]",
                     id="unknown"),
        pytest.param("<!-- generated: Counts 2 -->\n<!-- end -->\n",
                     "CARD.md:1: there is no island 'Counts 2'; allowed counts, values; "
                     "did you mean 'counts'? [island]",
                     id="no name of an island"),
        pytest.param("<!-- generated: counts -->\nBy hand.\n<!-- generated: values -->\n<!-- end -->\n",
                     "CARD.md:1: the island 'counts' is not closed; allowed the comment alone on its line, then "
                     "'<!-- end -->' before the next island; add '<!-- end -->' [island]",
                     id="closed by the end of the next"),
        pytest.param("<!-- generated: counts -->\nBy hand.\n",
                     "CARD.md:1: the island 'counts' is not closed; allowed the comment alone on its line, then "
                     "'<!-- end -->' before the next island; add '<!-- end -->' [island]",
                     id="never closed"),
    ],
)
def test_a_broken_island_is_a_fault_and_nothing_is_filled(document, message):
    with pytest.raises(FaultsFound, match=f"^{re.escape(message)}$"):
        with_islands(document, ISLANDS, "CARD.md")


def test_readers_see_no_marks():
    assert without_marks(FILLED) == "# Title\n\n3 rows\n\nBy hand.\n\n| a |\n"
