"""Registers: what is wrong in one is told at its own line, and no row is blamed for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.check import check
from builder.read import read
from schema.faults import FaultsFound

VALID = Path(__file__).with_name("valid")


def told_of(root):
    """Give the lines in which the faults of a project are told."""
    with pytest.raises(FaultsFound) as caught:
        check(read(root / "data"))
    return str(caught.value).splitlines()


def test_a_platform_that_closed_before_it_began_is_told_at_its_line_and_no_row_is_blamed(project_of):
    platforms = (VALID / "data/platforms.yaml").read_text("utf-8")
    broken = platforms.replace("since: '2006'", "since: '2006'\n  until: 2005-12")
    assert told_of(project_of({"data/platforms.yaml": broken})) == [
        "data/platforms.yaml:10: platforms[1].until: the value does not fit; found '2005-12'; allowed since, 2006, or "
        "later [form]"
    ]
