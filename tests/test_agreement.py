import tracemalloc

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.agreement import (
    BOOTSTRAP_DRAWS,
    Interval,
    alpha,
    alpha_interval,
    percentile_interval,
    resampled,
    share_equal,
)


@pytest.mark.parametrize(
    ("units", "share"),
    [
        pytest.param([], None, id="nothing to compare"),
        pytest.param(["aa", "bb"], 1.0, id="all equal"),
        pytest.param(["aa", "ab", "ba", "bb"], 0.5, id="half equal"),
        pytest.param([("", ""), ("", "A. Name")], 0.5, id="empty is a value"),
    ],
)
def test_share_equal_counts_units_with_one_value(units, share):
    assert share_equal(units) == share


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        pytest.param(["aa", "bb"], 1.0, id="perfect agreement"),
        # n=8, n_a=5, n_b=3, sum o_cc=6: (7*6 - 26) / (56 - 26)
        pytest.param(["aa", "aa", "bb", "ab"], 16 / 30, id="one of four differs"),
        # n=4, n_a=n_b=2, nothing matched: (0 - 4) / (12 - 4)
        pytest.param(["ab", "ba"], -0.5, id="worse than chance"),
        pytest.param(["aa", "bb", ("a", None)], 1.0, id="a unit with one value adds nothing"),
        # aab: o_aa=1, counts 2+1; bb: o_bb=2, so n=5, n_a=2, n_b=3: (4*3 - 8) / (20 - 8)
        pytest.param(["aab", ("b", None, "b")], 4 / 12, id="three coders and a missing value"),
    ],
)
def test_alpha_follows_the_formula(units, expected):
    assert alpha(units) == pytest.approx(expected)


@pytest.mark.parametrize(
    "units",
    [
        pytest.param([], id="no units"),
        pytest.param([("a", None), (None, "b")], id="no unit with two values"),
        pytest.param(["aa", "aa"], id="no variation"),
    ],
)
def test_alpha_is_none_where_it_is_undefined(units):
    assert alpha(units) is None


@st.composite
def codings(draw):
    coders = draw(st.integers(2, 4))
    return draw(st.lists(st.tuples(*[st.sampled_from([0, 1, 2, None])] * coders), min_size=1, max_size=12))


def oracle(units):
    """Ask the package; it refuses what varies too little, and gives not-a-number without pairable values."""
    pairable = [value for unit in units if sum(v is not None for v in unit) > 1 for value in unit if value is not None]
    if len(set(pairable)) < 2:
        return None
    matrix = np.array(units, dtype=float).T
    return krippendorff.alpha(reliability_data=matrix, level_of_measurement="nominal")


@given(codings())
def test_alpha_is_that_of_an_independent_implementation(units):
    expected = oracle(units)
    assert alpha(units) == (expected if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    "articles",
    [
        pytest.param([], id="no articles"),
        pytest.param([["aa", "bb", "ab"]], id="one article"),
        pytest.param([["aa"], ["aa"]], id="alpha undefined"),
    ],
)
def test_there_is_no_interval_without_two_articles_and_an_alpha(articles):
    assert alpha_interval(articles) == Interval(None, None)


def test_the_interval_is_the_same_each_time():
    articles = [["aa", "ab"], ["bb", "aa"], ["bb", "ba"]]
    assert alpha_interval(articles) == alpha_interval(articles)


def test_the_interval_of_perfect_agreement_is_one():
    assert alpha_interval([["aa", "bb"], ["aa", "bb"]]) == Interval(1.0, 1.0)


def test_the_interval_spans_the_alphas_of_single_articles():
    # Drawn twice, the first article agrees in all and the second in nothing; each happens in a quarter of the draws.
    low, high = alpha_interval([["aa", "bb"] * 4, ["ab", "ba"] * 4])
    assert (low, high) == (pytest.approx(-1 + 2 / 32), pytest.approx(1.0))


def directly(articles):
    """Compute the interval draw by draw, with a column for each value, from the formula that `alpha` gives."""
    units = [unit for article in articles for unit in article]
    values = sorted({value for unit in units for value in unit})
    counts = np.array([[sum(unit.count(value) for unit in article) for value in values] for article in articles])
    matched = np.array([2 * sum(one == other for one, other in article) for article in articles])
    drawn, equal = resampled(counts), resampled(matched)
    n, alike = drawn.sum(axis=1), (drawn * (drawn - 1)).sum(axis=1)
    varies = n * (n - 1) > alike
    return percentile_interval((((n - 1) * equal - alike)[varies]) / (n * (n - 1) - alike)[varies])


def test_values_that_one_article_alone_has_count_in_the_interval_as_all_others_do():
    articles = [[(f"{number}a", f"{number}a"), (f"{number}b", f"{number}c"), ("x", "x"), ("x", "y")] + ["zz"] * number
                for number in range(6)]
    assert alpha_interval(articles) == directly(articles)


def test_the_memory_of_an_interval_does_not_grow_with_the_values():
    spans = [[(f"{article}-{number}", f"{article}-{number + number % 2}") for number in range(1000)]
             for article in range(4)]
    tracemalloc.start()
    alpha_interval(spans)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000  # a column of draws for each of the 4,000 values would take 320,000,000


def test_each_draw_takes_as_many_articles_as_there_are():
    draws = resampled(np.ones((5, 1), dtype=int))
    assert draws.shape == (BOOTSTRAP_DRAWS, 1)
    assert set(draws[:, 0]) == {5}


def test_draws_without_a_figure_are_left_out():
    assert percentile_interval(np.array([np.nan, 0.5, 0.5])) == Interval(0.5, 0.5)
