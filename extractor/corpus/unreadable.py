"""What is wrong with a file that cannot be read, in words, and what to do; what the library said stands in brackets."""

from __future__ import annotations

import os
import zlib

import pyarrow as pa

from extractor.corpus.documents import ShardFault
from extractor.corpus.sources import PARQUET, Shard

UNREADABLE = (OSError, EOFError, zlib.error, pa.ArrowException)
"""What reading a shard raises if its content or its place is at fault."""


def unreadable(shard: Shard, error: Exception) -> ShardFault:
    """Give the fault of a shard whose reading ended with one of `UNREADABLE`."""
    return ShardFault(f"{_what(shard, error)} ({said(error)})")


def said(error: BaseException) -> str:
    """Give on one line what an error says, or its name if it says nothing."""
    return " ".join(str(error).split()) or type(error).__name__


def _what(shard: Shard, error: Exception) -> str:
    form = "Parquet" if shard.format == PARQUET else shard.compression
    if isinstance(error, IsADirectoryError):
        return "this is a folder that is named as a file, with no file to scan in it; remove it, or rename it"
    if isinstance(error, FileNotFoundError) and shard.is_local and os.path.islink(shard.address):
        return "this is a link to a file that is not there; remove it, or link it anew"
    if isinstance(error, FileNotFoundError):
        return "the file is no longer there; scan again"
    if isinstance(error, PermissionError):
        return "the file may not be read; see to its permissions"
    if isinstance(error, OSError) and (error.errno or not form):
        return "the file cannot be read; see to its disk or network, and scan again"
    if isinstance(error, EOFError):
        return "the file is cut short; fetch it, or write it, anew"
    return f"the file is not {form}, as its name says, or is damaged; rename it, or fetch it anew"
