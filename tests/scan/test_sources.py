import importlib.util
import re
import sys
from pathlib import Path

import fsspec
import pytest

from extractor.corpus.sources import find_shards
from schema.faults import FaultsFound


def shown(shards):
    return [(Path(shard.source).name, shard.format, shard.compression) for shard in shards]


@pytest.fixture
def corpus(folder_of):
    names = ["a.parquet", "b.jsonl", "deep/c.json.gz", "deep/d.ndjson.zst", "README.md", ".hidden.parquet",
             "_temporary/e.parquet", "f.parquet.gz"]
    return folder_of(dict.fromkeys(names, "1"))


def test_a_folder_gives_its_shards_at_any_depth_and_passes_over_hidden_files_and_other_formats(corpus):
    assert shown(find_shards([str(corpus)], corpus / "out")) == [
        ("a.parquet", "parquet", ""), ("b.jsonl", "json lines", ""), ("c.json.gz", "json lines", "gzip"),
        ("d.ndjson.zst", "json lines", "zstd")]


@pytest.mark.parametrize("given", [["{}/*.parquet"], ["{}/a.parquet"], ["file://{}/a.parquet"],
                                   ["{}/a.parquet", "{}/*.parquet", "{}/deep/../a.parquet"]],
                         ids=["a glob", "a file", "an address", "the same file thrice"])
def test_a_file_is_one_shard_however_it_is_named(corpus, given):
    found = find_shards([one.format(corpus) for one in given], corpus / "out")
    assert [name for name, *_ in shown(found)] == ["a.parquet"]


def test_a_glob_passes_over_what_a_folder_passes_over_below_its_fixed_beginning(folder_of):
    names = ["_year/a.parquet", "_year/.cache/b.parquet", "_year/_temporary/0/c.parquet"]
    folder = folder_of(dict.fromkeys(names, "1"))
    found = find_shards([f"{folder}/_year/**/*.parquet"], folder / "out")
    assert [name for name, *_ in shown(found)] == ["a.parquet"]


def test_what_lies_in_the_folder_of_the_rows_is_no_input(corpus):
    assert [name for name, *_ in shown(find_shards([str(corpus)], corpus / "deep"))] == ["a.parquet", "b.jsonl"]


def test_an_empty_folder_named_as_a_shard_is_a_shard_that_will_fail(tmp_path):
    (tmp_path / "a.parquet").mkdir()
    assert [name for name, *_ in shown(find_shards([str(tmp_path)], tmp_path / "out"))] == ["a.parquet"]


def test_a_folder_named_as_a_shard_with_shards_in_it_gives_these(folder_of):
    folder = folder_of({"a.parquet/part-0.parquet": "1"})
    assert [name for name, *_ in shown(find_shards([str(folder)], folder / "out"))] == ["part-0.parquet"]


def test_folders_named_as_shards_are_looked_through_in_time_that_grows_as_they_do(tmp_path):
    def steps(folders):
        corpus = tmp_path / str(folders)
        for i in range(folders):
            (corpus / f"{i}.parquet").mkdir(parents=True)
            (corpus / f"{i}.parquet" / "part.parquet").touch()
        calls = []
        sys.setprofile(lambda frame, event, what: calls.append(event))
        try:
            assert len(find_shards([str(corpus)], tmp_path / "out")) == folders
        finally:
            sys.setprofile(None)
        return len(calls)

    assert steps(800) < 5 * steps(200)


def test_a_link_to_nothing_is_a_shard_of_its_own_that_hinders_no_other(folder_of):
    folder = folder_of({"a.jsonl": "1"})
    (folder / "b.jsonl").symlink_to("nowhere.jsonl")
    assert [name for name, *_ in shown(find_shards([str(folder)], folder / "out"))] == ["a.jsonl", "b.jsonl"]


def test_a_size_that_a_file_system_does_not_tell_is_not_that_of_an_empty_file(tmp_path, monkeypatch):
    system = fsspec.filesystem("memory")
    system.pipe({"/sizes/a.jsonl": b"1", "/sizes/b.jsonl": b""})
    told = type(system).info
    monkeypatch.setattr(type(system), "info", lambda self, path: told(self, path) | (
        {"size": None} if path.endswith("a.jsonl") else {}))
    found = find_shards(["memory://sizes"], tmp_path)
    assert [(shard.size, shard.is_empty) for shard in found] == [(0, False), (0, True)]


def test_the_stamp_of_a_file_tells_that_it_has_changed_where_its_client_takes_files_for_unchanging(
        tmp_path, monkeypatch):
    system = fsspec.filesystem("memory")
    monkeypatch.setattr(type(system), "ukey", lambda self, path: path)
    stamps = []
    for content in (b"1", b"1", b"22"):
        system.pipe("/stamps/a.jsonl", content)
        stamps += [shard.stamp for shard in find_shards(["memory://stamps"], tmp_path)]
    assert (stamps[0] == stamps[1], stamps[0] == stamps[2]) == (True, False)


def test_the_stamp_of_a_shard_tells_that_it_was_written_again(corpus):
    [before] = find_shards([str(corpus / "a.parquet")], corpus / "out")
    (corpus / "a.parquet").write_text("22")
    [after] = find_shards([str(corpus / "a.parquet")], corpus / "out")
    assert before.address == after.address
    assert before.stamp != after.stamp


@pytest.mark.parametrize(("given", "fault"), [
    pytest.param("{}/nowhere", "names no shard; allowed a file, a folder or a glob of files", id="nothing there"),
    pytest.param("{}/*.xml", "names no shard", id="a glob that matches nothing"),
    pytest.param("{}/README.md", "'README.md' has no known format; allowed names that end in .parquet", id="a format"),
    pytest.param("zip://a.jsonl::{}/corpus.zip", "is an address in another, and a part of it alone finds no file; "
                 "allowed names without '::'; unpack the archive", id="a file in an archive"),
    pytest.param("nosuch://bucket/a.parquet", "cannot be listed: Protocol not known: nosuch", id="a protocol"),
])
def test_an_input_that_names_no_shard_is_a_fault(corpus, given, fault):
    with pytest.raises(FaultsFound, match=re.escape(fault)):
        find_shards([given.format(corpus)], corpus / "out")


@pytest.mark.parametrize("given", ["{}/a.parquet", "{}", "{}/*.parquet"], ids=["a file", "a folder", "a glob"])
def test_an_input_in_the_output_folder_is_a_fault_that_says_so(corpus, given):
    with pytest.raises(FaultsFound, match=r"lies in the output folder .*, where nothing is input; name another folder"):
        find_shards([given.format(corpus)], corpus)


@pytest.mark.skipif(importlib.util.find_spec("s3fs") is not None, reason="s3fs is installed here")
def test_a_client_that_is_not_installed_is_a_fault_that_names_it(tmp_path):
    with pytest.raises(FaultsFound, match=r"the client for s3:// is not installed: .*; install it: pip install s3fs"):
        find_shards(["s3://bucket/a.parquet"], tmp_path)


def test_all_inputs_at_fault_are_reported_together(tmp_path):
    with pytest.raises(FaultsFound, match="one: names no shard") as found:
        find_shards([str(tmp_path / "one"), str(tmp_path / "two")], tmp_path)
    assert len(found.value.faults) == 2
