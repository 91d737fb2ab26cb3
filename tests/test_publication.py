"""What every descriptor says of the dataset is gathered before anything is written; the files are told as they lie."""

import hashlib
import json

import pytest

from build_dataset import build
from builder.citation import CITATION
from builder.parquet import parquet_name, read_tables
from builder.publication import DATACARD, files_of
from schema.faults import FaultsFound
from schema.tables import TABLES

pytestmark = pytest.mark.usefixtures("without_figures")

ARTICLES = "data/articles.yaml"


@pytest.fixture
def changed(project_of):
    """Give a function: a project that was built, with one text in one file changed since."""

    def change(name, old, new):
        root = project_of()
        build(root, root / "dist")
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), "utf-8")
        return root

    return change


def test_size_and_hash_are_those_of_the_file_that_was_written(release_folder):
    file = files_of(release_folder, read_tables(release_folder, list(TABLES)))["articles"]
    content = (release_folder / parquet_name("articles")).read_bytes()
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("is_check", [False, True], ids=["build", "check"])
@pytest.mark.parametrize(("name", "old", "new", "message"), [
    pytest.param(DATACARD, "## Maintenance\n", "## Care\n", "DATACARD.md: Maintenance: there is no such section",
                 id="a section of the datacard"),
    pytest.param(CITATION, "title: Platforms' moderation policy", "title: Moderation policy",
                 "^DATACARD.md: the first heading is not the title of CITATION.cff; found \"Platforms' moderation "
                 ".*; allowed 'Moderation policy .*; rename it, or mend the title in CITATION.cff \\[section\\]$",
                 id="another title"),
    pytest.param(CITATION, "  - name: Contributors", "  - Contributors", "an author is not a mapping",
                 id="the citation"),
])
def test_what_no_descriptor_can_be_made_of_is_found_before_a_file_is_written(
        name, old, new, message, is_check, changed, content_of):
    root = changed(name, old, new)
    coding = root / "data/codings/reader/gazette-2022-05.yaml"
    coding.write_text(coding.read_text("utf-8").replace("certainty: asserted", "certainty: hedged"), "utf-8")
    before = content_of(root)
    with pytest.raises(FaultsFound, match=message):
        build(root, root / "dist", is_check=is_check)
    assert content_of(root) == before


def test_an_author_of_the_citation_is_named_wherever_the_dataset_is_cited(changed):
    old = "Contributors to the Taliban platform policy dataset"
    root = changed(CITATION, old, "Readers of the news")
    build(root, root / "dist")
    for name in (DATACARD, ".zenodo.json", *(f"dist/{name}" for name in (
            "README.md", "index.html", "croissant.json", "datapackage.json", CITATION))):
        text = (root / name).read_text("utf-8")
        assert ("Readers of the news" in text, old in text) == (True, False), name


def test_the_licence_of_the_citation_is_told_wherever_the_data_are_described(changed):
    root = changed(CITATION, "CC-BY-4.0", "CC-BY-SA-4.0")
    build(root, root / "dist")
    told = {"dist/README.md": "license: cc-by-sa-4.0", DATACARD: "licence CC BY-SA 4.0", "dist/index.html":
            ">CC BY-SA 4.0</a>", "dist/croissant.json": "licenses/CC-BY-SA-4.0", ".zenodo.json": "cc-by-sa-4.0"}
    assert [name for name, text in told.items() if text not in (root / name).read_text("utf-8")] == []


def test_the_language_of_the_articles_is_told_wherever_the_data_are_described(changed):
    root = changed(ARTICLES, "language: en", "language: fr")
    build(root, root / "dist")
    assert "\nlanguage:\n- fr\npretty_name" in (root / "dist/README.md").read_text("utf-8")
    assert json.loads((root / "dist/croissant.json").read_text("utf-8"))["inLanguage"] == ["fr"]
