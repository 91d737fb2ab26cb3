"""Candidates: a block of documents in, its candidate rows out. A pure function of the documents and the settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from extractor import Candidate, extract
from extractor.corpus.documents import Failure, part_as_text
from extractor.corpus.layout import EVIDENCE_TEXT, candidate_schema, coded_variables
from extractor.corpus.settings import MEGABYTE, Settings
from extractor.corpus.text_filter import text_filter
from extractor.corpus.versions import code_version, lexicon_version
from schema.codebook import codebook
from schema.evidence import text_sha256
from schema.periods import is_period

_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9].*| +[0-9]{1,2}:.*|Z|[+-][0-9]{2}:?[0-9]{2})?"
                   r"|([0-9]{4})(?:\.0)?|([0-9]{4}-[0-9]{2})")
"""A day, with a time or a zone or without, a year, or a month; a column of years with gaps holds 2023.0."""
_REASON_LENGTH = 200


@dataclass(frozen=True)
class Scanned:
    """What a block gave: candidate rows, documents that failed, and counts of documents.

    `filtered` were put aside by the filter; `matched` have a row; `undated` have rows, but no date that can be read.
    """

    candidates: pa.RecordBatch
    failures: list[Failure]
    filtered: int
    matched: int
    undated: int


def scan_batch(documents: pa.RecordBatch, source: str, settings: Settings) -> Scanned:
    """Filter a block of documents and extract the few that pass.

    `documents` is as in `Block.documents`; `source` names the shard. The rows are in the order of the documents, with
    the columns of `candidate_schema`. A document on which the extractor fails is a failure, not an error.
    """
    kept = text_filter().kept(documents.column("text"))
    rows, failures, matched, undated = [], [], 0, 0
    for document in _documents(documents.take(kept), source):
        published = document["published"]
        try:
            text = _text(document["text"], settings)
            found = extract(text, published).candidates
        except Exception as error:  # whatever a document does to the rules must not stop a run of millions
            failures.append(Failure(document["row"], document["id"], _reason(error)))
            continue
        matched += bool(found)
        undated += bool(found and settings.date_column and not published)
        place = {"document_id": document["id"], "source": source, "source_row": document["row"],
                 "published": published, "text_sha256": text_sha256(text) if found else ""}
        rows += [place | _row(candidate, settings.with_text) for candidate in found]
    candidates = pa.RecordBatch.from_pylist(rows, candidate_schema(settings.with_text))
    return Scanned(candidates, failures, documents.num_rows - len(kept), matched, undated)


class _TooLong(ValueError):
    """Raised for a text over the limit."""


def _documents(batch: pa.RecordBatch, source: str) -> Iterator[dict[str, Any]]:
    """Give the documents of a batch one at a time; `text` stays in Arrow's memory."""
    for i in range(batch.num_rows):
        row = batch.column("row")[i].as_py()
        yield {"row": row, "id": part_as_text(batch, "id", i) or f"{source}:{row}",
               "published": _published(part_as_text(batch, "published", i)), "text": batch.column("text")[i]}


def _text(text: pa.Scalar, settings: Settings) -> str:
    size = pc.binary_length(text).as_py()
    if size > settings.max_text_bytes:
        raise _TooLong(f"the text is too long for an article: {size / MEGABYTE:.1f} MB; "
                       f"allowed {settings.max_text_bytes / MEGABYTE:g} MB (--max-text-mb)")
    return text.as_py()


def _published(date: str | None) -> str | None:
    """Give a date in the form that the extractor reads, YYYY, YYYY-MM or YYYY-MM-DD; None if it is another."""
    found = _DATE.fullmatch(date.strip()) if date is not None else None
    period = found[found.lastindex or 0] if found else ""
    return period if is_period(period) else None


def _row(candidate: Candidate, with_text: bool) -> dict[str, Any]:
    coded = candidate.row()
    values = {variable.id: coded[variable.id] for variable in coded_variables()}
    nullable = {field.name for field in candidate_schema() if field.nullable}
    evidence = {f"evidence_{part}": value for part, value in coded["evidence"].items()}
    row = {name: None if name in nullable and value == "" else value for name, value in values.items()} | evidence
    row |= {"rule": candidate.rule, "rules": list(candidate.rules), "confidence": candidate.confidence,
            "codebook_version": codebook().version, "lexicon_version": lexicon_version(),
            "code_version": code_version()}
    return row | {EVIDENCE_TEXT: candidate.evidence.quote} if with_text else row


def _reason(error: Exception) -> str:
    reason = str(error) if isinstance(error, _TooLong) else f"the extractor failed: {type(error).__name__}: {error}"
    return reason if len(reason) <= _REASON_LENGTH else f"{reason[:_REASON_LENGTH]}…"
