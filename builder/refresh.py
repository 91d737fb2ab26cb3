"""Refresh: the generated files that are committed, so that a diff shows what a change does to the data.

They are the manifest, the islands of the documents and the figures in them, the version in `CITATION.cff`, the record
for Zenodo and the JSON Schemas for editors.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

from builder.card import FIGURE_FOLDER
from builder.citation import CITATION, ZENODO, Citation, with_version, zenodo_text
from builder.describe import describe
from builder.editor_schemas import editor_schemas
from builder.folder_swap import locked
from builder.illustrate import Illustrations
from builder.inputs import Coder
from builder.islands import with_islands
from builder.manifest import MANIFEST, Manifest, manifest_text
from builder.publication import DATACARD
from builder.tabulate import Tables
from schema.faults import Fault, FaultsFound, all_of, not_utf8
from schema.whole_file import write_whole

README = "README.md"


def generated_files(root: Path, tables: Tables, illustrations: Illustrations, manifest: Manifest,
                    citation: Citation, coders: Sequence[Coder]) -> dict[str, str]:
    """Give every committed file that is generated, whole or in part: path from the root → what it should hold.

    Raises `FaultsFound` with what keeps the documents from being read, or their islands from being filled.
    """
    islands = describe(tables, citation, coders)
    documents = all_of(*(functools.partial(_with_islands, root, name, islands) for name in (DATACARD, README)))
    return {
        f"data/{MANIFEST}": manifest_text(manifest),
        **dict(documents),
        CITATION: with_version((root / CITATION).read_text("utf-8"), citation.version),
        ZENODO: zenodo_text(citation),
        **{f"data/schemas/{name}": text for name, text in editor_schemas().items()},
        **{f"{FIGURE_FOLDER}/{name}": text for name, text in illustrations.vector_files.items()},
    }


def stale_files(root: Path, files: Mapping[str, str]) -> list[Fault]:
    """Name the generated files that do not hold what they should."""
    return [
        Fault(name, 0, "", "is stale", check="fresh", remedy="run 'make dataset' and commit the file")
        for name, text in files.items() if _read(root / name) != text.encode("utf-8")
    ]


def require_fresh(root: Path, files: Mapping[str, str]) -> None:
    """Raise `FaultsFound` if any generated file is stale."""
    stale = stale_files(root, files)
    if stale:
        raise FaultsFound(stale)


def refresh(root: Path, files: Mapping[str, str]) -> list[str]:
    """Write the generated files that are stale, each whole or not at all; gives their names."""
    with locked(root / "data"):  # builds into different folders share these files
        stale = [fault.file for fault in stale_files(root, files)]
        for name in stale:
            write_whole(root / name, files[name].encode("utf-8"))
    return stale


def _with_islands(root: Path, name: str, islands: Mapping[str, str]) -> tuple[str, str]:
    try:
        document = (root / name).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise FaultsFound([not_utf8(name, error, "document")]) from None
    except OSError as error:
        raise FaultsFound([Fault(name, 0, "", "the file cannot be read", found=error.strerror or "", check="document",
                                 remedy="restore it from the last commit")]) from None
    return name, with_islands(document, islands, name)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
