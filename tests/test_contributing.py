import re
import textwrap
from pathlib import Path

import pytest

from builder.inputs import ClaimsFile, CodersFile
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
