"""Stamp: what a release folder was built from, so that a build without a change does nothing.

The stamp lies in the folder as `.build.json`: a digest of every input (data, code, documents, versions of the
libraries, texts at hand), the hash of every file of the folder, and the report of the build. It is not published.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

STAMP = ".build.json"

_INPUTS = ("data", "schema", "builder", "extractor", "build_dataset.py", "pyproject.toml", "DATACARD.md", "README.md",
           "CHANGELOG.md", "CITATION.cff", "LICENSE")
_LIBRARIES = ("pandas", "pandera", "pyarrow", "sentencex", "scipy", "numpy")


def inputs_digest(root: Path, texts: Path | None) -> str:
    """Give a digest of everything that a build of the project at `root` depends on."""
    digest = hashlib.sha256("".join(f"{name} {version(name)}\n" for name in _LIBRARIES).encode())
    for path in _files([root / name for name in _INPUTS] + ([texts] if texts else [])):
        digest.update(f"{path.relative_to(root) if path.is_relative_to(root) else path.name}\n".encode())
        digest.update(_sha256(path).encode())
    return digest.hexdigest()


def write_stamp(folder: Path, digest: str, report: str) -> None:
    """Stamp a folder that holds all its other files."""
    files = {str(path.relative_to(folder)): _sha256(path) for path in _files([folder])}
    (folder / STAMP).write_text(json.dumps({"inputs": digest, "report": report, "files": files}, indent=1), "utf-8")


def report_if_fresh(folder: Path, digest: str) -> str | None:
    """Give the report of the build that made the folder, if its inputs and its files are still the same; else None."""
    try:
        stamp = json.loads((folder / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if stamp.get("inputs") != digest:
        return None
    files = {str(path.relative_to(folder)): _sha256(path) for path in _files([folder]) if path.name != STAMP}
    return stamp["report"] if files == stamp["files"] else None


def _files(places: Iterable[Path]) -> Iterable[Path]:
    for place in places:
        if place.is_file():
            yield place
        else:
            yield from sorted(path for path in place.rglob("*")
                              if path.is_file() and "__pycache__" not in path.parts)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
