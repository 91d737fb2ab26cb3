"""The command line of `build_dataset.py`: the build, and the builder's commands. Each imports what it needs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Run = Callable[[argparse.Namespace], int | None]


def command_line(root: Path, build: Callable[[Path, Path, Path | None, bool], str]) -> argparse.ArgumentParser:
    """Give the command line of the project at `root`: without a command, it builds the dataset by `build`."""
    parser = argparse.ArgumentParser(prog="build_dataset.py", description="Without a command: build the dataset.")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="the release folder (default: dist)")
    parser.add_argument("--articles", type=Path, metavar="DIR", help="prove every row by the texts in this folder")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a generated file is stale")
    parser.set_defaults(run=lambda options: print(build(root, options.out, options.articles, options.check)))
    add_commands(parser.add_subparsers(title="commands", metavar="COMMAND"), root)
    return parser


def add_commands(commands: argparse._SubParsersAction, root: Path) -> None:
    """Add the commands of the builder to the command line of the project at `root`."""
    command = _adder(commands, root)

    check = command("check", "check coding files, or without any: all data", _check)
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a coding file outside data/: a proposal")

    register = command("register", "describe the text of a new article for data/articles.yaml", _register)
    register.add_argument("text", type=Path, metavar="TEXT", help="<article_id>.txt")

    anchor = command("anchor", "turn pasted quotes into offsets and fingerprints, in place", _anchor)
    anchor.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a coding file")
    anchor.add_argument("--articles", type=Path, metavar="DIR", required=True, help="the folder of <article_id>.txt")

    hydrate = command("hydrate", "write statements with the text of their evidence, from your articles", _hydrate)
    hydrate.add_argument("--articles", type=Path, metavar="DIR", required=True, help="the folder of <article_id>.txt")
    hydrate.add_argument("--dist", type=Path, default=Path("dist"), metavar="DIR", help="the release folder")
    hydrate.add_argument("--out", type=Path, default=Path("hydrated/statements.parquet"), metavar="FILE")

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


def _adder(commands: argparse._SubParsersAction, root: Path) -> Callable[[str, str, Run], argparse.ArgumentParser]:
    def add(name: str, what: str, run: Run) -> argparse.ArgumentParser:
        parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
        parser.set_defaults(run=run, root=root)
        return parser

    return add


def _check(options: argparse.Namespace) -> None:
    from builder.check import check, check_files, summary
    from builder.manifest import MANIFEST, read_manifest, withdrawn_ids
    from builder.read import read

    collection = read(options.root / "data")
    outside = [file for file in options.files if not file.resolve().is_relative_to(options.root / "data")]
    warnings = check_files(collection, outside)
    if len(outside) == len(options.files) > 0:
        print(*summary(warnings), sep="\n")
        return
    warnings += check(collection, withdrawn_ids(read_manifest(options.root / "data" / MANIFEST)))
    print(*summary(warnings), sep="\n")


def _register(options: argparse.Namespace) -> None:
    from builder.register import register

    print(register(options.text), end="")


def _anchor(options: argparse.Namespace) -> None:
    from builder.anchor import anchor_files

    for done in anchor_files(options.files, options.articles):
        widened = ", widened to whole sentences" if done.is_widened else ""
        print(f"{done.file}:{done.line}: anchored at {done.start} to {done.end}{widened}")


def _hydrate(options: argparse.Namespace) -> None:
    from builder.hydrate import hydrate, write_hydrated
    from builder.parquet import read_tables
    from builder.texts import read_texts

    statements = read_tables(options.dist, ["statements"])["statements"]
    table = hydrate(statements, read_texts(options.articles, statements["article_id"].to_pylist()))
    counts = write_hydrated(table, options.out)
    for row in table.select(["statement_id", "evidence_status"]).to_pylist():
        print(f"{row['statement_id']}: {row['evidence_status']}")
    print(f"{', '.join(f'{count} {status}' for status, count in counts.items())}; written to {options.out}")


def _publish(options: argparse.Namespace) -> int:
    from builder.publish import publish

    return publish(options.dataset, options.dist, yes=options.yes, public=options.public, pr=options.pr)


def _diff(options: argparse.Namespace) -> None:
    from builder.diff import diff, diff_text, tables_at, tables_of_tree

    new = tables_at(options.root, options.new) if options.new else tables_of_tree(options.root)
    print(diff_text(diff(tables_at(options.root, options.old), new)))
