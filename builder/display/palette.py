"""Colours, light and dark: one tone for each degree on the scale from shutting out to favouring.

The scale runs from orange to blue, which people with any of the common colour deficiencies tell apart; red and green
would also judge. The tests measure contrast (WCAG 2.2) and distance as the colour-blind see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OPEN, TIED, OPINION, SILENT = "open", "tied", "opinion", "silent"

DEGREES: dict[int | None, str] = {-2: "lowest", -1: "low", None: OPEN, 1: "high", 2: "highest"}
"""Permissiveness of a stance → name of its tone."""


@dataclass(frozen=True)
class Tone:
    """The colours of one mark: its ground, the text on it, and the line around it."""

    fill: str
    ink: str
    edge: str


@dataclass(frozen=True)
class Theme:
    """The colours of one appearance: ground, texts, lines, and the tones by name."""

    name: str
    paper: str
    panel: str
    ink: str
    muted: str
    rule: str
    accent: str
    tones: Mapping[str, Tone]


LIGHT = Theme(
    name="light", paper="#ffffff", panel="#f6f5f1", ink="#1b1b19", muted="#5b5a55", rule="#d9d7cf", accent="#14508f",
    tones={
        "lowest": Tone("#a8470c", "#ffffff", "#a8470c"),
        "low": Tone("#f7c795", "#3f2003", "#b5692a"),
        OPEN: Tone("#e4e2dc", "#2f2e2a", "#85837b"),
        "high": Tone("#b4d4ee", "#0b2b47", "#4a83b5"),
        "highest": Tone("#1c5a9c", "#ffffff", "#1c5a9c"),
        TIED: Tone("#cf92b3", "#2a0a1c", "#9a4f78"),
        OPINION: Tone("#ffffff", "#3a3935", "#85837b"),
        SILENT: Tone("#ffffff", "#6a6963", "#d9d7cf"),
    },
)

DARK = Theme(
    name="dark", paper="#131517", panel="#1d2023", ink="#ecebe6", muted="#a9a8a1", rule="#3a3d40", accent="#8ec2f5",
    tones={
        "lowest": Tone("#e58a4e", "#1d0c00", "#e58a4e"),
        "low": Tone("#5c3413", "#fde0c4", "#b5763f"),
        OPEN: Tone("#3f4143", "#ecebe6", "#85878a"),
        "high": Tone("#1d4468", "#dcecfa", "#5890c2"),
        "highest": Tone("#8cc0f2", "#04182c", "#8cc0f2"),
        TIED: Tone("#85509f", "#fbf0ff", "#b892cf"),
        OPINION: Tone("#131517", "#d5d4cd", "#85878a"),
        SILENT: Tone("#131517", "#96958f", "#3a3d40"),
    },
)

THEMES = (LIGHT, DARK)
