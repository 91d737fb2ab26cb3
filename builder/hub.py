"""The Hub: the only module that reaches the network.

Every call goes through one HTTP client with time-outs that never repeats a request by itself, so that who publishes
decides what is tried again. Whatever the Hub's library raises becomes a `HubFailure`: text only, without the
library's frames, whose locals hold the token. The token is read by that library (from HF_TOKEN or the Hub's own
login) and is never asked for here except to take it out of a message.

The Hub's address is the library's (HF_ENDPOINT, read when it is first imported).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_UNSURE = frozenset({408, 409, 412, 429, 500, 502, 503, 504})
_UNANSWERED = _UNSURE - {409, 412}
_WAITS = ("connect", "read", "write", "pool")
_ADVICE = {
    401: "log in with `hf auth login`, or set HF_TOKEN to a token that is still valid",
    403: "use a token with the role 'write' of an account that may write to this name",
}


@dataclass(frozen=True)
class Patience:
    """How long to wait for the Hub, in seconds, and how often to try one step."""

    timeout: float = 60.0
    tries: int = 5
    first_wait: float = 1.0
    longest_wait: float = 120.0

    def wait(self, attempt: int, asked: float | None) -> float:
        """Give the seconds to wait after the try numbered `attempt` (from 1); `asked` is the Hub's Retry-After."""
        return asked if asked is not None else min(self.first_wait * 2 ** (attempt - 1), self.longest_wait)


class HubFailure(Exception):
    """The Hub refused or did not answer; if `is_unsure`, nobody knows whether the work was done."""

    def __init__(self, message: str, *, is_unsure: bool = False, retry_after: float | None = None,
                 status: int | None = None) -> None:
        super().__init__(message)
        self.is_unsure, self.retry_after, self.status = is_unsure, retry_after, status


@dataclass(frozen=True)
class Remote:
    """A dataset on the Hub at one moment: its head, files (path → SHA-256 or git's hash) and tags (name → commit)."""

    head: str
    is_private: bool
    files: Mapping[str, str]
    tags: Mapping[str, str]


class Hub:
    """One dataset on the Hub. Reading is tried again while the Hub is unsure; writing is tried once."""

    def __init__(self, repo_id: str, patience: Patience, echo: Callable[[str], object] = print) -> None:
        from huggingface_hub import HfApi, set_client_factory

        set_client_factory(lambda: _client(patience.timeout))
        os.environ.setdefault("HF_XET_CLIENT_READ_TIMEOUT", f"{int(patience.timeout * 1000)}ms")
        self.repo_id, self.patience, self.echo = repo_id, patience, echo
        self._api = HfApi()

    def look(self) -> Remote | None:
        """See the dataset as it is now; None if there is none that this token may see."""
        try:
            info = self._read(self._api.dataset_info, self.repo_id, files_metadata=True)
        except HubFailure as failure:
            if failure.status == 404:
                return None
            raise
        refs = self._read(self._api.list_repo_refs, self.repo_id, repo_type="dataset")
        return Remote(info.sha, bool(info.private), _files(info), {tag.name: tag.target_commit for tag in refs.tags})

    def files(self, revision: str) -> dict[str, str]:
        """Give the files of a revision: path → SHA-256 of a large file, git's hash of a small one."""
        return _files(self._read(self._api.dataset_info, self.repo_id, revision=revision, files_metadata=True))

    def fetch(self, path: str, revision: str, folder: Path) -> Path:
        """Download one file of a revision into `folder`; give where it lies."""
        return Path(self._read(self._api.hf_hub_download, self.repo_id, path, repo_type="dataset", revision=revision,
                               cache_dir=folder))

    def open_proposals(self) -> list[str]:
        """Give the revisions of the pull requests that are open, newest first."""
        found = self._read(lambda: list(self._api.get_repo_discussions(
            self.repo_id, repo_type="dataset", discussion_type="pull_request", discussion_status="open")))
        return [f"refs/pr/{number}" for number in sorted((item.num for item in found), reverse=True)]

    def create(self) -> None:
        """Make the dataset, private."""
        _asked(self._api.create_repo, self.repo_id, repo_type="dataset", private=True)

    def commit(self, folder: Path, upload: Iterable[str], delete: Iterable[str], *, parent: str, message: str,
               description: str = "", as_proposal: bool = False) -> str:
        """Make one commit on `parent`: upload files of `folder`, delete others.

        Gives its id; as a proposal, the address of the pull request.
        """
        from huggingface_hub import CommitOperationAdd, CommitOperationDelete

        operations = [CommitOperationAdd(path_in_repo=path, path_or_fileobj=folder / path) for path in upload]
        operations += [CommitOperationDelete(path_in_repo=path) for path in delete]
        done = _asked(self._api.create_commit, self.repo_id, operations, repo_type="dataset", commit_message=message,
                      commit_description=description, parent_commit=parent, create_pr=as_proposal)
        return done.pr_url if as_proposal else done.oid

    def tag(self, name: str, commit: str) -> None:
        """Tag a commit; a tag that exists is an unsure failure, and stays where it is."""
        _asked(self._api.create_tag, self.repo_id, tag=name, revision=commit, repo_type="dataset")

    def make_public(self) -> None:
        """Let everybody see the dataset."""
        _asked(self._api.update_repo_settings, self.repo_id, repo_type="dataset", private=False)

    def load(self, config: str, revision: str, folder: Path) -> Any:
        """Load a configuration of a revision as a user would; see `load_table`."""
        return self._read(load_table, self.repo_id, config, folder, revision)

    def pause(self, failure: HubFailure, attempt: int) -> None:
        """Wait before the next try; raises the failure if no try is left or the Hub asks for too long a wait."""
        seconds = self.patience.wait(attempt, failure.retry_after)
        if not failure.is_unsure or attempt >= self.patience.tries:
            raise failure
        if seconds > self.patience.longest_wait:
            raise HubFailure(f"{failure}; it asks to wait {seconds:.0f} s: run the command again after that")
        self.echo(f"  {failure}; trying again in {seconds:.2g} s ({attempt + 1} of {self.patience.tries})")
        time.sleep(seconds)

    def _read(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        for attempt in range(1, self.patience.tries + 1):
            try:
                return _asked(function, *arguments, **options)
            except HubFailure as failure:
                last = failure
            self.pause(last, attempt)
        raise AssertionError("the last try returns or raises")


def load_table(source: str, config: str, folder: Path, revision: str | None = None) -> Any:
    """Load one configuration (a pyarrow.Table) of a dataset on the Hub or in a folder, past every cache.

    Class labels are given as their names. `folder` holds the fresh cache. Raises whatever the loader raises.
    """
    import datasets
    import pyarrow as pa

    shown = datasets.utils.logging.is_progress_bar_enabled()
    datasets.disable_progress_bars()
    try:
        loaded = datasets.load_dataset(source, config, split="train", revision=revision, cache_dir=str(folder),
                                       download_mode="force_redownload")
    finally:
        if shown:
            datasets.enable_progress_bars()
    table = loaded.data.table.replace_schema_metadata(None)
    for name, feature in loaded.features.items():
        if isinstance(feature, datasets.ClassLabel):
            labels = [None if code is None else feature.int2str(code) for code in table[name].to_pylist()]
            table = table.set_column(table.column_names.index(name), name, pa.array(labels, pa.string()))
    return table


def card_features(schema: Any) -> list[dict]:
    """Give the features (as a card's `dataset_info` lists them, without labels) of a Parquet file's pyarrow schema."""
    import datasets

    return datasets.Features.from_arrow_schema(schema.remove_metadata())._to_yaml_list()


class _Unanswered(Exception):
    """A request without a usable answer."""

    def __init__(self, message: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status, self.retry_after = status, retry_after


def _client(timeout: float) -> Any:
    """Make the library's HTTP client with a time-out, and without its own repeating of requests."""
    import httpx2
    from huggingface_hub.utils._http import default_client_factory

    client = default_client_factory()
    send = client.send

    def send_once(request: Any, **options: Any) -> Any:
        """Send a request once, within the time-out; raises `_Unanswered` without a usable answer."""
        limits = request.extensions.get("timeout") or {}  # some of the library's calls ask for none
        request.extensions["timeout"] = {kind: min(limits.get(kind) or timeout, timeout) for kind in _WAITS}
        try:
            response = send(request, **options)
        except httpx2.TimeoutException:
            raise _Unanswered("the Hub did not answer in time") from None
        except httpx2.TransportError as error:
            raise _Unanswered(f"the connection to the Hub failed ({type(error).__name__})") from None
        if response.status_code in _UNANSWERED:
            after = response.headers.get("retry-after", "")
            response.close()
            raise _Unanswered(f"the Hub answered {response.status_code}", response.status_code,
                              float(after) if after.isdecimal() else None)
        return response

    client.send = send_once
    return client


def _asked(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Call the Hub's library; raise a `HubFailure` or a bare KeyboardInterrupt that carries none of its frames."""
    try:
        return function(*arguments, **options)
    except KeyboardInterrupt:
        failure: BaseException = KeyboardInterrupt()
    except Exception as error:
        failure = _failure(error)
    raise failure


def _failure(error: BaseException) -> HubFailure:
    chain = list(_chain(error))
    for cause in chain:
        if isinstance(cause, _Unanswered):
            return HubFailure(str(cause), is_unsure=True, retry_after=cause.retry_after, status=cause.status)
    for cause in chain:
        status = getattr(getattr(cause, "response", None), "status_code", None)
        if status is not None:
            said = getattr(cause, "server_message", None) or "no reason given"
            text = f"the Hub refused ({status}): {_without_token(said)}"
            if status in _ADVICE:
                text += f"; {_ADVICE[status]}"
            return HubFailure(text, is_unsure=status in _UNSURE, status=status)
    text = _without_token(f"{type(error).__name__}: {error}")
    return HubFailure(text, is_unsure=not isinstance(error, ValueError))


def _chain(error: BaseException | None) -> Iterable[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _without_token(text: str) -> str:
    from huggingface_hub import get_token

    return re.sub(r"hf_\w+", "hf_…", text.replace(get_token() or "\0", "…"))


def _files(info: Any) -> dict[str, str]:
    return {file.rfilename: file.lfs.sha256 if file.lfs else file.blob_id for file in info.siblings}
