"""A corpus on the Hub is scanned as one on disk, over the client that users have."""

import os
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq

from .conftest import ROOT, WRITER

UPLOAD = """
import sys
from huggingface_hub import HfApi
HfApi().create_repo("acme/news", repo_type="dataset", private=True)
for i in range(2):
    HfApi().upload_file(path_or_fileobj=sys.argv[1], path_in_repo=f"data/part-{i}.parquet", repo_id="acme/news",
                        repo_type="dataset")
"""
SCAN = """
import sys
from pathlib import Path
from extractor.scan import scan

if __name__ == "__main__":
    report = scan(sys.argv[2:], Path(sys.argv[1]), workers=1)
    print(report.shards, report.totals["rows"], *report.failed_shards)
"""


def test_shards_at_an_address_of_the_hub_are_scanned_and_then_known(hub, tmp_path):
    texts = ["Sport.", "Facebook has banned the Taliban."]
    pq.write_table(pa.table({"text": texts}), tmp_path / "part.parquet")
    environment = os.environ | {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(tmp_path / "home"), "HF_TOKEN": WRITER,
                                "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_TELEMETRY": "1",
                                "NO_PROXY": "127.0.0.1,localhost"}

    def python(*arguments):
        return subprocess.run([sys.executable, "-c", *map(str, arguments)], env=environment, cwd=ROOT, text=True,
                              check=True, capture_output=True).stdout.strip()

    python(UPLOAD, tmp_path / "part.parquet")
    scan = (SCAN, tmp_path / "out", "hf://datasets/acme/news/**/*.parquet")
    assert python(*scan) == "{'done': 2, 'skipped': 0, 'failed': 0} 2"
    assert python(*scan) == "{'done': 0, 'skipped': 2, 'failed': 0} 2"
