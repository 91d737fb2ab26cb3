"""What the loopback Hub is asked, and what it answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Answer:
    """A status, a body and headers."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, value: object, status: int = 200, **headers: str) -> Answer:
        """Answer with JSON; `X_Repo_Commit=...` becomes the header X-Repo-Commit."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return cls(status, json.dumps(value).encode(), {"Content-Type": "application/json", **named})


class Refused(Exception):
    """A request that the Hub refuses, with the header by which the client knows why."""

    def __init__(self, status: int, message: str, code: str = "", **headers: str) -> None:
        super().__init__(message)
        named = {"X_Error_Message": message, **({"X_Error_Code": code} if code else {}), **headers}
        self.answer = Answer.of({"error": message}, status, **named)


@dataclass(frozen=True)
class Request:
    """One request, read whole."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers.items() if key.lower() == name), "")

    def asks(self, name: str) -> str:
        """The value of a query parameter, or ''."""
        return parse_qs(self.query).get(name, [""])[0]

    @property
    def json(self) -> dict:
        return json.loads(self.body or b"{}")
