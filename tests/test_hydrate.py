"""Hydrate: the evidence is found in other copies of the article, and its status says how."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builder.hydrate import hydrate, write_hydrated
from schema.evidence import fingerprint
from schema.faults import FaultsFound

TEXT = "The paper asked on Monday. “Nobody told us to go,” said Noori. Meta did not answer."
SENTENCE = "“Nobody told us to go,” said Noori."
START = TEXT.index(SENTENCE)


def statement(article_id="gazette-2022", start=START):
    wanted = fingerprint(SENTENCE)
    return {"statement_id": f"{article_id}:01", "article_id": article_id, "evidence_start": start,
            "evidence_end": start + len(SENTENCE), "evidence_words": wanted.words, "evidence_sha256": wanted.sha256}


def hydrated(copy, start=START):
    table = hydrate(pa.Table.from_pylist([statement(start=start)]), {"gazette-2022": copy})
    (row,) = table.select(["evidence_status", "evidence_text", "copy_start", "copy_end"]).to_pylist()
    return tuple(row.values())


@pytest.mark.parametrize(
    ("copy", "status", "found"),
    [
        pytest.param(TEXT, "found", SENTENCE, id="the canonical text"),
        pytest.param(TEXT.replace("Meta", "Somebody"), "found", SENTENCE, id="changed behind it"),
        pytest.param("Home | News\n\n" + TEXT, "moved", SENTENCE, id="boilerplate before it"),
        pytest.param(TEXT.replace(". “", ".\r\n\r\n“"), "moved", SENTENCE, id="other line breaks"),
        pytest.param(TEXT.replace("“", "<<").replace("”", ">>"), "moved", "<<Nobody told us to go,>> said Noori.",
                     id="other quotation marks"),
        pytest.param(TEXT.replace("Nobody told", "Nobody\nTOLD"), "found", "“Nobody\nTOLD us to go,” said Noori.",
                     id="broken inside, of the same length"),
        pytest.param(TEXT.replace("Nobody told", "Nobody ever told"), "missing", None, id="a word more"),
        pytest.param("", "missing", None, id="empty copy"),
    ],
)
def test_the_status_says_where_the_evidence_is(copy, status, found):
    assert hydrated(copy)[:2] == (status, found)


def test_the_offsets_of_the_copy_give_the_evidence():
    copy = "Home\n" + TEXT
    _, text, start, end = hydrated(copy)
    assert copy[start:end] == text


def test_of_a_sentence_that_stands_twice_the_nearer_is_taken():
    copy = f"{SENTENCE} {TEXT} {SENTENCE}"
    assert hydrated(copy, start=10_000)[2] == copy.rindex(SENTENCE)


def test_without_a_copy_the_evidence_is_missing():
    table = hydrate(pa.Table.from_pylist([statement(), statement("herald-2022")]), {"gazette-2022": TEXT})
    assert table["evidence_status"].to_pylist() == ["found", "missing"]


def test_a_table_without_rows_gets_the_columns_too():
    table = hydrate(pa.Table.from_pylist([statement()]).slice(0, 0), {})
    assert table.column_names[-4:] == ["evidence_status", "evidence_text", "copy_start", "copy_end"]
    assert table.num_rows == 0


def test_a_copy_without_any_evidence_replaces_nothing(tmp_path):
    path = tmp_path / "statements.parquet"
    path.write_bytes(b"good")
    table = hydrate(pa.Table.from_pylist([statement()]), {"gazette-2022": "Another text."})
    with pytest.raises(FaultsFound, match=r"statements\.parquet: is not written: the texts hold the evidence"):
        write_hydrated(table, path)
    assert path.read_bytes() == b"good"


def test_the_local_copy_is_written_whole_and_counted(tmp_path):
    table = hydrate(pa.Table.from_pylist([statement(), statement("herald-2022")]), {"gazette-2022": TEXT})
    path = tmp_path / "new" / "statements.parquet"
    assert write_hydrated(table, path) == {"found": 1, "missing": 1}
    assert pq.read_table(path).equals(table)
    assert [file.name for file in path.parent.iterdir()] == ["statements.parquet"]
