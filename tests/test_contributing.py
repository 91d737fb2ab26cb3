import re
import textwrap
from pathlib import Path

import pytest

from builder.check import check
from builder.inputs import ClaimsFile, CodersFile
from builder.read import read
from extractor import extract
from extractor.propose import proposal
from schema.faults import FaultsFound
from schema.forms import filled
from schema.strict_yaml import read_text

GUIDE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")
SAMPLES = [textwrap.dedent(one) for one in re.findall(r"^ *```yaml\n(.*?)^ *```", GUIDE, re.S | re.M)]


@pytest.mark.parametrize(("form", "key", "first"), [
    pytest.param(ClaimsFile, "claims", "- claim_id:", id="a claim"),
    pytest.param(CodersFile, "coders", "- coder:", id="a coder"),
])
def test_the_guides_sample_of_a_record_fills_its_form(form, key, first):
    (sample,) = [one for one in SAMPLES if one.startswith(first)]
    _, faults = filled(form, read_text(f"{key}:\n\n{sample}", f"{key}.yaml"))
    assert faults == []


def test_the_guide_puts_a_proposal_where_the_checks_see_it():
    assert re.findall(r"propose \S+ --published \S+ --out (\S+?)`", GUIDE) == ["data/statements/example-2023-07.yaml"]


def test_a_proposal_in_its_place_is_refused_as_long_as_it_quotes(project_of):
    article = "Facebook bans the Taliban.\nPakistan bans Twitter; the Taliban blocked TikTok."
    proposed = proposal("gazette-2022-05", extract(article), article)
    collection = read(project_of({"data/statements/gazette-2022-05.yaml": proposed}) / "data")
    with pytest.raises(FaultsFound) as caught:
        check(collection)
    refused = [(fault.line, fault.check) for fault in caught.value.faults]
    quoting = [line for line, text in enumerate(proposed.splitlines(), 1) if '"' in text and " bans " in text]
    assert len(quoting) == 2 and {(line, "no-quote") for line in quoting} <= {*refused}
