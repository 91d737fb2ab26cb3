"""Precedence: which of two readings of one sentence stands where a coder writes only one row."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from extractor.extraction import Candidate, LeftOut
from extractor.lexicon import forms_in
from schema.forms import Form

Fit = dict[str, list[str]]
RULE = "rule"


class PrecedenceRule(Form):
    """What kind of row yields to what kind of row of the same sentence and platform.

    `row` and `beside` give for each variable the values that fit, `rule` the beginnings of ids of statement rules;
    `alike` names variables in which the two agree.
    """

    id: str
    row: Fit
    beside: Fit
    alike: list[str] = []
    reason: str = ""
    examples: list[str] = []
    counter_examples: list[str] = []


class PrecedenceFile(Form):
    """The file of precedence."""

    about: str
    rules: list[PrecedenceRule]


def with_precedence(found: Sequence[Candidate]) -> tuple[list[Candidate], list[LeftOut]]:
    """Give the candidates that stand, and as left out those that yield to another of their sentence and platform."""
    together: dict[tuple[int, str], list[Candidate]] = {}
    for one in found:
        together.setdefault((one.evidence.start, one.platform), []).append(one)
    kept, left = [], []
    for one in found:
        beside = together[one.evidence.start, one.platform]
        rule = next((rule for rule in precedence() if _yields(rule, one, beside)), None) if len(beside) > 1 else None
        if rule is None:
            kept.append(one)
        else:
            left.append(LeftOut(one.evidence.start, one.evidence.end, one.rule, "S2",
                                "another reading of the sentence stands", rule.id))
    return kept, left


def _yields(rule: PrecedenceRule, one: Candidate, beside: Sequence[Candidate]) -> bool:
    return _fits(rule.row, one) and any(
        other is not one and _fits(rule.beside, other)
        and all(getattr(one, name) == getattr(other, name) for name in rule.alike) for other in beside)


def _fits(fit: Mapping[str, list[str]], row: Candidate) -> bool:
    return all(row.rule.startswith(tuple(values)) if name == RULE else getattr(row, name) in values
               for name, values in fit.items())


@functools.cache
def precedence() -> list[PrecedenceRule]:
    """Read the rules of precedence; raises `FaultsFound`."""
    return forms_in("precedence", PrecedenceFile)[0].rules
