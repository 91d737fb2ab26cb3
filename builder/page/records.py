"""Statements as the page shows them: the rows of its table, and the data block that the script filters and saves."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from markupsafe import Markup

from builder.compare import years
from builder.display import wording
from builder.display.counts import pair_key
from builder.display.marks import STATED_AS, Mark, opinion_bases, stance_marks
from builder.display.timeline import interval_of
from schema.arrow import arrow_schema
from schema.codebook import Codebook, codebook

# "<" could end the block, and "&" is escaped lest anything reads it as HTML; U+2028 and U+2029 end lines in scripts.
_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}

PAGE_LABELS = {"company": "Company today"}
"""Columns that the page calls otherwise than the table does."""


@dataclass(frozen=True)
class Record:
    """A statement as a row of the page's table: texts for people."""

    id: str
    summary: str
    platform: str
    policy_area: str
    target: str
    mark: Mark
    role: str
    speaker: str
    basis: str
    attribution: str
    certainty: str
    period: str
    publisher: str
    url: str | None
    published: str


def statement_records(tables: Mapping[str, pa.Table], book: Codebook) -> list[Record]:
    """Give a record for each row of `statements`, in the table's order."""
    marks = stance_marks(book)
    labels = {name: {value.id: value.label for value in book.variable(name).values} for name in book.categories}
    certainties = {value.id: as_clause(value.definition) for value in book.variable("certainty").values}
    return [_record(row, marks, labels, certainties) for row in tables["statements"].to_pylist()]


def _record(row: Mapping[str, Any], marks: Mapping[str, Mark], labels: Mapping[str, Mapping[str, str]],
            certainties: Mapping[str, str]) -> Record:
    def label(name: str) -> str:
        """Give the label of a coded value of the row."""
        return labels[name][row[name]]

    return Record(
        row["statement_id"], row["summary"], label("platform"), label("policy_area"), label("target"),
        marks[row["stance"]], label("speaker_role"), row["speaker"] or "", label("basis"), label("attribution"),
        certainties[row["certainty"]], _period(row["period_start"], row["period_end"]), row["publisher"], row["url"],
        wording.interval(row["published_start"], row["published_end"]))


def as_clause(sentence: str) -> str:
    """Give a definition as part of a sentence: without its capital and its full stop."""
    return f"{sentence[:1].lower()}{sentence[1:].removesuffix('.')}"


def _period(start: str | None, end: str | None) -> str:
    if start == end:
        return wording.period(start) if start else ""
    if start and end:
        return f"{wording.period(start)} – {wording.period(end)}"
    return f"since {wording.period(start)}" if start else f"until {wording.period(end)}"


def data_block(tables: Mapping[str, pa.Table], book: Codebook, version: str) -> Markup:
    """Give the statements as JSON that no text in them can break out of.

    `columns` are those of the table `statements`; `derived` are further ones that only filters use: the years in which
    a statement counts, its pairs of contrast, how and when it stands in the timeline.
    """
    table = tables["statements"]
    fields = [(field, table[field.name].to_pylist()) for field in arrow_schema("statements")]
    block = {
        "title": book.title, "version": version, "codebook": book.version,
        "columns": [{"name": field.name, "label": PAGE_LABELS.get(field.name) or field.metadata[b"title"].decode(),
                     "unit": field.metadata.get(b"unit", b"").decode(), **_packed(values)}
                    for field, values in fields],
        "derived": [{"name": name, "label": label, **_packed(values)}
                    for name, label, values in _derived(tables)],
        "values": {name: {value.id: value.label for value in book.variable(name).values} for name in book.categories},
    }
    text = json.dumps(block, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
    return Markup(text.translate(_ESCAPES))


def _derived(tables: Mapping[str, pa.Table]) -> list[tuple[str, str, list]]:
    rows = tables["statements"].to_pylist()
    opinions = opinion_bases(codebook())
    pairs = defaultdict(list)
    for row in tables["contrasts"].to_pylist():
        pairs[row["statement_id"]].append(pair_key(row))
    intervals = [interval_of(row) for row in rows]
    return [
        ("year", "Year", [[str(year) for year in years(row)] for row in rows]),
        ("contrast", "Contrast", [pairs[row["statement_id"]] for row in rows]),
        ("kind", "Kind", [STATED_AS[row["basis"] in opinions] for row in rows]),
        ("dating", "Dating", [interval.dating for interval in intervals]),
        ("interval", "Interval", [f"{interval.first}/{interval.last}" for interval in intervals]),
    ]


def _packed(values: list) -> dict[str, list]:
    """Give the values as they are, or each once with a code a row where they repeat."""
    if any(isinstance(value, list) for value in values):
        return {"values": values}
    known = {value: code for code, value in enumerate(dict.fromkeys(values))}
    if len(known) * 2 > len(values):
        return {"values": values}
    return {"dictionary": list(known), "codes": [known[value] for value in values]}
