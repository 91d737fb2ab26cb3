"""Sources: files, folders, globs and fsspec addresses in, the shards that they name out."""

from __future__ import annotations

import glob
import os
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


@dataclass(frozen=True)
class Shard:
    """One file of a corpus: its address, how it is shown in rows, its format, and what tells that it has changed."""

    source: str
    address: str
    format: str
    compression: str
    size: int
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
    system, path = url_to_fs(given)
    for name, info in _named(system, path).items():
        if info["type"] == "directory":
            yield from _in_folder(system, name, given)
        else:
            yield _shard(system, name, info, given, None)


def _named(system: Any, path: str) -> dict[str, dict]:
    """Give what a path or glob names: name → the file system's information. A glob passes over what a folder does."""
    if glob.has_magic(path) and not system.exists(path):
        return {name: info for name, info in system.glob(path, detail=True).items()
                if not PurePosixPath(name).name.startswith((".", "_"))
                and (info["type"] == "directory" or _format_of(name)[0])}
    return {path: system.info(path)} if system.exists(path) else {}


def _in_folder(system: Any, folder: str, given: str) -> Iterator[Shard]:
    """Give the shards anywhere in a folder; hidden files and those of other formats are passed over.

    A folder that is named as a shard and holds none is given as a shard: reading it fails, and is reported.
    """
    inside = {name: info for name, info in system.find(folder, withdirs=True, detail=True).items()
              if name.rstrip("/") != folder.rstrip("/") and not _is_hidden(name, folder)}
    files = {name: info for name, info in inside.items() if info["type"] != "directory" and _format_of(name)[0]}
    folders = {name: info for name, info in inside.items() if info["type"] == "directory"} | {folder: {"size": 0}}
    empty = {name: info for name, info in folders.items()
             if _format_of(name)[0] and not any(file.startswith(f"{name}/") for file in files)}
    for name, info in {**files, **empty}.items():
        yield _shard(system, name, info, given, folder)


def _shard(system: Any, name: str, info: dict, given: str, folder: str | None) -> Shard:
    form, compression = _format_of(name)
    if not form:
        endings = f"names that end in {', '.join(_FORMATS)}, JSON lines also in {', '.join(_COMPRESSIONS)}"
        raise FaultsFound([_fault(given, f"{PurePosixPath(name).name!r} has no known format", endings,
                                  "rename the file, or convert it to Parquet")])
    if not isinstance(system, LocalFileSystem):
        address = system.unstrip_protocol(name)
        return Shard(address, address, form, compression, info.get("size") or 0, system.ukey(name))
    path = os.path.abspath(name)
    stamp = os.stat(path)
    return Shard(_shown(path), path, form, compression, stamp.st_size, f"{stamp.st_size} {stamp.st_mtime_ns}")


def _shown(path: str) -> str:
    """Give a local path as rows show it: from the current folder, if it is in it."""
    here = Path.cwd()
    return Path(path).relative_to(here).as_posix() if Path(path).is_relative_to(here) else path


def _format_of(name: str) -> tuple[str, str]:
    """Give the format and compression that a name's ending stands for, '' where it stands for none."""
    path = PurePosixPath(name.lower())
    compression = _COMPRESSIONS.get(path.suffix, "")
    form = _FORMATS.get(PurePosixPath(path.stem).suffix if compression else path.suffix, "")
    return ("", "") if compression and form == PARQUET else (form, compression)


def _is_hidden(name: str, folder: str) -> bool:
    return any(part.startswith((".", "_")) for part in name[len(folder):].strip("/").split("/"))


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
