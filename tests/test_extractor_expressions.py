import re

from hypothesis import given
from hypothesis import strategies as st

from extractor.expressions import Pattern, Piece, bracket, either, in_order
from extractor.patterns import Compiler
from extractor.reading import Reader
from extractor.rules import rule_book

CLASSES = st.sets(st.sampled_from("abc"), min_size=1).map(
    lambda symbols: Piece(bracket(frozenset(symbols)), (frozenset({frozenset(symbols)}),), frozenset(symbols)))
ANY_UNIT = st.just(Piece("."))
PIECES = st.recursive(st.one_of(CLASSES, ANY_UNIT), lambda inner: st.one_of(
    st.lists(inner, min_size=1, max_size=3).map(either),
    st.lists(inner, min_size=1, max_size=3).map(in_order),
    inner.map(Piece.bracketed),
    st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{1,2}"])).map(lambda pair: pair[0].repeated(pair[1])),
    inner.map(lambda piece: in_order([Piece(r"\A", looks=r"(?<=\A.)"), piece])),
    st.tuples(CLASSES.map(Piece.not_before), inner).map(in_order),
    st.tuples(inner.map(Piece.not_here), inner).map(in_order)), max_leaves=8)
TEXTS = st.text("abcd", max_size=12)


@given(PIECES, TEXTS)
def test_a_pattern_that_jumps_to_its_first_symbols_finds_what_the_plain_expression_finds(piece, text):
    plain = [found.span() for found in re.finditer(piece.text, text, re.DOTALL)]
    assert [found.span() for found in piece.pattern("").regex.finditer(text)] == plain


@given(PIECES, TEXTS)
def test_what_a_piece_needs_stands_in_whatever_it_matches(piece, text):
    found = re.search(piece.text, text, re.DOTALL)
    assert not found or any(all(not demand.isdisjoint(found[0]) for demand in one) for one in piece.needs)


def test_every_pattern_of_the_rules_compiles():
    book = rule_book()
    chosen = [one for rules in book.choices.values() for one in rules]
    rules = [*book.statements, *book.exclusions, *book.ellipses, *chosen]
    asked = [*book.structure.values(), *(one for rule in rules for one in (rule.pattern, rule.unless, rule.after))]
    every = [one for pattern in asked if pattern for one in (pattern, *pattern.branches)]
    assert [one.source for one in every if not _compiles(one)] == []


def _compiles(pattern: Pattern) -> bool:
    try:
        re.compile(pattern.expression, re.DOTALL)
    except re.error:
        return False
    return True


def test_words_of_a_pattern_that_are_a_phrase_of_the_lexicon_match_the_phrase():
    text = "The accounts survive even though moderators look for them."
    sentence = next(iter(Reader(rule_book().alphabet, rule_book().gate).sentences(text)))
    assert "even though" in sentence.units
    found = Compiler(rule_book().alphabet, {}).pattern("ACCOUNT _ even though").regex.search(sentence.symbols)
    assert found and sentence.phrase(*found.span()) == "accounts survive even though"
