import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractor.corpus.documents import ShardFault, part_as_text
from extractor.corpus.parquet_shard import blocks
from extractor.corpus.settings import Settings


@pytest.fixture
def file_of(tmp_path):
    def make(**columns):
        pq.write_table(pa.table(columns), tmp_path / "shard.parquet", row_group_size=4)
        return str(tmp_path / "shard.parquet")

    return make


@pytest.mark.parametrize("text_type", [
    pa.string(), pa.large_string(), pa.binary(), pa.string_view(), pa.binary_view(),
    pa.dictionary(pa.int32(), pa.string())], ids=str)
def test_texts_of_every_string_type_are_read(file_of, text_type):
    texts = pa.array(["one", None, "two"], pa.string()).cast(pa.binary()).cast(text_type)
    [block] = blocks(file_of(text=texts), Settings())
    assert block.documents.select(["row", "text"]).to_pylist() == [
        {"row": 0, "text": "one"}, {"row": 1, "text": None}, {"row": 2, "text": "two"}]


def test_rows_are_numbered_through_the_shard_and_blocks_hold_no_more_than_asked(file_of):
    found = list(blocks(file_of(text=list("abcdefghij"), key=list(range(10))), Settings(id_column="key", batch_rows=3)))
    assert [row for block in found for row in block.documents.column("row").to_pylist()] == list(range(10))
    assert max(block.documents.num_rows for block in found) == 3
    assert found[0].documents.column("id").to_pylist() == [0, 1, 2]


@pytest.mark.parametrize("held", [pa.string_view(), pa.binary_view(), pa.binary(),
                                  pa.dictionary(pa.int32(), pa.string())], ids=str)
def test_ids_and_dates_of_every_string_type_are_read_beside_a_text_that_is_not_utf8(file_of, held):
    ids, dates = (pa.array(values, pa.binary()).cast(held) for values in ([b"a", b"b"], [b"2022", b"2023"]))
    texts = pa.array([b"\xff", b"two"], pa.binary())
    [block] = blocks(file_of(text=texts, key=ids, day=dates), Settings(id_column="key", date_column="day"))
    assert [one.document_id for one in block.failures] == ["a"]
    assert [part_as_text(block.documents, part, 0) for part in ("id", "published")] == ["b", "2023"]


def test_blocks_are_smaller_where_texts_are_long(file_of):
    found = list(blocks(file_of(text=[str(i) * 10_000_000 for i in range(4)]), Settings()))
    assert max(block.documents.num_rows for block in found) < 4


@pytest.mark.parametrize("texts", [
    pytest.param(["x" * 200_000 + str(i % 4) for i in range(1000)], id="few texts, many times"),
    pytest.param(["short"] * 200_000 + ["x" * 100_000 + str(i) for i in range(1000)], id="long after short"),
])
def test_blocks_are_bounded_where_a_file_packs_long_texts_small(tmp_path, texts):
    pq.write_table(pa.table({"text": texts}), tmp_path / "shard.parquet")
    found = [block.documents for block in blocks(str(tmp_path / "shard.parquet"), Settings())]
    assert sum(documents.num_rows for documents in found) == len(texts)
    assert max(documents.nbytes for documents in found) <= 32_000_000


def test_what_a_block_was_joined_of_is_let_go_before_it_is_read(tmp_path):
    pq.write_table(pa.table({"text": [f"{i:05} " + "x" * 10_000 for i in range(10_000)]}), tmp_path / "shard.parquet")
    before = pa.total_allocated_bytes()
    held = [pa.total_allocated_bytes() - before for _ in blocks(str(tmp_path / "shard.parquet"), Settings())]
    assert max(held) < 2 * 32_000_000


def test_a_text_that_is_not_utf8_fails_alone(file_of):
    texts = pa.array([b"one", b"\xff", b"two"], pa.binary())
    [block] = blocks(file_of(text=texts), Settings())
    assert [(one.row, one.reason) for one in block.failures] == [(1, "the text is not UTF-8")]
    assert block.documents.column("row").to_pylist() == [0, 2]


@pytest.mark.parametrize(("ids", "id_"), [
    pytest.param(["a", "b"], "b", id="a word"),
    pytest.param([1, 2], "2", id="a number"),
    pytest.param(["a", None], None, id="none"),
    pytest.param(pa.array([b"a", b"\xff"]).view(pa.string()), None, id="one that is not UTF-8"),
    pytest.param(pa.array([0, 2**62], pa.timestamp("us")), None, id="a moment beyond the calendar"),
])
def test_a_text_that_is_not_utf8_fails_under_its_own_id(file_of, ids, id_):
    texts = pa.array([b"one", b"\xff"], pa.binary())
    [block] = blocks(file_of(text=texts, key=ids), Settings(id_column="key"))
    assert [(one.row, one.document_id) for one in block.failures] == [(1, id_)]


@pytest.mark.parametrize(("settings", "fault"), [
    pytest.param(Settings(), "there is no column 'text'; columns there are: body, count; name yours by --text-column",
                 id="a missing column"),
    pytest.param(Settings(text_column="count"), "the column 'count' holds int64; a text is wanted", id="no text"),
])
def test_a_shard_without_the_columns_fails_and_says_what_there_is(file_of, settings, fault):
    with pytest.raises(ShardFault, match=fault):
        list(blocks(file_of(body=["one"], count=[1]), settings))


def test_a_shard_with_two_columns_of_a_wanted_name_fails_and_says_so(tmp_path):
    table = pa.table([pa.array([one]) for one in ("text", "a", "b")], ["text", "id", "id"])
    pq.write_table(table, tmp_path / "shard.parquet")
    assert [block.documents.num_rows for block in blocks(str(tmp_path / "shard.parquet"), Settings())] == [1]
    with pytest.raises(ShardFault, match="there are 2 columns 'id', and which is meant is not known; rename all but"):
        list(blocks(str(tmp_path / "shard.parquet"), Settings(id_column="id")))
