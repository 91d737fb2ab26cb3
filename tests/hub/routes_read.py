"""The Hub's HTTP calls that show a dataset, each a small function on the Hub's state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from .requests import Answer, Refused, Request
from .routing import API, REPO, commit_of, route, store_of

if TYPE_CHECKING:
    from .loopback import LoopbackHub

NOW = "2026-01-01T00:00:00.000Z"


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


@route("GET", "/objects/(?P<oid>[0-9a-f]{64})")
def get_object(hub: LoopbackHub, request: Request, oid: str) -> Answer:
    return _ranged(request, hub.objects[oid], {})


@route("GET", f"{API}/xet-(?P<mode>read|write)-token/(?P<revision>[^/]+)")
def xet_token(hub: LoopbackHub, request: Request, repo: str, mode: str, revision: str) -> Answer:
    store_of(hub, request, repo, write=mode == "write" and not request.asks("create_pr"))
    return Answer.of({"accessToken": "xet", "casUrl": hub.xet.address, "exp": 4102444800}, X_Xet_Access_Token="xet",
                     X_Xet_Cas_Url=hub.xet.address, X_Xet_Token_Expiration="4102444800")


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
