"""How a request finds the function that answers it, and who may see and change what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .git_store import GitStore
from .requests import Answer, Refused, Request

if TYPE_CHECKING:
    from .loopback import Account, LoopbackHub

REPO = r"(?P<repo>[\w.-]+/[\w.-]+)"
API = f"/api/datasets/{REPO}"
_ROUTES: list[tuple[str, re.Pattern, Callable]] = []


def route(method: str, pattern: str) -> Callable:
    """Register a function for a method and a path."""
    def register(function: Callable) -> Callable:
        _ROUTES.append((method, re.compile(pattern), function))
        return function
    return register


def answered(hub: LoopbackHub, request: Request) -> Answer:
    """Answer a request; raises `Refused`."""
    method = "GET" if request.method == "HEAD" else request.method
    for wanted, pattern, function in _ROUTES:
        if wanted == method and (found := pattern.fullmatch(request.path)):
            return function(hub, request, **{key: unquote(value or "") for key, value in found.groupdict().items()})
    raise Refused(404, f"the loopback Hub has no {request.method} {request.path}")


def account_of(hub: LoopbackHub, request: Request) -> Account | None:
    token = request.header("authorization").removeprefix("Bearer ")
    if token and token not in hub.accounts:
        raise Refused(401, "Invalid credentials in Authorization header")
    return hub.accounts.get(token)


def may_write(account: Account, owner: str) -> bool:
    return account.role == "write" and owner in (account.name, *account.organisations)


def store_of(hub: LoopbackHub, request: Request, repo: str, *, write: bool = False) -> GitStore:
    """The dataset, if whoever asks may see it (and change it)."""
    account, owner = account_of(hub, request), repo.split("/")[0]
    is_member = account is not None and owner in (account.name, *account.organisations)
    if repo not in hub.stores or (hub.private[repo] and not is_member):
        raise Refused(404 if account else 401, "Repository not found", "RepoNotFound")
    if write and account is None:
        raise Refused(401, "Invalid username or password.")
    if write and not may_write(account, owner):
        raise Refused(403, "You don't have the required permissions to perform this action.")
    return hub.stores[repo]


def commit_of(store: GitStore, revision: str) -> str:
    commit = store.commit_of(revision or "main")
    if commit is None:
        raise Refused(404, f"Invalid rev id: {revision}", "RevisionNotFound")
    return commit
