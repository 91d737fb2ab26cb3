"""Excuses: they lift the fault that they name, as long as its cause holds, and never what the tables rely on."""

from __future__ import annotations

import pytest
from invalid_files import STATEMENTS, WITHDRAWN_ID, expected, found_in, laid_over

from builder.check import check
from builder.checks import CHECKS
from builder.compare import comparisons
from builder.prove import PROOFS
from builder.read import read
from builder.tabulate import tabulate, validated
from schema.faults import FaultsFound

pytestmark = pytest.mark.usefixtures("codebook_with_another_value")


def excuse_for(check_id, record):
    return {"data/excuses.yaml": f"excuses:\n- {{check: {check_id}, record: '{record}', reason: A reason.}}\n"}


@pytest.mark.parametrize(
    ("check_id", "record"),
    [
        pytest.param("repetition", "gazette-2022-05:03", id="fault of the collection"),
        pytest.param("speaker-named", "gazette-2022-05:01", id="fault of a row"),
        pytest.param("period-before-publication", "reader/gazette-2022-05:01", id="fault of a coder's row"),
        pytest.param("contrast-names-back", "gazette-2022-05:01", id="warning"),
    ],
)
def test_an_excuse_lifts_the_fault_that_it_names(check_id, record, project_of):
    assert found_in(project_of(laid_over(check_id) | excuse_for(check_id, record))) == []


def test_an_excuse_lifts_no_fault_of_another_record(project_of):
    found = found_in(project_of(laid_over("repetition") | excuse_for("repetition", "gazette-2022-05:02")))
    assert found == [
        "data/excuses.yaml:2: record: nothing to excuse: gazette-2022-05:02 passes repetition; "
        "remove the excuse [excuse]",
        *expected("repetition"),
    ]


def test_an_excuse_that_stands_twice_is_a_fault_though_its_cause_holds(project_of):
    (name, text), = excuse_for("repetition", "gazette-2022-05:03").items()
    twice = text + text.partition("\n")[2].replace("A reason", "Another reason")
    assert found_in(project_of(laid_over("repetition") | {name: twice})) == [
        "data/excuses.yaml:3: record: gazette-2022-05:03 is excused from repetition twice; "
        "found first in data/excuses.yaml:2; keep one, with the reason that holds [excuse]"
    ]


def test_an_excuse_for_an_unknown_check_names_the_nearest(project_of):
    assert found_in(project_of(excuse_for("repetitions", "gazette-2022-05:01"))) == [
        "data/excuses.yaml:2: check: there is no check 'repetitions'; did you mean 'repetition'? [excuse]"
    ]


def excused(check_id, project_of):
    """Give a project with the invalid file of a check, and excuses for every record in which it trips."""
    bare = read(project_of(laid_over(check_id), name="bare") / "data")
    try:
        found = check(bare, [WITHDRAWN_ID])
    except FaultsFound as error:
        found = error.faults
    lines = [f"- {{check: {check_id}, record: '{record}', reason: A reason.}}\n"
             for record in sorted({fault.record for fault in found})]
    assert lines
    return project_of(laid_over(check_id) | {"data/excuses.yaml": "excuses:\n" + "".join(lines)})


@pytest.mark.parametrize("check_id", sorted(check_id for check_id in CHECKS if CHECKS[check_id].is_firm))
def test_what_the_tables_rely_on_cannot_be_excused(check_id, project_of):
    found = found_in(excused(check_id, project_of))
    assert found == sorted([
        *expected(check_id),
        f"data/excuses.yaml:2: check: {check_id} cannot be excused; mend the record, and remove the excuse [excuse]",
    ])


@pytest.mark.parametrize("check_id", sorted(check_id for check_id in CHECKS if not CHECKS[check_id].is_firm))
def test_what_can_be_excused_the_tables_can_bear(check_id, project_of):
    collection = read(excused(check_id, project_of) / "data")
    assert check(collection, [WITHDRAWN_ID]) == []
    tables = tabulate(collection)
    tables |= comparisons(tables["statements"], tables["articles"])
    assert list(validated(tables))[:2] == ["statements", "articles"]


@pytest.mark.parametrize("check_id", PROOFS)
def test_what_only_a_text_can_prove_cannot_be_excused(check_id, project_of):
    assert found_in(project_of(excuse_for(check_id, "gazette-2022-05:01"))) == [
        f"data/excuses.yaml:2: check: {check_id} cannot be excused; mend the record, and remove the excuse [excuse]"
    ]


def test_a_coding_that_cannot_be_read_makes_no_excuse_stale(project_of):
    files = excuse_for("repetition", "gazette-2022-05:03") | {STATEMENTS: ""}
    assert found_in(project_of(files)) == [
        f"{STATEMENTS}:1: the file is empty; write a mapping, or remove the file [yaml]"
    ]
