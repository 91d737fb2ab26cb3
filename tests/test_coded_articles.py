from pathlib import Path

import pytest

from builder.coded_articles import read_coded_articles
from schema.faults import FaultsFound

DATA = Path(__file__).parents[1] / "data"

REGISTER = """articles:
- article_id: gazette-2022
  published: '2022-05'
  date_basis: invented
  publisher: Gazette
  url: https://gazette.example/1
"""
CODING = """article_id: gazette-2022
codebook_version: '1.1'
statements:
- summary: Twitter lets the group stay.
  platform: twitter
  target: organisation
  policy_area: access
  stance: permits
  basis: practice
  speaker_role: journalist
  attribution: narration
  certainty: asserted
  evidence: {evidence}
"""
TEXT_FILE = "texts/gazette-2022.txt"
CODING_FILE = "statements/gazette-2022.yaml"
FILES = {
    "articles.yaml": REGISTER,
    CODING_FILE: CODING.replace("{evidence}", f"{{start: 0, end: 9, words: 1, sha256: {'0' * 64}}}"),
    TEXT_FILE: "Twitter lets them stay.",
}


def read_folder(folder):
    return read_coded_articles(folder / "statements", folder / "texts")


def test_a_coded_article_has_its_text_its_date_and_its_rows(folder_of):
    (article,) = read_folder(folder_of(FILES | {TEXT_FILE: "Zwölf.\r\n"}))
    assert (article.article_id, article.text, article.published) == ("gazette-2022", "Zwölf.\r\n", "2022-05")
    assert [(row["id"], row["stance"], row["evidence"]["end"]) for row in article.statements] == [
        ("gazette-2022:01", "permits", 9)
    ]


def test_the_practice_set_can_be_read():
    articles = read_coded_articles(DATA / "practice" / "statements", DATA / "practice" / "texts")
    assert sum(len(article.statements) for article in articles) > 0
    assert all(article.text for article in articles)


def test_the_dates_of_the_dataset_are_the_last_possible_days(folder_of):
    founding = (DATA / "articles.yaml").read_text(encoding="utf-8").replace("sbs-2023-07\n", "gazette-2022\n")
    (article,) = read_folder(folder_of(FILES | {"articles.yaml": founding}))
    assert article.published.startswith("2023-07")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param({TEXT_FILE: None}, r"gazette-2022\.txt: the text is missing; put it there", id="no text"),
        pytest.param({TEXT_FILE: b"\xff"}, r"gazette-2022\.txt: the text is not UTF-8; save it again", id="not UTF-8"),
        pytest.param({TEXT_FILE: None, f"{TEXT_FILE}/a.txt": "x"}, r"gazette-2022\.txt: the text is missing; put it",
                     id="a folder in place of a text"),
        pytest.param({CODING_FILE: None}, r"statements: holds no coding files; allowed <article_id>",
                     id="no coding"),
        pytest.param({"articles.yaml": None}, r"articles\.yaml: the file is missing; put", id="no register"),
        pytest.param({"articles.yaml": "articles: []\n"}, r"article_id: is not in the register; found 'gazette-2022'",
                     id="not in the register"),
        pytest.param({"articles.yaml": REGISTER.replace("'2022-05'", "soon")},
                     r"articles\.yaml:3: articles\[1\]\.published: the value does not fit; found 'soon'; allowed a "
                     r"day, month or year that exists: YYYY, YYYY-MM or YYYY-MM-DD", id="no date in the register"),
        pytest.param({"articles.yaml": REGISTER.replace("'2022-05'", "'2022-13'")}, r"found '2022-13'; allowed a day",
                     id="a date in the register that does not exist"),
        pytest.param({"articles.yaml": REGISTER + "  author: x\n"}, r"articles\.yaml:7: articles\[1\]\.author: there",
                     id="unknown field in the register"),
        pytest.param({CODING_FILE: CODING.replace("{evidence}", "{quote: Twitter lets them stay.}")},
                     r"gazette-2022\.yaml:13: evidence: is not anchored; found a quote", id="a quote"),
        pytest.param({"statements/gazette-copy.yaml": FILES[CODING_FILE]},
                     r"gazette-copy\.yaml:1: article_id: is coded in another file, too; found 'gazette-2022', as in "
                     r".*gazette-2022\.yaml; mend the id, or join the two files", id="two files of one article"),
    ],
)
def test_a_fault_names_file_and_remedy(folder_of, files, message):
    with pytest.raises(FaultsFound, match=message):
        read_folder(folder_of(FILES | files))


def test_a_file_in_place_of_the_folder_of_texts_is_one_fault(folder_of):
    folder = folder_of(FILES)
    with pytest.raises(FaultsFound, match=r"^\S*articles\.yaml: there is no such folder; name the folder that holds "
                                          r"<article_id>\.txt \[file\]$"):
        read_coded_articles(folder / "statements", folder / "articles.yaml")
