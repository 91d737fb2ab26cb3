"""Rules on values: legal, in force, and not in impossible combinations."""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import Context, file_check, row_check
from builder.read import CodedFile, Row
from schema.codebook import Value, codebook, held, version_number
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
    for variable_id, value in _coded_values(row):
        if _is_withdrawn(value, row):
            values = [codebook().value(variable_id, one) for one in codebook().values(variable_id)]
            others = [one.id for one in values if not _is_withdrawn(one, row) and not _is_newer(one, row)]
            yield row.fault(variable_id, f"{value.id!r} was withdrawn in codebook {value.deprecated_in}",
                            allowed=", ".join(others), remedy="choose another value")


@row_check()
def introduced_value(row: Row, context: Context) -> Iterator[Fault]:
    """No row uses a value that the codebook did not have yet when the row was coded."""
    for variable_id, value in _coded_values(row):
        if _is_newer(value, row):
            yield row.fault(variable_id, f"{value.id!r} is not of codebook {row.codebook_version}",
                            allowed=f"codebook_version {value.since!r} or later",
                            remedy="choose another value, or code the article anew by that codebook")


@file_check()
def known_codebook(coded: CodedFile, context: Context) -> Iterator[Fault]:
    """The codebook version of a coding is not newer than the project's codebook."""
    version = coded.values.codebook_version
    if version_number(version) > version_number(codebook().version):
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


def _coded_values(row: Row) -> Iterator[tuple[str, Value]]:
    """Give the values of the codebook that a row holds, each with its variable; what is no value is left out."""
    for variable in codebook().variables:
        legal = codebook().values(variable.id)
        yield from ((variable.id, codebook().value(variable.id, found)) for found in held(row.values, variable.id)
                    if found in legal)


def _is_withdrawn(value: Value, row: Row) -> bool:
    """Say whether a value was withdrawn in the codebook by which the row was coded, or before."""
    return bool(value.deprecated_in) and version_number(row.codebook_version) >= version_number(value.deprecated_in)


def _is_newer(value: Value, row: Row) -> bool:
    """Say whether a value came into the codebook after the one by which the row was coded."""
    return version_number(row.codebook_version) < version_number(value.since)
