"""Refresh: what keeps a document from being filled is a fault, and those of all documents are told in one run."""

from __future__ import annotations

import pytest

from build_dataset import build
from schema.faults import FaultsFound

pytestmark = pytest.mark.usefixtures("without_figures")

ISLAND = "<!-- generated: none -->\n<!-- end -->\n"


@pytest.mark.parametrize(
    ("datacard", "told"),
    [
        pytest.param(b"# A card\n\nCaf\xe9.\n", "DATACARD.md:3: the file is not UTF-8; found byte 0xe9; allowed UTF-8; "
                     "save it again with the encoding UTF-8 [document]", id="another encoding"),
        pytest.param(None, "DATACARD.md: the file cannot be read; found No such file or directory; restore it from the "
                     "last commit [document]", id="no file"),
    ],
)
def test_a_document_that_cannot_be_read_is_told_with_the_faults_of_the_other(datacard, told, project_of):
    root = project_of({"DATACARD.md": datacard, "README.md": ISLAND})
    with pytest.raises(FaultsFound) as caught:
        build(root, root / "dist")
    first, second = str(caught.value).splitlines()
    assert (first, second.partition(";")[0]) == (told, "README.md:1: there is no island 'none'")
    assert not (root / "dist").exists()
