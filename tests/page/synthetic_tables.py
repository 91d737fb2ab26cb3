"""Synthetic tables of any size, and hostile ones: texts of our own, values drawn from the codebook by a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa

from builder.citation import Author, Citation
from builder.compare import compare, contrast
from builder.tabulate import table_of
from schema.codebook import codebook
from schema.periods import first_day, last_day
from schema.tables import TABLES

HOSTILE = (
    "=HYPERLINK(\"http://127.0.0.1/x\",\"x\")</style></script><script>window.ran=1</script>"
    "<img src=x onerror='window.ran=2'>\"'`{{ 7*7 }}{% raw %}&lt;&amp; \u202egnisrever\u202c \u200f\u2066 "
    "\U0001f9ff\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2028\u2029 --> ]]> "
)


def cited(version: str = "1.2.3", **differs) -> Citation:
    """Make a citation of that version."""
    plain = Citation("Treatment of a group", "What it is.", (Author("Haddad", "Amal"), Author("A group")), version,
                     "CC-BY-SA-4.0", ("news",))
    return replace(plain, **differs)


def article_row(article_id: str = "paper-2023-07", **differs) -> dict:
    """Make a row of `articles`."""
    plain = {field: None for field in TABLES["articles"].to_schema().columns}
    return plain | {
        "article_id": article_id, "publisher": "The Paper", "url": "https://paper.example/a", "url_basis": "given",
        "published_start": date(2023, 7, 11), "published_end": date(2023, 7, 12), "date_basis": "as printed",
        "language": "en", "text_sha256": "0" * 64, "text_characters": 1000, "text_words": 200,
        "statement_count": 0, "claim_count": 0,
    } | differs


def statement_row(number: int, article: Mapping, **differs) -> dict:
    """Make a row of `statements` in that article: Twitter permits the Taliban access, the article says."""
    start, end = differs.get("period_start"), differs.get("period_end")
    scores = {stance.id: stance.permissiveness for stance in codebook().variable("stance").values}
    plain = {
        **{name: article[name] for name in ("article_id", "publisher", "title", "url", "published_start",
                                            "published_end")},
        "statement_id": f"{article['article_id']}:{number:02d}", "claim_id": f"claim-{article['article_id']}-{number}",
        "platform": "twitter", "company": "X Corp.", "target": "members", "policy_area": "access", "stance": "permits",
        "basis": "practice", "speaker_role": "journalist", "speaker": None, "attribution": "narration",
        "certainty": "asserted", "period_start": start, "period_end": end,
        "period_first_day": first_day(start) if start else None, "period_last_day": last_day(end) if end else None,
        "compared_with": [], "summary": f"Twitter hosts the account of official number {number}.",
        "evidence_start": 10 * number, "evidence_end": 10 * number + 9, "evidence_words": 2,
        "evidence_sha256": f"{number:064x}", "codebook_version": codebook().version,
    }
    row = plain | differs
    return row | {"permissiveness": scores[row["stance"]]}


def tables_of(statements: Iterable[Mapping], articles: Iterable[Mapping], agreement: str = "") -> dict[str, pa.Table]:
    """Make all seven tables from rows; `agreement` is the kind of the one row of `reliability`, if there is one."""
    found = {"statements": table_of("statements", statements), "articles": table_of("articles", articles)}
    blank = dict.fromkeys(TABLES["reliability"].to_schema().columns)
    counts = {name: 0 for name in blank if name.endswith(("_count", "_draws"))}
    row = blank | counts | {"coder_1": "one", "coder_2": "two", "variable": "stance", "agreement_kind": agreement}
    return found | {
        "comparison": compare(found["statements"], found["articles"]), "contrasts": contrast(found["statements"]),
        "codings": table_of("codings", []), "codebook": table_of("codebook", []),
        "reliability": table_of("reliability", [row] if agreement else []),
    }


def small_tables() -> dict[str, pa.Table]:
    """Make ten statements in three articles: every status, contested cells, periods of all kinds, a contrast."""
    one = article_row("first-2021-08", publisher="First Paper", title="Of platforms", published_start=date(2021, 8, 17),
                      published_end=date(2021, 8, 19), derived_from_publisher="Wire", derived_from_changed="a number")
    two = article_row("second-2023-07", publisher="Second Paper", url=None)
    three = article_row("third-2023-07", publisher="Third Paper", published_end=date(2023, 7, 31))
    rows = [
        statement_row(1, one, summary="Twitter lets two officials stay.", claim_id="shared"),
        statement_row(2, one, platform="facebook", stance="prohibits", basis="rule", compared_with=["twitter"]),
        statement_row(3, one, stance="undeclared", basis="rule", policy_area="designation"),
        statement_row(1, two, claim_id="shared", period_start="2020", period_end="2020"),
        statement_row(2, two, stance="restricts", basis="action", period_start="2022-03"),
        statement_row(3, two, policy_area="posture", target="everyone", basis="evaluation", speaker_role="taliban",
                      speaker="A. Speaker", attribution="direct", certainty="hedged", compared_with=["meta"]),
        statement_row(4, two, platform="tiktok", policy_area="content", target="content", stance="prohibits",
                      basis="rule", speaker_role="platform", speaker="TikTok", attribution="indirect"),
        statement_row(1, three, policy_area="verification", stance="privileges", basis="action", period_end="2023-01"),
        statement_row(2, three, policy_area="verification", stance="restricts", basis="action"),
        statement_row(3, three, platform="meta", policy_area="designation", stance="prohibits", basis="rule"),
    ]
    return tables_of(rows, [one | {"statement_count": 3, "claim_count": 3}, two | {"statement_count": 4},
                            three | {"statement_count": 3}], agreement="stability")


def hostile_tables(text: str = HOSTILE, length: int = 10_000) -> dict[str, pa.Table]:
    """Make tables whose every open text is hostile, once as it is and once that long; coded values stay legal."""
    articles, statements = [], []
    for number, value in enumerate([text, (text * (length // max(1, len(text)) + 1))[:length]], 1):
        article = article_row(f"bad{number}{value}", **dict.fromkeys(
            ("publisher", "title", "title_basis", "url", "url_basis", "date_basis", "derived_from_publisher",
             "derived_from_basis", "derived_from_changed"), value), statement_count=1)
        articles.append(article)
        statements.append(statement_row(
            number, article, statement_id=f"{value}:{number}", claim_id=value, company=value, speaker=value,
            speaker_role="civil_society", attribution="indirect", summary=value, evidence_sha256=value,
            codebook_version=value, compared_with=["meta"]))
    return tables_of(statements, articles)


def large_tables(size: int = 5_000, seed: int = 1) -> dict[str, pa.Table]:
    """Make that many statements, twelve or so an article, with values drawn evenly from the codebook."""
    draw, book = random.Random(seed), codebook()
    articles, statements = [], []
    for number in range(max(1, size // 12)):
        day = date(2016, 1, 1) + timedelta(days=draw.randrange(3600))
        articles.append(article_row(f"paper{number}-{day:%Y-%m}", publisher=f"Paper number {number}",
                                    published_start=day, published_end=day + timedelta(days=draw.randrange(5))))
    for number in range(size):
        article = articles[number % len(articles)]
        values = {name: draw.choice(book.values(name)) for name in book.categories}
        year = article["published_end"].year - draw.randrange(3)
        period = {"period_start": draw.choice([None, None, f"{year}", f"{year}-0{draw.randrange(1, 10)}"])}
        words = " ".join(draw.choice(("account", "official", "page", "ban", "rule", "post", "badge", "video"))
                         for _ in range(12))
        statements.append(statement_row(
            number // len(articles) + 1, article, **values, **period, speaker=draw.choice([None, "A. Speaker"]),
            summary=f"The platform, as synthetic statement {number} has it, treats {words}.",
            claim_id=f"claim-{draw.randrange(size // 2)}", compared_with=draw.choice([[], [], ["meta"]])))
    return tables_of(statements, articles, agreement="stability")
