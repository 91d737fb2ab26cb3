"""Registers: what is wrong in one is told at its own line, and no row is blamed for it."""

from __future__ import annotations

import pytest
from invalid_files import PLATFORMS, VALID, told_of

from builder.check import check
from builder.read import read

ARTICLES = "data/articles.yaml"


def test_a_platform_that_closed_before_it_began_is_told_at_its_line_and_no_row_is_blamed(project_of):
    platforms = PLATFORMS.read_text("utf-8")
    broken = platforms.replace("since: '2006'", "since: '2006'\n  until: 2005-12", 1)
    assert told_of(project_of({"data/platforms.yaml": broken})) == [
        "data/platforms.yaml:10: platforms[1].until: the value does not fit; found '2005-12'; allowed since, 2006, or "
        "later [form]"
    ]


@pytest.mark.parametrize("until", ["soon", "2023-02-30"])
def test_a_platform_that_closed_on_no_day_is_told(until, project_of):
    platforms = PLATFORMS.read_text("utf-8")
    broken = platforms.replace("since: '2006'", f"since: '2006'\n  until: {until}", 1)
    assert told_of(project_of({"data/platforms.yaml": broken})) == [
        f"data/platforms.yaml:10: platforms[1].until: the value does not fit; found '{until}'; "
        "allowed a day, month or year that exists: YYYY, YYYY-MM or YYYY-MM-DD [form]"
    ]


def twice(**changes):
    """Write the register of articles with its one record twice, the second time with these changes."""
    head, record = (VALID / ARTICLES).read_text("utf-8").split("\n\n")
    other = record.replace("gazette-2022-05\n", "herald-2022-06\n")
    for old, new in changes.values():
        assert old in other
        other = other.replace(old, new)
    return {ARTICLES: f"{head}\n\n{record}\n{other}", "data/statements/herald-2022-06.yaml":
            "article_id: herald-2022-06\ncodebook_version: '1.1'\nstatements: []\n"}


ADDRESS = ("https://gazette.example/2022/05/who-stays", "https://herald.example/who-stays")
TEXT = ("sha256: 0c9c", "sha256: aaaa")
OTHERWISE = {
    "url": "of another article, mend it; of a later state of the page, excuse it",
    "text": "of a reprint, name the other in derived_from, by its publisher and a day of it",
}
LINES = {"url": 19, "text": 25}


def is_one(field, later=0):
    """Give the line in which the second article is told to have the address or the text of the first."""
    return (f"{ARTICLES}:{LINES[field] + later}: {field}: is that of gazette-2022-05; found there in {ARTICLES}:3; "
            f"keep one record of the article; {OTHERWISE[field]} [registered-once]")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"text": TEXT}, "url", id="one address"),
        pytest.param({"url": ADDRESS}, "text", id="one text"),
    ],
)
def test_an_article_that_is_registered_under_two_ids_is_told(changes, field, project_of):
    assert told_of(project_of(twice(**changes))) == [is_one(field)]


@pytest.mark.parametrize("field", ["url", "text"])
def test_an_address_or_a_text_that_two_articles_have_for_a_reason_is_excused(field, project_of):
    changes = {"text": TEXT} if field == "url" else {"url": ADDRESS}
    excuses = "excuses:\n- {check: registered-once, record: herald-2022-06, reason: A later state of the page.}\n"
    assert check(read(project_of(twice(**changes) | {"data/excuses.yaml": excuses}) / "data")) == []


def derived_from(publisher, day):
    """Let the second article be one of June that derives from a report of this publisher and day."""
    source = f"  derived_from: {{publisher: {publisher}, published: {day}, basis: invented, changed: none}}\n  text:"
    return {"start": ("_start: 2022-05-09", "_start: 2022-06-01"), "end": ("_end: 2022-05-10", "_end: 2022-06-01"),
            "source": ("  text:", source)}


@pytest.mark.parametrize("is_first", [True, False])
def test_a_reprint_has_the_text_of_the_report_that_it_names(is_first, project_of):
    files = twice(url=ADDRESS, **derived_from("The Gazette", "2022-05-10"))
    if is_first:
        head, *records = files[ARTICLES].rstrip("\n").split("\n\n")
        files[ARTICLES] = "\n\n".join([head, *records[::-1]]) + "\n"
    assert check(read(project_of(files) / "data")) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"url": ADDRESS} | derived_from("The Wire", "2022-05-10"), is_one("text", later=1),
                     id="another publisher"),
        pytest.param({"url": ADDRESS} | derived_from("The Gazette", "2022-05-11"), is_one("text", later=1),
                     id="another day"),
        pytest.param(derived_from("The Gazette", "2022-05-10"), is_one("url"), id="the address of the report"),
    ],
)
def test_what_reprints_another_report_or_has_its_address_is_told(changes, told, project_of):
    assert told_of(project_of(twice(**changes))) == [told]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"text": TEXT, "url": ADDRESS}, id="another address and another text"),
        pytest.param({"text": TEXT, "url": (f"  url: {ADDRESS[0]}\n", "")}, id="no address"),
    ],
)
def test_two_articles_are_not_taken_for_one(changes, project_of):
    assert check(read(project_of(twice(**changes)) / "data")) == []


def test_articles_without_an_address_have_none_in_common(project_of):
    files = twice(text=TEXT)
    files[ARTICLES] = files[ARTICLES].replace(f"  url: {ADDRESS[0]}\n", "")
    assert check(read(project_of(files) / "data")) == []


def test_a_comment_that_quotes_in_a_register_is_not_left_to_anchor(project_of):
    text = (VALID / "data/claims.yaml").read_text("utf-8")
    assert told_of(project_of({"data/claims.yaml": f"# why: “Nobody asks us”\n{text}"})) == [
        "data/claims.yaml:1: a comment quotes a text; articles' sentences are not published here; found a comment; "
        "remove it, or say it without quoting [no-quote]"
    ]
