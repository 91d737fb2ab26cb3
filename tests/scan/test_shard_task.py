import gzip
import json
import os
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from extractor.corpus.settings import Settings
from extractor.corpus.shard_files import sweep
from extractor.corpus.shard_task import ShardTask
from extractor.corpus.sources import find_shards
from extractor.corpus.versions import code_version, lexicon_version

RELEVANT = "Facebook has banned the Taliban."
NOT_PARQUET, NOT_GZIP, NOT_ZSTD = (
    f"the file is not {form}, as its name says, or is damaged; rename it, or fetch it anew"
    for form in ("Parquet", "gzip", "zstd"))
GOOD = json.dumps({"id": 1, "text": RELEVANT}).encode()


@pytest.fixture
def out(tmp_path):
    sweep(tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def task(out):
    return ShardTask(out, Settings(), lexicon_version(), code_version())


def shard_of(path, out):
    [shard] = find_shards([str(path)], out)
    return shard


def test_the_file_of_a_shard_holds_its_rows_and_its_counts(task, out, tmp_path, documents_of, parquet_of):
    shard = shard_of(parquet_of(tmp_path / "a.parquet", documents_of(8)), out)
    outcome = task(shard)
    file = pq.ParquetFile(task.file(shard))
    counts = {"read": 8, "filtered": 6, "matched": 2, "failed": 0, "rows": 4, "undated": 0}
    assert (outcome.status, outcome.counts) == ("done", counts)
    assert json.loads(file.metadata.metadata[b"scan"])["counts"] == counts
    assert file.metadata.num_rows == 4
    assert [path.name for path in out.rglob("*") if path.is_file()] == [task.file(shard).name]


def test_a_shard_that_is_done_is_skipped_and_counts_as_before(task, out, tmp_path, documents_of, parquet_of):
    shard = shard_of(parquet_of(tmp_path / "a.parquet", documents_of(8)), out)
    first, again = task(shard), task(shard)
    assert (first.status, again.status) == ("done", "skipped")
    assert first.counts == again.counts


@pytest.mark.parametrize("change", [
    pytest.param(lambda task, shard: (replace(task, settings=Settings(with_text=True)), shard), id="an option"),
    pytest.param(lambda task, shard: (task, replace(shard, stamp="another")), id="the input"),
])
def test_a_shard_is_scanned_anew_after_a_change(task, out, tmp_path, documents_of, parquet_of, change):
    shard = shard_of(parquet_of(tmp_path / "a.parquet", documents_of(8)), out)
    task(shard)
    changed, shard = change(task, shard)
    assert [changed(shard).status, changed(shard).status] == ["done", "skipped"]


@pytest.mark.parametrize("part", ["lexicon_version", "code_version"])
def test_other_rules_or_other_code_are_another_signature(task, out, tmp_path, documents_of, parquet_of, part):
    shard = shard_of(parquet_of(tmp_path / "a.parquet", documents_of(1)), out)
    assert replace(task, **{part: "another"}).signature(shard) != task.signature(shard)


def test_batch_rows_change_no_row_and_cause_no_second_scan(task, out, tmp_path, documents_of, parquet_of):
    shard = shard_of(parquet_of(tmp_path / "a.parquet", documents_of(8)), out)
    task(shard)
    rows = pq.read_table(task.file(shard))
    smaller = replace(task, settings=Settings(batch_rows=3))
    assert smaller(shard).status == "skipped"
    task.file(shard).unlink()
    assert smaller(shard).status == "done"
    assert pq.read_table(task.file(shard)) == rows


def test_a_worker_with_another_version_of_the_project_does_nothing(task, out, tmp_path, documents_of, parquet_of):
    shard = shard_of(parquet_of(tmp_path / "a.parquet", documents_of(1)), out)
    outcome = replace(task, code_version="another")(shard)
    assert (outcome.status, outcome.reason) == (
        "failed", "the worker runs another version of the project; install the same one on every machine")


def test_documents_that_fail_are_kept_with_place_and_reason(task, out, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([GOOD, b'{"text": "\xff"}', b"{", GOOD]))
    shard = shard_of(tmp_path / "a.jsonl", out)
    outcome = task(shard)
    assert (outcome.counts["read"], outcome.counts["matched"], outcome.counts["failed"]) == (4, 2, 2)
    rows = pq.read_table(task.file(shard, "failed")).to_pylist()
    assert [(row["source_row"], row["reason"].split(":")[0]) for row in rows] == [
        (1, "the line is not UTF-8"), (2, "the line is no JSON")]


def test_the_failed_documents_of_an_earlier_scan_go_when_they_are_mended(task, out, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b"\n{")
    task(shard_of(path, out))
    path.write_bytes(GOOD)
    shard = shard_of(path, out)
    assert task(shard).counts["failed"] == 0
    assert not task.file(shard, "failed").exists()


def test_a_shard_whose_reasons_are_gone_is_not_done(task, out, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(GOOD + b"\n{")
    shard = shard_of(tmp_path / "a.jsonl", out)
    task(shard)
    task.file(shard, "failed").unlink()
    assert (task(shard).status, task.file(shard, "failed").exists()) == ("done", True)


@pytest.mark.parametrize(("name", "content", "reason"), [
    pytest.param("a.parquet", lambda whole: whole[:-200], f"{NOT_PARQUET} (Parquet magic bytes not found in footer",
                 id="truncated Parquet"),
    pytest.param("a.parquet", lambda whole: b"not Parquet at all", f"{NOT_PARQUET} (Parquet magic bytes not found",
                 id="wrong magic"),
    pytest.param("a.parquet", lambda whole: whole[:4] + bytes(len(whole) - 400) + whole[-396:], f"{NOT_PARQUET} (",
                 id="pages of zeros"),
    pytest.param("a.parquet", lambda whole: b"", "the file is empty", id="empty Parquet"),
    pytest.param("a.jsonl.gz", lambda whole: b"", "the file is empty", id="empty gzip"),
    pytest.param("a.jsonl.gz", lambda whole: GOOD, f"{NOT_GZIP} (", id="no gzip"),
    pytest.param("a.jsonl.gz", lambda whole: gzip.compress(os.urandom(9999))[:-99],
                 "the file is cut short; fetch it, or write it, anew (", id="truncated gzip"),
    pytest.param("a.jsonl.zst", lambda whole: GOOD, f"{NOT_ZSTD} (ZSTD decompress failed", id="no zstd"),
    pytest.param("a.jsonl", lambda whole: b'{"body": "one"}', "there is no column 'text'; columns there are: body",
                 id="a missing column"),
    pytest.param("a.parquet", None, "this is a folder that is named as a file, with no file to scan in it; remove it, "
                 "or rename it (", id="a folder where a file belongs"),
])
def test_a_shard_that_cannot_be_read_fails_with_the_reason_and_leaves_nothing(
        task, out, tmp_path, documents_of, parquet_of, name, content, reason):
    whole = parquet_of(tmp_path / "whole", documents_of(50)).read_bytes()
    (tmp_path / name).write_bytes(content(whole)) if content else (tmp_path / name).mkdir()
    outcome = task(shard_of(tmp_path / name, out))
    assert (outcome.status, outcome.reason[:len(reason)]) == ("failed", reason)
    assert [path for path in out.rglob("*") if path.is_file()] == []


def test_a_link_to_a_file_that_is_not_there_fails_and_says_so(task, out, tmp_path):
    (tmp_path / "a.jsonl").symlink_to("nowhere.jsonl")
    [shard] = find_shards([str(tmp_path / "*.jsonl")], out)
    outcome = task(shard)
    assert (outcome.status, outcome.reason.split(" (")[0]) == (
        "failed", "this is a link to a file that is not there; remove it, or link it anew")


def test_a_shard_at_an_address_gives_the_rows_of_the_local_file(task, out, tmp_path, documents_of, parquet_of):
    import fsspec

    path = parquet_of(tmp_path / "a.parquet", documents_of(8))
    fsspec.filesystem("memory").pipe_file("/corpus/a.parquet", path.read_bytes())
    local, remote = shard_of(path, out), shard_of("memory://corpus", out)
    assert (task(local).status, task(remote).status) == ("done", "done")
    tables = [pq.read_table(task.file(shard)).drop_columns(["source", "document_id"]) for shard in (local, remote)]
    assert tables[0] == tables[1]


@pytest.mark.parametrize("name", ["_part.jsonl", ".part.jsonl"])
def test_rows_of_a_file_that_readers_of_folders_pass_over_are_read(task, out, tmp_path, name):
    (tmp_path / name).write_bytes(GOOD)
    shard = shard_of(tmp_path / name, out)
    assert task(shard).counts["rows"] == pq.read_table(out / "candidates").num_rows == 1
    assert task.file(shard).name.startswith(f"shard{name}-")


@pytest.mark.parametrize("name", ["a" * 249 + ".jsonl", "ш" * 124 + ".jsonl"], ids=["ASCII", "two bytes a letter"])
def test_a_file_with_the_longest_name_there_is_has_rows_and_is_skipped_when_they_are_there(task, out, tmp_path, name):
    (tmp_path / name).write_bytes(GOOD + b"\n{")
    shard = shard_of(tmp_path / name, out)
    assert [task(shard).status, task(shard).status] == ["done", "skipped"]
    assert pq.read_table(task.file(shard, "failed"))["source"].to_pylist() == [shard.source]


def test_a_name_that_was_no_trouble_is_kept_whole(task, out, tmp_path):
    (tmp_path / "café [1] %20.jsonl").touch()
    assert task.file(shard_of(tmp_path / "café [1] %20.jsonl", out)).name.startswith("café [1] %20.jsonl-")


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_file_whose_name_is_not_utf8_is_scanned_and_its_name_shown_escaped(
        task, out, tmp_path, documents_of, parquet_of, ending):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9." + ending.encode())
    try:
        os.rename(parquet_of(tmp_path / "a", documents_of(1)), path)
    except OSError:
        pytest.skip("this file system has UTF-8 names only")
    if ending == "jsonl":
        with open(path, "wb") as lines:
            lines.write(GOOD)
    [shard] = find_shards([os.fsdecode(path)], out)
    assert [task(shard).status, task(shard).status] == ["done", "skipped"]
    [source] = set(pq.read_table(task.file(shard))["source"].to_pylist())
    assert os.path.basename(source) == f"caf\\xe9.{ending}"


@pytest.mark.parametrize(("name", "content"), [
    ("a.jsonl", b""), ("a.jsonl.gz", gzip.compress(b"")), ("a.jsonl", b"\n")], ids=["empty", "packed", "blank"])
def test_a_file_without_a_line_has_no_document_and_is_done_packed_or_not(task, out, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    outcome = task(shard_of(tmp_path / name, out))
    assert (outcome.status, outcome.counts["read"]) == ("done", 0)


def test_unfinished_files_of_killed_workers_are_swept(out):
    left = out / "candidates" / ".a.parquet-0.parquet.1.part"
    left.touch()
    sweep(out)
    assert not left.exists()
