"""Rows of earlier runs: set aside where a run gave none for their shard, so that a folder holds what its report says.

Nothing is deleted: a run that has the shard takes its rows up again, and skips it if nothing has changed.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from extractor.corpus.shard_files import CANDIDATES, FAILED

ASIDE = "aside"
_SHARDS = f"*-{'[0-9a-f]' * 12}.parquet"  # as `ShardTask.file` names them


def set_aside(out: Path, kept: Collection[str]) -> int:
    """Move the files of a scan whose names are not `kept` into its folder aside; gives of how many shards they are."""
    there = {file.name for folder in (CANDIDATES, FAILED) for file in (out / folder).glob(_SHARDS)}
    return _move(out, out / ASIDE, there - set(kept), (CANDIDATES, FAILED))


def take_up(out: Path, wanted: Collection[str]) -> None:
    """Move the files whose names are `wanted` back to where a scan has them."""
    aside = {file.name for file in (out / ASIDE / CANDIDATES).glob(_SHARDS)}
    _move(out / ASIDE, out, aside & set(wanted), (FAILED, CANDIDATES))


def _move(source: Path, target: Path, names: set[str], tables: tuple[str, str]) -> int:
    """Move files from one folder of a scan to another, each in its table; gives how many names.

    By its candidates a shard counts as done, and is found aside: they are the last of it to come and the first to go,
    so that a run that is killed between leaves nothing that the next one does not put right.
    """
    for folder in tables if names else ():
        (target / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            if (source / folder / name).exists():
                os.replace(source / folder / name, target / folder / name)
    return len(names)
