"""Render: the tables become the text of one HTML file. Pure: the same tables give the same bytes."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from builder.citation import Citation
from builder.compare import ALL
from builder.display import wording
from builder.display.cells import matrices
from builder.display.counts import contrasts, speakers
from builder.display.facts import facts, rewrites, stability
from builder.display.marks import (
    CONTESTED_DEFINITION,
    CONTESTED_LABEL,
    STATED_AS,
    cell_marks,
    opinion_bases,
    stance_marks,
)
from builder.display.symbols import CONTESTED, SIDE, SYMBOLS
from builder.display.timeline import BAR, HATCH, LEFT, RIGHT, TOP, WIDTH, timeline
from builder.inputs import Coder
from builder.page.links import codebook_anchor, fragment, host, web_address
from builder.page.policy import content_security_policy
from builder.page.records import as_clause, data_block, statement_records
from builder.page.sheet import style_sheet
from builder.read import coded_by
from schema.codebook import Codebook

_HERE = Path(__file__).parent
FILTERS = ("platform", "policy_area", "target", "stance", "speaker_role", "basis", "attribution", "certainty")
"""Variables that have a select of their own on the page."""


def render_page(tables: Mapping[str, pa.Table], book: Codebook, citation: Citation,
                coders: Sequence[Coder] = ()) -> str:
    """Render the comparison page of the tables (by name, as `schema.tables.TABLES`).

    `citation` is the dataset's, with its licence and its version; `coders` are those of the register. The page states
    its policy for style and script by their hashes; it fetches nothing.
    """
    style, script = style_sheet(), _script()
    records = statement_records(tables, book)
    found, said = facts(tables, book), speakers(tables, book)
    return _environment().get_template("page.html.j2").render(
        book=book, version=citation.version, facts=found, rewrites=rewrites(found), all_time=ALL, stated_as=STATED_AS,
        citation=citation, authors=[author.name for author in citation.authors], stability=stability(tables),
        coded_by=coded_by(coders),
        style=Markup(style), script=Markup(script), policy=content_security_policy(style, script),
        marks=cell_marks(book), stances=stance_marks(book), opinions=list(opinion_bases(book).values()),
        symbols=SYMBOLS, side=SIDE,
        contested=(CONTESTED_LABEL, CONTESTED_DEFINITION, CONTESTED),
        matrices=matrices(tables, book), contrasts=contrasts(tables, book), speakers=said,
        silent_roles=[f"“{speaker.role.label}”" for speaker in said if not speaker.statement_count],
        timeline=timeline(tables, book), drawing={"width": WIDTH, "left": LEFT, "right": RIGHT, "top": TOP, "bar": BAR},
        hatch=HATCH,
        articles=tables["articles"].to_pylist(), records=records, filters=[book.variable(name) for name in FILTERS],
        data=data_block(tables, book, citation.version),
    )


@functools.cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True,
                              lstrip_blocks=True, undefined=StrictUndefined, auto_reload=False)
    environment.filters |= {"counted": lambda number, *noun: wording.counted(number, *noun),
                            "shortened": wording.shortened,
                            "spelled": lambda number, *noun: wording.spelled(number, *noun),
                            "with_days": wording.with_days, "listed": wording.listed, "as_clause": as_clause,
                            "anchor": codebook_anchor, "web_address": web_address, "host": host}
    environment.globals |= {"fragment": fragment, "interval": wording.interval, "day": wording.day}
    return environment


def _script() -> str:
    """Join the parts of the script, in the order of their names."""
    return "\n".join(path.read_text("utf-8") for path in sorted((_HERE / "script").glob("*.js")))
