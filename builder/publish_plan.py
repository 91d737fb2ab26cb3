"""What publishing a release would do, decided from the release and what the Hub holds. No network, no disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.hub import Remote
from builder.release_folder import Release


@dataclass(frozen=True)
class Plan:
    """The steps that are left until the Hub holds the release, or why none may be done (`refusal`).

    `head` is the commit that the plan was made on ('' if there is no dataset yet); `tag_commit` the commit that the
    tag stands on, or will stand on ('' until the files are committed).
    """

    tag: str
    head: str = ""
    creates: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    makes_tag: bool = False
    tag_commit: str = ""
    makes_public: bool = False
    is_public: bool = False
    note: str = ""
    refusal: str = ""

    @property
    def commits(self) -> bool:
        """Tell whether files change."""
        return bool(self.added or self.changed or self.deleted)

    @property
    def step(self) -> str:
        """Name the next step: create, commit, tag, or nothing ('') before the check and the visibility."""
        if self.refusal:
            return ""
        return "create" if self.creates else "commit" if self.commits else "tag" if self.makes_tag else ""

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to do."""
        return not (self.step or self.makes_public)


def plan_release(release: Release, remote: Remote | None, tagged: Mapping[str, str] | None, *,
                 public: bool, remote_version: str = "") -> Plan:
    """Plan a release.

    `tagged` holds the files under the release's tag (None: no such tag), `remote_version` is the version in the
    manifest at the head ('' if there is none). A version is never moved, reused, or put over a newer one.
    """
    tag = release.tag
    if remote is None:
        return Plan(tag, creates=True, added=tuple(release.files), makes_tag=True, makes_public=public)
    if not (remote.is_private or public):
        return Plan(tag, remote.head, is_public=True, refusal="the dataset on the Hub is public; say --public to "
                    "publish there, or make it private on the Hub first")
    shared = {"is_public": not remote.is_private, "makes_public": public and remote.is_private}
    if tagged is not None:
        return _tagged_plan(release, remote, tagged, shared)
    if _number(remote_version) > _number(release.version):
        return Plan(tag, remote.head, refusal=f"the Hub already holds version {remote_version}, which is newer than "
                    f"{release.version}; raise the version, or publish from the newer one")
    added, changed, deleted = _difference(release, remote.files)
    done = "" if added or changed or deleted else remote.head
    return Plan(tag, remote.head, added=added, changed=changed, deleted=deleted, makes_tag=True, tag_commit=done,
                **shared)


def _tagged_plan(release: Release, remote: Remote, tagged: Mapping[str, str], shared: dict) -> Plan:
    added, changed, deleted = _difference(release, tagged)
    if added or changed or deleted:
        paths = ", ".join([*added, *changed, *deleted][:5])
        return Plan(release.tag, remote.head, refusal=f"{release.tag} is published already with other content "
                    f"({paths}); a version is never reused: raise the version, add it to the changelog, build again")
    moved = any(_difference(release, remote.files))
    note = f"main has moved on since {release.tag} and stays as it is" if moved else ""
    return Plan(release.tag, remote.head, tag_commit=remote.tags[release.tag], note=note, **shared)


def _difference(release: Release, remote: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Name the files that are new, that differ, and that only the Hub has (but not its own, such as .gitattributes)."""
    theirs = {path for path in remote if not path.startswith(".")}
    added = tuple(path for path in release.files if path not in theirs)
    changed = tuple(path for path, file in release.files.items() if path in theirs and not file.is_same(remote[path]))
    return added, changed, tuple(sorted(theirs - release.files.keys()))


def _number(version: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in version.split("."))
    except ValueError:
        return ()


def plan_text(plan: Plan, repo_id: str, *, public: bool, rows: Mapping[str, str], is_proposal: bool = False) -> str:
    """Write the plan for a person; `rows` says for each table what changes in it."""
    if plan.refusal:
        return f"Not publishing to {repo_id}: {plan.refusal}."
    lines = [f"Release {plan.tag} of {repo_id}: {_visibility(plan, public)}"]
    lines += [f"  new       {path}" for path in plan.added]
    lines += [f"  changed   {path}" for path in plan.changed]
    lines += [f"  deleted   {path}" for path in plan.deleted]
    if plan.commits:
        lines += [f"  rows of {table}: {change}" for table, change in rows.items()]
    else:
        lines.append("  no file changes: no commit")
    tag = f"  tag {plan.tag}"
    if is_proposal:
        lines.append(f"  a pull request; {tag.strip()} follows when it is merged and the release is published")
    elif plan.makes_tag:
        lines.append(f"{tag} on {plan.tag_commit[:12] or 'the new commit'}")
    else:
        lines.append(f"{tag} is there, on {plan.tag_commit[:12]}")
    return "\n".join([*lines, f"  {plan.note}"] if plan.note else lines)


def _visibility(plan: Plan, public: bool) -> str:
    if plan.creates:
        return "a new dataset, " + ("made public once it is checked" if public else "private")
    if plan.makes_public:
        return "private, made public once it is checked"
    return "public" if plan.is_public else "private"
