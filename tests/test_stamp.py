"""The stamp: what a release is made from, what is no part of that, and what is not imported where nothing changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from builder.stamp import inputs_of, report_if_fresh

pytestmark = pytest.mark.usefixtures("without_figures")

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "path", ["data/coders.yaml", "CHANGELOG.md", "pyproject.toml", "schema/more.yaml", "builder/more.py"])
def test_whatever_the_release_follows_from_is_an_input(path, built):
    before = inputs_of(built, None)
    (built / path).parent.mkdir(exist_ok=True)
    with (built / path).open("a", encoding="utf-8") as handle:
        handle.write("\n# a comment\n")
    assert report_if_fresh(built / "dist", before) is not None
    assert report_if_fresh(built / "dist", inputs_of(built, None)) is None


@pytest.mark.parametrize("path", ["data/training/texts/a.txt", "data/heldout/articles.yaml", "extractor/rules_1.yaml"])
def test_what_the_extractor_is_made_from_is_no_input(path, built):
    (built / path).parent.mkdir(parents=True)
    (built / path).touch()
    assert report_if_fresh(built / "dist", inputs_of(built, None)) is not None


@pytest.mark.parametrize("path", ["data/.claims.yaml.new", "schema/__pycache__/tables.pyc"])
def test_what_a_killed_process_or_python_left_is_no_input(path, built):
    (built / path).parent.mkdir(parents=True, exist_ok=True)
    (built / path).touch()
    assert report_if_fresh(built / "dist", inputs_of(built, None)) is not None


ASK_WHAT_IS_IMPORTED = """
import sys
from pathlib import Path
from build_dataset import build
root = Path(sys.argv[1])
print(build(root, root / "dist"))
print(sorted({"pandas", "pyarrow", "pandera"} & set(sys.modules)))
"""


def test_a_build_without_a_change_imports_none_of_the_large_libraries(built):
    printed = subprocess.run([sys.executable, "-c", ASK_WHAT_IS_IMPORTED, built], check=True, capture_output=True,
                             text=True, cwd=ROOT).stdout
    assert printed.startswith("Nothing has changed")
    assert printed.splitlines()[-1] == "[]"
