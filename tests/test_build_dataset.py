"""The flow and the command line: what a build does, when it does nothing, and what each command says."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import build_dataset
from build_dataset import build, main
from builder.stamp import STAMP, with_generated
from schema.faults import FaultsFound
from schema.tables import TABLES

pytestmark = pytest.mark.usefixtures("without_figures")

CODING = "data/codings/reader/gazette-2022-05.yaml"
NOTHING = "Nothing has changed since the last build.\n"
NO_TEXTS = ("holds the text of none of the articles; allowed <article_id>.txt, such as gazette-2022-05.txt; name the "
            "folder that holds the texts, or rename them [texts]\n")


def state_of(folder):
    """Give what would show that anything in a folder was touched."""
    return {path: (status.st_ino, status.st_mtime_ns) for path in [folder, *folder.rglob("*")]
            if (status := path.stat())}


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_report_tells_rows_checks_proofs_and_place(project_of):
    root = project_of()
    report = build(root, root / "dist", root / "texts").splitlines()
    assert [line.split()[0] for line in report[1 : 1 + len(TABLES)]] == list(TABLES)
    assert report[1].split() == ["statements", "2", "rows"]
    assert "Proved by the articles' texts: 2 of 2 statements, 1 of 1 codings" in report
    assert report[-1] == f"Files in {root / 'dist'}/ (README.md is the card)"


def test_without_texts_the_report_says_how_many_rows_went_unproved(project_of):
    root = project_of()
    assert ("Proved by the articles' texts: 0 of 2 statements, 0 of 1 codings "
            "(give the articles' texts with --articles DIR to prove the rest)") in build(root, root / "dist")


def test_a_build_without_a_change_touches_nothing(built):
    before = state_of(built / "dist")
    report = build(built, built / "dist")
    assert report.startswith(NOTHING + "Tables\n")
    assert state_of(built / "dist") == before


@pytest.mark.parametrize(
    "tamper",
    [
        pytest.param(lambda dist: (dist / "data/codings.parquet").write_bytes(b""), id="file emptied"),
        pytest.param(lambda dist: (dist / "README.md").unlink(), id="file removed"),
        pytest.param(lambda dist: (dist / "data/more.parquet").write_bytes(b"x"), id="file added"),
        pytest.param(lambda dist: (dist / STAMP).write_text("[]"), id="stamp of another kind"),
        pytest.param(lambda dist: (dist / STAMP).write_text("{"), id="stamp cut off"),
    ],
)
def test_a_release_that_was_tampered_with_is_built_anew(tamper, built, content_of):
    before = content_of(built / "dist")
    tamper(built / "dist")
    assert not build(built, built / "dist").startswith(NOTHING)
    assert content_of(built / "dist") == before


def test_the_articles_texts_are_an_input(built):
    assert not build(built, built / "dist", built / "texts").startswith(NOTHING)
    assert build(built, built / "dist", built / "texts").startswith(NOTHING)
    shutil.copytree(built / "texts", built / "copies")
    assert not build(built, built / "dist", built / "copies").startswith(NOTHING), "the report names the folder"


def test_a_folder_that_is_named_like_a_text_is_none(built):
    (built / "texts/other.txt").mkdir()
    assert "Proved by the articles' texts: 2 of 2 statements, 1 of 1 codings" in build(
        built, built / "dist", built / "texts")


def test_what_is_edited_during_a_build_is_new_to_the_next_one(project_of, monkeypatch):
    root = project_of()
    from builder import release

    def released(*arguments):
        edit(root / CODING, "certainty: asserted", "certainty: hedged")
        original(*arguments)

    original = release.release
    monkeypatch.setattr(release, "release", released)
    build(root, root / "dist")
    monkeypatch.undo()
    assert not build(root, root / "dist").startswith(NOTHING)
    assert pq.read_table(root / "dist/data/codings.parquet")["certainty"].to_pylist() == ["hedged"]


def test_generated_files_are_no_change_to_the_build_that_wrote_them():
    assert with_generated({"data/manifest.json": "old", "a": "1"}, {"data/manifest.json": "{}"}) == {
        "a": "1", "data/manifest.json": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}


def test_a_build_that_fails_leaves_the_last_release(built, content_of):
    before = content_of(built / "dist")
    edit(built / CODING, "stance: permits", "stance: permit")
    with pytest.raises(FaultsFound, match="did you mean 'permits'"):
        build(built, built / "dist")
    assert content_of(built / "dist") == before


def test_a_check_writes_nothing_and_names_each_stale_file(project_of, content_of):
    root = project_of({"data/schemas/coding.schema.json": "{}\n"})
    before = content_of(root)
    with pytest.raises(FaultsFound, match="is stale") as caught:
        build(root, root / "dist", is_check=True)
    told = [str(fault) for fault in caught.value.faults]
    for name in ("DATACARD.md", "README.md", "data/manifest.json", "data/schemas/coding.schema.json"):
        assert f"{name}: is stale; run 'make dataset' and commit the file [fresh]" in told
    assert content_of(root) == before


def test_a_check_passes_after_a_build_and_says_that_it_wrote_nothing(built):
    assert build(built, built / "dist", is_check=True).endswith("\nNothing is written; the generated files are fresh.")


def test_what_is_committed_is_fresh(release_folder, content_of):
    """The release was built from a copy of this project; a stale file was generated anew there."""
    root, copy = Path(build_dataset.__file__).parent, release_folder.parent
    names = [path.relative_to(copy) for path in copy.rglob("*")
             if path.is_file() and not path.is_relative_to(release_folder) and path.suffix != ".lock"]
    stale = [str(name) for name in names
             if not (root / name).is_file() or (root / name).read_bytes() != (copy / name).read_bytes()]
    assert stale == [], "run 'make dataset' and commit these files"


@pytest.fixture
def command(built, monkeypatch, capsys):
    """Run a command of the command line in the small project; gives exit code, output and errors."""
    monkeypatch.setattr(build_dataset, "ROOT", built)
    monkeypatch.chdir(built)

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


def test_the_command_check_tells_all_faults_of_the_data(command, built):
    edit(built / CODING, "stance: permits", "stance: permit")
    code, out, err = command("check")
    assert (code, out) == (1, "")
    assert err.startswith(f"{CODING}:10: stance: 'permit' is not a value of stance; ")


@pytest.mark.parametrize("arguments", [["check", "--articles", "texts"], ["--articles", "texts"]],
                         ids=["check", "build"])
def test_what_the_texts_show_is_told_with_all_other_faults(arguments, command, built):
    edit(built / CODING, "start: 122, end: 208", "start: 121, end: 200")
    edit(built / CODING, "stance: permits", "stance: permit")
    code, out, err = command(*arguments)
    assert (code, out, [line.rpartition("[")[2] for line in err.splitlines()]) == (
        1, "", ["legal-value]", "fingerprint]"])


def test_the_command_check_says_how_many_rows_the_texts_prove(command):
    proved = "Proved by the articles' texts: {} of 2 statements, {} of 1 codings"
    assert command("check", "--articles", "texts")[1].splitlines()[1:] == [proved.format(2, 1)]
    assert command("check")[1].splitlines()[1:] == [
        f"{proved.format(0, 0)} (give the articles' texts with --articles DIR to prove the rest)"]


def test_the_command_check_proves_the_rows_of_a_file_outside_the_data(command, built):
    shutil.copyfile(built / CODING, built / "proposal.yaml")
    assert command("check", "proposal.yaml", "--articles", "texts")[1].splitlines()[1:] == [
        "Proved by the articles' texts: 0 of 0 statements, 1 of 1 codings"]
    edit(built / "proposal.yaml", "start: 122, end: 208", "start: 121, end: 200")
    code, out, err = command("check", "proposal.yaml", "--articles", "texts")
    assert (code, out, err.startswith("proposal.yaml:16: evidence: the offsets do not give the fingerprint; ")) == (
        1, "", True)


def test_the_command_check_tells_the_faults_of_the_data_with_those_of_a_file_outside(command, built):
    shutil.copyfile(built / CODING, built / "proposal.yaml")
    for name in (CODING, "proposal.yaml"):
        edit(built / name, "stance: permits", "stance: permit")
    code, _, err = command("check", "proposal.yaml", CODING)
    assert (code, [line.partition(":")[0] for line in err.splitlines()]) == (1, [CODING, "proposal.yaml"])


def test_the_command_check_judges_a_proposal_alone(command, built):
    shutil.copyfile(built / CODING, built / "proposal.yaml")
    edit(built / CODING, "stance: permits", "stance: permit")
    code, out, err = command("check", "proposal.yaml")
    assert (code, err, out.splitlines()[0].split(", ")[1]) == (0, "", "0 warnings")


def test_the_command_register_prints_the_record(command, built):
    (built / "texts/gazette-2022-06.txt").write_text("Another text.", "utf-8")
    code, out, _ = command("register", "texts/gazette-2022-06.txt")
    assert (code, out.splitlines()[0]) == (0, "- article_id: gazette-2022-06")


def test_the_command_register_knows_what_is_registered(command):
    assert command("register", "texts/gazette-2022-05.txt") == (
        1, "", "data/articles.yaml:3: article_id: gazette-2022-05 is registered already; found the same text; "
        "there is nothing to do [register]\n")


def test_the_command_anchor_says_what_it_did(command, built):
    edit(built / CODING, "start: 122, end: 208", "quote: leave Twitter, start: 122, end: 208")
    assert command("anchor", CODING, "--articles", "texts") == (
        0, f"{CODING}:16: anchored at 122 to 208, widened to whole sentences\n", "")


def test_the_command_anchor_names_each_file_in_which_no_row_has_a_quote(command, built):
    edit(built / CODING, "start: 122, end: 208", "quote: leave Twitter, start: 122, end: 208")
    shutil.copyfile(built / "data/statements/gazette-2022-05.yaml", built / "anchored.yaml")
    assert command("anchor", "anchored.yaml", CODING, "--articles", "texts") == (
        0, f"{CODING}:16: anchored at 122 to 208, widened to whole sentences\n"
        "anchored.yaml: nothing to anchor: no row has a quote\n", "")


def test_the_command_hydrate_writes_a_local_copy_and_counts(command, built):
    code, out, _ = command("hydrate", "--articles", "texts")
    assert (code, out.splitlines()) == (0, [
        "gazette-2022-05:01: found", "gazette-2022-05:02: found",
        f"2 found; written to {Path('hydrated') / 'statements.parquet'}"])
    evidence = pq.read_table(built / "hydrated/statements.parquet")["evidence_text"][0].as_py()
    assert evidence == (built / "texts/gazette-2022-05.txt").read_text("utf-8")[:59]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["hydrate", "--articles", "texts", "--dist", "nowhere"],
                     f"{os.path.join('nowhere', 'data', 'statements.parquet')}: cannot be read; found "
                     "FileNotFoundError; name a release folder; 'make dataset' makes one [release]\n", id="no release"),
        pytest.param(["hydrate", "--articles", "nowhere"], "nowhere: there is no such folder; name the folder that "
                     "holds <article_id>.txt [texts]\n", id="no texts"),
        pytest.param(["--articles", "nowhere"], "nowhere: there is no such folder; name the folder that holds "
                     "<article_id>.txt [texts]\n", id="no texts to prove by"),
        pytest.param(["hydrate", "--articles", "data"], f"data: {NO_TEXTS}", id="none of the texts"),
        pytest.param(["--articles", "data"], f"data: {NO_TEXTS}", id="none of the texts to prove by"),
        pytest.param(["anchor", "nowhere.yaml", "--articles", "texts"], "nowhere.yaml: the file cannot be read; found "
                     "No such file or directory; check its name and its permissions [yaml]\n", id="no coding file"),
        pytest.param(["check", "nowhere.yaml"], "nowhere.yaml: the file cannot be read; found No such file or "
                     "directory; check its name and its permissions [yaml]\n", id="no proposal"),
    ],
)
def test_what_is_not_there_is_told_without_a_traceback(arguments, message, command):
    assert command(*arguments) == (1, "", message)


def test_the_stamp_names_every_file_of_the_release(built, content_of):
    files = json.loads((built / "dist" / STAMP).read_text("utf-8"))["files"]
    assert sorted(files) == sorted(set(content_of(built / "dist")) - {STAMP})
