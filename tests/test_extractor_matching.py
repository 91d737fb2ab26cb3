from dataclasses import replace

import pytest

from extractor.reading import Reader, Sentence
from extractor.rules import rule_book
from extractor.statements import Coder

BOOK = rule_book()
WEAK = "access-banned"
PRECISE = "Taliban officials are active on Twitter. "


def coded(text):
    """Give the rules that fire where one of them is made a weak rule."""
    rule = next(one for one in BOOK.statements if one.rule.id == WEAK)
    weak = replace(rule, rule=rule.rule.model_copy(update={"needs_row": True}))
    branches = {number: one._replace(rule=weak) if one.rule is rule else one for number, one in BOOK.branches.items()}
    book = replace(BOOK, branches=branches, weak=BOOK.gate.joined(
        number for number, one in branches.items() if one.rule is weak))
    read = [one for one in Reader(BOOK.alphabet, BOOK.gate).sentences(text) if isinstance(one, Sentence)]
    return [one.rule for one in Coder(book, text, read, None).candidates()]


@pytest.mark.parametrize(("text", "fires"), [
    pytest.param("Facebook deletes pages of the Taliban.", False, id="in a text without another row"),
    pytest.param(PRECISE + "Facebook deletes pages of the Taliban.", True, id="after a row"),
    pytest.param("Facebook deletes pages of the Taliban. " + PRECISE, True, id="before a row"),
    pytest.param(PRECISE + "Twitter would not say whether it bans the Taliban.", False, id="in a clause with a row"),
])
def test_a_rule_that_needs_a_row_fires_only_outside_clauses_with_one_of_its_area_in_a_text_with_one(text, fires):
    assert (WEAK in coded(text)) is fires
