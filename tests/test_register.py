"""Register: the record of a new article, from its text."""

from __future__ import annotations

import re

import pytest

from builder.inputs import ArticlesFile
from builder.read import read
from builder.register import register
from schema.evidence import text_sha256
from schema.faults import FaultsFound
from schema.forms import filled
from schema.strict_yaml import read_text

TEXT = "Zwölf accounts\r\nremain."


def completed(record):
    record = re.sub("language: FILL IN.*", "language: de", record)
    return record.replace("YYYY-MM-DD", "2022-05-10").replace("FILL-IN", "gazette.example").replace("FILL IN", "Known")


def test_the_record_describes_the_text_as_it_is(folder_of):
    record = register(folder_of({"gazette-2022-05.txt": TEXT}) / "gazette-2022-05.txt")
    article = read_text(f"articles:\n{record}", "articles.yaml").value["articles"][0]
    assert article["article_id"] == "gazette-2022-05"
    assert article["text"] == {"sha256": text_sha256(TEXT), "characters": "23", "words": "3"}


def test_the_record_fits_the_register_once_a_person_has_filled_it_in(folder_of):
    record = completed(register(folder_of({"gazette-2022-05.txt": TEXT}) / "gazette-2022-05.txt"))
    document = read_text(f"articles:\n{record}", "articles.yaml")
    form, faults = filled(ArticlesFile, document)
    assert (faults, form.articles[0].article_id) == ([], "gazette-2022-05")


def test_a_record_that_nobody_filled_in_is_refused(folder_of):
    record = register(folder_of({"gazette-2022-05.txt": TEXT}) / "gazette-2022-05.txt")
    _, faults = filled(ArticlesFile, read_text(f"articles:\n{record}", "articles.yaml"))
    assert [fault.field.removeprefix("articles[1].") for fault in faults] == [
        "publisher", "title", "url", "url_basis", "published_start", "published_end", "date_basis",
        "language"]


@pytest.mark.parametrize("written", ["FILL IN", "https://FILL-IN/a", "FILL IN, or remove this line"])
def test_a_placeholder_is_refused_wherever_it_stands(written, folder_of):
    record = completed(register(folder_of({"gazette-2022-05.txt": TEXT}) / "gazette-2022-05.txt"))
    source = f"  derived_from: {{publisher: The Herald, published: 2022-05-09, basis: order, changed: '{written}'}}\n"
    _, faults = filled(ArticlesFile, read_text(f"articles:\n{record}{source}", "articles.yaml"))
    assert [str(fault) for fault in faults] == [
        f"articles.yaml:13: articles[1].derived_from.changed: the value does not fit; found {written!r}; allowed what "
        "you know in place of FILL IN; a field that may be empty is left out [form]"
    ]


def test_a_last_day_of_publication_before_the_first_is_told_at_its_line_with_both_days(folder_of):
    record = completed(register(folder_of({"gazette-2022-05.txt": TEXT}) / "gazette-2022-05.txt"))
    record = record.replace("published_end: 2022-05-10", "published_end: 2022-05-09")
    _, faults = filled(ArticlesFile, read_text(f"articles:\n{record}", "articles.yaml"))
    assert [str(fault) for fault in faults] == [
        "articles.yaml:9: articles[1].published_end: the value does not fit; found '2022-05-09'; allowed "
        "published_start, 2022-05-10, or later [form]"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(TEXT, "found the same text; there is nothing to do", id="the same text"),
        pytest.param("One account.", "found another text, {sha256: .*, characters: 12, words: 2}; to take this text, "
                     "put that into its record", id="another text"),
    ],
)
def test_an_article_that_is_registered_already_gets_no_second_record(text, told, project_of):
    record = completed(register(project_of({"gazette-2022-06.txt": TEXT}) / "gazette-2022-06.txt"))
    root = project_of({"data/articles.yaml": f"articles:\n{record}", "gazette-2022-06.txt": text}, name="registered")
    told = f"^data/articles.yaml:2: article_id: gazette-2022-06 is registered already; {told} \\[register\\]$"
    with pytest.raises(FaultsFound, match=told):
        register(root / "gazette-2022-06.txt", read(root / "data").articles)


def test_a_text_that_is_registered_under_another_id_gets_no_second_record(project_of):
    record = completed(register(project_of({"gazette-2022-06.txt": TEXT}) / "gazette-2022-06.txt"))
    root = project_of({"data/articles.yaml": f"articles:\n{record}", "herald-2022-06.txt": TEXT}, name="registered")
    told = ("^data/articles.yaml:12: text: the text of herald-2022-06 is registered already; found it is that of "
            "gazette-2022-06; there is nothing to do; of a reprint, copy that record, put in what differs and name the "
            "other in derived_from; of another article, look at the file \\[register\\]$")
    with pytest.raises(FaultsFound, match=told):
        register(root / "herald-2022-06.txt", read(root / "data").articles)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("My Article.txt", TEXT, r"My Article\.txt: is not named for an article; found 'My Article\.txt'; "
                     r"allowed <publisher>-<year>-<month>\.txt, .*; rename it", id="no slug"),
        pytest.param("gazette-2022-05.md", TEXT, r"gazette-2022-05\.md: is not named for an article", id="no .txt"),
        pytest.param("gazette-2022-05.txt", None, r"gazette-2022-05\.txt: the file cannot be read: .*; "
                     "name a text file of one article", id="not there"),
        pytest.param("gazette-2022-05.txt", "", r"gazette-2022-05\.txt: there is no text; save the article's text",
                     id="empty"),
        pytest.param("gazette-2022-05.txt", " \n\t\n", r"gazette-2022-05\.txt: there is no text", id="blanks"),
        pytest.param("gazette-2022-05.txt", "<!doctype html><p>Text.", r"gazette-2022-05\.txt: this is a web page, not "
                     "a text; found HTML; open the page, copy the article's text", id="a web page"),
        pytest.param("gazette-2022-05.txt", b"\xff", r"gazette-2022-05\.txt:1: the text is not UTF-8; found byte 0xff; "
                     "allowed UTF-8; save it again with the encoding UTF-8", id="not UTF-8"),
        pytest.param("none/gazette-2022-05.txt", None, "the file cannot be read: ", id="no folder"),
    ],
)
def test_what_cannot_be_registered_is_a_fault(name, content, message, tmp_path):
    if content is not None:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(FaultsFound, match=message):
        register(tmp_path / name)
