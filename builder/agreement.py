"""How far coders agree: share equal, Krippendorff's alpha, and an interval by bootstrap over articles."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

Unit = Sequence[Hashable | None]
"""The values that the coders gave to one thing, one a coder; None where a coder gave none."""

BOOTSTRAP_DRAWS = 10_000
BOOTSTRAP_SEED = 20210815
INTERVAL = (2.5, 97.5)
"""The percentiles between which 95% of the draws lie."""


class Interval(NamedTuple):
    """The two ends of an interval; both None where there is none."""

    low: float | None
    high: float | None


NO_INTERVAL = Interval(None, None)


def share_equal(units: Iterable[Unit]) -> float | None:
    """Give the share of units to which all coders gave the same value; None if there are no units."""
    equal = [len(set(unit)) == 1 for unit in units]
    return sum(equal) / len(equal) if equal else None


def alpha(units: Iterable[Unit]) -> float | None:
    """Give Krippendorff's alpha for nominal values, for two or more coders, with missing values.

    With o_cc the coincidences of value c with itself, n_c all pairable values c, and n their sum::

        alpha = ((n - 1) * sum(o_cc) - sum(n_c * (n_c - 1))) / (n * (n - 1) - sum(n_c * (n_c - 1)))

    A unit with m values, m_c of them c, adds m_c * (m_c - 1) / (m - 1) to o_cc and m_c to n_c; a unit with fewer than
    two values adds nothing. Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), nominal data
    with missing values; see also Hayes & Krippendorff, "Answering the Call for a Standard Reliability Measure for
    Coding Data" (2007), and Krippendorff, "Content Analysis" (4th edition, 2019), chapter 12.

    None where alpha is undefined: fewer than two pairable values, or no variation (all of them equal, so that no
    disagreement could be expected by chance). Perfect agreement without variation is not evidence of reliability.
    """
    value = float(_alphas(*_tallies([list(units)]))[0])
    return None if np.isnan(value) else value


def alpha_interval(articles: Sequence[Sequence[Unit]]) -> Interval:
    """Give the 95% percentile interval of alpha, resampling articles with replacement; see `resampled`.

    `articles` holds the units of each article; an article without units counts as one. Draws in which alpha is
    undefined are left out. No interval with fewer than two articles, or where alpha itself is undefined.
    """
    matched, counts = _tallies(articles)
    if len(articles) < 2 or np.isnan(_alphas(matched.sum(keepdims=True), counts.sum(axis=0, keepdims=True)))[0]:
        return NO_INTERVAL
    return percentile_interval(_alphas(resampled(matched), resampled(counts)))


def resampled(figures: np.ndarray) -> np.ndarray:
    """Sum figures that stand one row an article over each bootstrap draw of articles: one row a draw.

    A draw takes as many articles as there are, with replacement; the seed is fixed, so every figure of the same
    articles is computed on the same draws. Rows of one article are not independent, so articles are drawn, not rows.
    With the five founding articles there are only 126 different draws: the interval is a rough sign of how much hangs
    on single articles, and tends to be too narrow.
    """
    return _draws(len(figures)) @ figures


def percentile_interval(values: np.ndarray) -> Interval:
    """Give the middle 95% of the values, leaving out those that are not a number."""
    defined = values[~np.isnan(values)]
    return Interval(*map(float, np.percentile(defined, INTERVAL))) if defined.size else NO_INTERVAL


@functools.lru_cache(maxsize=16)
def _draws(articles: int) -> np.ndarray:
    """Give how often each article is in each draw."""
    generator = np.random.default_rng(BOOTSTRAP_SEED)
    return generator.multinomial(articles, np.full(articles, 1 / articles), size=BOOTSTRAP_DRAWS)


def _tallies(groups: Sequence[Sequence[Unit]]) -> tuple[np.ndarray, np.ndarray]:
    """Give, a group a row, the sum of the coincidences of equal values, and the count of each pairable value."""
    values = {value for group in groups for unit in group for value in unit if value is not None}
    column = {value: number for number, value in enumerate(values)}
    matched, counts = np.zeros(len(groups)), np.zeros((len(groups), len(column)))
    for row, group in enumerate(groups):
        for unit in group:
            given = Counter(value for value in unit if value is not None)
            if given.total() > 1:
                matched[row] += sum(m * (m - 1) for m in given.values()) / (given.total() - 1)
                for value, m in given.items():
                    counts[row, column[value]] += m
    return matched, counts


def _alphas(matched: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Give alpha for each row of tallies; not a number where it is undefined."""
    n = counts.sum(axis=1)
    alike = (counts * (counts - 1)).sum(axis=1)
    expected = n * (n - 1) - alike
    return np.divide((n - 1) * matched - alike, expected, out=np.full(len(n), np.nan), where=expected > 0)
