"""Engines: what their processes have done before the first shard."""

import multiprocessing

import pytest

from extractor.corpus.engines import ENGINES
from extractor.corpus.shard_task import Outcome
from extractor.rules import rule_book


def rules_read(shard: str) -> Outcome:
    """Say in a worker whether it had the rules before it was given anything."""
    return Outcome(shard, str(rule_book.cache_info().currsize), 0)


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="this system copies no process")
def test_local_workers_begin_with_the_rules_read():
    with ENGINES["local"](workers=2) as run:
        outcomes = list(run(rules_read, ["one", "other"]))
    assert {(one.source, one.status) for one in outcomes} == {("one", "1"), ("other", "1")}
