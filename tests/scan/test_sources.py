import importlib.util
import re
from pathlib import Path

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


def test_what_lies_in_the_folder_of_the_rows_is_no_input(corpus):
    assert [name for name, *_ in shown(find_shards([str(corpus)], corpus / "deep"))] == ["a.parquet", "b.jsonl"]


def test_an_empty_folder_named_as_a_shard_is_a_shard_that_will_fail(tmp_path):
    (tmp_path / "a.parquet").mkdir()
    assert [name for name, *_ in shown(find_shards([str(tmp_path)], tmp_path / "out"))] == ["a.parquet"]


def test_a_folder_named_as_a_shard_with_shards_in_it_gives_these(folder_of):
    folder = folder_of({"a.parquet/part-0.parquet": "1"})
    assert [name for name, *_ in shown(find_shards([str(folder)], folder / "out"))] == ["part-0.parquet"]


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
