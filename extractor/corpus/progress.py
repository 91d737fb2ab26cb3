"""Progress: a bar of documents, MB/s, matches and time left; quiet where nobody watches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tqdm import tqdm

from extractor.corpus.shard_task import Outcome


def watched(outcomes: Iterable[Outcome], size: int) -> Iterator[Outcome]:
    """Pass the outcomes on, with a bar on standard error if that is a terminal. `size` is the shards' bytes."""
    documents = matched = 0
    with tqdm(total=size, unit="B", unit_scale=True, disable=None) as bar:
        for outcome in outcomes:
            documents += outcome.counts.get("read", 0)
            matched += outcome.counts.get("matched", 0)
            bar.set_postfix_str(f"{documents:,} documents, {matched:,} matched", refresh=False)
            bar.update(outcome.size)
            yield outcome
