"""Diff: what changed between two states, field by field, and how far the version must rise."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_dataset import build
from builder.diff import WORDING, TableDiff, diff, diff_text, rise, tables_at, tables_of_tree
from builder.tabulate import table_of
from schema.faults import FaultsFound
from schema.tables import TABLES

pytestmark = pytest.mark.usefixtures("without_figures")

ROOT = Path(__file__).parents[1]
CODEBOOK = "schema/codebook.yaml"
CODING = "data/codings/reader/gazette-2022-05.yaml"
STATEMENTS = "data/statements/gazette-2022-05.yaml"


@pytest.fixture
def repository(project_of):
    """A small project in a git repository of its own, committed once."""
    root = project_of()
    (root / "schema").mkdir()
    shutil.copyfile(ROOT / CODEBOOK, root / CODEBOOK)
    git(root, "init", "--quiet")
    commit(root)
    return root


def git(root, *arguments):
    author = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", "-C", str(root), *author, *arguments], check=True, capture_output=True)


def commit(root):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "A state")


def edit(root, path, old, new):
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def told(root, old="HEAD"):
    return diff_text(diff(tables_at(root, old), tables_of_tree(root))).splitlines()


def test_without_a_change_nothing_is_told(repository):
    assert told(repository) == ["version must rise: none (nothing changed)"]


@pytest.mark.parametrize(
    ("path", "old", "new", "lines"),
    [
        pytest.param(STATEMENTS, "stance: permits", "stance: restricts", [
            "~ statements: gazette-2022-05:01: stance: permits -> restricts",
            "~ statements: gazette-2022-05:01: permissiveness: 1 -> -1",
            "version must rise: minor (rows, values or columns changed)",
        ], id="a field of a row"),
        pytest.param(STATEMENTS, "  compared_with: [twitter]\n", "", [
            "~ statements: gazette-2022-05:02: compared_with: ['twitter'] -> empty",
            "version must rise: minor (rows, values or columns changed)",
        ], id="a field that was taken out"),
        pytest.param(STATEMENTS, "id: gazette-2022-05:02", "id: gazette-2022-05:03", [
            "+ statements: gazette-2022-05:03",
            "- statements: gazette-2022-05:02",
            "version must rise: minor (rows, values or columns changed)",
        ], id="a row for another"),
        pytest.param(CODEBOOK, "  - id: hedged\n", "  - id: weakened\n", [
            "+ codebook: certainty:weakened",
            "- codebook: certainty:hedged",
            "version must rise: major (values or columns were renamed or removed)",
        ], id="a value renamed"),
        pytest.param(CODEBOOK, "permissiveness: 1\n", "permissiveness: 2\n", [
            "~ statements: gazette-2022-05:01: permissiveness: 1 -> 2",
            "~ codebook: stance:permits: permissiveness: 1 -> 2",
            "version must rise: minor (rows, values or columns changed)",
        ], id="a stance that is scored otherwise"),
        pytest.param("data/articles.yaml", "url_basis: invented", "url_basis: from the page", [
            "~ articles: gazette-2022-05: url_basis: invented -> from the page",
            "version must rise: patch (only wording changed)",
        ], id="wording of the register"),
    ],
)
def test_a_change_of_the_working_tree_is_told_field_by_field(path, old, new, lines, repository):
    edit(repository, path, old, new)
    assert told(repository) == lines


def test_two_revisions_are_compared_whatever_the_working_tree_holds(repository):
    edit(repository, STATEMENTS, "stance: permits", "stance: restricts")
    commit(repository)
    edit(repository, STATEMENTS, "stance: restricts", "stance: privileges")
    changes = diff(tables_at(repository, "HEAD~1"), tables_at(repository, "HEAD"))
    assert changes[0].changed[("gazette-2022-05:01",)]["stance"] == ("permits", "restricts")


def test_a_release_folder_is_compared_with_the_working_tree(repository):
    build(repository, repository / "dist")
    assert told(repository, str(repository / "dist")) == ["version must rise: none (nothing changed)"]
    edit(repository, CODING, "certainty: asserted", "certainty: hedged")
    assert told(repository, str(repository / "dist")) == [
        "~ codings: reader/gazette-2022-05:01: certainty: asserted -> hedged",
        "version must rise: minor (rows, values or columns changed)",
    ]


def test_what_is_neither_a_folder_nor_a_revision_is_a_fault(repository):
    with pytest.raises(FaultsFound, match=r"^v9: is neither a release folder nor a revision with data/; found .*; "
                                          r"name a folder such as dist, or a revision such as HEAD~1 or v0\.1\.0"):
        tables_at(repository, "v9")


def test_a_release_folder_that_lacks_a_table_is_a_fault(repository):
    build(repository, repository / "dist")
    (repository / "dist/data/codings.parquet").unlink()
    (repository / "dist/data/articles.parquet").write_bytes(b"no Parquet")
    with pytest.raises(FaultsFound, match=r"(?s)articles\.parquet: cannot be read; found ArrowInvalid; .*"
                                          r"codings\.parquet: cannot be read; found FileNotFoundError; name a release"):
        tables_at(repository, str(repository / "dist"))


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        pytest.param("data/articles.yaml", "article_id: gazette-2022-05", "article_id: gazette-2022-06",
                     "'gazette-2022-05' is not in data/articles.yaml", id="an article that is not registered"),
        pytest.param(STATEMENTS, "- id: gazette-2022-05:02\n  claim_id", "- claim_id",
                     "id: is not the id of a statement of this article; found None", id="a row without an id"),
        pytest.param(STATEMENTS, "id: gazette-2022-05:02", "id: gazette-2022-05:01",
                     "id: 'gazette-2022-05:01' stands twice", id="an id that stands twice"),
        pytest.param(CODING, "  evidence", "  period_start: 2023-13\n  evidence", "there is no month 13",
                     id="a period that is none"),
        pytest.param(CODING, "stance: permits", "stance:", "stance: the value does not fit; found nothing",
                     id="a file that cannot be read"),
    ],
)
def test_data_of_which_no_tables_can_be_made_are_a_fault(path, old, new, message, repository):
    edit(repository, path, old, new)
    with pytest.raises(FaultsFound, match=re.escape(message)):
        tables_of_tree(repository)


ENTRIES = st.dictionaries(st.sampled_from("abcde"), st.tuples(st.sampled_from(["x", "y"]), st.none() | st.just("z")))


def codebook_of(entries):
    plain = {"variable": "v", "value": None, "use_when": None, "use_not_when": None, "permissiveness": None,
             "dsa_counterparts": [], "since": "1.0", "deprecated_in": None}
    return {"codebook": table_of("codebook", [
        plain | {"entry_id": id_, "label": label, "definition": label, "example": example}
        for id_, (label, example) in entries.items()])}


@settings(max_examples=50)
@given(ENTRIES, ENTRIES)
def test_a_diff_applied_to_the_old_rows_gives_the_new_ones(old, new):
    before, after = codebook_of(old), codebook_of(new)
    (change,) = diff(before, after) or [TableDiff("codebook")]
    rows = {(row["entry_id"],): row for row in before["codebook"].to_pylist()}
    wanted = {(row["entry_id"],): row for row in after["codebook"].to_pylist()}
    for key, fields in change.changed.items():
        assert all(rows[key][name] == was for name, (was, _) in fields.items())
        rows[key] = rows[key] | {name: becomes for name, (_, becomes) in fields.items()}
    kept = {key: row for key, row in rows.items() if key not in change.removed}
    assert kept | {key: wanted[key] for key in change.added} == wanted
    assert bool(change) == (old != new)


@given(ENTRIES)
def test_a_state_does_not_differ_from_itself(entries):
    assert diff(codebook_of(entries), codebook_of(entries)) == []


def test_the_columns_that_hold_only_wording_are_columns_of_their_tables():
    assert {(name, column) for name, columns in WORDING.items() for column in columns} <= {
        (name, column) for name, model in TABLES.items() for column in model.to_schema().columns}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        pytest.param(TableDiff("statements", columns_removed=["title"]), "major", id="column removed"),
        pytest.param(TableDiff("codebook", removed=[("stance:permits",)]), "major", id="value removed"),
        pytest.param(TableDiff("statements", removed=[("a:01",)]), "minor", id="row removed"),
        pytest.param(TableDiff("articles", added=[("a",)]), "minor", id="article added"),
        pytest.param(TableDiff("codebook", added=[("stance:x",)]), "minor", id="value added"),
        pytest.param(TableDiff("articles", columns_added=["byline"]), "minor", id="column added"),
        pytest.param(TableDiff("codebook", changed={("stance:x",): {"permissiveness": (-1, -2)}}), "minor",
                     id="value scored otherwise"),
        pytest.param(TableDiff("codebook", changed={("stance:x",): {"deprecated_in": (None, "1.2")}}), "minor",
                     id="value withdrawn"),
        pytest.param(TableDiff("codebook", changed={("stance:x",): {"label": ("a", "b"), "since": ("1.0", "1.1")}}),
                     "minor", id="wording and more"),
        pytest.param(TableDiff("articles", changed={("a",): {"published_end": ("2022-05-03", "2022-05-04")}}), "minor",
                     id="date of an article"),
        pytest.param(TableDiff("codebook", changed={("stance:x",): {"label": ("a", "b")}}), "patch", id="wording"),
    ],
)
def test_the_version_rises_by_the_greatest_change(change, part):
    assert rise([change]) == part
    assert rise([change, TableDiff("codebook", removed=[("v",)])]) == "major"
