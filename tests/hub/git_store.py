"""A dataset's storage on the loopback Hub: a real bare git repository, driven with git's plumbing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {size}\n"
_POINTER = re.compile(rb"\Aversion https://git-lfs\.github\.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize (\d+)\n\Z")
_WHO = "loopback <loopback@localhost> 1700000000 +0000"
_ENVIRONMENT = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


class GitStore:
    """One bare repository. Listings of commits are remembered, and the refs until one is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._listings: dict[str, dict[str, dict]] = {}
        self._refs: dict[str, str] = {}

    @classmethod
    def new(cls, path: Path, files: dict[str, bytes]) -> GitStore:
        store = cls(path)
        path.mkdir(parents=True)
        store.git("init", "-q", "--bare", "--template=", "-b", "main", str(path))
        store.commit("refs/heads/main", None, "initial commit", files, [])
        return store

    def copy(self, path: Path) -> GitStore:
        shutil.copytree(self.path, path)
        copy = GitStore(path)
        copy._listings = dict(self._listings)
        return copy

    def git(self, *arguments: str, content: bytes | None = None) -> bytes:
        done = subprocess.run(["git", f"--git-dir={self.path}", *arguments], input=content, capture_output=True,
                              env=_ENVIRONMENT, check=False)
        if arguments[0] in ("fast-import", "update-ref"):
            self._refs = {}
        if done.returncode:
            raise RuntimeError(f"git {arguments[0]}: {done.stderr.decode()}")
        return done.stdout

    @property
    def refs(self) -> dict[str, str]:
        """The refs and the commits that they stand on."""
        if not self._refs:
            lines = self.git("for-each-ref", "--format=%(objectname) %(refname)").decode().splitlines()
            self._refs = {name: commit for commit, name in (line.split(" ", 1) for line in lines)}
        return dict(self._refs)

    def commit_of(self, revision: str) -> str | None:
        refs = self.refs
        for name in (revision, f"refs/heads/{revision}", f"refs/tags/{revision}"):
            if name in refs:
                return refs[name]
        return revision if revision in self._listings or revision in refs.values() else None

    def log(self, revision: str = "main") -> list[str]:
        """The subjects of the commits up to a revision, newest first."""
        return self.git("log", "--format=%s", revision).decode().splitlines()

    def files(self, commit: str) -> dict[str, dict]:
        """The files of a commit: path → the Hub's entry, with `lfs` for a pointer."""
        if commit not in self._listings:
            entries = {}
            for record in self.git("ls-tree", "-rlz", commit).split(b"\0")[:-1]:
                about, name = record.split(b"\t", 1)
                _, _, oid, size = about.decode().split()
                entries[name.decode()] = self._entry(name.decode(), oid, int(size))
            self._listings[commit] = entries
        return self._listings[commit]

    def _entry(self, path: str, oid: str, size: int) -> dict:
        entry = {"type": "file", "path": path, "oid": oid, "size": size}
        if size < 200 and (pointer := _POINTER.match(self.blob(oid))):
            large = {"oid": pointer[1].decode(), "size": int(pointer[2]), "pointerSize": size}
            entry.update(size=large["size"], lfs=large)
        return entry

    def blob(self, oid: str) -> bytes:
        return self.git("cat-file", "blob", oid)

    def commit(self, ref: str, parent: str | None, message: str, write: dict[str, bytes], delete: list[str]) -> str:
        """Put one commit on a ref; the caller holds the lock and has compared the parent."""
        text = message.encode()
        stream = [f"commit {ref}\ncommitter {_WHO}\ndata {len(text)}\n".encode(), text, b"\n"]
        stream += [f"from {parent}\n".encode()] if parent else []
        stream += [f'D "{path}"\n'.encode() for path in delete]
        for path, content in write.items():
            stream += [f'M 100644 inline "{path}"\ndata {len(content)}\n'.encode(), content, b"\n"]
        self.git("fast-import", "--quiet", content=b"".join(stream))
        return self.refs[ref]

    def point(self, ref: str, commit: str) -> None:
        """Make a ref."""
        self.git("update-ref", ref, commit)
