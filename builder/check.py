"""Check: ask every rule of the collection, set excused faults aside, and fail once with all the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from builder.checks import (
    CHECKS,
    Context,
    contrasts,
    evidence,
    identity,
    periods,
    references,
    run_checks,
    vocabulary,
    wording,
)
from builder.inputs import Excuse
from builder.prove import PROOFS
from builder.read import Collection, Record, read_coding
from schema.faults import Fault, FaultsFound, nearest, told

# Importing a module of rules enters its rules in the register.
RULES = (contrasts, evidence, identity, periods, references, vocabulary, wording)

_YET_TO_BE_DONE = ("known-article", "no-quote", "summary-is-no-draft")
"""What a coding under way may still lack."""


def check(collection: Collection, withdrawn_ids: Iterable[str] = ()) -> list[Fault]:
    """Check everything that was read and give the warnings; raises `FaultsFound` with all faults.

    `withdrawn_ids` are ids of statements that earlier releases held and that must not come back.
    """
    found = [*collection.faults, *run_checks(Context(collection, frozenset(withdrawn_ids)))]
    found = list(_not_excused(found, collection.excuses, is_whole=not collection.unread))
    faults = [fault for fault in found if not fault.is_warning]
    if faults:
        raise FaultsFound(faults)
    return sorted(found)


def check_files(collection: Collection, paths: Iterable[Path]) -> list[Fault]:
    """Check coding files that are not in `data/`: proposals, and codings under way.

    They are asked what every decided row is asked, by the registers of `collection`, but need no ids and no claims,
    and their quotes may still wait to be anchored. Gives the warnings; raises `FaultsFound` with all faults, also
    those of the data where a register cannot be read.
    """
    under_way = files_under_way(collection, paths)
    under_way.statements = under_way.codings  # where the rules look for rows that belong together
    levels = {"coded": under_way.codings, "decided": under_way.codings, "file": [*under_way.coded_articles.values()]}
    found = [*under_way.faults, *run_checks(Context(under_way), levels)]
    found = [replace(fault, is_warning=fault.is_warning or fault.check in _YET_TO_BE_DONE) for fault in found]
    if any(not fault.is_warning for fault in found):
        raise FaultsFound(found)
    return sorted(found)


def files_under_way(collection: Collection, paths: Iterable[Path]) -> Collection:
    """Read coding files that are not in `data/` as codings, beside the registers of `collection`."""
    registers_are_read = not collection.unread - {"statements", "codings"}
    under_way = replace(collection, statements=[], codings=[], coded_articles={}, comments=collection.comments[:],
                        unread=set(collection.unread),
                        faults=[] if registers_are_read else collection.faults[:])
    for path in paths:
        read_coding(under_way, path, str(path))
    return under_way


def is_published(file: Path, data: Path) -> bool:
    """Say whether a file is one of the coding files of `data/`, which are checked with all data."""
    folders = (data / "statements", data / "codings")
    return file.is_file() and any(file.resolve().is_relative_to(folder.resolve()) for folder in folders)


def summary(warnings: list[Fault]) -> list[str]:
    """Give the lines of the report on the checks: how many were asked, and the warnings, alike ones on one line."""
    count = len(set(warnings))
    noun = "warning" if count == 1 else "warnings"
    return [f"Checks: {len(CHECKS)} asked, {count} {noun}", *(f"  {line}" for line in told(warnings))]


def _not_excused(found: list[Fault], excuses: list[Record[Excuse]], is_whole: bool) -> Iterator[Fault]:
    """Leave out what is excused, and add excuses that are void; unless all was read, none is called stale."""
    firm = [*PROOFS, *(check.check_id for check in CHECKS.values() if check.is_firm)]
    excused = {(excuse.values.check, excuse.values.record) for excuse in excuses if excuse.values.check not in firm}
    matched = {(fault.check, fault.record) for fault in found} & excused
    yield from (fault for fault in found if (fault.check, fault.record) not in excused)
    first_of: dict[tuple[str, str], Record[Excuse]] = {}
    for excuse in excuses:
        first = first_of.setdefault((excuse.values.check, excuse.values.record), excuse)
        if first is not excuse:
            yield excuse.fault("record", f"{excuse.values.record} is excused from {excuse.values.check} twice",
                               found=f"first in {first.file}:{first.line}", check="excuse",
                               remedy="keep one, with the reason that holds")
        elif excuse.values.check in firm:
            yield excuse.fault("check", f"{excuse.values.check} cannot be excused", check="excuse",
                               remedy="mend the record, and remove the excuse")
        elif excuse.values.check not in CHECKS:
            yield excuse.fault("check", f"there is no check {excuse.values.check!r}", check="excuse",
                               remedy=nearest(excuse.values.check, CHECKS))
        elif is_whole and (excuse.values.check, excuse.values.record) not in matched:
            yield excuse.fault("record", f"nothing to excuse: {excuse.values.record} passes {excuse.values.check}",
                               check="excuse", remedy="remove the excuse")
