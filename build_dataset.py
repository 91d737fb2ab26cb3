"""Build the dataset: coded articles in, a validated release folder out. The flow, and the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import builder.commands
import extractor.commands
from builder.folder_swap import locked
from builder.stamp import Inputs, inputs_of, report_if_fresh, require_replaceable, with_generated

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
    from builder import check, compare, illustrate, manifest, prove, read, refresh, release, reliability, tabulate
    from builder.citation import read_citation
    from builder.publication import publication
    from schema.faults import all_of

    cited = read_citation(root, manifest.project_version(root))
    earlier = manifest.read_manifest(root / "data" / manifest.MANIFEST)
    collection = read.read(root / "data")
    coders = [coder.values for coder in collection.coders]
    withdrawn = manifest.withdrawn_ids(earlier)
    warnings, proofs = all_of(lambda: check.check(collection, withdrawn), lambda: prove.prove_from(collection, texts))
    tables = tabulate.tabulate(collection)
    tables |= compare.comparisons(tables["statements"], tables["articles"])
    tables = tabulate.validated(tables | reliability.reliability_table(collection))
    described = manifest.make_manifest(tables, cited.version, earlier)
    drawn = illustrate.illustrate(tables, cited, coders)
    generated = refresh.generated_files(root, tables, drawn, described, cited, coders)
    published = publication(root, tables, described, cited, coders, generated)
    facts = [*check.summary(warnings), *prove.summary(proofs, texts), *illustrate.summary(drawn)]
    report = release.report_text(tables, facts, None if is_check else out)
    if is_check:
        refresh.require_fresh(root, generated)
        return report
    refresh.refresh(root, generated)
    release.release(root, out, published, drawn, with_generated(inputs, generated), report)
    return report


def propose(text: str, published: str) -> list[dict]:
    """Give the rows that the extractor proposes for a text: the codebook's variables and the evidence."""
    from extractor import extract

    return [candidate.row() for candidate in extract(text, published).candidates]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; gives the exit code: 0 well, 1 faults, 2 wrong use, 130 stopped by Ctrl-C."""
    parser, commands = builder.commands.command_line(ROOT, build, propose)
    extractor.commands.add_commands(commands, lambda: builder.commands.development_articles(ROOT))
    return builder.commands.run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
