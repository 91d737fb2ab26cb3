"""Proofs by the articles' texts: which texts are wanting, and what tells a copy from the text that was registered."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.check import files_under_way
from builder.prove import prove_from, summary
from builder.read import read
from builder.texts import difference
from schema.evidence import text_sha256, words
from schema.faults import FaultsFound

VALID = Path(__file__).with_name("valid")
ARTICLES = "data/articles.yaml"
STATEMENTS = "data/statements/gazette-2022-05.yaml"
CODING = "data/codings/reader/gazette-2022-05.yaml"
TEXT = "texts/gazette-2022-05.txt"
NFC, NFD = "Zwölf remain.\n", "Zwo\u0308lf remain.\n"


def told_of(root):
    """Give the lines in which the faults of a project's proofs are told."""
    with pytest.raises(FaultsFound) as caught:
        prove_from(read(root / "data"), root / "texts")
    return str(caught.value).replace(str(root / "texts"), "DIR").splitlines()


def test_the_articles_whose_texts_are_wanting_are_named_with_the_folder(project_of):
    files = {}
    for month in ("06", "07"):
        coding = (VALID / STATEMENTS).read_text("utf-8").replace("gazette-2022-05", f"gazette-2022-{month}")
        files[STATEMENTS.replace("05", month)] = coding
    root = project_of(files)
    assert summary(prove_from(read(root / "data"), root / "texts"), Path("DIR")) == [
        "Proved by the articles' texts: 2 of 6 statements, 1 of 1 codings (to prove the rest, put into DIR: "
        "gazette-2022-06.txt, gazette-2022-07.txt)"
    ]


def test_a_quote_that_waits_to_be_anchored_is_not_proved(project_of):
    text = (VALID / STATEMENTS).read_text("utf-8").replace("{start: 0, end: 59, ", "{quote: Nobody, ")
    root = project_of({STATEMENTS: text})
    proof = prove_from(read(root / "data"), root / "texts")["statements"]
    assert (proof.proved, proof.unproved, proof.wanting) == (1, 1, frozenset())


def test_evidence_that_ends_before_it_starts_is_left_to_the_checks(project_of):
    text = (VALID / STATEMENTS).read_text("utf-8").replace("{start: 0, end: 59, ", "{start: 59, end: 59, ")
    root = project_of({STATEMENTS: text})
    proof = prove_from(read(root / "data"), root / "texts")["statements"]
    assert (proof.proved, proof.unproved) == (1, 1)


def test_evidence_outside_a_text_that_is_not_registered_is_told_by_the_text(project_of, folder_of):
    coding = (VALID / STATEMENTS).read_text("utf-8").replace("gazette-2022-05", "herald-2022-06")
    text = (VALID / TEXT).read_text("utf-8")
    folder = folder_of({"under-way.yaml": coding.replace("end: 120", "end: 5000"), "texts/herald-2022-06.txt": text})
    under_way = files_under_way(read(project_of() / "data"), [folder / "under-way.yaml"])
    with pytest.raises(FaultsFound) as caught:
        prove_from(under_way, folder / "texts")
    assert str(caught.value) == (
        f"{folder / 'under-way.yaml'}:33: evidence: lies outside the article's text; found end 5000; allowed at most "
        f"{len(text)} characters; run anchor with the quote again [offsets-inside-text]"
    )


SENTENCE = "Twitter lets officials of the movement keep their accounts."


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        pytest.param("data/claims.yaml", "Twitter leaves the accounts of officials open.", SENTENCE, "6: claim: ",
                     id="a claim"),
        pytest.param("data/coders.yaml", "note: Invented.", f"note: {SENTENCE}", "5: note: ", id="a note on a coder"),
        pytest.param("data/excuses.yaml", "[]", f"\n- {{check: repetition, record: x, reason: {SENTENCE}}}",
                     "2: reason: ", id="the reason of an excuse"),
        pytest.param(ARTICLES, "date_basis: invented", f"date_basis: {SENTENCE}", "11: date_basis: ",
                     id="the basis of a date"),
        pytest.param("data/claims.yaml", "claims:", f"# {SENTENCE[:30]}\n# {SENTENCE[30:]}\nclaims:", "1: ",
                     id="a comment of a register, on two lines"),
        pytest.param(CODING, "attribution: direct", f"attribution: direct #{SENTENCE}", "14: ",
                     id="a comment of a coding"),
    ],
)
def test_no_words_but_names_titles_and_addresses_are_borrowed_from_an_article(name, old, new, place, project_of):
    text = (VALID / name).read_text("utf-8")
    assert old in text
    (told,) = told_of(project_of({name: text.replace(old, new, 1)}))
    assert told == (f"{name}:{place}shares 8 words in a row with gazette-2022-05; found 'twitter lets officials of the "
                    "movement keep their'; say it in your own words [borrowed-words]")


def test_a_speaker_is_no_sentence_of_the_article(project_of):
    text = (VALID / CODING).read_text("utf-8").replace("speaker: Karim Noori", f"speaker: {SENTENCE}")
    assert told_of(project_of({CODING: text})) == [
        f"{CODING}:13: speaker: holds a sentence of the article; found '{SENTENCE}'; allowed a name; write the "
        "speaker's name alone [borrowed-words]"
    ]


NAME = "Office of the United Nations High Commissioner for Human Rights"
HEADED = f"{(VALID / TEXT).read_text('utf-8')}\n{NAME}\n\nThe {NAME} asks why.\n"
SIZES = "0c9c493d6c696db1722c6988fcd1de334af053dcdd8a22ab91034d42c4562c21, characters: 265, words: 45"
OF_HEADED = f"{text_sha256(HEADED)}, characters: {len(HEADED)}, words: {len(words(HEADED))}"
SOURCE = f"{{publisher: {NAME}, published: 2022-05-01, basis: Invented., changed: Invented.}}"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param(CODING, "speaker: Karim Noori", f"speaker: {NAME}", id="a speaker"),
        pytest.param(ARTICLES, "publisher: The Gazette", f"publisher: {NAME}", id="a publisher"),
        pytest.param(ARTICLES, "  language: en", f"  language: en\n  derived_from: {SOURCE}",
                     id="the publisher of an earlier report"),
        pytest.param("data/platforms.yaml", "company: Telegram", f"company: {NAME}", id="a company"),
        pytest.param("data/platforms.yaml", "other_names: [X]", f"other_names: [{NAME}]", id="another name"),
    ],
)
def test_a_long_name_may_be_as_the_article_writes_it(name, old, new, project_of):
    root = project_of({TEXT: HEADED})
    for path, was, now in ((ARTICLES, SIZES, OF_HEADED), (name, old, new)):
        text = (root / path).read_text("utf-8")
        assert was in text
        (root / path).write_text(text.replace(was, now, 1), "utf-8")
    assert prove_from(read(root / "data"), root / "texts")["statements"].proved == 2


def test_the_title_and_the_address_of_an_article_may_stand_in_its_text(project_of):
    article = (VALID / ARTICLES).read_text("utf-8").replace("title: Who stays and who goes", f"title: {SENTENCE}")
    slug = SENTENCE.rstrip(".").replace(" ", "-")
    root = project_of({ARTICLES: article.replace("2022/05/who-stays", slug)})
    assert prove_from(read(root / "data"), root / "texts")["statements"].proved == 2


def test_a_text_saved_with_a_byte_order_mark_is_named_with_what_to_do(project_of):
    content = (VALID / TEXT).read_bytes()
    assert told_of(project_of({TEXT: b"\xef\xbb\xbf" + content})) == [
        f"{ARTICLES}:13: text: DIR/gazette-2022-05.txt is not the canonical text; found a byte order mark (BOM) at its "
        "start; save it again without a byte order mark [text-hash]"
    ]


@pytest.mark.parametrize(
    ("copy", "registered", "told"),
    [
        pytest.param("\ufeffa.\n", "a.\n", ("a byte order mark (BOM) at its start", "without a byte order mark"),
                     id="BOM"),
        pytest.param("a.\n", "\ufeffa.\n", ("no byte order mark (BOM) at its start", "with a byte order mark"),
                     id="no BOM"),
        pytest.param("a\r\nb.\r\n", "a\nb.\n", ("line breaks that are not LF", "with line breaks LF"), id="CRLF"),
        pytest.param("a\nb.\n", "a\r\nb.\r\n", ("line breaks that are not CRLF", "with line breaks CRLF"), id="LF"),
        pytest.param("a.", "a.\n", ("no single LF at its end", "with one LF at its end"), id="no last line break"),
        pytest.param("a\r\nb.", "a\r\nb.\r\n", ("no single CRLF at its end", "with one CRLF at its end"),
                     id="no last line break among CRLF"),
        pytest.param("a.\n\n", "a.\n", ("no single LF at its end", "with one LF at its end"), id="one line break more"),
        pytest.param("a.\n", "a.", ("line breaks or blanks at its end", "without line breaks or blanks at its end"),
                     id="a last line break"),
        pytest.param(NFD, NFC, ("letters that are not in the Unicode form NFC", "in the Unicode form NFC"), id="NFD"),
        pytest.param(NFC, NFD, ("letters that are not in the Unicode form NFD", "in the Unicode form NFD"), id="NFC"),
        pytest.param("\ufeffa\r\nb.\r\n", "a\nb.\n",
                     ("a byte order mark (BOM) at its start and line breaks that are not LF",
                      "without a byte order mark and with line breaks LF"), id="BOM and CRLF"),
    ],
)
def test_what_a_program_changed_in_saving_is_told_with_how_to_save_it_again(copy, registered, told):
    found, how = told
    assert difference(copy, text_sha256(registered)) == (found, f"save it again {how}")


def test_of_another_text_no_cause_is_told():
    assert difference("One account.", text_sha256("Two accounts.")) is None
