"""Coded texts, to judge proposals by: coding files, the articles' texts, and their dates of publication."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder import inputs
from builder.evaluation import DEVELOPMENT, CodedArticle, half
from builder.read import ADJUDICATED, Collection, Row, read_coding
from schema.evidence import canonical_text
from schema.faults import Fault, FaultsFound
from schema.forms import Form, Period, filled
from schema.strict_yaml import read_file


class PracticeArticle(Form):
    """An article of the practice or the training set: when the report that it restates appeared, and where if known."""

    article_id: inputs.Slug
    published: Period
    date_basis: inputs.Words
    publisher: inputs.Words = ""
    url: inputs.Address = ""


class PracticeFile(Form):
    """`articles.yaml` of the practice or the training set."""

    articles: list[PracticeArticle]


def read_coded_articles(codings: Path, texts: Path) -> list[CodedArticle]:
    """Read every coding file of a folder with its text, `texts/<article_id>.txt`, in the order of ids.

    Dates are those of `articles.yaml` beside the folder `codings`: of the practice set, or of the dataset (then the
    last day on which the article may have appeared). Raises `FaultsFound` with every fault.
    """
    paths = sorted(codings.glob("*.yaml"))
    if not paths:
        raise FaultsFound([Fault(str(codings), 0, "", "holds no coding files", check="file",
                                 allowed="<article_id>.yaml", remedy="name the folder of the coding files")])
    records = Collection()
    published = _published(codings.parent / "articles.yaml", records)
    for path in paths:
        read_coding(records, path, ADJUDICATED)
    ids = sorted(article for _, article in records.coded_articles)
    contents = _texts(texts, ids, records)
    records.faults += _faults(records, published)
    if records.faults or published is None:
        raise FaultsFound(records.faults)
    rows: dict[str, list[dict]] = {article: [] for article in ids}
    for row in records.statements:
        rows[row.article_id].append(_plain(row))
    return [CodedArticle(article, contents[article], published[article], rows[article]) for article in ids]


def read_development_articles(data: Path) -> list[CodedArticle]:
    """Read what the extractor may learn from: the training set, and the practice set but for its test half."""
    training, practice = (read_coded_articles(data / name / "statements", data / name / "texts")
                          for name in ("training", "practice"))
    return [*training, *(article for article in practice if half(article.article_id) == DEVELOPMENT)]


def _published(path: Path, records: Collection) -> dict[str, str] | None:
    """Read the dates of publication by article from either kind of register; None if it cannot be read."""
    if not path.is_file():
        records.faults.append(Fault(str(path), 0, "", "the file is missing", check="file",
                                    remedy="put the register of the articles beside the folder of the codings"))
        return None
    document = read_file(path)
    practice, practice_faults = filled(PracticeFile, document)
    if practice is not None:
        return {article.article_id: article.published for article in practice.articles}
    register, faults = filled(inputs.ArticlesFile, document)
    if register is not None:
        return {article.article_id: article.published_end.isoformat() for article in register.articles}
    records.faults += min(practice_faults, faults, key=len)
    return None


def _texts(folder: Path, ids: list[str], records: Collection) -> dict[str, str]:
    if folder.is_dir():
        return {article: _text(folder / f"{article}.txt", records) for article in ids}
    records.faults.append(Fault(str(folder), 0, "", "there is no such folder", check="file",
                                remedy="name the folder that holds <article_id>.txt"))
    return {}


def _text(path: Path, records: Collection) -> str:
    try:
        return canonical_text(path.read_bytes())
    except (FileNotFoundError, IsADirectoryError):
        message, remedy = "the text is missing", "put it there, or take the coding out"
    except UnicodeDecodeError:
        message, remedy = "the text is not UTF-8", "save it again with the encoding UTF-8"
    records.faults.append(Fault(str(path), 0, "", message, check="file", remedy=remedy))
    return ""


def _faults(records: Collection, published: dict[str, str] | None) -> Iterator[Fault]:
    for (_, article), coded in records.coded_articles.items():
        if published is not None and article not in published:
            yield coded.fault("article_id", "is not in the register", found=repr(article), check="file",
                              remedy="add it to articles.yaml")
    for row in records.statements:
        if row.values.evidence.start is None or row.values.evidence.end is None:
            yield row.fault("evidence", "is not anchored", found="a quote", allowed="start and end",
                            check="evidence", remedy="run 'anchor' on the file")


def _plain(row: Row) -> dict:
    return {**row.values.model_dump(), "id": row.record_id, "article_id": row.article_id}
