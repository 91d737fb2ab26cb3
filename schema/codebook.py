"""The codebook: variables, their values and the rules between them, read from `codebook.yaml`.

The file is the one owner of every value. It proves itself on load: ids are unique and well-formed, references
resolve, closed lists are closed. Code asks the codebook; it does not list values.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Literal

from schema.faults import Fault, FaultsFound, nearest
from schema.forms import Form, filled
from schema.strict_yaml import Document, Path_, read_file

CODEBOOK_FILE = Path(__file__).with_name("codebook.yaml")

_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\Z")

SCALE = (-2, -1, 1, 2)
"""The degrees of permissiveness, from prohibition to privilege; the one stance without is the undeclared."""

MATCHES = {
    "exact": "the two mean the same",
    "close": "the two mean nearly the same",
    "broad": "the DSA value is the broader of the two",
    "narrow": "the DSA value is the narrower of the two",
    "related": "the two concern the same matter, and neither is a kind of the other",
}
"""How a value of the codebook and its counterpart match."""


class Crosswalk(Form):
    """The counterpart of a value in the EU DSA statement-of-reasons vocabulary."""

    attribute: str
    value: str
    match: Literal[*MATCHES]
    note: str = ""


class Value(Form):
    """One value of a closed variable.

    `permissiveness` is set for stances, `speaker` for speaker roles, `is_opinion` for bases that are somebody's
    opinion of the treatment and so do not lead a cell of the comparison.
    """

    id: str
    label: str
    definition: str
    use_when: str
    use_not_when: str
    example: str
    dsa: list[Crosswalk] = []
    since: str
    deprecated_in: str | None = None
    permissiveness: int | None = None
    speaker: Literal["empty", "named", "either"] | None = None
    is_opinion: bool = False


class Variable(Form):
    """A variable. `kind` says what its cell holds: a `category` one value, a `list` several, the others open text.

    Values are the variable's own, after those of the variable that `values_of` names.
    """

    id: str
    label: str
    kind: Literal["category", "list", "name", "period", "slug", "sentence", "span"]
    definition: str
    rule: str = ""
    values_of: str | None = None
    values: list[Value] = []
    since: str
    deprecated_in: str | None = None


class Rule(Form):
    """A rule of the unit of coding (I1 …, E1 …, S1 …) or a decision in a hard case."""

    id: str
    label: str
    text: str


class Constraint(Form):
    """A combination that is impossible: where all of `when` holds, each variable in `then` has one of the values.

    Of a list, `when` asks for one of the values, and `then` asks that it holds no other.
    """

    id: str
    when: dict[str, list[str]]
    then: dict[str, list[str]]
    reason: str

    def broken_by(self, row: object) -> list[tuple[str, str]]:
        """Give what a row (the variables are its attributes) holds against it: variables of `then`, with the value."""
        if not all(set(held(row, name)) & set(values) for name, values in self.when.items()):
            return []
        return [(name, value) for name, allowed in self.then.items() for value in held(row, name)
                if value not in allowed]


class Codebook(Form):
    """The whole codebook, in the order of the file. `derived` are variables of the tables that nobody codes."""

    version: str
    title: str
    unit: str
    rules: list[Rule]
    variables: list[Variable]
    constraints: list[Constraint]
    decisions: list[Rule]
    derived: list[Variable] = []

    def __copy__(self) -> Codebook:
        """Copy without the maps: `model_copy` may change what they are made of."""
        copied = super().__copy__()
        for name in ("variables_by_id", "own_values"):
            copied.__dict__.pop(name, None)
        return copied

    @functools.cached_property
    def variables_by_id(self) -> dict[str, Variable]:
        """Give every variable, coded or derived, by its id."""
        return {variable.id: variable for variable in self.all_variables}

    @functools.cached_property
    def own_values(self) -> dict[str, dict[str, Value]]:
        """Give the values that each variable lists itself, by variable and id."""
        return {variable.id: {value.id: value for value in variable.values} for variable in self.all_variables}

    def variable(self, variable_id: str) -> Variable:
        """Give the variable with that id, coded or derived; KeyError if there is none."""
        return self.variables_by_id[variable_id]

    def values(self, variable_id: str) -> list[str]:
        """Give the ids of the legal values of a variable, in order; empty for open variables."""
        variable = self.variable(variable_id)
        others = self.values(variable.values_of) if variable.values_of else []
        return [*others, *(value.id for value in variable.values)]

    def value(self, variable_id: str, value_id: str) -> Value:
        """Give one value of a closed variable, its own or lent; KeyError if there is none."""
        variable = self.variable(variable_id)
        own = self.own_values[variable_id]
        return self.value(variable.values_of, value_id) if variable.values_of and value_id not in own else own[value_id]

    def possible_values(self, variable_id: str, beside: Mapping[str, str]) -> list[str]:
        """Give the values of a variable that no constraint makes impossible beside values of others, in order."""
        return [value for value in self.values(variable_id) if not any(
            one.broken_by(SimpleNamespace(**beside, **{variable_id: value})) for one in self.constraints)]

    @property
    def all_variables(self) -> list[Variable]:
        """Give the coded variables and those that the build derives from them."""
        return [*self.variables, *self.derived]

    @property
    def matches(self) -> dict[str, str]:
        """Give the kinds of match between values and their counterparts that occur, with what each says."""
        found = {entry.match for variable in self.all_variables for value in variable.values for entry in value.dsa}
        return {match: meaning for match, meaning in MATCHES.items() if match in found}

    @property
    def categories(self) -> list[str]:
        """Give the ids of the coded variables that hold exactly one value of a closed list."""
        return [variable.id for variable in self.variables if variable.kind == "category"]


def held(row: object, variable_id: str) -> list[str]:
    """Give what a row holds of a variable, as a list: one text, or those of a list; none where it is empty."""
    value = getattr(row, variable_id, None)
    return [value] if isinstance(value, str) else list(value or ())


@functools.cache
def codebook() -> Codebook:
    """Give the project's codebook; raises `FaultsFound` if the file does not prove itself."""
    return load_codebook(CODEBOOK_FILE)


def load_codebook(path: Path) -> Codebook:
    """Read a codebook file and prove it; raises `FaultsFound` with every fault and its line."""
    document = read_file(path, path.name)
    book, faults = filled(Codebook, document)
    if book is not None:
        faults = list(_proof(book, document))
    if book is None or faults:
        raise FaultsFound(faults)
    return book


def _proof(book: Codebook, document: Document) -> Iterator[Fault]:
    def fault(path: Path_, field: str, message: str, **more: str) -> Fault:
        """Make a fault at the place of the value at `path`."""
        return Fault(document.name, document.line(path), field, message, check="codebook", **more)

    yield from _proof_of_ids(book, fault)
    lenders = _lenders(book)
    for group in ("variables", "derived"):
        for v, variable in enumerate(getattr(book, group)):
            yield from _proof_of_variable(variable, lenders, (group, v), fault)
            yield from _proof_of_versions(variable, (group, v), fault)
            if variable.id == "stance":
                yield from _proof_of_stances(variable, (group, v), fault)
    for d, variable in enumerate(book.derived):
        if variable.id in [coded.id for coded in book.variables]:
            yield fault(("derived", d, "id"), "id", f"{variable.id!r} is a coded variable", remedy="give it its own id")
    yield from _proof_of_constraints(book, fault)


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


def _proof_of_versions(variable: Variable, path: Path_, fault) -> Iterator[Fault]:
    entries = [(variable, path), *((value, (*path, "values", i)) for i, value in enumerate(variable.values))]
    for entry, here in entries:
        for field in ("since", "deprecated_in"):
            version = getattr(entry, field)
            if version is not None and not _VERSION.match(version):
                yield fault((*here, field), field, "is not a version", found=repr(version), allowed="such as '1.1'")


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
