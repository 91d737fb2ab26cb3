"""Strict YAML: what is refused and in which words, what is kept as it is, and where each value stands."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.strict_yaml import MAX_BYTES, MAX_DEPTH, Place, read_bytes, read_file, read_text

REFUSED = {
    "empty file": (b"", "f.yaml:1: the file is empty; write a mapping, or remove the file [yaml]"),
    "comments only": (b"# a\n", "f.yaml:2: the file is empty; write a mapping, or remove the file [yaml]"),
    "tab before a key": (
        b"a:\n\tb: 1\n",
        "f.yaml:2: not YAML: found character that cannot start any token; indent with blanks, not tabs [yaml]",
    ),
    "duplicate key": (
        b"a: 1\nb: 2\na: 3\n",
        "f.yaml:3: the key 'a' stands twice; found first on line 1; remove one of them [yaml]",
    ),
    "duplicate key inside a list": (
        b"- a: 1\n  a: 2\n",
        "f.yaml:2: the key 'a' stands twice; found first on line 1; remove one of them [yaml]",
    ),
    "bomb of anchors": (
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "f.yaml:1: an anchor, &a; remove it and write each value out [yaml]",
    ),
    "anchor on a key": (b"&a b: 1\n", "f.yaml:1: an anchor, &a; remove it and write each value out [yaml]"),
    "alias": (b"a: 1\nb: *a\n", "f.yaml:2: an alias, *a; write the value out [yaml]"),
    "merge of an alias": (b"<<: *a\n", "f.yaml:1: an alias, *a; write the value out [yaml]"),
    "tag of a Python object": (
        b"a: !!python/object:os.system x\n",
        "f.yaml:1: a tag, tag:yaml.org,2002:python/object:os.system; "
        "remove it: the codebook says what type a field has [yaml]",
    ),
    "tag on a mapping": (
        b"a: !b {c: 1}\n",
        "f.yaml:1: a tag, !b; remove it: the codebook says what type a field has [yaml]",
    ),
    "second document": (
        b"a: 1\n---\nb: 2\n",
        "f.yaml:2: a second document starts here; allowed one document a file; remove '---' [yaml]",
    ),
    "100,000 brackets": (
        b"a:\n " + b"[" * 100_000,
        f"f.yaml:2: nested too deeply; allowed {MAX_DEPTH} levels; flatten the data [yaml]",
    ),
    "100,000 dashes": (
        b"- " * 100_000,
        f"f.yaml:1: nested too deeply; allowed {MAX_DEPTH} levels; flatten the data [yaml]",
    ),
    "100,000 braces": (
        b"{" * 100_000,
        "f.yaml:1: a key is not a word; allowed one word as key; quote it, or check ':' [yaml]",
    ),
    "list as a key": (
        b"[a]: 1\n",
        "f.yaml:1: a key is not a word; allowed one word as key; quote it, or check ':' [yaml]",
    ),
    "not UTF-8": (
        b"a: 1\nb: \xff\n",
        "f.yaml:2: the file is not UTF-8; found byte 0xff; allowed UTF-8; save it again with the encoding UTF-8 [yaml]",
    ),
    "UTF-16": (
        "a: 1\n".encode("utf-16"),
        "f.yaml:1: the file is not UTF-8; found byte 0xff; allowed UTF-8; save it again with the encoding UTF-8 [yaml]",
    ),
    "NUL": (
        "é: é\nb: \0\n".encode(),
        "f.yaml:2: not YAML: control characters are not allowed; remove the control character [yaml]",
    ),
    "hidden line break": (
        'a: 1\nb: "x\x85y"\n'.encode(),
        "f.yaml:2: a hidden line break (U+0085, U+2028 or U+2029); "
        "put a blank or a plain line break in its place [yaml]",
    ),
    "unquoted colon": (
        b"a: b: c\n",
        "f.yaml:1: not YAML: mapping values are not allowed in this context; "
        "check the indentation; a text with quotation marks, ': ' or ' #' goes under '>-', indented [yaml]",
    ),
    "open quotation mark": (
        b'a: "b\n',
        "f.yaml:2: not YAML: found unexpected end of stream; "
        "check the indentation; a text with quotation marks, ': ' or ' #' goes under '>-', indented [yaml]",
    ),
}

SCALARS = {
    "no": "no",
    "1:30": "1:30",
    "2023-13": "2023-13",
    "0x10": "0x10",
    "1e3": "1e3",
    "true": "true",
    "'null'": "null",
    '"~"': "~",
    "''": "",
    "null": None,
    "~": None,
    "": None,
}


@pytest.mark.parametrize("content, fault", REFUSED.values(), ids=REFUSED)
def test_a_refused_file_gives_one_fault_and_no_value(content, fault):
    document = read_bytes(content, "f.yaml")
    assert ([str(found) for found in document.faults], document.value) == ([fault], None)


@pytest.mark.parametrize("written, value", SCALARS.items(), ids=[repr(written) for written in SCALARS])
def test_a_scalar_stays_the_text_that_was_written_unless_it_is_null(written, value):
    assert read_text(f"a: {written}\n", "f.yaml").value == {"a": value}


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert read_bytes(b"\xef\xbb\xbfa: 1\n", "f.yaml").value == {"a": "1"}


def test_every_duplicate_key_is_reported():
    document = read_text("a: 1\na: 2\nb: 1\nb: 2\n", "f.yaml")
    assert [fault.line for fault in document.faults] == [2, 4]


def test_the_deepest_allowed_nesting_is_read():
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert read_text(text, "f.yaml").faults == []


def test_a_file_over_the_limit_is_not_read(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert [str(fault) for fault in read_file(path, "large.yaml").faults] == [
        "large.yaml: the file is too large; found 20,000,001 bytes; allowed at most 20,000,000; "
        "split it: one file an article [yaml]"
    ]


def test_a_file_at_the_limit_is_read(tmp_path):
    path = tmp_path / "full.yaml"
    path.write_bytes(b"a: 1\n" + b"#" * (MAX_BYTES - 5))
    assert read_file(path).value == {"a": "1"}


PLACES = {
    "scalar after wide letters": ("é: '😀'\nb: z\n", ("b",), Place(2, 10, 11)),
    "item of a list": ("- a\n- bc\n", (1,), Place(2, 6, 8)),
    "field of a record": ("- a: 1\n  b: 2\n", (0, "b"), Place(2, 12, 13)),
    "record": ("- a: 1\n- a: 2\n", (1,), Place(2, 9, 14)),
    "flow list": ("a: [1, 2]\n", ("a",), Place(1, 3, 9)),
    "quoted text over two lines": ('a: "b\n  c"\nd: e\n', ("a",), Place(1, 3, 10)),
    "value after Windows line ends": ("a: 1\r\nb: 2\r\n", ("b",), Place(2, 9, 10)),
    "nothing": ("a:\nb: 1\n", ("a",), Place(1, 2, 2)),
}


@pytest.mark.parametrize("text, path, place", PLACES.values(), ids=PLACES)
def test_a_value_keeps_its_line_and_its_span(text, path, place):
    assert read_text(text, "f.yaml").places[path] == place


LINES = {
    "a value": (("rows", 0, "b"), 3),
    "a field that is missing": (("rows", 0, "c"), 2),
    "a row that is missing": (("rows", 7, "c"), 2),
    "the whole file": ((), 1),
}


@pytest.mark.parametrize("path, line", LINES.values(), ids=LINES)
def test_a_line_is_that_of_the_value_or_of_the_nearest_around_it(path, line):
    assert read_text("rows:\n- a: 1\n  b: 2\n", "f.yaml").line(path) == line


class _Plain(yaml.SafeDumper):
    """Writes equal values out, each in full."""

    def ignore_aliases(self, data):
        return True


_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"), max_size=40)
_data = st.recursive(
    _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(_texts, _data, min_size=1, max_size=3), st.booleans(), st.sampled_from([None, True, False]))
def test_dumped_data_is_read_back_and_each_span_holds_its_scalar(data, is_unicode, flow):
    text = yaml.dump(data, Dumper=_Plain, allow_unicode=is_unicode, default_flow_style=flow)
    document = read_text(text, "f.yaml")
    assert (document.faults, document.value) == ([], data)
    for path, place in document.places.items():
        value = _at(data, path)
        if isinstance(value, str):
            assert yaml.load(text[place.start : place.end], yaml.BaseLoader) == value


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text("ab:-[]{}&*!|>'\"#%@ \t\n,?~", max_size=60).map(str.encode))
def test_any_bytes_give_a_value_or_faults(content):
    document = read_bytes(content, "f.yaml")
    assert document.value is None or document.faults == []


def _at(data, path):
    for step in path:
        data = data[step]
    return data
