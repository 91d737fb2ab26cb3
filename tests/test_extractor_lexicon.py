"""The lexicon's files: how words are written, and that nothing is named twice."""

import pytest

from extractor.coding import UNDECLARED
from extractor.lexicon import expanded, one_each
from extractor.rules import rule_book
from extractor.statements import SHUTTING, TREATING


@pytest.mark.parametrize(("written", "words"), [
    pytest.param("ban", ["ban"], id="as it is"),
    pytest.param("ban(s|ned)", ["bans", "banned"], id="endings"),
    pytest.param("ban(|s)", ["ban", "bans"], id="no ending or one"),
    pytest.param("take(s|n) (down|off)", ["takes down", "takes off", "taken down", "taken off"], id="twice"),
    pytest.param("(", ["("], id="a bracket alone"),
])
def test_a_word_is_written_out_with_its_endings(written, words):
    assert expanded(written) == words


@pytest.mark.parametrize("written", ["ban(s", "the | a", "post ?s"], ids=["not closed", "no bracket", "a mark"])
def test_brackets_that_are_not_read_are_refused(written):
    with pytest.raises(ValueError, match="cannot be read: write endings as"):
        expanded(written)


def test_two_things_of_one_name_are_refused():
    with pytest.raises(ValueError, match="macro 'own' stands in two places"):
        one_each("macro", [("own", "OWN"), ("other", "OTHER"), ("own", "HER")])


def test_the_groups_that_the_engine_asks_for_are_groups_of_rules():
    assert {*SHUTTING, *TREATING, UNDECLARED} <= {one.rule.group for one in rule_book().statements}
