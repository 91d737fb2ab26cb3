"""Citation: how the dataset is cited, read from `CITATION.cff`, and the record that Zenodo reads, derived from it.

`CITATION.cff` is the owner of title, abstract, authors, licence and keywords, and, once there is a release to point
at, of its address (`url`) and its day (`date-released`). The version is the project's. No identifier is made up here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from schema.evidence import words
from schema.faults import Fault, FaultsFound, shown
from schema.periods import is_period
from schema.strict_yaml import Document, read_file, read_text

CITATION = "CITATION.cff"
ZENODO = ".zenodo.json"

_REQUIRED = ("title", "abstract", "authors", "version", "license", "keywords")
_TEXTS = ("title", "abstract", "version", "license", "url", "date-released")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPDX = re.compile("[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*[+]?")
_BIBTEX_KEY = "taliban_platform_policy"
_AUTHOR = "a mapping with name, or with family-names and given-names"


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
    """What `CITATION.cff` says.

    `licence` is an SPDX identifier; `url` and `released` (ISO 8601) are None before a release.
    """

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

    @property
    def licence_name(self) -> str:
        """Give the licence as people say it: 'CC BY 4.0' for 'CC-BY-4.0', others by their identifier."""
        return re.sub(r"^CC-(.+)-([0-9.]+)$", r"CC \1 \2", self.licence)

    @property
    def licence_url(self) -> str:
        """Give the address at which the licence stands."""
        return f"https://spdx.org/licenses/{self.licence}"


def with_version(text: str, version: str) -> str:
    """Give the text of `CITATION.cff` with another version."""
    return re.sub(r"(?m)^version: .*$", f"version: {version}", text)


def read_citation(root: Path, version: str) -> Citation:
    """Read the citation of the project at `root`, of that version; raises `FaultsFound` as `citation_of` does."""
    return replace(_citation(read_file(root / CITATION, CITATION)), version=version)


def citation_of(text: str) -> Citation:
    """Read the text of `CITATION.cff`; raises `FaultsFound` with what is missing or malformed."""
    return _citation(read_text(text, CITATION))


def _citation(document: Document) -> Citation:
    faults = document.faults or [*_missing(document), *_text_faults(document), *_author_faults(document),
                                 *_keyword_faults(document)]
    if faults:
        raise FaultsFound(faults)
    values: dict[str, Any] = document.value  # type: ignore[assignment]
    return Citation(
        title=values["title"],
        abstract=values["abstract"].strip(),
        authors=tuple(Author(author.get("name") or author["family-names"], author.get("given-names") or "")
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


def bibtex(citation: Citation, coded_by: str) -> str:
    """Write the citation as BibTeX, with the note on who coded, unless `coded_by` is empty.

    Before a release there is no year.
    """
    coded = f" coded by {coded_by}" if coded_by else ""
    authors = " and ".join(author.sorted_name if author.is_person else f"{{{author.name}}}"
                           for author in citation.authors)
    fields = {
        "title": f"{{{citation.title}}}",
        "author": authors,
        **({"year": citation.released[:4]} if citation.released else {}),
        "version": citation.version,
        "howpublished": "Dataset",
        **({"url": citation.url} if citation.url else {}),
        "note": f"News statements{coded}; licence {citation.licence_name}",
    }
    lines = [f"  {name:<12} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{_BIBTEX_KEY},", *lines, "}"])


def _missing(document: Document) -> Iterable[Fault]:
    values = document.value if isinstance(document.value, dict) else {}
    for key in _REQUIRED:
        if not values.get(key):
            yield Fault(CITATION, 0, key, "is missing", check="citation", remedy="add it")


def _text_faults(document: Document) -> Iterable[Fault]:
    values = document.value if isinstance(document.value, dict) else {}
    for key in _TEXTS:
        if values.get(key) and not isinstance(values[key], str):
            yield Fault(CITATION, document.line((key,)), key, "is not a text", found=shown(values[key]),
                        check="citation", remedy="write it as one text, behind the colon")
    released = values.get("date-released")
    if isinstance(released, str) and not (_DAY.fullmatch(released) and is_period(released)):
        yield Fault(CITATION, document.line(("date-released",)), "date-released", "is not a day", found=shown(released),
                    allowed="a day that exists, such as 2026-01-31", check="citation")
    licence = values.get("license")
    if isinstance(licence, str) and licence and not _SPDX.fullmatch(licence):
        yield Fault(CITATION, document.line(("license",)), "license", "is no identifier of a licence",
                    found=shown(licence), allowed="an SPDX identifier such as CC-BY-4.0", check="citation",
                    remedy="look it up at https://spdx.org/licenses")


def _author_faults(document: Document) -> Iterable[Fault]:
    authors = yield from _entries(document, "authors", "author")
    for index, author in enumerate(authors):
        place = document.line(("authors", index))
        if not isinstance(author, dict):
            yield Fault(CITATION, place, "authors", "an author is not a mapping", found=shown(author),
                        allowed=_AUTHOR, remedy="write '- name: ' before the name of a group", check="citation")
            continue
        names = [author.get(key) for key in ("name", "family-names", "given-names")]
        if any(name and not isinstance(name, str) for name in names):
            yield Fault(CITATION, place, "authors", "a name is not a text", found=shown(author), allowed=_AUTHOR,
                        check="citation")
        elif not any(names[:2]):
            yield Fault(CITATION, place, "authors", "an author without a name", allowed=_AUTHOR, check="citation")


def _entries(document: Document, key: str, one: str) -> Generator[Fault, None, list]:
    """Give (return) the entries of a list; what stands there and is none is a fault."""
    entries = document.value.get(key) if isinstance(document.value, dict) else None
    if entries and not isinstance(entries, list):
        yield Fault(CITATION, document.line((key,)), key, "is not a list", found=shown(entries),
                    check="citation", remedy=f"put each {one} on a line of its own, behind '- '")
        return []
    return entries or []


def _keyword_faults(document: Document) -> Iterable[Fault]:
    """Find keywords of which no tag of the Hub can be made."""
    keywords = yield from _entries(document, "keywords", "keyword")
    for index, keyword in enumerate(keywords):
        if not (isinstance(keyword, str) and words(keyword)):
            yield Fault(CITATION, document.line(("keywords", index)), "keywords", "no tag of the card follows from it",
                        found=shown(keyword), allowed="one or more words", check="citation")
