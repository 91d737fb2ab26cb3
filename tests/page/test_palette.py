"""The colours can be read by everybody: contrast by WCAG 2.2, distance as the colour-blind see it."""

from itertools import combinations

import pytest

from builder.display.palette import DEGREES, THEMES, TIED
from builder.display.symbols import SYMBOLS

# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
# severity 1.0, on linear RGB.
DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TONES = [*DEGREES.values(), TIED]


def linear(colour: str) -> list[float]:
    """Turn #rrggbb into linear RGB, 0 to 1."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of WCAG: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, matrix) -> list[float]:
    """Give CIELAB (D65) of a colour as somebody with that deficiency sees it."""
    seen = [min(1, max(0, sum(a * b for a, b in zip(row, linear(colour), strict=True)))) for row in matrix]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(a * b for a, b in zip(row, seen, strict=True)) / white
           for row, white in zip(rows, (0.9505, 1, 1.089), strict=True)]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def distance(one: str, other: str, matrix) -> float:
    """Give the CIE 1976 distance of two colours as somebody with that deficiency sees them."""
    return sum((a - b) ** 2 for a, b in zip(lab(one, matrix), lab(other, matrix), strict=True)) ** 0.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_texts_stand_out_from_their_ground(theme):
    pairs = {name: (tone.ink, tone.fill) for name, tone in theme.tones.items()}
    pairs |= {f"{name} on {ground}": (getattr(theme, name), getattr(theme, ground))
              for name in ("ink", "muted", "accent") for ground in ("paper", "panel")}
    assert {name: contrast(*pair) for name, pair in pairs.items() if contrast(*pair) < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_edges_of_the_tones_stand_out_from_the_page(theme):
    edges = {name: contrast(theme.tones[name].edge, theme.paper) for name in TONES}
    assert {name: ratio for name, ratio in edges.items() if ratio < 3} == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("matrix", DEFICIENCIES.values(), ids=DEFICIENCIES)
def test_the_tones_are_told_apart_by_the_colour_blind(theme, matrix):
    near = {(one, other): round(distance(theme.tones[one].fill, theme.tones[other].fill, matrix), 1)
            for one, other in combinations(TONES, 2)}
    assert {pair: value for pair, value in near.items() if value < 10} == {}


def test_every_tone_has_a_symbol_of_its_own():
    paths = [symbol.path for symbol in SYMBOLS.values()]
    assert set(SYMBOLS) == set(THEMES[0].tones) == set(THEMES[1].tones)
    assert len(set(paths)) == len(paths)
