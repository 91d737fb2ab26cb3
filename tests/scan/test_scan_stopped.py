"""Ctrl-C, which a terminal tells every process of a run: one line says that it stopped, and no process is left."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

psutil = pytest.importorskip("psutil", reason="psutil comes with the extra `scale`")
pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")

MINUTES_OF_WORK = 50_000


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, corpus_of, documents_of):
    folder = corpus_of(tmp_path_factory.mktemp("corpus"), shards=1)
    [relevant] = documents_of(1)
    (folder / "long.jsonl").write_text(f"{json.dumps(relevant)}\n" * MINUTES_OF_WORK)
    return folder


@pytest.fixture
def started(request):
    """Give a factory of the command line in a process that leads a group, and hears of Ctrl-C, as in a terminal."""

    def make(*arguments):
        process = subprocess.Popen(
            [sys.executable, "build_dataset.py", *map(str, arguments)], cwd=request.config.rootpath, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
        request.addfinalizer(lambda: end(process.pid))
        return process

    return make


def end(group):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def wait_for(seen, process):
    while not seen():
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)


def has_begun(process, out):
    return (out / ".lock").exists()


def begins_processes(process, out):
    """Say whether the server of the workers is there, which reads the rules first."""
    return any("forkserver" in " ".join(child.cmdline()) for child in psutil.Process(process.pid).children())


def is_in_the_midst(process, out):
    """Say whether the short shard is done, and the long one begun."""
    return len(list(out.glob("candidates/shard-*.parquet"))) == len(list(out.glob("candidates/.long*.part"))) == 1


@pytest.mark.parametrize("moment", [has_begun, begins_processes, is_in_the_midst])
@pytest.mark.parametrize("engine", ["local", "dask"])
def test_a_scan_that_is_stopped_says_so_on_one_line_and_leaves_no_process(tmp_path, corpus, started, engine, moment):
    if engine == "dask":
        pytest.importorskip("distributed", reason="Dask comes with the extra `scale`")
    process = started("scan", corpus, "--out", tmp_path, "--workers", "2", "--engine", engine)
    wait_for(lambda: moment(process, tmp_path), process)
    os.killpg(process.pid, signal.SIGINT)
    printed, errors = process.communicate(timeout=60)  # ends when no process of the run holds the pipes any more
    assert (process.returncode, printed, errors) == (130, "", "stopped; run the same command again to go on\n")


def test_the_workers_of_a_scan_end_when_it_alone_is_stopped_and_what_was_done_stays_done(
        tmp_path, corpus, started, run_scan):
    out = tmp_path / "out"
    process = started("scan", corpus, "--out", out, "--workers", "2")
    wait_for(lambda: is_in_the_midst(process, out), process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "stopped; run the same command again to go on\n")
    assert run_scan(corpus / "shard-00.parquet", "--out", out)[1].splitlines()[0] == (
        "Shards: 0 scanned, 1 done before, 0 failed.")
    assert list(out.rglob("*.part")) == []


def test_another_command_that_is_stopped_says_no_more_than_that(tmp_path, started):
    text = tmp_path / "text.txt"
    os.mkfifo(text)
    process = started("propose", text)
    with open(text, "w"):  # opens once the command reads
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "stopped\n")
