"""Rules on values: legal, not withdrawn, and not in impossible combinations."""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import Context, file_check, row_check
from builder.read import CodedFile, Row
from schema.codebook import codebook, held
from schema.faults import Fault, nearest, shown


@row_check(is_firm=True)
def legal_value(row: Row, context: Context) -> Iterator[Fault]:
    """Every closed variable has a value of the codebook."""
    book = codebook()
    for variable in book.variables:
        allowed = book.values(variable.id)
        for found in held(row.values, variable.id) if allowed else []:
            if found not in allowed:
                yield row.fault(variable.id, f"{found!r} is not a value of {variable.id}",
                                allowed=", ".join(allowed), remedy=nearest(found, allowed))


@row_check()
def withdrawn_value(row: Row, context: Context) -> Iterator[Fault]:
    """No row uses a value that the codebook had withdrawn when the row was coded."""
    book = codebook()
    for variable in book.variables:
        legal = book.values(variable.id)
        for value_id in (found for found in held(row.values, variable.id) if found in legal):
            withdrawn = book.value(variable.id, value_id).deprecated_in
            if withdrawn and _version(row.codebook_version) >= _version(withdrawn):
                yield row.fault(variable.id, f"{value_id!r} was withdrawn in codebook {withdrawn}",
                                remedy="choose another value; the codebook says which")


@file_check()
def known_codebook(coded: CodedFile, context: Context) -> Iterator[Fault]:
    """The codebook version of a coding is not newer than the project's codebook."""
    version = coded.values.codebook_version
    if _version(version) > _version(codebook().version):
        yield coded.fault("codebook_version", "there is no such codebook yet", found=shown(version),
                          allowed=f"at most {codebook().version!r}", remedy="mend the version")


@row_check(of="decided")
def possible_combination(row: Row, context: Context) -> Iterator[Fault]:
    """No row combines values that the codebook makes impossible."""
    for constraint in codebook().constraints:
        when = " and ".join(f"{name} is {', '.join(held(row.values, name))}" for name in constraint.when)
        for name, found in constraint.broken_by(row.values):
            yield row.fault(name, f"impossible where {when}", found=shown(found),
                            allowed=", ".join(constraint.then[name]), remedy=f"{constraint.id}: {constraint.reason}")


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
