"""Descriptors: the files of the release folder that other tools read, derived from schema, codebook and manifest."""

from __future__ import annotations

from pathlib import Path

from builder.codebook_document import CODEBOOK_DOCUMENT, codebook_document
from builder.croissant import CROISSANT, croissant_text
from builder.datapackage import DATAPACKAGE, datapackage_text
from builder.publication import Publication, files_of
from schema.codebook import codebook


def descriptors(published: Publication, folder: Path) -> dict[str, str]:
    """Give the descriptors by file name; the Parquet files must lie in `folder`, since their hashes are told."""
    files = files_of(folder, published.tables)
    return {
        CROISSANT: croissant_text(published, files),
        DATAPACKAGE: datapackage_text(published, files),
        CODEBOOK_DOCUMENT: codebook_document(codebook()),
    }
