"""The manifest: content hashes that depend on rows alone, and what became of each statement."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.manifest import content_sha256, make_manifest, manifest_text, project_version, read_manifest, withdrawn_ids
from schema.faults import FaultsFound

SCHEMA = pa.schema(
    [("id", pa.string()), ("score", pa.float64()), ("day", pa.date32()), ("names", pa.list_(pa.string()))])
ROWS = st.lists(st.fixed_dictionaries({
    "id": st.text(max_size=3),
    "score": st.none() | st.floats(-2, 2),
    "day": st.none() | st.dates(),
    "names": st.lists(st.text(max_size=2), max_size=2),
}), max_size=6)
ROW = {"id": "a", "score": 0.5, "day": date(2023, 7, 11), "names": ["x"]}


def table(rows, schema=SCHEMA):
    return pa.Table.from_pylist(rows, schema=schema)


@given(ROWS, st.data())
def test_the_hash_does_not_depend_on_the_order_of_rows_or_on_chunks(rows, data):
    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    parts = pa.concat_tables([table(shuffled[:cut]), table(shuffled[cut:])])
    assert content_sha256(parts) == content_sha256(table(rows))


@given(ROWS, ROWS)
@example([ROW | {"score": -1e-9}], [ROW | {"score": 0.0}])
def test_other_rows_have_another_hash(rows, others):
    def counted(found):
        scores = [row["score"] for row in found]
        rounded = [None if score is None else round(score, 6) + 0.0 for score in scores]  # zero has no sign
        return sorted(repr(sorted((row | {"score": score}).items()))
                      for row, score in zip(found, rounded, strict=True))

    assert (content_sha256(table(rows)) == content_sha256(table(others))) == (counted(rows) == counted(others))


@pytest.mark.parametrize(
    "change",
    [{"id": "b"}, {"score": 0.500001}, {"score": None}, {"day": None}, {"day": date(2023, 7, 12)}, {"names": []},
     {"names": ["x", "x"]}],
    ids=str,
)
def test_any_change_of_a_row_changes_the_hash(change):
    assert content_sha256(table([ROW | change])) != content_sha256(table([ROW]))


def test_the_names_of_the_columns_are_part_of_the_hash():
    renamed = table([ROW]).rename_columns(["id", "score", "day", "labels"])
    assert content_sha256(renamed) != content_sha256(table([ROW]))


def test_digits_after_the_sixth_do_not_count():
    assert content_sha256(table([ROW | {"score": 0.5000000001}])) == content_sha256(table([ROW]))


def manifest_of(*ids, earlier=None, **differs):
    rows = pa.table({"statement_id": list(ids), "summary": [differs.get(id_[-1], "same") for id_ in ids]})
    return make_manifest({"statements": rows}, "0.1.0", earlier or {"statements": {}, "withdrawn": []})


def test_a_manifest_counts_rows_and_names_columns():
    described = manifest_of("a:01", "a:02")["tables"]["statements"]
    assert (described["rows"], described["columns"]) == (2, ["statement_id", "summary"])


def test_a_statement_that_is_gone_is_withdrawn_for_good():
    second = manifest_of("a:01", earlier=manifest_of("a:01", "a:02"))
    third = manifest_of("a:01", "a:03", earlier=second)
    assert (withdrawn_ids(second), withdrawn_ids(third)) == (["a:02"], ["a:02"])


def test_only_the_statement_that_changed_has_another_hash():
    before, after = manifest_of("a:1", "a:2")["statements"], manifest_of("a:1", "a:2", **{"2": "other"})["statements"]
    assert [id_ for id_ in before if before[id_] != after[id_]] == ["a:2"]


def test_a_manifest_reads_back_as_it_was_written(tmp_path):
    manifest = manifest_of("a:01", "a:02", earlier=manifest_of("a:09"))
    (tmp_path / "manifest.json").write_text(manifest_text(manifest), "utf-8")
    assert read_manifest(tmp_path / "manifest.json") == manifest


def test_a_manifest_holds_a_line_for_each_table_and_statement():
    lines = manifest_text(manifest_of("a:01", "a:02")).splitlines()
    assert [line[:10] for line in lines if line.startswith("  ")] == ['  "stateme', '  "a:01": ', '  "a:02": ']


def test_without_a_manifest_nothing_was_released(tmp_path):
    assert read_manifest(tmp_path / "manifest.json") == {"tables": {}, "statements": {}, "withdrawn": []}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param(b'{"statements": {},\n<<<<<<< HEAD\n', r"data/manifest\.json:2", id="conflict of a merge"),
        pytest.param(b"", r"data/manifest\.json:1", id="empty"),
        pytest.param(b"[]", r"data/manifest\.json", id="a list"),
        pytest.param(b"{}", r"data/manifest\.json", id="nothing in it"),
        pytest.param(b"{\x80", r"data/manifest\.json", id="not UTF-8"),
    ],
)
def test_a_broken_manifest_is_a_fault_that_says_how_to_mend_it(content, place, folder_of):
    folder = folder_of({"data/manifest.json": content})
    with pytest.raises(FaultsFound, match=f"^{place}: is not a manifest; restore it from the last commit; "):
        read_manifest(folder / "data/manifest.json")


def test_the_version_is_that_of_the_project(folder_of):
    assert project_version(folder_of({"pyproject.toml": '[project]\nversion = "3.2.1"\n'})) == "3.2.1"
