"""The command `scan`, in processes of its own."""

import contextlib
import errno
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import extractor.corpus.report as report
from extractor.corpus.engines import ENGINES
from extractor.corpus.shard_task import Outcome
from extractor.scan import scan
from schema.faults import FaultsFound


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, corpus_of):
    return corpus_of(tmp_path_factory.mktemp("corpus"), shards=4)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, corpus, run_scan, rows_of):
    out = tmp_path_factory.mktemp("out")
    assert run_scan(corpus, "--out", out, "--workers", "1")[0] == 0
    return rows_of(out)


@pytest.mark.parametrize("machines", [
    pytest.param(["--workers", "4"], id="four local processes"),
    pytest.param(["--workers", "1", "--batch-rows", "3"], id="small batches"),
    pytest.param(["--engine", "dask", "--workers", "4"], id="four Dask workers"),
])
def test_engines_and_numbers_of_workers_give_the_same_rows(
        tmp_path, corpus, run_scan, rows_of, undisturbed, machines):
    code, _, errors = run_scan(corpus, "--out", tmp_path, *machines)
    assert (code, errors) == (0, "")
    assert rows_of(tmp_path) == undisturbed != []


def test_a_whole_scan_says_what_it_did_and_is_quiet_where_nobody_watches(tmp_path, corpus, run_scan):
    code, printed, errors = run_scan(corpus, "--out", tmp_path, "--id-column", "id")
    assert (code, errors) == (0, "")
    assert printed.splitlines() == [
        "Shards: 4 scanned, 0 done before, 0 failed.",
        "Documents: 32 read, 24 put aside by the filter, 8 with candidate rows, 0 failed.",
        f"Candidate rows: 16, in {tmp_path}."]
    totals = json.loads((tmp_path / "report.json").read_text())["totals"]
    assert totals == {"read": 32, "filtered": 24, "matched": 8, "failed": 0, "rows": 16, "undated": 0}


def test_a_second_scan_skips_what_is_done_and_does_what_is_missing(tmp_path, corpus, run_scan, rows_of):
    run_scan(corpus, "--out", tmp_path)
    rows = rows_of(tmp_path)
    next((tmp_path / "candidates").iterdir()).unlink()
    _, printed, _ = run_scan(corpus, "--out", tmp_path)
    assert printed.splitlines()[0] == "Shards: 1 scanned, 3 done before, 0 failed."
    assert rows_of(tmp_path) == rows


def test_broken_shards_and_documents_are_reported_and_the_others_done(tmp_path, corpus, run_scan):
    mixed, out = tmp_path / "mixed", tmp_path / "out"
    shutil.copytree(corpus, mixed)
    whole = (mixed / "shard-00.parquet").read_bytes()
    (mixed / "cut.parquet").write_bytes(whole[:-100])
    (mixed / "empty.parquet").touch()
    (mixed / "folder.parquet").mkdir()
    (mixed / "other.jsonl").write_text('{"body": "one"}\n')
    with open(mixed / "lines.jsonl", "wb") as file:
        file.write(b'{"text": "one"}\n{"text": "\xff"}\n{"text": "' + b"x" * 50_000_000 + b'"}\n{"text": "two"}')
    code, _, errors = run_scan(mixed, "--out", out)
    assert code == 3
    failed = [line.split(": failed: ")[0] for line in errors.splitlines() if ": failed: " in line]
    assert [os.path.basename(source) for source in failed] == [
        "cut.parquet", "empty.parquet", "folder.parquet", "other.jsonl"]
    assert "Shards: 5 scanned, 0 done before, 4 failed." in errors
    assert "Documents: 36 read, 26 put aside by the filter, 8 with candidate rows, 2 failed." in errors


@pytest.mark.parametrize(("arguments", "fault"), [
    pytest.param(["nowhere.parquet"], "nowhere.parquet: names no shard", id="no input"),
    pytest.param(["{corpus}", "--text-column", "body"], "there is no column 'body'; columns there are: id, date, text",
                 id="no such column in any shard"),
    pytest.param(["{corpus}", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"],
                 "--scheduler: no scheduler answers at tcp://127.0.0.1:1", id="no scheduler"),
])
def test_where_nothing_can_be_done_the_exit_code_is_1_and_the_message_says_why(
        tmp_path, corpus, run_scan, arguments, fault):
    arguments = [argument.format(corpus=corpus) for argument in arguments]
    environment = os.environ | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    code, printed, errors = run_scan(*arguments, "--out", tmp_path, env=environment)
    assert (code, printed) == (1, "")
    assert fault in errors


@pytest.mark.parametrize("given", ["x", "0", "-1", "1.5", ""])
def test_a_number_of_workers_that_is_none_is_refused_with_what_is_allowed(tmp_path, run_scan, given):
    code, _, errors = run_scan("corpus", "--out", tmp_path, f"--workers={given}")
    assert code == 2
    assert f"argument --workers: found {given!r}; allowed: a whole number, 1 or more" in errors


def test_a_second_scan_into_the_same_folder_at_the_same_time_is_refused(tmp_path, corpus, run_scan):
    fcntl = pytest.importorskip("fcntl", reason="this system has no flock")
    with open(tmp_path / ".lock", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        code, _, errors = run_scan(corpus, "--out", tmp_path)
    assert (code, "another scan writes here" in errors) == (1, True)


@pytest.mark.parametrize("error", [BlockingIOError, PermissionError], ids=lambda error: error.__name__)
def test_an_error_of_the_scan_itself_is_not_told_as_one_of_its_folder(tmp_path, corpus, monkeypatch, error):
    @contextlib.contextmanager
    def engine(**machines):
        raise error(errno.EAGAIN, "no process can be started")
        yield

    monkeypatch.setitem(ENGINES, "local", engine)
    with pytest.raises(error, match="no process can be started"):
        scan([str(corpus)], tmp_path)


def test_a_report_that_cannot_be_written_is_told_with_the_whole_account_and_the_run_is_partial(
        tmp_path, corpus, run_scan):
    (tmp_path / "report.json").mkdir()
    code, printed, errors = run_scan(corpus, "--out", tmp_path, "--workers", "1")
    assert (code, printed) == (3, "")
    assert errors.splitlines() == [
        f"{tmp_path / 'report.json'}: the report of this run cannot be written, and that of an earlier one may stand "
        "there (Is a directory); see to the disk of --out, and scan again",
        "Shards: 4 scanned, 0 done before, 0 failed.",
        "Documents: 32 read, 24 put aside by the filter, 8 with candidate rows, 0 failed.",
        f"Candidate rows: 16, in {tmp_path}."]


def test_a_folder_that_no_file_system_makes_is_told_with_a_remedy(corpus):
    out = Path("/proc/rows")
    if not out.parent.is_dir():
        pytest.skip("this system has no /proc")
    with pytest.raises(FaultsFound, match=r"/proc/rows: no folder to write to: .*; name another folder by --out"):
        scan([str(corpus)], out)


def test_a_folder_whose_name_is_not_utf8_is_refused_with_a_remedy(tmp_path, corpus):
    with pytest.raises(FaultsFound, match="the name of the folder is not UTF-8; name another folder by --out"):
        scan([str(corpus)], tmp_path / os.fsdecode(b"caf\xe9"))


@pytest.mark.parametrize("taken", ["", "candidates"], ids=["the folder", "a folder in it"])
def test_a_file_where_a_folder_belongs_is_told_with_a_remedy(tmp_path, corpus, taken):
    out = tmp_path / "out"
    (out / taken).parent.mkdir(exist_ok=True)
    (out / taken).touch()
    with pytest.raises(FaultsFound, match="no folder to write to: File exists; name another folder by --out"):
        scan([str(corpus)], out)


def test_a_disk_that_refuses_a_file_fails_its_shard_only(tmp_path, corpus, run_scan, parquet_of, documents_of):
    resource = pytest.importorskip("resource", reason="this system has no limit on the size of a file")
    mixed, out = tmp_path / "mixed", tmp_path / "out"
    shutil.copytree(corpus, mixed)
    parquet_of(mixed / "zz-large.parquet", documents_of(2_500, every=1))
    limit = 50_000

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    code, _, errors = run_scan(mixed, "--out", out, preexec_fn=limited)
    assert code == 3
    assert "zz-large.parquet: failed: its rows cannot be written; see to the disk of --out, and scan again (" in errors
    assert "File too large" in errors
    assert "Shards: 4 scanned, 0 done before, 1 failed." in errors
    assert [path for path in out.rglob("*.part")] == []


def test_a_full_disk_is_reported_and_a_scan_with_room_does_the_rest(tmp_path, corpus, run_scan, rows_of, undisturbed):
    disk, out = tmp_path / "disk", tmp_path / "disk" / "out"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]
    if not mount or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no disk of a given size can be mounted here")
    try:
        with open(disk / "ballast", "wb") as ballast:
            ballast.write(bytes(44_000))
        code, _, errors = run_scan(corpus, "--out", out)
        assert (code in (1, 3), "No space left on device" in errors) == (True, True)
        (disk / "ballast").unlink()
        subprocess.run([mount, "-o", "remount,size=4m", disk], check=True)
        assert run_scan(corpus, "--out", out)[0] == 0
        assert rows_of(out) == undisturbed
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.mark.parametrize(("outcomes", "code"), [
    pytest.param([("done", 0), ("skipped", 0)], 0, id="everything scanned"),
    pytest.param([("done", 0), ("failed", 0)], 3, id="a shard failed"),
    pytest.param([("done", 2)], 3, id="documents failed"),
    pytest.param([("failed", 0)], 1, id="nothing scanned"),
])
def test_the_exit_code_says_whole_partial_or_nothing(outcomes, code):
    made = report.Report("", "", "local", {})
    made.add(Outcome("a.parquet", status, 1, {"failed": failed}) for status, failed in outcomes)
    assert made.exit_code == code


@pytest.mark.parametrize(("outcomes", "remedies"), [
    pytest.param([("done", 0), ("skipped", 0)], [], id="everything scanned"),
    pytest.param([("done", 0), ("failed", 0)], ["Partial. Mend"], id="a shard failed"),
    pytest.param([("done", 2)], [f"Documents that failed stand with their reasons in {Path('out') / 'failed'};"],
                 id="documents failed"),
    pytest.param([("failed", 0)], ["Nothing was scanned. Mend"], id="nothing scanned"),
    pytest.param([("failed", 0), ("done", 2)], ["Partial. Mend", "Documents that failed"], id="both"),
])
def test_the_report_ends_with_what_to_do_about_what_failed(outcomes, remedies):
    made = report.Report("", "", "local", {})
    made.add(Outcome("a.parquet", status, 1, {"failed": failed}) for status, failed in outcomes)
    lines = made.lines(Path("out"))
    ends = lines[next(n for n, line in enumerate(lines) if line.startswith("Candidate rows")) + 1:]
    assert len(ends) == len(remedies)
    assert all(map(str.startswith, ends, remedies))
