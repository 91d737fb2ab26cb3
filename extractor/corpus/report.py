"""The report of a run: totals, and every shard that failed with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from extractor.corpus.aside import ASIDE
from extractor.corpus.shard_files import FAILED
from extractor.corpus.shard_task import COUNTS, Outcome
from schema.faults import FaultsFound
from schema.whole_file import write_whole

REPORT = "report.json"
WHOLE, NOTHING, PARTIAL = 0, 1, 3


@dataclass
class Report:
    """What a run did.

    `shards` counts them by status, `totals` adds up their counts; of `set_aside` shards, which the run did not scan,
    rows of earlier runs were there. `undone` says what the folder lacks beside that, and what to do.
    """

    lexicon_version: str
    code_version: str
    engine: str
    settings: dict[str, object]
    shards: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("done", "skipped", "failed"), 0))
    totals: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    failed_shards: list[dict[str, str]] = field(default_factory=list)
    set_aside: int = 0
    undone: list[str] = field(default_factory=list)

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Count outcomes."""
        for outcome in outcomes:
            self.shards[outcome.status] += 1
            for name, count in outcome.counts.items():
                self.totals[name] += count
            if outcome.status == "failed":
                self.failed_shards.append({"source": outcome.source, "reason": outcome.reason})
        self.failed_shards.sort(key=lambda one: one["source"])

    @property
    def exit_code(self) -> int:
        """Give 0 if all is well, 1 if no shard was scanned, 3 if a shard or document failed or something is undone."""
        if self.shards["failed"] and not (self.shards["done"] or self.shards["skipped"]):
            return NOTHING
        return PARTIAL if self.shards["failed"] or self.totals["failed"] or self.undone else WHOLE

    def write(self, out: Path) -> None:
        """Write the report as JSON into the folder of the scan; if it cannot be, that is `undone`."""
        report = json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"
        try:
            write_whole(out / REPORT, report.encode("utf-8"))
        except FaultsFound as found:
            self.undone.append(f"{out / REPORT}: the report of this run cannot be written, and that of an earlier one "
                               f"may stand there ({found.faults[0].found}); see to the disk of --out, and scan again")

    def lines(self, out: Path) -> list[str]:
        """Give the report as people read it."""
        shards, totals = self.shards, self.totals
        lines = [f"{shard['source']}: failed: {shard['reason']}" for shard in self.failed_shards] + self.undone
        lines.append(f"Shards: {shards['done']:,} scanned, {shards['skipped']:,} done before, "
                     f"{shards['failed']:,} failed.")
        lines.append(f"Documents: {totals['read']:,} read, {totals['filtered']:,} put aside by the filter, "
                     f"{totals['matched']:,} with candidate rows, {totals['failed']:,} failed.")
        lines.append(f"Candidate rows: {totals['rows']:,}, in {out}.")
        if totals["undated"]:
            lines.append(f"Documents with rows and without a date that can be read: {totals['undated']:,}.")
        if self.set_aside:
            lines.append(f"Set aside in {out / ASIDE}: the rows that earlier runs gave for {self.set_aside:,} "
                         f"{'shard' if self.set_aside == 1 else 'shards'} that this one did not scan. "
                         "A run that has the shards takes them up again.")
        return [*lines, *self._remedies(out)]

    def _remedies(self, out: Path) -> Iterator[str]:
        """Say what to do about what failed."""
        if self.exit_code == NOTHING:
            yield ("Nothing was scanned. Mend what the lines above say, then scan again; columns are named by "
                   "--text-column, --id-column and --date-column.")
        elif self.shards["failed"]:
            yield ("Partial. Mend what the lines above say of the failed shards, then scan again; shards that are done "
                   "are skipped.")
        if self.totals["failed"]:
            yield (f"Documents that failed stand with their reasons in {out / FAILED}; they are tried again when their "
                   "shard or the settings change (--max-text-mb for texts that are too long).")
