"""Rules on evidence that need no article text."""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import Context, row_check
from builder.prove import outside_text
from builder.read import Collection, Row
from schema.faults import Fault


@row_check(is_firm=True)
def no_quote(row: Row, context: Context) -> Iterator[Fault]:
    """No sentence of an article stands in a file of the project: quotes are turned into offsets and fingerprints."""
    if row.values.evidence.quote is not None:
        yield row.fault("evidence", "holds a quote; articles' sentences are not published here",
                        remedy=f"run 'python build_dataset.py anchor {row.file} --articles DIR'")


@row_check(is_firm=True)
def ordered_offsets(row: Row, context: Context) -> Iterator[Fault]:
    """Evidence ends after it starts, and holds at least as many characters as words."""
    evidence = row.values.evidence
    if evidence.quote is not None:
        return
    if evidence.start >= evidence.end:
        yield row.fault("evidence", "ends before it starts", found=f"{evidence.start} to {evidence.end}",
                        allowed="start < end", remedy="run anchor with the quote again")
    elif evidence.words > evidence.end - evidence.start:
        yield row.fault("evidence", "has more words than characters", found=f"{evidence.words} words",
                        allowed=f"at most {evidence.end - evidence.start}", remedy="run anchor with the quote again")


@row_check(is_firm=True)
def offsets_inside_text(row: Row, context: Context) -> Iterator[Fault]:
    """Evidence ends inside the canonical text."""
    length = context.lookup("lengths", _lengths).get(row.article_id)
    if length is not None:
        yield from outside_text(row, length)


def _lengths(collection: Collection) -> dict[str, int]:
    return {article.record_id: article.values.text.characters for article in collection.articles}
