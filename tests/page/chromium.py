"""Chromium for the tests and the benchmark: found on the machine, with no way out to the network."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def found() -> str:
    """Give the path of an installed Chromium (the environment's CHROMIUM first), or nothing."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")


def launched(playwright):
    """Start the Chromium that was found, without a window."""
    return playwright.chromium.launch(executable_path=found(), args=list(FLAGS))
