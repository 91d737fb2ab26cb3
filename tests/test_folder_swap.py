"""Folder swap: whatever happens, whoever looks sees the old release or the new one, whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from build_dataset import build
from builder import folder_swap
from builder.folder_swap import locked, replaced

TESTS = Path(__file__).parent
LOCKS = [".data.lock", ".dist.lock"]
HEDGED = ("certainty: asserted", "certainty: hedged")
CODING = "data/codings/reader/gazette-2022-05.yaml"


@pytest.fixture(scope="module")
def killed_builds(tmp_path_factory, valid_project_at):
    """What became of the release folder when a build was killed before one step after another."""
    root = valid_project_at(tmp_path_factory.mktemp("killed") / "project")
    done = subprocess.run([sys.executable, str(TESTS / "processes" / "killed_builds.py"), str(root)], check=True,
                          capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(TESTS.parent)})
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_builds_were_killed_at_many_steps_before_and_after_the_exchange(killed_builds):
    assert len(killed_builds) >= 15
    assert {told["killed"] == told["before"] for told in killed_builds} == {True, False}


def test_a_killed_build_leaves_the_old_release_or_the_new_one_whole(killed_builds):
    assert [told for told in killed_builds if told["killed"] not in (told["before"], told["next"])] == []


def test_after_a_killed_build_the_next_one_gives_the_same_release_as_ever(killed_builds):
    assert len({told["next"] for told in killed_builds}) == 2
    assert all(told["next"] != told["before"] for told in killed_builds)


def test_the_next_build_sweeps_what_a_killed_one_left(killed_builds):
    assert [told["left"] for told in killed_builds if told["left"] != LOCKS] == []


def test_two_builds_of_one_folder_at_once_do_not_mix(runnable_project_of, content_of, tmp_path):
    content = (TESTS / "valid" / CODING).read_text("utf-8").replace(*HEDGED)
    projects = [runnable_project_of(name="one"), runnable_project_of({CODING: content}, name="two")]
    out = tmp_path / "dist"
    for root in projects:
        build(root, root / "dist")
    alone = [content_of(root / "dist") for root in projects]
    running = [subprocess.Popen([sys.executable, "build_dataset.py", "--out", out], cwd=root, stdout=subprocess.PIPE)
               for root in projects]
    assert [process.communicate() and process.returncode for process in running] == [0, 0]
    found = content_of(out)
    stamps = [files.pop(".build.json") for files in (found, *alone)]
    assert len(set(stamps)) == 3  # each names its folder
    assert found in alone
    assert sorted(path.name for path in tmp_path.glob(".dist*")) == [".dist.lock"]


def test_the_same_inputs_give_the_same_bytes(runnable_project_of, content_of, run_build):
    settings = [{"PYTHONHASHSEED": "1", "TZ": "UTC"}, {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland"}]
    projects = [runnable_project_of(name=name) for name in ("one", "another")]
    for root, environment in zip(projects, settings, strict=True):
        assert run_build(root, **environment).returncode == 0
    one, another = (content_of(root / "dist") for root in projects)
    assert one == another


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "old.txt").write_text("old")
    return tmp_path / "dist"


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_takes_the_place_of_the_old_one(folder):
    with replaced(folder) as fresh:
        (fresh / "new.txt").write_text("new")
        assert names_in(folder) == ["old.txt"]
    assert (names_in(folder), names_in(folder.parent)) == (["new.txt"], ["dist"])


def test_a_folder_may_be_new(tmp_path):
    with replaced(tmp_path / "dist") as fresh:
        (fresh / "new.txt").write_text("new")
    assert names_in(tmp_path / "dist") == ["new.txt"]


def test_where_the_system_cannot_exchange_folders_they_are_renamed_in_turn(folder, monkeypatch):
    monkeypatch.setattr(folder_swap.sys, "platform", "other")
    with replaced(folder) as fresh:
        (fresh / "new.txt").write_text("new")
    assert (names_in(folder), names_in(folder.parent)) == (["new.txt"], ["dist"])


KILLED_SWAP = """
import os, signal, sys
from pathlib import Path
from builder.folder_swap import locked, replaced

folder, event, moved = sys.argv[1:]

def kill(seen, arguments):
    if seen == event and Path(arguments[0]).name.startswith(moved):
        os.kill(os.getpid(), signal.SIGKILL)

sys.platform = "other"  # one that cannot exchange folders
with locked(Path(folder)), replaced(Path(folder)) as fresh:
    (fresh / "new.txt").write_text("new")
    sys.addaudithook(kill)
"""


@pytest.mark.parametrize(
    ("event", "moved", "held"),
    [
        pytest.param("os.rename", "dist", "old.txt", id="before the old one is put aside"),
        pytest.param("os.rename", ".dist.new-", "old.txt", id="before the new one takes its place"),
        pytest.param("shutil.rmtree", ".dist.", "new.txt", id="before the old one is removed"),
    ],
)
def test_where_folders_are_renamed_in_turn_a_killed_build_loses_none(folder, event, moved, held):
    killed = subprocess.run([sys.executable, "-c", KILLED_SWAP, folder, event, moved],
                            env=os.environ | {"PYTHONPATH": str(TESTS.parent)})
    assert killed.returncode == -signal.SIGKILL
    with locked(folder):
        assert (names_in(folder), names_in(folder.parent)) == ([held], [".dist.lock", "dist"])


def test_where_the_new_folder_cannot_take_its_place_the_old_one_does(folder, monkeypatch):
    rename = os.rename

    def refused(source, target):
        if source.name.startswith(".dist.new-"):
            raise OSError("refused")
        rename(source, target)

    monkeypatch.setattr(folder_swap.sys, "platform", "other")
    monkeypatch.setattr(folder_swap.os, "rename", refused)
    with pytest.raises(OSError, match="refused"), replaced(folder):
        pass
    assert (names_in(folder), names_in(folder.parent)) == (["old.txt"], ["dist"])


def test_what_fails_half_way_is_dropped(folder):
    with pytest.raises(RuntimeError, match="half way"), replaced(folder) as fresh:
        (fresh / "new.txt").write_text("new")
        raise RuntimeError("half way")
    assert (names_in(folder), names_in(folder.parent)) == (["old.txt"], ["dist"])


def test_behind_a_link_the_folder_that_it_leads_to_is_replaced(folder):
    link = folder.parent / "link"
    link.symlink_to(folder)
    with locked(link), replaced(link) as fresh:
        (fresh / "new.txt").write_text("new")
    assert (link.is_symlink(), names_in(folder), names_in(folder.parent)) == (
        True, ["new.txt"], [".dist.lock", "dist", "link"])


def test_whoever_takes_the_lock_sweeps_what_was_left(folder):
    (folder.parent / ".dist.new-123").mkdir()
    (folder.parent / ".other.new-123").mkdir()
    with locked(folder):
        assert names_in(folder.parent) == [".dist.lock", ".other.new-123", "dist"]
