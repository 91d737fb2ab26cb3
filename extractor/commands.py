"""The commands of the extractor. Each imports what it needs when it runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

STANDARD_INPUT = "-"


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the commands of the extractor to a command line."""
    what = "propose candidate statements for an article, as a coding file for a coder to decide on"
    propose = commands.add_parser("propose", help=what, description=f"{what[0].upper()}{what[1:]}.")
    propose.set_defaults(run=_propose)
    propose.add_argument("texts", nargs="*", default=[STANDARD_INPUT], metavar="TEXT",
                         help="<article_id>.txt; without any, or for -, standard input")
    propose.add_argument("--published", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD; 'last year' is read by it")
    propose.add_argument("--out", type=Path, metavar="FILE",
                         help="where the coding file goes; of several texts: the folder (default: print them)")


def _propose(options: argparse.Namespace) -> None:
    from extractor import extract
    from extractor.propose import checked_date, proposal, write_proposal
    from schema.faults import FaultsFound

    published = checked_date(options.published)
    faults = []
    for name in options.texts:
        try:
            article_id, text = _text(name)
        except FaultsFound as found:
            faults += found.faults
            continue
        written = proposal(article_id, extract(text, published), text)
        if options.out is None:
            print(written, end="")
        else:
            path = options.out / f"{article_id}.yaml" if len(options.texts) > 1 else options.out
            print(f"{name}: proposed in {write_proposal(path, written)}")
    if faults:
        raise FaultsFound(faults)


def _text(name: str) -> tuple[str, str]:
    """Give the id of an article and its text, from a file or from standard input."""
    from extractor.read_text import read_text, text_of

    if name == STANDARD_INPUT:
        return "standard-input", text_of(sys.stdin.buffer.read(), "standard input")
    return Path(name).stem, read_text(Path(name))
