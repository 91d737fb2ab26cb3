"""Anchor: a coder's pasted quote becomes offsets and a fingerprint, in place.

Only the `evidence` of the rows with a quote is rewritten, and the list of what a proposal has left out goes, for it
quotes the article; order, other comments and line breaks of the file stay. The quote is found by its words, so other
quotation marks or line breaks do not matter, and is widened to whole sentences.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from builder.inputs import CodingFile, Evidence
from builder.texts import read_texts
from schema.comments import cutting_comment, without_left_out
from schema.evidence import Word, fingerprint, locate, with_punctuation, word_spans
from schema.faults import Fault, FaultsFound
from schema.forms import filled
from schema.sentences import is_whole_sentences, sentence_spans
from schema.strict_yaml import Document, read_file
from schema.whole_file import write_whole


@dataclass(frozen=True)
class Anchored:
    """What became of one quote: its line, the new offsets, and whether it was widened to whole sentences."""

    file: str
    line: int
    start: int
    end: int
    is_widened: bool


def anchor_files(paths: Iterable[Path], folder: Path) -> list[Anchored]:
    """Anchor the quotes of coding files, each in its article's text `folder/<article_id>.txt`; see `anchor`.

    Files without a fault are anchored; raises `FaultsFound` with the faults of all the others.
    """
    done: list[Anchored] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            done += anchor(path, _text_for(path, folder))
        except FaultsFound as error:
            faults += error.faults
    if faults:
        raise FaultsFound(faults)
    return done


def anchor(path: Path, text: str) -> list[Anchored]:
    """Anchor every quote of a coding file in the article's text, and rewrite the file, without what was left out.

    Gives one `Anchored` for each quote. Raises `FaultsFound`, and leaves the file, if any quote is not in the text, or
    cut short by a comment.
    """
    document = read_file(path)
    coding, faults = filled(CodingFile, document)
    if coding is None:
        raise FaultsFound(faults)
    spans = word_spans(text)
    done: list[Anchored] = []
    edits: list[tuple[int, int, str]] = []
    for i, row in enumerate(coding.statements):
        if row.evidence.quote is not None:
            try:
                anchored = _anchored(document, i, row.evidence, text, spans)
            except FaultsFound as error:
                faults += error.faults
                continue
            done.append(anchored)
            edits.append(_edit(document, i, text, anchored))
    if faults:
        raise FaultsFound(faults)
    _rewrite(path, document.text, edits)
    return done


def _text_for(path: Path, folder: Path) -> str:
    document = read_file(path)
    coding, faults = filled(CodingFile, document)
    if coding is None:
        raise FaultsFound(faults)
    texts = read_texts(folder, [coding.article_id])
    if coding.article_id not in texts:
        raise FaultsFound([Fault(document.name, document.line(("article_id",)), "article_id", "its text is not at hand",
                                 found=str(folder), remedy=f"put {coding.article_id}.txt there", check="anchor")])
    return texts[coding.article_id]


def _anchored(document: Document, i: int, evidence: Evidence, text: str, spans: list[Word]) -> Anchored:
    path = ("statements", i, "evidence", "quote")
    line = document.line(path)
    cut = cutting_comment(document, path)
    if cut:
        raise FaultsFound([Fault(document.name, cut.line, _field(i), "ends where a comment begins, at ' #'",
                                 remedy="put the whole quote under 'quote: >-', indented; a comment of your own goes "
                                        "above the row", check="anchor")])
    wanted = fingerprint(evidence.quote or "")
    hits = _hits(spans, [w.word for w in word_spans(evidence.quote or "")])
    if not hits or (len(hits) > 1 and evidence.start is None):
        raise FaultsFound([_quote_fault(document, i, line, [spans[hit].start for hit in hits])])
    start, end = locate(spans, wanted, near=evidence.start or 0) or (0, 0)
    is_whole = is_whole_sentences(text, start, end)
    start, end = with_punctuation(text, start, end) if is_whole else _whole_sentences(text, start, end)
    return Anchored(document.name, line, start, end, is_widened=not is_whole)


def _quote_fault(document: Document, i: int, line: int, starts: list[int]) -> Fault:
    if not starts:
        return Fault(document.name, line, _field(i), "is not in the article", check="anchor",
                     remedy="paste it anew from the article")
    return Fault(document.name, line, _field(i), "stands in the article more than once", check="anchor",
                 found=f"at {', '.join(map(str, starts))}", remedy="paste more of it, or add one of these as 'start:'")


def _field(i: int) -> str:
    return f"statements[{i + 1}].evidence.quote"


def _hits(spans: list[Word], quoted: list[str]) -> list[int]:
    count = len(quoted)
    starts = range(len(spans) - count + 1) if count else ()
    return [i for i in starts if spans[i].word == quoted[0] and [w.word for w in spans[i : i + count]] == quoted]


def _whole_sentences(text: str, start: int, end: int) -> tuple[int, int]:
    touched = [span for span in sentence_spans(text) if span[0] < end and start < span[1]]
    return touched[0][0], touched[-1][1]


def _edit(document: Document, i: int, text: str, anchored: Anchored) -> tuple[int, int, str]:
    """Give the span of the file that holds the row's evidence, and what to put there."""
    path = ("statements", i, "evidence")
    start, end = document.places[path].start, document.places[path].end
    if document.text[start] != "{":  # a block ends with its last value; comments after that stay
        end = max(place.end for inner, place in document.places.items() if inner[:-1] == path)
        end = len(document.text[:end].rstrip())
    is_bare = re.search(r"evidence:\s*\Z", document.text[:start])
    lead = ""
    if is_bare:
        start, lead = is_bare.start() + len("evidence:"), " "
    print_ = fingerprint(text[anchored.start : anchored.end])
    new = f"{{start: {anchored.start}, end: {anchored.end}, words: {print_.words}, sha256: {print_.sha256}}}"
    return start, end, lead + new


def _rewrite(path: Path, content: str, edits: list[tuple[int, int, str]]) -> None:
    mark = BOM_UTF8 if path.read_bytes().startswith(BOM_UTF8) else b""
    new_content = content
    for start, end, new in reversed(edits):
        new_content = new_content[:start] + new + new_content[end:]
    new_content = without_left_out(new_content)
    if new_content != content:
        write_whole(path, mark + new_content.encode("utf-8"))
