"""Register: describe a new article's text, as a record for `data/articles.yaml` that a coder completes."""

from __future__ import annotations

import re
from pathlib import Path

from builder.texts import read_texts
from schema.columns import SLUG
from schema.evidence import text_sha256, words
from schema.faults import Fault, FaultsFound, shown


def register(path: Path) -> str:
    """Give the record of an article whose text is `<article_id>.txt`; what only a person knows is left to fill in.

    Raises `FaultsFound` if there is no such text, or its name is no article's.
    """
    if path.suffix != ".txt" or not re.fullmatch(SLUG, path.stem):
        raise FaultsFound([Fault(str(path), 0, "", "is not named for an article", found=shown(path.name),
                                 allowed="<publisher>-<year>-<month>.txt, lower-case letters, digits and '-'",
                                 remedy="rename it", check="texts")])
    text = read_texts(path.parent, [path.stem]).get(path.stem)
    if not text:
        raise FaultsFound([Fault(str(path), 0, "", "there is no such file, or it is empty", check="texts",
                                 remedy="name the file that holds the article's text")])
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
