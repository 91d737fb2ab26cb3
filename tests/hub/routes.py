"""The Hub's HTTP calls that publishing and loading a dataset make, each a small function on the Hub's state."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

import yaml

from .git_store import POINTER, GitStore
from .requests import Answer, Refused, Request

if TYPE_CHECKING:
    from .loopback import Account, LoopbackHub

LARGE = (".parquet", ".png")
ATTRIBUTES = "".join(f"*{end} filter=lfs diff=lfs merge=lfs -text\n" for end in LARGE).encode()
NOW = "2026-01-01T00:00:00.000Z"
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


REPO = r"(?P<repo>[\w.-]+/[\w.-]+)"
API = f"/api/datasets/{REPO}"


@route("POST", "/api/repos/create")
def create(hub: LoopbackHub, request: Request) -> Answer:
    account, asked = account_of(hub, request), request.json
    if account is None:
        raise Refused(401, "Invalid username or password.")
    owner = asked.get("organization") or account.name
    repo = f"{owner}/{asked['name']}"
    if not may_write(account, owner):
        raise Refused(403, f'You don\'t have the rights to create a dataset under the namespace "{owner}"')
    with hub.lock:
        if repo in hub.stores:
            raise Refused(409, "You already created this dataset repo")
        hub.stores[repo] = GitStore.new(hub.root / f"{repo}.git", {".gitattributes": ATTRIBUTES})
        hub.private[repo] = asked.get("visibility", "public") == "private"
    return Answer.of({"url": f"{hub.endpoint}/datasets/{repo}", "name": repo})


@route("PUT", f"{API}/settings")
def settings(hub: LoopbackHub, request: Request, repo: str) -> Answer:
    store_of(hub, request, repo, write=True)
    hub.private[repo] = request.json["visibility"] == "private"
    return Answer.of({})


@route("POST", "/api/validate-yaml")
def validate_card(hub: LoopbackHub, request: Request) -> Answer:
    try:
        is_card = isinstance(yaml.safe_load(request.json["content"].split("---")[1]), dict)
        errors = [] if is_card else [{"message": "not a mapping"}]
    except yaml.YAMLError as error:
        errors = [{"message": str(error)}]
    return Answer.of({"errors": errors, "warnings": []}, 400 if errors else 200)


@route("GET", f"{API}(/revision/(?P<revision>[^/]+))?")
def info(hub: LoopbackHub, request: Request, repo: str, revision: str) -> Answer:
    store = store_of(hub, request, repo)
    commit = commit_of(store, revision)
    return Answer.of({"id": repo, "_id": "0", "sha": commit, "private": hub.private[repo], "gated": False,
                      "disabled": False, "downloads": 0, "likes": 0, "tags": [], "lastModified": NOW, "createdAt": NOW,
                      "siblings": [_sibling(entry, request) for entry in store.files(commit).values()]})


def _sibling(entry: dict, request: Request) -> dict:
    sibling = {"rfilename": entry["path"]}
    if request.asks("blobs"):
        sibling |= {"size": entry["size"], "blobId": entry["oid"]}
    if request.asks("blobs") and "lfs" in entry:
        sibling["lfs"] = {**entry["lfs"], "sha256": entry["lfs"]["oid"]}
    return sibling


@route("GET", f"{API}/refs")
def refs(hub: LoopbackHub, request: Request, repo: str) -> Answer:
    answer: dict[str, list] = {"branches": [], "tags": [], "converts": []}
    for name, commit in store_of(hub, request, repo).refs.items():
        kind = {"heads": "branches", "tags": "tags"}.get(name.split("/")[1])
        if kind:
            answer[kind].append({"name": name.split("/", 2)[2], "ref": name, "targetCommit": commit})
    return Answer.of(answer)


@route("GET", f"{API}/tree/(?P<revision>[^/]+)/?(?P<folder>.*)")
def tree(hub: LoopbackHub, request: Request, repo: str, revision: str, folder: str) -> Answer:
    store, prefix = store_of(hub, request, repo), f"{folder}/" if folder else ""
    below = [entry for path, entry in store.files(commit_of(store, revision)).items() if path.startswith(prefix)]
    if folder and not below:
        raise Refused(404, f"{folder} does not exist", "EntryNotFound")
    is_whole = request.asks("recursive").lower() in ("true", "1")
    files = [entry for entry in below if is_whole or "/" not in entry["path"].removeprefix(prefix)]
    folders = {prefix + entry["path"].removeprefix(prefix).split("/")[0] for entry in below if entry not in files}
    if is_whole:
        folders = {entry["path"].rpartition("/")[0] for entry in below} - {folder, ""}
    return Answer.of([{"type": "directory", "path": name, "oid": "0" * 40, "size": 0} for name in folders] + files)


@route("POST", f"{API}/paths-info/(?P<revision>[^/]+)")
def paths_info(hub: LoopbackHub, request: Request, repo: str, revision: str) -> Answer:
    store = store_of(hub, request, repo)
    files = store.files(commit_of(store, revision))
    is_json = request.header("content-type").startswith("application/json")
    paths = request.json["paths"] if is_json else parse_qs(request.body.decode())["paths"]
    folders = [path for path in paths if any(name.startswith(f"{path}/") for name in files)]
    return Answer.of([files[path] for path in paths if path in files]
                     + [{"type": "directory", "path": path, "oid": "0" * 40, "size": 0} for path in folders])


@route("GET", f"{API}/discussions")
def discussions(hub: LoopbackHub, request: Request, repo: str) -> Answer:
    store_of(hub, request, repo)
    found = [{"num": number, "title": "Release", "status": "open", "isPullRequest": True, "createdAt": NOW,
              "author": {"name": "alice"}, "repo": {"name": repo, "type": "dataset"}, "repoOwner": {}}
             for number in hub.proposals.get(repo, [])]
    return Answer.of({"discussions": found, "count": len(found), "start": 0})


@route("POST", f"{API}/preupload/(?P<revision>[^/]+)")
def preupload(hub: LoopbackHub, request: Request, repo: str, revision: str) -> Answer:
    store = store_of(hub, request, repo, write=not request.asks("create_pr"))
    have = store.files(commit_of(store, revision))
    files: list[dict[str, Any]] = []
    for file in request.json["files"]:
        mode = "lfs" if file["path"].endswith(LARGE) else "regular"
        entry = have.get(file["path"], {})
        files.append({"path": file["path"], "uploadMode": mode, "shouldIgnore": False,
                      "oid": entry.get("lfs", entry).get("oid")})
    return Answer.of({"files": files})


@route("POST", f"/datasets/{REPO}[.]git/info/lfs/objects/batch")
def lfs_batch(hub: LoopbackHub, request: Request, repo: str) -> Answer:
    store_of(hub, request, repo, write=True)
    objects = []
    for item in request.json["objects"]:
        actions = {"upload": {"href": f"{hub.storage}/objects/{item['oid']}"},
                   "verify": {"href": f"{hub.storage}/objects/{item['oid']}/verify"}}
        objects.append({**item, "actions": actions})
    return Answer.of({"transfer": "basic", "objects": objects})


@route("PUT", "/objects/(?P<oid>[0-9a-f]{64})")
def put_object(hub: LoopbackHub, request: Request, oid: str) -> Answer:
    if request.header("authorization"):
        raise Refused(400, "the Hub's token went to the storage")
    if hashlib.sha256(request.body).hexdigest() != oid:
        raise Refused(400, "BadDigest")
    hub.objects[oid] = request.body
    return Answer()


@route("POST", "/objects/(?P<oid>[0-9a-f]{64})/verify")
def verify_object(hub: LoopbackHub, request: Request, oid: str) -> Answer:
    if len(hub.objects.get(oid, b"")) != request.json["size"]:
        raise Refused(404, "the object is missing or has another size")
    return Answer.of({})


@route("GET", "/objects/(?P<oid>[0-9a-f]{64})")
def get_object(hub: LoopbackHub, request: Request, oid: str) -> Answer:
    return _ranged(request, hub.objects[oid], {})


@route("GET", f"{API}/xet-(?P<mode>read|write)-token/(?P<revision>[^/]+)")
def xet_token(hub: LoopbackHub, request: Request, repo: str, mode: str, revision: str) -> Answer:
    store_of(hub, request, repo, write=mode == "write" and not request.asks("create_pr"))
    return Answer.of({"accessToken": "xet", "casUrl": hub.xet.address, "exp": 4102444800}, X_Xet_Access_Token="xet",
                     X_Xet_Cas_Url=hub.xet.address, X_Xet_Token_Expiration="4102444800")


@route("POST", f"{API}/commit/(?P<revision>[^/]+)")
def commit(hub: LoopbackHub, request: Request, repo: str, revision: str) -> Answer:
    is_proposal = request.asks("create_pr") == "1"
    store = store_of(hub, request, repo, write=not is_proposal)
    header, *items = (json.loads(line)["value"] | {"key": json.loads(line)["key"]} for line in request.body.splitlines())
    with hub.lock:
        head = commit_of(store, revision)
        if header.get("parentCommit", head) != head and not is_proposal:
            raise Refused(412, "The branch was updated since you opened this page. Please refresh and try again.")
        write = {item["path"]: _content(hub, item) for item in items if item["key"] in ("file", "lfsFile")}
        delete = [item["path"] for item in items if item["key"] == "deletedFile"]
        ref, url = "refs/heads/main", None
        if is_proposal:
            number = len(hub.proposals.setdefault(repo, [])) + 1
            ref, url = f"refs/pr/{number}", f"{hub.endpoint}/datasets/{repo}/discussions/{number}"
        new = store.commit(ref, head, header["summary"] + "\n\n" + header.get("description", ""), write, delete)
        if is_proposal:
            hub.proposals[repo].append(number)
    return Answer.of({"commitOid": new, "commitUrl": f"{hub.endpoint}/datasets/{repo}/commit/{new}",
                      "pullRequestUrl": url})


def _content(hub: LoopbackHub, item: dict) -> bytes:
    if item["key"] == "file":
        return base64.b64decode(item["content"], validate=True)
    oid = item["oid"]
    if oid not in hub.objects:
        stored = hub.xet.content(oid)
        if stored is None:
            raise Refused(400, f"an LFS pointer pointed to a file that does not exist: {item['path']}")
        hub.objects[oid] = stored
    return POINTER.format(oid=oid, size=len(hub.objects[oid])).encode()


@route("POST", f"{API}/tag/(?P<revision>[^/]+)")
def tag(hub: LoopbackHub, request: Request, repo: str, revision: str) -> Answer:
    store = store_of(hub, request, repo, write=True)
    with hub.lock:
        ref = f"refs/tags/{request.json['tag']}"
        if ref in store.refs:
            raise Refused(409, f"Tag reference exists already: {ref}")
        store.point(ref, commit_of(store, revision))
    return Answer.of({})


@route("GET", f"/datasets/{REPO}/resolve/(?P<revision>[^/]+)/(?P<path>.+)")
def resolve(hub: LoopbackHub, request: Request, repo: str, revision: str, path: str) -> Answer:
    store = store_of(hub, request, repo)
    at = commit_of(store, revision)
    entry = store.files(at).get(path)
    if entry is None:
        raise Refused(404, "Entry not found", "EntryNotFound", X_Repo_Commit=at)
    about = {"X-Repo-Commit": at}
    if "lfs" not in entry:
        return _ranged(request, store.blob(entry["oid"]), {**about, "ETag": f'"{entry["oid"]}"'})
    oid = entry["lfs"]["oid"]
    about |= {"X-Linked-Etag": f'"{oid}"', "X-Linked-Size": str(entry["size"])}
    if known := hub.xet.hash_of(oid):
        renew = f"{hub.endpoint}/api/datasets/{repo}/xet-read-token/{at}"
        about |= {"X-Xet-Hash": known[0], "Link": f'<{renew}>; rel="xet-auth"'}
    return Answer(302, b"", {**about, "Location": f"{hub.storage}/objects/{oid}"})


def _ranged(request: Request, content: bytes, headers: dict[str, str]) -> Answer:
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", request.header("range"))
    if asked is None:
        return Answer(200, content, {**headers, "Accept-Ranges": "bytes"})
    start, end = int(asked[1]), min(int(asked[2] or len(content) - 1), len(content) - 1)
    about = {**headers, "Content-Range": f"bytes {start}-{end}/{len(content)}"}
    return Answer(206, content[start:end + 1], about)
