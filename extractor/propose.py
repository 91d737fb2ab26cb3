"""Proposals: the YAML text of a coding file for one article, with what was left out as comments."""

from __future__ import annotations

import bisect
import json
import re
from pathlib import Path

from extractor.extraction import Candidate, Extraction, LeftOut
from schema.codebook import codebook
from schema.comments import DRAFT, LEFT_OUT, LEFT_OUT_LINE
from schema.faults import Fault, FaultsFound
from schema.periods import FORMATS, first_day
from schema.whole_file import write_whole

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _().'-]*[A-Za-z0-9).]|[A-Za-z]")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
SCHEMA_LINE = "# yaml-language-server: $schema=../schemas/coding.schema.json"
NOTHING_FOUND = ("# The extractor found no statement in this text. It reads English only, and misses statements there, "
                 "too: read the text.")
SHOWN = 90
LAST_SHORT = 0xFFFF
MAX_ID = 100


def proposal(article_id: str, extraction: Extraction, text: str) -> str:
    """Give a coding file with the candidates, in the order of their places.

    Its first line names the schema for editors, as seen from `data/statements/`. Each row has its evidence as `quote:`
    and `start:`, which `anchor` turns into offsets, even of a sentence that the text holds twice. As comments it has
    the rule that fired, a confidence from 0 to 1, and the mark of a draft behind its summary. What was seen and left
    out follows as comments, each with its line and the reason.
    """
    lines = [SCHEMA_LINE, f"article_id: {_scalar(article_id)}", f"codebook_version: '{codebook().version}'"]
    if extraction.candidates:
        lines.append("statements:")
        for number, candidate in enumerate(extraction.candidates, 1):
            lines += _statement(f"{article_id}:{number:02}", candidate)
    else:
        lines += [NOTHING_FOUND, "statements: []"]
    if extraction.left_out:
        lines += ["", LEFT_OUT]
        breaks = [place for place, character in enumerate(text) if character == "\n"]
        lines += [_left_out(one, text, bisect.bisect_left(breaks, one.start) + 1) for one in extraction.left_out]
    return "\n".join(lines) + "\n"


def article_id_of(path: Path) -> str:
    """Give the id of the article that a text is, by the name of its file: words and numbers joined by '-'."""
    return "-".join(re.findall("[a-z0-9]+", path.stem.lower()))[:MAX_ID].strip("-") or "article"


def write_proposal(path: Path, text: str) -> Path:
    """Write a proposal, whole or not at all; gives its path. Raises `FaultsFound` rather than replace a file."""
    if path.exists():
        raise FaultsFound([Fault(str(path), 0, "", "the file is there already, and may hold a coder's work",
                                 check="propose", remedy="name another file with --out, or move this one away")])
    write_whole(path, text.encode("utf-8"))
    return path


def checked_date(published: str | None) -> str | None:
    """Give a date of publication as it was given if it is a year, a month or a day; raises `FaultsFound`."""
    try:
        if published:
            first_day(published)
    except ValueError as error:
        raise FaultsFound([Fault("--published", 0, "", str(error), found=repr(published),
                                 allowed=f"{FORMATS}, such as 2023-07-11", check="text")]) from None
    return published or None


def _statement(statement_id: str, candidate: Candidate) -> list[str]:
    rules = ", ".join((candidate.rule, *candidate.rules))
    lines = [f"- id: {_scalar(statement_id)}  # {rules}; confidence {candidate.confidence:.2f}",
             f"  summary: {_scalar(candidate.summary)}  {DRAFT}"]
    for name, value in candidate.coded().items():
        if value:
            lines.append(f"  {name}: {_scalar(value)}")
    if not candidate.speaker and candidate.speaker_role in _roles_with_names():
        label = codebook().value("platform", candidate.platform).label
        lines.append(f"  speaker: {_scalar(label)}  # no name was found; who says it?")
    if candidate.compared_with:
        lines.append(f"  compared_with: [{', '.join(candidate.compared_with)}]")
    lines.append(f"  evidence: {{quote: {_quoted(candidate.evidence.quote)}, start: {candidate.evidence.start}}}")
    return lines


def _roles_with_names() -> set[str]:
    return {role.id for role in codebook().variable("speaker_role").values if role.speaker == "named"}


def _left_out(one: LeftOut, text: str, line: int) -> str:
    shown = " ".join(text[one.start:one.end].split())
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN - 1]}…"
    rule = f"{one.rule}: " if one.rule else ""
    return f"{LEFT_OUT_LINE}{line}, {one.seen}: {rule}{one.reason}: {_quoted(shown)}"


def _scalar(value: str) -> str:
    """Write a text as a YAML scalar: plain where that is safe, else in double quotation marks."""
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return f"'{value}'" if re.fullmatch(r"[0-9-]+", value) else _quoted(value)


def _quoted(value: str) -> str:
    """Write a text in double quotation marks, as JSON does; but YAML knows no pairs of surrogates."""
    return "".join(_escaped(character) for character in json.dumps(value, ensure_ascii=False))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) <= LAST_SHORT else f"\\U{ord(character):08x}"
