"""The commands of the extractor. Each imports what it needs when it runs."""

from __future__ import annotations

import argparse
import functools
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

STANDARD_INPUT = "-"


Coded = Callable[[], Iterable[tuple[str, Sequence[Mapping[str, Any]]]]]
"""Gives texts, each with the rows that were coded in it."""


def add_commands(commands: argparse._SubParsersAction, coded: Coded) -> None:
    """Add the commands of the extractor to a command line; `coded` gives the texts that it may learn from."""
    _add_propose(commands)
    _add_scan(commands)
    _add_learn(commands, coded)


def _add_propose(commands: argparse._SubParsersAction) -> None:
    what = "propose candidate statements for an article, as a coding file for a coder to decide on"
    propose = commands.add_parser("propose", help=what, description=f"{what[0].upper()}{what[1:]}.")
    propose.set_defaults(run=_propose)
    propose.add_argument("texts", nargs="*", default=[STANDARD_INPUT], metavar="TEXT",
                         help="<article_id>.txt; without any, or for -, standard input")
    propose.add_argument("--published", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD; 'last year' is read by it")
    propose.add_argument("--out", type=Path, metavar="FILE",
                         help="where the coding file goes; of several texts: the folder (default: print them)")


def _add_scan(commands: argparse._SubParsersAction) -> None:
    what = "scan a corpus: candidate rows for each document that states a treatment"
    scan = commands.add_parser("scan", help=what, description=f"{what[0].upper()}{what[1:]}. Exit code: 0 every "
                               "document was scanned, 1 nothing was, 3 shards or documents failed or the folder is not "
                               "as it should be, 130 it was stopped.")
    scan.set_defaults(run=_scan)
    scan.add_argument("inputs", nargs="+", metavar="INPUT",
                      help="Parquet or JSON lines (plain, .gz, .zst): a file, a folder, a glob, or an fsspec address "
                      "such as hf:// or s3://")
    scan.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the rows go, one file a shard")
    scan.add_argument("--text-column", default="text", metavar="NAME", help="the documents' texts (default: text)")
    scan.add_argument("--id-column", metavar="NAME", help="their identifiers (default: shard and row)")
    scan.add_argument("--date-column", metavar="NAME", help="their dates of publication, YYYY, YYYY-MM or YYYY-MM-DD")
    scan.add_argument("--with-text", action="store_true", help="add the text of the evidence, which is the publisher's")
    scan.add_argument("--max-text-mb", type=_bytes_of_megabytes, default="1", metavar="MB", dest="max_text_bytes",
                      help="a relevant text that is longer counts as failed (default: 1)")
    scan.add_argument("--batch-rows", type=_count, default=4096, metavar="N",
                      help="documents in memory at a time, for each worker (default: 4096)")
    scan.add_argument("--engine", choices=("local", "dask"), default="local",
                      help="the processes of this machine, or a Dask cluster (default: local)")
    scan.add_argument("--workers", type=_count, metavar="N", help="processes on this machine (default: one a core)")
    scan.add_argument("--scheduler", metavar="ADDRESS", help="an existing Dask cluster, such as tcp://10.0.0.1:8786")


def _add_learn(commands: argparse._SubParsersAction, coded: Coded) -> None:
    what = "learn the points of the words anew, from the training set and the practice set's development half"
    learn = commands.add_parser("learn", help=what, description=f"{what[0].upper()}{what[1:]}.")
    learn.set_defaults(run=functools.partial(_learn, coded))


def _propose(options: argparse.Namespace) -> None:
    from extractor.propose import checked_date
    from schema.faults import FaultsFound

    published = checked_date(options.published)
    faults, written = [], {}
    for name in options.texts:
        try:
            _propose_for(name, published, options, written)
        except FaultsFound as found:
            faults += found.faults
    if faults:
        raise FaultsFound(faults)


def _propose_for(name: str, published: str | None, options: argparse.Namespace, written: dict[Path, str]) -> None:
    """Print or write the proposal for a text; `written` tells the files of this run, each with its text's name."""
    from extractor import extract
    from extractor.propose import proposal, write_proposal
    from schema.faults import Fault, FaultsFound
    from schema.sentences import UnreadableText

    article_id, text = _text(name)
    try:
        proposed = proposal(article_id, extract(text, published), text)
    except UnreadableText as error:
        raise FaultsFound([Fault(name, 0, "", str(error), check="text")]) from None
    if options.out is None:
        print(proposed, end="")
    else:
        path = options.out / f"{article_id}.yaml" if len(options.texts) > 1 else options.out
        _require_own(name, article_id, written.get(path))
        print(f"{name}: proposed in {write_proposal(path, proposed)}")
        written[path] = name
    if name != STANDARD_INPUT and article_id != Path(name).stem:
        print(f"{name}: is not named for an article; 'anchor' looks for {article_id}.txt: rename it", file=sys.stderr)


def _require_own(name: str, article_id: str, other: str | None) -> None:
    """Raise `FaultsFound` for a text whose proposal another text of the run has taken the place of."""
    from schema.faults import Fault, FaultsFound

    if other is not None:
        raise FaultsFound([Fault(name, 0, "", "another text's name gives the same article_id",
                                 found=f"{article_id!r}, as of {other}", check="propose",
                                 remedy="name each text <article_id>.txt, in lower-case words and numbers")])


def _text(name: str) -> tuple[str, str]:
    """Give the id of an article and its text, from a file or from standard input."""
    from extractor.propose import article_id_of
    from schema.article_text import read_text, text_of

    if name == STANDARD_INPUT:
        return "standard-input", text_of(sys.stdin.buffer.read(), "standard input")
    return article_id_of(Path(name)), read_text(Path(name))


def _learn(coded: Coded, options: argparse.Namespace) -> None:
    from extractor.learning import holds, learned, learned_of_variables
    from extractor.weights import FILE, VARIABLES_FILE
    from schema.whole_file import write_whole

    texts = list(coded())
    for path, learn in ((FILE, learned), (VARIABLES_FILE, learned_of_variables)):
        table = learn(texts)
        if holds(path, table):
            print(f"{path.name}: {len(texts)} texts teach the points that it holds, but for rounding")
            continue
        write_whole(path, table.encode("utf-8"))
        print(f"{path.name}: the points of {table.count(chr(10)) - 2:,} terms, learned from {len(texts)} texts")


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"found {text!r}; allowed: a whole number, 1 or more")
    return int(text)


def _bytes_of_megabytes(text: str) -> int:
    from extractor.corpus.settings import MEGABYTE

    try:
        size = float(text) * MEGABYTE
    except ValueError:
        size = math.nan
    if not 1 <= size < math.inf:
        raise argparse.ArgumentTypeError(f"found {text!r}; allowed: a number of megabytes above 0")
    return int(size)


def _scan(options: argparse.Namespace) -> int:
    from extractor.corpus.settings import Settings
    from extractor.scan import scan

    if options.scheduler and options.engine != "dask":
        print("--scheduler goes with --engine dask", file=sys.stderr)
        return 2
    settings = Settings(options.text_column, options.id_column, options.date_column, options.with_text,
                        options.max_text_bytes, options.batch_rows)
    machines = {"scheduler": options.scheduler} if options.engine == "dask" else {}
    try:
        report = scan(options.inputs, options.out, settings, options.engine, workers=options.workers, **machines)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("run the same command again to go on") from None
    print(*report.lines(options.out), sep="\n", file=sys.stderr if report.exit_code else sys.stdout)
    return report.exit_code
