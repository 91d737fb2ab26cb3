"""Summaries: a draft sentence for each candidate, in words of our own, the platform first."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from extractor.lexicon import forms_in, lexicon
from schema.forms import Form

if TYPE_CHECKING:
    from extractor.extraction import Candidate

MAX_LENGTH = 200


class Phrases(Form):
    """The words of draft summaries: what each coded value is called in a sentence."""

    acts: dict[str, dict[str, str]]
    targets: dict[str, str]
    bases: dict[str, str]
    speakers: dict[str, str]


def summary(candidate: Candidate) -> str:
    """Give a draft summary: "Facebook prohibits the organisation's access (rule), says a Facebook spokesperson."."""
    words = _phrases()
    label = lexicon().platforms[candidate.platform].label
    act = words.acts[candidate.policy_area][candidate.stance].format(target=words.targets[candidate.target])
    text = f"{label} {act} ({words.bases[candidate.basis]})"
    speaker = words.speakers[candidate.speaker_role].format(name=candidate.speaker or "").strip()
    if candidate.speaker_role != "journalist":
        speaker = speaker if candidate.speaker else words.speakers[f"{candidate.speaker_role}_unnamed"]
    full = f"{text}, {speaker}." if speaker else f"{text}."
    return full if len(full) <= MAX_LENGTH else f"{text}."


@functools.cache
def _phrases() -> Phrases:
    return forms_in("summaries", Phrases)[0]
