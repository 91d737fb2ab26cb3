"""Counts of the page and the figures: who speaks, what is contrasted, of what the dataset is composed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from builder.display.marks import Mark, opinion_bases, stance_marks
from builder.display.wording import counted, listed, shortened
from schema.codebook import Codebook, Value, codebook

_DIRECTED, _UNDIRECTED = ">", ":"
MOST_NAMES = 8


@dataclass(frozen=True)
class Speaker:
    """A role: the statements and claims that it makes, and the names with their counts.

    `stances` holds for each stance the statements, and how many of them are opinions (evaluations, forecasts).
    """

    role: Value
    statement_count: int
    claim_count: int
    stances: list[tuple[Mark, int, int]]
    names: list[tuple[str, int]]


@dataclass(frozen=True)
class Contrast:
    """Two platforms that statements set against each other. `is_directed`: the first is the more permissive.

    A passage is a span of evidence in an article: several statements may rest on one.
    """

    key: str
    more: Value
    less: Value
    is_directed: bool
    statement_ids: list[str]
    passage_count: int
    article_count: int
    publishers: str
    speakers: str


@dataclass(frozen=True)
class Panel:
    """The statements counted by one variable, in the codebook's order, values without statements left out."""

    variable: str
    label: str
    bars: list[tuple[str, int]]


def speakers(tables: Mapping[str, pa.Table], book: Codebook) -> list[Speaker]:
    """Count the statements by the role of the speaker; every role of the codebook has its entry."""
    rows = tables["statements"].to_pylist()
    groups = {role.id: [row for row in rows if row["speaker_role"] == role.id]
              for role in book.variable("speaker_role").values}
    return [_speaker(role, groups[role.id], book) for role in book.variable("speaker_role").values]


def _speaker(role: Value, rows: list[dict], book: Codebook) -> Speaker:
    stances = Counter(row["stance"] for row in rows)
    opinions = Counter(row["stance"] for row in rows if row["basis"] in opinion_bases(book))
    names = Counter(row["speaker"] for row in rows if row["speaker"])
    return Speaker(role, len(rows), len({row["claim_id"] for row in rows}),
                   [(mark, stances[mark.id], opinions[mark.id]) for mark in stance_marks(book).values()],
                   sorted(names.items(), key=lambda item: (-item[1], item[0])))


def contrasts(tables: Mapping[str, pa.Table], book: Codebook) -> list[Contrast]:
    """Join the table `contrasts` into pairs, the more permissive platform first, the most statements first."""
    roles = {role.id: role.label for role in book.variable("speaker_role").values}
    platforms = {platform.id: platform for platform in book.variable("platform").values}
    statements = {row["statement_id"]: row for row in tables["statements"].to_pylist()}
    groups: dict[str, dict[str, dict]] = defaultdict(dict)
    for row in tables["contrasts"].to_pylist():
        groups[pair_key(row)][row["statement_id"]] = statements[row["statement_id"]]
    found = [_contrast(key, list(rows.values()), platforms, roles) for key, rows in groups.items()]
    order = list(platforms)
    return sorted(found, key=lambda pair: (-len(pair.statement_ids), order.index(pair.more.id),
                                           order.index(pair.less.id), pair.key))


def pair_key(row: Mapping[str, Any]) -> str:
    """Give the pair of a row of `contrasts` as a text: `more>less`, or `one:other` where no direction is coded."""
    sides = (row["platform"], row["compared_with"])
    if row["relation"] is None:
        return _UNDIRECTED.join(sorted(sides))
    is_more = row["relation"] == codebook().values("relation")[0]
    return _DIRECTED.join(sides if is_more else sides[::-1])


def _contrast(key: str, rows: list[dict], platforms: Mapping[str, Value], roles: Mapping[str, str]) -> Contrast:
    is_directed = _DIRECTED in key
    more, less = key.split(_DIRECTED if is_directed else _UNDIRECTED)
    publishers = {row["article_id"]: shortened(row["publisher"]) for row in rows}
    return Contrast(
        key, platforms[more], platforms[less], is_directed, sorted(row["statement_id"] for row in rows),
        len({(row["article_id"], row["evidence_start"], row["evidence_end"]) for row in rows}), len(publishers),
        _numbered_names(publishers.values()), _numbered(row["speaker"] or roles[row["speaker_role"]] for row in rows))


def _numbered_names(names: Iterable[str]) -> str:
    """Join names in alphabetical order; with its number where one stands more than once."""
    found = sorted(Counter(names).items())
    most = [f"{name} ({count})" if count > 1 else name for name, count in found[:MOST_NAMES]]
    rest = [f"{len(found) - MOST_NAMES:,} more"] if len(found) > MOST_NAMES else []
    return listed([*most, *rest])


def _numbered(names: Iterable[str]) -> str:
    found = sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))
    return listed([f"{shortened(name)} ({count})" for name, count in found])


def composition(tables: Mapping[str, pa.Table], book: Codebook) -> list[Panel]:
    """Count the statements by article and by each coded variable that holds one value of a closed list."""
    rows = tables["statements"].to_pylist()
    per_article = Counter(row["article_id"] for row in rows)
    articles = [(row["article_id"], row["publisher"]) for row in tables["articles"].to_pylist()]
    panels = [Panel("article_id", "Article", [(label, per_article[id_]) for id_, label in articles])]
    for variable in map(book.variable, book.categories):
        found = Counter(row[variable.id] for row in rows)
        panels.append(Panel(variable.id, variable.label,
                            [(value.label, found[value.id]) for value in variable.values if found[value.id]]))
    return panels


def in_words(panel: Panel) -> str:
    """Give a panel as a sentence: Stance: Prohibits 12, Permits 3."""
    bars = [f"{label} {number}" for label, number in panel.bars]
    return f"{panel.label}: {', '.join(bars) or counted(0, 'statement')}."
