"""Layout: the columns of candidate rows and of documents that failed. The one owner of both.

Coded columns are derived from the codebook: label, definition, and whether they may be empty.
"""

from __future__ import annotations

import functools

import pyarrow as pa

from schema.codebook import Variable, codebook

_GIVEN_LATER = ("slug", "span")  # claim_id is given after coding; the span has columns of its own
_MAY_BE_EMPTY = ("name", "period")

_PLACE = [
    ("document_id", pa.string(), "Identifier of the document: of its own column, else source and row."),
    ("source", pa.string(), "The shard that holds the document."),
    ("source_row", pa.int64(), "Place of the document in its shard, from 0; of JSON lines the line."),
]
_EVIDENCE = [
    ("evidence_start", pa.int32(), "First character of the evidence in the text, in Unicode code points."),
    ("evidence_end", pa.int32(), "End of the evidence in the text, exclusive, in Unicode code points."),
    ("evidence_words", pa.int32(), "Words of the evidence: runs of letters and digits after NFKC."),
    ("evidence_sha256", pa.string(), "SHA-256 of the evidence's casefolded words, joined by one blank."),
    ("text_sha256", pa.string(), "SHA-256 of the document's text in UTF-8, which the offsets count."),
]
_ORIGIN = [
    ("rule", pa.string(), "The statement rule that gave the row."),
    ("rules", pa.list_(pa.string()), "The rules that chose the other variables; `revised-` and a "
     "variable where the points of the words then chose another value."),
    ("confidence", pa.float64(), "How likely the row is right, 0 to 1, by the points of the words of its sentence; in "
     "texts too short for points by the rule."),
    ("codebook_version", pa.string(), "Version of the codebook."),
    ("lexicon_version", pa.string(), "Hash of the files of the lexicon and the rules."),
    ("code_version", pa.string(), "Hash of the files of the code."),
]
EVIDENCE_TEXT = "evidence_text"
_TEXT = [(EVIDENCE_TEXT, pa.string(), "The text of the evidence; it is the publisher's.")]
_REASON = [("reason", pa.string(), "Why the document could not be read or extracted.")]


@functools.cache
def candidate_schema(with_text: bool = False) -> pa.Schema:
    """Give the Arrow schema of candidate rows. Field metadata: `description`."""
    published = pa.field("published", pa.string(), metadata={"description": "Date of publication, as it was read."})
    coded = [_coded(variable) for variable in coded_variables()]
    return pa.schema([*_fields(_PLACE), published, *coded, *_fields(_EVIDENCE), *_fields(_ORIGIN),
                      *(_fields(_TEXT) if with_text else [])], metadata={"table": "candidates"})


@functools.cache
def failed_schema() -> pa.Schema:
    """Give the Arrow schema of the documents that failed."""
    return pa.schema([*_fields(_PLACE), *_fields(_REASON)], metadata={"table": "failed"})


def coded_variables() -> list[Variable]:
    """Give the variables of the codebook that the extractor codes, in the codebook's order."""
    return [variable for variable in codebook().variables if variable.kind not in _GIVEN_LATER]


def _coded(variable: Variable) -> pa.Field:
    held = pa.list_(pa.string()) if variable.kind == "list" else pa.string()
    return pa.field(variable.id, held, nullable=variable.kind in _MAY_BE_EMPTY,
                    metadata={"title": variable.label, "description": variable.definition})


def _fields(columns: list[tuple[str, pa.DataType, str]]) -> list[pa.Field]:
    return [pa.field(name, held, nullable=False, metadata={"description": what}) for name, held, what in columns]
