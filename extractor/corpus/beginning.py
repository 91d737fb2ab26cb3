"""What a process does before its first text, and what takes longest of all that it begins with: reading the rules."""

from __future__ import annotations

from extractor import extract, lexicon


def read_rules() -> None:
    """Read the lexicon, the rules and the points; raises what is wrong with them, as `extract` does."""
    extract(f"{lexicon().targets[0]} {lexicon().platform_names[0]}")
