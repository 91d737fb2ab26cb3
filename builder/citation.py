"""Citation: how the dataset is cited, read from `CITATION.cff`, and the record that Zenodo reads, derived from it.

`CITATION.cff` is the owner of title, abstract, authors, licence and keywords, and, once there is a release to point
at, of its address (`url`) and its day (`date-released`). No identifier is made up here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from schema.evidence import words
from schema.faults import Fault, FaultsFound, shown
from schema.strict_yaml import Document, read_text

CITATION = "CITATION.cff"
ZENODO = ".zenodo.json"

_REQUIRED = ("title", "abstract", "authors", "version", "license", "keywords")


@dataclass(frozen=True)
class Author:
    """An author: a person with a family name and given names, or a group with a name alone."""

    family: str
    given: str = ""

    @property
    def is_person(self) -> bool:
        """Say whether it is a person."""
        return bool(self.given)

    @property
    def name(self) -> str:
        """Give the name as people say it."""
        return f"{self.given} {self.family}".strip()

    @property
    def sorted_name(self) -> str:
        """Give the name as catalogues sort it."""
        return f"{self.family}, {self.given}" if self.is_person else self.family


@dataclass(frozen=True)
class Citation:
    """What `CITATION.cff` says. `licence` is an SPDX identifier; `url` and `released` are None before a release."""

    title: str
    abstract: str
    authors: tuple[Author, ...]
    version: str
    licence: str
    keywords: tuple[str, ...]
    url: str | None = None
    released: str | None = None

    @property
    def tags(self) -> list[str]:
        """Give the keywords as the Hub writes its tags: words in lower case, joined by '-'."""
        return ["-".join(words(keyword)) for keyword in self.keywords]


def with_version(text: str, version: str) -> str:
    """Give the text of `CITATION.cff` with another version."""
    return re.sub(r"(?m)^version: .*$", f"version: {version}", text)


def citation_of(text: str) -> Citation:
    """Read the text of `CITATION.cff`; raises `FaultsFound` with what is missing or malformed."""
    document = read_text(text, CITATION)
    faults = document.faults or [*_missing(document), *_keyword_faults(document)]
    if faults:
        raise FaultsFound(faults)
    values: dict[str, Any] = document.value  # type: ignore[assignment]
    return Citation(
        title=values["title"],
        abstract=values["abstract"].strip(),
        authors=tuple(Author(author.get("name") or author["family-names"], author.get("given-names", ""))
                      for author in values["authors"]),
        version=values["version"],
        licence=values["license"],
        keywords=tuple(values["keywords"]),
        url=values.get("url"),
        released=values.get("date-released"),
    )


def zenodo_text(citation: Citation) -> str:
    """Write the record that Zenodo takes over when somebody deposits a release there."""
    record = {
        "upload_type": "dataset",
        "title": citation.title,
        "description": citation.abstract,
        "version": citation.version,
        "creators": [{"name": author.sorted_name} for author in citation.authors],
        "license": citation.licence.lower(),
        "access_right": "open",
        "keywords": list(citation.keywords),
        **({"publication_date": citation.released} if citation.released else {}),
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def _missing(document: Document) -> Iterable[Fault]:
    values = document.value if isinstance(document.value, dict) else {}
    for key in _REQUIRED:
        if not values.get(key):
            yield Fault(CITATION, 0, key, "is missing", check="citation", remedy="add it")
    for index, author in enumerate(values.get("authors") or []):
        if not (author.get("name") or author.get("family-names")):
            yield Fault(CITATION, document.line(("authors", index)), "authors", "an author without a name",
                        allowed="name, or family-names and given-names", check="citation")


def _keyword_faults(document: Document) -> Iterable[Fault]:
    """Find keywords of which no tag of the Hub can be made."""
    keywords = document.value.get("keywords") if isinstance(document.value, dict) else None
    if keywords and not isinstance(keywords, list):
        yield Fault(CITATION, document.line(("keywords",)), "keywords", "is not a list", found=shown(keywords),
                    check="citation", remedy="put each keyword on a line of its own, behind '- '")
        return
    for index, keyword in enumerate(keywords or []):
        if not (isinstance(keyword, str) and words(keyword)):
            yield Fault(CITATION, document.line(("keywords", index)), "keywords", "no tag of the card follows from it",
                        found=shown(keyword), allowed="one or more words", check="citation")
