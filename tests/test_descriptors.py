"""The descriptors together: all there, the same whenever the same is built, and none of them a row of data."""

import shutil
from pathlib import Path

import pytest

from build_dataset import build

ROOT = Path(__file__).parents[1]
DESCRIPTORS = ["CITATION.cff", "CODEBOOK.md", "croissant.json", "datapackage.json", "manifest.json"]


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_a_descriptor_ends_in_one_newline(release_folder, name):
    text = (release_folder / name).read_text("utf-8")
    assert text.endswith("\n") and not text.endswith("\n\n")


def test_building_again_gives_the_same_descriptors(release_folder, tmp_path):
    project = shutil.copytree(release_folder.parent, tmp_path / "project", ignore=shutil.ignore_patterns("dist"))
    build(project, tmp_path / "again")
    assert [name for name in DESCRIPTORS
            if (tmp_path / "again" / name).read_bytes() != (release_folder / name).read_bytes()] == []


def test_an_address_and_a_day_in_the_citation_reach_every_descriptor(project_of, tmp_path):
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    project = project_of({"CITATION.cff": citation + "url: https://example.org/set\ndate-released: 2026-01-31\n"})
    build(project, tmp_path / "dist")
    croissant, datapackage = ((tmp_path / "dist" / name).read_text("utf-8") for name in DESCRIPTORS[2:4])
    assert '"url": "https://example.org/set"' in croissant and '"datePublished": "2026-01-31"' in croissant
    assert '"homepage": "https://example.org/set"' in datapackage
    assert '"publication_date": "2026-01-31"' in (project / ".zenodo.json").read_text("utf-8")


def test_a_build_without_a_change_makes_no_descriptor_anew(release_folder):
    assert build(release_folder.parent, release_folder).startswith("Nothing has changed since the last build.")
