"""A loopback Hub: real git behind the Hub's own HTTP calls, on 127.0.0.1, in the test's process.

The client under test is the stock one, reached through HF_ENDPOINT. What it does not model, so that no test may claim
it: rate limits, quotas, gating, the viewer and its Parquet conversion, malware scans, multipart uploads, fine-grained
tokens, large files that it has already (it asks for them again), closing and merging pull requests, the Hub's own rules
for front matter, and the live Hub's exact words.

Faults are armed for one request (method, path, which one of these) and happen once, except `always`:

- `500`, `502` (an HTML page), `429` (Retry-After): the work is not done;
- `silence`: no answer until the client gives up; `drop`: the connection ends; the work is not done;
- `lost`: the work is done, then the connection ends;
- `kill`, `kill-after`: the client's process is killed, before or after the work is done;
- `interrupt`: the client's process gets Ctrl-C, and no answer;
- `meanwhile`: something else happens first (a function), then the work is done.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from . import routes_read, routes_write  # noqa: F401  they register what they answer
from .git_store import GitStore
from .requests import Answer, Refused, Request
from .routing import answered
from .xet_store import XetStore

HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
REFUSALS = {
    "500": Answer(500, b'{"error": "Internal Error"}', {"Content-Type": "application/json"}),
    "502": Answer(502, HTML, {"Content-Type": "text/html"}),
    "429": Answer(429, b'{"error": "Too many"}', {"Retry-After": "0", "Content-Type": "application/json"}),
}
KINDS = (*REFUSALS, "silence", "drop", "lost", "kill", "kill-after", "interrupt")


@dataclass
class Fault:
    """What goes wrong, and at which request: the `nth` (from 0) of these since it was armed."""

    kind: str
    method: str
    path: str
    nth: int = 0
    always: bool = False
    answer: Answer | None = None
    meanwhile: Callable[[], object] | None = None
    happened: bool = False


@dataclass
class Account:
    """Who a token belongs to."""

    name: str
    role: str = "write"
    organisations: tuple[str, ...] = ()


@dataclass
class LoopbackHub:
    """The Hub's state. Everything that changes it happens under `lock`."""

    root: Path
    accounts: dict[str, Account]
    stores: dict[str, GitStore] = field(default_factory=dict)
    private: dict[str, bool] = field(default_factory=dict)
    proposals: dict[str, list[int]] = field(default_factory=dict)
    objects: dict[str, bytes] = field(default_factory=dict)
    journal: list[tuple[str, str]] = field(default_factory=list)
    fault: Fault | None = None
    publisher: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    endpoint: str = ""
    storage: str = ""

    def __post_init__(self) -> None:
        self.xet = XetStore(self.root / "xet")
        self._seen: Counter = Counter()

    def copy(self, source: str, target: str) -> GitStore:
        """Make a dataset that starts as a copy of another."""
        self.stores[target] = self.stores[source].copy(self.root / f"{target}.git")
        self.private[target] = self.private[source]
        return self.stores[target]

    def arm(self, fault: Fault | None) -> None:
        """Arm a fault (None: none), and start a new journal."""
        self.fault, self.journal = fault, []
        self._seen.clear()

    def due(self, method: str, path: str) -> Fault | None:
        """Note a request in the journal; give the fault that happens at it."""
        with self.lock:
            self.journal.append((method, path))
            nth = self._seen[method, path]
            self._seen[method, path] += 1
            fault = self.fault
            if fault and (fault.method, fault.path) == (method, path) and (fault.always or fault.nth == nth):
                fault.happened = True
                return fault
        return None

    def signal_publisher(self, number: signal.Signals) -> None:
        """Send a signal to the process that publishes, if there is one."""
        if self.publisher:
            os.kill(self.publisher, number)

    @contextmanager
    def serving(self):
        """Serve on a free port of the loopback address while the block runs."""
        server = _Server(("127.0.0.1", 0), _Handler)
        server.hub = self
        self.endpoint = f"http://127.0.0.1:{server.server_port}"
        self.storage = f"http://localhost:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    hub: LoopbackHub

    def handle_error(self, request, client_address) -> None:
        """A client that goes away is nothing to report."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        hub = self.server.hub
        path, _, query = self.path.partition("?")
        body = self._body()
        fault = hub.due(self.command, path)
        kind = fault.kind if fault else ""
        if kind in ("silence", "drop", "kill", "interrupt"):
            return self._break_off(kind)
        if fault and fault.meanwhile:
            fault.meanwhile()
        answer = (fault.answer or REFUSALS.get(kind)) if fault else None
        if answer is None:
            try:
                answer = answered(hub, Request(self.command, path, query, dict(self.headers), body))
            except Refused as refused:
                answer = refused.answer
        if kind in ("lost", "kill-after"):
            return self._break_off(kind)
        return self._send(answer)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _serve

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _break_off(self, kind: str) -> None:
        if kind.startswith("kill"):
            self.server.hub.signal_publisher(signal.SIGKILL)
        if kind == "interrupt":
            self.server.hub.signal_publisher(signal.SIGINT)
        if kind in ("silence", "interrupt"):
            select.select([self.connection], [], [], 20)
        self.close_connection = True

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, *arguments) -> None:
        """The journal of the Hub is enough."""
