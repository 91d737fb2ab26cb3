"""The articles' texts, where somebody holds them: `<article_id>.txt`, UTF-8, in one folder; how a copy may differ.

They are the publishers' and never part of the project.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import NamedTuple

from schema.evidence import BYTE_ORDER_MARK, canonical_text, text_sha256
from schema.faults import Fault, FaultsFound


class _Difference(NamedTuple):
    """What programs make of a text when they save it, what to do about it, and the text as it was before."""

    found: str
    remedy: str
    undone: Callable[[str], str]


_BREAK = re.compile("\r\n|\r|\n")

# Of each kind a copy has one, or none.
_DIFFERENCES = (
    (_Difference("a byte order mark (BOM) at its start", "without a byte order mark",
                 lambda text: text.removeprefix(BYTE_ORDER_MARK)),
     _Difference("no byte order mark (BOM) at its start", "with a byte order mark",
                 lambda text: BYTE_ORDER_MARK + text)),
    (_Difference("line breaks that are not LF", "with line breaks LF", partial(_BREAK.sub, "\n")),
     _Difference("line breaks that are not CRLF", "with line breaks CRLF", partial(_BREAK.sub, "\r\n"))),
    (_Difference("letters that are not in the Unicode form NFC", "in the Unicode form NFC",
                 partial(unicodedata.normalize, "NFC")),
     _Difference("letters that are not in the Unicode form NFD", "in the Unicode form NFD",
                 partial(unicodedata.normalize, "NFD"))),
    (_Difference("line breaks or blanks at its end", "without line breaks or blanks at its end", str.rstrip),
     _Difference("no single LF at its end", "with one LF at its end", lambda text: text.rstrip() + "\n"),
     _Difference("no single CRLF at its end", "with one CRLF at its end", lambda text: text.rstrip() + "\r\n")),
)


def difference(copy: str, sha256: str) -> tuple[str, str] | None:
    """Give what tells a copy from the text with a hash, and what to do, if it is what programs do in saving."""
    choices = itertools.product(*((None, *kind) for kind in _DIFFERENCES))
    for chosen in sorted((list(filter(None, choice)) for choice in choices), key=len):
        undone = copy
        for one in chosen:
            undone = one.undone(undone)
        if text_sha256(undone) == sha256:
            return (" and ".join(one.found for one in chosen),
                    f"save it again {' and '.join(one.remedy for one in chosen)}")
    return None


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
