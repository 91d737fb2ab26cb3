"""Describe: the generated islands of the documents, as Markdown, from the tables and the codebook."""

from __future__ import annotations

import functools
import html
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa

from builder.card import FIGURE_FOLDER, languages
from builder.citation import Citation, bibtex
from builder.compare import ALL
from builder.figures import alternative_texts
from builder.inputs import Coder
from builder.read import coded_by
from builder.who_coded import who_coded
from schema.arrow import arrow_schema, description
from schema.codebook import Codebook, codebook
from schema.tables import TABLES

_WIDTH = 120

Tables = Mapping[str, pa.Table]


def describe(tables: Tables, citation: Citation, coders: Sequence[Coder]) -> dict[str, str]:
    """Give every island by name, as Markdown; `coders` are those of the register."""
    islands: dict[str, Callable[[], str]] = {
        "counts": lambda: _counts(tables),
        "coded": lambda: _coded(coders),
        "warning": lambda: _warning(tables["articles"], coders),
        "lineage": lambda: _lineage(tables),
        "tables": lambda: _tables(tables),
        "columns": _columns,
        "values": lambda: _values(tables["statements"]),
        "comparison": lambda: _comparison(tables["comparison"]),
        "coders": lambda: textwrap.fill(f"**Who.** {who_coded(coders)}", _WIDTH, break_on_hyphens=False),
        "stability": lambda: _stability(tables["reliability"]),
        "coverage": lambda: _coverage(tables["articles"]),
        "citation": lambda: f"```bibtex\n{bibtex(citation, coded_by(coders))}\n```",
        **{f"{name}-figure": functools.partial(_figure, name, text)
           for name, text in alternative_texts(tables, codebook()).items()},
        "crosswalk": lambda: _crosswalk(tables["codebook"]),
    }
    return {name: make() for name, make in islands.items()}


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a Markdown table; cells are text, with bars escaped, and empty for None."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:.2f}" if isinstance(value, float) else str(value)
    return " ".join(text.split()).replace("|", "\\|")


def _figure(name: str, text: str) -> str:
    """Show a figure, in the variant that suits the reader's screen; `text` says what it shows."""
    return f"""
<picture>
  <source media="(prefers-color-scheme: dark)" srcset="{FIGURE_FOLDER}/{name}-dark.svg">
  <img alt="{html.escape(text)}" src="{FIGURE_FOLDER}/{name}-light.svg">
</picture>
"""


def _warning(articles: pa.Table, coders: Sequence[Coder]) -> str:
    text = (f"**Read before use.** A news report of a policy is not the policy. {_coded(coders)} There are "
            f"{articles.num_rows} articles (language: {', '.join(languages(articles))}), and {_derived(articles)} of "
            "them rewrite an earlier report. An empty cell means that the articles read state nothing; it does not "
            "mean that the platform permits anything.")
    return textwrap.fill(text, _WIDTH, initial_indent="> ", subsequent_indent="> ", break_on_hyphens=False)


def _coded(coders: Sequence[Coder]) -> str:
    by = coded_by(coders)
    return f"The rows were coded and adjudicated by {by}." if by else (
        "The datacard says under Annotations who coded and adjudicated the rows.")


def _lineage(tables: Tables) -> str:
    statements, articles = tables["statements"], tables["articles"]
    claims = statements.group_by("claim_id").aggregate([("article_id", "count_distinct")]).to_pylist()
    widest = max((claim["article_id_count_distinct"] for claim in claims), default=0)
    several = sum(claim["article_id_count_distinct"] > 1 for claim in claims)
    return f"""
**Lineage.** {_derived(articles)} of the {articles.num_rows} articles rewrite an earlier report, and rewriting changed
facts (the column *changed on the way*). So two articles that agree need not be two witnesses: {several} claims stand in
more than one article, up to {widest} of them. What follows for counting: count claims (`claim_id`), and take a claim
that several articles repeat as reported, not as confirmed.
"""


def _derived(articles: pa.Table) -> int:
    return articles.num_rows - articles["derived_from_publisher"].null_count


def _counts(tables: Tables) -> str:
    statements, articles = tables["statements"], tables["articles"]
    claims = len(statements["claim_id"].unique())
    platforms = len(statements["platform"].unique())
    return (f"**{statements.num_rows} statements** that make **{claims} distinct claims** about {platforms} platforms, "
            f"from **{articles.num_rows} articles**, {_derived(articles)} of which rewrite an earlier report.")


def _tables(tables: Tables) -> str:
    rows = [(f"`{name}`", description(TABLES[name]), table.num_rows, table.num_columns)
            for name, table in tables.items()]
    return markdown_table(["configuration", "one row is", "rows", "columns"], rows)


def _columns() -> str:
    parts = []
    for name, model in TABLES.items():
        columns = model.to_schema().columns
        rows = [(f"`{field.name}`", _type(field), _meaning(columns[field.name]), columns[field.name].metadata["unit"])
                for field in arrow_schema(name)]
        parts += [f"#### `{name}`", "", markdown_table(["column", "type", "what it holds", "unit"], rows), ""]
    return "\n".join(parts)


def _meaning(column: Any) -> str:
    empty = column.metadata["empty"]
    return f"{column.description} Empty: {empty}." if empty else column.description


def _type(field: pa.Field) -> str:
    name = str(field.type).replace("list<element: string>", "list of string").replace("date32[day]", "date")
    name = name.replace("list<item: string>", "list of string")
    return f"{name}, may be empty" if field.nullable else name


def _values(statements: pa.Table) -> str:
    book = codebook()
    parts = []
    for variable in book.variables:
        if variable.kind == "category":
            found = statements[variable.id].to_pylist()
            rows = [(f"`{value.id}`", value.label, value.definition, found.count(value.id))
                    for value in variable.values]
            parts += [f"**`{variable.id}`** ({variable.label}). {variable.definition}", "",
                      markdown_table(["value", "label", "definition", "statements"], rows), ""]
    return "\n".join(parts)


def _comparison(comparison: pa.Table) -> str:
    book = codebook()
    cells = {(row["platform"], row["policy_area"]): row for row in comparison.to_pylist() if row["period"] == ALL}
    areas = book.variable("policy_area").values
    rows = [
        (platform.label, *(_shown_cell(cells[platform.id, area.id]) for area in areas))
        for platform in book.variable("platform").values
        if any(cells[platform.id, area.id]["statement_count"] for area in areas)
    ]
    silent = [platform.label for platform in book.variable("platform").values
              if not any(cells[platform.id, area.id]["statement_count"] for area in areas)]
    note = f"\n\nNothing is stated in the articles read about {', '.join(silent)}." if silent else ""
    return markdown_table(["platform", *(area.label for area in areas)], rows) + note


def _shown_cell(cell: Mapping[str, Any]) -> str:
    if cell["status"] == "not_stated":
        return "–"
    claims = cell["claim_count"]
    counted = f"({claims} claim{'s' if claims > 1 else ''})"
    leading = cell["leading_stance"] or ("undeclared" if cell["status"] == "undeclared" else "only opinions")
    return f"{leading}{', contested' if cell['is_contested'] else ''} {counted}"


def _stability(reliability: pa.Table) -> str:
    """Tell the agreement of each two coders who have read an article in common."""
    rows = (row for row in reliability.to_pylist() if row["article_count"])
    pairs = groupby(rows, lambda row: (row["coder_1"], row["coder_2"]))
    return "\n".join(_agreement(first, second, list(rows)) for (first, second), rows in pairs)


def _agreement(first: str, second: str, rows: Sequence[Mapping[str, Any]]) -> str:
    head = rows[0]
    only = f"{head['unpaired_1_count']} only in the first, {head['unpaired_2_count']} only in the second"
    found = (f"F1 of finding the same statements {_interval(head, 'finding_f1')}; "
             f"{head['paired_count']} rows compared, {only}.")
    measured = [(f"`{row['variable']}`", row["share_equal"], _interval(row, "alpha"))
                for row in rows if row["share_equal"] is not None]
    header = ["variable", "share equal", "Krippendorff's alpha (95% interval)"]
    table = f"{markdown_table(header, measured)}\n" if measured else ""
    return f"**`{first}` and `{second}`** ({head['agreement_kind']}). {found}\n\n{table}"


def _interval(row: Mapping[str, Any], name: str) -> str:
    if row[name] is None:
        return "undefined"
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    bounds = f" ({low:.2f} to {high:.2f})" if low is not None else ""
    return f"{row[name]:.2f}{bounds}"


def _coverage(articles: pa.Table) -> str:
    rows = [
        (f"`{row['article_id']}`", row["publisher"], _days(row["published_start"], row["published_end"]),
         row["derived_from_publisher"] or "none found", row["derived_from_changed"],
         row["statement_count"], row["claim_count"])
        for row in articles.to_pylist()
    ]
    header = ["article", "publisher", "appeared", "rewrites", "changed on the way", "statements", "claims"]
    return markdown_table(header, rows)


def _days(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _crosswalk(entries: pa.Table) -> str:
    rows = [(f"`{row['variable']}`", f"`{row['value']}`", "; ".join(f"`{dsa}`" for dsa in row["dsa_counterparts"]))
            for row in entries.to_pylist() if row["dsa_counterparts"]]
    table = markdown_table(["variable", "value", "counterpart in the DSA statement of reasons"], rows)
    return f"{matches_in_words(codebook())}\n\n{table}"


def matches_in_words(book: Codebook) -> str:
    """Say what each kind of match that occurs between values and their DSA counterparts means."""
    return "\n".join(f"- `{match}`: {meaning}." for match, meaning in book.matches.items())
