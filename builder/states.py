"""States: the dataset as a release folder, a revision of git or the working tree holds it, to be compared."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.check import CHECKS, Context, run_checks
from builder.codebook_document import CODEBOOK_DOCUMENT, codebook_document
from builder.compare import comparisons
from builder.manifest import MANIFEST, Manifest, content_sha256, read_manifest
from builder.parquet import parquet_name, read_tables
from builder.read import Collection, read
from builder.reliability import reliability_table
from builder.tabulate import tabulate
from schema.codebook import load_codebook, load_earlier_codebook
from schema.faults import Fault, FaultsFound, all_of

CODEBOOK = "schema/codebook.yaml"
# Checks without which no tables can be made, whatever rules the state was coded by.
_NEEDED = ("known-article", "statement-id", "unique-id", "valid-period", "no-quote")


@dataclass(frozen=True)
class TableState:
    """A table in one state: its columns, how many rows it has, the hash of its content, and the rows if known."""

    columns: list[str]
    row_count: int
    sha256: str
    rows: pa.Table | None = None

    @property
    def is_as_hashed(self) -> bool:
        """Say whether the rows are known and are those of the hash."""
        return self.rows is not None and content_sha256(self.rows) == self.sha256


@dataclass(frozen=True)
class State:
    """What is published in one state: its tables by name, and the text of `CODEBOOK.md`."""

    tables: Mapping[str, TableState]
    codebook_document: str


def state_at(root: Path, where: str) -> State:
    """Give another state: a release folder, or a git revision of the project at `root`.

    Columns and hashes of a revision are those of its manifest: today's code may make other tables of its data. Of the
    rows that today's code makes of them, each table has those that people code, in the columns that it had.
    The document of its codebook, too, is as today's code words it. Raises `FaultsFound` if it is neither, if it has no
    manifest, or if its data cannot be read by today's forms; faults in files of a revision name it.
    """
    if (Path(where) / parquet_name("statements")).is_file():
        return _released(Path(where))
    with tempfile.TemporaryDirectory() as folder:
        _check_out(root, where, Path(folder))
        return _committed(Path(folder), where)


def state_of_tree(root: Path) -> State:
    """Give the state of a project's folder, as a build would make it; raises `FaultsFound` if no tables can be made.

    Only what tables cannot be made without is checked: an earlier state may break rules that came later. Stances are
    scored by the folder's own codebook.
    """
    collection, book = _readable(root / "data"), load_codebook(root / CODEBOOK)
    tables = tabulate(collection, book)
    tables |= comparisons(tables["statements"], tables["articles"]) | reliability_table(collection)
    return State({name: table_state(table) for name, table in tables.items()}, codebook_document(book))


def table_state(table: pa.Table) -> TableState:
    """Describe a table all of whose rows are known."""
    return TableState(table.column_names, table.num_rows, content_sha256(table), table)


def _released(folder: Path) -> State:
    names = list(_tables_of_manifest(read_manifest(folder / MANIFEST), str(folder)))
    tables, document = all_of(lambda: read_tables(folder, names), lambda: _document_of(folder))
    return State({name: table_state(table) for name, table in tables.items()}, document)


def _committed(root: Path, revision: str) -> State:
    with _naming(revision):
        manifest = read_manifest(root / "data" / MANIFEST)
    described = _tables_of_manifest(manifest, revision)
    with _naming(revision):
        collection, book = all_of(lambda: _readable(root / "data"),
                                  lambda: load_earlier_codebook(root / CODEBOOK, CODEBOOK))
    made = tabulate(collection, book)
    tables = {
        name: TableState(table["columns"], table["rows"], table["sha256"],
                         _in_columns(table["columns"], made[name]) if name in made else None)
        for name, table in described.items()
    }
    return State(tables, codebook_document(book))


@contextmanager
def _naming(revision: str) -> Iterator[None]:
    """Let faults in the files of a revision name it, as git does; nobody can mend them there."""
    try:
        yield
    except FaultsFound as found:
        raise FaultsFound(replace(fault, file=f"{revision}:{fault.file}",
                                  remedy="compare with another revision, or with the release folder of this one")
                          for fault in found.faults) from None


def _in_columns(columns: list[str], made: pa.Table) -> pa.Table:
    return made.select([column for column in columns if column in made.column_names])


def _readable(data: Path) -> Collection:
    collection = read(data)
    unreadable = [fault for fault in collection.faults if fault.check not in CHECKS]  # comments that quote are no bar
    faults = [*unreadable, *(fault for fault in run_checks(Context(collection)) if fault.check in _NEEDED)]
    if faults:
        raise FaultsFound(faults)
    return collection


def _tables_of_manifest(manifest: Manifest, where: str) -> dict[str, dict[str, Any]]:
    tables = manifest.get("tables")
    if not tables:
        raise FaultsFound([Fault(where, 0, "", "has no manifest, which says what tables and columns there were",
                                 found=f"no tables in {MANIFEST}", check="diff",
                                 remedy="name a release folder, or a revision that holds data/manifest.json")])
    return tables


def _document_of(folder: Path) -> str:
    try:
        return (folder / CODEBOOK_DOCUMENT).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FaultsFound([Fault(str(folder / CODEBOOK_DOCUMENT), 0, "", "cannot be read", found=type(error).__name__,
                                 remedy="name a release folder; 'make dataset' makes one", check="release")]) from None


def _check_out(root: Path, revision: str, folder: Path) -> None:
    archive = _git(root, "archive", "--format=tar", revision, "--", "data", CODEBOOK)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")


def _git(root: Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True)
    if done.returncode:
        raise FaultsFound([Fault(arguments[2], 0, "", "is neither a release folder nor a revision with data/",
                                 found=done.stderr.decode(errors="replace").strip(), check="diff",
                                 remedy="name a folder such as dist, or a revision such as HEAD~1 or v0.1.0")])
    return done.stdout
