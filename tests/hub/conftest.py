"""Releases to publish, the loopback Hub, and the processes that publish to it."""

from __future__ import annotations

import copy
import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from builder.card_check import size_category
from builder.manifest import content_sha256
from builder.stamp import write_stamp

from .loopback import Account, LoopbackHub

ROOT = Path(__file__).parents[2]
TABLES = ("statements", "articles", "comparison", "contrasts", "codings", "reliability", "codebook")
WRITER, READER, STRANGER = "hf_" + "w" * 30, "hf_" + "r" * 30, "hf_" + "s" * 30
SCHEMA = pa.schema([pa.field("row_id", pa.string(), nullable=False), pa.field("stance", pa.string()),
                    pa.field("rank", pa.int8()), pa.field("day", pa.date32()), pa.field("with", pa.list_(pa.string()))])
STANCES = ("prohibits", "restricts", "permits", "privileges", "forbids")
DTYPES = [{"name": "row_id", "dtype": "string"}, {"name": "stance", "dtype": {"class_label": {"names": {
              str(code): name for code, name in enumerate(STANCES)}}}}, {"name": "rank", "dtype": "int8"},
          {"name": "day", "dtype": "date32"}, {"name": "with", "list": "string"}]


def make_table(name: str, stances: list[str]) -> pa.Table:
    rows = [{"row_id": f"{name}:{number:02}", "stance": stance, "rank": number, "day": datetime.date(2023, 7, 1),
             "with": ["meta"] if number % 2 else []} for number, stance in enumerate(stances)]
    return pa.Table.from_pylist(rows, SCHEMA)


def make_release(folder: Path, version: str = "1.0.0", *, tables: tuple[str, ...] = TABLES[:2], rows: int = 3,
                 stance: str = "permits", files: dict[str, str] | None = None) -> Path:
    """A release folder with synthetic tables; `stance` is the one value that tells releases apart."""
    (folder / "data").mkdir(parents=True)
    written = {name: make_table(name, [stance, *["prohibits"] * (rows - 1)]) for name in tables}
    for name, table in written.items():
        pq.write_table(table, folder / "data" / f"{name}.parquet", compression="zstd")
    entries = {name: {"rows": table.num_rows, "columns": table.column_names, "sha256": content_sha256(table)}
               for name, table in written.items()}
    manifest = {"version": version, "tables": entries, "statements": {}, "withdrawn": []}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))
    front = make_front_matter({name: table.num_rows for name, table in written.items()})
    (folder / "README.md").write_text(f"---\n{yaml.safe_dump(front, sort_keys=False)}---\n# Policies {version}\n")
    for path, text in (files or {}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    write_stamp(folder, {}, "")
    return folder


def make_front_matter(rows: dict[str, int]) -> dict:
    configs = [{"config_name": name, "data_files": [{"split": "train", "path": f"data/{name}.parquet"}]}
               for name in rows]
    configs[0]["default"] = True
    infos = [{"config_name": name, "features": copy.deepcopy(DTYPES), "splits": [
              {"name": "train", "num_examples": count, "num_bytes": 1}]}
             for name, count in rows.items()]
    return {"license": "cc-by-4.0", "language": ["en"], "pretty_name": "Policies", "size_categories":
            [size_category(next(iter(rows.values())))], "task_categories": ["other"], "annotations_creators":
            ["machine-generated"], "configs": configs, "dataset_info": infos}


@dataclass
class Outcome:
    """How a job ended: its exit code (negative: killed by that signal) and all that it printed."""

    code: int
    text: str


class Publisher:
    """A publisher process for one Hub; jobs run one after another."""

    def __init__(self, hub: LoopbackHub, folder: Path, *, xet: bool) -> None:
        self.hub, self.folder, self.jobs = hub, folder, 0
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
        environment |= {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(folder / "home"), "HF_HUB_DISABLE_TELEMETRY": "1",
                        "HF_HUB_ETAG_TIMEOUT": "60", "HF_HUB_DOWNLOAD_TIMEOUT": "60", "HF_UPDATE_DOWNLOAD_COUNTS": "0",
                        "HF_HUB_DISABLE_XET": "0" if xet else "1", "HF_XET_CLIENT_RETRY_BASE_DELAY": "20ms",
                        "HF_XET_CLIENT_RETRY_MAX_ATTEMPTS": "2", "NO_PROXY": "127.0.0.1,localhost",
                        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
        self.process = subprocess.Popen([sys.executable, "-m", "hub.publisher_process"], env=environment, cwd=folder,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, do: str, token: str | None = WRITER, **job: object) -> Callable[[], Outcome]:
        """Start a job; give what waits for its end."""
        self.jobs += 1
        output = self.folder / f"output-{self.jobs}"
        line = {"do": do, "token": token, "output": str(output), **job}
        self.process.stdin.write(json.dumps(line, default=str) + "\n")
        self.process.stdin.flush()
        self.hub.publisher = int(self.process.stdout.readline())
        return lambda: self._outcome(output, token)

    def _outcome(self, output: Path, token: str | None) -> Outcome:
        outcome = Outcome(int(self.process.stdout.readline()), output.read_text())
        assert token is None or token not in outcome.text, "the token was printed"
        return outcome

    def run(self, do: str, **job: object) -> Outcome:
        return self.start(do, **job)()

    def publish(self, repo: str, release: Path, **options: object) -> Outcome:
        """Publish for real (`yes`), without loading the tables, unless told otherwise."""
        return self.run("publish", repo=repo, release=release, **{"yes": True, **options})

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)


@pytest.fixture(scope="session")
def hub(tmp_path_factory) -> Iterator[LoopbackHub]:
    accounts = {WRITER: Account("alice", "write", ("acme",)), READER: Account("bob", "read", ("acme",)),
                STRANGER: Account("carol", "write")}
    with LoopbackHub(tmp_path_factory.mktemp("hub"), accounts).serving() as running:
        yield running


def _publisher(hub: LoopbackHub, folder: Path, *, xet: bool) -> Iterator[Publisher]:
    publisher = Publisher(hub, folder, xet=xet)
    yield publisher
    publisher.stop()


@pytest.fixture(scope="session")
def lfs_publisher(hub, tmp_path_factory) -> Iterator[Publisher]:
    yield from _publisher(hub, tmp_path_factory.mktemp("lfs"), xet=False)


@pytest.fixture(scope="session")
def xet_publisher(hub, tmp_path_factory) -> Iterator[Publisher]:
    yield from _publisher(hub, tmp_path_factory.mktemp("xet"), xet=True)


@pytest.fixture(autouse=True)
def _no_fault_is_left(request) -> Iterator[None]:
    yield
    if "hub" in request.fixturenames:
        request.getfixturevalue("hub").arm(None)


@pytest.fixture(scope="session")
def releases(tmp_path_factory) -> dict[str, Path]:
    """Releases that tests publish and do not change; the last has other rows under the number of the first."""
    folder = tmp_path_factory.mktemp("releases")
    return {"1.0.0": make_release(folder / "1.0.0"),
            "1.1.0": make_release(folder / "1.1.0", "1.1.0", stance="privileges"),
            "1.0.0 changed": make_release(folder / "changed", "1.0.0", stance="privileges")}


@pytest.fixture
def repo(request, hub) -> str:
    """The name of a dataset of this test's own."""
    return f"acme/d{len(hub.stores)}-{abs(hash(request.node.nodeid)) % 10**8}"


@pytest.fixture
def old(hub, lfs_publisher, releases) -> Callable[[str], object]:
    """Make a dataset that holds version 1.0.0; the first one is published, the others are copies."""
    def make(name: str) -> object:
        if "acme/template" not in hub.stores:
            assert lfs_publisher.publish("acme/template", releases["1.0.0"]).code == 0
        return hub.copy("acme/template", name)
    return make
