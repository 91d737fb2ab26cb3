"""Validation of many statements: prints its time as a multiple of pandas reading them from Parquet, and peak MB."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa

from benchmarks.measure import ROOT, median_seconds, peak_megabytes
from builder.parquet import parquet_name, write_parquet
from builder.read import read
from builder.tabulate import tabulate, validated


def main(rows: int) -> None:
    """Validate the real statements repeated to `rows` rows, with ids of their own."""
    tables = tabulate(read(ROOT / "data"))
    real = tables["statements"]
    table = pa.concat_tables([real] * (rows // real.num_rows)).combine_chunks()
    ids = pa.array([f"synthetic-{number // 99:06d}:{number % 99 + 1:02d}" for number in range(table.num_rows)])
    table = table.set_column(0, table.schema.field(0), ids)
    with tempfile.TemporaryDirectory() as folder:
        write_parquet({"statements": table}, Path(folder))
        reading = median_seconds(lambda: pd.read_parquet(Path(folder) / parquet_name("statements")), 3)
        checking = median_seconds(lambda: validated({"statements": table, "articles": tables["articles"]}), 3)
        print(checking / reading, peak_megabytes())


if __name__ == "__main__":
    main(int(sys.argv[1]))
