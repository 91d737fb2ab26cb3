"""The files of a scan: written under a hidden name beside their place and renamed when whole.

Whoever looks sees a whole file or none. Two workers at the same shard write the same rows, and the last rename wins.
The system is not asked to flush: after a power cut a torn file has no footer, and the next run does the shard again.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.corpus.documents import Failure
from extractor.corpus.layout import failed_schema

CANDIDATES, FAILED = "candidates", "failed"
_UNFINISHED = ".part"
_ROW_GROUP = 10_000


class WaitingRows:
    """Rows that wait until there is a row group of them, or until the block that adds them ends well."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer
        self._batches: list[pa.RecordBatch] = []
        self._count = 0

    def __enter__(self) -> WaitingRows:
        return self

    def __exit__(self, *error) -> None:
        if error[0] is None:
            self._flush()

    def add(self, batch: pa.RecordBatch) -> None:
        """Take rows, and write what waits once it is a row group."""
        if batch.num_rows:
            self._batches.append(batch)
            self._count += batch.num_rows
        if self._count >= _ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._batches:
            self._writer.write_table(pa.Table.from_batches(self._batches))
        self._batches, self._count = [], 0


class FailedDocuments:
    """The table of the documents of a shard that failed; without any there is no file."""

    def __init__(self, path: Path, source: str) -> None:
        self._path = path
        self._source = source
        self._stack = contextlib.ExitStack()
        self._rows: WaitingRows | None = None

    def __enter__(self) -> FailedDocuments:
        return self

    def add(self, failures: Sequence[Failure]) -> None:
        """Take the failures of a block."""
        if not failures:
            return
        if self._rows is None:
            writer = self._stack.enter_context(written_whole(self._path, failed_schema()))
            self._rows = self._stack.enter_context(WaitingRows(writer))
        rows = [{"document_id": failure.document_id or f"{self._source}:{failure.row}", "source": self._source,
                 "source_row": failure.row, "reason": failure.reason}
                for failure in sorted(failures, key=lambda failure: failure.row)]
        self._rows.add(pa.RecordBatch.from_pylist(rows, failed_schema()))

    def __exit__(self, *error) -> None:
        if self._rows is None:
            self._path.unlink(missing_ok=True)
        self._stack.__exit__(*error)


@contextlib.contextmanager
def written_whole(path: Path, schema: pa.Schema) -> Iterator[pq.ParquetWriter]:
    """Give a writer of a Parquet file that appears at `path` only when the block ends well."""
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}{_UNFINISHED}")
    try:
        with open(unfinished, "wb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
            yield writer
        os.replace(unfinished, path)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def sweep(out: Path) -> None:
    """Make the folders of a scan, and remove the unfinished files that killed workers left in them.

    A worker that is cut off and still writes fails to rename its file: another has done its shard.
    """
    for folder in (out / CANDIDATES, out / FAILED):
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f".*{_UNFINISHED}"):
            left.unlink(missing_ok=True)
