"""The facts that a reader needs before any number: how much was read, what is a rewrite, how stable the coding is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from builder.display.wording import listed, shortened, spelled
from builder.reliability import STABILITY
from schema.codebook import Codebook

MOST_NAMES = 6


@dataclass(frozen=True)
class Facts:
    """How much the dataset holds, and from when."""

    article_count: int
    rewrite_count: int
    rewritten_publishers: list[str]
    statement_count: int
    claim_count: int
    platform_count: int
    stated_platform_count: int
    first_day: date | None
    last_day: date | None


def facts(tables: Mapping[str, pa.Table], book: Codebook) -> Facts:
    """Count what the tables hold."""
    articles, statements = tables["articles"].to_pylist(), tables["statements"].to_pylist()
    earlier = [row["derived_from_publisher"] for row in articles if row["derived_from_publisher"]]
    days = [row[name] for row in articles for name in ("published_start", "published_end")]
    return Facts(
        article_count=len(articles), rewrite_count=len(earlier), rewritten_publishers=sorted(set(earlier)),
        statement_count=len(statements), claim_count=len({row["claim_id"] for row in statements}),
        platform_count=len(book.values("platform")),
        stated_platform_count=len({row["platform"] for row in statements}),
        first_day=min(days, default=None), last_day=max(days, default=None),
    )


def stability(tables: Mapping[str, pa.Table]) -> str:
    """Give the figures of agreement between passes of one language model; nothing where there is none.

    From the table `reliability`, where agreement with the adjudicated rows is of another kind.
    """
    rows = [row for row in tables["reliability"].to_pylist() if row["agreement_kind"] == STABILITY]
    found = [row["finding_f1"] for row in rows if row["finding_f1"] is not None]
    alphas = [row["alpha"] for row in rows if row["alpha"] is not None]
    said = [f"F1 of finding the same statements {_range(found)}"] if found else []
    said += [f"Krippendorff’s alpha {_range(alphas)}, by variable"] if alphas else []
    return "; ".join(said)


def _range(numbers: list[float]) -> str:
    low, high = f"{min(numbers):.2f}", f"{max(numbers):.2f}"
    return low if low == high else f"{low} to {high}"


def rewrites(found: Facts) -> str:
    """Say how many of the articles rewrite an earlier report, and of whom."""
    if not found.rewrite_count:
        return "None of them is known to rewrite an earlier report."
    names = [shortened(name) for name in found.rewritten_publishers]
    whose = f" by {listed(names)}" if len(names) <= MOST_NAMES else ""
    verb = "rewrites an earlier report" if found.rewrite_count == 1 else "rewrite earlier reports"
    return f"{spelled(found.rewrite_count).capitalize()} of them {verb}{whose}."
