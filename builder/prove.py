"""Prove: with an article's text at hand, every row's evidence is shown to be what the row says it is.

Asked of each article: that the text is the canonical one (hash), of the size that the register says. Asked of each
row: that the offsets lie in the text and give words with the row's fingerprint, that they are whole sentences, and that
the summary does not share eight words in a row with the article. A coder's own row is kept as coded, so evidence of
less than whole sentences is only a warning there; borrowed words never are, since no publisher's sentence may enter the
project. So they are looked for in claims, notes, reasons and comments, too, but not in names: the codebook asks for a
speaker as the article writes it, and a long name cannot be said in other words. A whole sentence is no name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from builder.inputs import Evidence
from builder.read import ADJUDICATED, Collection, Row
from builder.texts import difference, texts_at_hand
from schema.evidence import Fingerprint, fingerprint, text_sha256, words
from schema.faults import Fault, FaultsFound, shown, told
from schema.sentences import is_whole_sentences, sentence_spans

BORROWED_WORDS = 8
PROOFS = ("text-hash", "text-size", "fingerprint", "whole-sentences", "borrowed-words")
"""The ids of what is asked with a text at hand. None can be excused: who has no text could not judge the excuse."""

_ANOTHER_TEXT = ("restore the text that was registered; 'hydrate' finds the evidence in other copies, 'register' "
                 "describes a new text")
_SAY_IT = "say it in your own words"
_AS_GIVEN = {"title": True, "url": True, "publisher": True, "derived_from": {"publisher"}, "company": True,
             "other_names": True}
"""The fields of registers that hold what others have named so: nobody could say it in words of their own."""
_SENTENCE_END = re.compile(r"[.!?…]\W*$")


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

    Evidence that is still a quote, or ends before it starts, is not asked: the checks tell it. Gives a `Proof` each for
    `statements` and `codings`; raises `FaultsFound` with every row that fails, and whatever borrows from a text.
    """
    faults = [*_text_faults(collection, texts, folder), *_borrowing_faults(collection, texts)]
    others = {fault.record for fault in faults if fault.check == "text-hash"}  # whose offsets mean nothing here
    proofs = {}
    for name, rows in (("statements", collection.statements), ("codings", collection.codings)):
        held = [row for row in rows if row.article_id in texts and row.article_id not in others
                and _is_anchored(row.values.evidence)]
        wanting = frozenset(row.article_id for row in rows if row.article_id not in texts)
        found = [fault for row in held for fault in _row_faults(row, texts[row.article_id])]
        faults += [fault for fault in found if not fault.is_warning]
        proofs[name] = Proof(len(held), len(rows) - len(held), wanting,
                             tuple(fault for fault in found if fault.is_warning))
    if faults:
        raise FaultsFound(faults)
    return proofs


def outside_text(row: Row, length: int) -> Iterator[Fault]:
    """Tell evidence that ends outside its article's text, which is so many characters long."""
    end = row.values.evidence.end
    if end is not None and end > length:
        yield row.fault("evidence", "lies outside the article's text", found=f"end {end}", check="offsets-inside-text",
                        allowed=f"at most {length} characters", remedy="run anchor with the quote again")


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


def _borrowing_faults(collection: Collection, texts: Mapping[str, str]) -> Iterator[Fault]:
    """Find what borrows from a text beside the rows: records of the registers, and comments."""
    own = [(_runs(written), make_fault) for written, make_fault in _own_words(collection)]
    all_runs = {run for runs, _ in own for run in runs}
    lenders = {run: article_id for article_id, text in texts.items() for run in _runs(text) if run in all_runs}
    for runs, make_fault in own:
        run = next((run for run in runs if run in lenders), "")
        if run:
            yield make_fault(f"shares {BORROWED_WORDS} words in a row with {lenders[run]}", found=shown(run),
                             check="borrowed-words", remedy=_SAY_IT)


def _own_words(collection: Collection) -> Iterator[tuple[str, Callable[..., Fault]]]:
    """Give what the registers say in words of their own, and the comments, each with what makes its fault."""
    for register in (collection.articles, collection.platforms, collection.claims, collection.coders,
                     collection.excuses):
        for record in register:
            for field, value in record.values.model_dump(exclude=_AS_GIVEN).items():
                yield str(value), partial(record.fault, field)
    for comment in collection.comments:
        yield comment.text, partial(Fault, comment.file, comment.line, "")


def _is_anchored(evidence: Evidence) -> bool:
    return evidence.quote is None and evidence.start < evidence.end


def _row_faults(row: Row, text: str) -> Iterator[Fault]:
    evidence = row.values.evidence
    found = fingerprint(text[evidence.start : evidence.end])
    outside = [*outside_text(row, len(text))]
    if outside:
        yield from outside
    elif found != Fingerprint(evidence.words, evidence.sha256):
        yield row.fault("evidence", "the offsets do not give the fingerprint", check="fingerprint",
                        found=f"{found.words} words, {found.sha256[:12]}…", remedy="run anchor with the quote again",
                        allowed=f"{evidence.words} words, {evidence.sha256[:12]}…")
    elif not is_whole_sentences(text, evidence.start, evidence.end):
        yield row.fault("evidence", "is not a run of whole sentences", check="whole-sentences",
                        found=f"{evidence.start} to {evidence.end}", remedy="run anchor with whole sentences as quote",
                        is_warning=row.coder != ADJUDICATED)
    run = _borrowed_run(row.values.summary, text)
    if run:
        yield row.fault("summary", f"shares {BORROWED_WORDS} words in a row with the article", found=shown(run),
                        check="borrowed-words", remedy=_SAY_IT)
    speaker = row.values.speaker or ""
    if _borrowed_run(speaker, text) and _holds_sentence(speaker, text):
        yield row.fault("speaker", "holds a sentence of the article", found=shown(speaker), allowed="a name",
                        check="borrowed-words", remedy="write the speaker's name alone")


def _borrowed_run(written: str, text: str) -> str:
    return next((run for run in _runs(written) if run in _runs_of_article(text)), "")


def _holds_sentence(written: str, text: str) -> bool:
    """Say whether words hold a sentence of a text that could be borrowed; a line without a full stop may be a name."""
    sentences = (text[start:end] for start, end in sentence_spans(text))
    runs = {" ".join(words(sentence)) for sentence in sentences if _SENTENCE_END.search(sentence) and _runs(sentence)}
    return any(f" {run} " in f" {' '.join(words(written))} " for run in runs)


@lru_cache(maxsize=4)
def _runs_of_article(text: str) -> frozenset[str]:
    return frozenset(_runs(text))


def _runs(text: str) -> list[str]:
    """Give the runs of words in a text that are long enough to be borrowed."""
    found = words(text)
    return [" ".join(found[i : i + BORROWED_WORDS]) for i in range(len(found) - BORROWED_WORDS + 1)]
