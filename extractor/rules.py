"""The rules: what the YAML files say, read into forms and compiled once.

Statement rules say which words make a statement and what it codes. Choices pick one value (of a target, a basis …)
from ordered patterns. Exclusions are the codebook's E rules. Examples stand beside each.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractor.gates import Gate
from extractor.lexicon import forms_in, lexicon, one_each
from extractor.patterns import Alphabet, Compiler, Pattern, literals_in
from schema.forms import Form


class StatementRule(Form):
    """One way in which an article states a treatment.

    `group`: of the rules of one group only the first counts where two match the same words. `needs`: where the target
    must be named: in the sentence, near it (up to three sentences before), or, for rules worded generally, in the text.
    `platforms: clause`: the platform must be named, or stood for, in the clause itself. `gives` holds the values;
    `speaker_role` there is forced, `speaker_else` is taken where nobody fitting is found to speak.
    `after` is a pattern that one of the two sentences before must hold, `silences` names groups that give nothing more
    in the sentence, `not_by` roles whose claim is no row. `needs_row` makes a weak rule: it is tried last, only in a
    text where others found a row, and gives none in a clause with one of the same policy area. The points of words
    neither leave out the rows of a `firm` one nor revise them. `confidence` is that of its rows where none weighs them.
    """

    id: str
    group: str
    pattern: str
    unless: list[str] = []
    scope: Literal["clause", "sentence"] = "clause"
    needs: Literal["sentence", "near", "text"] = "near"
    platforms: Literal["any", "clause"] = "any"
    gives: dict[str, str]
    silences: list[str] = []
    after: str = ""
    not_by: list[str] = []
    needs_row: bool = False
    firm: bool = False
    reason: str = ""
    confidence: float = 0.7
    examples: list[str] = []
    counter_examples: list[str] = []

    @property
    def treatment(self) -> tuple[str, str]:
        """Give the policy area and the stance."""
        return self.gives["policy_area"], self.gives["stance"]


class ChoiceRule(Form):
    """One step of an ordered choice: where the pattern is found in its `scope`, the value is taken.

    What a `firm` one takes is not revised. Of speakers `name` says how they are named, `label` the office in the name,
    `stands_for` for which kinds (their `name`, or "unnamed") the words stand if one spoke before, `when` their roles.
    """

    id: str
    scope: Literal["clause", "sentence"] = "clause"
    pattern: str = ""
    unless: list[str] = []
    when: dict[str, list[str]] = {}
    value: str
    name: str = ""
    label: str = ""
    stands_for: list[str] = []
    firm: bool = False
    reason: str = ""
    examples: list[str] = []
    counter_examples: list[str] = []


class ExclusionRule(Form):
    """Words that keep a place from yielding rows. `rule` is the codebook's, such as E1.

    With `areas` only rows of these policy areas are kept out, with `groups` only those of these groups of rules.
    One that `goes_on` holds for what follows in the text up to a row, where target and platform are not both named; if
    it also `is_topic`, so does it where it stands in the first sentences beside no match of a statement rule.
    """

    id: str
    rule: str
    scope: Literal["clause", "sentence"] = "clause"
    pattern: str
    unless: list[str] = []
    areas: list[str] = []
    groups: list[str] = []
    goes_on: bool = False
    is_topic: bool = False
    reason: str
    examples: list[str] = []
    counter_examples: list[str] = []


class EllipsisRule(Form):
    """Words that say of another platform what the nearest row before says, or the opposite.

    The slot `p` names the platform. `stances` and `areas` are those of the row before, if not any will do.
    """

    id: str
    sense: Literal["same", "opposite"]
    pattern: str
    unless: list[str] = []
    stances: list[str] = []
    areas: list[str] = []
    within_sentence: bool = False
    reason: str = ""
    examples: list[str] = []
    counter_examples: list[str] = []


class Macro(Form):
    """A named part of patterns, or a pattern that the engine asks for by its id."""

    id: str
    pattern: str


class MacroFile(Form):
    """The file of macros and of the engine's own patterns."""

    macros: list[Macro] = []
    structure: list[Macro] = []


class StatementFile(Form):
    """A file of statement rules, with what they are about."""

    about: str
    rules: list[StatementRule]


class ChoiceFile(Form):
    """A file of one choice. `variable` is what is chosen."""

    variable: str
    about: str
    rules: list[ChoiceRule]


class ExclusionFile(Form):
    """The file of exclusions."""

    about: str
    rules: list[ExclusionRule]


class EllipsisFile(Form):
    """The file of ellipses. `opposites` gives for each stance that has one its opposite."""

    about: str
    opposites: dict[str, str]
    rules: list[EllipsisRule]


AnyRule = StatementRule | ChoiceRule | ExclusionRule | EllipsisRule


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
