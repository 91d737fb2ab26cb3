"""Whole file: a file is written beside the one it replaces and takes its place in one step.

Whoever looks, at any moment, sees the old file or the new one, whole; so does the next run after a crash.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from schema.faults import Fault, FaultsFound

_HALF_WRITTEN = ".new"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, with the mode of the file that it replaces; missing folders are made.

    What a killed process left half-written beside it is written over. Behind a link, the file that it leads to is
    written. Raises `FaultsFound`, and leaves nothing beside, if it cannot be written.
    """
    try:
        _write_whole(path.resolve(), content)
    except OSError as error:
        remedy = "name a file in it" if path.is_dir() else "name another file, or see to permissions and space"
        raise FaultsFound([Fault(str(path), 0, "", "the file cannot be written", found=error.strerror or str(error),
                                 remedy=remedy, check="file")]) from error


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}{_HALF_WRITTEN}")
    try:
        beside.write_bytes(content)
        if path.exists():
            shutil.copymode(path, beside)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def is_half_written(path: Path) -> bool:
    """Say whether a file is what a killed process left of `write_whole`."""
    return path.name.startswith(".") and path.name.endswith(_HALF_WRITTEN)
