"""Forms: what a person is told when a file does not have the shape that it should."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from schema.forms import Day, Form, filled
from schema.strict_yaml import read_text


class Span(Form):
    start: int
    words: int = 1


class Row(Form):
    title: str
    stance: Literal["permits", "prohibits"] = "permits"
    day: Day | None = None
    span: Span | None = None
    rows: list[Span] = []
    named: dict[str, Span] = {}
    either: int | list[int] = 0


FAULTS = {
    "list instead of a mapping": (
        "- title: x\n",
        ["f.yaml:1: the file does not hold a mapping; found a list; "
         "allowed the fields title, stance, day, span, rows, named, either [form]"],
    ),
    "text instead of a mapping": (
        "title\n",
        ["f.yaml:1: the file does not hold a mapping; found a text; "
         "allowed the fields title, stance, day, span, rows, named, either [form]"],
    ),
    "null instead of a mapping": (
        "null\n",
        ["f.yaml:1: the file does not hold a mapping; found nothing; "
         "allowed the fields title, stance, day, span, rows, named, either [form]"],
    ),
    "not YAML": ("", ["f.yaml:1: the file is empty; write a mapping, or remove the file [yaml]"]),
    "missing field": ("stance: permits\n", ["f.yaml:1: title: the field is missing; add 'title:' [form]"]),
    "unknown field": (
        "title: x\nstanse: permits\n",
        ["f.yaml:2: stanse: there is no such field; found 'stanse'; "
         "allowed title, stance, day, span, rows, named, either; did you mean 'stance'? [form]"],
    ),
    "unknown field of an inner record": (
        "title: x\nrows:\n- start: 1\n- start: 2\n  word: 3\n",
        ["f.yaml:5: rows[2].word: there is no such field; found 'word'; "
         "allowed start, words; did you mean 'words'? [form]"],
    ),
    "unknown field of a named record": (
        "title: x\nnamed:\n  title: {start: 1, word: 3}\n",
        ["f.yaml:3: named.title.word: there is no such field; found 'word'; "
         "allowed start, words; did you mean 'words'? [form]"],
    ),
    "missing field of an inner record": (
        "title: x\nrows:\n- words: 1\n",
        ["f.yaml:3: rows[1].start: the field is missing; add 'start:' [form]"],
    ),
    "nothing instead of a text": (
        "title:\n",
        ["f.yaml:1: title: the value does not fit; found nothing; allowed a text [form]"],
    ),
    "list instead of a text": (
        "title: [a]\n",
        ["f.yaml:1: title: the value does not fit; found ['a']; allowed a text [form]"],
    ),
    "text instead of a list": (
        "title: x\nrows: y\n",
        ["f.yaml:2: rows: the value does not fit; found 'y'; allowed a list [form]"],
    ),
    "text instead of an inner record": (
        "title: x\nspan: y\n",
        ["f.yaml:2: span: the value does not fit; found 'y'; allowed a mapping [form]"],
    ),
    "word instead of a number": (
        "title: x\nspan: {start: y}\n",
        ["f.yaml:2: span.start: the value does not fit; found 'y'; allowed a whole number [form]"],
    ),
    "value off the list": (
        "title: x\nstance: bans\n",
        ["f.yaml:2: stance: the value does not fit; found 'bans'; allowed 'permits' or 'prohibits' [form]"],
    ),
    "day that does not exist": (
        "title: x\nday: 2023-02-30\n",
        ["f.yaml:2: day: the value does not fit; found '2023-02-30'; "
         "allowed a day that exists, written like 2023-07-11 [form]"],
    ),
    "number instead of a day": (
        "title: x\nday: 0\n",
        ["f.yaml:2: day: the value does not fit; found '0'; allowed a day that exists, written like 2023-07-11 [form]"],
    ),
    "neither of two kinds": (
        "title: x\neither: y\n",
        ["f.yaml:2: either: the value does not fit; found 'y'; allowed a whole number [form]",
         "f.yaml:2: either: the value does not fit; found 'y'; allowed a list [form]"],
    ),
    "several faults": (
        "stance: bans\nspan: {}\n",
        ["f.yaml:1: title: the field is missing; add 'title:' [form]",
         "f.yaml:1: stance: the value does not fit; found 'bans'; allowed 'permits' or 'prohibits' [form]",
         "f.yaml:2: span.start: the field is missing; add 'start:' [form]"],
    ),
}


@pytest.mark.parametrize("text, faults", FAULTS.values(), ids=FAULTS)
def test_a_file_of_another_shape_gives_its_faults_and_no_form(text, faults):
    form, found = filled(Row, read_text(text, "f.yaml"))
    assert ([str(fault) for fault in found], form) == (faults, None)


def test_a_file_of_the_right_shape_fills_the_form():
    text = "title: no\nday: 2023-07-11\nspan: {start: 12}\nnamed: {a: {start: 0}}\n"
    expected = Row(title="no", day=date(2023, 7, 11), span=Span(start=12), named={"a": Span(start=0)})
    assert filled(Row, read_text(text, "f.yaml")) == (expected, [])
