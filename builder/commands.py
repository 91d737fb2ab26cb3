"""The command line of `build_dataset.py`: the build, and the builder's commands. Each imports what it needs."""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from schema.faults import FaultsFound, all_of

Commands = argparse._SubParsersAction
Run = Callable[[argparse.Namespace], int | None]
Build = Callable[[Path, Path, Path | None, bool], str]
Propose = Callable[[str, str], list[dict[str, Any]]]

STOPPED = 130
"""The exit code after Ctrl-C, as shells have it: 128 and the number of the signal."""


def command_line(root: Path, build: Build, propose: Propose) -> tuple[argparse.ArgumentParser, Commands]:
    """Give the command line of the project at `root`, and where further commands are added.

    Without a command it builds the dataset by `build`; `evaluate` judges what `propose` finds in texts.
    """
    parser = argparse.ArgumentParser(prog="build_dataset.py", description="Without a command: build the dataset.")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="the release folder (default: dist)")
    parser.add_argument("--articles", type=Path, metavar="DIR", help="prove every row by the texts in this folder")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a generated file is stale")
    parser.set_defaults(run=lambda options: print(build(root, options.out, options.articles, options.check)))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    add_commands(commands, root, propose)
    return parser, commands


def run(options: argparse.Namespace) -> int:
    """Run the command that was asked for; gives the exit code: 0 well, 1 faults, 130 stopped by Ctrl-C, or its own.

    Faults, and what to do after a stop, go to standard error.
    """
    try:
        return options.run(options) or 0
    except FaultsFound as found:
        print(found, file=sys.stderr)
        return 1
    except KeyboardInterrupt as stop:
        print("; ".join(["stopped", *map(str, stop.args)]), file=sys.stderr)
        return STOPPED


def add_commands(commands: Commands, root: Path, propose: Propose) -> None:
    """Add the commands of the builder to the command line of the project at `root`."""
    command = _adder(commands, root)

    check = command("check", "check coding files, or without any: all data", _check)
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a coding file outside data/: a proposal")
    check.add_argument("--articles", type=Path, metavar="DIR", help="prove the rows, too, by the texts in this folder")

    register = command("register", "describe the text of a new article for data/articles.yaml", _register)
    register.add_argument("text", type=Path, metavar="TEXT", help="<article_id>.txt")

    anchor = command("anchor", "turn pasted quotes into offsets and fingerprints, in place", _anchor)
    anchor.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a coding file")
    anchor.add_argument("--articles", type=Path, metavar="DIR", required=True, help="the folder of <article_id>.txt")

    hydrate = command("hydrate", "write statements with the text of their evidence, from your articles", _hydrate)
    hydrate.add_argument("--articles", type=Path, metavar="DIR", required=True, help="the folder of <article_id>.txt")
    hydrate.add_argument("--dist", type=Path, default=Path("dist"), metavar="DIR", help="the release folder")
    hydrate.add_argument("--out", type=Path, default=Path("hydrated/statements.parquet"), metavar="FILE")

    evaluate = command("evaluate", "judge the extractor by a coding of texts, as reliability judges a second coder",
                       functools.partial(_evaluate, propose))
    evaluate.add_argument("codings", type=Path, metavar="CODINGS", help="the folder of the coding files")
    evaluate.add_argument("texts", type=Path, metavar="TEXTS", help="the folder of <article_id>.txt")
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="write the figures and each statement's outcome")
    evaluate.add_argument("--against", type=Path, metavar="OLD", help="an earlier --json: show gains and losses")

    publish = command("publish", "publish the release folder on the Hub; without --yes only show what would be done",
                      _publish)
    publish.add_argument("dataset", metavar="OWNER/NAME", help="the dataset on the Hub")
    publish.add_argument("--dist", type=Path, default=Path("dist"), metavar="DIR", help="the release folder")
    publish.add_argument("--yes", action="store_true", help="do it")
    publish.add_argument("--public", action="store_true", help="let everybody see it (default: private)")
    publish.add_argument("--pr", action="store_true", help="open a pull request on the Hub instead")

    diff = command("diff", "say what changed against a git revision or another release folder", _diff)
    diff.add_argument("old", metavar="REV", help="a revision such as v0.1.0, or a folder such as old-dist")
    diff.add_argument("new", nargs="?", metavar="NEW", help="the same (default: the working tree)")


def development_articles(root: Path) -> list[tuple[str, Sequence[dict[str, Any]]]]:
    """Give the texts that the extractor is developed on, each with its coded rows; raises `FaultsFound`."""
    from builder.coded_articles import read_development_articles

    return [(article.text, article.statements) for article in read_development_articles(root / "data")]


def _adder(commands: Commands, root: Path) -> Callable[[str, str, Run], argparse.ArgumentParser]:
    def add(name: str, what: str, run: Run) -> argparse.ArgumentParser:
        """Add one command: its name, what it does, and what runs it."""
        parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
        parser.set_defaults(run=run, root=root)
        return parser

    return add


def _check(options: argparse.Namespace) -> None:
    from builder import check, prove
    from builder.manifest import MANIFEST, read_manifest, withdrawn_ids
    from builder.read import read

    data = options.root / "data"
    collection = read(data)
    outside = [file for file in options.files if not check.is_published(file, data)]
    asked = [functools.partial(check.check_files, collection, outside)]
    proved = [check.files_under_way(collection, outside)] if outside and options.articles else []
    if not outside or len(outside) < len(options.files):
        asked.append(lambda: check.check(collection, withdrawn_ids(read_manifest(data / MANIFEST))))
        proved.append(collection)
    warnings, proofs = all_of(
        lambda: [warning for found in all_of(*asked) for warning in found],
        lambda: all_of(*(functools.partial(prove.prove_from, one, options.articles) for one in proved)))
    print(*check.summary(warnings), sep="\n")
    for proof in proofs:
        print(*prove.summary(proof, options.articles), sep="\n")


def _register(options: argparse.Namespace) -> None:
    from builder.read import read
    from builder.register import register

    print(register(options.text, read(options.root / "data").articles), end="")


def _anchor(options: argparse.Namespace) -> None:
    from builder.anchor import anchor_files

    anchored = anchor_files(options.files, options.articles)
    for done in anchored:
        widened = ", widened to whole sentences" if done.is_widened else ""
        print(f"{done.file}:{done.line}: anchored at {done.start} to {done.end}{widened}")
    for file in sorted({*map(str, options.files)} - {done.file for done in anchored}):
        print(f"{file}: nothing to anchor: no row has a quote")


def _hydrate(options: argparse.Namespace) -> None:
    from builder.hydrate import hydrate, write_hydrated
    from builder.parquet import read_tables
    from builder.texts import texts_at_hand

    statements = read_tables(options.dist, ["statements"])["statements"]
    table = hydrate(statements, texts_at_hand(options.articles, statements["article_id"].to_pylist()))
    counts = write_hydrated(table, options.out)
    for row in table.select(["statement_id", "evidence_status"]).to_pylist():
        print(f"{row['statement_id']}: {row['evidence_status']}")
    print(f"{', '.join(f'{count} {status}' for status, count in counts.items())}; written to {options.out}")


def _evaluate(propose: Propose, options: argparse.Namespace) -> None:
    from builder.coded_articles import read_coded_articles
    from builder.evaluation import as_json, evaluate, read_json, require_same_articles
    from builder.evaluation_report import changes_table, figures_table
    from schema.codebook import codebook
    from schema.whole_file import write_whole

    old = read_json(options.against) if options.against else None
    result = evaluate(read_coded_articles(options.codings, options.texts), propose, codebook())
    print(figures_table(result))
    if old is not None:
        require_same_articles(old, result, str(options.against))
        print(changes_table(old, result))
    if options.json:
        write_whole(options.json, as_json(result).encode("utf-8"))


def _publish(options: argparse.Namespace) -> int:
    from builder.publish import publish

    return publish(options.dataset, options.dist, yes=options.yes, public=options.public, pr=options.pr)


def _diff(options: argparse.Namespace) -> None:
    from builder.diff import diff, diff_text
    from builder.states import state_at, state_of_tree

    new = state_at(options.root, options.new) if options.new else state_of_tree(options.root)
    print(diff_text(diff(state_at(options.root, options.old), new)))
