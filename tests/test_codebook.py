"""The codebook proves itself: the project's own does, and each way to break one is told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schema.codebook import codebook, load_codebook
from schema.evidence import words
from schema.faults import FaultsFound

ROOT = Path(__file__).parents[1]
BOOK = codebook()
VALUES = {f"{variable.id}-{value.id}": value for variable in BOOK.all_variables for value in variable.values}

VALID = """\
version: '1.0'
title: A codebook
unit: A statement.
rules:
- {id: I1, label: Treatment, text: Include a rule.}
variables:
- id: stance
  label: Stance
  kind: category
  definition: What is done.
  since: '1.0'
  values:
  - {id: permits, label: P, permissiveness: 1, definition: D., use_when: U, use_not_when: N, example: E, since: '1.0'}
  - {id: undeclared, label: P, definition: D., use_when: U., use_not_when: N., example: E., since: '1.0'}
- {id: contrast, label: Contrast, kind: list, values_of: stance, definition: D., since: '1.0'}
- {id: speaker, label: Speaker, kind: name, definition: D., since: '1.0'}
constraints:
- {id: one, when: {stance: [permits]}, then: {stance: [permits]}, reason: R.}
decisions:
- {id: H01, label: L, text: T.}
derived:
- id: lead
  label: Lead
  kind: category
  values_of: stance
  definition: D.
  since: '1.0'
  values:
  - {id: mixed, label: M, definition: D., use_when: U., use_not_when: N., example: E., since: '1.0'}
"""

BROKEN = {
    "version that is none": ("version: '1.0'", "version: new",
                             "b.yaml:1: version: is not a version; found 'new'; allowed such as '1.1' [codebook]"),
    "duplicate variable": ("{id: speaker,", "{id: contrast,",
                           "b.yaml:16: id: 'contrast' stands 2 times in variables; give each its own id [codebook]"),
    "duplicate rule": ("- {id: I1, label: Treatment, text: Include a rule.}",
                       "- {id: I1, label: A, text: A.}\n- {id: I1, label: B, text: B.}",
                       "b.yaml:6: id: 'I1' stands 2 times in rules; give each its own id [codebook]"),
    "duplicate value": ("{id: undeclared,", "{id: permits,",
                        "b.yaml:14: id: 'permits' stands twice in stance [codebook]"),
    "value that is lent already": ("{id: mixed,", "{id: permits,",
                                   "b.yaml:29: id: 'permits' stands twice in lead [codebook]"),
    "derived variable that is coded": ("- id: lead", "- id: stance",
                                       "b.yaml:22: id: 'stance' is a coded variable; give it its own id [codebook]"),
    "bad id of a variable": ("{id: speaker,", "{id: Speaker,",
                             "b.yaml:16: id: is not an id; found 'Speaker'; "
                             "allowed lower-case words and '_' [codebook]"),
    "bad id of a value": ("{id: undeclared,", "{id: un-declared,",
                          "b.yaml:14: id: is not an id; found 'un-declared'; "
                          "allowed lower-case words and '_' [codebook]"),
    "constraint on an unknown variable": ("when: {stance:", "when: {stanse:",
                                          "b.yaml:18: stanse: there is no such variable; "
                                          "did you mean 'stance'? [codebook]"),
    "constraint on an unknown value": ("then: {stance: [permits]", "then: {stance: [permit]",
                                       "b.yaml:18: stance: 'permit' is not a value of stance; "
                                       "did you mean 'permits'? [codebook]"),
    "constraint on an open variable": ("when: {stance: [permits]", "when: {speaker: [somebody]",
                                       "b.yaml:18: speaker: 'somebody' is not a value of speaker [codebook]"),
    "constraint on nothing": ("when: {stance: [permits]}", "when: {}",
                              "b.yaml:18: when: names no variable; allowed one or more [codebook]"),
    "constraint that allows no value": ("then: {stance: [permits]", "then: {stance: []",
                                        "b.yaml:18: stance: names no value; allowed permits, undeclared [codebook]"),
    "constraint on a value that is neither own nor lent": (
        "when: {stance: [permits]", "when: {contrast: [permit]",
        "b.yaml:18: contrast: 'permit' is not a value of contrast; did you mean 'permits'? [codebook]"),
    "no stance left open": ("{id: undeclared,", "{id: undeclared, permissiveness: -2,",
                            "b.yaml:7: stance: not exactly one value is without permissiveness; found none; "
                            "allowed one, the undeclared; give each other value its permissiveness [codebook]"),
    "two stances left open": (" permissiveness: 1,", "",
                              "b.yaml:7: stance: not exactly one value is without permissiveness; "
                              "found permits, undeclared; allowed one, the undeclared; "
                              "give each other value its permissiveness [codebook]"),
    "permissiveness off the scale": ("permissiveness: 1", "permissiveness: 0",
                                     "b.yaml:13: permissiveness: is not a degree of the scale; found 0; "
                                     "allowed -2, -1, 1, 2 [codebook]"),
    "withdrawal of a value in no version": ("{id: undeclared,", "{id: undeclared, deprecated_in: soon,",
                                            "b.yaml:14: deprecated_in: is not a version; found 'soon'; "
                                            "allowed such as '1.1' [codebook]"),
    "variable of no version": ("kind: name, definition: D., since: '1.0'", "kind: name, definition: D., since: '1'",
                               "b.yaml:16: since: is not a version; found '1'; allowed such as '1.1' [codebook]"),
    "value of a version to come": ("{id: undeclared, label: P, definition: D., use_when: U., use_not_when: N., "
                                   "example: E., since: '1.0'", "{id: undeclared, label: P, definition: D., use_when: "
                                   "U., use_not_when: N., example: E., since: '1.10'",
                                   "b.yaml:14: since: is later than the codebook; found '1.10'; allowed at most '1.0'; "
                                   "raise the codebook's 'version', or mend it [codebook]"),
    "withdrawal in a version to come": ("{id: undeclared,", "{id: undeclared, deprecated_in: '1.1',",
                                        "b.yaml:14: deprecated_in: is later than the codebook; found '1.1'; allowed "
                                        "at most '1.0'; raise the codebook's 'version', or mend it [codebook]"),
    "values on an open variable": ("kind: list, values_of", "kind: name, values_of",
                                   "b.yaml:15: contrast: a variable of kind name with values; "
                                   "allowed values where the kind is category or list, and only there [codebook]"),
    "category without values": ("kind: name", "kind: category",
                                "b.yaml:16: speaker: a variable of kind category without values; "
                                "allowed values where the kind is category or list, and only there [codebook]"),
    "values of an unknown variable": ("kind: list, values_of: stance", "kind: list, values_of: stanc",
                                      "b.yaml:15: values_of: there is no such variable with values of its own; "
                                      "found 'stanc'; did you mean 'stance'? [codebook]"),
    "values of itself": ("kind: list, values_of: stance", "kind: list, values_of: contrast",
                         "b.yaml:15: values_of: there is no such variable with values of its own; "
                         "found 'contrast' [codebook]"),
    "values of an open variable": ("kind: list, values_of: stance", "kind: list, values_of: speaker",
                                   "b.yaml:15: values_of: there is no such variable with values of its own; "
                                   "found 'speaker' [codebook]"),
    "unknown kind": ("kind: name", "kind: colour",
                     "b.yaml:16: variables[3].kind: the value does not fit; found 'colour'; allowed "
                     "'category', 'list', 'name', 'period', 'slug', 'sentence' or 'span' [form]"),
    "unknown field": ("{id: I1, label:", "{id: I1, labels: x, label:",
                      "b.yaml:5: rules[1].labels: there is no such field; found 'labels'; "
                      "allowed id, label, text; did you mean 'label'? [form]"),
    "missing field": ("label: Stance\n", "rule: R.\n",
                      "b.yaml:7: variables[1].label: the field is missing; add 'label:' [form]"),
    "duplicate key": ("title: A codebook", "title: A codebook\ntitle: B",
                      "b.yaml:3: the key 'title' stands twice; found first on line 2; remove one of them [yaml]"),
}


@pytest.mark.parametrize("sound, broken, fault", BROKEN.values(), ids=BROKEN)
def test_a_broken_codebook_gives_its_fault(tmp_path, sound, broken, fault):
    path = tmp_path / "b.yaml"
    path.write_text(VALID.replace(sound, broken, 1), encoding="utf-8")
    with pytest.raises(FaultsFound, match=f"^{re.escape(fault)}$"):
        load_codebook(path)


def test_a_sound_codebook_is_read_with_lent_values_before_a_variables_own(tmp_path):
    path = tmp_path / "b.yaml"
    path.write_text(VALID, encoding="utf-8")
    book = load_codebook(path)
    assert (book.values("contrast"), book.values("lead"), book.values("speaker")) == (
        ["permits", "undeclared"], ["permits", "undeclared", "mixed"], [])
    assert (book.value("lead", "undeclared").id, book.value("lead", "mixed").label) == ("undeclared", "M")


def test_a_constraint_may_name_values_that_its_variable_is_lent(tmp_path):
    path = tmp_path / "b.yaml"
    path.write_text(VALID.replace("then: {stance: [permits]", "then: {contrast: [permits]", 1), encoding="utf-8")
    assert load_codebook(path).constraints[0].then == {"contrast": ["permits"]}


def test_a_codebook_looks_a_variable_up_without_going_through_all_of_them():
    assert BOOK.variable("stance") is BOOK.variable("stance") is BOOK.variables_by_id["stance"]
    assert BOOK.variables_by_id is BOOK.variables_by_id and BOOK.own_values is BOOK.own_values


def test_a_changed_copy_of_a_codebook_gives_what_it_was_changed_to():
    assert BOOK.value("stance", "permits").label
    stance = BOOK.variable("stance").model_copy(update={"values": []})
    changed = BOOK.model_copy(update={"variables": [stance]})
    assert (changed.values("stance"), list(changed.own_values["stance"])) == ([], [])
    with pytest.raises(KeyError, match="platform"):
        changed.variable("platform")


def test_the_rules_of_the_unit_are_complete_and_in_order():
    assert " ".join(rule.id for rule in BOOK.rules) == "I1 I2 I3 E1 E2 E3 E4 E5 E6 S1 S2 S3 S4"


def test_permissiveness_runs_from_prohibition_to_privilege():
    assert {value.id: value.permissiveness for value in BOOK.variable("stance").values} == {
        "prohibits": -2, "restricts": -1, "undeclared": None, "permits": 1, "privileges": 2}


@pytest.mark.parametrize(
    ("beside", "stances"),
    [
        pytest.param({}, "prohibits restricts undeclared permits privileges", id="beside nothing"),
        pytest.param({"policy_area": "access"}, "prohibits restricts undeclared permits", id="access"),
        pytest.param({"policy_area": "posture"}, "restricts undeclared permits", id="posture"),
        pytest.param({"policy_area": "access", "basis": "practice"}, "restricts permits", id="two others"),
    ],
)
def test_the_possible_values_are_those_that_no_constraint_rules_out(beside, stances):
    assert BOOK.possible_values("stance", beside) == stances.split()


def test_only_stances_have_permissiveness_and_only_roles_say_who_has_a_name():
    permissive = {key.split("-")[0] for key, value in VALUES.items() if value.permissiveness is not None}
    naming = {key.split("-")[0] for key, value in VALUES.items() if value.speaker is not None}
    assert (permissive, naming) == ({"stance"}, {"speaker_role"})


def test_each_role_says_whether_its_speaker_has_a_name():
    assert {value.id: value.speaker for value in BOOK.variable("speaker_role").values} == {
        "journalist": "empty", "platform": "named", "taliban": "either", "politician": "either",
        "civil_society": "either", "media": "named"}


def test_the_rule_on_basis_names_the_values_in_their_order():
    named = re.findall(r"[1-5]\. '([a-z]+)'", BOOK.variable("basis").rule)
    assert named == BOOK.values("basis")


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_the_texts_of_a_value_are_sentences_of_their_own(value):
    texts = [value.definition, value.use_when, value.use_not_when, value.example]
    assert len(set(texts)) == 4
    assert [text for text in texts if not re.match(r'["A-Z].*[."]\Z', text)] == []


def test_no_two_values_share_an_example():
    assert len({value.example for value in VALUES.values()}) == len(VALUES)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_crosswalk_names_a_dsa_value_of_its_attribute(value):
    prefixes = {"decision_account": "DECISION_ACCOUNT_", "decision_provision": "DECISION_PROVISION_",
                "decision_visibility": "DECISION_VISIBILITY_", "category_specification": "KEYWORD_"}
    assert [entry for entry in value.dsa if not entry.value.startswith(prefixes[entry.attribute])] == []


def test_no_text_of_the_codebook_shares_eight_words_in_a_row_with_an_article(articles_folder):
    runs = {run for path in articles_folder.glob("*.txt") for run in _runs(path.read_text(encoding="utf-8"))}
    assert _runs((ROOT / "schema" / "codebook.yaml").read_text(encoding="utf-8")) & runs == set()


def _runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + 8]) for i in range(len(found) - 7)}
