"""Islands: generated parts of hand-written documents, between two comments that name them.

    <!-- generated: counts -->
    …
    <!-- end -->
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from schema.faults import Fault, FaultsFound, nearest

_ISLAND = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n)(?P<body>(?:(?!<!-- generated:).)*?)(<!-- end -->)",
                     re.DOTALL)
_OPENING = re.compile(r"<!-- generated: *(?P<name>.*?) *-->")


def with_islands(document: str, islands: Mapping[str, str], name: str) -> str:
    """Fill the islands of a document (`name`, for faults) anew.

    Raises `FaultsFound` if it asks for unknown ones, or if one is not closed before the next: what a person wrote
    between the two would be lost.
    """
    faults = []
    whole = {match.start() for match in _ISLAND.finditer(document)}
    for match in _OPENING.finditer(document):
        line = document.count("\n", 0, match.start()) + 1
        if match["name"] not in islands:
            faults.append(Fault(name, line, "", f"there is no island {match['name']!r}", allowed=", ".join(islands),
                                remedy=nearest(match["name"], islands), check="island"))
        elif match.start() not in whole:
            faults.append(Fault(name, line, "", f"the island {match['name']!r} is not closed", check="island",
                                allowed="the comment alone on its line, then '<!-- end -->' before the next island",
                                remedy="add '<!-- end -->'"))
    if faults:
        raise FaultsFound(faults)
    return _ISLAND.sub(lambda match: f"{match[1]}\n{islands[match['name']].strip()}\n\n{match[4]}", document)


def without_marks(document: str) -> str:
    """Give a document as readers see it, without the comments that mark its islands."""
    return re.sub(r"<!-- (?:generated: [a-z-]+|end) -->\n\n?", "", document + "\n").rstrip("\n") + "\n"
