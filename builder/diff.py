"""Diff: what changed in the data between two states, row by row and field by field, and which version that asks for."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.check import Context, run_checks
from builder.parquet import parquet_name, read_tables
from builder.read import read
from builder.tabulate import tabulate
from schema.codebook import load_codebook
from schema.faults import Fault, FaultsFound
from schema.tables import TABLES, primary_key

# Tables whose rows people code; the others follow from them.
COMPARED = ("statements", "articles", "codings", "codebook")
CODEBOOK = "schema/codebook.yaml"
# Columns that hold nothing but wording. What changes in any other is data, such as how open a stance is.
WORDING = {
    "articles": {"title_basis", "url_basis", "date_basis", "derived_from_basis", "derived_from_changed"},
    "codebook": {"label", "definition", "use_when", "use_not_when", "example"},
}
# Checks without which no tables can be made, whatever rules the state was coded by.
_NEEDED = ("known-article", "statement-id", "unique-id", "valid-period")


@dataclass
class TableDiff:
    """How one table changed: keys of rows added and removed, changed fields by key, columns added and removed."""

    name: str
    added: list[tuple] = field(default_factory=list)
    removed: list[tuple] = field(default_factory=list)
    changed: dict[tuple, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    columns_added: list[str] = field(default_factory=list)
    columns_removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.columns_added or self.columns_removed)


def diff(old: Mapping[str, pa.Table], new: Mapping[str, pa.Table]) -> list[TableDiff]:
    """Compare the hand-coded tables of two states; only tables that changed are given."""
    return [change for name in COMPARED if name in old and name in new
            if (change := _table_diff(name, old[name], new[name]))]


def rise(changes: list[TableDiff]) -> str:
    """Say which part of the version must rise: 'major', 'minor', 'patch' or 'none'.

    Major: a value or a column was renamed or removed. Minor: rows, values or columns were added or changed, or rows
    removed. Patch: only wording of the codebook or of the register changed.
    """
    if any(change.columns_removed or (change.name == "codebook" and change.removed) for change in changes):
        return "major"
    if not all(_is_wording(change) for change in changes):
        return "minor"
    return "patch" if changes else "none"


def diff_text(changes: list[TableDiff]) -> str:
    """Write changes for people: a line a row, a line a changed field."""
    lines = [line for change in changes for line in _lines(change)]
    advice = {"major": "values or columns were renamed or removed", "minor": "rows, values or columns changed",
              "patch": "only wording changed", "none": "nothing changed"}[rise(changes)]
    return "\n".join([*lines, f"version must rise: {rise(changes)} ({advice})"])


def tables_at(root: Path, where: str) -> dict[str, pa.Table]:
    """Give the tables of another state: a release folder, or a git revision of the project at `root`.

    Raises `FaultsFound` if it is neither, or if the revision's data cannot be read by today's forms.
    """
    if (Path(where) / parquet_name("statements")).is_file():
        return read_tables(Path(where), list(COMPARED))
    with tempfile.TemporaryDirectory() as folder:
        _check_out(root, where, Path(folder))
        return tables_of_tree(Path(folder))


def tables_of_tree(root: Path) -> dict[str, pa.Table]:
    """Give the hand-coded tables of a project's folder; raises `FaultsFound` if they cannot be made.

    Only what tables cannot be made without is checked: an earlier state may break rules that came later. Stances are
    scored by the folder's own codebook.
    """
    collection = read(root / "data")
    faults = [*collection.faults, *(fault for fault in run_checks(Context(collection)) if fault.check in _NEEDED)]
    if faults:
        raise FaultsFound(faults)
    return tabulate(collection, load_codebook(root / CODEBOOK))


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


def _table_diff(name: str, old: pa.Table, new: pa.Table) -> TableDiff:
    before, after = _by_key(name, old), _by_key(name, new)
    shared_columns = [column for column in new.column_names if column in old.column_names]
    change = TableDiff(
        name,
        added=sorted(after.keys() - before.keys()),
        removed=sorted(before.keys() - after.keys()),
        columns_added=[column for column in new.column_names if column not in old.column_names],
        columns_removed=[column for column in old.column_names if column not in new.column_names],
    )
    for key in sorted(before.keys() & after.keys()):
        fields = {column: (before[key][column], after[key][column]) for column in shared_columns
                  if before[key][column] != after[key][column]}
        if fields:
            change.changed[key] = fields
    return change


def _by_key(name: str, table: pa.Table) -> dict[tuple, dict[str, Any]]:
    key = primary_key(TABLES[name])
    return {tuple(row[column] for column in key): row for row in table.to_pylist()}


def _is_wording(change: TableDiff) -> bool:
    columns = {column for fields in change.changed.values() for column in fields}
    return columns <= WORDING.get(change.name, set()) and not (change.added or change.removed or change.columns_added)


def _lines(change: TableDiff) -> Iterator[str]:
    for sign, columns in (("+", change.columns_added), ("-", change.columns_removed)):
        yield from (f"{sign} {change.name}: column {column}" for column in columns)
    for sign, keys in (("+", change.added), ("-", change.removed)):
        yield from (f"{sign} {change.name}: {' '.join(map(str, key))}" for key in keys)
    for key, fields in change.changed.items():
        for column, (before, after) in fields.items():
            yield f"~ {change.name}: {' '.join(map(str, key))}: {column}: {_shown(before)} -> {_shown(after)}"


def _shown(value: Any) -> str:
    return "empty" if value is None or value == [] else str(value)
