"""Summaries: a draft sentence for each candidate, in words of our own, the platform first."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from extractor.lexicon import forms_in, lexicon
from schema.forms import Form

MAX_LENGTH = 200


class Phrases(Form):
    """The words of draft summaries: what each coded value is called in a sentence."""

    acts: dict[str, dict[str, str]]
    targets: dict[str, str]
    bases: dict[str, str]
    speakers: dict[str, str]


def summary(coded: Mapping[str, str | None]) -> str:
    """Give a draft summary of a row's coded variables: "Facebook denies members access (rule), says …"."""
    words = _phrases()
    label = lexicon().platforms[coded["platform"]].label
    act = words.acts[coded["policy_area"]][coded["stance"]].format(target=words.targets[coded["target"]])
    text = f"{label} {act} ({words.bases[coded['basis']]})"
    role, name = coded["speaker_role"], coded["speaker"]
    speaker = words.speakers[role if name else f"{role}_unnamed"].format(name=name)
    full = f"{text}, {speaker}." if speaker else f"{text}."
    return full if len(full) <= MAX_LENGTH else f"{text}."


@functools.cache
def _phrases() -> Phrases:
    return forms_in("summaries", Phrases)[0]
