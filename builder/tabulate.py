"""Tabulate: checked records become Arrow tables, each validated by its pandera model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
from pandera.errors import SchemaErrors

from builder.read import Collection, Row
from schema.arrow import arrow_schema
from schema.codebook import Codebook, Value, Variable, codebook
from schema.faults import Fault, FaultsFound, shown
from schema.periods import first_day, last_day
from schema.tables import TABLES, foreign_keys, primary_key

Tables = dict[str, pa.Table]


def tabulate(collection: Collection, book: Codebook | None = None) -> Tables:
    """Make the tables `statements`, `articles`, `codings` and `codebook` from records that passed the checks.

    `book` is the codebook that scores the stances (default: the project's).
    """
    book = book or codebook()
    return {
        "statements": table_of("statements", _statements(collection, book)),
        "articles": table_of("articles", _articles(collection)),
        "codings": table_of("codings", map(_coding, collection.codings)),
        "codebook": codebook_table(book),
    }


def codebook_table(book: Codebook) -> pa.Table:
    """Make the table `codebook`: a row for each variable and for each of its values."""
    return table_of("codebook", _codebook_entries(book), is_ordered=True)


def table_of(name: str, rows: Iterable[Mapping[str, Any]], is_ordered: bool = False) -> pa.Table:
    """Make a table from rows (column → value), in the model's columns and types, sorted by its key unless ordered.

    Raises KeyError for a row that lacks a column: a fault of the program.
    """
    schema = arrow_schema(name)
    rows = list(rows)
    columns = [pa.array([row[field.name] for row in rows], field.type) for field in schema]
    table = pa.Table.from_arrays(columns, schema=schema)
    return table if is_ordered else table.sort_by([(column, "ascending") for column in primary_key(TABLES[name])])


def validated(tables: Tables) -> Tables:
    """Validate every table by its model, lazily, its key, and its foreign keys; gives them in the models' order.

    Raises `FaultsFound` with every fault.
    """
    faults: list[Fault] = []
    for name, table in tables.items():
        faults += _model_faults(name, table)
        faults += _key_faults(name, table)
        faults += _foreign_key_faults(name, table, tables)
    if faults:
        raise FaultsFound(faults)
    return {name: tables[name] for name in TABLES if name in tables}


def _model_faults(name: str, table: pa.Table) -> Iterable[Fault]:
    try:
        TABLES[name].validate(table.to_pandas(types_mapper=pd.ArrowDtype), lazy=True)
    except SchemaErrors as error:
        for case in error.failure_cases.itertuples():
            yield Fault(f"table {name}", _row_number(case.index), str(case.column), f"breaks {case.check}",
                        found=shown(case.failure_case), check="model")


def _row_number(index: Any) -> int:
    return 0 if index is None or pd.isna(index) else int(index) + 1


def _key_faults(name: str, table: pa.Table) -> Iterable[Fault]:
    key = primary_key(TABLES[name])
    keys = table.select(key).to_pandas()
    for index in keys.index[keys.duplicated()]:
        yield Fault(f"table {name}", _row_number(index), ", ".join(key), "the key stands in an earlier row, too",
                    found=shown(", ".join(map(str, keys.loc[index]))), check="key")


def _foreign_key_faults(name: str, table: pa.Table, tables: Tables) -> Iterable[Fault]:
    for column, other in foreign_keys(TABLES[name]).items():
        known = set(tables[other][column].to_pylist())
        for index, value in enumerate(table[column].to_pylist()):
            if value not in known:
                yield Fault(f"table {name}", _row_number(index), column, f"is not in {other}", found=shown(value),
                            check="foreign-key")


def _statements(collection: Collection, book: Codebook) -> Iterable[dict[str, Any]]:
    articles = {article.record_id: article.values for article in collection.articles}
    companies = {platform.record_id: platform.values.company for platform in collection.platforms}
    scores = {value.id: value.permissiveness for value in book.variable("stance").values}
    for row in collection.statements:
        values, article = row.values, articles[row.article_id]
        yield {
            **_coded(row),
            "statement_id": values.id,
            "claim_id": values.claim_id,
            "publisher": article.publisher,
            "title": article.title,
            "url": article.url,
            "published_start": article.published_start,
            "published_end": article.published_end,
            "company": companies.get(values.platform),
            "permissiveness": scores.get(values.stance),
            "period_first_day": first_day(values.period_start) if values.period_start else None,
            "period_last_day": last_day(values.period_end) if values.period_end else None,
        }


def _coding(row: Row) -> dict[str, Any]:
    return {**_coded(row), "coding_id": row.record_id, "coder": row.coder}


def _coded(row: Row) -> dict[str, Any]:
    """Give what every coded row has: the variables of the codebook and the evidence, each in its own column."""
    values = row.values.model_dump(exclude={"id", "evidence"})
    evidence = row.values.evidence
    return {
        **values,
        "compared_with": sorted(row.values.compared_with),
        "article_id": row.article_id,
        "codebook_version": row.codebook_version,
        "evidence_start": evidence.start,
        "evidence_end": evidence.end,
        "evidence_words": evidence.words,
        "evidence_sha256": evidence.sha256,
    }


def _articles(collection: Collection) -> Iterable[dict[str, Any]]:
    claims: dict[str, list[str | None]] = defaultdict(list)
    for row in collection.statements:
        claims[row.article_id].append(row.values.claim_id)
    for record in collection.articles:
        article = record.values
        origin = article.derived_from.model_dump() if article.derived_from else {}
        stated = claims[article.article_id]
        yield {
            **article.model_dump(exclude={"derived_from", "text"}),
            **{f"derived_from_{part}": origin.get(part) for part in ("publisher", "published", "basis", "changed")},
            **{f"text_{part}": value for part, value in article.text.model_dump().items()},
            "statement_count": len(stated),
            "claim_count": len(set(stated)),
        }


def _codebook_entries(book: Codebook) -> Iterable[dict[str, Any]]:
    for variable in book.all_variables:
        yield _entry(variable, None)
        for value in variable.values:
            yield _entry(variable, value)


def _entry(variable: Variable, value: Value | None) -> dict[str, Any]:
    entry = value or variable
    counterparts = value.dsa if value else []
    return {
        "entry_id": f"{variable.id}:{value.id}" if value else variable.id,
        "variable": variable.id,
        "value": value.id if value else None,
        "label": entry.label,
        "definition": entry.definition,
        "use_when": value.use_when if value else None,
        "use_not_when": value.use_not_when if value else None,
        "example": value.example if value else None,
        "permissiveness": value.permissiveness if value else None,
        "dsa_counterparts": [f"{dsa.attribute}={dsa.value} ({dsa.match})" for dsa in counterparts],
        "since": entry.since,
        "deprecated_in": entry.deprecated_in,
    }
