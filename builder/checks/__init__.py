"""Checks: small rules with an id each, asked of every row or of the collection as a whole.

A rule is a function that yields faults. `@row_check` and `@collection_check` enter it in the register, in the
order of the modules below; the id is the function's name with hyphens, what it asks is its docstring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.read import CodedFile, Collection, Row
from schema.faults import Fault


@dataclass
class Context:
    """What rules look things up in: the collection, and what earlier releases have said."""

    collection: Collection
    withdrawn_ids: frozenset[str] = frozenset()
    lookups: dict[str, object] = field(default_factory=dict)

    def lookup(self, name: str, build: Callable[[Collection], object]):
        """Give an index of the collection, built once by `build` under `name`."""
        if name not in self.lookups:
            self.lookups[name] = build(self.collection)
        return self.lookups[name]


@dataclass(frozen=True)
class Check:
    """One rule: its id, what it asks, and of what: a key of `levels_of`, or none, of the collection as a whole.

    `needs` names lists of the collection: unless they could be read whole, the rule would find what is not at fault,
    and is not asked. What a `firm` rule asks, the tables rely on: it cannot be excused.
    """

    check_id: str
    asks: str
    level: str
    is_warning: bool
    needs: frozenset[str]
    is_firm: bool
    find: Callable[..., Iterable[Fault]]


Levels = Mapping[str, Sequence[Row | CodedFile]]
"""Rows and coding files by the level of the rules that are asked of them."""

CHECKS: dict[str, Check] = {}
"""The register of checks, by id."""


def row_check(*, of: str = "coded", is_warning: bool = False, needs: Iterable[str] = (),
              is_firm: bool = False) -> Callable:
    """Register a rule `(row, context) -> faults`, asked of the rows of a level; see `Check`.

    Every row is "coded"; those that somebody has made final are "decided" (coders' own rows are kept as coded); those
    of the dataset, with ids and claims, are "published".
    """
    return lambda rule: _register(rule, of, is_warning, needs, is_firm)


def file_check(*, is_warning: bool = False, needs: Iterable[str] = (), is_firm: bool = False) -> Callable:
    """Register a rule `(coding file, context) -> faults`, asked once of each coding file; see `Check`."""
    return lambda rule: _register(rule, "file", is_warning, needs, is_firm)


def collection_check(*, is_warning: bool = False, needs: Iterable[str] = (), is_firm: bool = False) -> Callable:
    """Register a rule `(context) -> faults`, asked once; see `Check`."""
    return lambda rule: _register(rule, "", is_warning, needs, is_firm)


def run_checks(context: Context, levels: Levels | None = None) -> Iterator[Fault]:
    """Ask every registered rule; gives faults and warnings, each with the id of its rule.

    With `levels`, only their rows and files are asked, and nothing of the collection as a whole.
    """
    is_whole = levels is None
    asked = levels_of(context.collection) if levels is None else levels
    for check in CHECKS.values():
        if check.needs & context.collection.unread:
            continue
        if check.level:
            found = (fault for one in asked.get(check.level, ()) for fault in check.find(one, context))
        else:
            found = check.find(context) if is_whole else ()
        for fault in found:
            yield replace(fault, check=check.check_id, is_warning=check.is_warning)


def levels_of(collection: Collection) -> Levels:
    """Give the rows and coding files of a collection that the rules of each level are asked of."""
    return {"coded": collection.rows, "decided": collection.statements, "published": collection.statements,
            "file": [*collection.coded_articles.values()]}


def _register(rule: Callable, level: str, is_warning: bool, needs: Iterable[str], is_firm: bool) -> Callable:
    check_id = rule.__name__.replace("_", "-")
    if check_id in CHECKS:
        raise ValueError(f"two checks with the id {check_id}")
    CHECKS[check_id] = Check(check_id, (rule.__doc__ or "").strip(), level, is_warning, frozenset(needs), is_firm, rule)
    return rule
