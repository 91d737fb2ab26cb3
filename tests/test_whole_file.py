"""Whole file: whatever happens, whoever looks sees the old file or the new one, whole."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from schema import whole_file
from schema.faults import FaultsFound
from schema.whole_file import is_half_written, write_whole


def contents_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_may_be_new_and_so_may_its_folder(tmp_path):
    write_whole(tmp_path / "folder" / "a.txt", b"new\r\n")
    assert contents_of(tmp_path / "folder") == {"a.txt": b"new\r\n"}


def test_a_file_is_written_over_what_was_left_half_written_and_keeps_its_mode(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o600)
    (tmp_path / ".a.txt.new").write_bytes(b"half")
    write_whole(path, b"new")
    assert (contents_of(tmp_path), stat.S_IMODE(path.stat().st_mode)) == ({"a.txt": b"new"}, 0o600)


def test_behind_a_link_the_file_that_it_leads_to_is_written(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "link").symlink_to("a.txt")
    write_whole(tmp_path / "link", b"new")
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "a.txt").read_bytes()) == (True, b"new")


@pytest.mark.parametrize(("name", "message"), [
    pytest.param("folder", r"folder: the file cannot be written; found .*; name a file in it \[file\]$",
                 id="a folder"),
    pytest.param("a.txt/b.txt", r"b\.txt: the file cannot be written; found .*; name another file, or see to",
                 id="in a file"),
])
def test_what_cannot_be_written_is_a_fault_and_leaves_nothing_behind(name, message, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FaultsFound, match=message):
        write_whole(tmp_path / name, b"new")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "folder"]
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_what_breaks_off_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    def broken_off(beside, path):
        assert is_half_written(beside)
        raise KeyboardInterrupt("broken off")

    (tmp_path / "a.txt").write_bytes(b"old")
    monkeypatch.setattr(whole_file.os, "replace", broken_off)
    with pytest.raises(KeyboardInterrupt, match="broken off"):
        write_whole(tmp_path / "a.txt", b"new")
    assert contents_of(tmp_path) == {"a.txt": b"old"}


@pytest.mark.parametrize(("name", "is_half"), [
    pytest.param(".a.txt.new", True, id="left by a killed process"),
    pytest.param("a.txt.new", False, id="not hidden"),
    pytest.param(".zenodo.json", False, id="hidden, but whole"),
])
def test_half_written_files_are_known_by_their_names(name, is_half):
    assert is_half_written(Path(name)) == is_half
