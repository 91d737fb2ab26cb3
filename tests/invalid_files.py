"""Invalid files over the valid project: what lies where, what it should give, and what is found and told there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from builder.check import check
from builder.checks import vocabulary
from builder.prove import prove_from
from builder.read import read
from schema.codebook import codebook
from schema.faults import FaultsFound

INVALID = Path(__file__).with_name("invalid")
VALID = Path(__file__).with_name("valid")
PLATFORMS = Path(__file__).parents[1] / "data" / "platforms.yaml"
PLACE, EXPECTED = "# laid over ", "# expected: "

WITHDRAWN_ID = "gazette-2022-05:09"

CODING = "data/codings/reader/gazette-2022-05.yaml"
STATEMENTS = "data/statements/gazette-2022-05.yaml"


def invalid(check_id):
    """Give the invalid file of a check; what codebook and register of platforms decide is filled in."""
    content = (INVALID / f"{check_id}.yaml").read_text("utf-8").replace("<version>", codebook().version)
    content = re.sub(r"<values of (\w+)>", lambda found: ", ".join(codebook().values(found[1])), content)
    others = re.sub(r"(?m)^(platforms:|- platform: bluesky)\n(  .*\n)*", "", PLATFORMS.read_text("utf-8"))
    return content.replace("# <the other records of data/platforms.yaml>\n", others)


def laid_over(check_id):
    """Give where the invalid file of a check lies in the project, and its content, without what it gives.

    Each further line that says where begins another file.
    """
    files = re.split(f"(?m)^(?={PLACE})", re.sub(f"(?m)^{EXPECTED}.*", "#", invalid(check_id)))[1:]
    return {content.splitlines()[0].removeprefix(PLACE): content for content in files}


def expected(check_id):
    """Give the messages that an invalid file says it gives."""
    return [line.removeprefix(EXPECTED) for line in invalid(check_id).splitlines() if line.startswith(EXPECTED)]


def found_in(root):
    """Give every fault and warning of a project, as text."""
    try:
        collection = read(root / "data")
        warnings = check(collection, [WITHDRAWN_ID])
        prove_from(collection, root / "texts")
    except FaultsFound as error:
        return [str(fault).replace(f"{root}{os.sep}", "") for fault in error.faults]
    return [str(warning) for warning in warnings]


def told_of(root):
    """Give the lines in which the faults of a project are told."""
    with pytest.raises(FaultsFound) as caught:
        check(read(root / "data"))
    return str(caught.value).splitlines()


def use_codebook_with(monkeypatch, **changes):
    """Let the checks ask a codebook in which values have other versions."""
    variables = [one.model_copy(update={"values": [value.model_copy(update=changes.get(value.id, {}))
                                                   for value in one.values]}) for one in codebook().variables]
    changed = codebook().model_copy(update={"variables": variables})
    monkeypatch.setattr(vocabulary, "codebook", lambda: changed)
