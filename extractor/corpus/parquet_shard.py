"""Parquet shards, read in blocks of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from extractor.corpus.documents import BLOCK_BYTES, Block, Failure, ShardFault, missing_column, part_as_text
from extractor.corpus.settings import Settings

_BUFFER = 1 << 20
_READ_ROWS = 128
"""Rows that are decoded at a time, before it is known how long they are: few, and nearly as quick to read as many."""
_IS_TEXT = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)


def blocks(source: str | BinaryIO, settings: Settings) -> Iterator[Block]:
    """Read a Parquet file block by block.

    ShardFault for a column that is missing, there twice, or holds no text, ArrowException or OSError for a broken file.
    """
    with pq.ParquetFile(source, pre_buffer=False, buffer_size=_BUFFER) as file:
        names = list(dict.fromkeys(settings.columns.values()))
        _require(names, file.schema_arrow.names)
        row = 0
        reads = file.iter_batches(_read_rows(file, settings), columns=names, use_threads=False)
        plain = map(_plain, reads) if any(map(_stands_for_values, file.schema_arrow.types)) else reads
        for batch in _joined(plain, settings.batch_rows):
            yield _block(batch, row, settings)
            row += batch.num_rows


def _require(names: list[str], there: list[str]) -> None:
    for name in names:
        if name not in there:
            raise missing_column(name, there)
        if there.count(name) > 1:
            raise ShardFault(f"there are {there.count(name)} columns {name!r}, and which is meant is not known; "
                             "rename all but one of them")


def _read_rows(file: pq.ParquetFile, settings: Settings) -> int:
    """Give how many rows are decoded at a time: fewer where the texts of a row group are long on the whole."""
    column = file.schema_arrow.names.index(settings.text_column)
    path = file.schema_arrow.field(column).name
    groups = [file.metadata.row_group(i) for i in range(file.num_row_groups)]
    means = [group.column(i).total_uncompressed_size // max(1, group.num_rows)
             for group in groups for i in range(group.num_columns) if group.column(i).path_in_schema == path]
    return max(1, min(settings.batch_rows, _READ_ROWS, BLOCK_BYTES // max(1, *means, 1)))


def _joined(reads: Iterable[pa.RecordBatch], batch_rows: int) -> Iterator[pa.RecordBatch]:
    """Join what was read to as much as a block may hold; a read that is larger by itself is one."""
    waiting: list[pa.RecordBatch] = []
    rows = size = 0
    for read in reads:
        more = read.get_total_buffer_size()
        if waiting and (rows + read.num_rows > batch_rows or size + more > BLOCK_BYTES):
            block, waiting, rows, size = pa.concat_batches(waiting), [], 0, 0
            yield block
            del block
        waiting.append(read)
        rows, size = rows + read.num_rows, size + more
    if waiting:
        yield pa.concat_batches(waiting)


def _block(batch: pa.RecordBatch, first: int, settings: Settings) -> Block:
    columns = {part: batch.column(name) for part, name in settings.columns.items()}
    text = _as_text(columns["text"], settings.text_column)
    rows = pa.array(np.arange(first, first + batch.num_rows))
    documents = pa.RecordBatch.from_pydict({"row": rows, **columns, "text": text})
    if _is_utf8(text):
        return Block(documents)
    readable = [_is_utf8(text.slice(i, 1)) for i in range(len(text))]
    failures = [Failure(first + i, part_as_text(documents, "id", i), "the text is not UTF-8")
                for i, is_readable in enumerate(readable) if not is_readable]
    return Block(documents.filter(pa.array(readable)), failures)


def _stands_for_values(held: pa.DataType) -> bool:
    return any(is_such(held) for is_such in (pa.types.is_dictionary, pa.types.is_string_view, pa.types.is_binary_view))


def _plain(read: pa.RecordBatch) -> pa.RecordBatch:
    """Give columns of indices or views as the values that they stand for: Arrow takes no rows from views."""
    return pa.RecordBatch.from_arrays([_values(column) for column in read.columns], read.schema.names)


def _values(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        return _values(column.dictionary_decode())
    if pa.types.is_string_view(column.type):
        return column.cast(pa.string())
    return column.cast(pa.binary()) if pa.types.is_binary_view(column.type) else column


def _as_text(column: pa.Array, name: str) -> pa.Array:
    """Give a column as strings, without a copy where it is one; ShardFault if it holds none."""
    if pa.types.is_null(column.type):
        return column.cast(pa.string())
    if not any(is_text(column.type) for is_text in _IS_TEXT):
        raise ShardFault(f"the column {name!r} holds {column.type}; a text is wanted: name it by --text-column")
    is_large = pa.types.is_large_string(column.type) or pa.types.is_large_binary(column.type)
    return column.view(pa.large_string() if is_large else pa.string())


def _is_utf8(text: pa.Array) -> bool:
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
