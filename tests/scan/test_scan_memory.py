"""Memory of one worker: the same however long the shard, and bounded for a row of 100 MB."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

if not Path("/proc/self/status").exists():
    pytest.skip("this system does not tell the peak of memory of a process", allow_module_level=True)
ROOT = Path(__file__).parents[2]
TEXT = "A metal signals firm met in the capital. " * 80

SCAN_ONE = """
import re, sys
from pathlib import Path
from extractor.corpus.settings import Settings
from extractor.corpus.shard_files import sweep
from extractor.corpus.shard_task import ShardTask
from extractor.corpus.sources import find_shards
from extractor.corpus.versions import code_version, lexicon_version
out = Path(sys.argv[2])
sweep(out)
[shard] = find_shards([sys.argv[1]], out)
outcome = ShardTask(out, Settings(), lexicon_version(), code_version())(shard)
peak = int(re.search("VmHWM: *([0-9]+)", Path("/proc/self/status").read_text().replace("\\t", ""))[1]) // 1024
print(outcome.status, outcome.counts["read"], peak)
"""


@pytest.fixture
def peak_of(tmp_path):
    """The peak of memory, in MB, of a process that scans one shard; checks how many documents it read."""
    def make(shard, documents):
        command = [sys.executable, "-c", SCAN_ONE, str(shard), str(tmp_path / "out")]
        printed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()
        assert printed[:2] == ["done", str(documents)]
        return int(printed[2])

    return make


def parquet(path, rows):
    schema = pa.schema([("text", pa.string())])
    with pq.ParquetWriter(path, schema) as writer:
        for _ in range(rows // 2_000):
            writer.write_table(pa.table({"text": [TEXT] * 2_000}, schema))
    return path


def json_lines(path, rows):
    with open(path, "w") as file:
        for _ in range(rows):
            file.write(json.dumps({"text": TEXT}) + "\n")
    return path


@pytest.mark.parametrize("write", [parquet, json_lines], ids=["Parquet", "JSON lines"])
def test_a_shard_ten_times_as_long_takes_no_more_memory(tmp_path, peak_of, write):
    ending = "parquet" if write is parquet else "jsonl"
    short = peak_of(write(tmp_path / f"short.{ending}", 8_000), 8_000)
    long = peak_of(write(tmp_path / f"long.{ending}", 80_000), 80_000)
    assert long < 1.25 * short


def test_a_row_of_100_mb_takes_memory_for_a_few_such_rows_only(tmp_path, peak_of):
    table = pa.table({"text": [TEXT] * 2_000 + ["x" * 100_000_000] + [TEXT] * 2_000})
    pq.write_table(table, tmp_path / "a.parquet")
    assert peak_of(tmp_path / "a.parquet", 4_001) < 1_000


def test_a_line_of_100_mb_is_passed_over_without_being_held(tmp_path, peak_of):
    with open(tmp_path / "a.jsonl", "wb") as file:
        file.write(b'{"text": "one"}\n{"text": "' + b"x" * 100_000_000 + b'"}\n{"text": "two"}')
    assert peak_of(tmp_path / "a.jsonl", 3) < 300
