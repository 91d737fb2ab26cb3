"""Croissant: the dataset described for machine-learning tools, in Croissant 1.1 with the RAI vocabulary 1.0.

Specifications: mlcommons.org/croissant/1.1 and mlcommons.org/croissant/RAI/1.0. Tables, columns and keys come from the
models, values from the codebook, prose from the datacard.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from builder.citation import bibtex
from builder.parquet import parquet_name
from builder.publication import File, Publication
from builder.read import coded_by
from schema.arrow import arrow_schema, description
from schema.codebook import Codebook, Variable, codebook
from schema.tables import TABLES, foreign_keys, primary_key

CROISSANT = "croissant.json"

_ALIASES = ("annotation", "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "excludes", "extract",
            "field", "fileObject", "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset",
            "jsonPath", "key", "md5", "parentField", "path", "readLines", "recordSet", "references", "regex",
            "repeated", "replace", "samplingRate", "sdVersion", "separator", "source", "subField", "transform",
            "unArchive", "value")
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{alias: f"cr:{alias}" for alias in _ALIASES},
}
_CONFORMS_TO = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
_FORMATS = ["application/vnd.apache.parquet", "application/x-parquet"]  # as registered, and as mlcroissant reads it
_TYPES = {pa.string(): "sc:Text", pa.date32(): "sc:Date", pa.int8(): "sc:Integer", pa.int32(): "sc:Integer",
          pa.float64(): "sc:Float", pa.bool_(): "sc:Boolean"}


def croissant_text(publication: Publication, files: Mapping[str, File]) -> str:
    """Write the Croissant description of the release folder; `files` are those of its tables."""
    return json.dumps(croissant(publication, files), indent=2, ensure_ascii=False) + "\n"


def croissant(publication: Publication, files: Mapping[str, File]) -> dict[str, Any]:
    """Give the Croissant description: the dataset, its files, a record set a table and a closed variable."""
    citation = publication.citation
    released = {"url": citation.url, "datePublished": citation.released}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS_TO,
        "name": citation.title,
        "alternateName": publication.name,
        "description": citation.abstract,
        "version": publication.manifest["version"],
        "license": citation.licence_url,
        **{key: value for key, value in released.items() if value},
        "creator": [{"@type": "sc:Person" if author.is_person else "sc:Organization", "name": author.name}
                    for author in citation.authors],
        "keywords": list(citation.keywords),
        "inLanguage": list(publication.languages),
        "isLiveDataset": False,
        "citeAs": bibtex(citation, coded_by(publication.coders)),
        **publication.responsible_ai,
        "distribution": [_file_object(file) for file in files.values()],
        "recordSet": [*map(_enumeration, _closed(codebook())),
                      *(_record_set(name, file) for name, file in files.items())],
    }


def _file_object(file: File) -> dict[str, Any]:
    return {"@type": "cr:FileObject", "@id": file.path, "name": file.path, "contentUrl": file.path,
            "contentSize": f"{file.size} B", "encodingFormat": _FORMATS, "sha256": file.sha256}


def _record_set(table: str, file: File) -> dict[str, Any]:
    model = TABLES[table]
    keys = [{"@id": f"{table}/{column}"} for column in primary_key(model)]
    return {"@type": "cr:RecordSet", "@id": table, "name": table, "description": description(model), "key": keys,
            "field": [_field(table, column, file) for column in arrow_schema(table)]}


def _field(table: str, column: pa.Field, file: File) -> dict[str, Any]:
    facts = {key.decode(): value.decode() for key, value in column.metadata.items()}
    is_list = pa.types.is_list(column.type)
    target = _referenced(table, column.name)
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": " ".join(_described(facts)),
        "dataType": _TYPES[column.type.value_type if is_list else column.type],
        **({"isArray": True, "arrayShape": "-1"} if is_list else {}),
        "source": _column_of(file.path, column.name),
        **({"references": target} if target else {}),
    }


def _described(facts: dict[str, str]) -> Iterator[str]:
    yield f"{facts['title']}. {facts['description']}"
    if "unit" in facts:
        yield f"Unit: {facts['unit']}."
    if "empty" in facts:
        yield f"Empty: {facts['empty']}."


def _referenced(table: str, column: str) -> dict[str, Any] | None:
    """Give what a column points at: the key of another table, or the values of a closed variable.

    The key is named by its file, not by its record set: mlcroissant 1.1.1 drops rows when it reads two record sets
    of which one refers to the other.
    """
    model = TABLES[table]
    other = foreign_keys(model).get(column)
    if other:
        return _column_of(parquet_name(other), column)
    variable = model.to_schema().columns[column].metadata["variable"]
    is_closed = bool(variable and codebook().values(variable))
    return {"field": {"@id": f"{_enumeration_id(codebook().variable(variable))}/value"}} if is_closed else None


def _column_of(path: str, column: str) -> dict[str, Any]:
    return {"fileObject": {"@id": path}, "extract": {"column": column}}


def _closed(book: Codebook) -> Iterable[Variable]:
    """Give the variables with values of their own; a variable that only borrows values has no list of its own."""
    return (variable for variable in book.all_variables if variable.values)


def _enumeration_id(variable: Variable) -> str:
    owner = variable.id if variable.values else variable.values_of
    return f"values_of_{owner}"


def _enumeration(variable: Variable) -> dict[str, Any]:
    """Give a closed variable as a record set whose records stand in the description itself."""
    book, own = codebook(), _enumeration_id(variable)
    values = [book.value(variable.id, value) for value in book.values(variable.id)]
    columns = {"value": "Identifier, as it stands in the tables.", "label": "Name for people.",
               "definition": "What it means."}
    return {
        "@type": "cr:RecordSet", "@id": own, "name": own, "dataType": "sc:Enumeration",
        "description": f"{variable.label}. {variable.definition}", "key": {"@id": f"{own}/value"},
        "field": [{"@type": "cr:Field", "@id": f"{own}/{name}", "name": name, "description": text,
                   "dataType": "sc:Text"} for name, text in columns.items()],
        "data": [{f"{own}/value": value.id, f"{own}/label": value.label, f"{own}/definition": value.definition}
                 for value in values],
    }
