"""Build the dataset: coded articles in, a validated release folder out. The flow, and the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import builder.commands
from builder.folder_swap import locked
from builder.stamp import Inputs, inputs_of, report_if_fresh, require_replaceable
from schema.faults import FaultsFound

ROOT = Path(__file__).resolve().parent


def build(root: Path, out: Path, texts: Path | None = None, is_check: bool = False) -> str:
    """Build the release folder `out` from the project at `root`; gives the report. Nothing changed: does nothing.

    `texts` is a folder with the articles' texts, by which every row is proved. With `is_check` nothing is written,
    and committed files that are stale are faults. Raises `FaultsFound` with every fault; `out` then stays as it was.
    """
    if is_check:
        return flow(root, out, texts, {}, is_check)
    require_replaceable(out)
    with locked(out):
        inputs = inputs_of(root, texts)
        report = report_if_fresh(out, inputs)
        return f"Nothing has changed since the last build.\n{report}" if report else flow(root, out, texts, inputs)


def flow(root: Path, out: Path, texts: Path | None, inputs: Inputs, is_check: bool = False) -> str:
    """Run every step in order, whether or not anything has changed; see `build`."""
    from builder import check, compare, manifest, prove, read, refresh, release, reliability, stamp, tabulate

    earlier = manifest.read_manifest(root / "data" / manifest.MANIFEST)
    collection = read.read(root / "data")
    warnings = check.check(collection, manifest.withdrawn_ids(earlier))
    proofs = prove.prove_from(collection, texts)
    tables = tabulate.tabulate(collection)
    tables |= compare.comparisons(tables["statements"], tables["articles"])
    tables |= reliability.reliability_table(collection)
    tables = tabulate.validated(tables)
    described = manifest.make_manifest(tables, manifest.project_version(root), earlier)
    generated = refresh.generated_files(root, tables, described)
    report = release.report_text(tables, [*check.summary(warnings), *prove.summary(proofs)], out)
    if is_check:
        refresh.require_fresh(root, generated)
        return report
    refresh.refresh(root, generated)
    release.release(root, out, tables, described, stamp.with_generated(inputs, generated), report)
    return report


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; gives the exit code: 0 well, 1 faults, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="build_dataset.py", description="Without a command: build the dataset.")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="the release folder (default: dist)")
    parser.add_argument("--articles", type=Path, metavar="DIR", help="prove every row by the texts in this folder")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a generated file is stale")
    parser.set_defaults(run=lambda options: print(build(ROOT, options.out, options.articles, options.check)))
    builder.commands.add_commands(parser.add_subparsers(title="commands", metavar="COMMAND"), ROOT)
    options = parser.parse_args(arguments)
    try:
        return options.run(options) or 0
    except FaultsFound as found:
        print(*found.faults, sep="\n", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
