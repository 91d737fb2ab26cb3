"""The filter is never narrower than the extractor: where it puts a text aside, the extractor gives no row."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import Lexicon, extract, lexicon
from extractor.corpus.text_filter import TextFilter, stems, text_filter
from tests.test_practice import SETS

LOOKALIKES = {"s": "ſ", "k": "K", "i": "ıİ", "'": "’ʼ"}
GLUE = [" ", "\n", "'s ", "’s ", "-", "_", "1", "a", "é", "ſ", "K", "İ", "ı", "\u200c", "طالبان", "@", "#", "🙂", "\0"]


def keeps(texts, words=None):
    found = TextFilter(words) if words else text_filter()
    kept = set(found.kept(pa.array(texts, pa.string())).to_pylist())
    return [i in kept for i in range(len(texts))]


def lexicon_of(targets, names):
    return Lexicon({}, {}, {}, tuple(word.lower() for word in targets), tuple(word.lower() for word in names))


@st.composite
def spelled(draw, words):
    """A word in any case, now and then with a letter that looks or folds alike."""
    letters = []
    for letter in draw(st.sampled_from(words)):
        alike = [letter, letter, letter.upper(), *LOOKALIKES.get(letter.lower(), "")]
        letters.append(draw(st.sampled_from(alike)))
    return "".join(letters)


def texts_with(words):
    piece = st.one_of(spelled(words), st.sampled_from(GLUE), st.text(max_size=4))
    return st.lists(piece, max_size=8).map("".join).filter(lambda text: not re.search("[\ud800-\udfff]", text))


OWN_WORDS = [*lexicon().targets, *lexicon().platform_names, "metal", "signals", "bans", "the"]


@given(st.lists(texts_with(OWN_WORDS), min_size=1, max_size=4))
def test_a_text_that_passes_the_extractors_gate_passes_the_filter(texts):
    dropped = [text for text, kept in zip(texts, keeps(texts), strict=True) if lexicon().may_hold(text) and not kept]
    assert dropped == []


VERBS = ["bans", "allows", "has banned", "accounts", "of", "the", "."]


@given(st.lists(st.one_of(spelled(OWN_WORDS), st.sampled_from(VERBS)), max_size=10).map(" ".join))
def test_a_text_that_the_filter_puts_aside_has_no_row(text):
    assert keeps([text]) == [True] or extract(text).candidates == ()


NAMES = st.text(alphabet="tkasİıſKطالéX .'-9", min_size=1, max_size=7).filter(
    lambda word: word.strip() == word and word.lower())


@given(st.data(), st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, min_size=1, max_size=3))
def test_for_any_lexicon_the_filter_is_at_least_as_wide_as_the_gate(data, targets, names):
    words = lexicon_of(targets, names)
    text = data.draw(texts_with([*words.targets, *words.platform_names]))
    assert keeps([text], words) == [True] or not words.may_hold(text)


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_the_filter_keeps_each_coded_text_that_has_a_row(folder):
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted((folder / "texts").glob("*.txt"))}
    kept = keeps(list(texts.values()))
    assert [name for (name, text), is_kept in zip(texts.items(), kept, strict=True)
            if not is_kept and extract(text).candidates] == []


@pytest.mark.parametrize(("text", "is_kept"), [
    pytest.param("Facebook bans the Taliban.", True, id="plain"),
    pytest.param("FACEBOOK BANS THE TALIBAN.", True, id="capitals"),
    pytest.param("On X, the Taliban’s ministers post.", True, id="one-letter name, typographic apostrophe"),
    pytest.param("(Taliban/TikTok)", True, id="between marks"),
    pytest.param("Τhe Islamic Emirate of Afghanistan is on WhatsApp", True, id="target of two words, a Greek letter"),
    pytest.param("طالبانTaliban WhatsAppواتساپ", True, id="touched by Arabic script"),
    pytest.param("_Facebook_ bans the _Taliban_.", True, id="emphasised"),
    pytest.param("Talibanisation of Facebook", False, id="a longer word"),
    pytest.param("The Taliban met in Doha.", False, id="no platform"),
    pytest.param("Facebook and Twitter met.", False, id="no target"),
    pytest.param("metal signals from the capital, Italian threads", False, id="near misses"),
    pytest.param("", False, id="empty"),
    pytest.param(None, False, id="null"),
])
def test_a_text_is_kept_for_a_bounded_target_and_a_bounded_platform(text, is_kept):
    assert keeps([text]) == [is_kept]


@pytest.mark.parametrize(("targets", "patterns"), [
    pytest.param(["taliban", "taleban", "talib"], ["(?i)tal(?:eban|ib)"], id="one pattern for one beginning"),
    pytest.param(["emirate", "mirab", "talib", "taleb"], ["(?i)mira(?:b|te)", "(?i)tal(?:eb|ib)"],
                 id="targets share what they have in common, wherever it begins"),
    pytest.param(["haqqani network", "haqqani"], ["(?i)haqqani"], id="a target that holds another is left out"),
    pytest.param(["islamic emirate"], [r"(?i)lamic\ emirate"], id="cut to letters without s and k"),
    pytest.param(["طالبان"], ["(?i)طالبان"], id="Arabic script"),
    pytest.param(["tk"], ["(?i)tk"], id="too short to cut"),
])
def test_targets_become_stems_that_are_found_fast(targets, patterns):
    assert stems(targets) == patterns


@pytest.mark.parametrize("text_type", [pa.string(), pa.large_string(), pa.binary()], ids=str)
def test_the_filter_reads_every_type_of_text(text_type):
    texts = pa.array(["nothing", "Facebook bans the Taliban."], pa.string()).cast(text_type)
    assert text_filter().kept(texts).to_pylist() == [1]
