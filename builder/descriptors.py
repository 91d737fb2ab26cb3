"""Descriptors: the files of the release folder that other tools read, derived from schema, codebook and manifest."""

from __future__ import annotations

from pathlib import Path

from builder.codebook_document import CODEBOOK_DOCUMENT, codebook_document
from builder.croissant import CROISSANT, croissant_text
from builder.datapackage import DATAPACKAGE, datapackage_text
from builder.manifest import Manifest
from builder.publication import publication
from builder.tabulate import Tables
from schema.codebook import codebook


def descriptors(root: Path, folder: Path, tables: Tables, manifest: Manifest) -> dict[str, str]:
    """Give the descriptors by file name; the Parquet files must lie in `folder`, since their hashes are told."""
    published = publication(root, folder, tables, manifest)
    return {
        CROISSANT: croissant_text(published),
        DATAPACKAGE: datapackage_text(published),
        CODEBOOK_DOCUMENT: codebook_document(codebook()),
    }
