"""Repetition: one row for one statement (E6)."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.extraction import Candidate, LeftOut

KEY = ("platform", "target", "policy_area", "stance", "basis", "speaker_role", "speaker")
TREATMENT = ("platform", "policy_area", "stance")
OTHERS_EACH_TIME = ("action", "practice")
"""The bases of what is told of single accounts: two sentences mostly tell it of other accounts, or other times."""


def without_repetition(candidates: Sequence[Candidate], lead_end: int = -1,
                       headed: bool = False) -> tuple[list[Candidate], list[LeftOut]]:
    """Give the candidates without repetition, in the order of their places, and what was left out.

    `lead_end` is where the headline or the lead ends: they yield to the body. Where the text is `headed` by a headline,
    it yields to a row of the body that is alike, too.
    """
    kept: dict[tuple, Candidate] = {}
    first: dict[tuple, tuple] = {}
    left: list[LeftOut] = []
    for candidate in candidates:
        apart = candidate.evidence.start if candidate.basis in OTHERS_EACH_TIME else 0
        same = (*(getattr(candidate, name) for name in KEY), candidate.compared_with, apart)
        key = (*same, candidate.period_start)
        if not candidate.period_start:  # a row without a date names no other time
            key = first.get(same, key)
        known = kept.get(key)
        if known is None:
            first.setdefault(same, key)
            kept[key] = candidate
            continue
        better, other = (candidate, known) if _richer(candidate, known) else (known, candidate)
        kept[key] = better
        left.append(_repeated(other))
    body = [one for one in kept.values() if one.evidence.start > lead_end]
    heads = [one for one in kept.values()
             if one.evidence.start <= lead_end and any(_same(one, other, headed) for other in body)]
    left += map(_repeated, heads)
    ordered = [one for one in kept.values() if one not in heads]
    return sorted(ordered, key=lambda one: (one.evidence.start, one.platform, one.policy_area, one.stance)), left


def _same(lead: Candidate, body: Candidate, alike: bool) -> bool:
    """Say whether a row of the body says what a row of the lead says, in the same role."""
    groups = lead.speaker_role == body.speaker_role and (
        alike or (lead.basis, lead.target) == (body.basis, body.target))
    return groups and all(getattr(lead, name) == getattr(body, name) for name in TREATMENT) and (
        not lead.compared_with or lead.compared_with == body.compared_with)


def _repeated(candidate: Candidate) -> LeftOut:
    return LeftOut(candidate.evidence.start, candidate.evidence.end, candidate.rule, "E6",
                   "it repeats another candidate")


def _richer(candidate: Candidate, known: Candidate) -> bool:
    return candidate.attribution == "direct" and known.attribution != "direct"
