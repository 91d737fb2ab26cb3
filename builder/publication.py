"""Publication: what every descriptor of the release folder says of the dataset as a whole, gathered once."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from builder.card import front_matter
from builder.citation import CITATION, Citation, citation_of
from builder.manifest import Manifest
from builder.parquet import parquet_name
from builder.sections import Sections
from builder.tabulate import Tables
from schema.faults import Fault, FaultsFound

DATACARD = "DATACARD.md"

_BIBTEX = re.compile(r"```bibtex\n(?P<entry>.*?)\n```", re.DOTALL)


@dataclass(frozen=True)
class File:
    """A file of the release folder: its path there, its size in bytes, its SHA-256 (hex)."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Publication:
    """The dataset as it is published: who, what, under which licence, and the Parquet file of each table."""

    name: str
    citation: Citation
    bibtex: str
    languages: tuple[str, ...]
    manifest: Manifest
    datacard: Sections
    tables: Tables
    files: dict[str, File]


def publication(root: Path, folder: Path, tables: Tables, manifest: Manifest) -> Publication:
    """Gather what descriptors say, from the project's documents and the Parquet files that lie in `folder`."""
    datacard = (root / DATACARD).read_text("utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    citation = citation_of((root / CITATION).read_text("utf-8"))
    return Publication(
        name=project["name"],
        citation=citation,
        bibtex=_bibtex(datacard),
        languages=tuple(front_matter(tables, citation)["language"]),
        manifest=manifest,
        datacard=Sections(datacard, DATACARD),
        tables=tables,
        files={name: _file(folder, parquet_name(name)) for name in tables},
    )


def _file(folder: Path, path: str) -> File:
    content = (folder / path).read_bytes()
    return File(path, len(content), hashlib.sha256(content).hexdigest())


def _bibtex(datacard: str) -> str:
    match = _BIBTEX.search(datacard)
    if not match:
        raise FaultsFound([Fault(DATACARD, 0, "", "holds no citation in BibTeX", check="citation",
                                 remedy="put the island 'citation' back")])
    return match["entry"]
