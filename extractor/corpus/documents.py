"""Documents: blocks of a shard, in memory one at a time, and what about a shard cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

BLOCK_BYTES = 32_000_000


class ShardFault(Exception):
    """Raised when a shard cannot be read as a whole; the text says why, and what to do."""


@dataclass(frozen=True)
class Failure:
    """A document that could not be read or extracted: its place in the shard from 0, its id if known, and why."""

    row: int
    document_id: str | None
    reason: str


@dataclass(frozen=True)
class Block:
    """Documents that were read, and those between them that could not be.

    `documents` has the columns `row` (int64, place in the shard), `text` (a string type), and `id` and `published` (of
    any type) where the settings name columns for them.
    """

    documents: pa.RecordBatch
    failures: list[Failure] = field(default_factory=list)


def part_as_text(documents: pa.RecordBatch, part: str, i: int) -> str | None:
    """Give what the document in place `i` has as its `id` or its `published`, as text.

    None without one, or if it cannot be read: no UTF-8, or a moment that no calendar holds.
    """
    if part not in documents.schema.names:
        return None
    try:
        found = documents.column(part)[i].as_py()
        found = found.decode("utf-8") if isinstance(found, bytes) else found
    except Exception:  # columns are of any type, and what fails to be a value of it must not stop a shard
        return None
    return None if found is None else str(found)


def missing_column(name: str, there: list[str]) -> ShardFault:
    """Give the fault of a shard without a column: names the columns there are."""
    return ShardFault(f"there is no column {name!r}; columns there are: {', '.join(there) or 'none'}; "
                      "name yours by --text-column, --id-column, --date-column")
