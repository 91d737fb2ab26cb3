from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.gates import ALWAYS, Gate, all_of, any_of
from extractor.patterns import Stretch
from extractor.reading import Reader
from extractor.rules import rule_book

BOOK = rule_book()
READER = Reader(BOOK.alphabet, BOOK.gate)
PHRASES = st.sampled_from(sorted(word for words in BOOK.alphabet.units for word in [words.removeprefix("^")]))
SENTENCES = st.one_of(
    st.lists(PHRASES, max_size=30).map(" ".join),
    st.sampled_from([text for one in BOOK.statements for text in (*one.rule.examples, *one.rule.counter_examples)]))


def one(symbols):
    return (frozenset({frozenset(symbols)}),)


def read(text):
    return [sentence for sentence in READER.sentences(text) if not isinstance(sentence, tuple)]


@given(SENTENCES)
def test_a_gate_holds_back_no_rule_that_matches(text):
    for one in read(text):
        let_through = set(BOOK.gate.numbers(one.opened))
        assert {number for number, branch in BOOK.branches.items()
                if branch.pattern.regex.search(one.symbols)} <= let_through


@given(SENTENCES)
def test_the_first_alternative_that_matches_first_is_what_the_whole_pattern_matches(text):
    for one in read(text):
        for rule in BOOK.statements:
            found = [match for branch in rule.pattern.branches if (match := branch.regex.search(one.symbols))]
            first = min(found, key=lambda match: match.start(), default=None)
            whole = rule.pattern.regex.search(one.symbols)
            assert (first and first.span()) == (whole and whole.span())


@given(SENTENCES)
def test_a_gate_holds_back_no_small_pattern_that_is_found(text):
    rules = [*BOOK.statements, *BOOK.exclusions, *sum(BOOK.choices.values(), ())]
    asked = [*BOOK.structure.values(), *(one.pattern for one in BOOK.ellipses),
             *(small for one in rules for small in (one.unless, one.after) if small)]
    for one in read(text):
        for pattern in asked:
            assert bool(pattern.search(one)) == bool(pattern.regex.search(one.symbols))


def test_a_pattern_is_looked_for_only_where_the_gate_is_open_to_it():
    pattern = replace(BOOK.structure["full_stop"], bits=2)
    shut, opened = (Stretch(read("Yes.")[0].symbols, bits) for bits in (1, 2))
    assert [bool(pattern.search(one)) for one in (shut, opened)] == [False, True]
    assert pattern.among([shut, opened]) == [1]


@pytest.mark.parametrize(("needs", "symbols", "passes"), [
    (one("a"), "xa", True),
    (one("a"), "x", False),
    (all_of([one("a"), one("b")]), "a", False),
    (all_of([one("a"), one("b")]), "ba", True),
    (any_of([one("a"), one("b")]), "b", True),
    (any_of([all_of([one("a"), one("b")]), one("x")]), "a", False),
    (any_of([all_of([one("a"), one("b")]), one("x")]), "x", True),
    (any_of([ALWAYS, one("a")]), "", True),
    (all_of([one("a"), one("b"), one("x"), one("y"), one("z")]), "abxyz", True),
], ids=["met", "not met", "one of two", "both, in any order", "either", "half of one alternative", "the other one",
        "one asks for nothing", "more demands than planes"])
def test_a_gate_passes_what_meets_the_demands_of_an_alternative(needs, symbols, passes):
    gate = Gate([needs])
    assert gate.numbers(gate.open(gate.met(symbols))) == ([0] if passes else [])


def test_every_pattern_compiles():
    rules = [*BOOK.statements, *BOOK.exclusions, *BOOK.ellipses, *sum(BOOK.choices.values(), ())]
    patterns = [pattern for one in rules for pattern in (one.pattern, one.unless, one.after) if pattern]
    compiled = [one.regex for pattern in (*patterns, *BOOK.structure.values()) for one in (pattern, *pattern.branches)]
    assert len(compiled) >= len(rules)
