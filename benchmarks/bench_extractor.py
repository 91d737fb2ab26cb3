"""The extractor against spaCy with the same lexicon: full extraction against sentence splitting and phrase matching."""

from __future__ import annotations

import random

import spacy
from spacy.matcher import PhraseMatcher

import extractor
from benchmarks.measure import ROOT, header, median_seconds, row

TEXTS = ROOT / "data" / "practice" / "texts"
CODINGS = ROOT / "data" / "practice" / "statements"
NEVER_THE_SAME = 20
"""How many versions of each text are measured; names in them differ, so that nothing is known beforehand."""


def main() -> None:
    """Print articles a second, MB a second and the ratio, on texts that hold statements."""
    texts = _texts()
    size = sum(len(text.encode("utf-8")) for text in texts)
    extractor.extract(texts[0])
    ours = median_seconds(lambda: [extractor.extract(text, "2021-08-18") for text in texts], times=3)
    spacys = _spacy(texts)
    header()
    row("extractor: full extraction, one core", f"{len(texts) / ours:,.0f} articles/s, {size / ours / 1e6:.2f} MB/s")
    row("spaCy blank English: sentencizer and phrase matcher, same lexicon",
        f"{len(texts) / spacys:,.0f} articles/s, {size / spacys / 1e6:.2f} MB/s")
    row("extractor's speed / spaCy's", f"{spacys / ours:.2f}", "at least 3")
    for name, text in _extremes().items():
        seconds = median_seconds(lambda text=text: extractor.extract(text), times=1)
        row(name, f"{seconds:.2f} s, {len(text) / seconds / 1e6:.1f} MB/s", "linear")


def _spacy(texts: list[str]) -> float:
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    language.max_length = 10_000_000
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for name, words in extractor.lexicon().classes.items():
        matcher.add(name, [language.make_doc(word) for word in words])

    def run() -> None:
        for text in texts:
            document = language(text)
            list(document.sents)
            matcher(document)

    run()
    return median_seconds(run, times=3)


def _texts() -> list[str]:
    chance = random.Random(1)
    texts = [path.read_bytes().decode("utf-8") for path in sorted(TEXTS.glob("*.txt"))
             if "statements: []" not in (CODINGS / f"{path.stem}.yaml").read_text(encoding="utf-8")]
    return [text.replace("Kabul", f"Kabul{chance.randrange(10**9)}") for text in texts for _ in range(NEVER_THE_SAME)]


def _extremes() -> dict[str, str]:
    article = "Twitter lets the Taliban tweet, and Facebook bans it. "
    return {
        "a text of 5 MB with a statement in each sentence": article * (5_000_000 // len(article)),
        "a million words without a full stop": "the Taliban is banned from Facebook and " * 140_000,
        "100,000 quotation marks": 'the Taliban said " on Twitter ' * 100_000,
        "100,000 names of platforms in one sentence": "The Taliban is on " + "Twitter, Facebook " * 50_000,
    }
