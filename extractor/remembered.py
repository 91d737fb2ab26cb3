"""Remembered: what was read from the files of this folder, kept for the next process, which need not read them again.

It stands beside Python's bytecode (in `__pycache__`, or where PYTHONPYCACHEPREFIX says), is not written where no
bytecode is (PYTHONDONTWRITEBYTECODE), and holds until a file of words, of rules or of code changes.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pydantic

import schema

READ_FROM = (Path(__file__).parent, Path(schema.__file__).parent)

_KINDS = ("*.yaml", "*.py")

Read = TypeVar("Read")


def remembered(name: str, read: Callable[[], Read]) -> Read:
    """Give what `read` gives, or gave to an earlier process if no file has changed since; raises what it raises.

    What cannot be kept, or was kept in part only, is read.
    """
    place, state = _place(name), _state()
    with contextlib.suppress(Exception):  # there is none, or it is cut, and then anything may be raised
        kept = memoryview(place.read_bytes())
        if kept[:len(state)] == state:
            return pickle.loads(kept[len(state):])
    found = read()
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError):
            _keep(place, state + pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    return found


def _place(name: str) -> Path:
    return Path(importlib.util.cache_from_source(str(READ_FROM[0] / f"{name}.py"))).with_suffix(".pickle")


@functools.cache
def _state() -> bytes:
    """Give a digest of all that what is read depends on."""
    digest = hashlib.sha256(pydantic.VERSION.encode())
    for path in sorted(path for folder in READ_FROM for kind in _KINDS for path in folder.glob(kind)):
        content = path.read_bytes()
        digest.update(f"\0{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.digest()


def _keep(place: Path, content: bytes) -> None:
    """Write a file whole; of processes that write it at once, one wins."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, place)
    finally:
        beside.unlink(missing_ok=True)
