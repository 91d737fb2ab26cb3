"""Checks: each rule has an invalid file that trips it and no other."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from invalid_files import (
    CODING,
    INVALID,
    PLATFORMS,
    STATEMENTS,
    VALID,
    expected,
    found_in,
    laid_over,
    use_codebook_with,
)

from builder.anchor import anchor
from builder.check import check, is_published, summary
from builder.checks import CHECKS, vocabulary
from builder.prove import PROOFS, prove_from
from builder.prove import summary as summary_of_proofs
from builder.read import read
from schema.codebook import Constraint, codebook
from schema.comments import LEFT_OUT
from schema.evidence import fingerprint
from schema.faults import FaultsFound

# Rules of other steps than the checks: of reading, of excuses, and those that need the article's text.
ELSEWHERE = {"yaml", "form", "file", "excuse", "anchor", *PROOFS}

pytestmark = pytest.mark.usefixtures("codebook_with_another_value")


def test_each_check_has_an_invalid_file_and_each_invalid_file_a_check():
    assert {path.stem for path in INVALID.glob("*.yaml")} == {*CHECKS, *ELSEWHERE}


def test_the_valid_project_trips_no_check(project_of):
    assert found_in(project_of()) == []


@pytest.mark.parametrize("check_id", sorted({*CHECKS, *ELSEWHERE} - {"anchor"}))
def test_an_invalid_file_trips_its_check_and_no_other(check_id, project_of):
    found = found_in(project_of(laid_over(check_id)))
    assert found == expected(check_id)
    assert found and all(text.endswith(f"[{check_id}]") for text in found)


def test_a_value_that_is_allowed_for_a_withdrawn_one_is_of_the_rows_codebook(project_of, monkeypatch):
    use_codebook_with(monkeypatch, direct={"deprecated_in": "1.0"}, indirect={"since": "1.1"})
    text = (VALID / CODING).read_text("utf-8").replace("codebook_version: '1.1'", "codebook_version: '1.0'")
    assert "'direct' was withdrawn in codebook 1.0; allowed narration;" in str(found_in(project_of({CODING: text})))


def test_a_quote_that_is_not_in_the_article_is_not_anchored(project_of):
    root = project_of(laid_over("anchor"))
    path = root / CODING
    before = path.read_bytes()
    with pytest.raises(FaultsFound) as caught:
        anchor(path, (root / "texts/gazette-2022-05.txt").read_bytes().decode("utf-8"))
    assert [str(fault) for fault in caught.value.faults] == [
        f"{path}:17: statements[1].evidence.quote: is not in the article; paste it anew from the article [anchor]"
    ]
    assert path.read_bytes() == before


@pytest.mark.parametrize("register", ["articles", "claims", "coders", "platforms"])
def test_a_register_that_cannot_be_read_is_the_only_fault(register, project_of):
    assert found_in(project_of({f"data/{register}.yaml": ""})) == [
        f"data/{register}.yaml:1: the file is empty; write a mapping, or remove the file [yaml]"
    ]


def test_evidence_that_a_coder_cut_is_kept_as_coded_with_a_warning(project_of):
    quoted = "Nobody has asked us to leave Twitter"
    cut = fingerprint(quoted)
    text = (VALID / CODING).read_text("utf-8")
    evidence = f"evidence: {{start: 123, end: 159, words: {cut.words}, sha256: {cut.sha256}}}"
    root = project_of({CODING: re.sub("evidence: .*", evidence, text)})
    proofs = prove_from(read(root / "data"), root / "texts")
    assert summary_of_proofs(proofs, root / "texts") == [
        "Proved by the articles' texts: 2 of 2 statements, 1 of 1 codings",
        f"  {CODING}:16: evidence: is not a run of whole sentences; found 123 to 159; run anchor with whole sentences "
        "as quote [whole-sentences]",
    ]


@pytest.mark.parametrize(
    ("when", "then", "found"),
    [
        pytest.param({"compared_with": ["meta", "tiktok"]}, {"platform": ["twitter"]}, [], id="holds"),
        pytest.param({"compared_with": ["meta"]}, {"stance": ["privileges"]},
                     ["impossible where compared_with is meta; found 'permits'; allowed privileges"],
                     id="one of the list meets the condition"),
        pytest.param({"platform": ["twitter"]}, {"compared_with": ["tiktok"]},
                     ["impossible where platform is twitter; found 'meta'; allowed tiktok"],
                     id="one of the list is not allowed"),
    ],
)
def test_a_constraint_on_a_list_is_asked_of_its_values(when, then, found, project_of, monkeypatch):
    constraint = Constraint(id="one", when=when, then=then, reason="R.")
    book = codebook().model_copy(update={"constraints": [constraint]})
    monkeypatch.setattr(vocabulary, "codebook", lambda: book)
    messages = found_in(project_of())
    assert [message.partition(": ")[2].partition(": ")[2] for message in messages] == [
        f"{message}; one: R. [possible-combination]" for message in found]


def test_the_summary_counts_checks_and_lists_warnings(project_of):
    warnings = check(read(project_of(laid_over("contrast-names-back")) / "data"))
    assert summary(warnings) == [f"Checks: {len(CHECKS)} asked, 1 warning",
                                 *(f"  {message}" for message in expected("contrast-names-back"))]


def test_the_summary_counts_each_of_the_warnings_that_it_tells_on_one_line(project_of):
    warnings = check(read(project_of(laid_over("contrast-names-back")) / "data"))
    again = [replace(warning, line=warning.line + 20, record="another") for warning in warnings]
    (message,) = map(str, warnings)
    told = message.replace(" [", f"; the same on line {again[0].line} [")
    assert summary(warnings + again) == [f"Checks: {len(CHECKS)} asked, 2 warnings", f"  {told}"]


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param("Twitter, now of X Corp. of Calif., keeps the accounts of Mr. Noori and Dr. Omari.", id="titles"),
        pytest.param("Twitter, by its U.S. office, gives No. 5 of the list no badge.", id="abbreviations"),
        pytest.param("Twitter put its limit at 1.5 posts an hour at 3 p.m. on Jan. 5, 2022.", id="numbers and dates"),
        pytest.param("Twitter answers 'why not?' to those who ask", id="question inside, no full stop"),
    ],
)
def test_a_summary_of_one_sentence_may_hold_abbreviations(summary, project_of):
    text = (VALID / STATEMENTS).read_text("utf-8")
    written = text.replace("summary: Twitter leaves the accounts of officials open.", f"summary: {summary}")
    assert summary in written
    assert found_in(project_of({STATEMENTS: written})) == []


def test_a_period_does_not_begin_or_end_after_the_platform_closed(project_of):
    platforms = PLATFORMS.read_text("utf-8")
    closed = platforms.replace("since: '2004'", "since: '2004'\n  until: 2022-02", 1)  # Meta, the first of that year
    assert found_in(project_of({"data/platforms.yaml": closed})) == [
        f"{STATEMENTS}:{line}: {field}: lies after the platform closed; found '2022-03'; allowed 2022-02 or earlier; "
        "mend the period, or until in data/platforms.yaml [period-of-platform]"
        for line, field in [(30, "period_start"), (31, "period_end")]
    ]


def test_a_comment_that_quotes_is_refused_in_the_data(project_of):
    text = (VALID / CODING).read_text("utf-8")
    root = project_of({CODING: f"{text}\n{LEFT_OUT}\n# line 1, seen: why: \"Nobody asks us\"\n# “Nobody asks us”\n"})
    line = text.count("\n") + 3
    assert found_in(root) == [
        f"{CODING}:{line}: a comment quotes a text; articles' sentences are not published here; found 2 comments, the "
        f"last on line {line + 1}; remove it ('anchor' removes the list of what 'propose' has left out) [no-quote]"
    ]


@pytest.mark.parametrize(("name", "is_one"), [
    (STATEMENTS, True), (CODING, True), ("data/coders.yaml", False), ("data/statements/absent.yaml", False),
    ("texts/gazette-2022-05.txt", False),
])
def test_a_coding_file_of_the_data_is_known_by_its_folder(name, is_one, project_of):
    root = project_of()
    assert is_published(root / name, root / "data") == is_one
