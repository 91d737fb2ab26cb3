"""Rules on identifiers: well-formed, unique, never reused; and no article under two of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from builder.checks import Context, collection_check, row_check
from builder.inputs import Article
from builder.read import Record, Row
from schema.columns import STATEMENT_ID_PATTERN
from schema.faults import Fault, shown


@row_check(of="published", is_firm=True)
def statement_id(row: Row, context: Context) -> Iterator[Fault]:
    """Every adjudicated row has an id: its article's, a colon, and a running number."""
    found = row.values.id
    well_formed = found and re.fullmatch(STATEMENT_ID_PATTERN, found)
    article_id = found.split(":")[0] if well_formed else None
    if article_id != row.article_id:
        yield row.fault("id", "is not the id of a statement of this article",
                        found=f"an id of {shown(article_id)}" if article_id else shown(found),
                        allowed=f"{row.article_id}:01 and so on", remedy="give it the next free number")


@row_check(of="published", is_firm=True)
def withdrawn_id(row: Row, context: Context) -> Iterator[Fault]:
    """No id of a withdrawn statement is used again."""
    if row.values.id in context.withdrawn_ids:
        yield row.fault("id", "belonged to a statement that was withdrawn", found=shown(row.values.id),
                        remedy="give it the next free number (the manifest lists withdrawn ids; if this one was never "
                               "released, restore data/manifest.json from the last commit)")


@row_check(of="published", is_firm=True)
def claim_given(row: Row, context: Context) -> Iterator[Fault]:
    """Every adjudicated row has a claim."""
    if not row.values.claim_id:
        yield row.fault("claim_id", "the field is missing", remedy="name a claim of data/claims.yaml, or add one there")


@collection_check(is_firm=True)
def unique_id(context: Context) -> Iterator[Fault]:
    """No id stands twice: of statements, articles, platforms, claims, coders."""
    collection = context.collection
    registers = {
        "id": [row for row in collection.statements if row.values.id],
        "article_id": collection.articles,
        "platform": collection.platforms,
        "claim_id": collection.claims,
        "coder": collection.coders,
    }
    for field, records in registers.items():
        yield from _repeated(field, records)


@collection_check()
def registered_once(context: Context) -> Iterator[Fault]:
    """No article has the address or the text of another; a reprint, whose `derived_from` names the other, its text."""
    articles = context.collection.articles
    addressed = [article for article in articles if article.values.url]
    yield from _under_two_ids("url", addressed, lambda article: article.values.url,
                              "of another article, mend it; of a later state of the page, excuse it")
    alike: dict[str, list[Record[Article]]] = defaultdict(list)
    for article in articles:
        alike[article.values.text.sha256].append(article)
    originals = [article for same in alike.values() for article in same if not _is_reprint(article, same)]
    yield from _under_two_ids("text", originals, lambda article: article.values.text.sha256,
                              "of a reprint, name the other in derived_from, by its publisher and a day of it")


def _repeated(field: str, records: list) -> Iterator[Fault]:
    by_id: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_id[record.record_id].append(record)
    for record_id, same in by_id.items():
        first = same[0]
        for record in same[1:]:
            yield record.fault(field, f"{record_id!r} stands twice", found=f"first in {first.file}:{first.line}",
                               remedy="give each its own id")


def _under_two_ids(field: str, articles: Iterable[Record[Article]], held: Callable[[Record[Article]], str],
                   otherwise: str) -> Iterator[Fault]:
    first_of: dict[str, Record[Article]] = {}
    for article in articles:
        first = first_of.setdefault(held(article), article)
        if first.record_id != article.record_id:
            yield article.fault(field, f"is that of {first.record_id}", found=f"there in {first.file}:{first.line}",
                                remedy=f"keep one record of the article; {otherwise}")


def _is_reprint(article: Record[Article], same: Iterable[Record[Article]]) -> bool:
    """Say whether the article names another, of those of the same text, as the report it derives from."""
    source = article.values.derived_from
    return source is not None and any(
        other.record_id != article.record_id and other.values.publisher == source.publisher
        and other.values.published_start <= source.published <= other.values.published_end for other in same)
