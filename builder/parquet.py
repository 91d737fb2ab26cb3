"""Parquet: the files that users read, the same bytes whenever the same rows are written with the same libraries."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schema.faults import Fault, FaultsFound

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
    """Read tables of a release folder; raises `FaultsFound` with every one that is missing or is no Parquet."""
    tables: dict[str, pa.Table] = {}
    faults: list[Fault] = []
    for name in names:
        try:
            tables[name] = pq.read_table(folder / parquet_name(name))
        except (OSError, pa.ArrowInvalid) as error:
            faults.append(Fault(str(folder / parquet_name(name)), 0, "", "cannot be read", found=type(error).__name__,
                                remedy="name a release folder; 'make dataset' makes one", check="release"))
    if faults:
        raise FaultsFound(faults)
    return tables
