"""Data package: the dataset described in Frictionless Data Package 2.0, one resource a table.

Specification: datapackage.org/standard. Constraints and keys come from the models, values from the codebook.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from builder.publication import File, Publication
from schema.arrow import arrow_schema, description
from schema.codebook import codebook
from schema.tables import TABLES, foreign_keys, primary_key

DATAPACKAGE = "datapackage.json"

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {pa.string(): "string", pa.date32(): "date", pa.int8(): "integer", pa.int32(): "integer",
          pa.float64(): "number", pa.bool_(): "boolean"}
_BOUNDS = {"isin": ("enum", "allowed_values"), "greater_than_or_equal_to": ("minimum", "min_value"),
           "less_than_or_equal_to": ("maximum", "max_value"), "str_length": ("maxLength", "max_value")}


def datapackage_text(publication: Publication, files: Mapping[str, File]) -> str:
    """Write the data package descriptor of the release folder; `files` are those of its tables."""
    return json.dumps(datapackage(publication, files), indent=2, ensure_ascii=False) + "\n"


def datapackage(publication: Publication, files: Mapping[str, File]) -> dict[str, Any]:
    """Give the descriptor: the package, its licence, sources and contributors, and a resource a table."""
    citation = publication.citation
    return {
        "$schema": _PROFILE,
        "name": publication.name,
        "title": citation.title,
        "description": citation.abstract,
        "version": publication.manifest["version"],
        **({"homepage": citation.url} if citation.url else {}),
        "keywords": list(citation.keywords),
        "licenses": [{"name": citation.licence, "path": citation.licence_url}],
        "contributors": [{"title": author.name, "roles": ["creator"]} for author in citation.authors],
        "sources": list(_sources(publication.tables["articles"])),
        "resources": [_resource(name, file) for name, file in files.items()],
    }


def _sources(articles: pa.Table) -> Iterable[dict[str, str]]:
    """Give the articles that the rows are coded from; the texts themselves are not published."""
    for row in articles.to_pylist():
        title = f"{row['publisher']}: {row['title'] or row['article_id']}"
        yield {"title": title, **({"path": row["url"]} if row["url"] else {})}


def _resource(table: str, file: File) -> dict[str, Any]:
    return {"name": table, "type": "table", "path": file.path, "format": "parquet",
            "mediatype": "application/vnd.apache.parquet", "description": description(TABLES[table]),
            "hash": f"sha256:{file.sha256}", "schema": table_schema(table)}


def table_schema(table: str) -> dict[str, Any]:
    """Give the Table Schema of a table: fields with constraints and labelled missing values, and keys."""
    model = TABLES[table]
    columns = model.to_schema().columns
    keys = [{"fields": [column], "reference": {"resource": other, "fields": [column]}}
            for column, other in foreign_keys(model).items()]
    return {
        "fields": [_field(field, columns[field.name]) for field in arrow_schema(table)],
        "primaryKey": primary_key(model),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(field: pa.Field, column: Any) -> dict[str, Any]:
    """Give one field; `column` is its pandera column. `unit` goes beyond the standard, which allows it.

    A list is of type `any`, with the type of its items: frictionless 5.21 reads lists from Parquet as arrays of numpy,
    which it takes neither for a `list` nor for an `array`.
    """
    unit, variable = column.metadata["unit"], column.metadata["variable"]
    missing = _missing_values(field, column.metadata["empty"])
    constraints = _constraints(column)
    is_list = pa.types.is_list(field.type)
    return {
        "name": field.name,
        **({"type": "any", "itemType": _TYPES[field.type.value_type]} if is_list else {"type": _TYPES[field.type]}),
        "title": column.title,
        "description": column.description,
        **({"unit": unit} if unit else {}),
        **({"missingValues": missing} if missing else {}),
        **({"categories": _categories(variable)} if "enum" in constraints and variable else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _missing_values(field: pa.Field, empty: str) -> list[dict[str, str]]:
    """Say what an empty cell means. An empty number is `nan` to readers that go through pandas, frictionless too."""
    value = "nan" if _TYPES.get(field.type) in ("integer", "number") else ""
    return [{"value": value, "label": empty}] if empty else []


def _constraints(column: Any) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    for check in column.checks:
        if check.name in _BOUNDS:
            name, statistic = _BOUNDS[check.name]
            constraints[name] = check.statistics[statistic]
    if column.metadata["pattern"]:
        constraints["pattern"] = xml_schema_pattern(column.metadata["pattern"])
    return constraints


def xml_schema_pattern(pattern: str) -> str:
    """Write a pattern that must match the whole text as XML Schema writes it, which has plain groups only."""
    return f"({pattern.replace('(?:', '(')})"


def _categories(variable: str) -> list[dict[str, str]]:
    book = codebook()
    values = [book.value(variable, value) for value in book.values(variable)]
    return [{"value": value.id, "label": value.label} for value in values]

