"""Hydrate: for whoever holds the articles, a local copy of `statements` with the text of the evidence.

A copy may differ from the canonical text in line breaks, quotation marks or surroundings: the evidence is then found
by its fingerprint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schema.evidence import Fingerprint, Word, fingerprint, locate, with_punctuation, word_spans
from schema.faults import Fault, FaultsFound
from schema.whole_file import write_whole

FOUND, MOVED, MISSING = "found", "moved", "missing"


def hydrate(statements: pa.Table, texts: Mapping[str, str]) -> pa.Table:
    """Add the evidence to `statements`, from texts (article id → text).

    New columns: `evidence_status` (found: at its offsets; moved: elsewhere in the copy; missing: not in it, or no
    copy), and `evidence_text`, `copy_start`, `copy_end` (offsets in the copy, code points, end exclusive), empty where
    it is missing.
    """
    spans = {article_id: word_spans(text) for article_id, text in texts.items()}
    rows = [_hydrated(row, texts.get(row["article_id"]), spans.get(row["article_id"], []))
            for row in statements.select(["article_id", "evidence_start", "evidence_end", "evidence_words",
                                          "evidence_sha256"]).to_pylist()]
    added = pa.schema([("evidence_status", pa.string()), ("evidence_text", pa.string()),
                       ("copy_start", pa.int32()), ("copy_end", pa.int32())])
    columns = zip(*rows, strict=True) if rows else [[]] * len(added)
    for field, column in zip(added, columns, strict=True):
        statements = statements.append_column(field, pa.array(column, field.type))
    return statements


def write_hydrated(table: pa.Table, path: Path) -> Counter[str]:
    """Write a hydrated table as Parquet, whole or not at all; gives how many rows are found, moved and missing.

    Raises `FaultsFound`, and leaves the file as it was, if all are missing.
    """
    counts = Counter(table["evidence_status"].to_pylist())
    if counts and set(counts) == {MISSING}:
        raise FaultsFound([Fault(str(path), 0, "", "is not written: the texts hold the evidence of no statement",
                                 check="texts", remedy="look whether the texts are those of the articles")])
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, compression="zstd")
    write_whole(path, buffer.getvalue().to_pybytes())
    return counts


def _hydrated(row: Mapping, text: str | None, spans: list[Word]) -> tuple[str, str | None, int | None, int | None]:
    if text is None:
        return MISSING, None, None, None
    wanted = Fingerprint(row["evidence_words"], row["evidence_sha256"])
    start, end = row["evidence_start"], row["evidence_end"]
    if fingerprint(text[start:end]) == wanted:
        return FOUND, text[start:end], start, end
    span = locate(spans, wanted, near=start)
    if span is None:
        return MISSING, None, None, None
    start, end = with_punctuation(text, *span)
    return MOVED, text[start:end], start, end
