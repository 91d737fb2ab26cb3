"""Register: describe a new article's text, as a record for `data/articles.yaml` that a coder completes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.inputs import Article
from builder.read import Record
from schema.article_text import read_text
from schema.columns import SLUG
from schema.evidence import text_sha256, words
from schema.faults import Fault, FaultsFound, shown


def register(path: Path, registered: Iterable[Record[Article]] = ()) -> str:
    """Give the record of an article whose text is `<article_id>.txt`; what only a person knows is left to fill in.

    Raises `FaultsFound` if there is no such text, its name is no article's, or the article, or another with this very
    text, is among the `registered`.
    """
    if path.suffix != ".txt" or not re.fullmatch(SLUG, path.stem):
        raise FaultsFound([Fault(str(path), 0, "", "is not named for an article", found=shown(path.name),
                                 allowed="<publisher>-<year>-<month>.txt, lower-case letters, digits and '-'",
                                 remedy="rename it", check="texts")])
    text = read_text(path)
    described = f"{{sha256: {text_sha256(text)}, characters: {len(text)}, words: {len(words(text))}}}"
    faults = [*_registered_already(path.stem, text, described, registered)]
    if faults:
        raise FaultsFound(faults)
    return f"""- article_id: {path.stem}
  publisher: FILL IN
  title: FILL IN, or remove this line and the next
  title_basis: from the page
  url: https://FILL-IN
  url_basis: FILL IN how the address is known
  published_start: YYYY-MM-DD
  published_end: YYYY-MM-DD
  date_basis: FILL IN on what the dates rest
  language: FILL IN by two letters, such as en
  text: {described}
"""


def _registered_already(article_id: str, text: str, described: str,
                        registered: Iterable[Record[Article]]) -> Iterator[Fault]:
    for article in registered:
        is_same = article.values.text.sha256 == text_sha256(text)
        if article.record_id == article_id:
            yield article.fault("article_id", f"{article_id} is registered already", check="register",
                                found="the same text" if is_same else f"another text, {described}",
                                remedy="there is nothing to do" if is_same else
                                "to take this text, put that into its record")
        elif is_same:
            yield article.fault("text", f"the text of {article_id} is registered already", check="register",
                                found=f"it is that of {article.record_id}",
                                remedy="there is nothing to do; of a reprint, copy that record, put in what differs "
                                       "and name the other in derived_from; of another article, look at the file")
