"""Release: the folder that users load and that is published, made beside the old one and put in its place whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from builder.card import card
from builder.citation import CITATION
from builder.descriptors import descriptors
from builder.folder_swap import replaced
from builder.illustrate import FIGURES, PAGE, Illustrations
from builder.manifest import MANIFEST, manifest_text
from builder.parquet import write_parquet
from builder.publication import Publication
from builder.stamp import Inputs, write_stamp
from builder.tabulate import Tables

_COPIED = ("CHANGELOG.md", CITATION, "LICENSE")


def release(root: Path, out: Path, published: Publication, illustrations: Illustrations, inputs: Inputs,
            report: str) -> None:
    """Make the release folder `out`: Parquet, card, page, figures, manifest, licence, changelog, descriptors, stamp."""
    with replaced(out) as folder:
        write_parquet(published.tables, folder)
        _write_illustrations(illustrations, folder)
        text = card(published.tables, published.citation, published.datacard, published.coders)
        (folder / "README.md").write_text(text, "utf-8")
        (folder / MANIFEST).write_text(manifest_text(published.manifest), "utf-8")
        for name in _COPIED:
            shutil.copyfile(root / name, folder / name)
        for name, text in descriptors(published, folder).items():
            (folder / name).write_text(text, "utf-8")
        write_stamp(folder, inputs, report)


def report_text(tables: Tables, facts: list[str], out: Path | None) -> str:
    """Give the short report that a build ends with: rows per table, `facts`, and where the files are, if any are."""
    rows = [f"  {name:<12} {table.num_rows:>7,} rows" for name, table in tables.items()]
    end = f"Files in {out}/ (README.md is the card)" if out else "Nothing is written; the generated files are fresh."
    return "\n".join(["Tables", *rows, *facts, end])


def _write_illustrations(illustrations: Illustrations, folder: Path) -> None:
    if illustrations.page is not None:  # as bytes: the page's policy names the hash of its very text
        (folder / PAGE).write_bytes(illustrations.page.encode("utf-8"))
    (folder / FIGURES).mkdir()
    for name, drawn in illustrations.figures.items():
        (folder / FIGURES / name).write_bytes(drawn)
