"""The task of a scan: one shard in, one file of rows out. Run it as often as you like: what is done is skipped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.corpus import json_lines, parquet_shard
from extractor.corpus.candidates import scan_batch
from extractor.corpus.documents import Block, ShardFault
from extractor.corpus.layout import candidate_schema
from extractor.corpus.settings import Settings
from extractor.corpus.shard_files import (
    CANDIDATES,
    FAILED,
    LONGEST_NAME,
    FailedDocuments,
    WaitingRows,
    WholeFiles,
)
from extractor.corpus.sources import JSON_LINES, PARQUET, Shard
from extractor.corpus.unreadable import UNREADABLE, said, unreadable
from extractor.corpus.versions import code_version, lexicon_version

COUNTS = ("read", "filtered", "matched", "failed", "rows", "undated")
METADATA = b"scan"
_PASSED_OVER = (".", "_")
_SEEN = "shard"


@dataclass(frozen=True)
class Outcome:
    """What became of a shard: `done`, `skipped` (it was done before) or `failed`, with the reason; its counts."""

    source: str
    status: str
    size: int
    counts: dict[str, int] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class ShardTask:
    """What each worker is given: the folder to write to, and the settings. Call it with a shard."""

    out: Path
    settings: Settings
    lexicon_version: str
    code_version: str

    def __call__(self, shard: Shard) -> Outcome:
        """Scan a shard, unless it is done; what is wrong with its file, or with the disk, is an outcome."""
        try:
            self._require_same_project()
            known = self.done(shard)
            if known is not None:
                return Outcome(shard.source, "skipped", shard.size, known)
            return Outcome(shard.source, "done", shard.size, self._scan(shard))
        except ShardFault as fault:
            reason = str(fault)
        except OSError as error:  # reading has faults of its own
            reason = f"its rows cannot be written; see to the disk of --out, and scan again ({said(error)})"
        return Outcome(shard.source, "failed", shard.size, reason=reason)

    def file(self, shard: Shard, folder: str = CANDIDATES) -> Path:
        """Give where the rows of a shard lie: its name and a hash of its address, in one of the folders of a scan.

        The name is cut where it is too long, lacks what is not UTF-8, and has a word before it where it is one that
        readers of folders pass over.
        """
        name = PurePosixPath(shard.address).name
        ending = f"-{hashlib.sha256(_bytes(shard.address)).hexdigest()[:12]}.parquet"
        seen = _bytes(f"{_SEEN}{name}" if name.startswith(_PASSED_OVER) else name)
        return self.out / folder / f"{seen[:LONGEST_NAME - len(ending)].decode('utf-8', 'ignore')}{ending}"

    def signature(self, shard: Shard) -> str:
        """Give a hash of all that the rows of a shard depend on: the file, the settings, the rules, the code."""
        facts = [shard.source, shard.address, shard.stamp, self.settings.shaping(), self.lexicon_version,
                 self.code_version]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def done(self, shard: Shard) -> dict[str, int] | None:
        """Give the counts of a shard that was scanned before and has not changed since, else None.

        One whose failed documents are no longer there with their reasons is not done.
        """
        try:
            written = json.loads(pq.read_metadata(self.file(shard)).metadata[METADATA])
        except (OSError, pa.ArrowException, KeyError, TypeError):
            return None
        if written.get("signature") != self.signature(shard):
            return None
        counts = written["counts"]
        return counts if not counts["failed"] or self.file(shard, FAILED).exists() else None

    def _require_same_project(self) -> None:
        here = lexicon_version(), code_version()
        if here != (self.lexicon_version, self.code_version):
            raise ShardFault("the worker runs another version of the project; install the same one on every machine")

    def _scan(self, shard: Shard) -> dict[str, int]:
        counts = dict.fromkeys(COUNTS, 0)
        with WholeFiles() as files:
            writer = files.begin(self.file(shard), candidate_schema(self.settings.with_text))
            with FailedDocuments(files, self.file(shard, FAILED), shard.source) as failed, WaitingRows(writer) as rows:
                for block in _read(shard, self.settings):
                    found = scan_batch(block.documents, shard.source, self.settings)
                    rows.add(found.candidates)
                    failures = [*block.failures, *found.failures]
                    failed.add(failures)
                    block_counts = (block.documents.num_rows + len(block.failures), found.filtered, found.matched,
                                    len(failures), found.candidates.num_rows, found.undated)
                    for name, count in zip(COUNTS, block_counts, strict=True):
                        counts[name] += count
            facts = {"signature": self.signature(shard), "source": shard.source, "counts": counts}
            writer.add_key_value_metadata({METADATA: json.dumps(facts)})
        return counts


def _bytes(name: str) -> bytes:
    """Give a name of a file in bytes; one that is not UTF-8 has half of a surrogate pair for each byte that is not."""
    return name.encode("utf-8", "surrogatepass")


def _is_utf8(name: str) -> bool:
    return name == name.encode("utf-8", "ignore").decode("utf-8")


def _read(shard: Shard, settings: Settings) -> Iterator[Block]:
    """Give the blocks of a shard; ShardFault if it cannot be read."""
    try:
        yield from _blocks(shard, settings)
    except UNREADABLE as error:
        raise unreadable(shard, error) from error


def _blocks(shard: Shard, settings: Settings) -> Iterator[Block]:
    may_be_empty = shard.format == JSON_LINES and not shard.compression
    if shard.is_empty and not may_be_empty:
        raise ShardFault("the file is empty")
    is_file = shard.is_local and os.path.isfile(shard.address)
    if shard.format == PARQUET and is_file and _is_utf8(shard.address):
        yield from parquet_shard.blocks(shard.address, settings)
        return
    with shard.opened() as file:
        if shard.format == PARQUET:
            yield from parquet_shard.blocks(file, settings)
        else:
            yield from json_lines.blocks(json_lines.opened(file, shard.compression), settings)
