"""Xet without a storage server: the client's own `local://` store on disk, and how to find a file in it by SHA-256.

The layout of the shard files (`*.mdb`) is the client's; only what names a file and its size is read.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

_HEADER, _ENTRY, _END = 48, 48, b"\xff" * 32
_HAS_CHECKS, _HAS_SHA256 = 1 << 31, 1 << 30


class XetStore:
    """The files that the client under test stored by Xet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"local://{folder}"

    def hash_of(self, sha256: str) -> tuple[str, int] | None:
        """The Xet hash and the size of the file with this SHA-256, if it was stored."""
        for shard in sorted(self.folder.rglob("*.mdb")):
            for found, xet_hash, size in _files_in(shard.read_bytes()):
                if found == sha256:
                    return xet_hash, size
        return None

    def content(self, sha256: str) -> bytes | None:
        """Read a file back with the real client, and check it."""
        import hf_xet

        known = self.hash_of(sha256)
        if known is None:
            return None
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, "file")
            with hf_xet.XetSession().new_file_download_group(endpoint=self.address) as group:
                group.start_download_file(hf_xet.XetFileInfo(*known), str(target))
            content = target.read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256, "the Xet store gave back another file"
        return content


def _files_in(shard: bytes) -> Iterator[tuple[str, str, int]]:
    """Each file of a shard: SHA-256, Xet hash, size."""
    at = _HEADER
    while at + _ENTRY <= len(shard) and shard[at:at + 32] != _END:
        xet_hash, flags, count = _words(shard[at:]), _number(shard, at + 32), _number(shard, at + 36)
        at += _ENTRY
        size = sum(_number(shard, at + _ENTRY * index + 36) for index in range(count))
        at += _ENTRY * count * (2 if flags & _HAS_CHECKS else 1)
        if flags & _HAS_SHA256:
            yield _words(shard[at:]), xet_hash, size
            at += _ENTRY


def _words(raw: bytes) -> str:
    return "".join(f"{int.from_bytes(raw[start:start + 8], 'little'):016x}" for start in range(0, 32, 8))


def _number(raw: bytes, at: int) -> int:
    return int.from_bytes(raw[at:at + 4], "little")
