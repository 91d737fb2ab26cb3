"""The rules: what the YAML files say, read into forms and compiled once into the book that the engine asks."""

from __future__ import annotations

import contextlib
import functools
import gc
import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.gates import Gate
from extractor.lexicon import forms_in, lexicon, one_each
from extractor.patterns import Alphabet, Compiler, Pattern, literals_in
from extractor.remembered import remembered
from extractor.rule_forms import (
    AnyRule,
    ChoiceFile,
    ChoiceRule,
    EllipsisFile,
    ExclusionFile,
    ExclusionRule,
    MacroFile,
    StatementFile,
    StatementRule,
)


@dataclass(frozen=True)
class Compiled:
    """A rule with its patterns compiled. `number` is its place in the order of all rules."""

    number: int
    rule: AnyRule
    pattern: Pattern | None
    unless: Pattern | None
    after: Pattern | None = None


class Branch(NamedTuple):
    """One alternative of a rule's pattern; `number` is its place in the order of its kind."""

    number: int
    rule: Compiled
    pattern: Pattern


@dataclass(frozen=True)
class RuleBook:
    """All rules, compiled with one alphabet. `gate` tells which patterns can match; `branches` are the alternatives of
    rules by their numbers there. Of its bits `stating` are those of statement rules, `wide` and `weak` those that look
    at whole sentences and that need a row, `excluding` those of exclusions; `afters` are what one of the sentences
    before must hold, each with the bits of the rules that ask for it."""

    alphabet: Alphabet
    statements: tuple[Compiled, ...]
    choices: dict[str, tuple[Compiled, ...]]
    exclusions: tuple[Compiled, ...]
    structure: dict[str, Pattern]
    branches: dict[int, Branch]
    gate: Gate
    stating: int
    wide: int
    weak: int
    excluding: int
    afters: tuple[tuple[Pattern, int], ...]
    ellipses: tuple[Compiled, ...]
    opposites: dict[str, str]
    used_classes: frozenset[str]
    _fitting: dict[tuple[str, ...], list[Compiled]] = field(default_factory=dict, repr=False, compare=False)

    @functools.cached_property
    def asking(self) -> int:
        """Give the bits of the statement rules that ask for something in one of the sentences before."""
        return functools.reduce(operator.or_, (asking for _, asking in self.afters), 0)

    @functools.cached_property
    def firm(self) -> dict[str, frozenset[str]]:
        """Give the variables that stand where a firm rule fired, by the id of the rule."""
        stated = {one.rule.id: frozenset(one.rule.gives) for one in self.statements if one.rule.firm}
        return stated | {one.rule.id: frozenset({variable}) for variable, rules in self.choices.items()
                         for one in rules if one.rule.firm}

    @functools.cached_property
    def speaker_gate(self) -> Gate:
        """Give the gate that tells which choices of a speaker's role can hold in a stretch of symbols."""
        return Gate([choice.pattern.needs for choice in self.choices["speaker_role"]])

    def fitting(self, variable: str, gives: dict[str, str]) -> list[Compiled]:
        """Give the rules of a choice that `when` admits beside these values, in order."""
        key = (variable, *gives.items())
        if key not in self._fitting:
            self._fitting[key] = [one for one in self.choices[variable]
                                  if all(gives.get(name) in values for name, values in one.rule.when.items())]
        return self._fitting[key]


@functools.cache
def rule_book() -> RuleBook:
    """Read and compile all rules; raises `FaultsFound` for a file, ValueError or KeyError for a pattern."""
    with _uncollected():
        return remembered("rules", _compiled_book)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector: what is made here stays, and a quarter of the time went into looking through it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _compiled_book() -> RuleBook:
    macro_files = forms_in("macros", MacroFile)
    statements = [rule for file in forms_in("rules_", StatementFile) for rule in file.rules]
    choices = one_each("choice", ((file.variable, file.rules) for file in forms_in("choose_", ChoiceFile)))
    exclusions = [rule for file in forms_in("exclusions", ExclusionFile) for rule in file.rules]
    elliptical = forms_in("ellipses", EllipsisFile)[0]
    macros = one_each("macro", ((macro.id, macro.pattern) for file in macro_files for macro in file.macros))
    structure = one_each("structure", ((macro.id, macro.pattern) for file in macro_files for macro in file.structure))
    every = [*statements, *exclusions, *elliptical.rules, *(rule for rules in choices.values() for rule in rules)]
    sources = [*macros.values(), *structure.values(), *(source for rule in every for source in _sources(rule))]
    alphabet = Alphabet(lexicon(), {word for source in sources for word in literals_in(source)})
    compiler = Compiler(alphabet, macros)
    compiled = tuple(_compiled(number, rule, compiler) for number, rule in enumerate(statements))
    excluded = tuple(_compiled(number, rule, compiler) for number, rule in enumerate(exclusions))
    chosen = {name: tuple(_compiled(n, rule, compiler) for n, rule in enumerate(rules))
              for name, rules in choices.items()}
    ellipses = tuple(_compiled(number, rule, compiler) for number, rule in enumerate(elliptical.rules))
    asked = {name: compiler.pattern(source) for name, source in structure.items()}
    small = [*asked.values(), *_small([*compiled, *excluded, *ellipses, *sum(chosen.values(), ())])]
    gate, branches = _gate(list(dict.fromkeys(small)), [*excluded, *compiled])
    stating = {number: one.rule for number, one in branches.items() if isinstance(one.rule.rule, StatementRule)}
    return RuleBook(
        alphabet, compiled, chosen, excluded, asked, branches, gate, gate.joined(stating),
        gate.joined(number for number, one in stating.items() if one.rule.scope == "sentence"),
        gate.joined(number for number, one in stating.items() if one.rule.needs_row),
        gate.joined(branches.keys() - stating), _afters(stating, gate), ellipses, elliptical.opposites,
        frozenset(compiler.used),
    )


def _compiled(number: int, rule: AnyRule, compiler: Compiler) -> Compiled:
    try:
        compile_one = compiler.pattern if isinstance(rule, ChoiceRule) else compiler.branched
        return Compiled(number, rule, compile_one(rule.pattern) if rule.pattern else None,
                        compiler.pattern(" | ".join(rule.unless)) if rule.unless else None,
                        compiler.pattern(rule.after) if getattr(rule, "after", "") else None)
    except (KeyError, ValueError) as error:
        raise ValueError(f"rule {rule.id}: {error}") from error


def _sources(rule: AnyRule) -> list[str]:
    return [rule.pattern, *rule.unless, getattr(rule, "after", "")]


def _afters(stating: dict[int, Compiled], gate: Gate) -> tuple[tuple[Pattern, int], ...]:
    asked: dict[Pattern, list[int]] = {}
    for number, rule in stating.items():
        if rule.after:
            asked.setdefault(rule.after, []).append(number)
    return tuple((pattern, gate.joined(numbers)) for pattern, numbers in asked.items())


def _small(rules: Iterable[Compiled]) -> Iterator[Pattern]:
    """Give the patterns of rules that are searched for as a whole: all but those of statements and exclusions."""
    for one in rules:
        whole = None if isinstance(one.rule, StatementRule | ExclusionRule) else one.pattern
        yield from filter(None, (whole, one.unless, one.after))


def _gate(small: Sequence[Pattern], rules: Iterable[Compiled]) -> tuple[Gate, dict[int, Branch]]:
    """Build the gate of small patterns and of the alternatives of rules, and tell each pattern its bits."""
    every = [(rule, branch) for rule in rules for branch in rule.pattern.branches]
    parts = [part for pattern in small for part in pattern.branches or [pattern]]
    patterns = [*parts, *(branch for _, branch in every)]
    gate = Gate([pattern.needs for pattern in patterns])
    for pattern, bits in zip(patterns, gate.bits, strict=True):
        pattern.bits = bits
    for pattern in small:
        pattern.bits = functools.reduce(operator.or_, (part.bits for part in pattern.branches), pattern.bits)
    return gate, {number: Branch(number, *one) for number, one in enumerate(every, len(parts))}
