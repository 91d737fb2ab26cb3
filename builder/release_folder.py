"""The release folder: what would be published, as it lies on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.manifest import MANIFEST, read_manifest

CARD = "README.md"


@dataclass(frozen=True)
class ReleaseFile:
    """A file's two names on the Hub: `sha256` if it is stored as a large file, `git_hash` if as a small one."""

    size: int
    sha256: str
    git_hash: str

    def is_same(self, digest: str | None) -> bool:
        """Tell whether the Hub's digest is that of this file."""
        return digest in (self.sha256, self.git_hash)


@dataclass(frozen=True)
class Release:
    """A folder to publish: its version, its tables (name → rows, columns, sha256) and files (path → digests)."""

    folder: Path
    version: str
    tables: Mapping[str, Mapping]
    files: Mapping[str, ReleaseFile]

    @property
    def tag(self) -> str:
        """The tag of this release."""
        return f"v{self.version}"


def published_paths(folder: Path) -> list[str]:
    """List the files that are published, as POSIX paths within the folder: all but those that begin with '.'."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts))


def read_release(folder: Path) -> Release:
    """Read a release folder that was validated."""
    manifest = read_manifest(folder / MANIFEST)
    files = {path: _digests(folder / path) for path in published_paths(folder)}
    return Release(folder, manifest["version"], manifest["tables"], files)


def _digests(path: Path) -> ReleaseFile:
    content = path.read_bytes()
    git = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
    return ReleaseFile(len(content), hashlib.sha256(content).hexdigest(), git.hexdigest())
