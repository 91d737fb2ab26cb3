"""The result of an evaluation for the eyes: a table of figures, and gains and losses against an older result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

_RANKS = ("missed", "found", "strict")


class Change(NamedTuple):
    """What became of one statement, or of one extra proposal, since an older result."""

    id: str
    half: str
    is_gain: bool
    what: str


def figures_table(result: dict[str, Any]) -> str:
    """Write the figures of a result as a text table: a column for all articles, and one for each half."""
    parts = result["figures"]
    rows = [("", *parts)]
    for name in next(iter(parts.values())):
        if name != "variables":
            rows.append((name.replace("_", " "), *(_shown(figures[name]) for figures in parts.values())))
    rows.append(("share equal, alpha", *([""] * len(parts))))
    for variable in next(iter(parts.values()))["variables"]:
        cells = (figures["variables"][variable] for figures in parts.values())
        rows.append((f"  {variable}", *(f"{_shown(c['share_equal'])}  {_shown(c['alpha']):>5}" for c in cells)))
    return "\n".join(f"{row[0]:<22}" + "".join(f"{cell:>14}" for cell in row[1:]) for row in rows) + "\n"


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Give gains and losses by statement, by id, then by extra proposal.

    A statement gains where its outcome rises (missed, found, strict), and by each variable that has become equal; it
    loses likewise. An extra proposal that is gone is a gain. Statements that are not the same in both codings (another
    id, another span) are not compared.
    """
    before, after = _by_identity(old), _by_identity(new)
    found = [change for key, row in after.items() if key in before for change in _changes_of(before[key], row)]
    return found + _changes_of_extra(old["extra"], new["extra"])


def changes_table(old: dict[str, Any], new: dict[str, Any]) -> str:
    """Write the changes as text: over how many statements, then losses, then gains, a line each."""
    found = changes(old, new)
    losses, gains = ([c for c in found if c.is_gain is kind] for kind in (False, True))
    before, after = _by_identity(old).keys(), _by_identity(new).keys()
    lines = [f"{len(gains)} gains, {len(losses)} losses over {len(before & after)} compared statements"]
    if before ^ after:
        lines.append(f"not compared, since they are not the same in both codings: {len(after - before)} only in the "
                     f"newer, {len(before - after)} only in the older")
    lines += [f"{'+' if c.is_gain else '-'} {c.id} ({c.half}): {c.what}" for c in [*losses, *gains]]
    return "\n".join(lines) + "\n"


def _changes_of(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    rank_1, rank_2 = _RANKS.index(old["outcome"]), _RANKS.index(new["outcome"])
    if rank_1 != rank_2:
        yield Change(new["id"], new["half"], rank_2 > rank_1, f"{old['outcome']} → {new['outcome']}")
    if min(rank_1, rank_2) > 0:
        for variable in sorted({*old["differs"]} ^ {*new["differs"]}):
            is_gain = variable in old["differs"]
            yield Change(new["id"], new["half"], is_gain, f"{variable} {'now equal' if is_gain else 'now differs'}")


def _changes_of_extra(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[Change]:
    halves = {row["id"]: row["half"] for row in [*old, *new]}
    before, after = Counter(row["id"] for row in old), Counter(row["id"] for row in new)
    came = [Change(key, halves[key], False, "a new extra proposal") for key in sorted((after - before).elements())]
    went = [Change(key, halves[key], True, "no longer proposed") for key in sorted((before - after).elements())]
    return came + went


def _by_identity(result: dict[str, Any]) -> dict[tuple, dict[str, Any]]:
    return {(row["id"], *row["evidence"]): row for row in result["statements"]}


def _shown(figure: float | None) -> str:
    if figure is None:
        return "–"
    return str(figure) if isinstance(figure, int) else f"{figure:.2f}"
