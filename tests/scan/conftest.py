"""Corpora to scan, and the command that scans them in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[2]
RELEVANT = ("Facebook has banned the Taliban from its services since 2021. The group's spokesman said on Friday that "
            "nothing had changed. Unlike Facebook, Twitter allows Taliban officials to keep their accounts.")
IRRELEVANT = "A metal signals firm met in the capital. Digital threads are in total disarray, Italian talkers said."


@pytest.fixture(scope="session")
def documents_of():
    """Give a factory of documents: how many, and every how many of them is relevant."""

    def make(count: int, every: int = 4, first: int = 0) -> list[dict]:
        return [{"id": f"doc-{first + i}", "date": "2023-07-11",
                 "text": f"Report {first + i}. {RELEVANT if i % every == 0 else IRRELEVANT}"} for i in range(count)]

    return make


@pytest.fixture(scope="session")
def parquet_of():
    """Give a factory of a Parquet file: path and rows."""

    def make(path: Path, rows: list[dict], **options) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows), path, **options)
        return path

    return make


@pytest.fixture(scope="session")
def corpus_of(documents_of, parquet_of):
    """Give a factory of a corpus: a folder of Parquet shards, alike in size and of different documents."""

    def make(folder: Path, shards: int, documents: int = 8) -> Path:
        for i in range(shards):
            parquet_of(folder / f"shard-{i:02}.parquet", documents_of(documents, first=i * documents))
        return folder

    return make


SCAN = """
import argparse, sys
from extractor.commands import add_commands
from schema.faults import FaultsFound

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(), list)
    options = parser.parse_args(["scan", *sys.argv[1:]])
    try:
        sys.exit(options.run(options))
    except FaultsFound as found:
        sys.exit(str(found))
"""


@pytest.fixture(scope="session")
def start_scan():
    """Give a factory of a running `scan` in a process of its own: its arguments, and options of `Popen`."""

    def make(*arguments: str | Path, **options) -> subprocess.Popen:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
        return subprocess.Popen([sys.executable, "-c", SCAN, *map(str, arguments)], **(pipes | options))

    return make


@pytest.fixture(scope="session")
def run_scan(start_scan):
    """Give a factory of a finished `scan`: its exit code, what it printed, and its errors."""

    def make(*arguments: str | Path, **options) -> tuple[int, str, str]:
        process = start_scan(*arguments, **options)
        printed, errors = process.communicate(timeout=120)
        return process.returncode, printed, errors

    return make


@pytest.fixture(scope="session")
def rows_of():
    """Give a reader of the rows in a scan's folder, shard by shard, in the order of the files' names."""

    def make(out: Path, table: str = "candidates") -> list[dict]:
        files = sorted((out / table).iterdir())
        return [row for file in files for row in pq.read_table(file).to_pylist()]

    return make
