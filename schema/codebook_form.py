"""The shape of the codebook: variables, their values, and which of them exclude each other."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Literal

from schema.forms import Form

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
        if not all(any(value in values for value in held(row, name)) for name, values in self.when.items()):
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


def version_number(version: str) -> tuple[int, ...]:
    """Give a version of the codebook as numbers, which compare as versions do: 1.10 is later than 1.9."""
    return tuple(int(part) for part in version.split("."))


def held(row: object, variable_id: str) -> list[str]:
    """Give what a row holds of a variable, as a list: one text, or those of a list; none where it is empty."""
    value = getattr(row, variable_id, None)
    return [value] if isinstance(value, str) else list(value or ())
