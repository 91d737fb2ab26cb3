"""A release folder that was tampered with is refused, naming what is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from builder.stamp import STAMP, write_stamp
from builder.validate_release import release_faults, validated_release
from schema.faults import FaultsFound

from .conftest import make_release, make_table


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def card(old: str, new: str):
    return lambda folder: replaced(folder / "README.md", old, new)


def change_a_row(folder: Path) -> None:
    pq.write_table(make_table("articles", ["privileges", "prohibits", "prohibits"]), folder / "data/articles.parquet")


def drop_a_row(folder: Path) -> None:
    path = folder / "data/articles.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)


def drop_a_column(folder: Path) -> None:
    path = folder / "data/articles.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["day"]), path)


def change_the_manifest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["tables"]["articles"]["rows"] = 4
    (folder / "manifest.json").write_text(json.dumps(manifest))


def add_a_table_to_the_manifest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["tables"]["codings"] = manifest["tables"]["articles"]
    (folder / "manifest.json").write_text(json.dumps(manifest))


TAMPERED = {
    "a row changed": (change_a_row, ["data/articles.parquet: content: the file is not what the manifest says"]),
    "a row gone": (drop_a_row, ["data/articles.parquet: rows: the file is not what the manifest says; found 2",
                                "data/articles.parquet: content: the file is not what the manifest says",
                                "README.md:46: splits: not the rows of data/articles.parquet"]),
    "a column gone": (drop_a_column, ["data/articles.parquet: columns: the file is not what the manifest says",
                                      "data/articles.parquet: content: the file is not what the manifest says",
                                      "README.md:46: features: the card and the file declare other columns; found "
                                      "{'name': 'day', 'dtype': 'date32'} only in the card"]),
    "a file missing": (lambda folder: (folder / "data/articles.parquet").unlink(),
                       ["README.md:20: data_files: no file matches; found 'data/articles.parquet'"]),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), ["manifest.json: the file is missing"]),
    "no card": (lambda folder: (folder / "README.md").unlink(), ["README.md: the file is missing"]),
    "a manifest that is none": (lambda folder: (folder / "manifest.json").write_text("[]"),
                                ["manifest.json: not a manifest"]),
    "counts of the manifest wrong": (change_the_manifest, [
        "data/articles.parquet: rows: the file is not what the manifest says; found 3; allowed 4"]),
    "a table that only the manifest has": (add_a_table_to_the_manifest, [
        "configs: card and manifest name other tables; found 'codings' only in the manifest",
        "dataset_info: card and manifest name other tables; found 'codings' only in the manifest"]),
    "an extra Parquet": (lambda folder: (folder / "data/more.parquet").write_bytes(b""),
                         ["data/more.parquet: no configuration of the card holds this file"]),
    "a Parquet that is none": (lambda folder: (folder / "data/articles.parquet").write_bytes(b"PAR1"),
                               ["data/articles.parquet: not a Parquet file"]),
    "a script": (lambda folder: (folder / "load.py").write_text(""),
                 ["load.py: a dataset with a script cannot be loaded"]),
    "a key twice": (card("language:", "license: mit\nlanguage:"), ["README.md:3: the key 'license' stands twice"]),
    "no front matter": (card("---", "-"), ["README.md:1: the card has no front matter"]),
    "a card in another encoding": (lambda folder: (folder / "README.md").write_bytes(b"---\nlicense: \xe9"),
                                   ["README.md:2: the file is not UTF-8; found byte 0xe9; allowed UTF-8"]),
    "an unknown licence": (card("cc-by-4.0", "cc-by-4"), [
        "README.md:2: license: the Hub does not know this word; found 'cc-by-4'"]),
    "an unknown language": (card("- en", "- english"), ["README.md:4: language: the Hub does not know this word"]),
    "an unknown task": (card("- other", "- coding"), ["README.md:9: task_categories: the Hub does not know this word"]),
    "unknown annotators": (card("machine-generated", "robots"), [
        "README.md:11: annotations_creators: the Hub does not know this word; found 'robots'; allowed crowdsourced"]),
    "no licence": (card("license: cc-by-4.0\n", ""), ["README.md:1: license: the field is missing"]),
    "another size": (card("n<1K", "1K<n<10K"), ["README.md:7: size_categories: the size does not fit; found "]),
    "no default": (card("  default: true\n", ""), ["README.md:13: configs: no configuration is the default"]),
    "a glob that matches nothing": (card("path: data/articles", "path: data/x"), [
        "data_files: no file matches; found 'data/x.parquet'",
        "data/articles.parquet: no configuration of the card holds this file"]),
    "a glob that matches two": (card("path: data/articles.parquet", "path: data/*.parquet"), [
        "data_files: not one file a configuration; found 2 files"]),
    "another split": (card("split: train", "split: test"), ["data_files: not the split that the tables have"]),
    "another number of examples": (card("num_examples: 3", "num_examples: 4"), [
        "splits: not the rows of data/statements.parquet"]),
    "examples without bytes": (card("    num_bytes: 1\n", ""), ["splits: not the rows of data/statements.parquet"]),
    "another type": (card("dtype: int8", "dtype: int64"), [
        "other columns; found {'name': 'rank', 'dtype': 'int64'} only in the card",
        "other columns; found {'name': 'rank', 'dtype': 'int8'} only in data/statements.parquet"]),
}


@pytest.mark.parametrize(("tamper", "expected"), TAMPERED.values(), ids=TAMPERED)
def test_a_folder_that_was_tampered_with_is_refused_for_that(tmp_path, tamper, expected):
    folder = make_release(tmp_path / "release")
    tamper(folder)
    with pytest.raises(FaultsFound, match=re.escape(expected[0])) as refused:
        validated_release(folder, load=False)
    for part in expected:
        assert any(part in str(fault) for fault in refused.value.faults), refused.value.faults


def test_faults_of_the_card_and_of_tables_are_told_together(tmp_path):
    folder = make_release(tmp_path / "release")
    card("cc-by-4.0", "free")(folder)
    change_a_row(folder)
    (folder / "data/more.parquet").write_bytes(b"")
    assert {fault.check for fault in release_faults(folder)} == {"card-word", "table-manifest", "config-files", "stamp"}


OTHERS = "the build did not make this file, and it would be published"


@pytest.mark.parametrize(("tamper", "expected"), [
    pytest.param({"texts/sbs-2023-07.txt": "A text.", "data/more.md": ""}, [
        f"data/more.md: {OTHERS}; move it out of the folder, or build the release again, which removes it [stamp]",
        f"texts/sbs-2023-07.txt: {OTHERS}; move it out of the folder, or build the release again, which removes it "
        "[stamp]"], id="files of others"),
    pytest.param({"__pycache__/a.pyc": ""}, [
        f"__pycache__/a.pyc: {OTHERS}; move it out of the folder, or build the release again, which removes it [stamp]",
        ], id="what Python leaves"),
    pytest.param({"figures/a.svg": "<svg/>"}, [
        "figures/a.svg: the file was changed after the build; build the release again; to change it, change what it is "
        "made from [stamp]"], id="a file changed"),
    pytest.param({"figures/a.svg": None}, ["figures/a.svg: the file is gone; build the release again [stamp]"],
                 id="a file gone"),
    *(pytest.param({STAMP: text}, [f"{STAMP}: is missing, or no stamp of a build, so nobody knows what the build made; "
                                   "remove the folder and build the release again [stamp]"], id=id_)
      for text, id_ in [(None, "no stamp"), ("[]", "a stamp of another kind"), ('{"files": [1]}', "files of no kind")]),
    pytest.param({".DS_Store": ""}, [], id="a hidden file, which is not published"),
])
def test_only_what_the_build_stamped_is_published(tmp_path, tamper, expected):
    folder = make_release(tmp_path / "release", files={"figures/a.svg": ""})
    for path, content in tamper.items():
        (folder / path).parent.mkdir(exist_ok=True)
        if content is None:
            (folder / path).unlink()
        else:
            (folder / path).write_text(content)
    assert [str(fault) for fault in release_faults(folder)] == expected


def test_the_release_of_the_project_has_no_fault(release_folder):
    assert list(release_faults(release_folder)) == []


def test_a_whole_release_has_no_fault_and_its_stamp_is_not_published(tmp_path):
    release = validated_release(make_release(tmp_path / "release"), load=False)
    assert sorted(release.files) == ["README.md", "data/articles.parquet", "data/statements.parquet", "manifest.json"]
    assert release.tag == "v1.0.0"


def test_a_value_that_no_label_has_is_found_by_loading(lfs_publisher, hub, repo, tmp_path):
    folder = make_release(tmp_path / "release")
    card("'2': permits", "'2': permit")(folder)
    write_stamp(folder, {}, "")
    refused = lfs_publisher.publish(repo, folder, load_back=True)
    assert (refused.code, repo in hub.stores) == (1, False)
    assert "README.md: statements: the table does not load; found" in refused.text
    assert "Invalid string class label permits" in refused.text


def test_a_folder_that_fails_is_not_published(lfs_publisher, hub, repo, tmp_path):
    folder = make_release(tmp_path / "release")
    change_a_row(folder)
    refused = lfs_publisher.publish(repo, folder)
    assert (refused.code, repo in hub.stores) == (1, False)
    assert "data/articles.parquet: content: the file is not what the manifest says" in refused.text
    assert "was not published: 2 faults" in refused.text
