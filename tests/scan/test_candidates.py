import pyarrow as pa
import pytest

import extractor.corpus.candidates as candidates
import schema.sentences
from extractor.corpus.candidates import scan_batch
from extractor.corpus.layout import candidate_schema
from extractor.corpus.settings import Settings
from schema.evidence import fingerprint, text_sha256

TEXT = "Facebook has banned the Taliban from its services."


def batch_of(texts, **columns):
    return pa.RecordBatch.from_pydict({"row": list(range(len(texts))), "text": pa.array(texts, pa.string())} | columns)


def scanned(texts, settings=None, **columns):
    return scan_batch(batch_of(texts, **columns), "news.parquet", settings or Settings())


def test_offsets_and_fingerprint_of_a_row_give_its_evidence():
    text = f"Weather first. 🙂 “{TEXT}” Then sport."
    rows = scanned([text], Settings(with_text=True)).candidates.to_pylist()
    assert rows
    for row in rows:
        quote = text[row["evidence_start"]:row["evidence_end"]]
        assert (quote, text_sha256(text)) == (row["evidence_text"], row["text_sha256"])
        assert (fingerprint(quote).words, fingerprint(quote).sha256) == (row["evidence_words"], row["evidence_sha256"])


def test_rows_name_document_shard_and_place_in_the_order_of_the_documents():
    found = scanned(["Sport.", TEXT, "Sport.", TEXT], id=["a", "b", "c", None])
    places = [(row["document_id"], row["source"], row["source_row"]) for row in found.candidates.to_pylist()]
    assert list(dict.fromkeys(places)) == [("b", "news.parquet", 1), ("news.parquet:3", "news.parquet", 3)]
    assert (found.filtered, found.matched, found.failures) == (2, 2, [])


NO_VALUES = [
    pytest.param(pa.array([b"\xff"]).view(pa.string()), id="no UTF-8"),
    pytest.param(pa.array([2**62], pa.timestamp("us")), id="a moment beyond the calendar"),
    pytest.param(pa.array([2**30], pa.date32()), id="a day beyond the calendar"),
    pytest.param(pa.array([0], pa.timestamp("us", "No/Where")), id="a moment in no time zone"),
]


@pytest.mark.parametrize("dates", NO_VALUES)
def test_a_date_that_cannot_be_read_is_none(dates):
    found = scanned([TEXT], Settings(date_column="date"), published=dates)
    assert ({row["published"] for row in found.candidates.to_pylist()}, found.undated) == ({None}, 1)


@pytest.mark.parametrize("ids", NO_VALUES)
def test_an_id_that_cannot_be_read_is_the_place_of_the_document(ids):
    assert {row["document_id"] for row in scanned([TEXT], id=ids).candidates.to_pylist()} == {"news.parquet:0"}


def test_an_empty_id_is_the_place_of_the_document():
    assert {row["document_id"] for row in scanned([TEXT], id=[""]).candidates.to_pylist()} == {"news.parquet:0"}


def test_ids_and_dates_in_bytes_are_read_as_text():
    [row, *_] = scanned([TEXT], Settings(date_column="date"), id=[b"caf\xc3\xa9"],
                        published=[b"2023-07-11"]).candidates.to_pylist()
    assert (row["document_id"], row["published"]) == ("café", "2023-07-11")


def test_without_a_relevant_document_the_columns_stay():
    found = scanned(["Sport."])
    assert found.candidates.schema == candidate_schema()
    assert found.candidates.num_rows == 0


def test_a_document_on_which_the_extractor_fails_is_a_failure(monkeypatch):
    def failing(text, published):
        raise RecursionError("too deep")

    monkeypatch.setattr(candidates, "extract", failing)
    found = scanned(["Sport.", TEXT], id=["a", "b"])
    assert [(one.row, one.document_id, one.reason) for one in found.failures] == [
        (1, "b", "the extractor failed: RecursionError: too deep")]


def test_a_document_on_which_the_library_of_sentences_breaks_down_is_a_failure(monkeypatch):
    text = f"{TEXT} So does X\xa0. Both said so."
    assert scanned([text]).failures == []
    monkeypatch.setattr(schema.sentences, "_BLANKS", {})
    found = scanned([text, TEXT])
    assert ([(one.row, one.reason[:73]) for one in found.failures], found.matched) == (
        [(0, "the extractor failed: UnreadableText: the library of sentences fails on w")], 1)


def test_a_relevant_text_over_the_limit_is_a_failure():
    found = scanned([TEXT, TEXT * 3, "x" * 200], Settings(max_text_bytes=100))
    assert [(one.row, one.reason) for one in found.failures] == [
        (1, "the text is too long for an article: 0.0 MB; allowed 0.0001 MB (--max-text-mb)")]


@pytest.mark.parametrize(("given", "read"), [
    pytest.param("2023-07-11", "2023-07-11", id="a day"),
    pytest.param("2023-07-11T08:00:00Z", "2023-07-11", id="a moment"),
    pytest.param("2023-07-11 08:00:00", "2023-07-11", id="a moment with a blank"),
    pytest.param("2023-07", "2023-07", id="a month"),
    pytest.param("2023", "2023", id="a year"),
    pytest.param("2023-02-30", None, id="no day of the calendar"),
    pytest.param("0001-01-01", None, id="the day that stands for no date"),
    pytest.param("20230711", None, id="digits only"),
    pytest.param("July 11", None, id="words"),
    pytest.param("2023.0", "2023", id="a year of a column with gaps"),
    pytest.param("2023 ", "2023", id="a year and a blank"),
    pytest.param("2023/07/11", None, id="slashes"),
    pytest.param("2023.07.11", None, id="dots"),
    pytest.param("2023-7-11", None, id="a month of one digit"),
    pytest.param("2023-07-1", None, id="a day of one digit"),
    pytest.param("2023, July 11", None, id="a year and words"),
    pytest.param(" 2023-07-11", "2023-07-11", id="a blank and a day"),
    pytest.param("2023-07-11+04:30", "2023-07-11", id="a day with a zone"),
    pytest.param("2023-07.0", None, id="a month as a number with a fraction"),
    pytest.param("2023-07-11/2023-07-15", None, id="two days"),
    pytest.param("2023-07-11 2023-07-15", None, id="two days and a blank"),
    pytest.param("2023-07-11 to 2023-07-15", None, id="two days in words"),
    pytest.param(None, None, id="null"),
])
def test_a_date_is_read_as_year_month_day_or_not_at_all(given, read):
    found = scanned([TEXT], Settings(date_column="date"), published=pa.array([given], pa.string()))
    assert {row["published"] for row in found.candidates.to_pylist()} == {read}
    assert found.undated == (read is None)


def test_a_column_of_timestamps_is_read_as_days():
    moment = pa.array([0], pa.timestamp("s"))
    found = scanned([TEXT], Settings(date_column="date"), published=moment)
    assert {row["published"] for row in found.candidates.to_pylist()} == {"1970-01-01"}
