"""The files of a scan: a whole file or none, whatever goes wrong."""

import pyarrow.parquet as pq
import pytest

from extractor.corpus.documents import Failure
from extractor.corpus.shard_files import FailedDocuments

FAILURE = Failure(0, "a", "the text is not UTF-8")


def test_the_failed_documents_of_a_shard_are_one_file(tmp_path):
    with FailedDocuments(tmp_path / "a.parquet", "a.jsonl") as failed:
        failed.add([FAILURE])
        failed.add([Failure(1, None, "no JSON")])
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]
    assert [row["document_id"] for row in pq.read_table(tmp_path / "a.parquet").to_pylist()] == ["a", "a.jsonl:1"]


def test_where_failed_documents_cannot_be_written_no_file_is_left(tmp_path, monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    failed = FailedDocuments(tmp_path / "a.parquet", "a.jsonl")
    with pytest.raises(OSError, match="no space left"), failed:
        failed.add([FAILURE])
    assert list(tmp_path.iterdir()) == []


def test_where_a_shard_fails_half_way_no_file_is_left(tmp_path):
    with pytest.raises(RuntimeError, match="half way"), FailedDocuments(tmp_path / "a.parquet", "a.jsonl") as failed:
        failed.add([FAILURE])
        raise RuntimeError("half way")
    assert list(tmp_path.iterdir()) == []
