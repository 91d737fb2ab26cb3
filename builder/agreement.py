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
    value = float(_alphas(_tallies([list(units)]), np.ones((1, 1)))[0])
    return None if np.isnan(value) else value


def alpha_interval(articles: Sequence[Sequence[Unit]]) -> Interval:
    """Give the 95% percentile interval of alpha, resampling articles with replacement; see `resampled`.

    `articles` holds the units of each article; an article without units counts as one. Draws in which alpha is
    undefined are left out. No interval with fewer than two articles, or where alpha itself is undefined.
    """
    tallies = _tallies(articles)
    if len(articles) < 2 or np.isnan(_alphas(tallies, np.ones((1, len(articles))))[0]):
        return NO_INTERVAL
    return percentile_interval(_alphas(tallies, _draws(len(articles))))


def resampled(figures: np.ndarray) -> np.ndarray:
    """Sum figures that stand one row an article over each bootstrap draw of articles: one row a draw.

    A draw takes as many articles as there are, with replacement; the seed is fixed, so every figure of the same
    articles is computed on the same draws. Rows of one article are not independent, so articles are drawn, not rows.
    A handful of articles has few different draws: the interval is then a rough sign of how much hangs on single
    articles, and tends to be too narrow.
    """
    return _draws(len(figures)) @ figures


def percentile_interval(values: np.ndarray) -> Interval:
    """Give the middle 95% of the values, leaving out those that are not a number."""
    defined = values[~np.isnan(values)]
    return Interval(*map(float, np.percentile(defined, INTERVAL))) if defined.size else NO_INTERVAL


@functools.lru_cache(maxsize=2)
def _draws(articles: int) -> np.ndarray:
    """Give how often each article is in each draw."""
    generator = np.random.default_rng(BOOTSTRAP_SEED)
    return generator.multinomial(articles, np.full(articles, 1 / articles), size=BOOTSTRAP_DRAWS).astype(float)


class _Tallies(NamedTuple):
    """What alpha is computed from, a group of units a row.

    `matched` is the sum of the coincidences of equal values, `sizes` the number of pairable values, `own` the sum of
    the squared counts of the values that no other group has, and `shared` the count of each value that several have.
    Most spans of evidence are their article's own: they need no column each.
    """

    matched: np.ndarray
    sizes: np.ndarray
    own: np.ndarray
    shared: np.ndarray


def _tallies(groups: Sequence[Sequence[Unit]]) -> _Tallies:
    tallied = [_tally(group) for group in groups]
    spread = Counter(value for _, counts in tallied for value in counts)
    column = {value: number for number, value in enumerate(value for value, among in spread.items() if among > 1)}
    own, shared = np.zeros(len(groups)), np.zeros((len(groups), len(column)))
    for row, (_, counts) in enumerate(tallied):
        own[row] = sum(count**2 for value, count in counts.items() if value not in column)
        for value in counts.keys() & column.keys():
            shared[row, column[value]] = counts[value]
    return _Tallies(np.array([matched for matched, _ in tallied], dtype=float),
                    np.array([counts.total() for _, counts in tallied], dtype=float), own, shared)


def _tally(group: Sequence[Unit]) -> tuple[float, Counter]:
    """Give the sum of the coincidences of equal values, and the count of each pairable value."""
    matched, counts = 0.0, Counter()
    for unit in group:
        given = Counter(value for value in unit if value is not None)
        if given.total() > 1:
            matched += sum(m * (m - 1) for m in given.values()) / (given.total() - 1)
            counts.update(given)
    return matched, counts


def _alphas(tallies: _Tallies, draws: np.ndarray) -> np.ndarray:
    """Give alpha for each draw, a row with how often it takes each group; not a number where it is undefined."""
    matched, n = draws @ tallies.matched, draws @ tallies.sizes
    squares = draws**2 @ tallies.own + ((draws @ tallies.shared) ** 2).sum(axis=1)
    alike = squares - n
    expected = n * (n - 1) - alike
    return np.divide((n - 1) * matched - alike, expected, out=np.full(len(n), np.nan), where=expected > 0)
