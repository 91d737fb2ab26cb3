"""The real data, one case a record: each statement is proved by its article, and no article's text stands here."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from builder.prove import BORROWED_WORDS, prove
from builder.read import Collection, read
from builder.texts import read_texts
from schema.evidence import words

ROOT = Path(__file__).parents[1]
DATA = read(ROOT / "data")


@pytest.fixture(scope="module")
def texts(articles_folder):
    """The texts that are at hand, by article."""
    return read_texts(articles_folder, [article.record_id for article in DATA.articles])


def proof_of(row, kind, texts):
    """Prove one row alone; gives how many rows of its kind were proved."""
    if row.article_id not in texts:
        pytest.skip(f"the text of {row.article_id} is not at hand")
    articles = [article for article in DATA.articles if article.record_id == row.article_id]
    return prove(Collection(articles=articles, **{kind: [row]}), texts)[kind].proved


def test_all_of_the_data_could_be_read():
    assert DATA.faults == []


@pytest.mark.parametrize("row", DATA.statements, ids=lambda row: row.record_id)
def test_a_statement_is_proved_by_its_article(row, texts):
    assert proof_of(row, "statements", texts) == 1


@pytest.mark.parametrize("row", DATA.codings, ids=lambda row: row.record_id)
def test_a_coders_row_is_proved_by_its_article(row, texts):
    assert proof_of(row, "codings", texts) == 1


@pytest.fixture(scope="module")
def runs(texts):
    """Every run of eight words of an article, but for registered titles and long names, by the article."""
    named = [*(article.values.title for article in DATA.articles), *long_names()]
    found = {}
    for article_id, text in texts.items():
        untitled = f" {' '.join(words(text))} "
        for title in filter(None, named):
            untitled = re.sub(f"(?<= ){' '.join(words(title))}(?= )", "§", untitled)
        for part in untitled.split("§"):
            found |= {run: article_id for run in runs_of(part.split())}
    return found


def long_names():
    """Give the names of speakers, publishers and companies that are as long as what counts as borrowed."""
    names = {row.values.speaker for row in DATA.rows}
    for platform in DATA.platforms:
        names |= {platform.values.company, *platform.values.other_names}
    for article in DATA.articles:
        names |= {article.values.publisher, article.values.derived_from and article.values.derived_from.publisher}
    return [name for name in names if len(words(name or "")) >= BORROWED_WORDS]


def runs_of(found):
    return (" ".join(found[i : i + BORROWED_WORDS]) for i in range(len(found) - BORROWED_WORDS + 1))


def test_no_tracked_file_holds_eight_words_in_a_row_of_an_article(runs):
    done = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git repository, so there are no tracked files")
    offenders = []
    for name in filter(None, done.stdout.split("\0")):
        path = ROOT / name
        content = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        offenders += [f"{name}: {runs[run]}: {run}" for run in set(runs_of(words(content))) & runs.keys()]
    assert offenders == [], "say it in other words: the articles are the publishers'"
