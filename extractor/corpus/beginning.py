"""What a process does before its first text: it reads the rules, which take longer than a thousand texts without a row."""

from __future__ import annotations

from extractor import extract, lexicon


def read_rules() -> None:
    """Read the lexicon, the rules and the points; raises what is wrong with them, as `extract` does."""
    extract(f"{lexicon().targets[0]} {lexicon().platform_names[0]}")
