"""Sources: files, folders, globs and fsspec addresses in, the shards that they name out."""

from __future__ import annotations

import glob
import itertools
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from schema.faults import Fault, FaultsFound

PARQUET, JSON_LINES = "parquet", "json lines"
_FORMATS = {".parquet": PARQUET, ".pq": PARQUET, ".jsonl": JSON_LINES, ".ndjson": JSON_LINES, ".json": JSON_LINES}
_COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd"}
_OWN_CLIENTS = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "az": "adlfs"}
_OF_HTTP = ("size", "ETag", "Last-Modified")
"""What tells that a file on a web server has changed: its client takes all files for unchanging."""


@dataclass(frozen=True)
class Shard:
    """One file of a corpus: its address, how it is shown in rows, its format, and what tells that it has changed.

    `size` is in bytes, 0 where its file system does not tell it: only `is_empty` says that there is nothing in it.
    """

    source: str
    address: str
    format: str
    compression: str
    size: int
    is_empty: bool
    stamp: str

    @property
    def is_local(self) -> bool:
        """Say whether the file is on this machine's file systems."""
        return "://" not in self.address

    def opened(self):
        """Open the file for reading bytes; OSError, or what its file system raises."""
        return open(self.address, "rb") if self.is_local else fsspec.open(self.address, "rb").open()


def find_shards(inputs: Iterable[str], out: Path) -> list[Shard]:
    """Give the shards that the inputs name, each once, in order; what lies in `out` is no input.

    Raises `FaultsFound` for each input that names nothing, has no known format, or whose file system is not installed.
    """
    found, faults = {}, []
    for given in inputs:
        try:
            named = list(_shards(given))
            shards = [shard for shard in named if not _is_in(shard, out)]
            if not shards:
                faults.append(_nothing_to_scan(given, named, out))
        except FaultsFound as more:
            faults += more.faults
        except ImportError as error:
            faults.append(_not_installed(given, error))
        except Exception as error:
            if "://" not in given and not isinstance(error, OSError | ValueError):
                raise  # each remote client has errors of its own; on this machine other errors are the program's
            faults.append(_fault(given, f"cannot be listed: {error}"))
        else:
            found.update((shard.address, shard) for shard in shards)
    if faults:
        raise FaultsFound(faults)
    return sorted(found.values(), key=lambda shard: shard.source)


def _shards(given: str) -> Iterator[Shard]:
    if "::" in given:
        raise FaultsFound([_fault(given, "is an address in another, and a part of it alone finds no file",
                                  "names without '::'", "unpack the archive, or rename the file")])
    system, path = url_to_fs(given)
    for name, info in _named(system, path).items():
        if info["type"] == "directory":
            yield from _in_folder(system, name, given)
        else:
            yield _shard(system, name, given)


def _named(system: Any, path: str) -> dict[str, dict]:
    """Give what a path or glob names: name → the file system's information. A glob passes over what a folder does."""
    if glob.has_magic(path) and not system.exists(path):
        fixed = list(itertools.takewhile(lambda part: not glob.has_magic(part), PurePosixPath(path).parts))
        return {name: info for name, info in system.glob(path, detail=True).items()
                if not _is_hidden(PurePosixPath(name).parts[len(fixed):])
                and (info["type"] == "directory" or _format_of(name)[0])}
    return {path: system.info(path)} if system.exists(path) else {}


def _in_folder(system: Any, folder: str, given: str) -> Iterator[Shard]:
    """Give the shards anywhere in a folder; hidden files and those of other formats are passed over.

    A folder that is named as a shard and holds none is given as a shard: reading it fails, and is reported.
    """
    inside = {name: info for name, info in system.find(folder, withdirs=True, detail=True).items()
              if name.rstrip("/") != folder.rstrip("/")
              and not _is_hidden(name[len(folder):].strip("/").split("/"))}
    files = [name for name, info in inside.items() if info["type"] != "directory" and _format_of(name)[0]]
    folders = [folder, *(name for name, info in inside.items() if info["type"] == "directory")]
    filled = {str(above) for file in files for above in PurePosixPath(file).parents}
    empty = [name for name in folders if _format_of(name)[0] and str(PurePosixPath(name)) not in filled]
    for name in (*files, *empty):
        yield _shard(system, name, given)


def _shard(system: Any, name: str, given: str) -> Shard:
    form, compression = _format_of(name)
    if not form:
        endings = f"names that end in {', '.join(_FORMATS)}, JSON lines also in {', '.join(_COMPRESSIONS)}"
        raise FaultsFound([_fault(given, f"{PurePosixPath(name).name!r} has no known format", endings,
                                  "rename the file, or convert it to Parquet")])
    if isinstance(system, LocalFileSystem):
        path = os.path.abspath(name)
        return Shard(_shown(path), path, form, compression, *_state(path))
    address, told = system.unstrip_protocol(name), system.info(name)
    stamp = [system.ukey(name), *(str(told.get(fact)) for fact in _OF_HTTP)]
    return Shard(address, address, form, compression, told.get("size") or 0, told.get("size") == 0, " ".join(stamp))


def _state(path: str) -> tuple[int, bool, str]:
    """Give the size of a local file, whether it is empty, and its stamp; a link to nothing fails when it is read."""
    try:
        told = os.stat(path)
    except OSError:
        return 0, False, ""
    return told.st_size, told.st_size == 0 and not stat.S_ISDIR(told.st_mode), f"{told.st_size} {told.st_mtime_ns}"


def _shown(path: str) -> str:
    """Give a local path as rows show it: from the current folder, if it is in it; a byte that is not UTF-8 as \\xe9."""
    here = Path.cwd()
    shown = Path(path).relative_to(here).as_posix() if Path(path).is_relative_to(here) else path
    return os.fsencode(shown).decode("utf-8", "backslashreplace")


def _format_of(name: str) -> tuple[str, str]:
    """Give the format and compression that a name's ending stands for, '' where it stands for none."""
    path = PurePosixPath(name.lower())
    compression = _COMPRESSIONS.get(path.suffix, "")
    form = _FORMATS.get(PurePosixPath(path.stem).suffix if compression else path.suffix, "")
    return ("", "") if compression and form == PARQUET else (form, compression)


def _is_hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith((".", "_")) for part in parts)


def _is_in(shard: Shard, out: Path) -> bool:
    return shard.is_local and Path(shard.address).resolve().is_relative_to(out.resolve())


def _nothing_to_scan(given: str, named: Sequence[Shard], out: Path) -> Fault:
    if named:
        return _fault(given, f"lies in the output folder {out}, where nothing is input",
                      remedy="name another folder by --out")
    return _fault(given, "names no shard", "a file, a folder or a glob of files", "check the path")


def _not_installed(given: str, error: ImportError) -> Fault:
    scheme = given.partition("://")[0]
    package = _OWN_CLIENTS.get(scheme, "")
    remedy = f"install it: pip install {package}" if package else "install the package that it names"
    return _fault(given, f"the client for {scheme}:// is not installed: {error}", remedy=remedy)


def _fault(given: str, message: str, allowed: str = "", remedy: str = "") -> Fault:
    return Fault(given, 0, "", message, allowed=allowed, remedy=remedy, check="scan-input")
