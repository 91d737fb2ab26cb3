"""Versions: what rules and what code made a row, as hashes of the files they lie in."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

from schema.codebook import CODEBOOK_FILE

_EXTRACTOR = Path(__file__).parents[1]
_LENGTH = 12


@functools.cache
def lexicon_version() -> str:
    """Give the version of the lexicon, the rules and the points of words: 12 hexadecimal digits of their hash."""
    return _digest([*_EXTRACTOR.glob("*.yaml"), *_EXTRACTOR.glob("*.csv")])


@functools.cache
def code_version() -> str:
    """Give the version of the code: the same of the Python files of extractor and schema, and of the codebook."""
    return _digest([*_EXTRACTOR.rglob("*.py"), *CODEBOOK_FILE.parent.glob("*.py"), CODEBOOK_FILE])


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_EXTRACTOR.parent).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:_LENGTH]
