from functools import cache
from pathlib import Path

import pytest

import extractor
from extractor.rules import rule_book
from schema.codebook import codebook
from schema.strict_yaml import read_file

PUBLISHED = "2021-08-18"
BOOK = rule_book()
CLAIMS = read_file(Path(__file__).with_name("extractor_claims.yaml")).value


@cache
def extracted(text):
    return extractor.extract(text, PUBLISHED)


ARTICLE = ("The morning in Kabul was cold and the streets were quiet. Shops on the main road opened late. {} "
           "Outside the capital the harvest has begun. Farmers expect a fair price this autumn.")


def whole(claim):
    return f"{claim['before']} {claim['text']}" if claim.get("before") else claim["text"]


def fired(text):
    return {candidate.rule for candidate in extracted(text).candidates} | {
        one.seen for one in extracted(text).left_out if one.rule in ("E6", "S2")}


def excluded(text):
    return {one.exclusion for one in extracted(text).left_out}


def cases(rules, field):
    return [pytest.param(one.rule.id, text, id=f"{one.rule.id}: {text[:40]}")
            for one in rules for text in getattr(one.rule, field)]


@pytest.mark.parametrize(("rule", "text"), cases(BOOK.statements, "examples"))
def test_a_statement_rule_fires_on_its_example(rule, text):
    assert rule in fired(text)


@pytest.mark.parametrize(("rule", "text"), cases(BOOK.statements, "counter_examples"))
def test_a_statement_rule_is_silent_on_its_counter_example(rule, text):
    assert rule not in fired(text)


@pytest.mark.parametrize(("rule", "text"), cases(BOOK.exclusions, "examples"))
def test_an_exclusion_keeps_its_example_out_and_says_so(rule, text):
    assert rule in excluded(text)


@pytest.mark.parametrize(("rule", "text"), cases(BOOK.exclusions, "counter_examples"))
def test_an_exclusion_lets_its_counter_example_in(rule, text):
    assert rule not in excluded(text) and extracted(text).candidates


@pytest.mark.parametrize(("rule", "text"), cases(BOOK.ellipses, "examples"))
def test_an_ellipsis_takes_the_treatment_from_the_row_before(rule, text):
    assert {rule} <= fired(text)


@pytest.mark.parametrize(("rule", "text"), cases(BOOK.ellipses, "counter_examples"))
def test_an_ellipsis_is_silent_on_its_counter_example(rule, text):
    assert rule not in fired(text)


@pytest.mark.parametrize("claim", CLAIMS, ids=[claim["text"][:60] for claim in CLAIMS])
def test_a_sentence_yields_what_it_states_and_no_more(claim):
    start = len(claim.get("before") or "")
    wanted = set() if claim["rows"] == "-" else {row.strip() for row in claim["rows"].split(";")}
    found = {f"{one.platform} {one.policy_area} {one.stance}" for one in extracted(whole(claim)).candidates
             if one.evidence.start >= start}
    assert found == wanted


@pytest.mark.parametrize(("text", "rows"), [
    pytest.param(claim["text"], claim["rows"], id=claim["text"][:60]) for claim in CLAIMS if claim.get("anywhere")])
def test_a_claim_that_holds_anywhere_yields_the_same_in_an_article(text, rows):
    found = {f"{one.platform} {one.policy_area} {one.stance}" for one in extracted(ARTICLE.format(text)).candidates}
    assert found == {*rows.split("; ")} - {"-"}


def test_each_rule_has_examples_and_counter_examples():
    bare = [one.rule.id for one in (*BOOK.statements, *BOOK.exclusions, *BOOK.ellipses)
            if not one.rule.examples or not one.rule.counter_examples]
    assert bare == [], "give each an example that fires and a counter-example that does not"


def test_no_rule_of_a_choice_is_unused_or_shadowed():
    used = {rule for claim in CLAIMS for one in extracted(whole(claim)).candidates for rule in one.rules}
    chosen = {one.rule.id for rules in BOOK.choices.values() for one in rules
              if (one.rule.name or not one.rule.stands_for) and one.rule.value != "journalist"}
    assert sorted(chosen - used) == [], "a rule before takes all that it would take: order them, or remove it"


def test_the_id_of_a_rule_is_its_own():
    ids = [one.rule.id for one in (*BOOK.statements, *BOOK.exclusions, *BOOK.ellipses, *sum(BOOK.choices.values(), ()))]
    assert sorted(ids) == sorted(set(ids))


def test_rules_give_values_of_the_codebook():
    book = codebook()
    given = {(name.replace("speaker_else", "speaker_role"), value)
             for one in BOOK.statements for name, value in one.rule.gives.items()}
    given |= {(name, one.rule.value) for name, rules in BOOK.choices.items() for one in rules}
    assert [(name, value) for name, value in sorted(given) if value not in book.values(name)] == []


def test_exclusions_name_rules_of_the_codebook():
    known = {rule.id for rule in codebook().rules}
    assert [one.rule.id for one in BOOK.exclusions if one.rule.rule not in known] == []


def test_the_platforms_of_the_lexicon_are_those_of_the_codebook():
    assert sorted(extractor.lexicon().platforms) == sorted(codebook().values("platform"))
