"""The forms of the rules: what the YAML files may say.

Statement rules say which words make a statement and what it codes. Choices pick one value (of a target, a basis …)
from ordered patterns. Exclusions are the codebook's E rules. Examples stand beside each.
"""

from __future__ import annotations

from typing import Literal

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
    neither leave out the rows of a `firm` one nor revise what it `gives`; what the choices take is revised as in other
    rows. `confidence` is that of its rows where none weighs them.
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
