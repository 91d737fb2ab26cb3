import json

import pytest

from builder.evaluation import CodedArticle, as_json, evaluate, half, read_json, require_same_articles
from builder.evaluation_report import Change, changes, changes_table, figures_table
from schema.faults import FaultsFound

# gazette-2022 falls into the development half, paper-2023-07 into the test half.



@pytest.fixture(scope="module")
def book(book_of):
    return book_of(platform="category", target="category", policy_area="category", stance="category")


@pytest.fixture
def result(coded_row, book):
    """Evaluate one article a half (strict, found, missed and extra) and a decoy."""

    def run(proposals=None):
        gazette = [coded_row(0, 10), coded_row(20, 30), coded_row(40, 50)]
        proposed = proposals or {
            "g": [coded_row(0, 10, target="content"), coded_row(20, 35, stance="prohibits"), coded_row(60, 70)],
            "p": [coded_row(0, 10)],
            "d": [coded_row(0, 10), coded_row(5, 20, platform="meta")],
        }
        articles = [
            CodedArticle("gazette-2022", "g", "2022-05-01", gazette),
            CodedArticle("paper-2023-07", "p", "2023-07-11", [coded_row(0, 10)]),
            CodedArticle("herald-2021", "d", "2021-08-17", []),
        ]
        return evaluate(articles, lambda text, published: proposed[text], book)

    return run


@pytest.mark.parametrize(
    ("article_id", "expected"),
    [("gazette-2022", "development"), ("paper-2023-07", "test"), ("herald-2021", "test")],
)
def test_the_hash_of_the_id_says_which_half_an_article_is_in(article_id, expected):
    assert half(article_id) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param("all", {
            "texts": 3, "coded": 4, "proposed": 6, "found": 3, "missed": 1, "extra": 3, "precision": 0.5,
            "recall": 0.75, "f1": 0.6, "strict": 2, "strict_f1": 0.4, "decoy_texts": 1, "decoy_rows": 2,
            "decoy_rows_per_text": 2.0,
        }, id="all"),
        pytest.param("development", {
            "texts": 1, "coded": 3, "proposed": 3, "found": 2, "missed": 1, "extra": 1, "precision": 2 / 3,
            "recall": 2 / 3, "f1": 2 / 3, "strict": 1, "strict_f1": 1 / 3, "decoy_texts": 0, "decoy_rows": 0,
            "decoy_rows_per_text": None,
        }, id="development"),
        pytest.param("test", {
            "texts": 2, "coded": 1, "proposed": 3, "found": 1, "missed": 0, "extra": 2, "precision": 1 / 3,
            "recall": 1.0, "f1": 0.5, "strict": 1, "strict_f1": 0.5, "decoy_texts": 1, "decoy_rows": 2,
            "decoy_rows_per_text": 2.0,
        }, id="test"),
    ],
)
def test_figures_are_given_for_all_articles_and_each_half(result, part, expected):
    figures = result()["figures"][part]
    assert {name: figures[name] for name in expected} == pytest.approx(expected)


def test_agreement_by_variable_is_over_found_statements(result):
    # Three pairs. target: one differs, n=6, counts 5 and 1, 4 matched: (5*4 - 20) / (30 - 20); stance likewise.
    assert result()["figures"]["all"]["variables"] == {
        "target": {"share_equal": pytest.approx(2 / 3), "alpha": pytest.approx(0.0)},
        "policy_area": {"share_equal": 1.0, "alpha": None},
        "stance": {"share_equal": pytest.approx(2 / 3), "alpha": pytest.approx(0.0)},
    }


def test_each_coded_statement_has_its_outcome(result):
    outcomes = {row["id"]: (row["half"], row["outcome"], row["differs"]) for row in result()["statements"]}
    assert outcomes == {
        "gazette-2022:01": ("development", "strict", {"target": {"coded": "members", "proposed": "content"}}),
        "gazette-2022:02": ("development", "found", {"stance": {"coded": "permits", "proposed": "prohibits"}}),
        "gazette-2022:03": ("development", "missed", {}),
        "paper-2023-07:01": ("test", "strict", {}),
    }


def test_extra_proposals_are_listed(result):
    assert [row["id"] for row in result()["extra"]] == [
        "gazette-2022:twitter:access:permits:60-70",
        "herald-2021:twitter:access:permits:0-10",
        "herald-2021:meta:access:permits:5-20",
    ]


def test_a_statement_keeps_the_id_that_it_has(coded_row, book):
    articles = [CodedArticle("gazette-2022", "", "2022-05-01", [coded_row(id="gazette-2022:07")])]
    assert evaluate(articles, lambda *_: [], book)["statements"][0]["id"] == "gazette-2022:07"


def test_the_text_and_its_date_are_what_rows_are_proposed_for(book):
    seen = []
    evaluate([CodedArticle("gazette-2022", "Text.", "2022-05-01", [])], lambda *given: seen.append(given) or [], book)
    assert seen == [("Text.", "2022-05-01")]


def test_a_result_survives_json(result, folder_of):
    assert read_json(folder_of({"old.json": as_json(result())}) / "old.json") == result()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("{", r"old\.json:1: is not the result of an evaluation; found no JSON", id="not JSON"),
        pytest.param(b"\xff", r"old\.json: is not the result of an evaluation; found no JSON", id="not UTF-8"),
        pytest.param("[]", r"old\.json: is not the result of an evaluation; found other JSON", id="a list"),
        pytest.param('{"format": "other"}', r"allowed what 'evaluate --json' wrote; name such a file",
                     id="other JSON"),
        pytest.param(None, r"old\.json: is not the result of an evaluation; found No such file or directory",
                     id="not there"),
    ],
)
def test_what_is_no_result_is_refused(text, message, folder_of):
    with pytest.raises(FaultsFound, match=message):
        read_json(folder_of({"old.json": text}) / "old.json")


def test_every_article_is_named_also_one_without_a_row(result):
    assert result()["articles"] == ["gazette-2022", "herald-2021", "paper-2023-07"]


def test_results_of_the_same_articles_can_be_compared(result):
    assert require_same_articles(result(), result(), "old.json") is None


@pytest.mark.parametrize(
    ("articles", "found"),
    [
        pytest.param(["gazette-2022", "herald-2021"], "found 1 only here, such as paper-2023-07; ", id="fewer"),
        pytest.param(["gazette-2022", "herald-2021", "paper-2023-07", "x"], "found 1 only there, such as x; ",
                     id="more"),
        pytest.param(["x", "y"], "found 2 only there, such as x, 3 only here, such as gazette-2022; ", id="others"),
    ],
)
def test_results_of_other_articles_are_not_compared(articles, found, result):
    with pytest.raises(FaultsFound, match=f"^old.json: articles: is the result of other articles; .*{found}"):
        require_same_articles(result() | {"articles": articles}, result(), "old.json")


def test_the_table_has_a_column_for_each_half(result):
    lines = [line.split() for line in figures_table(result()).splitlines()]
    assert lines[0] == ["all", "development", "test"]
    assert ["strict", "f1", "0.40", "0.33", "0.50"] in lines
    assert ["decoy", "rows", "per", "text", "2.00", "–", "2.00"] in lines
    assert ["target", "0.67", "0.00", "0.50", "0.00", "1.00", "–"] in lines


def test_a_table_of_no_articles_can_be_written(book):
    assert "texts                              0" in figures_table(evaluate([], lambda *_: [], book))


def test_gains_and_losses_are_told_by_statement(result, coded_row):
    newer = result({
        "g": [coded_row(0, 10, policy_area="content"), coded_row(20, 30), coded_row(40, 50)],
        "p": [],
        "d": [coded_row(0, 10), coded_row(30, 40)],
    })
    assert changes(result(), newer) == [
        Change("gazette-2022:01", "development", False, "strict → found"),
        Change("gazette-2022:01", "development", False, "policy_area now differs"),
        Change("gazette-2022:01", "development", True, "target now equal"),
        Change("gazette-2022:02", "development", True, "found → strict"),
        Change("gazette-2022:02", "development", True, "stance now equal"),
        Change("gazette-2022:03", "development", True, "missed → strict"),
        Change("paper-2023-07:01", "test", False, "strict → missed"),
        Change("herald-2021:twitter:access:permits:30-40", "test", False, "a new extra proposal"),
        Change("gazette-2022:twitter:access:permits:60-70", "development", True, "no longer proposed"),
        Change("herald-2021:meta:access:permits:5-20", "test", True, "no longer proposed"),
    ]


def test_statements_that_were_coded_anew_are_not_compared(result):
    older = json.loads(as_json(result()))
    older["statements"][2] |= {"evidence": [41, 50], "outcome": "strict"}
    assert changes(older, result()) == []


def test_changes_are_written_losses_first(result, coded_row):
    newer = result({"g": [coded_row(0, 10, target="content"), coded_row(20, 30)], "p": [coded_row(0, 10)],
                    "d": [coded_row(0, 10), coded_row(5, 20, platform="meta"), coded_row(30, 40)]})
    assert changes_table(result(), newer) == (
        "3 gains, 1 losses over 4 compared statements\n"
        "- herald-2021:twitter:access:permits:30-40 (test): a new extra proposal\n"
        "+ gazette-2022:02 (development): found → strict\n"
        "+ gazette-2022:02 (development): stance now equal\n"
        "+ gazette-2022:twitter:access:permits:60-70 (development): no longer proposed\n")


def test_the_head_of_the_changes_counts_what_was_compared_and_what_was_not(result):
    older = json.loads(as_json(result()))
    older["statements"][2] |= {"evidence": [41, 50], "outcome": "strict"}
    del older["statements"][3]
    assert changes_table(older, result()) == (
        "0 gains, 0 losses over 2 compared statements\n"
        "not compared, since they are not the same in both codings: 2 only in the newer, 1 only in the older\n")
