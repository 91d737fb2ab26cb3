"""The files of a scan: a whole file or none, whatever goes wrong."""

import pyarrow.parquet as pq
import pytest

from extractor.corpus.documents import Failure
from extractor.corpus.layout import candidate_schema
from extractor.corpus.shard_files import FailedDocuments, WholeFiles

FAILURE = Failure(0, "a", "the text is not UTF-8")


def write(folder, *failures, then=lambda: None):
    """Write the files of a shard: candidates without a row, and failures, one a block."""
    with WholeFiles() as files:
        files.begin(folder / "candidates.parquet", candidate_schema())
        with FailedDocuments(files, folder / "failed.parquet", "a.jsonl") as failed:
            for failure in failures:
                failed.add([failure])
        then()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def half_way():
    raise RuntimeError("half way")


def test_the_failed_documents_of_a_shard_are_one_file(tmp_path):
    write(tmp_path, FAILURE, Failure(1, None, "no JSON"))
    assert names(tmp_path) == ["candidates.parquet", "failed.parquet"]
    assert [row["document_id"] for row in pq.read_table(tmp_path / "failed.parquet").to_pylist()] == ["a", "a.jsonl:1"]


def test_where_failed_documents_cannot_be_written_no_file_is_left(tmp_path, monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(OSError, match="no space left"):
        write(tmp_path, FAILURE)
    assert names(tmp_path) == []


def test_where_a_shard_fails_half_way_no_file_is_left(tmp_path):
    with pytest.raises(RuntimeError, match="half way"), WholeFiles() as files, \
            FailedDocuments(files, tmp_path / "a.parquet", "a.jsonl") as failed:
        failed.add([FAILURE])
        half_way()
    assert names(tmp_path) == []


def test_no_file_of_a_shard_takes_its_place_before_all_are_whole(tmp_path):
    with pytest.raises(RuntimeError, match="half way"):
        write(tmp_path, FAILURE, then=half_way)
    assert names(tmp_path) == []


def test_a_shard_that_fails_leaves_the_files_of_an_earlier_run_as_they_were(tmp_path):
    write(tmp_path, FAILURE)
    with pytest.raises(RuntimeError, match="half way"):
        write(tmp_path, then=half_way)
    assert names(tmp_path) == ["candidates.parquet", "failed.parquet"]


def test_a_shard_without_failed_documents_takes_those_of_an_earlier_run_away(tmp_path):
    write(tmp_path, FAILURE)
    write(tmp_path)
    assert names(tmp_path) == ["candidates.parquet"]


def test_candidates_take_their_place_last_so_that_a_shard_that_counts_as_done_has_all_its_files(tmp_path):
    (tmp_path / "candidates.parquet" / "taken").mkdir(parents=True)
    with pytest.raises(OSError, match="candidates"):
        write(tmp_path, FAILURE)
    assert (tmp_path / "failed.parquet").exists()
