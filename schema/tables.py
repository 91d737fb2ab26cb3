"""The seven tables of the dataset, one model each: the one owner of columns, keys and what they may hold.

Arrow schemas, Hub features and documentation are derived from these models (`schema.arrow`, `schema.features`).
Naming: `_id` points at a record, `_start` / `_end` bound an interval, `is_` is a yes or no, `_count` counts records;
offsets are Unicode code points of the canonical text, end exclusive. One name means one thing in every table.
"""

from pandera.typing import Series

from schema import columns as shared
from schema.base_models import CodedRow, Table
from schema.codebook import SCALE, codebook
from schema.columns import SHA256, YEAR_OR_ALL, Count, Date, Flag, Real, Score, Text, Texts, coded, column


class Statements(CodedRow):
    """A policy statement: one proposition, made in one article, about how one platform treats the Taliban."""

    statement_id: Series[Text] = shared.STATEMENT_ID
    claim_id: Series[Text] = coded("claim_id", pattern=shared.SLUG)
    publisher: Series[Text] = shared.PUBLISHER
    title: Series[Text] = shared.TITLE
    url: Series[Text] = shared.URL
    published_start: Series[Date] = shared.PUBLISHED_START
    published_end: Series[Date] = shared.PUBLISHED_END
    company: Series[Text] = column("Company", "The company that runs the platform today.")
    permissiveness: Series[Score] = column(
        "Permissiveness", "The stance as a number.", unit="-2 (prohibits) to +2 (privileges)",
        empty="the platform has not declared itself", isin=SCALE)
    period_first_day: Series[Date] = column(
        "First day of the period", "First day that `period_start` covers.", empty="no start is said")
    period_last_day: Series[Date] = column(
        "Last day of the period", "Last day that `period_end` covers.", empty="no end is said")

    class Config:
        """Keys, and the places of columns."""

        metadata = {"primary_key": ["statement_id"], "foreign_keys": {"article_id": "articles"},
                    "behind": {"publisher": "article_id", "company": "platform", "permissiveness": "stance",
                               "period_first_day": "period_end"}}


class Articles(Table):
    """An article that was read, whether or not it holds a statement."""

    article_id: Series[Text] = shared.ARTICLE_ID
    publisher: Series[Text] = shared.PUBLISHER
    title: Series[Text] = shared.TITLE
    title_basis: Series[Text] = column("Basis of the title", "How the title is known.", empty="the title is not known")
    url: Series[Text] = shared.URL
    url_basis: Series[Text] = column("Basis of the address", "How the address is known, or why it is not.")
    published_start: Series[Date] = shared.PUBLISHED_START
    published_end: Series[Date] = shared.PUBLISHED_END
    date_basis: Series[Text] = column("Basis of the dates", "On what the days of publication rest.")
    language: Series[Text] = column("Language", "Language of the article (ISO 639-1).", pattern="[a-z]{2}")
    derived_from_publisher: Series[Text] = column(
        "Rewritten from", "Publisher of the earlier report that the article rewrites.",
        empty=shared.NO_EARLIER_REPORT)
    derived_from_published: Series[Date] = column(
        "Earlier report published", "Day on which the earlier report appeared.",
        empty=shared.NO_EARLIER_REPORT)
    derived_from_basis: Series[Text] = column(
        "Basis of the derivation", "What shows that the article rewrites it.", empty=shared.NO_EARLIER_REPORT)
    derived_from_changed: Series[Text] = column(
        "Changed on the way", "What the rewriting changed.", empty=shared.NO_EARLIER_REPORT)
    text_sha256: Series[Text] = column(
        "Text hash", "SHA-256 of the canonical text: UTF-8, no translation of newlines.",
        unit="hexadecimal", pattern=SHA256)
    text_characters: Series[Count] = column(
        "Characters", "Length of the canonical text.", unit="Unicode code points", ge=1)
    text_words: Series[Count] = column(
        "Words", "Number of words of the canonical text, counted as for evidence.", unit="words", ge=1)
    statement_count: Series[Count] = shared.STATEMENT_COUNT
    claim_count: Series[Count] = shared.CLAIM_COUNT

    class Config:
        """Keys."""

        metadata = {"primary_key": ["article_id"]}


class _ComparisonCell(Table):
    platform: Series[Text] = coded("platform")
    policy_area: Series[Text] = coded("policy_area")
    period: Series[Text] = column(
        "Period", "A year, or `all`. A statement counts in each year that its period covers: from its start (without "
        "a start: its end, without either: the year of publication) to its end (without one: the year of publication, "
        "or of its start where that is later).",
        pattern=YEAR_OR_ALL)
    status: Series[Text] = coded("status")
    leading_stance: Series[Text] = coded("leading_stance", empty="no rule, action or practice is stated")
    permissiveness_mean: Series[Real] = column(
        "Mean permissiveness", "Mean over the cell's claims, each counted once with the mean of its statements.",
        unit="-2 (prohibits) to +2 (privileges)", empty=shared.NO_SCORE, ge=-2, le=2)
    permissiveness_min: Series[Score] = column(
        "Least permissiveness", "The strictest statement of the cell.",
        unit="-2 (prohibits) to +2 (privileges)", empty=shared.NO_SCORE, ge=-2, le=2)
    permissiveness_max: Series[Score] = column(
        "Greatest permissiveness", "The most permissive statement of the cell.",
        unit="-2 (prohibits) to +2 (privileges)", empty=shared.NO_SCORE, ge=-2, le=2)
    is_contested: Series[Flag] = column(
        "Contested", "Whether the cell holds statements on both sides: below and above zero permissiveness.")
    articles_read_count: Series[Count] = column(
        "Articles read", "Articles read that could state the cell: all, or for a year those published in it or later "
        "and those that tell of it beforehand.",
        unit="articles", ge=0)
    article_count: Series[Count] = column(
        "Articles", "Articles that hold a statement of the cell.", unit="articles", ge=0)
    claim_count: Series[Count] = shared.CLAIM_COUNT
    statement_count: Series[Count] = shared.STATEMENT_COUNT


def _with_stance_counts(model: type[Table]) -> type[Table]:
    """Add to the cells of the comparison one count for each stance of the codebook, and the statements' ids."""
    fields = {
        f"{stance.id}_count": column(
            f"Statements: {stance.label}", f"Statements of the cell with the stance {stance.id}.",
            unit="statements", ge=0)
        for stance in codebook().variable("stance").values
    }
    ids = column("Statements", "The statements of the cell, by their identifiers.")
    annotations = {**dict.fromkeys(fields, Series[Count]), "statement_ids": Series[Texts]}
    config = type("Config", (), {"metadata": {"primary_key": ["platform", "policy_area", "period"]}})
    body = {"__annotations__": annotations, **fields, "statement_ids": ids, "Config": config,
            "__doc__": _COMPARISON, "__module__": __name__}
    return type(model)("Comparison", (model,), body)


_COMPARISON = "A cell of the comparison: platform, policy area and period, also where nothing was stated."

Comparison = _with_stance_counts(_ComparisonCell)


class Contrasts(Table):
    """An explicit comparison of two platforms, made in one statement."""

    statement_id: Series[Text] = shared.STATEMENT_ID
    platform: Series[Text] = coded("platform")
    compared_with: Series[Text] = column(
        "Compared with", "The other side of the contrast.", variable="platform", isin=codebook().values("platform"))
    relation: Series[Text] = coded("relation", empty="both sides are alike, or the direction is not known")
    speaker_role: Series[Text] = coded("speaker_role")
    speaker: Series[Text] = shared.SPEAKER
    article_id: Series[Text] = shared.ARTICLE_ID

    class Config:
        """Keys."""

        metadata = {"primary_key": ["statement_id", "compared_with"],
                    "foreign_keys": {"statement_id": "statements", "article_id": "articles"}}


class Codings(CodedRow):
    """A row as one coder coded it, before adjudication."""

    coding_id: Series[Text] = column(
        "Coding", "Coder, article and running number of the row in the coder's file.",
        pattern=f"[a-z0-9_]+/{shared.STATEMENT_ID_PATTERN}")
    coder: Series[Text] = column("Coder", "Identifier of the coder (`coders.yaml`).", pattern="[a-z0-9_]+")

    class Config:
        """Keys."""

        metadata = {"primary_key": ["coding_id"], "foreign_keys": {"article_id": "articles"}}


class Reliability(Table):
    """How far two coders agree on one variable, over the statements that both found."""

    coder_1: Series[Text] = column("First coder", "Identifier of the first coder.")
    coder_2: Series[Text] = column("Second coder", "Identifier of the second coder.")
    agreement_kind: Series[Text] = coded("agreement_kind")
    variable: Series[Text] = column("Variable", "The variable compared: of the codebook, or `evidence`.")
    paired_count: Series[Count] = column(
        "Rows compared", "Statements that both coders found.", unit="rows", ge=0)
    share_equal: Series[Real] = column(
        "Share equal", "Share of the rows compared with the same value.", unit="0 to 1",
        empty="no row is compared, or rows are paired only where it is equal", ge=0, le=1)
    alpha: Series[Real] = column(
        "Krippendorff's alpha", "Nominal alpha over the rows compared.",
        unit="at most 1",
        empty="no value varies, no row is compared, or rows are paired only where it is equal", le=1)
    alpha_low: Series[Real] = shared.interval("alpha", "2.5th")
    alpha_high: Series[Real] = shared.interval("alpha", "97.5th")
    finding_f1: Series[Real] = column(
        "F1 of finding", "Harmonic mean of the shares of each coder's rows that the other found too.",
        unit="0 to 1", empty="neither coder has a row", ge=0, le=1)
    finding_f1_low: Series[Real] = shared.interval("finding_f1", "2.5th")
    finding_f1_high: Series[Real] = shared.interval("finding_f1", "97.5th")
    unpaired_1_count: Series[Count] = column("Only first", "Rows that only the first coder has.", unit="rows", ge=0)
    unpaired_2_count: Series[Count] = column("Only second", "Rows that only the second coder has.", unit="rows", ge=0)
    article_count: Series[Count] = column("Articles", "Articles that both coded.", unit="articles", ge=0)
    bootstrap_draws: Series[Count] = column("Draws", "Draws of articles behind the intervals.", unit="draws", ge=0)

    class Config:
        """Keys."""

        metadata = {"primary_key": ["coder_1", "coder_2", "variable"]}


_VARIABLE_ITSELF = "the entry is the variable itself"


class CodebookEntries(Table):
    """A variable of the codebook, or one value of it."""

    entry_id: Series[Text] = column("Entry", "The variable, or the variable and the value, joined by a colon.")
    variable: Series[Text] = column("Variable", "Identifier of the variable.")
    value: Series[Text] = column("Value", "Identifier of the value.", empty=_VARIABLE_ITSELF)
    label: Series[Text] = column("Label", "Name for people.")
    definition: Series[Text] = column("Definition", "What it means.")
    use_when: Series[Text] = column("Use when", "When to choose the value.", empty=_VARIABLE_ITSELF)
    use_not_when: Series[Text] = column("Not when", "When not to choose it.", empty=_VARIABLE_ITSELF)
    example: Series[Text] = column("Example", "A sentence of our own that takes the value.",
        empty=_VARIABLE_ITSELF)
    permissiveness: Series[Score] = column(
        "Permissiveness", "The stance as a number.", unit="-2 (prohibits) to +2 (privileges)",
        empty="not a stance, or the one that declares nothing")
    dsa_counterparts: Series[Texts] = column(
        "DSA counterparts", "Counterparts in the EU DSA statement-of-reasons vocabulary: attribute, value, match.")
    since: Series[Text] = column("Since", "The version of the codebook that introduced it.")
    deprecated_in: Series[Text] = column("Deprecated in", "The version that withdrew it.", empty="in use")

    class Config:
        """Keys."""

        metadata = {"primary_key": ["entry_id"]}


TABLES: dict[str, type[Table]] = {
    "statements": Statements,
    "articles": Articles,
    "comparison": Comparison,
    "contrasts": Contrasts,
    "codings": Codings,
    "reliability": Reliability,
    "codebook": CodebookEntries,
}
"""The tables by name, the default first; each is one configuration of the published dataset."""


def primary_key(model: type[Table]) -> list[str]:
    """Give the columns that together identify a row; rows are sorted by them."""
    return list(model.Config.metadata["primary_key"])


def foreign_keys(model: type[Table]) -> dict[str, str]:
    """Give the columns that point into another table: column → name of the table, whose key has the same name."""
    return dict(model.Config.metadata.get("foreign_keys", {}))
