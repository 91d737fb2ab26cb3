"""Symbols that stand beside every colour, so that colour is never alone: lines in a square of 16 units, y downwards."""

from __future__ import annotations

import math
from dataclasses import dataclass

from builder.display.palette import OPEN, OPINION, SILENT, TIED

SIDE = 16

Point = tuple[float, float]


@dataclass(frozen=True)
class Symbol:
    """A drawing of open lines; `is_filled` closes and fills them."""

    lines: tuple[tuple[Point, ...], ...]
    is_filled: bool = False

    @property
    def path(self) -> str:
        """Give the lines as the `d` of an SVG path."""
        drawn = ("M" + "L".join(f"{x:g} {y:g}" for x, y in line) for line in self.lines)
        return "".join(line + ("Z" if self.is_filled else "") for line in drawn)


def _star(points: int = 5, outer: float = 6.6, inner: float = 2.9) -> tuple[Point, ...]:
    middle = SIDE / 2
    radii = (outer, inner) * points
    angles = (math.pi * i / points - math.pi / 2 for i in range(2 * points))
    return tuple((round(middle + radius * math.cos(angle), 2), round(middle + .4 + radius * math.sin(angle), 2))
                 for radius, angle in zip(radii, angles, strict=True))


SYMBOLS: dict[str, Symbol] = {
    "lowest": Symbol((((3.5, 3.5), (12.5, 12.5)), ((12.5, 3.5), (3.5, 12.5)))),
    "low": Symbol((((3, 8), (13, 8)),)),
    OPEN: Symbol((((2.9, 8), (3.5, 8)), ((7.7, 8), (8.3, 8)), ((12.5, 8), (13.1, 8)))),
    "high": Symbol((((2.5, 8.5), (6.3, 12.3), (13.5, 4)),)),
    "highest": Symbol((_star(),), is_filled=True),
    TIED: Symbol((((3, 5.5), (13, 5.5)), ((3, 10.5), (13, 10.5)))),
    OPINION: Symbol((((6, 4), (4, 7), (4, 11)), ((12, 4), (10, 7), (10, 11)))),
    SILENT: Symbol((((7.6, 8), (8.4, 8)),)),
}
"""Name of a tone → its symbol."""

CONTESTED = Symbol((((2, 8), (14, 8)), ((5, 5), (2, 8), (5, 11)), ((11, 5), (14, 8), (11, 11))))
