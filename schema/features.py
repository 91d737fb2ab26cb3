"""The features of the Hub's `dataset_info`, derived from the tables' models and the codebook.

Closed variables are strings in the Parquet files, which is what readers of pandas, polars or DuckDB want; the card's
`class_label` makes `datasets.load_dataset` give them as `ClassLabel`.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from schema.arrow import arrow_schema
from schema.codebook import codebook
from schema.tables import TABLES

_NAMES = {pa.string(): "string", pa.date32(): "date32", pa.int8(): "int8", pa.int32(): "int32",
          pa.float64(): "float64", pa.bool_(): "bool"}


def hub_features(name: str) -> list[dict[str, Any]]:
    """Give the features of a table as the card's front matter writes them, one mapping a column."""
    columns = TABLES[name].to_schema().columns
    return [_feature(field, columns[field.name].metadata["variable"]) for field in arrow_schema(name)]


def _feature(field: pa.Field, variable: str) -> dict[str, Any]:
    if pa.types.is_list(field.type):
        return {"name": field.name, "list": _NAMES[field.type.value_type]}
    if variable and codebook().variable(variable).kind == "category":
        names = {str(i): value for i, value in enumerate(codebook().values(variable))}
        return {"name": field.name, "dtype": {"class_label": {"names": names}}}
    return {"name": field.name, "dtype": _NAMES[field.type]}
