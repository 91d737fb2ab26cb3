"""The builder: a build without a change, growth with the number of rows, validation of a million rows."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measure import header, median_seconds, python, row
from builder.stamp import STAMP

GROWTH = (1_250, 2_500, 5_000)
MILLION = 1_000_000


def main() -> None:
    """Print the figures of the builder."""
    header()
    with tempfile.TemporaryDirectory() as folder:
        _without_change(Path(folder))
    _growth()
    _validation()


def _without_change(folder: Path) -> None:
    imports = median_seconds(lambda: python("-c", "import pandas, pyarrow, pandera.pandas"))
    build = ("build_dataset.py", "--out", str(folder / "dist"))
    python(*build)
    unchanged = median_seconds(lambda: python(*build))
    row("build without a change / import of pandas, pyarrow, pandera", f"{unchanged / imports:.2f}", "at most 1.5")
    anew = median_seconds(lambda: _build_anew(folder, build))
    row("build of the real data, anew / the same import", f"{anew / imports:.2f}")


def _build_anew(folder: Path, build: tuple[str, ...]) -> None:
    (folder / "dist" / STAMP).write_text("{}", "utf-8")
    python(*build)


def _growth() -> None:
    first = 0.0
    for articles in GROWTH:
        total, reading, statements, megabytes = map(float, python("-m", "benchmarks.one_build", str(articles)).split())
        each = total / statements
        first = first or each
        row(f"build of {statements:,.0f} statements in {articles:,} files: time per row / that of the first size",
            f"{each / first:.2f} ({1000 * each:.2f} s per 1,000 rows, {reading / total:.0%} of it reading YAML; "
            f"peak {megabytes:,.0f} MB)", "level: linear in rows")


def _validation() -> None:
    ratio, megabytes = map(float, python("-m", "benchmarks.one_validation", str(MILLION)).split())
    row(f"validation of {MILLION:,} statements / pandas reading them from Parquet",
        f"{ratio:.2f} (peak {megabytes:,.0f} MB)", "under 4")
