"""Publish a release folder to the Hub, so that the Hub always holds the old release or the new one.

One commit on the head that the plan was made on, then an immutable tag on it, then every table is loaded back from the
tag. After an answer that leaves open whether the work was done, the Hub is looked at again and what is left is planned
anew: nothing is sent twice blindly, and a run that was broken off is completed by running it again.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from builder.hub import Hub, HubFailure, Patience, Remote
from builder.manifest import MANIFEST, content_sha256, read_manifest
from builder.parquet import parquet_name
from builder.publish_plan import Plan, plan_release, plan_text
from builder.release_folder import Release
from builder.validate_release import validated_release
from schema.faults import Fault, FaultsFound, shown

Echo = Callable[[str], object]
_NAME = re.compile(r"\w[\w.-]*/\w[\w.-]*", re.ASCII)


def publish(repo_id: str, release: Path, *, yes: bool = False, public: bool = False, pr: bool = False,
            echo: Echo = print, patience: Patience | None = None, load_back: bool = True) -> int:
    """Publish the folder `release` as the dataset `repo_id` ("owner/name"); give the exit code.

    Without `yes` only the plan is shown. The dataset is private unless `public`; with `pr` a pull request is opened on
    the Hub, without a tag. `load_back=False` leaves out loading the tables before and after. Codes: 0 done (or
    planned), 1 refused or failed (echoed with what to do), 130 interrupted.
    """
    try:
        _require_name(repo_id)
        folder = validated_release(release, load=load_back)
        return _Publisher(Hub(repo_id, patience or Patience(), echo), folder, public, load_back).run(yes, pr)
    except FaultsFound as faults:
        count = len(faults.faults)
        echo(f"{faults}\n{release} was not published: {count} {'fault' if count == 1 else 'faults'}.")
    except HubFailure as failure:
        outcome = ("The Hub holds the old release or the new one. Run the same command again: it completes what is "
                   "missing and repeats nothing." if yes else
                   "Nothing was sent: this run was to look at the Hub and show the plan. Run it again once that works.")
        echo(f"{failure}.\n{outcome}")
    except KeyboardInterrupt:
        echo("Interrupted. Run the same command again: it completes what is missing and repeats nothing.")
        return 130
    return 1


def _require_name(repo_id: str) -> None:
    if not _NAME.fullmatch(repo_id):
        raise FaultsFound([Fault("publish", 0, "", "not the name of a dataset", found=shown(repo_id),
                                 allowed="OWNER/NAME, each of letters, digits, '-', '_' and '.'",
                                 remedy="put your account or organisation on the Hub and '/' before the name",
                                 check="dataset-name")])


class _Publisher:
    """One release on its way to one dataset."""

    def __init__(self, hub: Hub, release: Release, public: bool, load_back: bool) -> None:
        self.hub, self.release, self.public, self.load_back = hub, release, public, load_back
        self.echo = hub.echo
        self.base = ""

    def run(self, yes: bool, pr: bool) -> int:
        """Show the plan and, if asked, carry it out; gives the exit code."""
        plan, rows = self._first_plan()
        if pr:
            plan = replace(plan, makes_public=False)
        self.echo(plan_text(plan, self.hub.repo_id, public=self.public, rows=rows, is_proposal=pr))
        if plan.refusal:
            return 1
        if not yes:
            self.echo("Nothing was sent. Say --yes to do it." if not plan.is_done else "Nothing is left to do.")
            return 0
        description = "\n".join(f"{table}: {change}" for table, change in rows.items())
        if pr:
            return self._propose(plan, description)
        plan = self._carry_out(plan, description)
        if plan.refusal:
            self.echo(f"Stopped: {plan.refusal}.")
            return 1
        if self.load_back and not self._is_loaded_back():
            return 1
        if plan.makes_public:
            self._make_public()
        self.echo(f"{self.hub.repo_id} holds {plan.tag} at {plan.tag_commit}.")
        return 0

    def _first_plan(self) -> tuple[Plan, dict[str, str]]:
        remote = self.hub.look()
        with tempfile.TemporaryDirectory() as folder:
            before = self._published_manifest(remote, Path(folder))
            plan = self._plan(remote, before.get("version", ""))
            rows = self._row_changes(remote, before, Path(folder)) if plan.commits else {}
        self.base = plan.head
        return plan, rows

    def _plan(self, remote: Remote | None, version: str = "") -> Plan:
        tag = self.release.tag
        tagged = None
        if remote and tag in remote.tags:
            tagged = remote.files if remote.tags[tag] == remote.head else self.hub.files(tag)
        return plan_release(self.release, remote, tagged, public=self.public, remote_version=version)

    def _published_manifest(self, remote: Remote | None, folder: Path) -> dict:
        if remote is None or MANIFEST not in remote.files:
            return {}
        path = self.hub.fetch(MANIFEST, remote.head, folder)
        try:
            return read_manifest(path)
        except FaultsFound:
            self.echo(f"{MANIFEST} at main on the Hub cannot be read; all rows count as new")
            return {}

    def _row_changes(self, remote: Remote | None, before: dict, folder: Path) -> dict[str, str]:
        old, new, changes = before.get("tables", {}), self.release.tables, {}
        for name in sorted(old.keys() | new.keys()):
            path = parquet_name(name)
            if name not in new:
                changes[name] = f"all {old[name]['rows']} go, with the table"
            elif name not in old or path not in remote.files or path not in self.release.files:
                changes[name] = f"{new[name]['rows']} new"
            elif old[name]["sha256"] == new[name]["sha256"]:
                changes[name] = "none"
            else:
                there = pq.read_table(self.hub.fetch(path, remote.head, folder))
                changes[name] = row_change(there, pq.read_table(self.release.folder / path))
        return changes

    def _carry_out(self, plan: Plan, description: str) -> Plan:
        """Do step after step until the tag stands, looking at the Hub after each."""
        failures = 0
        while plan.step:
            step, failure = plan.step, self._tried(plan, description)
            if failure and not failure.is_unsure:
                raise failure
            remote = self.hub.look()
            plan = self._plan(remote)
            if step == "create" and remote and not plan.deleted and not plan.changed:
                self.base = plan.head
            elif plan.commits and plan.head != self.base:
                raise HubFailure("somebody else published meanwhile, or the Hub did not take every file: main is at "
                                 f"{plan.head[:12]}, not at {self.base[:12] or 'its start'}, and is left as it is; "
                                 "look at it, and plan anew")
            failures = failures + 1 if failure and plan.step == step else 0
            if failures:
                self.hub.pause(failure, failures)
        return plan

    def _tried(self, plan: Plan, description: str) -> HubFailure | None:
        """Do the next step once; give the failure, if it failed."""
        self.echo({"create": "Making the dataset, private", "tag": f"Tagging {plan.tag}",
                   "commit": f"Uploading {len(plan.added) + len(plan.changed)} files, one commit"}[plan.step])
        try:
            if plan.step == "create":
                self.hub.create()
            elif plan.step == "commit":
                self._commit(plan, description)
            else:
                self.hub.tag(plan.tag, plan.tag_commit)
        except HubFailure as failure:
            return failure
        return None

    def _commit(self, plan: Plan, description: str, *, as_proposal: bool = False) -> str:
        return self.hub.commit(self.release.folder, plan.added + plan.changed, plan.deleted, parent=plan.head,
                               message=f"Release {self.release.version}", description=description,
                               as_proposal=as_proposal)

    def _propose(self, plan: Plan, description: str) -> int:
        """Open a pull request with the release, unless one is open."""
        if plan.creates:
            self.echo("There is no dataset yet to open a pull request on; publish once without --pr.")
            return 1
        if not plan.commits:
            self.echo("Nothing to propose: main holds these files already.")
            return 0
        for attempt in range(1, self.hub.patience.tries + 1):
            for revision in self.hub.open_proposals():
                if not self._differs(self.hub.files(revision)):
                    self.echo(f"{revision} is open with this release. Merge it, then publish again: that sets the tag.")
                    return 0
            try:
                self.echo("Opening a pull request")
                address = self._commit(plan, description, as_proposal=True)
            except HubFailure as failure:
                last = failure
            else:
                self.echo(f"Opened {address}. Merge it, then publish again: that sets the tag.")
                return 0
            self.hub.pause(last, attempt)
        raise AssertionError("the last try returns or raises")

    def _differs(self, files: dict[str, str]) -> bool:
        return plan_release(self.release, Remote("", True, files, {}), None, public=False).commits

    def _is_loaded_back(self) -> bool:
        """Load every table from the tag and hold it against the manifest; say what differs."""
        wrong = []
        with tempfile.TemporaryDirectory() as folder:
            for name, table in self.release.tables.items():
                loaded = self.hub.load(name, self.release.tag, Path(folder))
                is_same = content_sha256(loaded) == table["sha256"]
                wrong += [] if is_same else [name]
                self.echo(f"  loaded {name}: {loaded.num_rows} rows, {'' if is_same else 'NOT '}as in the manifest")
        if wrong:
            self.echo(f"{self.release.tag} is on the Hub, but {', '.join(wrong)} does not load as built. Find out why, "
                      "raise the version and publish again; a tag is never moved.")
        return not wrong

    def _make_public(self) -> None:
        for attempt in range(1, self.hub.patience.tries + 1):
            try:
                self.echo("Making the dataset public")
                return self.hub.make_public()
            except HubFailure as failure:
                last = failure
            self.hub.pause(last, attempt)
        return None


def row_change(old: pa.Table, new: pa.Table) -> str:
    """Say how the rows of a table change: a row that changed counts as one out and one in."""
    if old.schema.names != new.schema.names:
        return f"other columns; {old.num_rows} rows become {new.num_rows}"
    before, after = (Counter(map(repr, table.to_pylist())) for table in (old, new))
    return f"{(after - before).total()} in, {(before - after).total()} out, {(before & after).total()} stay"
