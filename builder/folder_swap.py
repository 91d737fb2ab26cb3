"""Folder swap: a folder is made beside the one it replaces and takes its place in one step.

Whoever looks, at any moment, sees the old one or the new one, whole; so does the next build after a crash. Only where
the file system cannot exchange two folders there is none for a moment.
"""

from __future__ import annotations

import ctypes
import errno
import glob
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no flock; builds there must not run side by side
    fcntl = None  # type: ignore[assignment]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder: a second build of the same folder waits until the first has ended.

    Once the lock is held, what a killed build left beside the folder is swept, or put back if the folder is missing.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.parent / f".{folder.name}.lock", "w") as handle:
        if fcntl:
            fcntl.flock(handle, fcntl.LOCK_EX)
        _tidy(folder)
        yield


def _tidy(folder: Path) -> None:
    aside = _aside(folder)
    if aside.exists() and not folder.exists():
        os.rename(aside, folder)
    for left in (aside, *folder.parent.glob(f".{glob.escape(folder.name)}.new-*")):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends well it takes the place of `folder`, else it is dropped.

    Call it with the folder's lock held. Where `folder` is a link, the folder that it leads to is replaced.
    """
    folder = folder.resolve()
    fresh = folder.parent / f".{folder.name}.new-{os.getpid()}"
    fresh.mkdir()
    try:
        yield fresh
        _flush(fresh)
        if folder.exists():
            _exchange(fresh, folder)
        else:
            os.rename(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _exchange(first: Path, second: Path) -> None:
    """Exchange two folders in one step of the file system; in two where it has no such step."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    names = (os.fsencode(first), os.fsencode(second))
    if sys.platform.startswith("linux") and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    elif sys.platform == "darwin":
        failed = library.renamex_np(*names, _RENAME_SWAP)
    else:
        failed, _ = 1, ctypes.set_errno(errno.ENOSYS)
    if not failed:
        return
    if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(second))
    aside = _aside(second)
    os.rename(second, aside)
    try:
        os.rename(first, second)
    except OSError:
        os.rename(aside, second)
        raise
    shutil.rmtree(aside)


def _aside(folder: Path) -> Path:
    """Give where the old folder waits while the new one takes its place; a sweep must know it from what is new."""
    return folder.with_name(f".{folder.name}.old")


def _flush(folder: Path) -> None:
    """Ask the system to write the files out, so that not even a power cut leaves half of one."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_file() or os.name == "posix":  # Windows opens no folders
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
