"""Settings of a scan: what a row depends on beside the documents, and what only the machine sees."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Settings:
    """The options of a scan.

    `id_column` and `date_column` may be None: then documents are named by source and row, and have no date. That
    holds for each document, too, that has null there or, in JSON lines, no such key.
    A relevant text of more than `max_text_bytes` of UTF-8 is no article: it counts as failed. `batch_rows` bounds how
    many documents are in memory at a time and changes no row.
    """

    text_column: str = "text"
    id_column: str | None = None
    date_column: str | None = None
    with_text: bool = False
    max_text_bytes: int = MEGABYTE
    batch_rows: int = 4096

    @property
    def columns(self) -> dict[str, str]:
        """Give the columns that are read: the document's part → the column's name in the corpus."""
        named = {"text": self.text_column, "id": self.id_column, "published": self.date_column}
        return {part: name for part, name in named.items() if name}

    @property
    def max_line_bytes(self) -> int:
        """Give how long a line of JSON may be: the longest text with escapes, and as much again for other columns."""
        return 8 * self.max_text_bytes + MEGABYTE

    def shaping(self) -> dict[str, object]:
        """Give the settings that shape the rows, by name: if one changes, a shard is scanned anew."""
        return {name: value for name, value in vars(self).items() if name != "batch_rows"}
