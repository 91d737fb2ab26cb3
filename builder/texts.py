"""The articles' texts, where somebody holds them: `<article_id>.txt`, UTF-8, in one folder.

They are the publishers' and never part of the project.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from schema.evidence import canonical_text
from schema.faults import Fault, FaultsFound


def texts_at_hand(folder: Path, article_ids: Collection[str]) -> dict[str, str]:
    """Read texts as `read_texts` does; a folder that holds the text of none of the articles is a fault, too."""
    texts = read_texts(folder, article_ids)
    if article_ids and not texts:
        raise FaultsFound([Fault(str(folder), 0, "", "holds the text of none of the articles", check="texts",
                                 allowed=f"<article_id>.txt, such as {min(article_ids)}.txt",
                                 remedy="name the folder that holds the texts, or rename them")])
    return texts


def read_texts(folder: Path, article_ids: Collection[str]) -> dict[str, str]:
    """Read the texts that the folder holds of these articles: article id → canonical text.

    Articles without a file are left out. Raises `FaultsFound` if the folder is missing or a file is not UTF-8.
    """
    if not folder.is_dir():
        raise FaultsFound([Fault(str(folder), 0, "", "there is no such folder", check="texts",
                                 remedy="name the folder that holds <article_id>.txt")])
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for article_id in sorted(set(article_ids)):
        path = folder / f"{article_id}.txt"
        if path.is_file():
            try:
                texts[article_id] = canonical_text(path.read_bytes())
            except UnicodeDecodeError as error:
                faults.append(Fault(str(path), 0, "", "the text is not UTF-8", found=f"byte {error.start}",
                                    check="texts", remedy="save it again with the encoding UTF-8"))
    if faults:
        raise FaultsFound(faults)
    return texts
