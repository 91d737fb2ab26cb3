"""Faults: the words in which a person is told what to mend."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schema.faults import Fault, FaultsFound, all_of, nearest, shown, told

WRITTEN = {
    "place, field and message": (Fault("x.yaml", 3, "stance", "is missing"), "x.yaml:3: stance: is missing"),
    "the file as a whole": (Fault("x.yaml", 0, "", "is too large"), "x.yaml: is too large"),
    "a line without a field": (Fault("x.yaml", 3, "", "is empty"), "x.yaml:3: is empty"),
    "all parts": (
        Fault("x.yaml", 3, "stance", "is no stance", found="'bans'", allowed="permits, prohibits",
              remedy="did you mean 'prohibits'?", check="legal-values"),
        "x.yaml:3: stance: is no stance; found 'bans'; allowed permits, prohibits; "
        "did you mean 'prohibits'? [legal-values]",
    ),
}


@pytest.mark.parametrize("fault, text", WRITTEN.values(), ids=WRITTEN)
def test_a_fault_is_written_on_one_line(fault, text):
    assert str(fault) == text


def test_faults_are_reported_once_each_by_file_and_line():
    places = [("b", 1, "m"), ("a", 10, "m"), ("a", 9, "n"), ("a", 9, "n")]
    found = FaultsFound(Fault(file, line, "", message) for file, line, message in places)
    assert str(found) == "a:9: n\na:10: m\nb:1: m"


def test_warnings_are_told_apart_below_the_faults_that_stop_a_step():
    found = FaultsFound([Fault("a", 1, "", "m", is_warning=True), Fault("b", 1, "", "n"),
                         Fault("a", 2, "", "m", is_warning=True)])
    assert str(found) == ("b:1: n\nWarnings beside the faults above, which fail nothing here:\n"
                          "  a:1: m; the same on line 2")


@pytest.mark.parametrize(("lines", "differs", "texts"), [
    pytest.param([7, 3], {}, ["a:3: f: m; mend it; the same on line 7 [c]"], id="on two lines"),
    pytest.param([21, 3, 9, 7], {}, ["a:3: f: m; mend it; the same on lines 7, 9 and 21 [c]"], id="on more"),
    pytest.param([3, 7], {"remedy": ""}, ["a:3: f: m; mend it [c]", "a:7: f: m [c]"], id="another remedy"),
    pytest.param([3, 7], {"found": "x"}, ["a:3: f: m; mend it [c]", "a:7: f: m; found x; mend it [c]"],
                 id="something else was found"),
    pytest.param([3, 7], {"file": "b"}, ["a:3: f: m; mend it [c]", "b:7: f: m; mend it [c]"], id="another file"),
])
def test_what_is_the_same_on_several_lines_of_a_file_is_told_once_with_all_lines(lines, differs, texts):
    faults = [Fault("a", line, "f", "m", remedy="mend it", check="c", record=str(line)) for line in lines]
    assert told([*faults[:-1], replace(faults[-1], **differs)]) == texts


def refused(*files):
    raise FaultsFound(Fault(file, 1, "", "m") for file in files)


def test_steps_that_do_not_need_one_another_tell_their_faults_together():
    assert all_of(lambda: 1, lambda: 2) == [1, 2]
    with pytest.raises(FaultsFound, match=r"\Aa:1: m\nb:1: m\nc:1: m\Z"):
        all_of(lambda: refused("c", "a"), lambda: 1, lambda: all_of(lambda: refused("b", "a")))


SHOWN = {
    "short text": ("permits", "'permits'"),
    "line break": ("a\nb", "'a\\nb'"),
    "number": (3, "3"),
    "long text": ("a" * 100, "'" + "a" * 77 + "…'"),
    "text at the limit": ("a" * 78, "'" + "a" * 78 + "'"),
}


@pytest.mark.parametrize("value, text", SHOWN.values(), ids=SHOWN)
def test_a_found_value_is_shown_on_one_line_of_at_most_80_characters(value, text):
    assert shown(value) == text


NEAREST = {
    "slip of the pen": ("prohibit", ["permits", "prohibits"], "did you mean 'prohibits'?"),
    "capital letters": ("PERMITS", ["permits", "prohibits"], "did you mean 'permits'?"),
    "capital letters in the list": ("e7", ["E6", "I1"], "did you mean 'E6'?"),
    "nothing near": ("x", ["permits", "prohibits"], ""),
    "nothing allowed": ("x", [], ""),
}


@pytest.mark.parametrize("value, allowed, remedy", NEAREST.values(), ids=NEAREST)
def test_the_nearest_allowed_value_is_named_if_one_is_near(value, allowed, remedy):
    assert nearest(value, allowed) == remedy
