"""Proof of the codebook: ids are unique and well-formed, references resolve, closed lists are closed, and what code
relies on holds: one stance is open, the others have a degree of the scale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from schema.codebook_form import Codebook, Variable, version_number
from schema.faults import Fault, nearest
from schema.strict_yaml import Document, Path_

_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\Z")

SCALE = (-2, -1, 1, 2)
"""The degrees of permissiveness, from prohibition to privilege; the one stance without is the undeclared."""


def faults_of(book: Codebook, document: Document) -> Iterator[Fault]:
    """Give every fault of a codebook at its line in the document that it was filled from."""
    fault = _faults_in(document)
    yield from basic_faults_of(book, document)
    for path, variable in _variables(book):
        yield from _proof_of_versions(variable, book.version, path, fault)
        if variable.id == "stance":
            yield from _proof_of_stances(variable, path, fault)


def basic_faults_of(book: Codebook, document: Document) -> Iterator[Fault]:
    """Give the faults with which neither the table `codebook` nor the codebook's document can be made."""
    fault = _faults_in(document)
    yield from _proof_of_ids(book, fault)
    lenders = _lenders(book)
    for path, variable in _variables(book):
        yield from _proof_of_variable(variable, lenders, path, fault)
    for d, variable in enumerate(book.derived):
        if variable.id in [coded.id for coded in book.variables]:
            yield fault(("derived", d, "id"), "id", f"{variable.id!r} is a coded variable", remedy="give it its own id")
    yield from _proof_of_constraints(book, fault)


def _faults_in(document: Document) -> Callable[..., Fault]:
    def fault(path: Path_, field: str, message: str, **more: str) -> Fault:
        """Make a fault at the place of the value at `path`."""
        return Fault(document.name, document.line(path), field, message, check="codebook", **more)

    return fault


def _variables(book: Codebook) -> Iterator[tuple[Path_, Variable]]:
    for group in ("variables", "derived"):
        yield from (((group, v), variable) for v, variable in enumerate(getattr(book, group)))


def _proof_of_constraints(book: Codebook, fault) -> Iterator[Fault]:
    lenders = _lenders(book)
    legal = {v.id: [*lenders.get(v.values_of, []), *(value.id for value in v.values)] for v in book.variables}
    for c, constraint in enumerate(book.constraints):
        for part in ("when", "then"):
            if not getattr(constraint, part):
                yield fault(("constraints", c, part), part, "names no variable", allowed="one or more")
            for name, values in getattr(constraint, part).items():
                yield from _proof_of_reference(legal, name, values, ("constraints", c, part, name), fault)


def _lenders(book: Codebook) -> dict[str, list[str]]:
    """Give the values of each variable that may lend them: those of its own, where it borrows none."""
    return {v.id: [value.id for value in v.values] for v in book.variables if v.values and not v.values_of}


def _proof_of_ids(book: Codebook, fault) -> Iterator[Fault]:
    if not _VERSION.match(book.version):
        yield fault(("version",), "version", "is not a version", found=repr(book.version), allowed="such as '1.1'")
    groups = {
        "rules": [rule.id for rule in book.rules],
        "variables": [variable.id for variable in book.variables],
        "derived": [variable.id for variable in book.derived],
        "constraints": [constraint.id for constraint in book.constraints],
        "decisions": [decision.id for decision in book.decisions],
    }
    for group, ids in groups.items():
        for name, count in Counter(ids).items():
            if count > 1:
                yield fault((group, _last(ids, name), "id"), "id", f"{name!r} stands {count} times in {group}",
                            remedy="give each its own id")


def _proof_of_variable(variable: Variable, lenders: dict[str, list[str]], path: Path_, fault) -> Iterator[Fault]:
    ids = [value.id for value in variable.values]
    if not _ID.match(variable.id):
        yield fault((*path, "id"), "id", "is not an id", found=repr(variable.id), allowed="lower-case words and '_'")
    is_closed = bool(ids or variable.values_of)
    if (variable.kind in ("category", "list")) != is_closed:
        having = "with" if is_closed else "without"
        yield fault(path, variable.id, f"a variable of kind {variable.kind} {having} values",
                    allowed="values where the kind is category or list, and only there")
    lent = lenders.get(variable.values_of, [])
    if variable.values_of and not lent:
        yield fault((*path, "values_of"), "values_of", "there is no such variable with values of its own",
                    found=repr(variable.values_of), remedy=nearest(variable.values_of, lenders))
    for i, value in enumerate(variable.values):
        here = (*path, "values", i)
        if not _ID.match(value.id):
            yield fault((*here, "id"), "id", "is not an id", found=repr(value.id), allowed="lower-case words and '_'")
        if value.id in [*lent, *ids[:i]]:
            yield fault((*here, "id"), "id", f"{value.id!r} stands twice in {variable.id}")


def _proof_of_versions(variable: Variable, newest: str, path: Path_, fault) -> Iterator[Fault]:
    entries = [(variable, path), *((value, (*path, "values", i)) for i, value in enumerate(variable.values))]
    for entry, here in entries:
        for field in ("since", "deprecated_in"):
            version = getattr(entry, field)
            if version is not None and not _VERSION.match(version):
                yield fault((*here, field), field, "is not a version", found=repr(version), allowed="such as '1.1'")
            elif version and _VERSION.match(newest) and version_number(version) > version_number(newest):
                yield fault((*here, field), field, "is later than the codebook", found=repr(version),
                            allowed=f"at most {newest!r}", remedy="raise the codebook's 'version', or mend it")


def _proof_of_stances(stance: Variable, path: Path_, fault) -> Iterator[Fault]:
    undeclared = [value.id for value in stance.values if value.permissiveness is None]
    if len(undeclared) != 1:
        yield fault(path, stance.id, "not exactly one value is without permissiveness", allowed="one, the undeclared",
                    found=", ".join(undeclared) or "none", remedy="give each other value its permissiveness")
    for i, value in enumerate(stance.values):
        if value.permissiveness is not None and value.permissiveness not in SCALE:
            yield fault((*path, "values", i, "permissiveness"), "permissiveness", "is not a degree of the scale",
                        found=str(value.permissiveness), allowed=", ".join(map(str, SCALE)))


def _proof_of_reference(legal: dict[str, list[str]], name: str, values: list[str], path: Path_,
                        fault) -> Iterator[Fault]:
    if name not in legal:
        yield fault(path, name, "there is no such variable", remedy=nearest(name, legal))
        return
    if not values:
        yield fault(path, name, "names no value", allowed=", ".join(legal[name]))
    for value in values:
        if value not in legal[name]:
            yield fault(path, name, f"{value!r} is not a value of {name}", remedy=nearest(value, legal[name]))


def _last(ids: list[str], name: str) -> int:
    return len(ids) - 1 - ids[::-1].index(name)
