"""Reading an article's text: what is no text is refused with advice, and what is one is read at once."""

import pytest

from builder.texts import read_texts
from schema.article_text import read_text, text_of
from schema.faults import FaultsFound

BAD = [
    ("binary", b"\x89PNG\x00\x01", "binary data"),
    ("nothing", b" \n", "there is no text"),
    ("a byte order mark", b"\xef\xbb\xbf\n", "there is no text"),
    ("Latin-1", "Riviére said".encode("latin-1"), "not UTF-8"),
    ("UTF-16", "Twitter".encode("utf-16"), "UTF-16"),
    ("a web page", b"<!DOCTYPE html><html><p>Twitter</p></html>", "copy the article's text"),
    ("a web page behind a byte order mark", b"\xef\xbb\xbf<!DOCTYPE html><html>", "copy the article's text"),
    ("a web page behind comments", b"<!-- a --> <!-- b -->\n<html>Twitter", "copy the article's text"),
    ("a part of a web page", b"Twitter <p>a</p><p>b</p><p>c</p>", "copy the article's text"),
]


@pytest.mark.parametrize(("content", "message"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_is_no_text_is_refused_with_advice(content, message):
    with pytest.raises(FaultsFound, match=message):
        text_of(content, "a.txt")


def test_a_missing_file_is_a_fault(tmp_path):
    with pytest.raises(FaultsFound, match="cannot be read"):
        read_text(tmp_path / "none.txt")


@pytest.mark.parametrize("text", ["one\r\ntwo", "\ufeffone"], ids=["line breaks", "byte order mark"])
def test_what_a_file_holds_is_kept_as_the_builder_keeps_it(text, tmp_path):
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    assert read_text(tmp_path / "a.txt") == read_texts(tmp_path, ["a"])["a"] == text


def test_a_large_file_is_refused_unread(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(FaultsFound, match="too large for one article"):
        read_text(tmp_path / "a.txt")


@pytest.mark.parametrize("head", ["<!---->" * 200, "<!-- a --> " * 200, "<!--" * 200], ids=["empty", "plain", "open"])
def test_a_text_behind_any_number_of_comments_is_read_to_its_end(head):
    assert text_of(f"{head}Twitter bans the Taliban.".encode(), "a.txt") == f"{head}Twitter bans the Taliban."
