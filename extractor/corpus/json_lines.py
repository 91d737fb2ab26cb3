"""JSON lines, plain or compressed, in blocks of bounded size; a line that cannot be read is a failure of its own."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa

from extractor.corpus.documents import BLOCK_BYTES, Block, Failure, ShardFault, missing_column
from extractor.corpus.settings import MEGABYTE, Settings

try:
    from isal import igzip
except ImportError:  # isal is three times faster than zlib, and optional
    igzip = gzip

_BUFFER = 1 << 20
_MARK = b"\xef\xbb\xbf"
_ARRAY = b"["


class LineFault(ValueError):
    """Raised for a line that holds no document; the text says why."""


def opened(file: BinaryIO, compression: str) -> BinaryIO:
    """Give the bytes of a shard without its compression: `gzip`, `zstd` or '' for none."""
    if compression == "gzip":
        return igzip.open(file, "rb")
    if compression == "zstd":
        return io.BufferedReader(pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd"), _BUFFER)
    return file if isinstance(file, io.BufferedIOBase) else io.BufferedReader(file, _BUFFER)


def blocks(stream: BinaryIO, settings: Settings) -> Iterator[Block]:
    """Read JSON lines block by block.

    A document without the key of its id or date is as one with null there; one without a text is a failure. ShardFault
    for a JSON array, and at the end, if no document has a column; OSError, EOFError or zlib.error if the compression is
    broken.
    """
    parts: dict[str, list] = {part: [] for part in ("row", *settings.columns)}
    failures: list[Failure] = []
    size, first, unseen = 0, None, set(settings.columns.values())
    for row, line in _lines(stream, settings.max_line_bytes):
        record: dict[str, Any] = {}
        try:
            record = _record(line, settings)
            first = list(record) if first is None else first
            unseen.difference_update(record)
            read = _document(record, settings)
        except (LineFault, ValueError, RecursionError) as error:
            failures.append(Failure(row, _id(record, settings), _reason(error)))
        else:
            for part, value in zip(parts, (row, *read), strict=True):
                parts[part].append(value)
            size += len(line)
        if len(parts["row"]) + len(failures) >= settings.batch_rows or size >= BLOCK_BYTES:
            yield _block(parts, failures)
            parts, failures, size = {part: [] for part in parts}, [], 0
    if first is not None and unseen:
        raise missing_column(next(name for name in settings.columns.values() if name in unseen), first)
    yield _block(parts, failures)


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Give each line that is not blank, with its number from 0; None for one over the limit, of which none is kept."""
    number, is_first = 0, True
    while line := stream.readline(limit):
        is_whole = line.endswith(b"\n") or len(line) < limit
        if number == 0 and line.startswith(_MARK):
            line = line[len(_MARK):]
        if is_first and line.lstrip().startswith(_ARRAY):
            raise ShardFault("the file is a JSON array; convert it to JSON lines, one document a line: "
                             "jq -c '.[]' FILE > FILE.jsonl")
        is_first = is_first and line.isspace()
        if not is_whole:
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif not line.isspace():
            yield number, line
        number += 1


def _record(line: bytes | None, settings: Settings) -> dict[str, Any]:
    """Give the object on a line."""
    if line is None:
        raise LineFault(f"the line is longer than {settings.max_line_bytes / MEGABYTE:g} MB")
    record = json.loads(line.decode("utf-8"))
    if not isinstance(record, dict):
        raise LineFault("the line is no JSON object")
    return record


def _document(record: dict[str, Any], settings: Settings) -> list[Any]:
    """Give the parts of the document that an object is, in the settings' order."""
    if settings.text_column not in record:
        raise LineFault(str(missing_column(settings.text_column, list(record))))
    text, *others = (record.get(name) for name in settings.columns.values())
    if not isinstance(text, str | None):
        raise LineFault(f"the column {settings.text_column!r} holds {type(text).__name__}, not a text")
    parts = [text, *(None if value is None else str(value) for value in others)]
    for part in parts:
        (part or "").encode("utf-8")  # half of a surrogate pair, which JSON allows and UTF-8 does not
    return parts


def _id(record: dict[str, Any], settings: Settings) -> str | None:
    """Give the id of an object that is no document, None without one that can be read."""
    value = record.get(settings.id_column)
    try:
        str(value).encode("utf-8")
    except (UnicodeError, RecursionError):
        return None
    return None if value is None else str(value)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        return f"the line holds {error.object[error.start]!r}, half of a surrogate pair, which is no character"
    if isinstance(error, UnicodeError):
        return "the line is not UTF-8"
    return str(error) if isinstance(error, LineFault) else f"the line is no JSON: {error}"


def _block(parts: dict[str, list], failures: list[Failure]) -> Block:
    columns = {part: pa.array(values, pa.int64() if part == "row" else pa.large_string())
               for part, values in parts.items()}
    return Block(pa.RecordBatch.from_pydict(columns), failures)


__all__ = ["LineFault", "ShardFault", "blocks", "opened"]
