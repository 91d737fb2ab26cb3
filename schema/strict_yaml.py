"""Strict YAML: plain nested data in which every value keeps its line, and nothing is guessed.

Built on libyaml's events. Scalars stay strings (a date is not a date yet, `no` is not False); only an empty
or `null` plain scalar is None. The models that take the data in decide on types. Refused, with the line:
duplicate keys, anchors and aliases, tags, several documents, deep nesting, large files, text that is not UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import yaml

from schema.faults import Fault, not_utf8, shown

MAX_BYTES = 20_000_000
MAX_DEPTH = 16

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# YAML 1.1 counts these as line breaks and editors do not, so they would be changed, and lines miscounted.
_HIDDEN_BREAKS = re.compile("[\x85\u2028\u2029]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Path_ = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a value stands: its line (from 1) and its span in the file's text, in characters."""

    line: int
    start: int
    end: int


@dataclass
class Document:
    """A file that was read: its value (None if it could not be read), the place of each value, its faults."""

    name: str
    text: str = ""
    value: dict | list | str | None = None
    places: dict[Path_, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path_ = ()) -> int:
        """Give the line of the value at `path`, or of the nearest value around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path].line if path in self.places else 1

    def fault(self, line: int, message: str, **more: str) -> None:
        """Note a fault of the file as YAML."""
        self.faults.append(Fault(self.name, line, "", message, check="yaml", **more))


def read_file(path: Path, name: str | None = None) -> Document:
    """Read a YAML file; `name` is what faults call it (default: the path). Faults are kept in the document."""
    name = name or str(path)
    document = Document(name)
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        document.fault(0, "the file cannot be read", found=error.strerror, remedy="check its name and its permissions")
        return document
    if size > MAX_BYTES:
        document.fault(0, "the file is too large", found=f"{size:,} bytes", allowed=f"at most {MAX_BYTES:,}",
                       remedy="split it: one file an article")
        return document
    return read_bytes(content, name)


def read_bytes(content: bytes, name: str) -> Document:
    """Read YAML from bytes, which must be UTF-8; see `read_text`."""
    try:
        return read_text(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        return Document(name, faults=[not_utf8(name, error, "yaml")])


def read_text(text: str, name: str) -> Document:
    """Read YAML from text into a `Document`; what is wrong with it is in `faults`, and `value` is then None."""
    document = Document(name, text)
    if _HIDDEN_BREAKS.search(text):
        document.fault(_line_of(_HIDDEN_BREAKS, text), "a hidden line break (U+0085, U+2028 or U+2029)",
                       remedy="put a blank or a plain line break in its place")
        return document
    try:
        document.value = _Composer(document).compose()
    except _Refused:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        document.fault(mark.line + 1 if mark else 1, f"not YAML: {error.problem or error.context}",
                       remedy=_advice(text, mark))
    except yaml.reader.ReaderError as error:
        document.fault(_line_of(_UNPRINTABLE, text), f"not YAML: {error.reason}", remedy="remove the control character")
    if document.faults:
        document.value = None
    return document


class _Refused(Exception):
    """The rest of the file is not read; the fault is noted."""


class _Composer:
    """Builds the value of a document from libyaml's events, noting places and faults as it goes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.events: Iterator[yaml.Event] = yaml.parse(document.text, Loader=_Loader)

    def compose(self) -> dict | list | str | None:
        """Give the value of the one document; notes what is wrong, and raises `_Refused` where reading must end."""
        next(self.events)  # the start of the stream
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, "the file is empty", remedy="write a mapping, or remove the file")
        value = self._value(next(self.events), ())
        next(self.events)  # the end of the document
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, "a second document starts here", allowed="one document a file", remedy="remove '---'")
        return value

    def _value(self, event: yaml.Event, path: Path_) -> dict | list | str | None:
        self._refuse_references(event)
        if isinstance(event, yaml.ScalarEvent):
            self._note(path, event, event)
            return None if not event.style and event.value in _NULLS else event.value
        if len(path) >= MAX_DEPTH:
            self._refuse(event, "nested too deeply", allowed=f"{MAX_DEPTH} levels", remedy="flatten the data")
        fill = self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence
        value, end = fill(path)
        self._note(path, event, end)
        return value

    def _mapping(self, path: Path_) -> tuple[dict, yaml.Event]:
        value: dict = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return value, event
            self._refuse_references(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "a key is not a word", allowed="one word as key", remedy="quote it, or check ':'")
            key = event.value
            if key in value:
                first = self.document.line((*path, key))
                self.document.fault(event.start_mark.line + 1, f"the key {shown(key)} stands twice",
                                    found=f"first on line {first}", remedy="remove one of them")
            value[key] = self._value(next(self.events), (*path, key))
        raise AssertionError("libyaml ends every mapping")

    def _sequence(self, path: Path_) -> tuple[list, yaml.Event]:
        value: list = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return value, event
            value.append(self._value(event, (*path, len(value))))
        raise AssertionError("libyaml ends every sequence")

    def _note(self, path: Path_, start: yaml.Event, end: yaml.Event) -> None:
        mark = start.start_mark
        self.document.places[path] = Place(mark.line + 1, mark.index, end.end_mark.index)

    def _refuse_references(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"an alias, *{event.anchor}", remedy="write the value out")
        if getattr(event, "anchor", None):
            self._refuse(event, f"an anchor, &{event.anchor}", remedy="remove it and write each value out")
        if getattr(event, "tag", None):
            self._refuse(event, f"a tag, {event.tag}", remedy="remove it: the codebook says what type a field has")

    def _refuse(self, event: yaml.Event, message: str, **more: str) -> None:
        self.document.fault(event.start_mark.line + 1, message, **more)
        raise _Refused


def _line_of(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _advice(text: str, mark: yaml.Mark | None) -> str:
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line:
        return "indent with blanks, not tabs"
    return "check the indentation; a text with quotation marks, ': ' or ' #' goes under '>-', indented"
