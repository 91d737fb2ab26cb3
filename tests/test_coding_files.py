"""Coding files of the data: what is wrong with a file as a whole is told once, not for each of its rows."""

from __future__ import annotations

import pytest
from invalid_files import STATEMENTS, VALID, told_of

from schema.codebook import codebook
from schema.comments import DRAFT


def test_a_codebook_version_that_there_is_not_is_told_once_for_all_rows(project_of):
    text = (VALID / STATEMENTS).read_text("utf-8")
    assert told_of(project_of({STATEMENTS: text.replace("'1.1'", "'99.9'")})) == [
        f"{STATEMENTS}:2: codebook_version: there is no such codebook yet; found '99.9'; allowed at most "
        f"'{codebook().version}'; mend the version [known-codebook]"
    ]


def test_a_file_that_is_not_named_for_its_article_is_one_fault(project_of):
    text = (VALID / STATEMENTS).read_text("utf-8")
    assert told_of(project_of({STATEMENTS: None, "data/statements/gazet.yaml": text})) == [
        "data/statements/gazet.yaml:1: article_id: is not the name of the file; found 'gazette-2022-05'; allowed "
        "'gazet'; rename the file, or mend the id [file]"
    ]


@pytest.mark.parametrize("summary", [
    pytest.param(f"Meta closed two channels of the movement.  {DRAFT}", id="on its line"),
    pytest.param(f"Meta closed two channels\n    of the movement.  {DRAFT}", id="behind its last line"),
    pytest.param(f">-  {DRAFT}\n    Meta closed two channels of the movement.", id="behind the sign of a block"),
])
def test_a_draft_is_told_as_long_as_its_mark_stands_behind_the_summary(summary, project_of):
    text = (VALID / STATEMENTS).read_text("utf-8").replace("Meta closed two channels of the movement.", summary)
    assert told_of(project_of({STATEMENTS: text})) == [
        f"{STATEMENTS}:21: summary: is still the draft; say in your own words what is stated, and take the mark "
        "'# draft' away [summary-is-no-draft]"
    ]


def test_a_slip_in_the_article_id_of_a_file_is_one_fault(project_of):
    text = (VALID / STATEMENTS).read_text("utf-8").replace("article_id: gazette-2022-05", "article_id: gazette-2022-5")
    assert told_of(project_of({STATEMENTS: text})) == [
        f"{STATEMENTS}:1: article_id: is not the name of the file; found 'gazette-2022-5'; allowed 'gazette-2022-05'; "
        "rename the file, or mend the id [file]"
    ]


def test_rows_with_the_ids_of_another_article_are_told_once_with_their_lines(project_of):
    text = (VALID / STATEMENTS).read_text("utf-8").replace("id: gazette-2022-05:", "id: gazette-2021-05:")
    assert told_of(project_of({STATEMENTS: text})) == [
        f"{STATEMENTS}:5: id: is not the id of a statement of this article; found an id of 'gazette-2021-05'; allowed "
        "gazette-2022-05:01 and so on; give it the next free number; the same on line 19 [statement-id]"
    ]


@pytest.mark.parametrize(("article_id", "remedy"), [
    pytest.param("gazette-2022-50", "did you mean 'gazette-2022-05'? if not, run", id="a slip"),
    pytest.param("sun-2022-05", "run", id="another paper of that month"),
])
def test_of_an_article_that_is_not_registered_it_is_told_how_to_register_it(article_id, remedy, project_of):
    coding = f"article_id: {article_id}\ncodebook_version: '1.1'\nstatements: []\n"
    assert told_of(project_of({f"data/statements/{article_id}.yaml": coding})) == [
        f"data/statements/{article_id}.yaml:1: article_id: '{article_id}' is not in data/articles.yaml; {remedy} "
        "'register' on its text and paste the record there, or mend the id [known-article]"
    ]
