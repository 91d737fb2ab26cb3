"""Diff: what changed between two states, field by field, and how far the version must rise."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_dataset import build
from builder.diff import WORDING, DocumentDiff, TableDiff, diff, diff_text, rise
from builder.manifest import manifest_text, read_manifest
from builder.parquet import parquet_name, read_tables
from builder.states import State, state_at, state_of_tree, table_state
from builder.tabulate import table_of
from schema.codebook import codebook
from schema.tables import TABLES

pytestmark = pytest.mark.usefixtures("without_figures")

ROOT = Path(__file__).parents[1]
CODEBOOK = "schema/codebook.yaml"
CODING = "data/codings/reader/gazette-2022-05.yaml"
STATEMENTS = "data/statements/gazette-2022-05.yaml"
CELLS = 2 * len(codebook().values("platform")) * len(codebook().values("policy_area"))  # of its year, and of all
SAME = ("version must rise: none (tables and codebook are the same; how code words CODEBOOK.md shows only against a "
        "release folder)")


@pytest.fixture
def repository(project_of, tmp_path):
    """A small project in a git repository of its own, built into `dist` beside it and committed once."""
    root = project_of()
    (root / "schema").mkdir()
    shutil.copyfile(ROOT / CODEBOOK, root / CODEBOOK)
    build(root, tmp_path / "dist")
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
    return diff_text(diff(state_at(root, old), state_of_tree(root))).splitlines()


def test_without_a_change_nothing_is_told(repository):
    assert told(repository) == [SAME]


@pytest.mark.parametrize(
    ("path", "old", "new", "lines"),
    [
        pytest.param(STATEMENTS, "stance: permits", "stance: restricts", [
            "~ statements: gazette-2022-05:01: stance: permits -> restricts",
            "~ statements: gazette-2022-05:01: permissiveness: 1 -> -1",
            f"~ comparison: content ({CELLS} rows)",
            "version must rise: minor (rows, values or columns changed)",
        ], id="a field of a row"),
        pytest.param(STATEMENTS, "  compared_with: [twitter]\n", "", [
            "~ statements: gazette-2022-05:02: compared_with: ['twitter'] -> empty",
            "~ contrasts: content (2 -> 1 rows)",
            "version must rise: minor (rows, values or columns changed)",
        ], id="a field that was taken out"),
        pytest.param(STATEMENTS, "id: gazette-2022-05:02", "id: gazette-2022-05:03", [
            "+ statements: gazette-2022-05:03",
            "- statements: gazette-2022-05:02",
            f"~ comparison: content ({CELLS} rows)",
            "~ contrasts: content (2 rows)",
            "version must rise: minor (rows, values or columns changed)",
        ], id="a row for another"),
        pytest.param(CODEBOOK, "  - id: hedged\n", "  - id: weakened\n", [
            "+ codebook: certainty:weakened",
            "- codebook: certainty:hedged",
            "~ CODEBOOK.md: text",
            "version must rise: major (values or columns were renamed or removed)",
        ], id="a value renamed"),
        pytest.param(CODEBOOK, "permissiveness: 1\n", "permissiveness: 2\n", [
            "~ statements: gazette-2022-05:01: permissiveness: 1 -> 2",
            f"~ comparison: content ({CELLS} rows)",
            "~ codebook: stance:permits: permissiveness: 1 -> 2",
            "~ CODEBOOK.md: text",
            "version must rise: minor (rows, values or columns changed)",
        ], id="a stance that is scored otherwise"),
        pytest.param(CODEBOOK, "label: Named platform", "label: Platform by name", [
            "~ CODEBOOK.md: text",
            "version must rise: patch (only wording changed)",
        ], id="a rule of the codebook, which has no row"),
        pytest.param("data/coders.yaml", "coder: reader\n  kind: person", "coder: other\n  kind: person", [
            "~ reliability: content (13 rows)",
            "version must rise: minor (rows, values or columns changed)",
        ], id="a coder whose rows are compared no longer"),
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
    changes = diff(state_at(repository, "HEAD~1"), state_at(repository, "HEAD"))
    assert changes[0].changed[("gazette-2022-05:01",)]["stance"] == ("permits", "restricts")


def test_a_release_folder_is_compared_with_the_working_tree(repository):
    assert told(repository, dist_of(repository)) == [SAME]
    edit(repository, CODING, "certainty: asserted", "certainty: hedged")
    assert told(repository, dist_of(repository)) == [
        "~ codings: reader/gazette-2022-05:01: certainty: asserted -> hedged",
        "version must rise: minor (rows, values or columns changed)",
    ]


def test_the_codebook_of_a_release_folder_is_compared_with_that_of_the_working_tree(repository):
    edit(repository, CODEBOOK, "label: Named platform", "label: Platform by name")
    assert told(repository, dist_of(repository)) == [
        "~ CODEBOOK.md: text", "version must rise: patch (only wording changed)"]


def test_that_earlier_code_worded_the_codebook_otherwise_shows_against_its_release_folder_alone(repository):
    edit(repository.parent, "dist/CODEBOOK.md", "Holds one sentence.", "Holds a single sentence.")
    assert told(repository) == [SAME]
    assert told(repository, dist_of(repository)) == [
        "~ CODEBOOK.md: text", "version must rise: patch (only wording changed)"]


def dist_of(repository):
    return str(repository.parent / "dist")


def come_from_other_code(repository, name, change):
    """Let the release folder and the last commit be as if the code had then made this change to a table."""
    dist = Path(dist_of(repository))
    table = change(read_tables(dist, [name])[name])
    pq.write_table(table, dist / parquet_name(name))
    state, manifest = table_state(table), read_manifest(dist / "manifest.json")
    manifest["tables"][name] = {"rows": state.row_count, "columns": state.columns, "sha256": state.sha256}
    for path in (dist / "manifest.json", repository / "data/manifest.json"):
        path.write_text(manifest_text(manifest), "utf-8")
    commit(repository)


def renamed(old, new):
    return lambda table: table.rename_columns({old: new})


MAJOR = "version must rise: major (values or columns were renamed or removed)"


@pytest.mark.parametrize("where", ["HEAD", "dist"])
@pytest.mark.parametrize(
    ("table", "change", "lines"),
    [
        pytest.param("articles", renamed("text_characters", "text_length"), [
            "+ articles: column text_characters", "- articles: column text_length", MAJOR], id="renamed"),
        pytest.param("comparison", renamed("is_contested", "is_disputed"), [
            "+ comparison: column is_contested", "- comparison: column is_disputed", MAJOR],
            id="renamed in a table that follows from others"),
        pytest.param("codings", renamed("coding_id", "row_id"), [
            "+ codings: column coding_id", "- codings: column row_id",
            "~ codings: content (1 rows, not compared: both need coding_id, the key)", MAJOR], id="renamed in the key"),
        pytest.param("articles", lambda table: table.append_column("byline", table["publisher"]), [
            "- articles: column byline", MAJOR], id="removed"),
        pytest.param("articles", lambda table: table.drop_columns(["text_words"]), [
            "+ articles: column text_words",
            "version must rise: minor (rows, values or columns changed)"], id="added"),
    ],
)
def test_a_column_that_the_earlier_code_named_otherwise_is_told(table, change, lines, where, repository):
    come_from_other_code(repository, table, change)
    assert told(repository, dist_of(repository) if where == "dist" else where) == lines


def test_a_table_that_is_no_longer_made_asks_for_a_major_version(repository):
    come_from_other_code(repository, "contrasts", lambda table: table.select(["statement_id"]))
    for path in (Path(dist_of(repository)) / "manifest.json", repository / "data/manifest.json"):
        path.write_text(path.read_text("utf-8").replace('"contrasts"', '"mentions"'), "utf-8")
    commit(repository)
    lines = told(repository)
    assert lines[:2] == ["- mentions: column statement_id", "~ mentions: content (2 -> 0 rows)"]
    assert lines[2:4] == ["+ contrasts: column statement_id", "+ contrasts: column platform"]
    assert lines[-2:] == ["~ contrasts: content (0 -> 2 rows)", MAJOR]


def test_values_that_the_earlier_code_made_otherwise_of_the_same_data_are_told(repository):
    come_from_other_code(repository, "articles", lambda table: table.set_column(
        table.column_names.index("claim_count"), "claim_count", table["text_words"]))
    assert told(repository) == [
        "~ articles: content (1 rows, changed beyond what is told above: by the code that makes them, or a manifest is "
        "stale)", "version must rise: minor (rows, values or columns changed)"]


def test_columns_in_another_order_are_told(repository):
    come_from_other_code(repository, "articles", lambda table: table.select(table.column_names[::-1]))
    for old in ("HEAD", dist_of(repository)):
        assert told(repository, old)[0].startswith("~ articles: content (1 rows, changed beyond what is told above")


ENTRIES = st.dictionaries(st.sampled_from("abcde"), st.tuples(st.sampled_from(["x", "y"]), st.none() | st.just("z")))


def codebook_of(entries):
    plain = {"variable": "v", "value": None, "use_when": None, "use_not_when": None, "permissiveness": None,
             "dsa_counterparts": [], "since": "1.0", "deprecated_in": None}
    return table_of("codebook", [
        plain | {"entry_id": id_, "label": label, "definition": label, "example": example}
        for id_, (label, example) in entries.items()])


def state_of(codebook):
    return State({"codebook": table_state(codebook)}, "")


@settings(max_examples=50)
@given(ENTRIES, ENTRIES)
def test_a_diff_applied_to_the_old_rows_gives_the_new_ones(old, new):
    before, after = codebook_of(old), codebook_of(new)
    (change,) = diff(state_of(before), state_of(after)) or [TableDiff("codebook")]
    rows = {(row["entry_id"],): row for row in before.to_pylist()}
    wanted = {(row["entry_id"],): row for row in after.to_pylist()}
    for key, fields in change.changed.items():
        assert all(rows[key][name] == was for name, (was, _) in fields.items())
        rows[key] = rows[key] | {name: becomes for name, (_, becomes) in fields.items()}
    kept = {key: row for key, row in rows.items() if key not in change.removed}
    assert kept | {key: wanted[key] for key in change.added} == wanted
    assert bool(change) == (old != new)
    assert change.content == ""


@given(ENTRIES)
def test_a_state_does_not_differ_from_itself(entries):
    assert diff(state_of(codebook_of(entries)), state_of(codebook_of(entries))) == []


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
        pytest.param(TableDiff("comparison", content="9 rows"), "minor", id="table that follows from others"),
        pytest.param(TableDiff("codebook", changed={("stance:x",): {"label": ("a", "b")}}), "patch", id="wording"),
        pytest.param(DocumentDiff("CODEBOOK.md"), "patch", id="document"),
    ],
)
def test_the_version_rises_by_the_greatest_change(change, part):
    assert rise([change]) == part
    assert rise([change, TableDiff("codebook", removed=[("v",)])]) == "major"
