"""Rules on values: legal, not withdrawn, and not in impossible combinations."""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import Context, row_check
from builder.read import Row
from schema.codebook import Constraint, codebook
from schema.faults import Fault, nearest, shown


@row_check()
def legal_value(row: Row, context: Context) -> Iterator[Fault]:
    """Every closed variable has a value of the codebook."""
    book = codebook()
    for variable in book.variables:
        allowed = book.values(variable.id)
        value = getattr(row.values, variable.id, None)
        for found in (value if isinstance(value, list) else [value]) if allowed else []:
            if found not in allowed:
                yield row.fault(variable.id, f"{found!r} is not a value of {variable.id}",
                                allowed=", ".join(allowed), remedy=nearest(str(found), allowed))


@row_check()
def withdrawn_value(row: Row, context: Context) -> Iterator[Fault]:
    """No row uses a value that the codebook had withdrawn when the row was coded."""
    book = codebook()
    for variable in book.variables:
        for value in variable.values:
            is_used = getattr(row.values, variable.id, None) == value.id
            if value.deprecated_in and is_used and _version(row.codebook_version) >= _version(value.deprecated_in):
                yield row.fault(variable.id, f"{value.id!r} was withdrawn in codebook {value.deprecated_in}",
                                remedy="choose another value; the codebook says which")


@row_check()
def known_codebook(row: Row, context: Context) -> Iterator[Fault]:
    """The codebook version of a row is not newer than the project's codebook."""
    if _version(row.codebook_version) > _version(codebook().version):
        yield row.fault("codebook_version", "there is no such codebook yet", found=row.codebook_version,
                        allowed=f"at most {codebook().version}")


@row_check(of="decided")
def possible_combination(row: Row, context: Context) -> Iterator[Fault]:
    """No row combines values that the codebook makes impossible."""
    for constraint in codebook().constraints:
        if all(getattr(row.values, name) in values for name, values in constraint.when.items()):
            yield from _violations(row, constraint)


def _violations(row: Row, constraint: Constraint) -> Iterator[Fault]:
    when = " and ".join(f"{name} is {getattr(row.values, name)}" for name in constraint.when)
    for name, allowed in constraint.then.items():
        if getattr(row.values, name) not in allowed:
            yield row.fault(name, f"impossible where {when}", found=shown(getattr(row.values, name)),
                            allowed=", ".join(allowed), remedy=f"{constraint.id}: {constraint.reason}")


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
