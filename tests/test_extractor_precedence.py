"""Precedence: of two readings of one sentence a coder writes one."""

import pytest

import extractor
from extractor.precedence import precedence


def yielding(text):
    return {one.exclusion for one in extractor.extract(text, "2021-08-18").left_out}


def cases(field):
    return [pytest.param(rule.id, text, id=f"{rule.id}: {text[:40]}")
            for rule in precedence() for text in getattr(rule, field)]


@pytest.mark.parametrize(("rule", "text"), cases("examples"))
def test_a_reading_yields_in_its_example(rule, text):
    assert rule in yielding(text)


@pytest.mark.parametrize(("rule", "text"), cases("counter_examples"))
def test_a_reading_stands_in_its_counter_example(rule, text):
    assert rule not in yielding(text)


def test_a_row_does_not_yield_to_one_of_another_platform():
    text = ("In contrast, Twitter allows the Taliban to stay; "
            "Facebook enforces its rules against glorifying violence by the Taliban.")
    assert {(one.platform, one.policy_area) for one in extractor.extract(text).candidates} == {
        ("twitter", "access"), ("facebook", "content")}
