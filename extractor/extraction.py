"""What the extractor gives: candidates and what was left out, frozen, with their places and rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extractor.periods import NO_DATES, Dates
from extractor.summaries import summary
from schema.codebook import codebook
from schema.evidence import fingerprint

_ONE_TEXT = ("category", "name", "period")


@dataclass(frozen=True)
class Evidence:
    """A span of whole sentences: offsets in Unicode code points, end exclusive, and the text in it."""

    start: int
    end: int
    quote: str = field(repr=False)

    def row(self) -> dict[str, Any]:
        """Give the span with its fingerprint, as coding files hold it."""
        found = fingerprint(self.quote)
        return {"start": self.start, "end": self.end, "words": found.words, "sha256": found.sha256}


@dataclass(frozen=True)
class Candidate:
    """A candidate statement: the coded variables, the evidence, the rules that fired, and a confidence from 0 to 1.

    `rule` is the id of the statement rule, `rules` those of the choices that filled the other variables.
    """

    platform: str
    target: str
    policy_area: str
    stance: str
    basis: str
    speaker_role: str
    speaker: str
    attribution: str
    certainty: str
    period_start: str
    period_end: str
    compared_with: tuple[str, ...]
    evidence: Evidence
    rule: str
    rules: tuple[str, ...] = ()
    confidence: float = 0.5
    dates: Dates = field(default=NO_DATES, repr=False, compare=False)

    @property
    def summary(self) -> str:
        """Give a draft of the summary, in words of our own."""
        return summary(self.coded())

    def coded(self) -> dict[str, str]:
        """Give the variables that hold one value or text, as a mapping in the order of the codebook."""
        return {one.id: getattr(self, one.id) for one in codebook().variables if one.kind in _ONE_TEXT}

    def row(self) -> dict[str, Any]:
        """Give the coded variables as a mapping in the order of the codebook, the evidence with its fingerprint."""
        return self.coded() | {"compared_with": list(self.compared_with), "summary": self.summary,
                               "evidence": self.evidence.row()}


@dataclass(frozen=True)
class LeftOut:
    """A place that was seen and gave no row: offsets, what was seen there, and why (with the codebook's rule).

    `seen` is the statement rule that matched there, `exclusion` the exclusion that held, where one did.
    """

    start: int
    end: int
    seen: str
    rule: str
    reason: str
    exclusion: str = ""


@dataclass(frozen=True)
class Extraction:
    """The outcome for one text: candidates in the order of their places, and what was left out."""

    candidates: tuple[Candidate, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
