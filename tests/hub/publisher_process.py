"""A process that publishes as users do: HF_ENDPOINT and the token are in its environment before anything is imported.

The imports are paid for once: every job runs in a fork. A job is a line of JSON on standard input (`do` names one of
the functions below); the process answers with the fork's id at its start and its exit code at its end, and the fork
writes what it prints to the job's `output`.
"""

from __future__ import annotations

import dataclasses
import io
import json
import os
import shutil
import signal
import sys
import traceback
from pathlib import Path

import datasets
import huggingface_hub  # noqa: F401  imported before the forks, not in each

import builder.publish
from builder.hub import Hub, HubFailure, Patience

PATIENCE = Patience(timeout=0.8, tries=4, first_wait=0.02, longest_wait=2.0)
HANG = 60


def publish(job: dict) -> int:
    """Publish a folder, with the patience of a test."""
    options = {name: job.get(name, False) for name in ("yes", "public", "pr", "load_back")}
    patience = dataclasses.replace(PATIENCE, timeout=job.get("timeout", PATIENCE.timeout))
    return builder.publish.publish(job["repo"], Path(job["release"]), patience=patience, **options)


def load_back(job: dict) -> int:
    """Load one table from a tag as the publisher does after publishing, with nothing in the library's own cache."""
    shutil.rmtree(Path(os.environ["HF_HOME"], "hub"), ignore_errors=True)
    table = Hub(job["repo"], PATIENCE).load(job["config"], job["revision"], Path(job["folder"]))
    print(json.dumps(table.to_pylist(), default=str))
    return 0


def load(job: dict) -> int:
    """Load a table as a user does; print its rows."""
    rows = datasets.load_dataset(job["repo"], job.get("config"), split="train", revision=job.get("revision"),
                                 streaming=job.get("streaming", False), cache_dir=job["folder"])
    print(json.dumps(list(rows), default=str))
    return 0


def read_with_pandas(job: dict) -> int:
    """Read a Parquet file by its address on the Hub; print its rows."""
    import pandas

    print(pandas.read_parquet(job["address"]).to_json(orient="records"))
    return 0


def fail_with_locals(job: dict) -> int:
    """Fail in a call to the Hub, and print the traceback with every frame's locals, along every chained error."""
    try:
        getattr(Hub(job["repo"], PATIENCE), job["call"])()
    except HubFailure as failure:
        shown: BaseException | None = failure
        while shown is not None:
            print("".join(traceback.TracebackException.from_exception(shown, capture_locals=True).format()))
            shown = shown.__context__
    return 0


def main() -> None:
    """Run the jobs, one after another."""
    jobs = {job.__name__: job for job in (publish, load_back, load, read_with_pandas, fail_with_locals)}
    for line in sys.stdin:
        job = json.loads(line)
        fork = os.fork()
        if fork == 0:
            os._exit(_run(jobs[job["do"]], job))
        print(fork, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]), flush=True)


def _run(function, job: dict) -> int:
    signal.alarm(HANG)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    output = os.open(job["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sys.stdout = io.TextIOWrapper(os.fdopen(os.dup(1), "wb"), encoding="utf-8", line_buffering=True)
    sys.stderr = io.TextIOWrapper(os.fdopen(os.dup(2), "wb"), encoding="utf-8", line_buffering=True)
    os.environ.pop("HF_TOKEN", None)
    if token := job.pop("token"):
        os.environ["HF_TOKEN"] = token
    try:
        return function(job)
    except BaseException:
        traceback.print_exc()
        return 99
    finally:
        sys.stdout.flush()


if __name__ == "__main__":
    main()
