import gzip
import io
import json

import pyarrow as pa
import pytest
from fsspec.spec import AbstractBufferedFile

from extractor.corpus.documents import ShardFault
from extractor.corpus.json_lines import blocks, opened
from extractor.corpus.settings import Settings

SETTINGS = Settings(id_column="id", max_text_bytes=10_000)
HALF = r"the line holds '\ud800', half of a surrogate pair, which is no character"


def read(content, settings=SETTINGS):
    found = list(blocks(io.BytesIO(content), settings))
    rows = [row for block in found for row in block.documents.to_pylist()]
    return rows, [(one.row, one.reason) for block in found for one in block.failures]


def test_a_line_is_a_document_and_blank_lines_are_none():
    rows, failures = read(b'\xef\xbb\xbf{"id": 7, "text": "one"}\r\n\n{"text": null, "id": null, "more": []}')
    assert rows == [{"row": 0, "text": "one", "id": "7"}, {"row": 2, "text": None, "id": None}]
    assert failures == []


@pytest.mark.parametrize(("line", "reason"), [
    pytest.param(b'{"id": 1, "text": "\xff"}', "the line is not UTF-8", id="invalid UTF-8"),
    pytest.param(b'{"id": 1, "text": "\\ud800"}', HALF, id="half a surrogate pair"),
    pytest.param(b'{"id": 1, "text": "cut', "the line is no JSON: Invalid control character at: line 1 column 23",
                 id="cut short"),
    pytest.param(b'{"id": "\\udc00", "text": "one"}', HALF.replace("d800", "dc00"),
                 id="half a pair in the identifier"),
    pytest.param(b'["text"]', "the line is no JSON object", id="no object"),
    pytest.param(b'{"id": 1, "text": 5}', "the column 'text' holds int, not a text", id="a number for a text"),
    pytest.param(b'{"id": 1, "text": "' + b"x" * 2_000_000 + b'"}', "the line is longer than 1.08 MB", id="too long"),
    pytest.param(b"[" * 100_000, "the line is no JSON: maximum recursion", id="brackets without end"),
    pytest.param(b'{"id": 1}', "there is no column 'text'; columns there are: id; name yours by --text-column, "
                 "--id-column, --date-column", id="no text"),
])
def test_a_line_that_cannot_be_read_fails_alone(line, reason):
    good = b'{"id": 0, "text": "good"}'
    rows, [(row, found)] = read(good + b"\n" + line + b"\n" + good + b"\n")
    assert [one["row"] for one in rows] == [0, 2]
    assert (row, found[:len(reason)]) == (1, reason)


@pytest.mark.parametrize(("line", "id_"), [
    pytest.param(b'{"id": "a", "text": 5}', "a", id="a number for a text"),
    pytest.param(b'{"id": 7}', "7", id="no text"),
    pytest.param(b'{"id": "a", "text": "\\ud800"}', "a", id="half a surrogate pair"),
    pytest.param(b'{"id": null, "text": 5}', None, id="no id"),
    pytest.param(b'{"id": "\\ud800", "text": 5}', None, id="an id that cannot be written"),
    pytest.param(b'{"id": "a", "text": ', None, id="no JSON"),
])
def test_a_line_that_fails_keeps_the_id_that_can_be_read(line, id_):
    [block] = blocks(io.BytesIO(line + b'\n{"id": "b", "text": "one"}'), SETTINGS)
    assert [one.document_id for one in block.failures] == [id_]


class Remote(AbstractBufferedFile):
    """A file as clients of remote file systems open it, over bytes."""

    def __init__(self, content):
        super().__init__(None, "a.jsonl", "rb", block_size=1000, size=len(content))
        self.content = content

    def _fetch_range(self, start, end):
        return self.content[start:end]


@pytest.mark.parametrize("compression", ["", "gzip"], ids=["plain", "gzip"])
def test_a_file_of_a_remote_file_system_is_read_as_a_local_one(compression):
    lines = b"".join(b'{"id": %d, "text": "%d"}\n' % (i, i) for i in range(999))
    stream = opened(Remote(gzip.compress(lines) if compression else lines), compression)
    [block] = blocks(stream, SETTINGS)
    assert block.documents.column("id").to_pylist() == [str(i) for i in range(999)]


@pytest.mark.parametrize("place", [0, 5, 9])
@pytest.mark.parametrize("key", ["id", "published"])
def test_a_document_without_the_key_of_its_id_or_date_is_as_one_with_null_there_on_whichever_line(key, place):
    settings = Settings(id_column="id", date_column="published", batch_rows=3)
    records = [{"id": str(i), "text": "one", "published": "2023"} for i in range(10)]
    with_null = [record | {key: None} if i == place else record for i, record in enumerate(records)]
    without = [{k: v for k, v in record.items() if v is not None} for record in with_null]
    (found, failures), (expected, _) = (
        read("\n".join(map(json.dumps, lines)).encode(), settings) for lines in (without, with_null))
    assert (found, failures) == (expected, [])
    assert found[place][key] is None


def test_a_first_document_without_a_text_fails_alone():
    rows, failures = read(b'{"id": 1}\n{"id": 2, "text": "one"}')
    assert ([row["id"] for row in rows], [row for row, _ in failures]) == (["2"], [0])


@pytest.mark.parametrize("column", ["text", "id", "published"])
def test_a_shard_in_which_no_document_has_a_column_fails_and_names_the_columns_of_its_first(column):
    record = {"body": "one", "id": 1, "text": "one", "published": "2023"}
    del record[column]
    lines = "\n".join(json.dumps(one) for one in [record, {column[:-1]: 1}, *[record] * 9]).encode()
    named = ", ".join(record)
    with pytest.raises(ShardFault, match=f"there is no column '{column}'; columns there are: {named}; name yours by"):
        read(lines, Settings(id_column="id", date_column="published", batch_rows=3))


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n \n", b"  "],
                         ids=["nothing", "a mark", "blank lines", "blanks"])
@pytest.mark.parametrize("array", [
    pytest.param(b'[\n  {\n    "id": 0,\n    "text": "one"\n  }\n]\n', id="over lines"),
    pytest.param(b'[{"id": 0, "text": "one"}]', id="on a line"),
    pytest.param(b'[{"id": 0, "text": "' + b"x" * 2_000_000 + b'"}]', id="on a line that is too long"),
])
def test_a_json_array_is_no_shard_of_json_lines(start, array):
    with pytest.raises(ShardFault, match="the file is a JSON array; convert it to JSON lines, one document a line"):
        read(start + array)


def test_blocks_hold_no_more_rows_than_asked():
    lines = b'{"text": "one"}\n' * 7
    assert [block.documents.num_rows for block in blocks(io.BytesIO(lines), Settings(batch_rows=3))] == [3, 3, 1]


@pytest.mark.parametrize(("compression", "squeeze"), [
    pytest.param("", lambda content: content, id="plain"),
    pytest.param("gzip", gzip.compress, id="gzip"),
    pytest.param("gzip", lambda content: gzip.compress(content[:20]) + gzip.compress(content[20:]),
                 id="gzip in members"),
    pytest.param("zstd", lambda content: pa.compress(content, codec="zstd", asbytes=True), id="zstd"),
    pytest.param("zstd", lambda content: b"".join(pa.compress(part, codec="zstd", asbytes=True)
                                                  for part in (content[:20], content[20:])), id="zstd in frames"),
])
def test_compressed_lines_are_read_as_plain_ones(compression, squeeze):
    stream = opened(io.BytesIO(squeeze(b'{"text": "one"}\n{"text": "two"}\n')), compression)
    texts = [text for block in blocks(stream, Settings()) for text in block.documents.column("text").to_pylist()]
    assert texts == ["one", "two"]


def test_compression_that_is_cut_short_is_an_error_of_the_shard():
    cut = gzip.compress(bytes(range(256)) * 999)[:-30]
    with pytest.raises(EOFError, match="ended before the end-of-stream marker"):
        list(blocks(opened(io.BytesIO(cut), "gzip"), Settings()))
