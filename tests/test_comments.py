"""Comments: those that quote, and marks of drafts, are found by line, and the list of what was left out goes whole."""

from __future__ import annotations

import pytest

from schema.comments import (
    DRAFT,
    LEFT_OUT,
    cutting_comment,
    draft_lines,
    other_comments,
    quoting_comments,
    without_left_out,
)
from schema.strict_yaml import read_text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param('# "Nobody asks us"\na: 1\n', [1], id="by itself"),
        pytest.param("a: 1  # “Nobody asks us.”\n", [1], id="behind a value"),
        pytest.param("a: 1\n# «Nobody asks us…\n", [2], id="the mark is never closed"),
        pytest.param('a: >-  # "Nobody asks us"\n  b\n', [1], id="behind the sign of a block"),
        pytest.param('a: |\n  b\n# "Nobody asks us"\n', [3], id="below a block"),
        pytest.param('a:\r\n- b\r\n# why: \\"Nobody asks us\\"\r\n', [3], id="other line breaks"),
        pytest.param('# "of it"\na: 1\n', [], id="two words are a term"),
        pytest.param("# nobody asks us\na: 1\n", [], id="no quotation marks"),
        pytest.param("# don't ask: it's theirs\na: 1\n", [], id="apostrophes"),
        pytest.param('# a "b" is not the same as a "c"\na: 1\n', [], id="words between two terms"),
        pytest.param("a: '# \"Nobody asks us\"'\n", [], id="in quotation marks"),
        pytest.param('a: |\n  # "Nobody asks us"\nb: 1\n', [], id="in a block"),
    ],
)
def test_comments_that_quote_a_text_are_found_by_line(text, lines):
    assert quoting_comments(read_text(text, "a.yaml")) == lines


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("# one\n# two\na: 1  # three\n\n# four\n",
                     [(1, "# one # two # three"), (5, "# four")], id="lines that follow one another are one"),
        pytest.param('# one\n# “Nobody asks us”\n# two\na: 1\n', [(1, "# one"), (3, "# two")],
                     id="but for what quotes"),
        pytest.param("a: '# one'\n", [], id="none"),
    ],
)
def test_comments_that_quote_no_text_are_given_with_their_first_lines(text, told):
    assert [(comment.line, comment.text) for comment in other_comments(read_text(text, "a.yaml"))] == told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a:\n  b: They spread #tags\n", 2, id="on the same line"),
        pytest.param("a:\n  b:\n    They spread\n    tags #here\n", 4, id="on its last line"),
        pytest.param("a:\n  b: They spread\n    #tags\n", 3, id="at the start of a line that goes on"),
        pytest.param("a:\r\n  b: They spread\r\n   #tags\r\n", 3, id="other line breaks"),
        pytest.param("a: {b: They spread #tags\n  }\n", 1, id="in braces"),
        pytest.param("a:\n  b: They spread\n  # mine\n", None, id="a comment below"),
        pytest.param("a:\n  b: They spread\n\n# mine\n", None, id="a comment further below"),
        pytest.param("a: {b: They spread}  # mine\n", None, id="behind braces"),
        pytest.param("a:\n  b: 'They spread'  # mine\n", None, id="behind quotation marks"),
        pytest.param("a:\n  b: >-  # mine\n    They spread #tags\n", None, id="a block"),
        pytest.param("a:\n  b: They spread#tags\n  c: 1 # mine\n", None, id="behind the next value"),
    ],
)
def test_a_comment_that_cuts_a_text_short_is_told_from_one_of_its_own(text, line):
    found = cutting_comment(read_text(text, "a.yaml"), ("a", "b"))
    assert (found.line if found else None) == line


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(f'a: "b"  {DRAFT}\nc: 1\n', [1], id="behind a value"),
        pytest.param(f"a: >-  {DRAFT}\n  b\n", [1], id="behind the sign of a block"),
        pytest.param(f"a: 1\r\nb: 2  {DRAFT} \r\n", [2], id="a blank and another line break"),
        pytest.param(f"a: >-\n  b  {DRAFT}\n", [], id="in a block"),
        pytest.param(f"a: '{DRAFT}'\n", [], id="in quotation marks"),
        pytest.param(f"a: 1  {DRAFT}ed anew\n{DRAFT} of a rule\n", [], id="another comment"),
    ],
)
def test_the_marks_of_drafts_are_found_by_line(text, lines):
    assert draft_lines(read_text(text, "a.yaml")) == lines


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param(f"a: 1\n\n{LEFT_OUT}\n# line 1, b\n# line 2, c\n", "a: 1\n", id="at the end"),
        pytest.param(f"a: 1\n\n{LEFT_OUT}\n# line 1, b", "a: 1\n", id="the last line is not ended"),
        pytest.param(f"a: 1\r\n\r\n{LEFT_OUT}\r\n# line 1, b\r\n", "a: 1\r\n", id="other line breaks"),
        pytest.param(f"{LEFT_OUT}\n# line 1, b\n# mine\na: 1\n", "# mine\na: 1\n", id="a comment of the coder below"),
        pytest.param("# line 1, b\na: 1\n", "# line 1, b\na: 1\n", id="no such list"),
    ],
)
def test_the_list_of_what_was_left_out_goes_whole_and_nothing_else(text, left):
    assert without_left_out(text) == left
