"""Read: the hand-written files of `data/` become records that keep their file and lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from builder import inputs
from schema.faults import Fault, shown
from schema.forms import Form, filled
from schema.strict_yaml import Document, Path_, read_file

ADJUDICATED = "adjudicated"

FormT = TypeVar("FormT", bound=Form)


@dataclass(frozen=True)
class Record(Generic[FormT]):
    """One record of a hand-written file: its id, its values, and where each of its fields stands."""

    record_id: str
    file: str
    line: int
    lines: dict[str, int]
    values: FormT

    def fault(self, field: str, message: str, **more: Any) -> Fault:
        """Make a fault of one of the record's fields, at its line."""
        return Fault(self.file, self.lines.get(field, self.line), field, message, record=self.record_id, **more)


@dataclass(frozen=True)
class Row(Record[inputs.Statement]):
    """A coded row: a record that belongs to an article and a coder."""

    article_id: str = ""
    coder: str = ADJUDICATED
    codebook_version: str = ""


@dataclass
class Collection:
    """Everything that was read, and the faults that kept anything from being read."""

    articles: list[Record[inputs.Article]] = field(default_factory=list)
    platforms: list[Record[inputs.Platform]] = field(default_factory=list)
    claims: list[Record[inputs.Claim]] = field(default_factory=list)
    coders: list[Record[inputs.Coder]] = field(default_factory=list)
    excuses: list[Record[inputs.Excuse]] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    codings: list[Row] = field(default_factory=list)
    coded_articles: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """Give the adjudicated rows and the coders' own."""
        return [*self.statements, *self.codings]


_REGISTERS = {
    "articles": (inputs.ArticlesFile, "article_id"),
    "platforms": (inputs.PlatformsFile, "platform"),
    "claims": (inputs.ClaimsFile, "claim_id"),
    "coders": (inputs.CodersFile, "coder"),
    "excuses": (inputs.ExcusesFile, "record"),
}


def read(data: Path) -> Collection:
    """Read the folder `data/`: the registers, `statements/` and `codings/<coder>/`.

    Faults are kept in the collection; file names in them are relative to the folder's parent.
    """
    collection = Collection()
    for name, (form, key) in _REGISTERS.items():
        _read_register(collection, data, name, form, key)
    for path in _coding_files(collection, data, data / "statements"):
        _read_rows(collection, path, _name(data, path), ADJUDICATED)
    for folder in sorted(path for path in (data / "codings").glob("*") if path.is_dir()):
        for path in _coding_files(collection, data, folder):
            _read_rows(collection, path, _name(data, path), folder.name)
    return collection


def read_coding(collection: Collection, path: Path, coder: str) -> None:
    """Read one coding file from anywhere into the collection, as rows of `coder`; its name and coder may be any."""
    _read_rows(collection, path, str(path), coder, is_ours=False)


def _name(data: Path, path: Path) -> str:
    return path.relative_to(data.parent).as_posix()


def _read_register(collection: Collection, data: Path, name: str, form: type[Form], key: str) -> None:
    path = data / f"{name}.yaml"
    if not path.is_file():
        collection.faults.append(Fault(_name(data, path), 0, "", "the file is missing", check="file",
                                       remedy="restore it from the last commit"))
        return
    document = read_file(path, _name(data, path))
    values, faults = filled(form, document)
    collection.faults += faults
    for i, value in enumerate(getattr(values, name) if values else []):
        record = Record(getattr(value, key), document.name, document.line((name, i)),
                        _lines(document, (name, i)), value)
        getattr(collection, name).append(record)


def _coding_files(collection: Collection, data: Path, folder: Path) -> Iterator[Path]:
    """Give the coding files of a folder; whatever else lies there, but its README, is a fault."""
    for path in sorted(folder.glob("*")):
        if path.name == "README.md":
            continue
        if not path.resolve().is_relative_to(data.resolve()):
            collection.faults.append(Fault(_name(data, path), 0, "", "a link that leads out of the folder",
                                           check="file", remedy="copy the file here"))
        elif path.suffix != ".yaml" or not path.is_file():
            collection.faults.append(Fault(_name(data, path), 0, "", "is not a coding file", check="file",
                                           allowed="<article_id>.yaml", remedy="rename it, or move it elsewhere"))
        else:
            yield path


def _read_rows(collection: Collection, path: Path, name: str, coder: str, is_ours: bool = True) -> None:
    document = read_file(path, name)
    coding, faults = filled(inputs.CodingFile, document)
    collection.faults += faults
    if coding is None:
        return
    if is_ours:
        collection.faults += _file_faults(document, coding, path, coder)
    collection.coded_articles[coder, coding.article_id] = name
    rows = collection.statements if coder == ADJUDICATED else collection.codings
    for i, values in enumerate(coding.statements):
        place: Path_ = ("statements", i)
        record_id = f"{coding.article_id}:{i + 1:02d}"
        record_id = values.id or record_id if coder == ADJUDICATED else f"{coder}/{record_id}"
        rows.append(Row(record_id, name, document.line(place), _lines(document, place), values,
                        coding.article_id, coder, coding.codebook_version))


def _file_faults(document: Document, coding: inputs.CodingFile, path: Path, coder: str) -> Iterator[Fault]:
    if coding.article_id != path.stem:
        yield Fault(document.name, document.line(("article_id",)), "article_id", "is not the name of the file",
                    found=shown(coding.article_id), allowed=shown(path.stem), check="file",
                    remedy="rename the file, or mend the id")
    wanted = None if coder == ADJUDICATED else coder
    if coding.coder != wanted:
        yield Fault(document.name, document.line(("coder",)), "coder", "does not fit the folder",
                    found=shown(coding.coder or "no coder"), allowed=shown(wanted or "no coder"), check="file",
                    remedy="move the file, or mend the field")


def _lines(document: Document, path: Path_) -> dict[str, int]:
    """Give the line of each field of the record at `path`."""
    depth = len(path)
    value: Any = document.value
    for step in path:
        value = value[step]
    return {key: document.places[(*path, key)].line for key in value} if depth else {}
