from pathlib import Path

import pytest

from schema.codebook import codebook
from schema.evidence import Fingerprint, fingerprint
from schema.sentences import is_whole_sentences
from schema.strict_yaml import read_file

DATA = Path(__file__).parents[1] / "data"
SETS = [DATA / name for name in ("practice", "training", "heldout", "heldout_other")]
named = pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)


def unproved_rows(path):
    coding, text = read_file(path), (path.parents[1] / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8")
    for number, row in enumerate(coding.value["statements"]):
        evidence = row["evidence"]
        start, end = int(evidence["start"]), int(evidence["end"])
        print_of_row = Fingerprint(int(evidence["words"]), evidence["sha256"])
        if fingerprint(text[start:end]) != print_of_row or not is_whole_sentences(text, start, end):
            yield f"{path.name}:{coding.line(('statements', number, 'evidence'))}: [{start}:{end}]"


@named
def test_the_evidence_of_a_coded_text_is_whole_sentences_with_the_fingerprint(folder):
    assert [row for path in sorted((folder / "statements").glob("*.yaml")) for row in unproved_rows(path)] == []


@named
def test_each_article_has_a_text_and_a_coding_of_its_own(folder):
    codings = sorted((folder / "statements").glob("*.yaml"))
    articles = [record["article_id"] for record in read_file(folder / "articles.yaml").value["articles"]]
    assert articles == [path.stem for path in codings]
    assert articles == sorted(path.stem for path in (folder / "texts").glob("*.txt"))
    assert articles == [read_file(path).value["article_id"] for path in codings]


@named
def test_the_values_of_a_coding_are_those_of_the_codebook(folder):
    closed = {one.id: set(values) for one in codebook().variables if (values := codebook().values(one.id))}
    rows = [(path.name, row) for path in sorted((folder / "statements").glob("*.yaml"))
            for row in read_file(path).value["statements"]]
    coded = [(name, variable, value) for name, row in rows for variable in closed.keys() & row.keys()
             for value in (row[variable] if isinstance(row[variable], list) else [row[variable]])]
    assert [(name, variable, value) for name, variable, value in coded if value not in closed[variable]] == []


@named
def test_the_readme_counts_the_set(folder):
    """Said once in words for readers; the files are what counts."""
    codings = [read_file(path).value["statements"] for path in sorted((folder / "statements").glob("*.yaml"))]
    heading = (folder / "README.md").read_text("utf-8").splitlines()[0]
    assert f"{len(codings):,} texts with {sum(map(len, codings)):,} statements" in heading
