"""One build of a synthetic project: prints seconds, seconds of reading YAML, statements, and peak MB."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import peak_megabytes, seconds
from benchmarks.synthetic_project import ROWS_PER_ARTICLE, make_project
from build_dataset import build
from builder.read import read


def main(articles: int) -> None:
    """Build a project of that many articles in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_project(Path(folder) / "project", articles)
        total = seconds(lambda: build(root, Path(folder) / "dist"))
        megabytes = peak_megabytes()
        reading = seconds(lambda: read(root / "data"))
        print(total, reading, articles * ROWS_PER_ARTICLE, megabytes)


if __name__ == "__main__":
    main(int(sys.argv[1]))
