"""Sections: the text of a document by its headings, so that prose that is needed twice is written once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.islands import without_marks
from schema.faults import Fault, FaultsFound, nearest, shown

_HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<title>.+)")
_BOLD = re.compile(r"\*\*(?P<lead>[^*]+)\*\*\s*(?P<rest>.*)", re.DOTALL)


class Sections:
    """A Markdown document, asked for its prose by heading. A heading that is missing raises `FaultsFound`."""

    def __init__(self, document: str, name: str) -> None:
        """Take a document; `name` is what faults call it."""
        self._name = name
        self._lines = list(_outside_fences(without_marks(document)))

    def require_title(self, title: str, owner: str) -> None:
        """Raise `FaultsFound` unless the document begins with the title that the file `owner` gives it."""
        found = next((heading for heading, _ in self._lines if heading), "")
        if found != title:
            raise FaultsFound([Fault(self._name, 0, "", f"the first heading is not the title of {owner}",
                                     found=shown(found), allowed=shown(title), check="section",
                                     remedy=f"rename it, or mend the title in {owner}")])

    def section(self, title: str) -> str:
        """Give what stands under a heading, up to the next heading, as paragraphs of one line each."""
        titles = [heading for heading, _ in self._lines if heading]
        if title not in titles:
            raise FaultsFound([Fault(self._name, 0, title, "there is no such section", check="section",
                                     allowed=", ".join(titles), remedy=nearest(title, titles))])
        return "\n\n".join(_blocks(self._under(title)))

    def items(self, title: str) -> list[str]:
        """Give the items of the lists under a heading, without marks and without the stop at their end."""
        return [block[2:].rstrip(";.") for block in self.section(title).split("\n\n") if block.startswith("- ")]

    def paragraph(self, title: str, lead: str) -> str:
        """Give the paragraph under a heading that begins with `lead` in bold, without it."""
        leads = {}
        for block in self.section(title).split("\n\n"):
            if match := _BOLD.match(block.removeprefix("> ")):
                leads[match["lead"].rstrip(".")] = match["rest"]
        if lead not in leads:
            raise FaultsFound([Fault(self._name, 0, f"{title} / {lead}", "there is no such paragraph", check="section",
                                     allowed=", ".join(leads), remedy=nearest(lead, leads))])
        return leads[lead]

    def _under(self, title: str) -> Iterator[str]:
        is_inside = False
        for heading, line in self._lines:
            if heading:
                is_inside = heading == title
            elif is_inside:
                yield line


def _outside_fences(document: str) -> Iterator[tuple[str, str]]:
    """Give each line with its heading ('' where it is none); code between fences and tables are left out."""
    is_code = False
    for line in document.splitlines():
        if line.startswith("```"):
            is_code = not is_code
        elif not is_code and not line.startswith("|"):
            match = _HEADING.fullmatch(line)
            yield (match["title"] if match else "", line)


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    """Join the lines of each paragraph, list item and quotation."""
    block: list[str] = []
    for line in lines:
        if block and (not line.strip() or line.startswith("- ")):
            yield " ".join(block)
            block = []
        if line.strip():
            block.append(line.strip() if not block else line.strip().removeprefix("> "))
    if block:
        yield " ".join(block)
