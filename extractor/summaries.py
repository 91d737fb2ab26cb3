"""Summaries: a draft sentence for each candidate, in words of our own, the platform first."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from extractor.lexicon import forms_in, lexicon
from schema.forms import Form

MAX_LENGTH = 200
_MANY = ("s", "men", "women", "people")


class Phrases(Form):
    """The words of draft summaries: what each coded value is called in a sentence."""

    acts: dict[str, dict[str, str]]
    targets: dict[str, str]
    posts: dict[str, str]
    bases: dict[str, str]
    speakers: dict[str, str]


def summary(coded: Mapping[str, str | None]) -> str:
    """Give a draft summary of a row's coded variables: "Facebook denies the Taliban access (rule), says …"."""
    words = _phrases()
    label = lexicon().platforms[coded["platform"]].label
    act = words.acts[coded["policy_area"]][coded["stance"]].format(
        target=words.targets[coded["target"]], posts=words.posts[coded["target"]])
    text = f"{label} {act} ({words.bases[coded['basis']]})"
    role, name = coded["speaker_role"], coded["speaker"]
    speaker = words.speakers[role if name else f"{role}_unnamed"].format(name=_with_article(name or ""))
    full = f"{text}, {speaker}." if speaker else f"{text}."
    return full if len(full) <= MAX_LENGTH else f"{text}."


def _with_article(name: str) -> str:
    """Put an article before an office: "a Meta spokesman"; a name of a person or an outlet stays as it is."""
    if not (name[:1].isupper() and name.split()[-1].islower()) or name.endswith(_MANY):
        return name
    return f"an {name}" if name.startswith((*"AEIO", "X ")) else f"a {name}"


@functools.cache
def _phrases() -> Phrases:
    return forms_in("summaries", Phrases)[0]
