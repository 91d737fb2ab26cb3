"""The files of a scan: written under hidden names beside their places and renamed when all of a shard are whole.

Whoever looks sees a whole file or none. Two workers at the same shard write the same rows, and the last rename wins.
The system is not asked to flush: after a power cut a torn file has no footer, and the next run does the shard again.
"""

from __future__ import annotations

import contextlib
import functools
import os
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.corpus.documents import Failure
from extractor.corpus.layout import failed_schema

CANDIDATES, FAILED = "candidates", "failed"
_UNFINISHED = ".part"
_ROW_GROUP = 10_000
LONGEST_NAME = 255 - len(f"..{uuid.UUID(int=0).hex}{_UNFINISHED}")
"""How many bytes the name of a file may have, so that its unfinished one has no more than file systems allow."""


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


class WholeFiles:
    """The files of a shard: they take their places when the block ends well, and leave all as it was where it does not.

    All are whole before the first of them takes its place; the one that was begun first does so last.
    """

    def __init__(self) -> None:
        self._open = contextlib.ExitStack()
        self._unfinished: list[Path] = []
        self._steps: list[Callable[[], object]] = []

    def __enter__(self) -> WholeFiles:
        return self

    def begin(self, path: Path, schema: pa.Schema) -> pq.ParquetWriter:
        """Begin a Parquet file; gives its writer."""
        unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}{_UNFINISHED}")
        self._unfinished.append(unfinished)
        self._steps.append(functools.partial(os.replace, unfinished, path))
        file = self._open.enter_context(unfinished.open("wb"))
        return self._open.enter_context(pq.ParquetWriter(file, schema, compression="zstd"))

    def leave_out(self, path: Path) -> None:
        """Let there be no such file: what an earlier run left there goes when the others take their places."""
        self._steps.append(functools.partial(path.unlink, missing_ok=True))

    def __exit__(self, *error) -> None:
        try:
            self._open.__exit__(*error)
            for step in reversed(self._steps) if error[0] is None else ():
                step()
        finally:
            for unfinished in self._unfinished:
                with contextlib.suppress(OSError):
                    unfinished.unlink(missing_ok=True)


class FailedDocuments:
    """The table of the documents of a shard that failed, one of its files; without any there is none."""

    def __init__(self, files: WholeFiles, path: Path, source: str) -> None:
        self._files = files
        self._path = path
        self._source = source
        self._rows: WaitingRows | None = None

    def __enter__(self) -> FailedDocuments:
        return self

    def add(self, failures: Sequence[Failure]) -> None:
        """Take the failures of a block."""
        if not failures:
            return
        if self._rows is None:
            self._rows = WaitingRows(self._files.begin(self._path, failed_schema()))
        rows = [{"document_id": failure.document_id or f"{self._source}:{failure.row}", "source": self._source,
                 "source_row": failure.row, "reason": failure.reason}
                for failure in sorted(failures, key=lambda failure: failure.row)]
        self._rows.add(pa.RecordBatch.from_pylist(rows, failed_schema()))

    def __exit__(self, *error) -> None:
        if self._rows is None:
            self._files.leave_out(self._path)
        else:
            self._rows.__exit__(*error)


def sweep(out: Path) -> None:
    """Make the folders of a scan, and remove the unfinished files that killed workers left in them.

    A worker that is cut off and still writes fails to rename its file: another has done its shard.
    """
    for folder in (out / CANDIDATES, out / FAILED):
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f".*{_UNFINISHED}"):
            left.unlink(missing_ok=True)
