"""Rules on speakers and summaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks import Context, row_check
from builder.read import Collection, Row
from schema.codebook import codebook
from schema.columns import SUMMARY_LIMIT
from schema.comments import DRAFT
from schema.faults import Fault, shown
from schema.sentences import sentence_spans


@row_check(of="decided")
def speaker_named(row: Row, context: Context) -> Iterator[Fault]:
    """The speaker is empty where the role has no speaker of its own, and named where the role needs a name."""
    roles = {value.id: value.speaker for value in codebook().variable("speaker_role").values}
    wanted = roles.get(row.values.speaker_role)
    if wanted == "empty" and row.values.speaker:
        yield row.fault("speaker", f"must be empty where speaker_role is {row.values.speaker_role}",
                        found=shown(row.values.speaker), remedy="remove the line, or choose another role")
    if wanted == "named" and not row.values.speaker:
        yield row.fault("speaker", f"must be named where speaker_role is {row.values.speaker_role}",
                        remedy="add the name or, for an unnamed spokesperson, the office")


@row_check(is_firm=True)
def summary_length(row: Row, context: Context) -> Iterator[Fault]:
    """A summary has at most 200 characters."""
    length = len(row.values.summary)
    if length > SUMMARY_LIMIT:
        yield row.fault("summary", "is too long", found=f"{length} characters", allowed=f"at most {SUMMARY_LIMIT}",
                        remedy="say it in one shorter sentence")


@row_check()
def summary_is_no_draft(row: Row, context: Context) -> Iterator[Fault]:
    """A summary says in a coder's own words what is stated; one that `propose` has drafted is marked until it does."""
    if row.is_draft:
        yield row.fault("summary", "is still the draft",
                        remedy=f"say in your own words what is stated, and take the mark '{DRAFT}' away")


@row_check(of="decided")
def summary_is_one_sentence(row: Row, context: Context) -> Iterator[Fault]:
    """A summary is one sentence, on one line."""
    count = len(sentence_spans(row.values.summary))
    if count != 1:
        yield row.fault("summary", "is not one sentence", found=f"{count} sentences", allowed="1",
                        remedy="say the one proposition in one sentence; another one is a row of its own")


@row_check(of="decided")
def summary_starts_with_platform(row: Row, context: Context) -> Iterator[Fault]:
    """A summary begins with a name of its platform."""
    names = context.lookup("names", _names).get(row.values.platform, ())
    if names and not re.match("|".join(rf"{re.escape(name)}\b" for name in names), row.values.summary):
        yield row.fault("summary", "does not start with its platform", found=shown(row.values.summary, 40),
                        allowed=" or ".join(names), remedy="put the platform first")


def _names(collection: Collection) -> dict[str, tuple[str, ...]]:
    """Give the names that each platform goes by, its label first."""
    labels = {value.id: value.label for value in codebook().variable("platform").values}
    return {
        platform.record_id: (labels.get(platform.record_id, platform.record_id), *platform.values.other_names)
        for platform in collection.platforms
    }
