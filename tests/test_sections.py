"""Sections give the prose of a document by its headings."""

import pytest

from builder.sections import Sections
from schema.faults import FaultsFound

CARD = """# Card

> **Read first.** A quotation
> of two lines.

## Uses

**Meant for** looking
at things; comparing them.

**Not meant for**

- one thing;
- another thing,
  told on two lines.

```python
# Uses
print("no prose")
```

## Source

<!-- generated: coverage -->

**Lineage.** Two are rewritten.

| a | table |
| --- | --- |

<!-- end -->

### Below

Deeper.
"""


@pytest.fixture
def card():
    return Sections(CARD, "CARD.md")


def test_a_paragraph_is_given_on_one_line_without_its_lead(card):
    assert card.paragraph("Uses", "Meant for") == "looking at things; comparing them."


def test_a_quotation_is_a_paragraph_without_its_marks(card):
    assert card.paragraph("Card", "Read first") == "A quotation of two lines."


def test_items_are_given_whole_without_mark_and_last_stop(card):
    assert card.items("Uses") == ["one thing", "another thing, told on two lines"]


def test_a_section_has_no_code_no_table_no_mark_and_ends_at_the_next_heading(card):
    assert card.section("Source") == "**Lineage.** Two are rewritten."


@pytest.mark.parametrize(("ask", "message"), [
    pytest.param(lambda card: card.section("Use"),
                 "CARD.md: Use: there is no such section; allowed Card, Uses, Source, Below; did you mean 'Uses'? "
                 "[section]", id="section"),
    pytest.param(lambda card: card.paragraph("Uses", "Ment for"),
                 "CARD.md: Uses / Ment for: there is no such paragraph; allowed Meant for, Not meant for; "
                 "did you mean 'Meant for'? [section]", id="paragraph"),
])
def test_what_is_missing_is_named_with_what_there_is(card, ask, message):
    with pytest.raises(FaultsFound) as found:
        ask(card)
    assert str(found.value) == message
