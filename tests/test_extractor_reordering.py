import pytest

import extractor
from extractor.reading import Sentence
from extractor.reordering import reordered
from extractor.rules import rule_book


def read(text):
    found = [one for one in extractor._reader().sentences(text) if isinstance(one, Sentence)]
    return reordered(rule_book(), found)[0]


@pytest.mark.parametrize(("text", "wanted"), [
    ("The group, which YouTube bars, may write on X.", "which YouTube bars ; The group may write on X ."),
    ("Mujahid, whose Instagram page is gone, writes on X.", "whose Instagram page is gone ; Mujahid writes on X ."),
    ("Thrown off YouTube, the group went to X.", "Thrown off YouTube ; the group went to X ."),
], ids=["which", "whose", "in front"])
def test_a_clause_that_parts_a_subject_from_its_verb_is_read_before_it(text, wanted):
    one = read(text)
    assert one.phrase(0, len(one.symbols)) == wanted
    assert len(one.symbols) == len(one.units)


@pytest.mark.parametrize("text", [
    "The group, which took Kabul, may write on X.", "YouTube, which bars the group, is large.",
    "Banned books, the group said, were burnt.",
], ids=["without a platform", "of a platform", "of something else"])
def test_other_clauses_stay_where_they_are(text):
    assert type(read(text)) is Sentence


def test_the_evidence_of_a_sentence_read_in_another_order_is_the_sentence_of_the_text():
    text = "The Taliban, whom YouTube bars, may be on Telegram."
    assert {one.evidence.quote for one in extractor.extract(text, "2021-08-18").candidates} == {text}
