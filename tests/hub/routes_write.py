"""The Hub's HTTP calls that change a dataset, each a small function on the Hub's state."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

import yaml

from .git_store import POINTER, GitStore
from .requests import Answer, Refused, Request
from .routing import API, REPO, account_of, commit_of, may_write, route, store_of

if TYPE_CHECKING:
    from .loopback import LoopbackHub

LARGE = (".parquet", ".png")
ATTRIBUTES = "".join(f"*{end} filter=lfs diff=lfs merge=lfs -text\n" for end in LARGE).encode()


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


@route("POST", f"{API}/commit/(?P<revision>[^/]+)")
def commit(hub: LoopbackHub, request: Request, repo: str, revision: str) -> Answer:
    is_proposal = request.asks("create_pr") == "1"
    store = store_of(hub, request, repo, write=not is_proposal)
    lines = map(json.loads, request.body.splitlines())
    header, *items = (line["value"] | {"key": line["key"]} for line in lines)
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
