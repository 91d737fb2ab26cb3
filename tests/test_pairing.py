from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import pairing
from builder.pairing import coded_value, compared_variables, evidence_span, overlap_share, pair

VARIABLES = ["platform", "target", "stance", "speaker", "compared_with"]


def spans(outcome):
    return [(evidence_span(p.first), evidence_span(p.second)) for p in outcome.pairs]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        pytest.param((0, 10, {}), (0, 10, {}), True, id="same row"),
        pytest.param((0, 10, {}), (9, 20, {}), True, id="one character of overlap"),
        pytest.param((0, 10, {}), (10, 20, {}), False, id="spans that only touch"),
        pytest.param((0, 10, {}), (0, 10, {"platform": "meta"}), False, id="another platform"),
        pytest.param((0, 10, {}), (0, 10, {"article_id": "other-2023-07"}), False, id="another article"),
        pytest.param((0, 10, {}), (2, 4, {"target": "content", "stance": "prohibits", "speaker": "A"}), True,
                     id="nothing equal but platform and overlap"),
    ],
)
def test_rows_pair_on_article_platform_and_overlap(coded_row, first, second, found):
    one, other = (coded_row(start, end, **differs) for start, end, differs in (first, second))
    outcome = pair([one], [other], VARIABLES)
    assert (len(outcome.pairs), outcome.only_first, outcome.only_second) == (
        (1, [], []) if found else (0, [one], [other])
    )


def test_equal_variables_outweigh_overlap(coded_row):
    outcome = pair([coded_row(0, 10)], [coded_row(0, 10, stance="prohibits"), coded_row(9, 40)], VARIABLES)
    assert spans(outcome) == [((0, 10), (9, 40))]


def test_overlap_settles_what_variables_leave_equal(coded_row):
    outcome = pair([coded_row(0, 10)], [coded_row(5, 40), coded_row(0, 9)], VARIABLES)
    assert spans(outcome) == [((0, 10), (0, 9))]


def test_the_best_total_is_taken_even_if_a_row_loses_its_best_partner(coded_row):
    first = [coded_row(0, 10), coded_row(5, 20)]
    second = [coded_row(0, 20), coded_row(5, 8, stance="prohibits")]
    assert spans(pair(first, second, VARIABLES)) == [((0, 10), (5, 8)), ((5, 20), (0, 20))]


def test_finding_is_measured_by_precision_recall_and_f1(coded_row):
    outcome = pair([coded_row(0, 10), coded_row(20, 30)], [coded_row(0, 10)], VARIABLES)
    assert (outcome.recall, outcome.precision, outcome.f1) == (0.5, 1.0, pytest.approx(2 / 3))


def test_two_empty_codings_have_no_f1():
    outcome = pair([], [], VARIABLES)
    assert (outcome.recall, outcome.precision, outcome.f1) == (None, None, None)


@pytest.mark.parametrize(
    ("differs", "variable", "value"),
    [
        pytest.param({"speaker": None}, "speaker", "", id="null is empty"),
        pytest.param({"speaker": ""}, "speaker", "", id="an empty text is empty"),
        pytest.param({}, "period_start", "", id="left out is empty"),
        pytest.param({"compared_with": ["tiktok", "meta", "meta"]}, "compared_with", ("meta", "tiktok"), id="a set"),
        pytest.param({"compared_with": None}, "compared_with", "", id="no list"),
        pytest.param({}, "evidence", ("paper-2023-07", 0, 10), id="a span belongs to its article"),
    ],
)
def test_values_are_made_fit_to_compare(coded_row, differs, variable, value):
    assert coded_value(coded_row(**differs), variable) == value


def test_an_empty_list_equals_a_list_left_out(coded_row):
    row = coded_row()
    without = {name: value for name, value in row.items() if name != "compared_with"}
    assert coded_value(row, "compared_with") == coded_value(without, "compared_with")


def test_evidence_is_read_from_the_columns_of_a_table():
    assert evidence_span({"evidence_start": 3, "evidence_end": 9}) == (3, 9)


@pytest.mark.parametrize(
    ("other", "share"),
    [((0, 10), 1.0), ((5, 10), 0.5), ((5, 15), 1 / 3), ((10, 20), 0.0), ((40, 50), 0.0)],
    ids=["same", "half", "third", "touching", "apart"],
)
def test_overlap_is_shared_characters_over_covered_characters(coded_row, other, share):
    assert overlap_share(coded_row(0, 10), coded_row(*other)) == pytest.approx(share)


def test_free_text_claims_and_spans_are_not_compared(book_of):
    book = book_of(platform="category", summary="sentence", speaker="name", claim_id="slug", period_start="period",
                   evidence="span", compared_with="list")
    assert compared_variables(book) == ["platform", "speaker", "period_start", "compared_with"]


@st.composite
def rows(draw, most=4):
    def row(number):
        start = draw(st.integers(0, 12))
        return {
            "article_id": draw(st.sampled_from(["a-2021-08", "b-2023-07"])),
            "platform": draw(st.sampled_from(["twitter", "meta"])),
            "target": draw(st.sampled_from(["members", "content"])),
            "stance": draw(st.sampled_from(["permits", "prohibits"])),
            "speaker": None,
            "compared_with": draw(st.lists(st.sampled_from(["tiktok", "youtube"]), max_size=2)),
            "evidence": {"start": start, "end": start + draw(st.integers(1, 8))},
            "number": number,
        }

    return [row(number) for number in range(draw(st.integers(0, most)))]


@given(rows(), rows())
def test_every_row_is_paired_once_or_left_over(first, second):
    outcome = pair(first, second, VARIABLES)
    assert sorted([p.first["number"] for p in outcome.pairs] + [r["number"] for r in outcome.only_first]) == (
        list(range(len(first)))
    )
    assert sorted([p.second["number"] for p in outcome.pairs] + [r["number"] for r in outcome.only_second]) == (
        list(range(len(second)))
    )


@given(rows(), rows())
def test_f1_is_symmetric(first, second):
    one_way, other_way = pair(first, second, VARIABLES), pair(second, first, VARIABLES)
    assert (one_way.f1, one_way.recall) == (other_way.f1, other_way.precision)


@given(rows(), rows(), st.randoms())
def test_the_order_of_rows_does_not_matter(first, second, random):
    shuffled_1, shuffled_2 = random.sample(first, len(first)), random.sample(second, len(second))
    assert pair(shuffled_1, shuffled_2, VARIABLES) == pair(first, second, VARIABLES)


def worth(pairs):
    """The total of a pairing by the definition: equal variables, overlap in ten-thousandths, pairs."""
    equal = sum(coded_value(a, v) == coded_value(b, v) for a, b in pairs for v in VARIABLES)
    return equal, sum(int(overlap_share(a, b) * 10_000) for a, b in pairs), len(pairs)


def group_of(row):
    return row["article_id"], row["platform"]


@pytest.mark.parametrize("few", [pairing.FEW, 0], ids=["all tried", "assignment by SciPy"])
@given(first=rows(), second=rows())
def test_no_other_pairing_has_a_better_total(few, first, second):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairing, "FEW", few)
        pairs = pair(first, second, VARIABLES).pairs
    for group in {group_of(row) for row in first}:
        tried = all_pairings([r for r in first if group_of(r) == group], [r for r in second if group_of(r) == group])
        assert worth([p for p in pairs if group_of(p.first) == group]) == max(map(worth, tried))


def all_pairings(first, second):
    """Give every one-to-one pairing of the rows of one group, by brute force."""
    for order in permutations([*second, *[None] * len(first)], len(first)):
        yield [(a, b) for a, b in zip(first, order, strict=True) if b and overlap_share(a, b) > 0]
