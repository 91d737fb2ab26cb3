"""A synthetic corpus of news: Zipfian words, 0.5% relevant texts, and near misses.

Near misses are words that begin as targets or platforms do (metal, signals, capital), texts that name the target and no
platform, and texts that name a platform and no target.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

TEXTS_A_SHARD = 10_000
WORDS_A_TEXT = 432
_WORDS_A_SENTENCE = 18
_VOCABULARY = 30_000
_SEED = 20261121

NEAR_MISSES = ("metal", "signals", "capital", "Italian", "total", "talk", "metallic", "digital", "tale", "talent",
               "threadbare", "telegraphed", "metadata", "haqq", "emirates", "X-ray", "facebooks", "twittering")
RELEVANT = (
    "Facebook has banned the Taliban from its services.",
    "Twitter allows Taliban officials to keep their accounts.",
    "Unlike Meta, TikTok has not said whether the Taliban may post videos.",
    "YouTube removed channels run by the Taliban, a spokesperson said.",
    "WhatsApp shut down a helpline of the Taliban last week.",
)
WITHOUT_PLATFORM = "The Taliban said that schools in Kabul would open."
WITHOUT_TARGET = "Facebook and Twitter reported their results, and so did X."
SHARE_RELEVANT, SHARE_WITHOUT_PLATFORM, SHARE_WITHOUT_TARGET = 0.005, 0.01, 0.05


def write_corpus(folder: Path, texts: int, compression: str = "snappy") -> Path:
    """Write a corpus of that many texts, in Parquet shards of 10,000 with the columns id, date and text."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        shards = range(texts // TEXTS_A_SHARD)
        list(pool.map(_write_shard, [folder] * len(shards), shards, [compression] * len(shards)))
    return folder


def linked(corpus: Path, folder: Path, shards: int) -> Path:
    """Make a corpus of that many shards by hard links to the shards of another, taken in turn."""
    folder.mkdir(parents=True)
    originals = sorted(corpus.glob("*.parquet"))
    for i in range(shards):
        os.link(originals[i % len(originals)], folder / f"shard-{i:05}.parquet")
    return folder


def texts_of(seed: int, count: int) -> Iterator[str]:
    """Give texts, the same for the same seed."""
    numbers, chance = np.random.default_rng([_SEED, seed]), random.Random(_SEED + seed)
    words = _vocabulary()
    weights = 1 / np.arange(1, len(words) + 1)
    order = numbers.choice(len(words), size=(count, WORDS_A_TEXT), p=weights / weights.sum())
    for line in order:
        chosen = words[line]
        sentences = [" ".join(chosen[i:i + _WORDS_A_SENTENCE]).capitalize() + "."
                     for i in range(0, WORDS_A_TEXT, _WORDS_A_SENTENCE)]
        yield " ".join(_seeded(sentences, chance))


def _seeded(sentences: list[str], chance: random.Random) -> list[str]:
    drawn, place = chance.random(), chance.randrange(len(sentences))
    if drawn < SHARE_RELEVANT:
        return [*sentences[:place], *chance.sample(RELEVANT, 2), *sentences[place:]]
    if drawn < SHARE_RELEVANT + SHARE_WITHOUT_PLATFORM:
        return [*sentences[:place], WITHOUT_PLATFORM, *sentences[place:]]
    if drawn < SHARE_RELEVANT + SHARE_WITHOUT_PLATFORM + SHARE_WITHOUT_TARGET:
        return [*sentences[:place], WITHOUT_TARGET, *sentences[place:]]
    return sentences


def _vocabulary() -> np.ndarray:
    """Give words by falling frequency: the near misses stand among the commonest."""
    chance = random.Random(_SEED)
    letters = "eeeeeetttttaaaaaooooiiiinnnnsssshhhrrrdddlllcummwwffggyyppbbvkjxqz"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(_VOCABULARY)]
    for number, word in enumerate(NEAR_MISSES):
        words[60 + 40 * number] = word
    return np.array(words, dtype=object)


def _write_shard(folder: Path, number: int, compression: str) -> None:
    texts = list(texts_of(number, TEXTS_A_SHARD))
    ids = [f"text-{number * TEXTS_A_SHARD + i}" for i in range(len(texts))]
    table = pa.table({"id": ids, "date": ["2023-07-11"] * len(texts), "text": texts})
    pq.write_table(table, folder / f"shard-{number:05}.parquet", compression=compression)
