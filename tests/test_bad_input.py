"""Bad input through the command line: every fault at its line, all in one run, and the release stays as it was."""

from __future__ import annotations

import pytest

from build_dataset import build
from schema.codebook import codebook
from schema.faults import FaultsFound
from schema.strict_yaml import MAX_BYTES

pytestmark = pytest.mark.usefixtures("without_figures")

CODING = "data/codings/reader/gazette-2022-05.yaml"
OTHERS = "data/statements/"
BIG = 50_000_000

FILES = {
    f"{OTHERS}a-empty.yaml": "",
    f"{OTHERS}b-not-yaml.yaml": "article_id: [b\n",
    f"{OTHERS}c-not-utf-8.yaml": b"article_id: c\ncodebook_version: \xff\n",
    f"{OTHERS}d-twice.yaml": "article_id: d-twice\narticle_id: d-twice\n",
    f"{OTHERS}e-tabs.yaml": "article_id: e-tabs\nstatements:\n\t- summary: x\n",
    f"{OTHERS}f-bomb.yaml": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    f"{OTHERS}h-list.yaml": "- article_id: h-list\n",
    f"{OTHERS}i-shape.yaml": "article_id: i-shape\ncodebook_version: one\nnotes: x\nstatements: none\n",
    f"{OTHERS}j-parent.yaml": "article_id: ../j-parent\ncodebook_version: '1.1'\nstatements: []\n",
    f"{OTHERS}notes.txt": "Not a coding file.",
    "data/codings/stray.yaml": "article_id: stray\n",
    "data/coders.yaml": "coders:\n- {coder: reader, kind: human, note: A person.}\n",
    "data/articles.yaml": "articles:\n- {article_id: ../x, publisher: X, url_basis: x, published_start: 2023-02-30, "
                          "published_end: 2023-13,\n   date_basis: x, language: English, url: 'ftp://x',\n"
                          "   text: {sha256: 0, characters: 0, words: many}}\n",
}
EDITS = {"stance: permits": "stance: permit", "certainty: asserted": "certainty: asserted\n  period_start: 2023-13\n"
         "  period_end: 2023-02-30"}

FORM = "[form]"
EXPECTED = f"""\
data/articles.yaml:2: articles[1].article_id: the value does not fit; found '../x'; allowed lower-case words and \
numbers joined by '-', such as sbs-2023-07 {FORM}
data/articles.yaml:2: articles[1].published_end: the value does not fit; found '2023-13'; allowed a day that exists, \
written like 2023-07-11 {FORM}
data/articles.yaml:2: articles[1].published_start: the value does not fit; found '2023-02-30'; allowed a day that \
exists, written like 2023-07-11 {FORM}
data/articles.yaml:3: articles[1].language: the value does not fit; found 'English'; allowed two lower-case letters \
of ISO 639-1, such as en {FORM}
data/articles.yaml:3: articles[1].url: the value does not fit; found 'ftp://x'; allowed an address that begins with \
http:// or https:// and holds no blank {FORM}
data/articles.yaml:4: articles[1].text.characters: the value does not fit; found '0'; allowed greater than or equal \
to 1 {FORM}
data/articles.yaml:4: articles[1].text.sha256: the value does not fit; found '0'; allowed 64 hexadecimal digits {FORM}
data/articles.yaml:4: articles[1].text.words: the value does not fit; found 'many'; allowed a whole number {FORM}
data/claims.yaml: a link that leads out of the folder; copy the file here [file]
data/coders.yaml:2: coders[1].kind: the value does not fit; found 'human'; allowed 'language_model', \
'person' or 'both' {FORM}
data/codings/linked: a link that leads out of the folder; copy the file here [file]
data/codings/reader/gazette-2022-05.yaml:10: stance: 'permit' is not a value of stance; allowed \
{', '.join(codebook().values('stance'))}; did you mean 'permits'? [legal-value]
data/codings/reader/gazette-2022-05.yaml:16: period_start: there is no month 13; found '2023-13'; allowed YYYY, \
YYYY-MM or YYYY-MM-DD; write as much of the date as the article says [valid-period]
data/codings/reader/gazette-2022-05.yaml:17: period_end: 2023-02 has no day 30; found '2023-02-30'; allowed YYYY, \
YYYY-MM or YYYY-MM-DD; write as much of the date as the article says [valid-period]
data/codings/stray.yaml: is not a coder's folder; allowed codings/<coder>/<article_id>.yaml; move it into the folder \
of its coder [file]
data/statements/a-empty.yaml:1: the file is empty; write a mapping, or remove the file [yaml]
data/statements/b-not-yaml.yaml:2: not YAML: did not find expected ',' or ']'; check the indentation; a text with \
quotation marks, ': ' or ' #' goes under '>-', indented [yaml]
data/statements/c-not-utf-8.yaml:2: the file is not UTF-8; found byte 0xff; allowed UTF-8; save it again with the \
encoding UTF-8 [yaml]
data/statements/d-twice.yaml:2: the key 'article_id' stands twice; found first on line 1; remove one of them [yaml]
data/statements/e-tabs.yaml:3: not YAML: found character that cannot start any token; indent with blanks, not tabs \
[yaml]
data/statements/f-bomb.yaml:1: an anchor, &a; remove it and write each value out [yaml]
data/statements/g-big.yaml: the file is too large; found 50,000,000 bytes; allowed at most {MAX_BYTES:,}; split it: \
one file an article [yaml]
data/statements/h-list.yaml:1: the file does not hold a mapping; found a list; allowed the fields article_id, \
codebook_version, coder, statements {FORM}
data/statements/i-shape.yaml:2: codebook_version: the value does not fit; found 'one'; allowed a version such as \
'1.1' {FORM}
data/statements/i-shape.yaml:3: notes: there is no such field; found 'notes'; allowed article_id, codebook_version, \
coder, statements {FORM}
data/statements/i-shape.yaml:4: statements: the value does not fit; found 'none'; allowed a list {FORM}
data/statements/j-parent.yaml:1: article_id: the value does not fit; found '../j-parent'; allowed lower-case words \
and numbers joined by '-', such as sbs-2023-07 {FORM}
data/statements/k-link.yaml: a link that leads out of the folder; copy the file here [file]
data/statements/l-circle.yaml: a link that leads out of the folder; copy the file here [file]
data/statements/notes.txt: is not a coding file; allowed <article_id>.yaml; rename it, or move it elsewhere [file]
"""


@pytest.fixture
def bad_project(runnable_project_of, tmp_path):
    """A project with a good release, in which then one of everything went wrong."""
    root = runnable_project_of()
    build(root, root / "dist")
    for name, content in FILES.items():
        (root / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    text = (root / CODING).read_text("utf-8")
    for old, new in EDITS.items():
        text = text.replace(old, new)
    (root / CODING).write_text(text, "utf-8")
    with (root / OTHERS / "g-big.yaml").open("wb") as handle:
        handle.truncate(BIG)
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "data/claims.yaml").rename(outside / "claims.yaml")
    (root / "data/claims.yaml").symlink_to(outside / "claims.yaml")
    (root / "data/codings/linked").symlink_to(outside)
    (root / OTHERS / "k-link.yaml").symlink_to(outside / "claims.yaml")
    (root / OTHERS / "l-circle.yaml").symlink_to("l-circle.yaml")
    return root


def test_every_fault_is_told_in_one_run_and_the_release_stays(bad_project, content_of, run_build):
    before = content_of(bad_project / "dist")
    done = run_build(bad_project)
    assert done.stderr.splitlines() == EXPECTED.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert content_of(bad_project / "dist") == before
    assert [path.name for path in bad_project.glob(".dist*")] == [".dist.lock"]


def test_a_wrong_option_is_told_apart_from_faults(runnable_project_of, run_build):
    done = run_build(runnable_project_of(), "--unknown")
    assert (done.returncode, "unrecognized arguments: --unknown" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("data", "data: is not a release folder, and a build would replace it; allowed a release folder, "
                     "an empty one, or a new name; give another --out, or move what it holds", id="the data"),
        pytest.param("", "is not a release folder", id="the project"),
        pytest.param("README.md", "README.md: is not a release folder", id="a file"),
        pytest.param("README.md/dist", "dist: cannot be made: what it would lie in is a file; found README.md; "
                     "allowed a folder; give another --out", id="in a file"),
        pytest.param("README.md/a/dist", "found README.md", id="deep in a file"),
    ],
)
def test_a_build_replaces_nothing_but_a_release(name, message, project_of, content_of):
    root = project_of()
    before = content_of(root)
    with pytest.raises(FaultsFound, match=message):
        build(root, root / name)
    assert content_of(root) == before


def test_the_coding_of_a_coder_named_adjudicated_is_no_second_release(project_of):
    files = {"data/codings/adjudicated/gazette-2022-05.yaml": "article_id: gazette-2022-05\n"}
    with pytest.raises(FaultsFound, match=r"^data/codings/adjudicated: is no coder's folder; "
                                          r"move its files to data/statements \[file\]$"):
        root = project_of(files)
        build(root, root / "dist")
