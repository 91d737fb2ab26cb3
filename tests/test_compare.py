"""Compare: the comparison follows from `statements` alone, as plain pandas computes it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.compare import compare, contrast
from builder.tabulate import table_of, validated
from schema.codebook import codebook

AREAS = [*codebook().values("policy_area")]
STANCES = ["prohibits", "restricts", "undeclared", "permits", "privileges"]
SCORES = {"prohibits": -2, "restricts": -1, "permits": 1, "privileges": 2}
BASES = ["forecast", "evaluation", "action", "practice", "rule"]


def years_of(row):
    """The years in which a statement counts, by the description of the column `period`."""
    published = row.published_end.year
    last = published if pd.isna(row.period_last_day) else row.period_last_day.year
    first = last if pd.isna(row.period_first_day) else row.period_first_day.year
    if pd.isna(row.period_last_day):
        last = max(first, last)
    return [str(year) for year in range(first, last + 1)]


def recomputed(statements: pd.DataFrame) -> dict[tuple, dict]:
    """Compute the cells with a statement in them from `statements`, written apart from the code under test."""
    frame = statements.assign(period=[["all", *years_of(row)] for row in statements.itertuples()]).explode("period")
    cells = {}
    for key, cell in frame.groupby(["platform", "policy_area", "period"]):
        scored = cell.dropna(subset=["permissiveness"])
        facts = cell[~cell["basis"].isin(["evaluation", "forecast"])]
        claims = facts.groupby("stance")["claim_id"].nunique()
        leading = list(claims[claims == claims.max()].index)
        mean = scored.groupby("claim_id")["permissiveness"].mean().mean()
        cells[key] = {
            "status": "stated" if len(scored) else "undeclared",
            "leading_stance": None if not leading else leading[0] if len(leading) == 1 else "mixed",
            "permissiveness_mean": None if pd.isna(mean) else mean,
            "permissiveness_min": None if scored.empty else scored["permissiveness"].min(),
            "permissiveness_max": None if scored.empty else scored["permissiveness"].max(),
            "is_contested": bool((scored["permissiveness"] < 0).any() and (scored["permissiveness"] > 0).any()),
            "article_count": cell["article_id"].nunique(),
            "claim_count": cell["claim_id"].nunique(),
            "statement_count": len(cell),
            **{f"{stance}_count": int((cell["stance"] == stance).sum()) for stance in STANCES},
            "statement_ids": sorted(cell["statement_id"]),
        }
    return cells


NOTHING = {
    "status": "not_stated", "leading_stance": None, "permissiveness_mean": None, "permissiveness_min": None,
    "permissiveness_max": None, "is_contested": False, "article_count": 0, "claim_count": 0, "statement_count": 0,
    **{f"{stance}_count": 0 for stance in STANCES}, "statement_ids": [],
}


def assert_recomputed(comparison, statements, articles):
    """Assert that every cell is there once and is what `recomputed` says, or holds nothing."""
    cells = recomputed(statements.to_pandas())
    rows = comparison.to_pylist()
    periods = sorted({period for *_, period in cells} - {"all"})
    span = [str(year) for year in range(int(periods[0]), int(periods[-1]) + 1)] if periods else []
    keys = [(row["platform"], row["policy_area"], row["period"]) for row in rows]
    assert Counter(keys) == Counter(
        (platform, area, period) for platform in codebook().values("platform") for area in AREAS
        for period in ["all", *span])
    years = {row["article_id"]: row["published_end"].year for row in articles.to_pylist()}
    for key, row in zip(keys, rows, strict=True):
        expected = cells.get(key, NOTHING)
        mean = expected["permissiveness_mean"]
        assert {name: row[name] for name in NOTHING} == {
            **expected, "permissiveness_mean": None if mean is None else pytest.approx(mean, abs=1e-6)}
        told = {id_.partition(":")[0] for other, cell in cells.items() if other[2] == key[2]
                for id_ in cell["statement_ids"]}
        read = set(years) if key[2] == "all" else told | {id_ for id_ in years if years[id_] >= int(key[2])}
        assert row["article_count"] <= row["articles_read_count"] == len(read)


def test_the_published_comparison_is_recomputed_from_the_published_statements(release_folder):
    tables = {name: pq.read_table(release_folder / "data" / f"{name}.parquet")
              for name in ("comparison", "statements", "articles")}
    assert_recomputed(tables["comparison"], tables["statements"], tables["articles"])


def test_every_statement_stands_in_the_cell_of_all_periods(release_folder):
    cells = pq.read_table(release_folder / "data" / "comparison.parquet").to_pylist()
    statements = pq.read_table(release_folder / "data" / "statements.parquet")["statement_id"].to_pylist()
    found = [id_ for cell in cells if cell["period"] == "all" for id_ in cell["statement_ids"]]
    assert sorted(found) == sorted(statements)


PUBLISHED = {"paper-2021": date(2021, 8, 20), "paper-2022": date(2022, 3, 1), "paper-2024": date(2024, 1, 2)}


def statement(number, **differs):
    """Make a row of `statements`; what differs from a plain one is named."""
    plain = {
        "article_id": "paper-2022", "platform": "twitter", "policy_area": "access", "stance": "permits",
        "basis": "practice", "claim_id": "a-claim", "compared_with": [], "period_first_day": None,
        "period_last_day": None, "evidence_start": 0, "evidence_end": 10, "speaker_role": "journalist", "speaker": None,
    }
    row = plain | differs
    text = {name: "x" for name in ("publisher", "company", "summary")} | {
        "target": "members", "attribution": "narration", "certainty": "asserted", "title": None, "url": None,
        "period_start": None, "period_end": None, "evidence_words": 2, "evidence_sha256": "0" * 64,
        "codebook_version": "1.1"}
    published = PUBLISHED[row["article_id"]]
    return {**text, **row, "statement_id": f"{row['article_id']}:{number:02d}", "published_start": published,
            "published_end": published, "permissiveness": SCORES.get(row["stance"])}


def statements_of(*rows):
    return table_of("statements", [statement(number, **row) for number, row in enumerate(rows, 1)])


def articles_of(*ids):
    columns = {"publisher": "x", "title": None, "title_basis": None, "url": None, "url_basis": "x", "date_basis": "x",
               "language": "en", "derived_from_publisher": None, "derived_from_published": None,
               "derived_from_basis": None, "derived_from_changed": None, "text_sha256": "0" * 64,
               "text_characters": 9, "text_words": 2, "statement_count": 0, "claim_count": 0}
    return table_of("articles", [columns | {"article_id": id_, "published_start": PUBLISHED[id_],
                                            "published_end": PUBLISHED[id_]} for id_ in ids])


DAYS = st.none() | st.dates(date(2018, 1, 1), date(2026, 12, 31))
STATEMENTS = st.lists(st.fixed_dictionaries({
    "article_id": st.sampled_from(list(PUBLISHED)),
    "platform": st.sampled_from(["twitter", "meta", "bluesky"]),
    "policy_area": st.sampled_from(AREAS),
    "stance": st.sampled_from(STANCES),
    "basis": st.sampled_from(BASES),
    "claim_id": st.sampled_from(["a", "b", "c"]),
    "days": st.tuples(DAYS, DAYS),
}), max_size=12)


def with_days(row):
    """Put the two days of a drawn row in order."""
    start, end = row.pop("days")
    if start and end and start > end:
        start, end = end, start
    return row | {"period_first_day": start, "period_last_day": end}


@settings(max_examples=40)
@given(STATEMENTS, st.sets(st.sampled_from(list(PUBLISHED)), min_size=1))
def test_any_comparison_is_recomputed_from_its_statements(rows, read):
    statements = statements_of(*map(with_days, rows))
    articles = articles_of(*sorted(read | {row["article_id"] for row in rows}))
    assert_recomputed(compare(statements, articles), statements, articles)


def cell_of(*rows, period="all"):
    comparison = compare(statements_of(*rows), articles_of(*PUBLISHED)).to_pylist()
    return next(row for row in comparison
                if (row["platform"], row["policy_area"], row["period"]) == ("twitter", "access", period))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], ("not_stated", None), id="nothing"),
        pytest.param([{"stance": "undeclared", "basis": "rule"}], ("undeclared", "undeclared"), id="undeclared"),
        pytest.param([{"basis": "evaluation"}], ("stated", None), id="only opinions"),
        pytest.param([{}, {"stance": "prohibits", "claim_id": "b"}], ("stated", "mixed"), id="tie"),
        pytest.param([{}, {"stance": "prohibits", "claim_id": "b"}, {"claim_id": "c"}], ("stated", "permits"),
                     id="most claims"),
        pytest.param([{}, {}, {"stance": "prohibits", "claim_id": "b"}], ("stated", "mixed"),
                     id="a claim that is repeated counts once"),
    ],
)
def test_the_leading_stance_has_most_claims_that_are_no_opinions(rows, expected):
    cell = cell_of(*rows)
    assert (cell["status"], cell["leading_stance"]) == expected


@pytest.mark.parametrize(
    ("differs", "years"),
    [
        pytest.param({}, ["2022"], id="no period: publication"),
        pytest.param({"period_first_day": date(2020, 5, 1)}, ["2020", "2021", "2022"], id="from its start until told"),
        pytest.param({"period_last_day": date(2020, 5, 1)}, ["2020"], id="only an end"),
        pytest.param({"period_first_day": date(2019, 1, 1), "period_last_day": date(2020, 12, 31)}, ["2019", "2020"],
                     id="both"),
        pytest.param({"period_first_day": date(2024, 1, 1)}, ["2024"], id="a start that is told of beforehand"),
        pytest.param({"period_first_day": date(2022, 1, 1), "period_last_day": date(2023, 12, 31)}, ["2022", "2023"],
                     id="an end that is told of beforehand"),
    ],
)
def test_a_statement_counts_in_the_years_of_its_period(differs, years):
    comparison = compare(statements_of(differs), articles_of(*PUBLISHED)).to_pylist()
    assert [row["period"] for row in comparison if row["statement_count"]] == ["all", *years]


def test_an_article_that_tells_of_a_year_beforehand_was_read_for_it():
    paper = {"article_id": "paper-2022", "period_first_day": date(2025, 1, 1), "period_last_day": date(2025, 12, 31)}
    cell = cell_of(paper, period="2025")
    assert (cell["article_count"], cell["articles_read_count"]) == (1, 1)


def relations(*rows):
    contrasts = contrast(statements_of(*rows)).to_pylist()
    return [(row["platform"], row["compared_with"], row["relation"]) for row in contrasts]


TWITTER = {"compared_with": ["meta"]}
META = {"platform": "meta", "stance": "prohibits", "claim_id": "b", "compared_with": ["twitter"],
        "evidence_start": 11, "evidence_end": 20}
ELSEWHERE = {"evidence_start": 90, "evidence_end": 99}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([TWITTER, META], [("twitter", "meta", "more_permissive"), ("meta", "twitter", "less_permissive")],
                     id="both sides"),
        pytest.param([TWITTER], [("twitter", "meta", "more_permissive")],
                     id="only one side, as permissive as access can be: by its own stance"),
        pytest.param([META], [("meta", "twitter", "less_permissive")],
                     id="only one side, as strict as access can be: by its own stance"),
        pytest.param([TWITTER | {"stance": "restricts"}], [("twitter", "meta", None)],
                     id="only one side, which could be stricter: the direction is not known"),
        pytest.param([TWITTER | {"policy_area": "content"}], [("twitter", "meta", None)],
                     id="only one side, which could be more permissive: the direction is not known"),
        pytest.param([TWITTER | {"policy_area": "posture", "stance": "restricts"}],
                     [("twitter", "meta", "less_permissive")],
                     id="only one side, as strict as posture can be: by its own stance"),
        pytest.param([TWITTER | {"stance": "undeclared"}], [("twitter", "meta", None)], id="nothing to go by"),
        pytest.param([TWITTER | {"stance": "undeclared"}, META],
                     [("twitter", "meta", "more_permissive"), ("meta", "twitter", "less_permissive")],
                     id="undeclared stands in the middle"),
        pytest.param([TWITTER, META | {"stance": "undeclared"}, META | {"stance": "permits"}],
                     [("twitter", "meta", "more_permissive"), ("meta", "twitter", "less_permissive"),
                      ("meta", "twitter", None)],
                     id="undeclared stands in the middle of the mean, too"),
        pytest.param([TWITTER | {"stance": "restricts"}, META],
                     [("twitter", "meta", "more_permissive"), ("meta", "twitter", "less_permissive")],
                     id="by the difference, not by the sign"),
        pytest.param([TWITTER, META | {"stance": "permits"}], [("twitter", "meta", None), ("meta", "twitter", None)],
                     id="both sides alike: neither is more permissive"),
        pytest.param([TWITTER | {"stance": "restricts"}, META | ELSEWHERE],
                     [("twitter", "meta", "more_permissive"), ("meta", "twitter", "less_permissive")],
                     id="a row elsewhere in the article answers where none stands beside"),
        pytest.param([TWITTER | {"stance": "restricts"}, META, META | ELSEWHERE | {"stance": "permits"}],
                     [("twitter", "meta", "more_permissive"), ("meta", "twitter", "less_permissive"),
                      ("meta", "twitter", "more_permissive")],
                     id="a row elsewhere is no answer where one stands beside"),
        pytest.param([TWITTER | {"stance": "restricts"}, META | {"policy_area": "designation"}],
                     [("twitter", "meta", "more_permissive"), ("meta", "twitter", "less_permissive")],
                     id="a row of another policy area answers"),
        pytest.param([TWITTER | {"stance": "restricts"}, META | {"compared_with": []}], [("twitter", "meta", None)],
                     id="a row that names nobody back is no answer"),
        pytest.param([TWITTER | {"compared_with": []}], [], id="no contrast"),
    ],
)
def test_a_contrast_says_which_side_is_more_permissive(rows, expected):
    assert relations(*rows) == expected


@given(st.sampled_from(STANCES), st.sampled_from(STANCES), st.sampled_from(AREAS), st.sampled_from(AREAS),
       st.integers(0, 99))
def test_two_rows_that_answer_each_other_never_contradict_each_other(mine, theirs, area, other_area, start):
    found = relations(TWITTER | {"stance": mine, "policy_area": area},
                      META | {"stance": theirs, "policy_area": other_area, "evidence_start": start,
                              "evidence_end": start + 9})
    assert {relation for *_, relation in found} in ({"more_permissive", "less_permissive"}, {None})


def test_the_published_contrasts_are_those_of_the_published_statements(release_folder):
    statements = pq.read_table(release_folder / "data" / "statements.parquet").to_pandas()
    exploded = statements.explode("compared_with").dropna(subset=["compared_with"])
    contrasts = pq.read_table(release_folder / "data" / "contrasts.parquet").to_pandas()
    columns = ["statement_id", "platform", "compared_with", "speaker_role", "article_id"]
    expected = exploded[columns].sort_values(["statement_id", "compared_with"]).to_numpy().tolist()
    assert contrasts[columns].to_numpy().tolist() == expected


def test_a_synthetic_comparison_fits_its_model():
    statements, articles = statements_of(TWITTER, META), articles_of(*PUBLISHED)
    tables = {"statements": statements, "articles": articles, "comparison": compare(statements, articles),
              "contrasts": contrast(statements)}
    assert list(validated(tables)) == ["statements", "articles", "comparison", "contrasts"]
