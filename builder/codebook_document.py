"""The codebook as a document that people read: `CODEBOOK.md` of the release folder, in the order of the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.describe import markdown_table, matches_in_words
from schema.codebook import Codebook, Constraint, Crosswalk, Rule, Value, Variable

CODEBOOK_DOCUMENT = "CODEBOOK.md"

_KINDS = {
    "category": "one value of a closed list",
    "list": "any number of values of a closed list",
    "name": "a name, as the article gives it",
    "period": "YYYY, YYYY-MM or YYYY-MM-DD",
    "slug": "lower-case words, joined by hyphens",
    "sentence": "one sentence",
    "span": "start and end in the text",
}
_SPEAKERS = {"empty": "left empty", "named": "named", "either": "named, or left empty"}


def codebook_document(book: Codebook) -> str:
    """Write the whole codebook as Markdown: unit, rules, variables with their values, constraints, hard cases."""
    return "\n\n".join(_parts(book)) + "\n"


def _parts(book: Codebook) -> Iterator[str]:
    yield f"# {book.title}: codebook {book.version}"
    yield ("Every value is also a row of the table `codebook`. The examples are sentences written for this codebook; "
           "they report nothing.")
    if book.matches:
        yield ("Where a value has a counterpart in the EU's DSA statements of reasons, it says how the two match:\n\n"
               f"{matches_in_words(book)}")
    yield from ("## The unit", book.unit, "## Rules", _rules(book.rules))
    yield from ("## Coded variables", *_variables(book, book.variables))
    yield from ("## Derived variables", "Nobody codes these; the build derives them from the coded ones.",
                *_variables(book, book.derived))
    yield from ("## Combinations that are impossible", _constraints(book.constraints))
    yield from ("## Decisions in hard cases", _rules(book.decisions))


def _rules(rules: Iterable[Rule]) -> str:
    return "\n".join(f"- **{rule.id} {rule.label}.** {rule.text}" for rule in rules)


def _variables(book: Codebook, variables: Iterable[Variable]) -> Iterator[str]:
    for variable in variables:
        yield f"### `{variable.id}`: {variable.label}"
        yield f"{variable.definition} Holds {_KINDS[variable.kind]}.{_status(variable)}"
        if variable.rule:
            yield f"*Rule.* {variable.rule}"
        if variable.values_of:
            lent = ", ".join(f"`{value.id}`" for value in book.variable(variable.values_of).values)
            yield f"Takes the values of `{variable.values_of}` ({lent}){', and:' if variable.values else '.'}"
        yield from map(_value, variable.values)


def _value(value: Value) -> str:
    """Write one value: its label, what it means, and a point each for what a coder asks of it."""
    asked = {
        "Use when": value.use_when,
        "Not when": value.use_not_when,
        "Example": f"*{value.example}*",
        "Permissiveness": None if value.permissiveness is None else f"{value.permissiveness:+d}",
        "Speaker": value.speaker and _SPEAKERS[value.speaker],
        "Opinion": value.is_opinion and "yes; it does not lead a cell of the comparison",
        "In the EU's DSA": "; ".join(map(_counterpart, value.dsa)),
    }
    points = "\n".join(f"- {question}: {answer}" for question, answer in asked.items() if answer)
    return f"#### `{value.id}`: {value.label}\n\n{value.definition}{_status(value)}\n\n{points}"


def _counterpart(dsa: Crosswalk) -> str:
    note = f" ({dsa.note})" if dsa.note else ""
    return f"{dsa.match} `{dsa.attribute}={dsa.value}`{note}"


def _status(entry: Variable | Value) -> str:
    return f" Withdrawn in {entry.deprecated_in}." if entry.deprecated_in else ""


def _constraints(constraints: Iterable[Constraint]) -> str:
    rows = [(_condition(constraint.when), _condition(constraint.then), constraint.reason) for constraint in constraints]
    return markdown_table(["where", "only", "because"], rows)


def _condition(values: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"`{variable}` is {_either(names)}" for variable, names in values.items())


def _either(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
