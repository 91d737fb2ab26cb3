"""Engines: the task run on each shard, by the processes of this machine or by a Dask cluster.

Neither schedules anything itself: handing out, retrying and moving work is the library's. An engine is held while a
scan runs; processes of this machine are copies of a server that has read the rules. The process that asks for a scan
never reads them: what is wrong with them is told by the first worker.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any

from extractor.corpus.beginning import read_rules
from extractor.corpus.shard_task import Outcome, ShardTask
from extractor.corpus.sources import Shard
from schema.faults import Fault, FaultsFound

_RETRIES = 3
_READ_BEFORE_COPIES = "extractor.corpus.copied"

Run = Callable[[ShardTask, Sequence[Shard]], Iterator[Outcome]]
"""Runs the task on every shard; gives the outcomes as they come."""


@contextlib.contextmanager
def local(workers: int | None = None) -> Iterator[Run]:
    """Hold processes of this machine (default: one a core).

    If a worker is killed the pool is broken: the shards that were not done fail, and a rerun does them. If the run is
    stopped, its workers end in the midst of their shards. Raises what is wrong with the rules.
    """
    processes = _processes()
    line, our_end = processes.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers or os.cpu_count() or 1, processes, initializer=_end_with_run, initargs=(line,))

    def run(task: ShardTask, shards: Sequence[Shard]) -> Iterator[Outcome]:
        """Run the task on every shard with the pool."""
        futures = {_submitted(pool, task, shard): shard for shard in shards}
        for future in as_completed(futures):
            yield _outcome(future, futures.pop(future))

    try:
        _require_rules(_submitted(pool, read_rules))
        yield run
    except BaseException:
        our_end.close()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def dask(workers: int | None = None, scheduler: str | None = None) -> Iterator[Run]:
    """Hold the Dask cluster at an address, or a local one.

    Raises `FaultsFound` if Dask is not installed, the scheduler cannot be reached or the project is not on the cluster,
    and what is wrong with the rules.
    """
    distributed = _distributed()
    with contextlib.ExitStack() as stack:
        client = _client(stack, distributed, workers, scheduler)
        _require_rules(client.submit(read_rules, pure=False, retries=_RETRIES))

        def run(task: ShardTask, shards: Sequence[Shard]) -> Iterator[Outcome]:
            """Run the task on every shard with the cluster."""
            futures = client.map(task, shards, key="scan-shard", pure=False, retries=_RETRIES)
            of_future = dict(zip((future.key for future in futures), shards, strict=True))
            done = distributed.as_completed(futures, loop=client.loop, raise_errors=False)
            del futures
            for future in done:
                yield _outcome(future, of_future.pop(future.key))
                future.release()

        yield run


ENGINES: dict[str, Callable[..., AbstractContextManager[Run]]] = {"local": local, "dask": dask}


def _processes() -> BaseContext:
    """Give how processes begin: as copies of a server that has read the rules, or each by itself where there is none.

    The server begins here. It and its copies never hear of Ctrl-C, which a terminal tells every process of a run: the
    process that asked for them ends them.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_READ_BEFORE_COPIES])
    resource_tracker.ensure_running()  # which the server would begin, and unblock signals in doing so
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    return context


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hear of Ctrl-C only afterwards: a process that begins while what it shares is taken down prints a traceback."""
    if threading.current_thread() is not threading.main_thread():  # which alone hears of it
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        for number in heard[:1]:
            signal.raise_signal(number)


def _submitted(pool: ProcessPoolExecutor, function: Callable, *arguments: object) -> Future:
    """Submit a call, for which a worker may begin; where the pool is broken already the future says so."""
    try:
        with _uninterrupted():
            return pool.submit(function, *arguments)
    except BrokenExecutor as error:
        future: Future = Future()
        future.set_exception(error)
        return future


def _require_rules(reading: Any) -> None:
    """Raise what a worker finds wrong with the rules; a worker that dies of anything else fails its shards as well."""
    try:
        reading.result()
    except (FaultsFound, ValueError, KeyError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:
        return


def _outcome(future: Future, shard: Shard) -> Outcome:
    """Give the outcome of a shard; whatever its worker died of is the reason."""
    try:
        return future.result()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        text = " ".join(str(error).split()) or "the worker or the scheduler is gone"
        return Outcome(shard.source, "failed", shard.size,
                       reason=f"its worker failed; scan again ({type(error).__name__}: {text})")


def _end_with_run(line: Connection) -> None:
    """Let a worker end when the process that started it is killed or lets go of the line: it would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where a worker begins by itself, Ctrl-C would reach it, too

    def wait() -> None:
        """End this worker when nobody holds the other end of the line."""
        with contextlib.suppress(EOFError, OSError):
            line.recv_bytes()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise FaultsFound([Fault("--engine", 0, "", "Dask is not installed", remedy="pip install '.[scale]'",
                                 check="scan-engine")]) from None
    return distributed


def _client(stack: contextlib.ExitStack, distributed: Any, workers: int | None, scheduler: str | None) -> Any:
    """Give a client of the scheduler at the address, or of a local cluster that ends with the stack."""
    import dask

    if scheduler:
        try:
            client = stack.enter_context(distributed.Client(scheduler, set_as_default=False))
            _require_project(client)
            return client
        except (OSError, ValueError) as error:
            raise FaultsFound([Fault("--scheduler", 0, "", f"no scheduler answers at {scheduler}: {error}",
                                     allowed="an address such as tcp://10.0.0.1:8786", remedy="start one",
                                     check="scan-scheduler")]) from None
    stack.enter_context(dask.config.set({"distributed.worker.profile.enabled": False,
                                         "distributed.worker.multiprocessing-method": _processes().get_start_method()}))
    # What a worker logs while the cluster ends (it is slow, its scheduler has gone) loses nothing; a task that fails
    # is reported as an outcome.
    logging.getLogger("distributed.nanny").setLevel(logging.ERROR)
    with _uninterrupted():
        cluster = stack.enter_context(distributed.LocalCluster(
            n_workers=workers or os.cpu_count() or 1, threads_per_worker=1, dashboard_address=":0",
            silence_logs=logging.CRITICAL))
    return stack.enter_context(distributed.Client(cluster, set_as_default=False))


def _require_project(client: Any) -> None:
    """Raise `FaultsFound` if machines of a cluster lack the project: no task could say so, for none could begin there.

    What is asked is a function of Python's own, of all that are there once one worker is.
    """
    asked = importlib.util.find_spec, __package__.partition(".")[0]
    client.submit(*asked, pure=False, retries=_RETRIES).exception()
    found = {"the scheduler": client.run_on_scheduler(*asked), **client.run(*asked, on_error="ignore")}
    without = [where for where, spec in found.items() if spec is None]
    if without:
        raise FaultsFound([Fault("--scheduler", 0, "", "the project is not installed on each machine of the cluster",
                                 found=f"none for {', '.join(without)}", check="scan-scheduler",
                                 remedy="install the same version for the scheduler and every worker")])
