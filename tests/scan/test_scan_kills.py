"""Killed workers, schedulers and whole runs: after a rerun, or by itself, the output is that of an undisturbed run.

The moments are random, counted in finished files, since seconds depend on the machine. SCAN_KILLS sets how many times.
"""

import os
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

psutil = pytest.importorskip("psutil", reason="psutil comes with the extra `scale`")
pytest.importorskip("distributed", reason="Dask comes with the extra `scale`")

ROOT = Path(__file__).parents[2]
SHARDS = 12
TIMES = range(int(os.environ.get("SCAN_KILLS", "1")))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, corpus_of):
    return corpus_of(tmp_path_factory.mktemp("corpus"), SHARDS, documents=60)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, corpus, run_scan, rows_of):
    out = tmp_path_factory.mktemp("out")
    assert run_scan(corpus, "--out", out)[0] == 0
    return rows_of(out)


def wait_until_done(out, shards, process):
    """Wait until a run has finished that many shards, or has ended."""
    while process.poll() is None and len(list(out.glob("candidates/shard-*.parquet"))) < shards:
        time.sleep(0.005)


def workers_of(process):
    """Give the workers of a run: copies of the server of its processes, or Dask's, which begin each by itself."""
    below = psutil.Process(process.pid).children()
    copies = [copy for one in below if "forkserver" in " ".join(one.cmdline()) for copy in one.children()]
    spawned = psutil.Process(process.pid).children(recursive=True)
    return copies or [child for child in spawned if "spawn_main" in " ".join(child.cmdline())]


def kill_a_worker(process, rng):
    try:
        workers = workers_of(process)
        if workers:
            rng.choice(workers).kill()
    except psutil.NoSuchProcess:
        pass  # the run, or the worker, has ended meanwhile


def left_over(out):
    return [path.name for path in out.rglob("*.part")]


@pytest.mark.parametrize("seed", TIMES)
def test_after_a_killed_local_worker_a_rerun_gives_the_same_rows(
        tmp_path, corpus, start_scan, run_scan, rows_of, undisturbed, seed):
    rng = random.Random(seed)
    process = start_scan(corpus, "--out", tmp_path, "--workers", "2")
    wait_until_done(tmp_path, rng.randrange(SHARDS), process)
    kill_a_worker(process, rng)
    _, errors = process.communicate(timeout=120)
    assert process.returncode in (0, 1, 3), errors
    assert process.returncode == 0 or "BrokenProcessPool" in errors
    assert run_scan(corpus, "--out", tmp_path, "--workers", "2")[0] == 0
    assert rows_of(tmp_path) == undisturbed
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("seed", TIMES)
def test_a_dask_run_with_a_killed_worker_ends_well_by_itself(
        tmp_path, corpus, start_scan, rows_of, undisturbed, seed):
    rng = random.Random(seed)
    process = start_scan(corpus, "--out", tmp_path, "--engine", "dask", "--workers", "2")
    wait_until_done(tmp_path, rng.randrange(SHARDS), process)
    kill_a_worker(process, rng)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert rows_of(tmp_path) == undisturbed


@pytest.mark.parametrize("engine", ["local", "dask"])
@pytest.mark.parametrize("seed", TIMES)
def test_after_a_killed_run_a_rerun_gives_the_same_rows(
        tmp_path, corpus, start_scan, run_scan, rows_of, undisturbed, engine, seed):
    process = start_scan(corpus, "--out", tmp_path, "--engine", engine, "--workers", "2")
    wait_until_done(tmp_path, random.Random(seed).randrange(SHARDS), process)
    workers = workers_of(process) if process.poll() is None else []
    process.kill()
    process.communicate()
    assert run_scan(corpus, "--out", tmp_path, "--workers", "2")[0] == 0
    assert rows_of(tmp_path) == undisturbed
    gone, alive = psutil.wait_procs(workers, timeout=30)
    assert (len(gone), alive) == (len(workers), [])


@pytest.fixture
def cluster(request):
    """A factory of a scheduler with two workers in processes of their own; all end with the test."""
    def make():
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        address = f"tcp://127.0.0.1:{port}"
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}
        scheduler = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1",
                                      "--port", str(port), "--no-dashboard"], **silent)
        worker = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_worker", address, "--nworkers", "2",
                                   "--nthreads", "1", "--no-dashboard", "--death-timeout", "60"], **silent)
        for process in (scheduler, worker):
            request.addfinalizer(lambda process=process: end(process))
        return address, scheduler

    return make


def end(process):
    """End a process with all that it started."""
    try:
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    except psutil.NoSuchProcess:
        family = []
    for member in family:
        member.kill()
    process.wait()


@pytest.mark.parametrize("seed", TIMES)
def test_a_run_whose_scheduler_is_killed_ends_and_a_rerun_with_another_gives_the_same_rows(
        tmp_path, corpus, cluster, start_scan, run_scan, rows_of, undisturbed, seed):
    address, scheduler = cluster()
    process = start_scan(corpus, "--out", tmp_path, "--engine", "dask", "--scheduler", address)
    wait_until_done(tmp_path, random.Random(seed).randrange(SHARDS), process)
    scheduler.kill()
    _, errors = process.communicate(timeout=120)
    assert process.returncode in (0, 1, 3), errors
    address, _ = cluster()
    code, _, errors = run_scan(corpus, "--out", tmp_path, "--engine", "dask", "--scheduler", address)
    assert code == 0, errors
    assert rows_of(tmp_path) == undisturbed
