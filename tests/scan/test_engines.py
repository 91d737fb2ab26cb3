"""Engines: what their processes have done before the first shard, and how one ends whose worker dies then."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys

import pytest

from extractor.corpus.engines import ENGINES
from extractor.corpus.shard_task import Outcome
from extractor.corpus.sources import PARQUET, Shard
from extractor.rules import rule_book
from schema.faults import FaultsFound


def rules_read(shard: str) -> Outcome:
    """Say in a worker whether it is a copy of a process that had read the rules."""
    return Outcome(shard, str(rule_book.cache_info().currsize * ("extractor.corpus.copied" in sys.modules)), 0)


def killed(shard: str) -> Outcome:
    """Kill the worker."""
    os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(shard, "done", 0)


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="this system copies no process")
def test_local_workers_begin_with_the_rules_read():
    with ENGINES["local"](workers=2) as run:
        outcomes = list(run(rules_read, ["one", "other"]))
    assert {(one.source, one.status) for one in outcomes} == {("one", "1"), ("other", "1")}


def test_a_pool_that_is_broken_before_a_run_fails_its_shards():
    shard = Shard("one", "/one.parquet", PARQUET, "", 0, False, "")
    with ENGINES["local"](workers=1) as run:
        first, again = [list(run(killed, [shard])) for _ in range(2)]
    assert {one.status for one in [*first, *again]} == {"failed"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_fault_in_the_rules_is_told_once_before_the_first_shard(tmp_path, engine, corpus_of, run_scan, request):
    if engine == "dask":
        pytest.importorskip("distributed", reason="Dask comes with the extra `scale`")
    for package in ("schema", "extractor"):
        shutil.copytree(request.config.rootpath / package, tmp_path / package)
    macros = tmp_path / "extractor" / "macros.yaml"
    macros.write_text(macros.read_text("utf-8") + "macro: []\n", "utf-8")
    corpus = corpus_of(tmp_path / "corpus", shards=2)
    code, printed, errors = run_scan(corpus, "--out", tmp_path / "out", "--engine", engine, cwd=tmp_path)
    assert (code, printed, errors.count("macros.yaml:")) == (1, "", 1), errors
    assert "Traceback" not in errors
    assert list((tmp_path / "out").glob("**/*.parquet*")) == []


def test_a_worker_without_the_project_is_told_before_the_first_shard(tmp_path):
    distributed = pytest.importorskip("distributed", reason="Dask comes with the extra `scale`")
    elsewhere = {"cwd": tmp_path, "env": {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}}
    if not subprocess.run([sys.executable, "-c", "import extractor"], capture_output=True, **elsewhere).returncode:
        pytest.skip("the project is installed, so that no process lacks it")
    with distributed.LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=None) as cluster:
        worker = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_worker", cluster.scheduler_address,
                                   "--no-nanny", "--no-dashboard"], stderr=subprocess.DEVNULL, **elsewhere)
        try:
            with pytest.raises(FaultsFound, match="not installed on each machine of the cluster; found none for tcp"), \
                    ENGINES["dask"](scheduler=cluster.scheduler_address):
                pass
        finally:
            worker.kill()
            worker.wait()
