"""Register: describe a new article's text, as a record for `data/articles.yaml` that a coder completes."""

from __future__ import annotations

from pathlib import Path

from builder.texts import read_texts
from schema.evidence import text_sha256, words


def register(path: Path) -> str:
    """Give the record of an article whose text is `<article_id>.txt`; what only a person knows is left to fill in."""
    text = read_texts(path.parent, [path.stem])[path.stem]
    return f"""- article_id: {path.stem}
  publisher: FILL IN
  title: FILL IN, or remove this line and the next
  title_basis: from the page
  url: https://FILL-IN
  url_basis: FILL IN how the address is known
  published_start: YYYY-MM-DD
  published_end: YYYY-MM-DD
  date_basis: FILL IN on what the dates rest
  language: en
  text: {{sha256: {text_sha256(text)}, characters: {len(text)}, words: {len(words(text))}}}
"""
