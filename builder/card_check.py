"""The dataset card's front matter, checked offline against the words that the Hub knows."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from builder.release_folder import CARD
from schema.faults import Fault, nearest, shown
from schema.strict_yaml import Document, read_file, read_text

_REQUIRED = ("license", "language", "pretty_name", "size_categories", "task_categories", "annotations_creators",
             "configs", "dataset_info")
_POWERS = ("1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T")


def read_front_matter(text: str) -> Document:
    """Read the YAML between the card's first two '---' lines, strictly; lines are those of the card."""
    lines = text.splitlines(keepends=True)
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        document = Document(CARD)
        document.fault(1, "the card has no front matter", allowed="YAML between two lines '---' at its start",
                       remedy="build the release again")
        return document
    return read_text("\n" + "".join(lines[1:ends[1]]), CARD)


def size_category(rows: int) -> str:
    """Name the Hub's size bucket that holds this number of rows.

    >>> size_category(999), size_category(1000), size_category(25_000)
    ('n<1K', '1K<n<10K', '10K<n<100K')
    """
    over = [power for exponent, power in enumerate(_POWERS, 3) if rows >= 10**exponent]
    if not over:
        return f"n<{_POWERS[0]}"
    return f"n>{_POWERS[-1]}" if len(over) == len(_POWERS) else f"{over[-1]}<n<{_POWERS[len(over)]}"


def card_faults(card: Document, rows: int | None) -> Iterator[Fault]:
    """Find the fields that are missing, words that the Hub does not know, and a size that does not fit.

    `rows` is the number of rows of the default table, None if the card names none.
    """
    value = card.value
    for name in _REQUIRED:
        if not value.get(name):
            yield Fault(card.name, 1, name, "the field is missing", remedy=f"add '{name}:'", check="card-field")
    for name, allowed in _vocabularies().items():
        for word in listed(value.get(name)):
            if word not in allowed:
                yield Fault(card.name, card.line((name,)), name, "the Hub does not know this word", found=shown(word),
                            allowed=_some(allowed), remedy=nearest(str(word), allowed), check="card-word")
    if rows is None:
        yield Fault(card.name, card.line(("configs",)), "configs", "no configuration is the default",
                    remedy="add 'default: true' to one", check="card-field")
    elif listed(value.get("size_categories")) != [size_category(rows)]:
        yield Fault(card.name, card.line(("size_categories",)), "size_categories", "the size does not fit",
                    found=shown(value.get("size_categories")), check="card-size",
                    allowed=f"{size_category(rows)}: the default table has {rows:,} rows")


def listed(value: object) -> list:
    """Give a front matter field that is one value, several or none as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


@cache
def _vocabularies() -> dict[str, Collection[str]]:
    ours = read_file(Path(__file__).with_name("card_vocabulary.yaml"), "card_vocabulary.yaml")
    creators = _library_words("creators")
    return {"license": ours.value["licenses"], "task_categories": ours.value["task_categories"],
            "language": _library_words("languages"), "size_categories": _library_words("size_categories"),
            "multilinguality": _library_words("multilingualities"), "language_creators": creators["language"],
            "annotations_creators": creators["annotations"]}


def _library_words(name: str) -> dict | list:
    """Read one word list of the `datasets` library without importing it, which takes most of a second."""
    package = importlib.util.find_spec("datasets").submodule_search_locations[0]
    return json.loads(Path(package, "utils", "resources", f"{name}.json").read_text("utf-8"))


def _some(allowed: Collection[str]) -> str:
    words = sorted(allowed)
    return ", ".join(words) if len(words) <= 24 else f"{len(words)} words, such as {', '.join(words[:3])}"
