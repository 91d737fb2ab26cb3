"""Remembered: what was read is kept for the next process, for as long as no file changes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import extractor.remembered as kept
from extractor.remembered import remembered
from extractor.rules import rule_book

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with a file to read from, in a place of its own for what is remembered."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "words.yaml").write_text("one")
    monkeypatch.setattr(kept, "READ_FROM", (folder,))
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


@pytest.fixture
def in_a_new_process(folder):
    """Give what a process remembers that begins now, and how often it read."""
    def ask() -> tuple[str, int]:
        kept._state.cache_clear()
        read = []

        def words() -> str:
            read.append(1)
            return (folder / "words.yaml").read_text()

        return remembered("words", words), len(read)

    yield ask
    kept._state.cache_clear()


def files_below(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def test_what_one_process_has_read_the_next_does_not_read(in_a_new_process):
    assert [in_a_new_process() for _ in range(3)] == [("one", 1), ("one", 0), ("one", 0)]


def test_a_change_of_a_file_is_read(folder, in_a_new_process):
    in_a_new_process()
    (folder / "words.yaml").write_text("two")
    assert [in_a_new_process() for _ in range(2)] == [("two", 1), ("two", 0)]


@pytest.mark.parametrize("name", ["more.yaml", "engine.py"])
def test_another_file_of_rules_or_code_is_a_change(folder, in_a_new_process, name):
    in_a_new_process()
    (folder / name).write_text("")
    assert in_a_new_process() == ("one", 1)


def test_a_file_under_another_name_is_a_change(folder, in_a_new_process):
    (folder / "more.yaml").write_text("")
    in_a_new_process()
    (folder / "more.yaml").rename(folder / "most.yaml")
    assert in_a_new_process() == ("one", 1)


@pytest.mark.parametrize("size", [0, 10, 32, 40])
def test_what_was_not_kept_whole_is_read_and_kept_again(tmp_path, in_a_new_process, size):
    in_a_new_process()
    (file,) = files_below(tmp_path / "cache")
    os.truncate(file, size)
    assert [in_a_new_process() for _ in range(2)] == [("one", 1), ("one", 0)]


def test_where_nothing_can_be_kept_it_is_read(tmp_path, in_a_new_process):
    (tmp_path / "cache").touch()
    assert [in_a_new_process() for _ in range(2)] == [("one", 1), ("one", 1)]


def test_who_wants_no_bytecode_gets_no_file(tmp_path, in_a_new_process, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [in_a_new_process() for _ in range(2)] == [("one", 1), ("one", 1)]
    assert files_below(tmp_path) == [tmp_path / "rules" / "words.yaml"]


def test_what_is_wrong_with_a_file_is_told_each_time(tmp_path, folder):
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            remembered("words", (folder / "nowhere.yaml").read_text)
    assert files_below(tmp_path / "cache") == []


SHOWN = """
import json
from extractor.rules import rule_book
book = rule_book()
print(json.dumps([[one.pattern.expression, str(one.pattern.bits), number, one.rule.rule.id]
                  for number, one in book.branches.items()]))
"""


def test_the_rules_that_are_remembered_are_those_that_were_read(tmp_path):
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    read, again = [subprocess.run([sys.executable, "-c", SHOWN], env=environment, cwd=ROOT, check=True,
                                  capture_output=True, text=True).stdout for _ in range(2)]
    assert [path.name for path in tmp_path.rglob("rules*.pickle")] != []
    assert read == again
    assert len(json.loads(read)) == len(rule_book().branches)
