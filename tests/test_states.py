"""States: what cannot be compared, and why; `test_diff.py` compares."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from build_dataset import build
from builder.states import state_at, state_of_tree
from schema.codebook import codebook
from schema.faults import FaultsFound

CODEBOOK = "schema/codebook.yaml"
CODING = "data/codings/reader/gazette-2022-05.yaml"
STATEMENTS = "data/statements/gazette-2022-05.yaml"
SECOND = """
- article_id: herald-2022-06
  publisher: The Herald
  url: https://gazette.example/2022/05/who-stays
  url_basis: invented
  published_start: 2022-06-01
  published_end: 2022-06-01
  date_basis: invented
  language: en
  text: {sha256: 0c9c493d6c696db1722c6988fcd1de334af053dcdd8a22ab91034d42c4562c21, characters: 265, words: 45}
"""


@pytest.fixture
def project(project_of):
    """A small project with a codebook of its own, never built."""
    root = project_of()
    (root / "schema").mkdir()
    shutil.copyfile(Path(__file__).parents[1] / CODEBOOK, root / CODEBOOK)
    return root


def edit(root, path, old, new):
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def commit(root):
    author = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    for arguments in (["init"], ["add", "--all"], [*author, "commit", "--message", "A state"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


def test_what_is_neither_a_folder_nor_a_revision_is_a_fault(project):
    commit(project)
    with pytest.raises(FaultsFound, match=r"^v9: is neither a release folder nor a revision with data/; found .*; "
                                          r"name a folder such as dist, or a revision such as HEAD~1 or v0\.1\.0"):
        state_at(project, "v9")


def test_a_revision_without_a_manifest_is_a_fault(project):
    commit(project)
    with pytest.raises(FaultsFound, match=r"^HEAD: has no manifest, which says what tables and columns there were; .*; "
                                          r"name a release folder, or a revision that holds data/manifest\.json"):
        state_at(project, "HEAD")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param("data/articles.yaml", "words: 45}\n", f"words: 45}}\n{SECOND}", id="an article under two ids"),
        pytest.param("data/claims.yaml", "claims:\n", '# "news of the world today"\nclaims:\n', id="a quoting comment"),
        pytest.param(CODEBOOK, f"version: '{codebook().version}'", "version: '0.9'", id="values of a later version"),
        pytest.param(CODEBOOK, "permissiveness: 1\n", "permissiveness: 7\n", id="a degree off the scale"),
    ],
)
def test_a_revision_that_breaks_a_rule_that_came_later_can_be_compared(path, old, new, project, without_figures):
    build(project, project.parent / "dist")
    edit(project, path, old, new)
    commit(project)
    assert state_at(project, "HEAD").tables["statements"].rows.num_rows == 2


def test_the_faults_of_a_revision_name_it_in_all_its_files_and_send_nobody_there_to_mend_them(project, without_figures):
    build(project, project.parent / "dist")
    edit(project, CODING, "stance: permits", "stance:")
    edit(project, CODEBOOK, "  - id: hedged", "  - id: asserted")
    commit(project)
    with pytest.raises(FaultsFound) as caught:
        state_at(project, "HEAD")
    instead = "compare with another revision, or with the release folder of this one"
    told = [re.sub(":[0-9]+:", ":LINE:", line) for line in str(caught.value).splitlines()]
    assert told == [
        f"HEAD:{CODING}:LINE: statements[1].stance: the value does not fit; found nothing; allowed a text; {instead} "
        "[form]",
        f"HEAD:{CODEBOOK}:LINE: id: 'asserted' stands twice in certainty; {instead} [codebook]",
    ]


def test_a_revision_whose_manifest_is_none_is_named(project):
    (project / "data/manifest.json").write_text("[]", "utf-8")
    commit(project)
    with pytest.raises(FaultsFound, match=r"^HEAD:data/manifest\.json: is not a manifest; compare with another revis"):
        state_at(project, "HEAD")


def test_a_release_folder_without_a_manifest_is_a_fault(project, tmp_path, without_figures):
    build(project, tmp_path / "dist")
    (tmp_path / "dist/manifest.json").unlink()
    with pytest.raises(FaultsFound, match=r"dist: has no manifest, which says what tables and columns there were"):
        state_at(project, str(tmp_path / "dist"))


def test_a_release_folder_that_lacks_a_table_or_the_codebook_is_a_fault(project, tmp_path, without_figures):
    dist = tmp_path / "dist"
    build(project, dist)
    (dist / "data/codings.parquet").unlink()
    (dist / "data/articles.parquet").write_bytes(b"no Parquet")
    (dist / "CODEBOOK.md").unlink()
    with pytest.raises(FaultsFound, match=r"(?s)CODEBOOK\.md: cannot be read; found FileNotFoundError; name .*"
                                          r"articles\.parquet: cannot be read; found ArrowInvalid; .*"
                                          r"codings\.parquet: cannot be read; found FileNotFoundError; name a release"):
        state_at(project, str(dist))


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
        pytest.param(STATEMENTS, "{start: 60, end: 120, words: 11, sha256", "{quote: Two were shut., sha256",
                     "evidence: holds a quote", id="evidence that is not anchored"),
        pytest.param(CODING, "stance: permits", "stance:", "stance: the value does not fit; found nothing",
                     id="a file that cannot be read"),
    ],
)
def test_data_of_which_no_tables_can_be_made_are_a_fault(path, old, new, message, project):
    edit(project, path, old, new)
    with pytest.raises(FaultsFound, match=re.escape(message)):
        state_of_tree(project)
