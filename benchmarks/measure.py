"""Measuring: medians of wall time, peak memory of a process, and a table of figures against their targets."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def median_seconds(run: Callable[[], object], times: int = 5) -> float:
    """Give the median wall time of a call, in seconds."""
    return statistics.median(seconds(run) for _ in range(times))


def seconds(run: Callable[[], object]) -> float:
    """Give the wall time of one call, in seconds."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def python(*arguments: str) -> str:
    """Run this Python on the project, in a process of its own; gives what it prints, CalledProcessError if it fails."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def peak_megabytes() -> float:
    """Give the peak memory of this process so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def row(what: str, figure: str, target: str = "") -> None:
    """Print one line of the table: what was measured, the figure, and the target where there is one."""
    print(f"| {what} | {figure} | {target} |", flush=True)


def header() -> None:
    """Print the head of a table of figures."""
    print("| what | measured | target |\n|---|---|---|")
