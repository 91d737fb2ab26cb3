"""Checks: each rule has an invalid file that trips it and no other, and excuses hold as long as their cause."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from builder.anchor import anchor
from builder.check import check, is_published, summary
from builder.checks import CHECKS, vocabulary
from builder.compare import comparisons
from builder.prove import PROOFS, prove_from
from builder.prove import summary as summary_of_proofs
from builder.read import read
from builder.tabulate import tabulate, validated
from schema.codebook import Constraint, codebook
from schema.comments import LEFT_OUT
from schema.evidence import fingerprint
from schema.faults import FaultsFound

INVALID = Path(__file__).with_name("invalid")
VALID = Path(__file__).with_name("valid")
PLATFORMS = Path(__file__).parents[1] / "data" / "platforms.yaml"
PLACE, EXPECTED = "# laid over ", "# expected: "

# Rules of other steps than the checks: of reading, of excuses, and those that need the article's text.
ELSEWHERE = {"yaml", "form", "file", "excuse", "anchor", *PROOFS}

WITHDRAWN_ID = "gazette-2022-05:09"

CODING = "data/codings/reader/gazette-2022-05.yaml"
STATEMENTS = "data/statements/gazette-2022-05.yaml"


def invalid(check_id):
    """Give the invalid file of a check; what codebook and register of platforms decide is filled in."""
    content = (INVALID / f"{check_id}.yaml").read_text("utf-8").replace("<version>", codebook().version)
    content = re.sub(r"<values of (\w+)>", lambda found: ", ".join(codebook().values(found[1])), content)
    others = re.sub(r"(?m)^(platforms:|- platform: bluesky)\n(  .*\n)*", "", PLATFORMS.read_text("utf-8"))
    return content.replace("# <the other records of data/platforms.yaml>\n", others)


def laid_over(check_id):
    """Give where the invalid file of a check lies in the project, and its content, without what it gives.

    Each further line that says where begins another file.
    """
    files = re.split(f"(?m)^(?={PLACE})", re.sub(f"(?m)^{EXPECTED}.*", "#", invalid(check_id)))[1:]
    return {content.splitlines()[0].removeprefix(PLACE): content for content in files}


def expected(check_id):
    """Give the messages that an invalid file says it gives."""
    return [line.removeprefix(EXPECTED) for line in invalid(check_id).splitlines() if line.startswith(EXPECTED)]


def found_in(root):
    """Give every fault and warning of a project, as text."""
    try:
        collection = read(root / "data")
        warnings = check(collection, [WITHDRAWN_ID])
        prove_from(collection, root / "texts")
    except FaultsFound as error:
        return [str(fault).replace(f"{root}{os.sep}", "") for fault in error.faults]
    return [str(warning) for warning in warnings]


@pytest.fixture(autouse=True)
def codebook_with_another_value(monkeypatch):
    """The codebook, as if its version 1.1 had exchanged two values that the valid project does not use."""
    use_codebook_with(monkeypatch, hedged={"deprecated_in": "1.1"}, indirect={"since": "1.1"})


def use_codebook_with(monkeypatch, **changes):
    """Let the checks ask a codebook in which values have other versions."""
    variables = [one.model_copy(update={"values": [value.model_copy(update=changes.get(value.id, {}))
                                                   for value in one.values]}) for one in codebook().variables]
    changed = codebook().model_copy(update={"variables": variables})
    monkeypatch.setattr(vocabulary, "codebook", lambda: changed)


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


def excuse_for(check_id, record):
    return {"data/excuses.yaml": f"excuses:\n- {{check: {check_id}, record: '{record}', reason: A reason.}}\n"}


@pytest.mark.parametrize(
    ("check_id", "record"),
    [
        pytest.param("repetition", "gazette-2022-05:03", id="fault of the collection"),
        pytest.param("speaker-named", "gazette-2022-05:01", id="fault of a row"),
        pytest.param("period-before-publication", "reader/gazette-2022-05:01", id="fault of a coder's row"),
        pytest.param("contrast-names-back", "gazette-2022-05:01", id="warning"),
    ],
)
def test_an_excuse_lifts_the_fault_that_it_names(check_id, record, project_of):
    assert found_in(project_of(laid_over(check_id) | excuse_for(check_id, record))) == []


def test_an_excuse_lifts_no_fault_of_another_record(project_of):
    found = found_in(project_of(laid_over("repetition") | excuse_for("repetition", "gazette-2022-05:02")))
    assert found == [
        "data/excuses.yaml:2: record: nothing to excuse: gazette-2022-05:02 passes repetition; "
        "remove the excuse [excuse]",
        *expected("repetition"),
    ]


def test_an_excuse_that_stands_twice_is_a_fault_though_its_cause_holds(project_of):
    (name, text), = excuse_for("repetition", "gazette-2022-05:03").items()
    twice = text + text.partition("\n")[2].replace("A reason", "Another reason")
    assert found_in(project_of(laid_over("repetition") | {name: twice})) == [
        "data/excuses.yaml:3: record: gazette-2022-05:03 is excused from repetition twice; "
        "found first in data/excuses.yaml:2; keep one, with the reason that holds [excuse]"
    ]


def test_an_excuse_for_an_unknown_check_names_the_nearest(project_of):
    assert found_in(project_of(excuse_for("repetitions", "gazette-2022-05:01"))) == [
        "data/excuses.yaml:2: check: there is no check 'repetitions'; did you mean 'repetition'? [excuse]"
    ]


def excused(check_id, project_of):
    """Give a project with the invalid file of a check, and excuses for every record in which it trips."""
    bare = read(project_of(laid_over(check_id), name="bare") / "data")
    try:
        found = check(bare, [WITHDRAWN_ID])
    except FaultsFound as error:
        found = error.faults
    lines = [f"- {{check: {check_id}, record: '{record}', reason: A reason.}}\n"
             for record in sorted({fault.record for fault in found})]
    assert lines
    return project_of(laid_over(check_id) | {"data/excuses.yaml": "excuses:\n" + "".join(lines)})


@pytest.mark.parametrize("check_id", sorted(check_id for check_id in CHECKS if CHECKS[check_id].is_firm))
def test_what_the_tables_rely_on_cannot_be_excused(check_id, project_of):
    found = found_in(excused(check_id, project_of))
    assert found == sorted([
        *expected(check_id),
        f"data/excuses.yaml:2: check: {check_id} cannot be excused; mend the record, and remove the excuse [excuse]",
    ])


@pytest.mark.parametrize("check_id", sorted(check_id for check_id in CHECKS if not CHECKS[check_id].is_firm))
def test_what_can_be_excused_the_tables_can_bear(check_id, project_of):
    collection = read(excused(check_id, project_of) / "data")
    assert check(collection, [WITHDRAWN_ID]) == []
    tables = tabulate(collection)
    tables |= comparisons(tables["statements"], tables["articles"])
    assert list(validated(tables))[:2] == ["statements", "articles"]


@pytest.mark.parametrize("register", ["articles", "claims", "coders", "platforms"])
def test_a_register_that_cannot_be_read_is_the_only_fault(register, project_of):
    assert found_in(project_of({f"data/{register}.yaml": ""})) == [
        f"data/{register}.yaml:1: the file is empty; write a mapping, or remove the file [yaml]"
    ]


@pytest.mark.parametrize("check_id", PROOFS)
def test_what_only_a_text_can_prove_cannot_be_excused(check_id, project_of):
    assert found_in(project_of(excuse_for(check_id, "gazette-2022-05:01"))) == [
        f"data/excuses.yaml:2: check: {check_id} cannot be excused; mend the record, and remove the excuse [excuse]"
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


def test_a_coding_that_cannot_be_read_makes_no_excuse_stale(project_of):
    files = excuse_for("repetition", "gazette-2022-05:03") | {STATEMENTS: ""}
    assert found_in(project_of(files)) == [
        f"{STATEMENTS}:1: the file is empty; write a mapping, or remove the file [yaml]"
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
