"""Read: the hand-written files of `data/` become records that keep their file and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from builder import inputs
from schema.comments import Comment, draft_lines, other_comments, quoting_comments
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
    """A coded row: a record that belongs to an article and a coder; its summary may be marked as a draft."""

    article_id: str = ""
    coder: str = ADJUDICATED
    codebook_version: str = ""
    is_draft: bool = False


@dataclass(frozen=True)
class CodedFile(Record[inputs.CodingFile]):
    """A coding file: a record that codes an article, whose id it may have from its name."""

    article_id: str = ""


@dataclass
class Collection:
    """Everything that was read, and the faults that kept anything from being read.

    `coded_articles` holds each coding file by coder and article, also one without a row; `comments` those of all
    files but for such as quote, which are faults. `unread` names the lists that lack what could not be read: no rule
    should judge what is missing from them.
    """

    articles: list[Record[inputs.Article]] = field(default_factory=list)
    platforms: list[Record[inputs.Platform]] = field(default_factory=list)
    claims: list[Record[inputs.Claim]] = field(default_factory=list)
    coders: list[Record[inputs.Coder]] = field(default_factory=list)
    excuses: list[Record[inputs.Excuse]] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    codings: list[Row] = field(default_factory=list)
    coded_articles: dict[tuple[str, str], CodedFile] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """Give the adjudicated rows and the coders' own."""
        return [*self.statements, *self.codings]


def coded_by(coders: Iterable[inputs.Coder]) -> str:
    """Say whether a language model made the published rows: what the register says of the adjudicated coding.

    Gives 'a language model', or 'a language model and persons'; '' where it had no part in them.
    """
    words = {"language_model": "a language model", "both": "a language model and persons"}
    return words.get(adjudicating_kind(coders), "")


def adjudicating_kind(coders: Iterable[inputs.Coder]) -> str:
    """Give the kind that the register says of the adjudicated coding; '' if it does not name it."""
    return next((coder.kind for coder in coders if coder.coder == ADJUDICATED), "")


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
    for folder in _coders_folders(collection, data):
        for path in _coding_files(collection, data, folder):
            _read_rows(collection, path, _name(data, path), folder.name)
    return collection


def read_coding(collection: Collection, path: Path, coder: str) -> None:
    """Read one coding file from anywhere into the collection, as rows of `coder`.

    Its name and the coder that it names may be any; a file of `data/` is named for its article.
    """
    _read_rows(collection, path, str(path), coder, is_ours=False)


def _name(data: Path, path: Path) -> str:
    return path.relative_to(data.parent).as_posix()


def _read_register(collection: Collection, data: Path, name: str, form: type[Form], key: str) -> None:
    path = data / f"{name}.yaml"
    if _leads_out(collection, data, path):
        return
    if not path.is_file():
        _refuse(collection, data, path, "the file is missing", "restore it from the last commit")
        return
    document = read_file(path, _name(data, path))
    values, faults = filled(form, document)
    if values is None:
        collection.unread.add(name)
    collection.faults += [*faults, *_comment_faults(document, "remove it, or say it without quoting")]
    collection.comments += other_comments(document)
    for i, value in enumerate(getattr(values, name) if values else []):
        record = Record(getattr(value, key), document.name, document.line((name, i)),
                        _lines(document, (name, i)), value)
        getattr(collection, name).append(record)


def _coders_folders(collection: Collection, data: Path) -> Iterator[Path]:
    """Give the folders of the coders; whatever else lies in `codings/`, but its README, is a fault."""
    for path in sorted((data / "codings").glob("*")):
        if path.name == "README.md" or _leads_out(collection, data, path):
            continue
        if not path.is_dir():
            _refuse(collection, data, path, "is not a coder's folder", "move it into the folder of its coder",
                    allowed="codings/<coder>/<article_id>.yaml")
        elif path.name == ADJUDICATED:
            _refuse(collection, data, path, "is no coder's folder", "move its files to data/statements")
        else:
            yield path


def _coding_files(collection: Collection, data: Path, folder: Path) -> Iterator[Path]:
    """Give the coding files of a folder; whatever else lies there, but its README, is a fault."""
    if _leads_out(collection, data, folder):
        return
    for path in sorted(folder.glob("*")):
        if path.name == "README.md" or _leads_out(collection, data, path):
            continue
        if path.suffix != ".yaml" or not path.is_file():
            _refuse(collection, data, path, "is not a coding file", "rename it, or move it elsewhere",
                    allowed="<article_id>.yaml")
        else:
            yield path


def _leads_out(collection: Collection, data: Path, path: Path) -> bool:
    """Say whether a path is a link out of the folder, or to nowhere, and note the fault."""
    try:
        leads_out = not path.resolve().is_relative_to(data.resolve())
    except (OSError, RuntimeError):  # links that lead round in a circle
        leads_out = True
    if leads_out:
        _refuse(collection, data, path, "a link that leads out of the folder", "copy the file here")
    return leads_out


def _refuse(collection: Collection, data: Path, path: Path, message: str, remedy: str, allowed: str = "") -> None:
    collection.faults.append(Fault(_name(data, path), 0, "", message, allowed=allowed, remedy=remedy, check="file"))
    collection.unread.add(path.relative_to(data).parts[0].removesuffix(".yaml"))


def _read_rows(collection: Collection, path: Path, name: str, coder: str, is_ours: bool = True) -> None:
    document = read_file(path, name)
    coding, faults = filled(inputs.CodingFile, document)
    collection.faults += faults if is_ours else _no_coding_file(document) or faults
    if coding is None:
        collection.unread.add("statements" if coder == ADJUDICATED else "codings")
        return
    article_id = _article_of(collection, coding, path.stem) if is_ours else coding.article_id
    if is_ours:
        collection.faults += _file_faults(document, coding, path, coder)
    collection.faults += _comment_faults(
        document, "remove it ('anchor' removes the list of what 'propose' has left out)")
    collection.comments += other_comments(document)
    coded = CodedFile(article_id if coder == ADJUDICATED else f"{coder}/{article_id}", name, document.line(),
                      _lines(document, ()), coding, article_id)
    first = collection.coded_articles.setdefault((coder, article_id), coded)
    if first.file != name:
        collection.faults.append(coded.fault("article_id", "is coded in another file, too", check="file",
                                             found=f"{shown(article_id)}, as in {first.file}",
                                             remedy="mend the id, or join the two files"))
    drafts = draft_lines(document)
    rows = collection.statements if coder == ADJUDICATED else collection.codings
    for i, values in enumerate(coding.statements):
        place: Path_ = ("statements", i)
        record_id = f"{article_id}:{i + 1:02d}"
        record_id = values.id or record_id if coder == ADJUDICATED else f"{coder}/{record_id}"
        rows.append(Row(record_id, name, document.line(place), _lines(document, place), values,
                        article_id, coder, coding.codebook_version, _is_draft(document, place, drafts)))


def _article_of(collection: Collection, coding: inputs.CodingFile, named: str) -> str:
    """Give the article of a file of ours; if its name says another than its field, the one that is registered."""
    return named if any(article.record_id == named for article in collection.articles) else coding.article_id


def _no_coding_file(document: Document) -> list[Fault]:
    if not isinstance(document.value, dict) or {"article_id", "statements"} & set(document.value):
        return []
    return [Fault(document.name, 0, "", "this is not a coding file", check="file",
                  found=f"the fields {', '.join(document.value)}", allowed="article_id, statements and their like",
                  remedy="name a coding file, or none to check all data")]


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


def _comment_faults(document: Document, remedy: str) -> Iterator[Fault]:
    """Refuse comments that quote, once a file; the check `no-quote` asks the same of the rows."""
    lines = quoting_comments(document)
    if lines:
        count = f"{len(lines)} comments, the last on line {lines[-1]}" if len(lines) > 1 else "a comment"
        yield Fault(document.name, lines[0], "", "a comment quotes a text; articles' sentences are not published here",
                    found=count, remedy=remedy, check="no-quote")


def _is_draft(document: Document, path: Path_, drafts: list[int]) -> bool:
    """Say whether the mark of a draft stands on a line of the summary of the row at `path`."""
    place = document.places[(*path, "summary")]
    last = place.line + document.text.count("\n", place.start, place.end)
    return any(place.line <= line <= last for line in drafts)


def _lines(document: Document, path: Path_) -> dict[str, int]:
    """Give the line of each field of the record at `path`."""
    value: Any = document.value
    for step in path:
        value = value[step]
    return {key: document.places[(*path, key)].line for key in value}
