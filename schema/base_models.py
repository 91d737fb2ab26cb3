"""Base models of the tables: what every table shares, and the columns that every table of coded rows has."""

import pandera.pandas as pandera
from pandera.typing import Series

from schema import columns as shared
from schema.columns import Count, Text, Texts, coded
from schema.periods import PERIOD


class Table(pandera.DataFrameModel):
    """What every table shares: exactly its columns, in their order, and the keys that its `Config` names."""

    class Config:
        """Pandera's settings: no further column, no other order."""

        strict = True
        ordered = True


class CodedRow(Table):
    """A row that was coded: its article, the variables of the codebook in their order, and the evidence.

    A table's own columns stand in front, in the order of their declaration. Where one should stand further back,
    `behind` in the metadata of its `Config` names the column that it follows; those declared after it follow it.
    """

    article_id: Series[Text] = shared.ARTICLE_ID
    platform: Series[Text] = coded("platform")
    target: Series[Text] = coded("target")
    policy_area: Series[Text] = coded("policy_area")
    stance: Series[Text] = coded("stance")
    basis: Series[Text] = coded("basis")
    speaker_role: Series[Text] = coded("speaker_role")
    speaker: Series[Text] = shared.SPEAKER
    attribution: Series[Text] = coded("attribution")
    certainty: Series[Text] = coded("certainty")
    period_start: Series[Text] = coded("period_start", empty="not said", pattern=PERIOD)
    period_end: Series[Text] = coded("period_end", empty="still so, or not said", pattern=PERIOD)
    compared_with: Series[Texts] = coded("compared_with")
    summary: Series[Text] = coded("summary", str_length={"max_value": shared.SUMMARY_LIMIT})
    evidence_start: Series[Count] = shared.EVIDENCE_START
    evidence_end: Series[Count] = shared.EVIDENCE_END
    evidence_words: Series[Count] = shared.EVIDENCE_WORDS
    evidence_sha256: Series[Text] = shared.EVIDENCE_SHA256
    codebook_version: Series[Text] = shared.CODEBOOK_VERSION

    class Config:
        """No column of a table's own stands further back, unless it says so."""

        metadata = {}

    @classmethod
    def to_schema(cls) -> pandera.DataFrameSchema:
        """Give pandera's schema with the table's own columns in their places."""
        schema = super().to_schema()
        behind = cls.Config.metadata.get("behind", {})
        names = [name for name in schema.columns if name not in cls.__annotations__]
        place = 0
        for name in cls.__annotations__:
            place = names.index(behind[name]) + 1 if name in behind else place
            names.insert(place, name)
            place += 1
        return schema.select_columns(names)
