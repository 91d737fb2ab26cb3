"""The extractor against spaCy with the same lexicon: full extraction against sentence splitting and phrase matching."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

import spacy
from spacy.matcher import PhraseMatcher

import extractor
from benchmarks.articles import as_news, practice_texts
from benchmarks.growing_texts import MARKS, SENTENCES, of_marks, of_sentences
from benchmarks.measure import header, median_seconds, row

PUBLISHED = "2021-08-18"
ROUNDS = 5
MARKS_TIMES, SENTENCES_TIMES = 50_000, 2_000
"""How often what repeats stands in a growing text before it is doubled."""
NEVER_THE_SAME = 20
"""How many versions of each text are measured; names in them differ, so that nothing is known beforehand."""


def main() -> None:
    """Print articles a second, MB a second and the ratio on each kind of text, then the extremes and growing texts."""
    header()
    for kind, texts in _kinds().items():
        _compare(kind, texts)
    for name, text in _extremes().items():
        seconds = median_seconds(lambda text=text: extractor.extract(text), times=1)
        row(name, f"{seconds:.2f} s, {len(text) / seconds / 1e6:.1f} MB/s", "linear")
    for kinds, of, times in ((MARKS, of_marks, MARKS_TIMES), (SENTENCES, of_sentences, SENTENCES_TIMES)):
        for kind in kinds:
            once, twice = (_seconds_a_character(of(kind, number)) for number in (times, 2 * times))
            row(f"{kind}: time per character of a text twice as long / of {times:,} times",
                f"{twice / once:.2f} ({once * 1e6:.2f} µs)", "level")


def _compare(kind: str, texts: list[str]) -> None:
    size = sum(len(text.encode("utf-8")) for text in texts)
    rows = sum(len(extractor.extract(text, PUBLISHED).candidates) for text in texts)
    row(f"{kind}: texts, words a text, statements found a text",
        f"{len(texts)}, {sum(len(text.split()) for text in texts) / len(texts):.0f}, {rows / len(texts):.1f}")
    spacys_way = _spacy(texts)
    pairs = [(_processor_seconds(lambda: [extractor.extract(text, PUBLISHED) for text in texts]),
              _processor_seconds(spacys_way)) for _ in range(ROUNDS)]
    ours, spacys = (statistics.median(column) for column in zip(*pairs, strict=True))
    row(f"{kind}: extractor, full extraction, one core",
        f"{len(texts) / ours:,.0f} articles/s, {size / ours / 1e6:.2f} MB/s")
    row(f"{kind}: spaCy blank English, sentencizer and phrase matcher, same lexicon",
        f"{len(texts) / spacys:,.0f} articles/s, {size / spacys / 1e6:.2f} MB/s")
    row(f"{kind}: extractor's speed / spaCy's", f"{statistics.median(theirs / own for own, theirs in pairs):.2f}",
        "at least 3")


def _spacy(texts: list[str]) -> Callable[[], None]:
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    language.max_length = 10_000_000
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for name, words in extractor.lexicon().classes.items():
        matcher.add(name, [language.make_doc(word) for word in words])

    def run() -> None:
        """Read every text once with spaCy."""
        for text in texts:
            document = language(text)
            list(document.sents)
            matcher(document)

    run()
    return run


def _processor_seconds(run: Callable[[], object]) -> float:
    """Give the processor time of one call, which other work on the machine changes less than the wall time."""
    start = time.process_time()
    run()
    return time.process_time() - start


def _seconds_a_character(text: str) -> float:
    return min(_processor_seconds(lambda: extractor.extract(text, PUBLISHED)) for _ in range(2)) / len(text)


def _kinds() -> dict[str, list[str]]:
    chance = random.Random(1)
    short = [text for text in practice_texts() for _ in range(NEVER_THE_SAME)]
    return {
        "practice texts": [_renamed(text, chance) for text in short],
        "practice texts within articles of 600 words": [as_news(_renamed(text, chance), chance) for text in short[::4]],
    }


def _renamed(text: str, chance: random.Random) -> str:
    return text.replace("Kabul", f"Kabul{chance.randrange(10**9)}")


def _extremes() -> dict[str, str]:
    article = "Twitter lets the Taliban tweet, and Facebook bans it. "
    return {
        "a text of 5 MB with a statement in each sentence": article * (5_000_000 // len(article)),
        "a million words without a full stop": "the Taliban is banned from Facebook and " * 140_000,
        "100,000 quotation marks": 'the Taliban said " on Twitter ' * 100_000,
        "a pronoun that speaks, 50 times a sentence": f"Twitter lets them tweet, {'he said ' * 50}at last. " * 1_000,
        "10,000 speakers of different names": " ".join(
            f"Facebook bans the Taliban, John X{number:x} said." for number in range(10_000)),
        "100,000 names of platforms in one sentence": "The Taliban is on " + "Twitter, Facebook " * 50_000,
    }
