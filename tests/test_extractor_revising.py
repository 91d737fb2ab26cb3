"""Revising: a row's variables once more, by what the words of its sentence say."""

import csv
import io

import pytest

import extractor
from extractor.learning import learned_of_variables
from extractor.revising import revised
from extractor.rules import rule_book
from extractor.weights import Weights, weights_of_variables
from schema.codebook import codebook

NEUTRAL = "Rain fell on the valley. Farmers sold melons at the gate. Buses ran late again."
RULE = f"Facebook bans the Taliban under its policy. {NEUTRAL}"
DATED = f"Facebook removed Taliban accounts in 2021. {NEUTRAL}"
SAID = f"Twitter lets the Taliban stay, said Suhail Shaheen, a spokesman for the group. {NEUTRAL}"


def revision(monkeypatch, text, **points):
    """Revise the first row of a text where each value of a variable starts with the points given for it."""
    columns = tuple(tuple(name.split("__")) for name in points)
    known = Weights(columns, (0.5,) * len(columns), tuple(points.values()), {})
    monkeypatch.setattr("extractor.revising.weights_of_variables", lambda: known)
    sentences, found, _ = extractor.as_found(text)
    return found[0], revised(rule_book(), found, sentences)[0]


def test_every_choice_with_points_is_a_value_of_the_codebook():
    assert {(variable, value) for variable, value in weights_of_variables().columns
            if value not in codebook().values(variable)} == set()


def test_the_value_with_most_points_stands_and_the_row_says_that_it_was_revised(monkeypatch):
    before, after = revision(monkeypatch, RULE, basis__rule=1.0, basis__action=2.0)
    assert (before.basis, after.basis, after.rules[-1]) == ("rule", "action", "revised-basis")


def test_a_value_that_the_codebook_forbids_beside_the_others_does_not_stand(monkeypatch):
    before, after = revision(monkeypatch, RULE, basis__practice=3.0, basis__action=2.0, basis__rule=1.0)
    assert (before.stance, after.basis) == ("prohibits", "action")


@pytest.mark.parametrize("text", [
    "YouTube may soon ban the Taliban.", "YouTube could ban the Taliban next year.",
    "Meta might remove Taliban accounts.", "Taliban accounts could be removed from TikTok next month."])
def test_what_a_firm_rule_says_may_come_is_not_revised(monkeypatch, text):
    before, after = revision(monkeypatch, f"{text} {NEUTRAL}", basis__rule=9.0, basis__action=8.0)
    assert (before.basis, after.basis) == ("forecast", "forecast")


def test_what_a_platform_says_that_it_may_do_is_its_rule():
    assert [one.basis for one in extractor.extract("Meta said it may ban the Taliban.").candidates] == ["rule"]


@pytest.mark.parametrize("text", ["Facebook no longer bans the Taliban.", "Neither Twitter nor Meta bans the Taliban."])
def test_what_a_firm_rule_gives_is_not_revised(monkeypatch, text):
    before, after = revision(monkeypatch, f"{text} {NEUTRAL}", basis__practice=9.0, basis__rule=1.0)
    assert (before.stance, before.basis, after.basis) == ("permits", "rule", "rule")


def test_what_the_rules_chose_is_a_term_with_points_of_its_own(monkeypatch):
    known = Weights((("basis", "action"), ("basis", "rule")), (0.5, 0.5), (1.0, 0.0), {"=basis:rule": (0.0, 2.0)})
    monkeypatch.setattr("extractor.revising.weights_of_variables", lambda: known)
    sentences, found, _ = extractor.as_found(RULE)
    assert [one.basis for one in revised(rule_book(), found, sentences)] == ["rule"]


@pytest.mark.parametrize(("role", "speaker", "attribution"), [
    ("journalist", "", "narration"), ("platform", "Twitter", "indirect"), ("politician", "Suhail Shaheen", "indirect")])
def test_speaker_and_attribution_follow_a_revised_role(monkeypatch, role, speaker, attribution):
    before, after = revision(monkeypatch, SAID, **{f"speaker_role__{role}": 1.0})
    assert (before.speaker_role, before.speaker) == ("taliban", "Suhail Shaheen")
    assert (after.speaker_role, after.speaker, after.attribution) == (role, speaker, attribution)


@pytest.mark.parametrize(("basis", "period"), [
    ("action", ("2021", "2021")), ("rule", ("2021", "")), ("forecast", ("", "")), ("evaluation", ("", ""))],
    ids=lambda value: value if isinstance(value, str) else "")
def test_of_the_period_stays_what_a_row_of_the_revised_basis_may_have(monkeypatch, basis, period):
    before, after = revision(monkeypatch, DATED, **{f"basis__{basis}": 1.0})
    assert (before.basis, before.period_start, before.period_end) == ("action", "2021", "2021")
    assert (after.basis, after.period_start, after.period_end) == (basis, *period)


def test_a_row_that_the_article_told_is_reported_once_somebody_tells_it(monkeypatch):
    before, after = revision(monkeypatch, RULE, speaker_role__media=1.0)
    assert (before.attribution, after.attribution, after.speaker) == ("narration", "indirect", "")


def test_single_sentences_are_coded_by_the_rules_alone(monkeypatch):
    before, after = revision(monkeypatch, RULE.removesuffix(NEUTRAL), basis__action=2.0)
    assert before == after


def coded(basis):
    return {"platform": "facebook", "policy_area": "access", "stance": "prohibits", "basis": basis,
            "speaker_role": "journalist", "attribution": "narration", "target": "members",
            "evidence": {"start": 0, "end": 20}}


def test_choices_are_learned_from_rows_that_are_found_and_coded_alike():
    acts = f"On Monday Facebook closed the accounts of the Taliban. {NEUTRAL}"
    texts = [(RULE, [coded("action")]), (acts, [coded("rule")])] * 4
    header, *lines = csv.reader(io.StringIO(learned_of_variables(texts)))
    points = {term: dict(zip(header[1:], given, strict=True)) for term, *given in lines}
    assert header == ["term", "attribution narration", "basis action", "basis rule", "speaker_role journalist",
                      "target members"]
    assert float(points["=basis:rule"]["basis action"]) > 0 > float(points["=basis:action"]["basis action"])


def test_rows_of_another_treatment_teach_no_choice():
    other = coded("forecast") | {"policy_area": "content"}
    table = learned_of_variables([(RULE, [other]), (RULE, [coded("rule")])])
    assert table.splitlines()[0] == "term,attribution narration,basis rule,speaker_role journalist,target members"
