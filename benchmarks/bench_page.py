"""Measure the comparison page: making it, its first render in Chromium, and each filter, at a number of statements.

    python benchmarks/bench_page.py [--statements 5000]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "page")]

from chromium import launched  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from synthetic_tables import cited, large_tables  # noqa: E402

from builder.page import render_page  # noqa: E402
from schema.codebook import codebook  # noqa: E402

FILTERS = {
    "platform": "platform=twitter", "policy area": "policy_area=access", "stance": "stance=permits",
    "speaker role": "speaker_role=taliban", "basis": "basis=rule", "attribution": "attribution=direct",
    "article": "article_id={article_id}", "year": "year=2021", "words": "q=badge%20video", "sort": "sort=-stance",
    "none": "",
}

# From the change of the address until the frame that shows it.
_FILTER = """(hash) => new Promise((done) => {
  const start = performance.now();
  history.pushState(null, "", "#" + hash);
  dispatchEvent(new PopStateEvent("popstate"));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
_RENDER = """() => {
  const [navigation] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return { "first paint": paint.startTime, "ready for use": navigation.loadEventEnd };
}"""


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures: milliseconds, medians of five."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=5000)
    size = parser.parse_args(arguments).statements
    tables = large_tables(size)
    start = time.perf_counter()
    html = render_page(tables, codebook(), cited("0.0.0"))
    print(f"{size:,} statements: made in {time.perf_counter() - start:.1f} s, {len(html.encode()) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "index.html")
        file.write_text(html, "utf-8")
        browser = launched(playwright)
        page = browser.new_page()
        for name, times in _renders(page, file).items():
            print(f"  {name:<14}{statistics.median(times):8.0f} ms")
        article_id = tables["articles"]["article_id"][0].as_py()
        for name, hash_ in FILTERS.items():
            times = [page.evaluate(_FILTER, hash_.format(article_id=article_id)) for _ in range(5)]
            print(f"  filter: {name:<14}{statistics.median(times):6.0f} ms, first {times[0]:.0f} ms")
        browser.close()


def _renders(page: Page, file: Path) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for _ in range(5):
        page.goto(file.as_uri())
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
        for name, value in page.evaluate(_RENDER).items():
            found.setdefault(name, []).append(value)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
