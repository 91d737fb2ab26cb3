"""Arrow schemas, derived from the tables' models: types, nullability, and each column's description as metadata."""

from __future__ import annotations

import functools

import pyarrow as pa

from schema.tables import TABLES, Table


@functools.cache
def arrow_schema(name: str) -> pa.Schema:
    """Give the Arrow schema of a table. Field metadata: `title`, `description`, and if there is one `unit`, `empty`."""
    model = TABLES[name]
    fields = [
        pa.field(column_name, column.dtype.type.pyarrow_dtype, nullable=column.nullable, metadata=_metadata(column))
        for column_name, column in model.to_schema().columns.items()
    ]
    return pa.schema(fields, metadata={"table": name, "description": description(model)})


def description(model: type[Table]) -> str:
    """Give what one row of a table is."""
    return (model.__doc__ or "").strip()


def _metadata(column) -> dict[str, str]:
    described = {"title": column.title, "description": column.description, "unit": column.metadata["unit"],
                 "empty": column.metadata["empty"]}
    return {key: text for key, text in described.items() if text}
