"""Checks of coding files that are not in the data: proposals, and codings under way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.check import check_files
from builder.read import read
from schema.comments import DRAFT, LEFT_OUT
from schema.faults import BESIDE_THEM, FaultsFound

INVALID = Path(__file__).with_name("invalid")
VALID = Path(__file__).with_name("valid")
CODING = "data/codings/reader/gazette-2022-05.yaml"


def proposal_of(project_of, tmp_path, *, edits=(), files=None):
    text = (VALID / CODING).read_text("utf-8")
    for old, new in edits:
        text = text.replace(old, new)
    (tmp_path / "proposal.yaml").write_text(text, "utf-8")
    return read(project_of(files) / "data"), tmp_path / "proposal.yaml"


def test_a_proposal_needs_no_id_no_claim_and_no_coder_of_the_register(project_of, tmp_path):
    collection, path = proposal_of(project_of, tmp_path, edits=[("coder: reader", "coder: somebody")])
    assert check_files(collection, [path]) == []


def test_a_proposal_may_hold_quotes_that_wait_to_be_anchored(project_of, tmp_path):
    collection, path = proposal_of(project_of, tmp_path, edits=[("evidence: {", "evidence: {quote: Nobody, ")])
    (warning,) = check_files(collection, [path])
    assert str(warning) == (f"{path}:16: evidence: holds a quote; articles' sentences are not published here; "
                            f"run 'python build_dataset.py anchor {path} --articles DIR' [no-quote]")


def test_a_proposal_may_hold_drafts_with_a_warning(project_of, tmp_path):
    collection, path = proposal_of(project_of, tmp_path, edits=[("the movement.\n", f"the movement.  {DRAFT}\n")])
    (warning,) = check_files(collection, [path])
    assert (warning.line, warning.check, warning.is_warning) == (6, "summary-is-no-draft", True)


def test_a_proposal_may_hold_comments_that_quote_until_it_is_anchored(project_of, tmp_path):
    comment = f"{LEFT_OUT}\n# line 1, seen: why: \"Nobody asks us\"\narticle_id"
    collection, path = proposal_of(project_of, tmp_path, edits=[("article_id", comment)])
    assert [(fault.line, fault.check) for fault in check_files(collection, [path])] == [(2, "no-quote")]


def test_a_proposal_is_asked_what_decided_rows_are_asked(project_of, tmp_path):
    edits = [("attribution: direct", "attribution: narration"), ("stance: permits", "stance: allows")]
    collection, path = proposal_of(project_of, tmp_path, edits=edits)
    with pytest.raises(FaultsFound, match="'allows' is not a value of stance") as caught:
        check_files(collection, [path])
    assert [(fault.line, fault.check) for fault in caught.value.faults] == [
        (10, "legal-value"), (12, "possible-combination")
    ]


def in_one_proposal(check_id, tmp_path, name):
    """Write the rows of an invalid file as a proposal, without ids and claims; gives its path."""
    text = (INVALID / f"{check_id}.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^- id: .*\n  claim_id: .*\n  summary", "- summary", text)
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


def test_what_a_proposal_may_still_lack_is_told_apart_from_what_fails_it(project_of, tmp_path):
    edits = [("stance: permits", "stance: allows"), ("the movement.\n", f"the movement.  {DRAFT}\n")]
    collection, path = proposal_of(project_of, tmp_path, edits=edits)
    with pytest.raises(FaultsFound) as caught:
        check_files(collection, [path])
    fault, heading, warning = str(caught.value).splitlines()
    assert fault.endswith("[legal-value]")
    assert heading == BESIDE_THEM
    assert warning.startswith("  ") and warning.endswith("[summary-is-no-draft]")


@pytest.mark.parametrize(("check_id", "is_warning"), [("repetition", False), ("contrast-names-back", True)])
def test_rows_of_a_proposal_that_belong_together_are_asked_for_each_other(check_id, is_warning, project_of, tmp_path):
    collection, _ = proposal_of(project_of, tmp_path)
    path = in_one_proposal(check_id, tmp_path, "one.yaml")
    try:
        found = check_files(collection, [path])
    except FaultsFound as error:
        found = error.faults
    assert [(fault.file, fault.check, fault.is_warning) for fault in found] == [(str(path), check_id, is_warning)]


def test_rows_of_two_proposals_are_not_asked_for_each_other(project_of, tmp_path):
    collection, path = proposal_of(project_of, tmp_path)
    other = tmp_path / "other.yaml"
    other.write_text(path.read_text("utf-8"), "utf-8")
    assert check_files(collection, [path, other]) == []


def test_of_a_proposal_for_an_article_that_is_not_registered_it_is_told_how_to_register_it(project_of, tmp_path):
    collection, path = proposal_of(project_of, tmp_path, edits=[("article_id: gazette-2022-05", "article_id: zzz")])
    assert [str(warning) for warning in check_files(collection, [path])] == [
        f"{path}:1: article_id: 'zzz' is not in data/articles.yaml; run 'register' on its text and paste "
        "the record there, or mend the id [known-article]"
    ]


def test_a_register_is_no_proposal(project_of):
    root = project_of()
    with pytest.raises(FaultsFound, match=r"coders\.yaml: this is not a coding file; found the fields coders; allowed "
                                          r"article_id, .*; name a coding file, or none to check all data \[file\]$"):
        check_files(read(root / "data"), [root / "data/coders.yaml"])


def test_a_proposal_is_not_judged_by_a_register_that_cannot_be_read(project_of, tmp_path):
    collection, path = proposal_of(project_of, tmp_path, files={"data/platforms.yaml": ""})
    with pytest.raises(FaultsFound, match=r"^data/platforms.yaml:1: the file is empty; .*\[yaml\]$"):
        check_files(collection, [path])


def test_a_proposal_that_is_not_there_is_a_fault(project_of, tmp_path):
    collection, path = proposal_of(project_of, tmp_path)
    with pytest.raises(FaultsFound, match=r"absent\.yaml: the file cannot be read; .*\[yaml\]$"):
        check_files(collection, [path, tmp_path / "absent.yaml"])
