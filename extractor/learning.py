"""Learning: the scored dictionaries from coded texts, by logistic regression with a penalty on large points.

One regression for each treatment: whether a coder coded it in a sentence, by the terms that the sentence holds. And
one for each value of a variable: whether a coder gave it to a row, by its sentence and what the rules chose. The
penalty is half the sum of the squared points, as in ridge regression; it keeps rare words from deciding. Little enough
for scipy's L-BFGS.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array

from extractor import as_found
from extractor.reading import Reader, Sentence
from extractor.revising import VARIABLES, terms_of_choices
from extractor.rules import rule_book
from extractor.weighing import weighed_rules
from extractor.weights import SHARE_LINE, START_LINE, Choice, Treatment, names_of, terms_of

LEAST_SENTENCES = 2
"""Sentences in which a term must stand to be given points."""
SMALLEST = 0.05
"""Points below this are not written."""
ROUNDING = 0.021
"""By how much the points of the same texts may differ from run to run: a regression ends near its best, not at it."""
ALIKE = ("platform", "policy_area", "stance")

Coded = tuple[frozenset[str], frozenset[Treatment | Choice]]
"""The terms of a sentence or a row, and the treatments or the values that were coded there."""
Text = tuple[str, Sequence[Mapping[str, Any]]]
"""A text and its coded rows, each with its variables and `evidence` with `start` and `end`."""


def learned(texts: Iterable[Text]) -> str:
    """Give the scored dictionary of the treatments, as CSV, that coded texts teach.

    The treatments are those of `weighed.yaml`.
    """
    book = rule_book()
    reader, names = Reader(book.alphabet, book.gate), names_of(book)
    return _dictionary([one for text, rows in texts for one in _sentences(reader, names, text, rows)], weighed_rules())


def learned_of_variables(texts: Iterable[Text]) -> str:
    """Give the scored dictionary of the variables, as CSV: how a coder codes what the rules find, by what they chose.

    It is learned from the rows that stand alone, found and coded, in a sentence with their platform and treatment.
    """
    names = names_of(rule_book())
    coded = [one for text, rows in texts for one in _rows(names, text, rows)]
    return _dictionary(coded, sorted({choice for _, choices in coded for choice in choices}))


def holds(path: Path, table: str) -> bool:
    """Say whether a file holds a scored dictionary, but for rounding; one that cannot be read holds none."""
    try:
        return not differing(path.read_text("utf-8"), table)
    except (OSError, ValueError):
        return False


def differing(written: str, fresh: str) -> list[tuple[str, str]]:
    """Give the terms and columns in which two scored dictionaries, as CSV, say different things: more than rounding.

    ValueError if one of them is no such table.
    """
    one, other = _cells(written), _cells(fresh)
    return [key for key in sorted(one.keys() | other.keys()) if not _is_alike(key[0], one.get(key), other.get(key))]


def _cells(table: str) -> dict[tuple[str, str], float | None]:
    header, *lines = csv.reader(io.StringIO(table))  # ValueError: there is no header
    return {(line[0], column): float(cell) if cell else None
            for line in lines for column, cell in zip(header[1:], line[1:], strict=True)}


def _is_alike(term: str, one: float | None, other: float | None) -> bool:
    if term in (SHARE_LINE, START_LINE) and None in (one, other):
        return False
    unwritten = SMALLEST if None in (one, other) else 0
    return abs((one or 0) - (other or 0)) <= (ROUNDING + unwritten if term != SHARE_LINE else 0)


def _dictionary(coded: Sequence[Coded], columns: Iterable[Treatment | Choice]) -> str:
    counts = Counter(term for terms, _ in coded for term in terms)
    vocabulary = sorted(term for term, count in counts.items() if count >= LEAST_SENTENCES)
    held = _held(coded, vocabulary)
    stated = {column: np.array([column in here for _, here in coded], float) for column in columns}
    shares = {column: one.mean() for column, one in stated.items()}
    return _table(vocabulary, shares, {column: _fitted(held, one) for column, one in stated.items()})


def _sentences(reader: Reader, names: Mapping[str, str], text: str,
               rows: Sequence[Mapping[str, Any]]) -> Iterator[Coded]:
    for sentence in reader.sentences(text):
        if isinstance(sentence, Sentence):
            yield frozenset(terms_of(sentence, names)), frozenset(
                (row["policy_area"], row["stance"]) for row in rows
                if sentence.start <= row["evidence"]["start"] < sentence.end)


def _rows(names: Mapping[str, str], text: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Coded]:
    sentences, found, _ = as_found(text)
    for sentence in sentences:
        here = _alone((one.evidence.start == sentence.start, one.row(), one) for one in found)
        coded = _alone((sentence.start <= row["evidence"]["start"] < sentence.end, row, row) for row in rows)
        for key in here.keys() & coded.keys():
            yield frozenset([*terms_of(sentence, names), *terms_of_choices(here[key])]), frozenset(
                (variable, coded[key][variable]) for variable in VARIABLES)


def _alone(rows: Iterable[tuple[bool, Mapping[str, Any], Any]]) -> dict[tuple[str, ...], Any]:
    """Give by platform and treatment the rows of a sentence that no other shares them with."""
    known: dict[tuple[str, ...], list[Any]] = {}
    for is_here, values, row in rows:
        if is_here:
            known.setdefault(tuple(values[name] for name in ALIKE), []).append(row)
    return {key: alike[0] for key, alike in known.items() if len(alike) == 1}


def _held(coded: Sequence[Coded], vocabulary: Sequence[str]) -> csr_array:
    """Give a matrix of 0 and 1: a line for each sentence, a column for each term."""
    column = {term: number for number, term in enumerate(vocabulary)}
    places = [(line, column[term]) for line, (terms, _) in enumerate(coded) for term in terms if term in column]
    where = np.array(places, int).reshape(-1, 2).T
    return csr_array((np.ones(len(places)), tuple(where)), (len(coded), len(vocabulary)))


def _fitted(held: csr_array, stated: np.ndarray) -> np.ndarray:
    """Give what a column starts with, then the points of each term."""
    signs = 2 * stated - 1
    penalised = np.ones(held.shape[1] + 1)
    penalised[0] = 0

    def loss(points: np.ndarray) -> tuple[float, np.ndarray]:
        """Give how badly points explain the coding, penalty included, and the slope of that."""
        margins = signs * (points[0] + held @ points[1:])
        pull = -signs * np.exp(-np.logaddexp(0, margins))
        held_down = points * penalised
        return (np.logaddexp(0, -margins).sum() + points @ held_down / 2,
                np.append(pull.sum(), held.T @ pull) + held_down)

    return minimize(loss, np.zeros(held.shape[1] + 1), jac=True, method="L-BFGS-B").x


def _table(vocabulary: Sequence[str], shares: Mapping[Any, float], fitted: Mapping[Any, np.ndarray]) -> str:
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(["term", *map(" ".join, fitted)])
    write([SHARE_LINE, *(f"{share:.4f}" for share in shares.values())])
    write([START_LINE, *(f"{points[0]:.2f}" for points in fitted.values())])
    for number, term in enumerate(vocabulary, 1):
        line = [f"{points[number]:.2f}" if abs(points[number]) >= SMALLEST else "" for points in fitted.values()]
        if any(line):
            write([term, *line])
    return out.getvalue()
