"""The scored dictionary: what it is learned from, what it gives, and what it keeps out."""

import csv
import io
import math
from pathlib import Path

import pytest

import extractor
from builder.coded_articles import read_development_articles
from extractor.learning import differing, holds, learned, learned_of_variables
from extractor.reading import Reader
from extractor.rules import rule_book
from extractor.weighing import Weighing, chance_at, floors, points_at, weighed, weighed_rules
from extractor.weights import FILE, VARIABLES_FILE, Weights, names_of, terms_of, weights

DATA = Path(__file__).parents[1] / "data"
BOOK = rule_book()
READER = Reader(BOOK.alphabet, BOOK.gate)
OPENING = "The movement is in the news."
NEUTRAL = "Rain fell on the valley. Farmers sold melons at the gate. Buses ran late again."


def sentence(text):
    return list(READER.sentences(f"{OPENING} {text}"))[1]


def cases(field):
    return [pytest.param((rule.policy_area, rule.stance), text, id=f"{rule.id}: {text[:40]}")
            for rule in weighed().rules for text in getattr(rule, field)]


def likely(text):
    read = list(READER.sentences(f"{OPENING} {text}"))
    return {(one.rule.rule.gives["policy_area"], one.rule.rule.gives["stance"])
            for one in Weighing(BOOK, read).likely(read[1], ())}


def article(text):
    return extractor.extract(f"{OPENING} {text} {NEUTRAL}", "2021-08-18")


def points_in(table):
    header, *lines = csv.reader(io.StringIO(table))
    return {(line[0], name): float(one or 0) for line in lines for name, one in zip(header[1:], line[1:], strict=True)}


@pytest.mark.parametrize(("treatment", "text"), cases("examples"))
def test_the_words_of_an_example_speak_for_the_treatment(treatment, text):
    assert treatment in likely(text)


@pytest.mark.parametrize(("treatment", "text"), cases("counter_examples"))
def test_the_words_of_a_counter_example_do_not(treatment, text):
    assert treatment not in likely(text)


def test_each_treatment_of_the_dictionary_has_a_rule_and_each_rule_its_points():
    assert set(weights().columns) == weighed_rules().keys()


@pytest.mark.parametrize(("learn", "path"), [
    pytest.param(learn, path, id=path.name) for learn, path in (
        (learned, FILE), (learned_of_variables, VARIABLES_FILE))])
def test_a_dictionary_is_what_the_coded_texts_teach_but_for_rounding(learn, path):
    coded = [(article.text, article.statements) for article in read_development_articles(DATA)]
    assert differing(path.read_text("utf-8"), learn(coded)) == [], (
        f"run 'build_dataset.py learn' and commit extractor/{path.name}")


@pytest.mark.parametrize("held", ["", "<<<<<<< ours\nterm,access permits\n(share),0.1,0.2\n"],
                         ids=["empty", "half merged"])
def test_a_file_that_cannot_be_read_holds_no_dictionary(tmp_path, held):
    path = tmp_path / "weights.csv"
    path.write_text(held)
    assert not holds(path, HEADER + "(share),0.1000\n")


HEADER = "term,access permits\n"


@pytest.mark.parametrize(("one", "other", "apart"), [
    ("(share),0.1000\nbans,0.31\n", "(share),0.1000\nbans,0.33\n", []),
    ("bans,0.31\n", "bans,0.34\n", ["bans"]),
    ("bans,0.31\nrare,0.06\n", "bans,0.31\n", []),
    ("bans,0.31\nrare,0.08\n", "bans,0.31\n", ["rare"]),
    ("(share),0.1000\n", "(share),0.1001\n", ["(share)"]),
    ("(start),0.01\n", "", ["(start)"]),
], ids=["rounding", "other points", "too few to be written", "a term that is wanting", "another share", "no start"])
def test_dictionaries_differ_in_what_is_more_than_rounding(one, other, apart):
    assert differing(HEADER + one, HEADER + other) == [(term, "access permits") for term in apart]


def test_points_add_up_and_the_unit_with_most_points_is_the_cue():
    known = Weights((("access", "permits"),), (0.1,), (-1.5,), {"posts": (2.0,), "on": (-1.0,)})
    terms = {"posts": 3, "on": 4, "unknown": 5}
    assert (known.totals(terms), known.cue(terms, 0)) == ([-0.5], 3)


def test_points_and_chances_stand_for_each_other():
    assert (chance_at(0), chance_at(points_at(0.2))) == (0.5, pytest.approx(0.2))


def test_a_sentence_far_from_platform_and_target_gives_nothing():
    text = "Officials still post to their followers every day."
    assert likely(text) == set()


def test_terms_are_beginnings_of_words_names_by_kind_and_neighbours():
    assert terms_of(sentence("Facebook has removed 12 Taliban accounts."), names_of(BOOK)).keys() == {
        "@platform", "has", "remove", "#", "@target", "accoun", ".", "^ @platform", "@platform has", "has remove",
        "remove #", "# @target", "@target accoun", "accoun ."}


def test_a_dictionary_learns_which_word_speaks_for_a_treatment():
    row = {"policy_area": "access", "stance": "prohibits", "evidence": {"start": 0, "end": 40}}
    texts = [("Facebook bans them.", [row]), ("Facebook hires them.", [])] * 5
    table = points_in(learned(texts))
    assert table["bans", "access prohibits"] > 0.3 > -0.3 > table["hires", "access prohibits"]


def test_words_alone_give_a_row_in_an_article_with_the_chance_as_its_confidence():
    found = article("Its man tweeted, and followers of the Taliban on Twitter answered with praise.").candidates
    assert [(one.rule, one.platform) for one in found] == [("weighed-access-permits", "twitter")]
    assert weighed().alone <= found[0].confidence <= 1


def test_words_that_never_go_with_a_treatment_hardly_state_it():
    text = "TikTok removes videos that praise or support the Taliban."
    weighing = Weighing(BOOK, [])
    stated = ("content", "prohibits")
    other = ("verification", "privileges")
    assert (weighing.hardly(sentence(text), stated), weighing.hardly(sentence(text), other)) == (False, True)


def test_what_a_rule_finds_is_left_out_with_the_reason_where_its_words_hardly_state_it(monkeypatch):
    monkeypatch.setattr("extractor.weighing.floors", lambda: [99.0] * len(weights().columns))
    found = article("TikTok gave the Taliban the boot.")
    assert not found.candidates
    assert "the words of the sentence hardly ever state this" in {one.reason for one in found.left_out}


def test_a_rule_whose_words_speak_for_it_is_surer_than_one_whose_words_do_not():
    sure, unsure = (article(text).candidates[0].confidence for text in (
        "Facebook removes accounts that act on behalf of the Taliban, under its policy on dangerous organisations.",
        "The old farm league on Facebook was banned like the Taliban."))
    assert sure > 0.9 > unsure


def test_the_points_do_not_weigh_what_a_firm_rule_finds():
    [row] = article("Facebook no longer bans the Taliban.").candidates
    rule = next(one.rule for one in BOOK.statements if one.rule.id == row.rule)
    assert (rule.firm, row.confidence) == (True, rule.confidence)


def test_single_sentences_are_judged_by_the_rules_alone():
    text = "Its man tweeted, and followers of the Taliban on Twitter answered with praise."
    assert extractor.extract(text, "2021-08-18").candidates == ()


def test_no_exclusion_keeps_out_what_the_words_of_a_sentence_surely_state():
    text = "Its man has been tweeting news to followers of the Taliban's feed on Twitter."
    assert Weighing(BOOK, ()).chance(sentence(text), ("access", "permits")) >= weighed().sure
    assert [one.policy_area for one in article(text).candidates] == ["access"]


def test_where_the_words_speak_for_a_row_the_target_may_be_named_further_away():
    text = f"{NEUTRAL} An official of the Taliban waited. Twitter has so far refused to shut the two accounts."
    assert [one.stance for one in extractor.extract(text).candidates] == ["permits"]


def test_where_the_words_speak_for_no_row_the_target_must_be_near(monkeypatch):
    monkeypatch.setattr("extractor.statements.weighed", lambda: weighed().model_copy(update={"alone": 1.1}))
    text = f"{NEUTRAL} An official of the Taliban waited. Twitter has so far refused to shut the two accounts."
    assert {one.rule for one in extractor.extract(text).left_out} == {"I2"}


def test_a_treatment_that_no_text_codes_is_never_hardly_stated(monkeypatch):
    never = Weights((("access", "permits"),), (0.0,), (-3.0,), {})
    monkeypatch.setattr("extractor.weighing.weights", lambda: never)
    assert floors.__wrapped__() == [-math.inf]
