"""Parquet: the files that users read, the same bytes whenever the same rows are written with the same libraries."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = "data"


def write_parquet(tables: dict[str, pa.Table], folder: Path) -> None:
    """Write each table as `data/<name>.parquet`: zstd, the model's schema, no index column."""
    (folder / FOLDER).mkdir()
    for name, table in tables.items():
        pq.write_table(table, folder / parquet_name(name), compression="zstd", compression_level=3,
                       write_page_index=True)


def parquet_name(table: str) -> str:
    """Give where a table lies in the release folder."""
    return f"{FOLDER}/{table}.parquet"


def read_tables(folder: Path, names: list[str]) -> dict[str, pa.Table]:
    """Read tables of a release folder; FileNotFoundError if one is missing."""
    return {name: pq.read_table(folder / parquet_name(name)) for name in names}
