from pathlib import Path

import pytest

from schema.evidence import Fingerprint, fingerprint
from schema.sentences import is_whole_sentences
from schema.strict_yaml import read_file

PRACTICE = Path(__file__).parents[1] / "data" / "practice"
CODINGS = sorted((PRACTICE / "statements").glob("*.yaml"))


def text_of(article_id):
    return (PRACTICE / "texts" / f"{article_id}.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", CODINGS, ids=lambda path: path.stem)
def test_the_evidence_of_a_practice_text_is_whole_sentences_with_the_fingerprint(path):
    coding = read_file(path)
    text = text_of(path.stem)
    unproved = []
    for number, row in enumerate(coding.value["statements"]):
        evidence = row["evidence"]
        start, end = int(evidence["start"]), int(evidence["end"])
        print_of_row = Fingerprint(int(evidence["words"]), evidence["sha256"])
        if fingerprint(text[start:end]) != print_of_row or not is_whole_sentences(text, start, end):
            unproved.append(f"{path.name}:{coding.line(('statements', number, 'evidence'))}: [{start}:{end}]")
    assert unproved == []


def test_each_practice_article_has_a_text_and_a_coding_of_its_own():
    articles = [record["article_id"] for record in read_file(PRACTICE / "articles.yaml").value["articles"]]
    assert articles == [path.stem for path in CODINGS]
    assert articles == sorted(path.stem for path in (PRACTICE / "texts").glob("*.txt"))
    assert articles == [read_file(path).value["article_id"] for path in CODINGS]
