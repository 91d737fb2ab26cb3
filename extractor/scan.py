"""Scan: the extractor over a corpus of any size, at nearly the speed of reading it."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from extractor.corpus.aside import set_aside, take_up
from extractor.corpus.engines import ENGINES
from extractor.corpus.progress import watched
from extractor.corpus.report import Report
from extractor.corpus.settings import Settings
from extractor.corpus.shard_files import sweep
from extractor.corpus.shard_task import ShardTask
from extractor.corpus.sources import find_shards
from extractor.corpus.unreadable import said
from extractor.corpus.versions import code_version, lexicon_version
from schema.faults import Fault, FaultsFound

try:
    import fcntl
except ImportError:  # Windows has no flock; scans into one folder must not run side by side there
    fcntl = None  # type: ignore[assignment]


def scan(inputs: Iterable[str], out: Path, settings: Settings | None = None, engine: str = "local",
         **machines: object) -> Report:
    """Scan the shards that the inputs name into the folder `out`; gives the report, which also lies there.

    Afterwards the folder has rows of these shards only: those of others, which earlier runs left there, are set aside.
    `inputs` are files, folders, globs, or fsspec addresses. `engine` is one of `ENGINES`; `machines` are its
    arguments: `workers`, and for Dask `scheduler`. Raises `FaultsFound` before anything is done: inputs that name no
    shard, rules at fault, an engine that cannot be had, another scan into the same folder, one that cannot be written.
    """
    settings, out = settings or Settings(), out.resolve()
    shards = find_shards(inputs, out)
    task = ShardTask(out, settings, lexicon_version(), code_version())
    report = Report(task.lexicon_version, task.code_version, engine, vars(settings).copy())
    with _alone_in(out):
        with ENGINES[engine](**machines) as run:
            _take_up(out, {task.file(shard).name for shard in shards})
            report.add(watched(run(task, shards), sum(shard.size for shard in shards)))
        failed = {shard["source"] for shard in report.failed_shards}
        kept = {task.file(shard).name for shard in shards
                if shard.source not in failed or task.done(shard) is not None}
        try:
            sweep(out)
            report.set_aside = set_aside(out, kept)
        except OSError as error:
            report.undone.append(f"{out}: rows of shards that this run did not scan are still there: they cannot be "
                                 f"set aside ({said(error)}); see to the disk of --out, and scan again")
        report.write(out)
    return report


@contextlib.contextmanager
def _alone_in(out: Path) -> Iterator[None]:
    """Hold the lock of a scan's folder, swept; `FaultsFound` if another scan holds it, or no folder can be there."""
    with contextlib.ExitStack() as held:
        try:
            str(out).encode("utf-8")  # Arrow opens no other path
            out.mkdir(parents=True, exist_ok=True)
            handle = held.enter_context(open(out / ".lock", "w"))
            if fcntl:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            sweep(out)
        except BlockingIOError:
            raise _fault(out, "another scan writes here", "wait for it, or name another folder") from None
        except OSError as error:
            raise _fault(out, f"no folder to write to: {error.strerror}", "name another folder by --out") from None
        except UnicodeEncodeError:
            raise _fault(out, "the name of the folder is not UTF-8", "name another folder by --out") from None
        yield


def _take_up(out: Path, wanted: Collection[str]) -> None:
    try:
        take_up(out, wanted)
    except OSError as error:
        raise _fault(out, f"rows that an earlier run set aside cannot be taken up again: {said(error)}",
                     "see to the disk of --out, and scan again") from None


def _fault(out: Path, message: str, remedy: str) -> FaultsFound:
    return FaultsFound([Fault(str(out), 0, "", message, remedy=remedy, check="scan-out")])
