"""Building blocks of the tables: column types, columns that several tables share, and coded columns.

Coded columns take their label, definition and values from the codebook.
"""

from typing import Annotated, Any

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from schema.codebook import codebook

Text = Annotated[pd.ArrowDtype, pa.string()]
Texts = Annotated[pd.ArrowDtype, pa.list_(pa.string())]
Date = Annotated[pd.ArrowDtype, pa.date32()]
Count = Annotated[pd.ArrowDtype, pa.int32()]
Score = Annotated[pd.ArrowDtype, pa.int8()]
Real = Annotated[pd.ArrowDtype, pa.float64()]
Flag = Annotated[pd.ArrowDtype, pa.bool_()]

# RE2 (in Arrow) and Python both read these; they are anchored where they are used.
SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
STATEMENT_ID_PATTERN = f"{SLUG}:[0-9]{{2,}}"
SHA256 = "[0-9a-f]{64}"
YEAR_OR_ALL = "all|[0-9]{4}"
VERSION = "[0-9]+[.][0-9]+"

SUMMARY_LIMIT = 200


def column(title: str, description: str, *, unit: str = "", pattern: str = "", variable: str = "", empty: str = "",
           **rules: Any) -> Any:
    """Make a field of a table: its title, what it holds, its unit, and what pandera asks of it.

    `pattern` must match the whole text. `variable` names the variable of the codebook whose values it takes.
    `empty` says what an empty cell means; without it no cell may be empty. `rules` are pandera's own (`ge`, `isin` …).
    """
    if pattern:
        rules["str_matches"] = f"^(?:{pattern})$"  # RE2: "$" is the end of the text, also after a newline
    metadata = {"unit": unit, "pattern": pattern, "variable": variable, "empty": empty}
    return pandera.Field(title=title, description=description, metadata=metadata, nullable=bool(empty), **rules)


def coded(variable_id: str, **rules: Any) -> Any:
    """Make a field for a variable of the codebook, with its label, definition and, if closed, its values.

    The rule of a derived variable, which says how the build derives it, is told with the definition.
    """
    variable = codebook().variable(variable_id)
    if variable.kind == "category":
        rules["isin"] = codebook().values(variable_id)
    told = [variable.definition, variable.rule if variable in codebook().derived else ""]
    return column(variable.label, " ".join(filter(None, told)), variable=variable_id, **rules)


def interval(of: str, percentile: str) -> Any:
    """Make a field for one bound of a bootstrap interval of the column `of`."""
    return column(f"{percentile} percentile", f"{percentile} percentile of `{of}` when articles are drawn anew.",
                  empty="too few articles, or nothing that varies", le=1)


NO_EARLIER_REPORT = "no earlier report was found that the article rewrites"
NO_SCORE = "no statement of the cell has a permissiveness"

STATEMENT_ID = column(
    "Statement", "Identifier of the statement: article and running number, never reused.", pattern=STATEMENT_ID_PATTERN)
ARTICLE_ID = column("Article", "Identifier of the article: publisher and month.", pattern=SLUG)
PUBLISHER = column("Publisher", "Who published the article.")
TITLE = column("Title", "Title of the article.", empty="not known")
URL = column("Address", "Address of the article.", empty="not known", pattern="https?://[^ ]+")
PUBLISHED_START = column("Published from", "First day on which the article can have appeared.")
PUBLISHED_END = column("Published until", "Last day on which the article can have appeared.")
SPEAKER = coded("speaker", empty="the journalist, or a group without a name")
EVIDENCE_START = column(
    "Evidence start", "First character of the evidence in the canonical text.", unit="Unicode code points", ge=0)
EVIDENCE_END = column(
    "Evidence end", "End of the evidence in the canonical text, exclusive.", unit="Unicode code points", ge=1)
EVIDENCE_WORDS = column(
    "Evidence words", "Words of the evidence: runs of letters and digits after NFKC.", unit="words", ge=1)
EVIDENCE_SHA256 = column(
    "Evidence fingerprint", "SHA-256 of the evidence's casefolded words, joined by one blank.",
    unit="hexadecimal", pattern=SHA256)
CODEBOOK_VERSION = column(
    "Codebook version", "Version of the codebook by which the row was coded.", pattern=VERSION)
STATEMENT_COUNT = column("Statements", "Number of statements.", unit="statements", ge=0)
CLAIM_COUNT = column(
    "Claims", "Number of distinct claims: articles that repeat one claim count once.", unit="claims", ge=0)
