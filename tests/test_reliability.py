from pathlib import Path

import pytest

from builder.read import read
from builder.reliability import agreement_kind, reliability_of, reliability_rows
from builder.tabulate import table_of, validated
from schema.codebook import codebook

DATA = Path(__file__).parents[1] / "data"


MODELS = {"pass_1": "model-a", "pass_2": "model-a", "adjudicated": "model-a", "other_pass": "model-b", "person": None,
          "reader": None}

COLUMNS = {
    "coder_1", "coder_2", "agreement_kind", "variable", "paired_count", "share_equal", "alpha", "alpha_low",
    "alpha_high", "finding_f1", "finding_f1_low", "finding_f1_high", "unpaired_1_count", "unpaired_2_count",
    "article_count", "bootstrap_draws",
}


@pytest.fixture(scope="module")
def book(book_of):
    return book_of(platform="category", stance="category", speaker="name", compared_with="list", summary="sentence",
                   evidence="span")


@pytest.fixture
def two_codings(coded_row):
    """Two articles: in the first, three pairs and a row of the first coder; in the second, one pair."""
    first = [coded_row(0, 10), coded_row(20, 30, stance="prohibits"), coded_row(40, 50), coded_row(60, 70),
             coded_row(0, 10, article_id="paper-2021-08", compared_with=["meta", "tiktok"])]
    second = [coded_row(0, 10), coded_row(20, 30, stance="prohibits"), coded_row(40, 55, stance="prohibits"),
              coded_row(0, 10, article_id="paper-2021-08", compared_with=["tiktok", "meta"], speaker="A. Name")]
    return {"pass_1": first, "person": second}


def only(rows, name):
    return next(row for row in rows if row["variable"] == name)


def test_a_row_holds_the_columns_of_the_table(two_codings, book):
    assert all(set(row) == COLUMNS for row in reliability_rows(two_codings, MODELS, book))


def test_each_pair_of_coders_has_a_row_for_each_compared_variable_and_the_evidence(coded_row, book):
    codings = {"pass_1": [coded_row()], "pass_2": [coded_row()], "adjudicated": [coded_row()]}
    rows = reliability_rows(codings, MODELS, book)
    variables = ["platform", "stance", "speaker", "compared_with", "evidence"]
    coders = [("pass_1", "pass_2"), ("pass_1", "adjudicated"), ("pass_2", "adjudicated")]
    assert [(r["coder_1"], r["coder_2"], r["variable"]) for r in rows] == [(*c, v) for c in coders for v in variables]


@pytest.mark.parametrize(
    ("variable_id", "share", "alpha"),
    [
        # n=8, prohibits 3, permits 5, 6 matched: (7*6 - 26) / (56 - 26)
        pytest.param("stance", 0.75, 16 / 30, id="a category"),
        # n=8, one 'A. Name', 7 empty, 6 matched: (7*6 - 42) / (56 - 42)
        pytest.param("speaker", 0.75, 0.0, id="an empty name is a value"),
        pytest.param("compared_with", 1.0, 1.0, id="a list is a set"),
        # n=8; three spans twice, two once; 6 matched: (7*6 - 6) / (56 - 6)
        pytest.param("evidence", 0.75, 36 / 50, id="evidence is equal where the span is the same"),
    ],
)
def test_agreement_is_measured_over_pairs(two_codings, variable_id, share, alpha, book):
    row = only(reliability_rows(two_codings, MODELS, book), variable_id)
    assert (row["share_equal"], row["alpha"]) == (share, pytest.approx(alpha))


def test_what_pairing_holds_equal_is_not_measured(two_codings, book):
    row = only(reliability_rows(two_codings, MODELS, book), "platform")
    assert [row[name] for name in ("share_equal", "alpha", "alpha_low", "alpha_high")] == [None] * 4


def test_finding_stands_on_each_row(two_codings, book):
    finding = ["paired_count", "unpaired_1_count", "unpaired_2_count", "article_count", "finding_f1", "finding_f1_low",
               "finding_f1_high"]
    # Of the first article alone 6/7 of the rows are found, of the second alone all.
    expected = [4, 1, 0, 2, pytest.approx(8 / 9), pytest.approx(6 / 7), 1.0]
    assert all([row[name] for name in finding] == expected for row in reliability_rows(two_codings, MODELS, book))


@pytest.mark.parametrize(
    ("coder_1", "coder_2", "kind"),
    [
        pytest.param("pass_1", "pass_2", "stability", id="two passes of one model"),
        pytest.param("pass_1", "other_pass", "reliability", id="two models"),
        pytest.param("pass_1", "person", "reliability", id="a model and a person"),
        pytest.param("person", "reader", "reliability", id="two people"),
    ],
)
def test_passes_of_one_model_show_stability_only(coder_1, coder_2, kind):
    assert agreement_kind(coder_1, coder_2, MODELS) == kind


@pytest.mark.parametrize("adjudicator", [pytest.param("model-a", id="the model"), pytest.param(None, id="a person")])
@pytest.mark.parametrize("coders", [("pass_1", "adjudicated"), ("adjudicated", "person")])
def test_agreement_with_the_adjudicated_rows_is_neither_stability_nor_reliability(coders, adjudicator):
    assert agreement_kind(*coders, MODELS | {"adjudicated": adjudicator}) == "adjudication"


def test_coders_are_compared_on_the_articles_that_both_have_read(coded_row, book):
    codings = {"person": [coded_row(), coded_row(article_id="paper-2021-08")], "reader": [coded_row()]}
    assert only(reliability_rows(codings, MODELS, book), "stance")["unpaired_1_count"] == 0


def test_an_article_read_without_a_row_counts(coded_row, book):
    codings = {"person": [coded_row(), coded_row(article_id="paper-2021-08")], "reader": [coded_row()]}
    both = {"paper-2023-07", "paper-2021-08"}
    rows = reliability_rows(codings, MODELS, book, articles={"person": both, "reader": both})
    assert only(rows, "stance")["unpaired_1_count"] == 1


def test_coders_without_a_common_article_have_no_figures(coded_row, book):
    codings = {"person": [coded_row()], "reader": [coded_row(article_id="paper-2021-08")]}
    row = only(reliability_rows(codings, MODELS, book), "stance")
    assert (row["article_count"], row["share_equal"], row["alpha"], row["finding_f1"]) == (0, None, None, None)


def test_draws_are_counted_only_where_articles_are_drawn(two_codings, book):
    drawn = {row["bootstrap_draws"] for row in reliability_rows(two_codings, MODELS, book)}
    one_article = {coder: rows[:2] for coder, rows in two_codings.items()}
    assert (drawn, {row["bootstrap_draws"] for row in reliability_rows(one_article, MODELS, book)}) == ({10000}, {0})


def test_a_coder_who_is_not_in_the_register_is_refused(coded_row, book):
    with pytest.raises(KeyError, match="stranger"):
        reliability_rows({"pass_1": [coded_row()], "stranger": [coded_row()]}, MODELS, book)


@pytest.fixture(scope="module")
def table_of_the_dataset():
    return reliability_of(read(DATA), codebook())


def test_the_rows_pass_the_model_of_the_table(table_of_the_dataset):
    table = table_of("reliability", table_of_the_dataset)
    validated({"reliability": table})
    assert set(table.column_names) == COLUMNS


def test_each_two_coders_of_the_register_are_compared_once_on_each_variable(table_of_the_dataset):
    keys = [(frozenset((row["coder_1"], row["coder_2"])), row["variable"]) for row in table_of_the_dataset]
    coders = len(read(DATA).coders)
    assert len(set(keys)) == len(keys) == coders * (coders - 1) // 2 * len({variable for _, variable in keys})


def test_the_kinds_of_agreement_are_those_of_the_codebook():
    pairs = [("pass_1", "pass_2"), ("pass_1", "person"), ("pass_1", "adjudicated")]
    assert [agreement_kind(*pair, MODELS) for pair in pairs] == codebook().values("agreement_kind")


def test_every_figure_of_the_language_models_passes_is_stability_or_adjudication(table_of_the_dataset):
    models = {coder.record_id: coder.values.model for coder in read(DATA).coders}
    passes = [row for row in table_of_the_dataset if models[row["coder_1"]] == models[row["coder_2"]] is not None]
    kinds = {(row["coder_1"], row["coder_2"]): row["agreement_kind"] for row in passes}
    assert kinds == {pair: "adjudication" if "adjudicated" in pair else "stability" for pair in kinds}
