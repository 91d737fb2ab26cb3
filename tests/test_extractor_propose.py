import dataclasses
import re
from pathlib import Path

import pytest

import extractor
from extractor.propose import article_id_of, checked_date, proposal, write_proposal
from schema.codebook import codebook
from schema.columns import SLUG
from schema.comments import DRAFT
from schema.faults import FaultsFound
from schema.strict_yaml import read_text as read_yaml

TEXT = ('Facebook "bans" the Taliban: no accounts, a spokesperson said.\n'
        'Pakistan bans Twitter; the Taliban blocked TikTok.')


def test_a_proposal_is_a_coding_file_with_quotes():
    document = read_yaml(proposal("paper-2021-08", extractor.extract(TEXT, "2021-08-18"), TEXT), "a.yaml")
    rows = document.value["statements"]
    assert document.faults == [] and document.value["codebook_version"] == codebook().version
    assert [row["id"] for row in rows] == [f"paper-2021-08:{n:02}" for n in range(1, len(rows) + 1)]
    assert {row["evidence"]["quote"] for row in rows} == {TEXT.splitlines()[0]}


@pytest.mark.parametrize("coded", sorted((Path(__file__).parents[1] / "data" / "statements").glob("*.yaml")),
                         ids=lambda path: path.stem)
def test_a_proposal_begins_with_the_line_by_which_coding_files_name_their_schema(coded):
    text = proposal("paper-2021-08", extractor.extract(TEXT), TEXT)
    assert text.splitlines()[0] == coded.read_text("utf-8").splitlines()[0]


def test_each_summary_of_a_proposal_is_marked_as_a_draft():
    text = proposal("paper-2021-08", extractor.extract(TEXT, "2021-08-18"), TEXT)
    summaries = [line for line in text.splitlines() if line.startswith("  summary: ")]
    assert summaries and all(line.endswith(f"  {DRAFT}") for line in summaries)


def test_a_proposal_tells_rule_confidence_and_what_was_left_out():
    text = proposal("paper-2021-08", extractor.extract(TEXT, "2021-08-18"), TEXT)
    assert "confidence 0." in text and "# Seen and left out:" in text and "E1: " in text


@pytest.mark.parametrize("odd", ["\u00a0", "\u2028", "\x85", "\ufeff", "\U0001f642\u00a0", "\U000e0001", "\\", '"'],
                         ids=lambda text: text.encode("unicode_escape").decode())
def test_a_quote_is_read_as_it_stands_in_the_text(odd):
    text = f"Facebook bans the Taliban, {odd} it said."
    (row,) = read_yaml(proposal("paper", extractor.extract(text), text), "a.yaml").value["statements"]
    assert row["evidence"]["quote"] == text


def test_a_quote_is_proposed_with_its_place():
    text = f"It rains.\n{TEXT}"
    rows = read_yaml(proposal("paper", extractor.extract(text), text), "a.yaml").value["statements"]
    assert {row["evidence"]["start"] for row in rows} == {"10"}


def test_where_the_role_asks_for_a_name_and_none_was_found_the_platform_speaks():
    found = extractor.extract("Facebook said that it bans the Taliban.")
    nameless = dataclasses.replace(found, candidates=tuple(
        dataclasses.replace(candidate, speaker="") for candidate in found.candidates))
    assert "  speaker: Facebook  # no name was found; who says it?\n" in proposal("paper", nameless, "")


@pytest.mark.parametrize(("name", "article_id"), [
    ("courier-2023-07.txt", "courier-2023-07"), ("ARTICLE.txt", "article"),
    ("The Courier, 7_2023.txt", "the-courier-7-2023"), ("۱۲.txt", "article"), (f"{'a' * 99}-b.txt", "a" * 99),
])
def test_the_id_of_an_article_follows_from_the_name_of_its_text(name, article_id):
    assert article_id_of(Path(name)) == article_id
    assert re.fullmatch(SLUG, article_id)


@pytest.mark.parametrize("article", [
    pytest.param("It rains.", id="English"),
    pytest.param("Facebook sperrt alle Konten der Taliban.", id="German"),
    pytest.param("فیس‌بوک حساب‌های طالبان را مسدود می‌کند.", id="Dari"),
])
def test_where_nothing_was_found_the_proposal_tells_that_only_english_is_read(article):
    text = proposal("paper", extractor.extract(article), article)
    assert "found no statement in this text. It reads English only" in text
    assert read_yaml(text, "a.yaml").value["statements"] == []


def test_a_proposal_is_written_where_there_is_no_file(tmp_path):
    path = write_proposal(tmp_path / "folder" / "a.yaml", "– 1\n")
    assert (path, path.read_bytes()) == (tmp_path / "folder" / "a.yaml", "– 1\n".encode())


def test_a_proposal_takes_no_files_place(tmp_path):
    (tmp_path / "a.yaml").write_text("a coder's work")
    with pytest.raises(FaultsFound, match=r"a\.yaml: the file is there already, and may hold a coder's work; "
                                          r"name another file with --out, or move this one away \[propose\]"):
        write_proposal(tmp_path / "a.yaml", "new")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["a coder's work"]


@pytest.mark.parametrize("date", [None, "2021", "2021-08", "2021-08-18"])
def test_a_date_of_publication_may_be_a_year_a_month_or_a_day(date):
    assert checked_date(date) == date


@pytest.mark.parametrize(("date", "message"), [
    pytest.param("18 August 2021", "is not a period", id="words"),
    pytest.param("2023-99", "there is no month 99", id="a month that does not exist"),
    pytest.param("2023-02-30", "2023-02 has no day 30", id="a day that does not exist"),
])
def test_another_date_of_publication_is_refused(date, message):
    with pytest.raises(FaultsFound, match=f"^--published: {message}; found '{date}'; allowed YYYY, YYYY-MM or "):
        checked_date(date)
