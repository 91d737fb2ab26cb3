"""The figures: what files there are, that they are the same each time, and what their alternative texts say."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest
from synthetic_tables import large_tables, small_tables, tables_of

from builder.figures import alternative_texts, draw_figures
from schema.codebook import codebook

NAMES = {f"{name}-{theme}.{kind}" for name in ("matrix", "timeline", "composition")
         for theme in ("light", "dark") for kind in ("svg", "png")}


@pytest.fixture(scope="module")
def drawn():
    """Give the figures of the small tables."""
    return draw_figures(small_tables(), codebook())


def test_every_figure_is_there_in_both_themes_and_formats(drawn):
    assert set(drawn) == NAMES


def test_the_same_tables_give_the_same_bytes(drawn):
    again = draw_figures(small_tables(), codebook())
    assert [name for name in drawn if drawn[name] != again[name]] == []


def test_no_figure_says_when_or_by_what_it_was_made(drawn):
    assert [name for name, data in drawn.items() if b"atplotlib" in data or b"<dc:date>" in data] == []


@pytest.mark.parametrize("name", sorted(name for name in NAMES if name.endswith("svg")))
def test_an_svg_is_sound_and_fetches_nothing(drawn, name):
    root = ElementTree.fromstring(drawn[name])
    links = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert [link for link in links if not link.startswith("#")] == []


@pytest.mark.parametrize("make", [lambda: tables_of([], []), lambda: large_tables(60)], ids=["empty", "large"])
def test_any_dataset_can_be_drawn(make):
    assert set(draw_figures(make(), codebook())) == NAMES


def test_hostile_texts_can_be_drawn(hostile):
    root = ElementTree.fromstring(draw_figures(hostile, codebook())["composition-light.svg"])
    assert root.findall(".//{http://www.w3.org/2000/svg}script") == []


def test_the_drawing_library_is_imported_only_when_a_figure_is_drawn():
    code = "import sys, builder.figures, builder.page; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_matrix_is_told_in_words():
    book = codebook()
    cells = len(book.values("platform")) * len(book.values("policy_area"))
    text = alternative_texts(small_tables(), book)["matrix"]
    assert text.startswith("Matrix of platforms and policy areas: leading stance, number of claims and of articles "
                           f"that hold them, in 3 articles; 7 cells of {cells} hold a statement. "
                           "Twitter: access mixed (2 claims, 2 articles, contested), ")
    assert "posture only opinions (1 claim, 1 article)" in text
    assert "Nothing stated about Instagram, Threads, WhatsApp, YouTube, Telegram, Mastodon" in text


def test_the_timeline_is_told_in_words():
    text = alternative_texts(small_tables(), codebook())["timeline"]
    assert "TikTok: 1 statement, 11–12 July 2023, none with a period that the article gives." in text
    assert "Twitter: 7 statements, 1 January 2020 – 31 July 2023, three with a period" in text


def test_the_composition_is_told_in_the_numbers_of_the_table():
    tables = small_tables()
    text = alternative_texts(tables, codebook())["composition"]
    sentence = re.search(r"Stance: ([^.]*)\.", text)[1]
    stances = tables["statements"]["stance"].to_pylist()
    labels = {value.label: value.id for value in codebook().variable("stance").values}
    found = {labels[part.rpartition(" ")[0]]: int(part.rpartition(" ")[2]) for part in sentence.split(", ")}
    assert found == {stance: stances.count(stance) for stance in set(stances)}
