"""Anchor: quotes become offsets and fingerprints, and nothing else in the file changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.anchor import anchor, anchor_files
from builder.inputs import CodingFile
from schema.evidence import Fingerprint, fingerprint
from schema.faults import FaultsFound
from schema.forms import filled
from schema.sentences import is_whole_sentences
from schema.strict_yaml import read_file

TEXT = ("Twitter lets them stay. Meta, it says, does not: “We remove them.” "
        "Nobody knows why.\n\nTikTok kept silent. Twitter lets them stay.\n")
ROW = """- summary: Twitter lets the group stay.
  platform: twitter
  target: organisation
  policy_area: access
  stance: permits
  basis: practice
  speaker_role: journalist
  attribution: narration
  certainty: asserted
"""
HEAD = "article_id: gazette-2022\ncodebook_version: '1.1'\nstatements:\n"
SILENT = f"{{start: 86, end: 105, words: 3, sha256: {fingerprint('TikTok kept silent').sha256}}}"


def coding(*evidence):
    return HEAD + "".join(f"{ROW}  {lines}\n" for lines in evidence)


@pytest.fixture
def anchored(tmp_path):
    """Anchor a coding file with this content; gives what was done, and the file's content after it."""

    def run(content: str) -> tuple[list, str]:
        path = tmp_path / "gazette-2022.yaml"
        path.write_bytes(content.encode("utf-8"))
        return anchor(path, TEXT), path.read_bytes().decode("utf-8")

    return run


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("evidence: {quote: TikTok kept silent.}", f"evidence: {SILENT}", id="flow"),
        pytest.param("evidence:\n    quote: TikTok kept silent.", f"evidence: {SILENT}", id="block"),
        pytest.param("evidence:\n    quote: >-\n      TikTok kept\n      silent.", f"evidence: {SILENT}", id="folded"),
        pytest.param("evidence:\n    quote: |\n      TikTok kept silent.\n", f"evidence: {SILENT}\n", id="literal"),
        pytest.param("evidence: # look\n    quote: TikTok kept silent.", f"evidence: # look\n    {SILENT}",
                     id="comment behind the key"),
        pytest.param("evidence: {quote: TikTok kept silent.}  # sure", f"evidence: {SILENT}  # sure",
                     id="comment behind the quote"),
        pytest.param("'evidence': {'quote': \"TikTok kept silent.\"}", f"'evidence': {SILENT}", id="quoted keys"),
        pytest.param("evidence: {quote: 'tiktok “KEPT” silent'}", f"evidence: {SILENT}", id="other quotation marks"),
        pytest.param("evidence: {quote: kept}", f"evidence: {SILENT}", id="widened to the sentence"),
        pytest.param(f"evidence: {SILENT}", f"evidence: {SILENT}", id="already anchored"),
    ],
)
def test_only_the_evidence_is_rewritten(before, after, anchored):
    head, tail = coding(before).split(before)
    assert anchored(coding(before))[1] == head + after + tail


def test_what_was_done_is_told_by_line(anchored):
    (first, second), _ = anchored(coding("evidence: {quote: TikTok kept silent}", "evidence: {quote: remove}"))
    assert (first.line, first.start, first.end, first.is_widened) == (13, 86, 105, False)
    assert (second.line, TEXT[second.start : second.end], second.is_widened) == (
        23, "Meta, it says, does not: “We remove them.”", True)


def test_of_a_sentence_that_stands_twice_the_start_chooses(anchored):
    (done,), _ = anchored(coding("evidence: {quote: Twitter lets them stay., start: 100}"))
    assert done.start == TEXT.rindex("Twitter")


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        pytest.param("YouTube kept silent.", "is not in the article; paste it anew from the article", id="not there"),
        pytest.param("'…'", "is not in the article; paste it anew from the article", id="no words"),
        pytest.param("Twitter lets them stay.", "stands in the article more than once; found at 0, 106; "
                     "paste more of it, or add one of these as 'start:'", id="twice"),
    ],
)
def test_a_quote_that_cannot_be_placed_leaves_the_file_as_it_was(quote, message, tmp_path):
    path = tmp_path / "gazette-2022.yaml"
    content = coding("evidence: {quote: TikTok kept silent.}", f"evidence: {{quote: {quote}}}")
    path.write_text(content, "utf-8")
    fault = re.escape(f"gazette-2022.yaml:23: statements[2].evidence.quote: {message}")
    with pytest.raises(FaultsFound, match=fault):
        anchor(path, TEXT)
    assert path.read_text("utf-8") == content


@pytest.mark.parametrize("quote", [
    pytest.param("Twitter lets them stay. Meta, it says #no, does not", id="in the first of several sentences"),
    pytest.param("Meta, it says,\n      #does not", id="on a line of its own"),
])
def test_a_quote_that_a_comment_cuts_short_is_refused_and_the_file_left_as_it_was(quote, tmp_path):
    path = tmp_path / "gazette-2022.yaml"
    content = coding("evidence: {quote: TikTok kept silent.}", f"evidence:\n    quote: {quote}")
    path.write_text(content, "utf-8")
    line = 24 + quote.count("\n")
    fault = re.escape(f"gazette-2022.yaml:{line}: statements[2].evidence.quote: ends where a comment begins, at ' #'; "
                      "put the whole quote under 'quote: >-', indented; a comment of your own goes above the row "
                      "[anchor]")
    with pytest.raises(FaultsFound, match=f"{fault}$"):
        anchor(path, TEXT)
    assert path.read_text("utf-8") == content


LINE_BREAKS = st.sampled_from(["\n", "\r\n"])
COMMENTS = st.lists(st.sampled_from(["", "# a note: {quote: x}", "  # é “…”", "# - evidence:"]), max_size=3)
QUOTES = st.sampled_from([
    "evidence: {quote: TikTok kept silent.}",
    "evidence:   # why?\n    quote: Nobody knows why.",
    "evidence:\n    quote: |-\n      Nobody\n\n      knows why",
    "evidence:\n    start: 100\n    quote: Twitter lets them stay.",
    f"evidence: {SILENT}",
])


@settings(max_examples=60)
@given(QUOTES, QUOTES, COMMENTS, COMMENTS, LINE_BREAKS, st.booleans())
def test_the_file_keeps_all_but_its_quotes_byte_for_byte(
    tmp_path_factory, first, second, above, below, newline, has_mark
):
    path = tmp_path_factory.mktemp("anchor") / "gazette-2022.yaml"
    comments = ["".join(f"{line}\n" for line in lines) for lines in (above, below)]
    rows = [f"{ROW}  {first}\n", f"{comments[0]}{ROW}  {second}\n{comments[1]}"]
    content = (HEAD + "".join(rows)).replace("\n", newline)
    path.write_bytes((b"\xef\xbb\xbf" if has_mark else b"") + content.encode("utf-8"))
    anchor(path, TEXT)
    after = path.read_bytes().decode("utf-8")
    assert after.startswith("\ufeff") == has_mark
    kept = re.split(r"evidence:(?:\s*# why\?)?\s*\{[^}\n]*sha256[^}\n]*\}", after.removeprefix("\ufeff"))
    unquoted = re.split("|".join(re.escape(quote.replace("\n", newline)) for quote in {first, second}), content)
    assert kept == unquoted
    form, faults = filled(CodingFile, read_file(path))
    assert faults == []
    for row in form.statements:
        evidence = row.evidence
        assert fingerprint(TEXT[evidence.start : evidence.end]) == Fingerprint(evidence.words, evidence.sha256)
        assert is_whole_sentences(TEXT, evidence.start, evidence.end)


def test_files_without_a_fault_are_anchored_and_the_others_are_all_named(folder_of):
    folder = folder_of({
        "a.yaml": coding("evidence: {quote: YouTube kept silent.}"),
        "b.yaml": coding("evidence: {quote: TikTok kept silent.}"),
        "c.yaml": coding("evidence: {quote: TikTok kept silent.}").replace("gazette-2022", "herald-2022"),
        "d.yaml": "",
        "texts/gazette-2022.txt": TEXT,
    })
    with pytest.raises(FaultsFound, match=r"(?s)a\.yaml:13: .* is not in the article.*c\.yaml:1: article_id: its text "
                                          r"is not at hand; .*d\.yaml:1: the file is empty"):
        anchor_files([folder / name for name in ("a.yaml", "b.yaml", "c.yaml", "d.yaml")], folder / "texts")
    assert (folder / "b.yaml").read_text("utf-8") == coding(f"evidence: {SILENT}")
