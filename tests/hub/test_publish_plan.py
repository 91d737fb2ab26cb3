"""What a release would do is decided from what it is and what the Hub holds."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from builder.hub import Patience, Remote
from builder.publish import row_change
from builder.publish_plan import Plan, plan_release, plan_text
from builder.release_folder import Release, ReleaseFile

HEAD, TAGGED = "a" * 40, "b" * 40
SAME = {"README.md": "sha256-1", "data/t.parquet": "sha256-2", ".gitattributes": "git-0"}
OTHER = {"README.md": "sha256-0", "data/gone.parquet": "sha256-3", ".gitattributes": "git-0"}


@pytest.fixture
def release() -> Release:
    files = {"README.md": ReleaseFile(1, "sha256-1", "git-1"), "data/t.parquet": ReleaseFile(1, "sha256-2", "git-2")}
    return Release(Path("dist"), "1.2.0", {"t": {"rows": 3, "columns": ["a"], "sha256": "x"}}, files)


def remote(files: dict, *, is_private: bool = True, tags: dict | None = None) -> Remote:
    return Remote(HEAD, is_private, files, tags or {})


STEPS = {
    "no dataset": (None, None, "", "create"),
    "other files": (remote(OTHER), None, "1.1.0", "commit"),
    "the files without a tag": (remote(SAME), None, "1.2.0", "tag"),
    "a small file under git's hash": (remote({**SAME, "README.md": "git-1"}), None, "1.2.0", "tag"),
    "files and tag": (remote(SAME, tags={"v1.2.0": HEAD}), SAME, "1.2.0", ""),
    "the tag, and a newer head": (remote(OTHER, tags={"v1.2.0": TAGGED}), SAME, "2.0.0", ""),
}


@pytest.mark.parametrize(("there", "tagged", "version", "step"), STEPS.values(), ids=STEPS)
def test_the_next_step_follows_from_what_the_hub_holds(release, there, tagged, version, step):
    plan = plan_release(release, there, tagged, public=False, remote_version=version)
    assert (plan.step, plan.refusal) == (step, "")


REFUSALS = {
    "the tag holds other content": (remote(SAME, tags={"v1.2.0": TAGGED}), OTHER, "1.2.0", "a version is never reused"),
    "the Hub holds a newer version": (remote(OTHER), None, "1.10.0", "the Hub already holds version 1.10.0"),
    "the dataset is public": (remote(OTHER, is_private=False), None, "1.1.0", "say --public to publish there"),
}


@pytest.mark.parametrize(("there", "tagged", "version", "why"), REFUSALS.values(), ids=REFUSALS)
def test_a_release_that_may_not_be_made_has_no_step(release, there, tagged, version, why):
    plan = plan_release(release, there, tagged, public=False, remote_version=version)
    assert plan.step == ""
    assert why in plan.refusal


def test_the_plan_is_written_for_a_person(release):
    plan = plan_release(release, remote(OTHER), None, public=True, remote_version="1.1.0")
    assert plan_text(plan, "o/n", public=True, rows={"t": "3 new"}).splitlines() == [
        "Release v1.2.0 of o/n: private, made public once it is checked", "  new       data/t.parquet",
        "  changed   README.md", "  deleted   data/gone.parquet", "  rows of t: 3 new",
        "  tag v1.2.0 on the new commit"]


def test_a_refusal_is_all_that_is_written():
    assert plan_text(Plan("v1", refusal="why"), "o/n", public=False, rows={}) == "Not publishing to o/n: why."


ROWS = {
    "the same in another order": ([1, 2], [2, 1], "0 in, 0 out, 2 stay"),
    "one changed": ([1, 2], [1, 3], "1 in, 1 out, 1 stay"),
    "one of two equal ones gone": ([1, 1], [1], "0 in, 1 out, 1 stay"),
}


@pytest.mark.parametrize(("old", "new", "said"), ROWS.values(), ids=ROWS)
def test_rows_that_come_and_go_are_counted(old, new, said):
    assert row_change(pa.table({"a": old}), pa.table({"a": new})) == said


def test_other_columns_are_said():
    assert row_change(pa.table({"a": [1]}), pa.table({"b": [1, 2]})) == "other columns; 1 rows become 2"


@pytest.mark.parametrize(("attempt", "asked", "seconds"), [(1, None, 1), (3, None, 4), (9, None, 30), (1, 7, 7)],
                         ids=["first", "third", "never above the longest", "as the Hub asks"])
def test_waits_grow_unless_the_hub_asks_for_one(attempt, asked, seconds):
    assert Patience(first_wait=1, longest_wait=30).wait(attempt, asked) == seconds
