"""Diff: what changed in the data between two states, row by row and field by field, and which version that asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from builder.codebook_document import CODEBOOK_DOCUMENT
from builder.states import State, TableState
from schema.tables import TABLES, primary_key

# Tables whose rows people code, compared row by row; the others follow from them, so that a line on each will do.
CODED = ("statements", "articles", "codings", "codebook")
# Columns that hold nothing but wording. What changes in any other is data, such as how open a stance is.
WORDING = {
    "articles": {"title_basis", "url_basis", "date_basis", "derived_from_basis", "derived_from_changed"},
    "codebook": {"label", "definition", "use_when", "use_not_when", "example"},
}
# The parts of a version, the greatest first, with what makes each rise.
_PARTS = {"major": "values or columns were renamed or removed", "minor": "rows, values or columns changed",
          "patch": "only wording changed",
          "none": "tables and codebook are the same; how code words CODEBOOK.md shows only against a release folder"}
_NO_TABLE = TableState([], 0, "")


@dataclass
class TableDiff:
    """How one table changed: keys of rows added and removed, changed fields by key, columns added and removed.

    `content` says in one line what these do not tell.
    """

    name: str
    added: list[tuple] = field(default_factory=list)
    removed: list[tuple] = field(default_factory=list)
    changed: dict[tuple, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    columns_added: list[str] = field(default_factory=list)
    columns_removed: list[str] = field(default_factory=list)
    content: str = ""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.columns_added or self.columns_removed
                    or self.content)

    @property
    def part(self) -> str:
        """Say which part of the version must rise for this change: 'major', 'minor' or 'patch'."""
        if self.columns_removed or (self.name == "codebook" and self.removed):
            return "major"
        fields = {column for fields in self.changed.values() for column in fields}
        has_other_rows = self.added or self.removed or self.columns_added or self.content
        return "minor" if has_other_rows or fields - WORDING.get(self.name, set()) else "patch"


@dataclass(frozen=True)
class DocumentDiff:
    """A document whose text changed."""

    name: str

    @property
    def part(self) -> str:
        """Say which part of the version must rise for this change: text is wording."""
        return "patch"


Change = TableDiff | DocumentDiff


def diff(old: State, new: State) -> list[Change]:
    """Compare two states: every table that either has, and the codebook's text; only what changed is given."""
    names = [*old.tables, *(name for name in new.tables if name not in old.tables)]
    changes: list[Change] = [change for name in names if (
        change := _table_diff(name, old.tables.get(name, _NO_TABLE), new.tables.get(name, _NO_TABLE)))]
    if old.codebook_document != new.codebook_document:
        changes.append(DocumentDiff(CODEBOOK_DOCUMENT))
    return changes


def rise(changes: list[Change]) -> str:
    """Say which part of the version must rise: 'major', 'minor', 'patch' or 'none'.

    Major: a value or a column was renamed or removed. Minor: rows, values or columns were added or changed, or rows
    removed. Patch: only wording of the codebook or of the register changed.
    """
    asked = {change.part for change in changes}
    return next((part for part in _PARTS if part in asked), "none")


def diff_text(changes: list[Change]) -> str:
    """Write changes for people: a line a row, a line a changed field, a line a table that follows from others."""
    lines = [line for change in changes for line in _lines(change)]
    part = rise(changes)
    return "\n".join([*lines, f"version must rise: {part} ({_PARTS[part]})"])


def _table_diff(name: str, old: TableState, new: TableState) -> TableDiff:
    change = TableDiff(
        name,
        columns_added=[column for column in new.columns if column not in old.columns],
        columns_removed=[column for column in old.columns if column not in new.columns],
    )
    if name in CODED and not _lacking_keys(name, old, new):
        _compare_rows(change, old.rows, new.rows)
    if old.sha256 != new.sha256:
        change.content = _content(change, old, new)
    return change


def _lacking_keys(name: str, old: TableState, new: TableState) -> list[str]:
    """Give the columns of the table's key that a state lacks."""
    return [column for column in primary_key(TABLES[name]) if not all(
        state.rows is not None and column in state.rows.column_names for state in (old, new))]


def _compare_rows(change: TableDiff, old: pa.Table, new: pa.Table) -> None:
    before, after = _by_key(change.name, old), _by_key(change.name, new)
    shared_columns = [column for column in new.column_names if column in old.column_names]
    change.added = sorted(after.keys() - before.keys())
    change.removed = sorted(before.keys() - after.keys())
    for key in sorted(before.keys() & after.keys()):
        fields = {column: (before[key][column], after[key][column]) for column in shared_columns
                  if before[key][column] != after[key][column]}
        if fields:
            change.changed[key] = fields


def _by_key(name: str, table: pa.Table) -> dict[tuple, dict[str, Any]]:
    key = primary_key(TABLES[name])
    return {tuple(row[column] for column in key): row for row in table.to_pylist()}


def _content(change: TableDiff, old: TableState, new: TableState) -> str:
    """Say what is to be said of a table whose hash changed, beyond what the change tells so far; '' if nothing is."""
    is_as_many = old.row_count == new.row_count
    rows = f"{new.row_count} rows" if is_as_many else f"{old.row_count} -> {new.row_count} rows"
    has_other_columns = bool(change.columns_added or change.columns_removed)
    if change.name not in CODED:
        return "" if has_other_columns and is_as_many else rows
    if lacking := _lacking_keys(change.name, old, new):
        return f"{rows}, not compared: both need {', '.join(lacking)}, the key"
    if change.columns_removed or (change and old.is_as_hashed and new.is_as_hashed):
        return ""
    return f"{rows}, changed beyond what is told above: by the code that makes them, or a manifest is stale"


def _lines(change: Change) -> Iterator[str]:
    if isinstance(change, DocumentDiff):
        yield f"~ {change.name}: text"
        return
    for sign, columns in (("+", change.columns_added), ("-", change.columns_removed)):
        yield from (f"{sign} {change.name}: column {column}" for column in columns)
    for sign, keys in (("+", change.added), ("-", change.removed)):
        yield from (f"{sign} {change.name}: {' '.join(map(str, key))}" for key in keys)
    for key, fields in change.changed.items():
        for column, (before, after) in fields.items():
            yield f"~ {change.name}: {' '.join(map(str, key))}: {column}: {_shown(before)} -> {_shown(after)}"
    if change.content:
        yield f"~ {change.name}: content ({change.content})"


def _shown(value: Any) -> str:
    return "empty" if value is None or value == [] else str(value)
