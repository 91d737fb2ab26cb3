"""What earlier runs left in the folder of a scan: the folder holds what the report says, and nothing is lost."""

import os

import pytest

from extractor.corpus.engines import ENGINES
from extractor.corpus.settings import Settings
from extractor.scan import scan
from schema.faults import FaultsFound


@pytest.fixture
def corpus(tmp_path, corpus_of):
    return corpus_of(tmp_path / "corpus", shards=3)


@pytest.fixture
def scanned(tmp_path, rows_of):
    """Scan inputs into one folder; gives the report, and whether its rows and failures are those of the folder."""

    def run(*inputs, **settings):
        out = tmp_path / "rows"
        report = scan([str(path) for path in inputs], out, Settings(**settings), workers=1)
        is_true = (report.totals["rows"], report.totals["failed"]) == (len(rows_of(out)), len(rows_of(out, "failed")))
        return report, is_true

    return run


def statuses(report):
    return (*report.shards.values(), report.set_aside)


def test_rows_of_a_file_that_is_gone_are_set_aside_with_a_line_and_taken_up_when_it_is_back(
        tmp_path, corpus, scanned, rows_of):
    lost, kept = corpus / "shard-02.parquet", tmp_path / "kept"
    with open(corpus / "lines.jsonl", "w") as lines:
        lines.write('{"text": "one"}\n{')
    first, _ = scanned(corpus)
    rows = rows_of(tmp_path / "rows")
    lost.rename(kept)
    fewer, is_true = scanned(corpus)
    assert (statuses(fewer), is_true) == ((0, 3, 0, 1), True)
    assert fewer.lines(tmp_path)[3] == (
        f"Set aside in {tmp_path / 'aside'}: the rows that earlier runs gave for 1 shard that this one did not scan. "
        "A run that has the shards takes them up again.")
    assert len(rows_of(tmp_path / "rows" / "aside")) == first.totals["rows"] - fewer.totals["rows"] > 0
    kept.rename(lost)
    again, is_true = scanned(corpus)
    assert (statuses(again), is_true) == ((0, 4, 0, 0), True)
    assert rows_of(tmp_path / "rows") == rows


def test_a_scan_of_one_file_with_other_columns_leaves_no_mixed_folder(tmp_path, corpus, scanned, rows_of):
    scanned(corpus)
    one, is_true = scanned(corpus / "shard-00.parquet", with_text=True)
    assert (statuses(one), is_true) == ((1, 0, 0, 2), True)
    assert all("evidence_text" in row for row in rows_of(tmp_path / "rows"))


def test_documents_that_failed_go_aside_with_the_rows_of_their_file(tmp_path, corpus, scanned):
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"text": "one"}\n{')
    scanned(corpus, lines)
    assert statuses(scanned(corpus)[0]) == (0, 3, 0, 1)
    fewer, is_true = scanned(lines)
    assert (statuses(fewer), fewer.totals["failed"], is_true) == ((0, 1, 0, 3), 1, True)


def test_old_rows_of_a_file_that_can_no_longer_be_read_are_set_aside(corpus, scanned):
    scanned(corpus)
    (corpus / "shard-01.parquet").write_bytes(b"no Parquet")
    report, is_true = scanned(corpus)
    assert (statuses(report), is_true) == ((0, 2, 1, 1), True)


def test_reasons_of_failed_documents_outlast_a_run_that_cannot_read_their_file(tmp_path, scanned, rows_of):
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"text": "one"}\n{')
    scanned(lines)
    reasons = rows_of(tmp_path / "rows", "failed")
    report, _ = scanned(lines, id_column="nowhere")
    assert statuses(report) == (0, 0, 1, 1)
    report, is_true = scanned(lines)
    assert (statuses(report), is_true) == ((0, 1, 0, 0), True)
    assert rows_of(tmp_path / "rows", "failed") == reasons != []


def test_a_scan_whose_engine_cannot_be_had_leaves_the_folder_as_it_was(tmp_path, corpus, scanned, monkeypatch):
    def engine(**machines):
        raise FaultsFound([])

    scanned(corpus)
    scanned(corpus / "shard-00.parquet")
    monkeypatch.setitem(ENGINES, "local", engine)
    before = sorted((tmp_path / "rows").rglob("*"))
    with pytest.raises(FaultsFound):
        scan([str(corpus)], tmp_path / "rows")
    assert sorted((tmp_path / "rows").rglob("*")) == before


class Killed(BaseException):
    """What the process of a run dies of, in place of a signal."""


@pytest.mark.parametrize("moves", [1, 2, 3])
def test_after_a_run_that_is_killed_while_it_moves_rows_the_next_finds_them_all(
        tmp_path, corpus, scanned, monkeypatch, moves):
    def killing(source, target):
        if next(left, None) is None:
            raise Killed
        replace(source, target)

    replace, left = os.replace, iter(range(1, moves))
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"text": "one"}\n{')
    first, _ = scanned(lines)
    scanned(corpus / "shard-00.parquet")
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr("extractor.corpus.aside.os.replace", killing)
        scanned(lines)
    report, is_true = scanned(lines)
    assert (statuses(report)[:2], report.totals, is_true) == ((0, 1), first.totals, True)
    assert list((tmp_path / "rows" / "aside" / "failed").iterdir()) == []


def test_rows_that_cannot_be_set_aside_are_told_and_the_run_is_partial(tmp_path, corpus, scanned):
    scanned(corpus)
    (tmp_path / "rows" / "aside").touch()
    report, _ = scanned(corpus / "shard-00.parquet")
    assert (statuses(report), report.exit_code) == ((0, 1, 0, 0), 3)
    assert "rows of shards that this run did not scan are still there: they cannot be set aside (" in report.lines(
        tmp_path)[0]


def test_rows_that_cannot_be_taken_up_again_are_told_before_anything_is_done(tmp_path, corpus, scanned):
    scanned(corpus)
    scanned(corpus / "shard-00.parquet")
    aside = sorted((tmp_path / "rows" / "aside" / "candidates").iterdir())
    (tmp_path / "rows" / "candidates" / aside[0].name).mkdir()
    told = "rows that an earlier run set aside cannot be taken up again: .*Is a directory.*; see to the disk of --out"
    with pytest.raises(FaultsFound, match=told):
        scanned(corpus)
    assert aside[0].is_file()


def test_files_of_others_in_the_folder_stay(tmp_path, corpus, scanned):
    own = tmp_path / "rows" / "candidates" / "own.parquet"
    own.parent.mkdir(parents=True)
    own.touch()
    assert scan([str(corpus)], tmp_path / "rows", workers=1).set_aside == 0
    assert own.exists()
