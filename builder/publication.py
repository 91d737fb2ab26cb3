"""Publication: what every descriptor of the release folder says of the dataset as a whole, gathered once."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.card import languages
from builder.citation import CITATION, Citation
from builder.inputs import Coder
from builder.manifest import Manifest
from builder.parquet import parquet_name
from builder.responsible_ai import responsible_ai
from builder.sections import Sections
from builder.tabulate import Tables

DATACARD = "DATACARD.md"


@dataclass(frozen=True)
class File:
    """A file of the release folder: its path there, its size in bytes, its SHA-256 (hex)."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Publication:
    """The dataset as it is published: who, what, under which licence, and the prose on it.

    `datacard` is its text, and `responsible_ai` what the Croissant description takes from it.
    """

    name: str
    citation: Citation
    languages: tuple[str, ...]
    manifest: Manifest
    datacard: str
    responsible_ai: dict[str, Any]
    coders: tuple[Coder, ...]
    tables: Tables


def publication(root: Path, tables: Tables, manifest: Manifest, citation: Citation, coders: Sequence[Coder],
                generated: Mapping[str, str]) -> Publication:
    """Gather what is published; `generated` holds the text of `DATACARD.md`, as `builder.refresh` generates it.

    Raises `FaultsFound` if the datacard lacks a section that descriptors ask for, or has another title. Nothing is
    written.
    """
    datacard = generated[DATACARD]
    sections = Sections(datacard, DATACARD)
    sections.require_title(citation.title, CITATION)
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return Publication(
        name=project["name"],
        citation=citation,
        languages=tuple(languages(tables["articles"])),
        manifest=manifest,
        datacard=datacard,
        responsible_ai=responsible_ai(sections, citation.title, coders),
        coders=tuple(coders),
        tables=tables,
    )


def files_of(folder: Path, tables: Tables) -> dict[str, File]:
    """Give the Parquet file of each table, as it lies in `folder`."""
    return {name: _file(folder, parquet_name(name)) for name in tables}


def _file(folder: Path, path: str) -> File:
    content = (folder / path).read_bytes()
    return File(path, len(content), hashlib.sha256(content).hexdigest())
