"""The forms of the hand-written files in `data/`: what a coder writes, field by field.

The forms say which fields there are and what kind of text stands in them; whether a value is legal is asked of the
codebook by the checks.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from schema.columns import SHA256, SLUG, VERSION
from schema.forms import Day, Form, Period, patterned
from schema.periods import first_day, last_day

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = patterned(f"^{SLUG}$", "lower-case words and numbers joined by '-', such as sbs-2023-07", max_length=100)
CoderId = patterned("^[a-z0-9_]+$", "lower-case words and numbers joined by '_', such as pass_1", max_length=50)
Hash = patterned(f"^{SHA256}$", "64 hexadecimal digits")
Offset = Annotated[int, Field(ge=0, le=100_000_000)]
Length = Annotated[int, Field(ge=1, le=100_000_000)]
Address = patterned(r"^https?://\S+$", "an address that begins with http:// or https:// and holds no blank")
Version = patterned(f"^{VERSION}$", "a version such as '1.1'", max_length=20)
Language = patterned("^[a-z]{2}$", "two lower-case letters of ISO 639-1, such as en")

_PLACEHOLDER = re.compile("FILL[ _-]?IN")


class Evidence(Form):
    """Where the evidence stands: offsets in code points, end exclusive, and its fingerprint.

    A coder pastes `quote` instead; `anchor` turns it into the four others. `start` beside a quote says near where
    it stands, if the article says it twice.
    """

    start: Offset | None = None
    end: Offset | None = None
    words: Length | None = None
    sha256: Hash | None = None
    quote: Words | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Evidence:
        if self.quote is None and None in (self.start, self.end, self.words, self.sha256):
            raise ValueError("start, end, words and sha256, or a quote for 'anchor' to turn into them")
        return self


class Statement(Form):
    """One coded row, with the variables of the codebook. `id` and `claim_id` belong to adjudicated rows."""

    id: Words | None = None
    claim_id: Slug | None = None
    summary: Words
    platform: Words
    target: Words
    policy_area: Words
    stance: Words
    basis: Words
    speaker_role: Words
    speaker: Words | None = None
    attribution: Words
    certainty: Words
    period_start: Words | None = None
    period_end: Words | None = None
    compared_with: list[Words] = []
    evidence: Evidence


class CodingFile(Form):
    """The rows of one article: adjudicated, or as one coder coded them (`coder` names whom)."""

    article_id: Slug
    codebook_version: Version
    coder: CoderId | None = None
    statements: list[Statement]


class RegisterForm(Form):
    """A record that `register` or a person begins, and that is refused until all is filled in."""

    @field_validator("*", mode="before")
    @classmethod
    def _is_filled_in(cls, written: object) -> object:
        if isinstance(written, str) and _PLACEHOLDER.search(written):
            raise ValueError("what you know in place of FILL IN; a field that may be empty is left out")
        return written


class DerivedFrom(RegisterForm):
    """The earlier report that an article rewrites or reprints: what it changed may be none."""

    publisher: Words
    published: Day
    basis: Words
    changed: Words


class CanonicalText(Form):
    """The article's text, as far as it may be known here: its hash and its size."""

    sha256: Hash
    characters: Length
    words: Length


class Article(RegisterForm):
    """An article that was read. `published_start` and `published_end` are the days between which it appeared."""

    article_id: Slug
    publisher: Words
    title: Words | None = None
    title_basis: Words | None = None
    url: Address | None = None
    url_basis: Words
    published_start: Day
    published_end: Day
    date_basis: Words
    language: Language
    derived_from: DerivedFrom | None = None
    text: CanonicalText

    @field_validator("published_end")
    @classmethod
    def _is_ordered(cls, end: date, filled: ValidationInfo) -> date:
        start = filled.data.get("published_start")
        if start and end < start:
            raise ValueError(f"published_start, {start}, or later")
        return end


class Platform(Form):
    """A platform of the codebook: the company that runs it today, and the other names it goes by.

    It has been offered since `since`, if that is known, and until `until`, if it has closed.
    """

    platform: Words
    company: Words
    since: Period | None = None
    until: Period | None = None
    other_names: list[Words] = []

    @field_validator("until")
    @classmethod
    def _is_ordered(cls, until: str | None, filled: ValidationInfo) -> str | None:
        since = filled.data.get("since")
        if since and until and last_day(until) < first_day(since):
            raise ValueError(f"since, {since}, or later")
        return until


class Claim(Form):
    """A claim that one or more articles report."""

    claim_id: Slug
    platform: Words
    policy_area: Words
    claim: Words


class Coder(Form):
    """Who or what coded. Coders of the same `model` are passes of one language model; a person has none.

    `both`: some of the rows are a language model's, others a person's, as only the adjudicated ones may be.
    """

    coder: CoderId
    kind: Literal["language_model", "person", "both"]
    model: Slug | None = Field(None, validate_default=True)
    note: Words

    @field_validator("model")
    @classmethod
    def _is_named_of_models(cls, model: str | None, filled: ValidationInfo) -> str | None:
        kind = filled.data.get("kind")
        if kind in ("language_model", "both") and model is None:
            raise PydanticCustomError("missing", "a language model is named")
        if kind == "person" and model is not None:
            raise ValueError("no model where kind is person")
        return model


class Excuse(Form):
    """A known fault that is accepted: which check, which record, and why."""

    check: Words
    record: Words
    reason: Words


class ArticlesFile(Form):
    """`articles.yaml`."""

    articles: list[Article]


class PlatformsFile(Form):
    """`platforms.yaml`."""

    platforms: list[Platform]


class ClaimsFile(Form):
    """`claims.yaml`."""

    claims: list[Claim]


class CodersFile(Form):
    """`coders.yaml`."""

    coders: list[Coder]


class ExcusesFile(Form):
    """`excuses.yaml`."""

    excuses: list[Excuse]
