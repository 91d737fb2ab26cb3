"""What every descriptor says of the dataset is gathered from the project's documents and the written files."""

import hashlib

import pytest

from builder.manifest import read_manifest
from builder.parquet import parquet_name, read_tables
from builder.publication import publication
from schema.faults import FaultsFound
from schema.tables import TABLES


@pytest.fixture
def gathered(project_of, release_folder):
    """Give a function: the publication of a project with the given datacard, and the files of this release."""

    def gather(datacard):
        tables = read_tables(release_folder, list(TABLES))
        return publication(project_of({"DATACARD.md": datacard}), release_folder, tables, read_manifest(
            release_folder / "manifest.json"))

    return gather


def test_size_and_hash_are_those_of_the_file_that_was_written(gathered, release_folder):
    file = gathered("```bibtex\n@misc{one}\n```\n").files["articles"]
    content = (release_folder / parquet_name("articles")).read_bytes()
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_bibtex_entry_is_the_datacards(gathered):
    assert gathered("# Card\n\n```bibtex\n@misc{one,\n}\n```\n\nMore.\n").bibtex == "@misc{one,\n}"


def test_a_datacard_without_a_bibtex_entry_is_a_fault(gathered):
    with pytest.raises(FaultsFound) as found:
        gathered("# Card\n")
    assert str(found.value) == (
        "DATACARD.md: holds no citation in BibTeX; put the island 'citation' back [citation]")
