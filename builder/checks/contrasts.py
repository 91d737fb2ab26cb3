"""Rules on rows that belong together: contrasts (S4) and repetition (E6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from builder.checks import Context, row_check
from builder.read import Collection, Row
from schema.evidence import are_neighbours
from schema.faults import Fault, shown

_E6_FIELDS = ("platform", "target", "policy_area", "stance", "basis", "speaker_role", "speaker")


@row_check()
def contrast_with_others(row: Row, context: Context) -> Iterator[Fault]:
    """A row is not compared with its own platform, and with no platform twice."""
    sides = row.values.compared_with
    if row.values.platform in sides:
        yield row.fault("compared_with", "holds the row's own platform", found=shown(row.values.platform),
                        remedy="name the other side only")
    for side in sorted({side for side in sides if sides.count(side) > 1}):
        yield row.fault("compared_with", f"names {side} twice", remedy="remove one")


@row_check(of="decided", is_warning=True)
def contrast_names_back(row: Row, context: Context) -> Iterator[Fault]:
    """Where the other side of a contrast has a row on the same or the next sentence, it names this side back."""
    by_platform = context.lookup("by platform", _by_platform)
    for side in row.values.compared_with:
        others = [other for other in by_platform[row.file, side] if rest_together(row, other)]
        if others and not any(row.values.platform in other.values.compared_with for other in others):
            mine = row.values.platform
            yield row.fault("compared_with", f"{others[0].record_id} on {side} does not name {mine} back",
                            remedy=f"add {mine} to its compared_with, if the contrast is the same")


def rest_together(first: Row, second: Row) -> bool:
    """Say whether two rows of one article rest on the same or on neighbouring sentences."""
    one, other = first.values.evidence, second.values.evidence
    if None in (one.start, one.end, other.start, other.end):
        return False
    return are_neighbours((one.start, one.end), (other.start, other.end))


@row_check(of="decided")
def repetition(row: Row, context: Context) -> Iterator[Fault]:
    """E6: rows of one article that agree in every respect but time are one statement."""
    first = context.lookup("first that says the same", _firsts)[_said(row)]
    if first is not row:
        yield row.fault("summary", f"says the same as {first.record_id} by rule E6",
                        allowed="one row, or rows that name different accounts or times",
                        remedy="keep the direct quotation, else the richer wording; or add it to data/excuses.yaml")


def _firsts(collection: Collection) -> dict[tuple, Row]:
    return {_said(row): row for row in reversed(collection.statements)}


def _said(row: Row) -> tuple:
    """Give what rows of one file share if they are one statement."""
    values = row.values
    return (row.file, *(getattr(values, name) for name in _E6_FIELDS), tuple(sorted(values.compared_with)),
            values.period_start, values.period_end)


def _by_platform(collection: Collection) -> dict[tuple[str, str], list[Row]]:
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in collection.statements:
        rows[row.file, row.values.platform].append(row)
    return rows
