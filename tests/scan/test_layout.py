import pytest

from extractor.corpus.layout import candidate_schema, failed_schema
from schema.codebook import codebook


def test_candidate_rows_hold_every_variable_that_the_extractor_codes():
    later = {"claim_id", "evidence"}
    coded = [variable.id for variable in codebook().variables if variable.id not in later]
    names = candidate_schema().names
    assert [name for name in names if name in coded] == coded


def test_the_text_of_the_evidence_is_a_column_only_on_request():
    assert set(candidate_schema(with_text=True).names) - set(candidate_schema().names) == {"evidence_text"}


def test_every_column_is_described():
    fields = [*candidate_schema(with_text=True), *failed_schema()]
    assert [field.name for field in fields if not (field.metadata or {}).get(b"description")] == []


@pytest.mark.parametrize(("column", "part"), [
    pytest.param("rules", "`revised-` and a variable", id="what was revised"),
    pytest.param("confidence", "by the points of the words", id="what gives the confidence"),
])
def test_the_columns_of_origin_tell_what_the_points_of_the_words_do(column, part):
    assert part in candidate_schema().field(column).metadata[b"description"].decode()


def test_only_open_variables_may_be_empty():
    nullable = [field.name for field in candidate_schema() if field.nullable]
    assert nullable == ["published", "speaker", "period_start", "period_end"]
