"""Faults in the data: what a person who edits the data can mend.

Faults are collected and reported together. Errors of the program are not faults; they raise at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

T = TypeVar("T")

BESIDE_THEM = "Warnings beside the faults above, which fail nothing here:"
"""The line above the warnings, where faults were found as well."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: where it is, what was found, what is allowed, and what to do.

    `line` counts from 1; 0 stands for the file as a whole. `check` is the id of the rule that was broken,
    and `record` the id of the record that breaks it: an excuse names both.
    """

    file: str
    line: int
    field: str
    message: str
    found: str = ""
    allowed: str = ""
    remedy: str = ""
    check: str = ""
    record: str = ""
    is_warning: bool = False

    def __str__(self) -> str:
        """Write the fault on one line, as people read it."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        parts = [f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"]
        if self.found:
            parts.append(f"found {self.found}")
        if self.allowed:
            parts.append(f"allowed {self.allowed}")
        if self.remedy:
            parts.append(self.remedy)
        text = "; ".join(parts)
        return f"{text} [{self.check}]" if self.check else text


class FaultsFound(Exception):
    """Raised once, at the end of a step, with every fault that the step found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults once each, sorted by file and line; the error's text is that of `told`, warnings apart."""
        self.faults = sorted(set(faults))
        super().__init__("\n".join(_told_apart(self.faults)))

    def __reduce__(self) -> tuple[type[FaultsFound], tuple[list[Fault]]]:
        """Give what another process makes the same error of."""
        return FaultsFound, (self.faults,)


def not_utf8(name: str, error: UnicodeDecodeError, check: str) -> Fault:
    """Make the fault of a file that is not UTF-8, at the line of the first byte that does not fit."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return Fault(name, line, "", "the file is not UTF-8", found=f"byte 0x{error.object[error.start]:02x}",
                 allowed="UTF-8", remedy="save it again with the encoding UTF-8", check=check)


def all_of(*steps: Callable[[], T]) -> list[T]:
    """Run steps that do not need one another; gives what each gave. Raises `FaultsFound` with the faults of all."""
    given: list[T] = []
    faults: list[Fault] = []
    for step in steps:
        try:
            given.append(step())
        except FaultsFound as found:
            faults += found.faults
    if faults:
        raise FaultsFound(faults)
    return given


def told(faults: Iterable[Fault]) -> list[str]:
    """Write faults by file and line, one a line of text; what is the same on several lines of a file is told once."""
    alike: dict[Fault, list[Fault]] = {}
    for fault in sorted(faults):
        alike.setdefault(replace(fault, line=0, record=""), []).append(fault)
    return [str(_at_all_lines(same)) for same in sorted(alike.values())]


def _told_apart(faults: list[Fault]) -> list[str]:
    """Write faults as `told` does, and below them, by themselves, the warnings that were found beside them."""
    warnings = told(fault for fault in faults if fault.is_warning)
    return [*told(fault for fault in faults if not fault.is_warning),
            *([BESIDE_THEM, *(f"  {line}" for line in warnings)] if warnings else [])]


def _at_all_lines(same: list[Fault]) -> Fault:
    """Give the first of faults that differ in their lines, with the lines of the others."""
    first = same[0]
    others = [str(line) for line in sorted({fault.line for fault in same} - {first.line})]
    if not others:
        return first
    lines = f"lines {', '.join(others[:-1])} and {others[-1]}" if len(others) > 1 else f"line {others[0]}"
    return replace(first, remedy="; ".join(filter(None, [first.remedy, f"the same on {lines}"])))


def shown(value: object, limit: int = 80) -> str:
    """Show a found value in a message: quoted, on one line, cut to about `limit` characters."""
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 2]}…{text[-1]}"


def nearest(value: str, allowed: Iterable[str], likeness: float = 0.5) -> str:
    """Name the allowed value that is nearest to `value`, as a remedy ("did you mean 'x'?"), or give ''.

    One that is less like it than `likeness` (0 to 1, the share of characters in common) is not named.
    """
    by_folded = {name.casefold(): name for name in allowed}
    close = difflib.get_close_matches(value.casefold(), by_folded, n=1, cutoff=likeness)
    return f"did you mean {by_folded[close[0]]!r}?" if close else ""
