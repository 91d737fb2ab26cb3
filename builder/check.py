"""Check: ask every rule of the collection, set excused faults aside, and fail once with all the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.checks import CHECKS, Context, run_checks
from builder.checks import (  # importing a module of rules enters them in the register
    contrasts as contrasts,
)
from builder.checks import (
    evidence as evidence,
)
from builder.checks import (
    identity as identity,
)
from builder.checks import (
    periods as periods,
)
from builder.checks import (
    references as references,
)
from builder.checks import (
    vocabulary as vocabulary,
)
from builder.checks import (
    wording as wording,
)
from builder.inputs import Excuse
from builder.read import Collection, Record
from schema.faults import Fault, FaultsFound, nearest


def check(collection: Collection, withdrawn_ids: Iterable[str] = ()) -> list[Fault]:
    """Check everything that was read and give the warnings; raises `FaultsFound` with all faults.

    `withdrawn_ids` are ids of statements that earlier releases held and that must not come back.
    """
    found = [*collection.faults, *run_checks(Context(collection, frozenset(withdrawn_ids)))]
    found = list(_not_excused(found, collection.excuses))
    faults = [fault for fault in found if not fault.is_warning]
    if faults:
        raise FaultsFound(faults)
    return sorted(found)


def _not_excused(found: list[Fault], excuses: list[Record[Excuse]]) -> Iterator[Fault]:
    excused = {(excuse.values.check, excuse.values.record) for excuse in excuses}
    matched = {(fault.check, fault.record) for fault in found} & excused
    yield from (fault for fault in found if (fault.check, fault.record) not in excused)
    for excuse in excuses:
        if excuse.values.check not in CHECKS:
            yield excuse.fault("check", f"there is no check {excuse.values.check!r}", check="excuse",
                               remedy=nearest(excuse.values.check, CHECKS))
        elif (excuse.values.check, excuse.values.record) not in matched:
            yield excuse.fault("record", f"nothing to excuse: {excuse.values.record} passes {excuse.values.check}",
                               check="excuse", remedy="remove the excuse")
