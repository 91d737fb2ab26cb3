"""Stamp: what a release folder was built from, so that a build without a change does nothing.

The stamp lies in the folder as `.build.json`: a digest of every input (data, code, documents, versions of the
libraries, texts at hand), the hash of every file of the folder, and the report of the build. It is not published, but
only what it names is: whatever else lies in the folder may be anybody's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from builder.release_folder import published_paths
from schema.faults import Fault, FaultsFound
from schema.whole_file import is_half_written

STAMP = ".build.json"

Inputs = dict[str, str]

_INPUTS = ("data", "schema", "builder", "build_dataset.py", "pyproject.toml", "DATACARD.md", "README.md",
           "CHANGELOG.md", "CITATION.cff", ".zenodo.json", "LICENSE")
_NO_INPUTS = frozenset(f"data/{name}" for name in ("practice", "training", "heldout", "heldout_other"))
"""The thousands of texts from which the extractor is made, and by which it is judged: no file of a release is."""
_LIBRARIES = ("pandas", "pandera", "pyarrow", "sentencex", "scipy", "numpy", "Jinja2", "matplotlib", "pydantic",
              "PyYAML")


def inputs_of(root: Path, texts: Path | None) -> Inputs:
    """Give everything that a build of the project at `root` depends on: files by hash, libraries by version.

    Take it before anything is read: what is edited during a build is then new to the next one.
    """
    libraries = {f"library {name}": version(name) for name in _LIBRARIES}
    files = {path.relative_to(root).as_posix(): _sha256(path) for path in _files(_places(root))}
    held = sorted(path for path in texts.glob("*.txt") if path.is_file()) if texts else []
    hashes = {f"text {path.name}": _sha256(path) for path in held}
    return libraries | files | hashes | {"proved": f"by the texts in {texts}" if texts else "not asked"}


def with_generated(inputs: Inputs, generated: Mapping[str, str]) -> Inputs:
    """Give the inputs as the build itself leaves them: the generated files with their new text."""
    return {**inputs, **{name: hashlib.sha256(text.encode("utf-8")).hexdigest() for name, text in generated.items()}}


def write_stamp(folder: Path, inputs: Inputs, report: str) -> None:
    """Stamp a folder that holds all its other files."""
    stamp = {"inputs": _digest(inputs), "report": report, "files": _hashes(folder)}
    (folder / STAMP).write_text(json.dumps(stamp, indent=1), "utf-8")


def report_if_fresh(folder: Path, inputs: Inputs) -> str | None:
    """Give the report of the build that made the folder, if its inputs and its files are still the same; else None."""
    try:
        stamp = json.loads((folder / STAMP).read_text("utf-8"))
        is_fresh = stamp["inputs"] == _digest(inputs) and stamp["files"] == _hashes(folder)
        return str(stamp["report"]) if is_fresh else None
    except (OSError, ValueError, KeyError, TypeError):  # no stamp, or none of ours
        return None


def stamp_faults(folder: Path) -> Iterator[Fault]:
    """Find the files to publish that the build did not make or made otherwise, and those that are gone."""
    try:
        stamped = dict(json.loads((folder / STAMP).read_text("utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        yield Fault(STAMP, 0, "", "is missing, or no stamp of a build, so nobody knows what the build made",
                    remedy="remove the folder and build the release again", check="stamp")
        return
    for path in sorted({*published_paths(folder), *stamped}):
        if path not in stamped:
            yield Fault(path, 0, "", "the build did not make this file, and it would be published", check="stamp",
                        remedy="move it out of the folder, or build the release again, which removes it")
        elif not (folder / path).is_file():
            yield Fault(path, 0, "", "the file is gone", remedy="build the release again", check="stamp")
        elif _sha256(folder / path) != stamped[path]:
            yield Fault(path, 0, "", "the file was changed after the build", check="stamp",
                        remedy="build the release again; to change it, change what it is made from")


def require_replaceable(folder: Path) -> None:
    """Raise `FaultsFound` unless a build may replace the folder: it is absent, empty, or made by a build.

    Where it is absent, it must be possible to make it: what it is to lie in is a folder, or absent too.
    """
    above = next(place for place in folder.resolve().parents if place.exists())
    if not above.is_dir():
        raise FaultsFound([Fault(str(folder), 0, "", "cannot be made: what it would lie in is a file", check="release",
                                 found=above.name, allowed="a folder", remedy="give another --out")])
    is_ours = (folder / STAMP).is_file() or not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if not is_ours:
        raise FaultsFound([Fault(str(folder), 0, "", "is not a release folder, and a build would replace it",
                                 allowed="a release folder, an empty one, or a new name", check="release",
                                 remedy="give another --out, or move what it holds")])


def _digest(inputs: Inputs) -> str:
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode("utf-8")).hexdigest()


def _hashes(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in _files([folder]) if path.name != STAMP}


def _places(root: Path) -> Iterator[Path]:
    """Give the files and folders that a release is made of."""
    for name in _INPUTS:
        inside = (root / name).iterdir() if (root / name).is_dir() else [root / name]
        yield from (place for place in inside if place.relative_to(root).as_posix() not in _NO_INPUTS)


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        found = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (path for path in found
                    if path.is_file() and "__pycache__" not in path.parts and not is_half_written(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
