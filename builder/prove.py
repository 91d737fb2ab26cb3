"""Prove: with an article's text at hand, every row's evidence is shown to be what the row says it is.

Asked of each article: that the text is the canonical one (hash), of the size that the register says. Asked of each
row: that the offsets give words with the row's fingerprint, that they are whole sentences, and that the summary does
not share eight words in a row with the article. A coder's own row is kept as coded, so evidence of less than whole
sentences is only a warning there; borrowed words never are, since no publisher's sentence may enter the project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.inputs import Evidence
from builder.read import ADJUDICATED, Collection, Row
from builder.texts import difference, texts_at_hand
from schema.evidence import Fingerprint, fingerprint, text_sha256, words
from schema.faults import Fault, FaultsFound, shown, told
from schema.sentences import is_whole_sentences

BORROWED_WORDS = 8
PROOFS = ("text-hash", "text-size", "fingerprint", "whole-sentences", "borrowed-words")
"""The ids of what is asked with a text at hand. None can be excused: who has no text could not judge the excuse."""

_ANOTHER_TEXT = ("restore the text that was registered; 'hydrate' finds the evidence in other copies, 'register' "
                 "describes a new text")


@dataclass(frozen=True)
class Proof:
    """How many rows were proved, how many were not, of which articles a text is wanting, and the warnings on them."""

    proved: int = 0
    unproved: int = 0
    wanting: frozenset[str] = frozenset()
    warnings: tuple[Fault, ...] = ()


def prove_from(collection: Collection, folder: Path | None) -> dict[str, Proof]:
    """Prove the rows by the texts in a folder, which must hold one; without a folder, none is proved. See `prove`."""
    ids = {article_id for _, article_id in collection.coded_articles}
    return prove(collection, texts_at_hand(folder, ids), folder) if folder else prove(collection, {})


def summary(proofs: Mapping[str, Proof], folder: Path | None) -> list[str]:
    """Give the lines of the report on the proofs by the texts in a folder: how many rows, what else it would take."""
    parts = [f"{proof.proved} of {proof.proved + proof.unproved} {name}" for name, proof in proofs.items()]
    wanting = sorted({article_id for proof in proofs.values() for article_id in proof.wanting})
    hint = " (give the articles' texts with --articles DIR to prove the rest)" if wanting else ""
    if wanting and folder:
        hint = f" (to prove the rest, put into {folder}: {', '.join(f'{article_id}.txt' for article_id in wanting)})"
    warnings = [f"  {line}" for line in told(warning for proof in proofs.values() for warning in proof.warnings)]
    return [f"Proved by the articles' texts: {', '.join(parts)}{hint}", *warnings]


def prove(collection: Collection, texts: Mapping[str, str], folder: Path = Path()) -> dict[str, Proof]:
    """Prove the adjudicated rows and the coders' own by the texts (article id → text), which `folder` holds.

    Evidence that is still a quote, or lies outside the text, is not asked: the checks tell it. Gives a `Proof` each for
    `statements` and `codings`; raises `FaultsFound` with every row that fails.
    """
    faults = list(_text_faults(collection, texts, folder))
    others = {fault.record for fault in faults if fault.check == "text-hash"}  # whose offsets mean nothing here
    proofs = {}
    for name, rows in (("statements", collection.statements), ("codings", collection.codings)):
        held = [row for row in rows if row.article_id in texts and row.article_id not in others
                and _is_anchored(row.values.evidence, texts[row.article_id])]
        wanting = frozenset(row.article_id for row in rows if row.article_id not in texts)
        found = [fault for row in held for fault in _row_faults(row, texts[row.article_id])]
        faults += [fault for fault in found if not fault.is_warning]
        proofs[name] = Proof(len(held), len(rows) - len(held), wanting,
                             tuple(fault for fault in found if fault.is_warning))
    if faults:
        raise FaultsFound(faults)
    return proofs


def borrowed(summary: str, text: str) -> str:
    """Give the first run of eight words that a summary shares with a text, or ''."""
    own, theirs = words(summary), f" {' '.join(words(text))} "
    runs = (" ".join(own[i : i + BORROWED_WORDS]) for i in range(len(own) - BORROWED_WORDS + 1))
    return next((run for run in runs if f" {run} " in theirs), "")


def _text_faults(collection: Collection, texts: Mapping[str, str], folder: Path) -> Iterator[Fault]:
    for article in collection.articles:
        text = texts.get(article.record_id)
        if text is None:
            continue
        registered, found = article.values.text, text_sha256(text)
        size, its_size = (registered.characters, registered.words), (len(text), len(words(text)))
        if found != registered.sha256:
            known = difference(text, registered.sha256)
            what, remedy = known or (found, _ANOTHER_TEXT)
            yield article.fault("text", f"{folder / article.record_id}.txt is not the canonical text", found=what,
                                allowed="" if known else registered.sha256, check="text-hash", remedy=remedy)
        elif size != its_size:
            yield article.fault("text", "the size is not that of the text", check="text-size",
                                found="{} characters, {} words".format(*size),
                                allowed="{} characters, {} words".format(*its_size), remedy="mend the size")


def _is_anchored(evidence: Evidence, text: str) -> bool:
    return evidence.quote is None and evidence.start < evidence.end <= len(text)


def _row_faults(row: Row, text: str) -> Iterator[Fault]:
    evidence = row.values.evidence
    quoted = text[evidence.start : evidence.end]
    found = fingerprint(quoted)
    if found != Fingerprint(evidence.words, evidence.sha256):
        yield row.fault("evidence", "the offsets do not give the fingerprint", check="fingerprint",
                        found=f"{found.words} words, {found.sha256[:12]}…", remedy="run anchor with the quote again",
                        allowed=f"{evidence.words} words, {evidence.sha256[:12]}…")
    elif not is_whole_sentences(text, evidence.start, evidence.end):
        yield row.fault("evidence", "is not a run of whole sentences", check="whole-sentences",
                        found=f"{evidence.start} to {evidence.end}", remedy="run anchor with whole sentences as quote",
                        is_warning=row.coder != ADJUDICATED)
    run = borrowed(row.values.summary, text)
    if run:
        yield row.fault("summary", f"shares {BORROWED_WORDS} words in a row with the article", found=shown(run),
                        check="borrowed-words", remedy="say it in your own words")
