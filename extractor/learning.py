"""Learning: the scored dictionary from coded texts, by logistic regression with a penalty on large points.

One regression for each treatment: whether a coder coded it in a sentence, by the terms that the sentence holds. The
penalty is half the sum of the squared points, as in ridge regression; it keeps rare words from deciding. Little enough
for scipy's L-BFGS.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array

from extractor.reading import Reader, Sentence
from extractor.rules import rule_book
from extractor.weighing import weighed_rules
from extractor.weights import SHARE_LINE, START_LINE, Treatment, names_of, terms_of

LEAST_SENTENCES = 2
"""Sentences in which a term must stand to be given points."""
SMALLEST = 0.05
"""Points below this are not written."""

Coded = tuple[frozenset[str], frozenset[Treatment]]
"""The terms of a sentence, and the treatments that were coded there."""


def learned(texts: Iterable[tuple[str, Sequence[Mapping[str, Any]]]]) -> str:
    """Give the scored dictionary, as CSV, that texts with their coded rows teach.

    A row has `policy_area`, `stance` and `evidence` with `start` and `end`. The treatments are those of `weighed.yaml`.
    """
    book = rule_book()
    reader, names = Reader(book.alphabet, book.gate), names_of(book)
    coded = [one for text, rows in texts for one in _sentences(reader, names, text, rows)]
    counts = Counter(term for terms, _ in coded for term in terms)
    vocabulary = sorted(term for term, count in counts.items() if count >= LEAST_SENTENCES)
    held = _held(coded, vocabulary)
    stated = {treatment: np.array([treatment in here for _, here in coded], float) for treatment in weighed_rules()}
    shares = {treatment: one.mean() for treatment, one in stated.items()}
    return _table(vocabulary, shares, {treatment: _fitted(held, one) for treatment, one in stated.items()})


def _sentences(reader: Reader, names: Mapping[str, str], text: str,
               rows: Sequence[Mapping[str, Any]]) -> Iterator[Coded]:
    for sentence in reader.sentences(text):
        if isinstance(sentence, Sentence):
            yield frozenset(terms_of(sentence, names)), frozenset(
                (row["policy_area"], row["stance"]) for row in rows
                if sentence.start <= row["evidence"]["start"] < sentence.end)


def _held(coded: Sequence[Coded], vocabulary: Sequence[str]) -> csr_array:
    """Give a matrix of 0 and 1: a line for each sentence, a column for each term."""
    column = {term: number for number, term in enumerate(vocabulary)}
    places = [(line, column[term]) for line, (terms, _) in enumerate(coded) for term in terms if term in column]
    return csr_array((np.ones(len(places)), np.array(places).T), (len(coded), len(vocabulary)))


def _fitted(held: csr_array, stated: np.ndarray) -> np.ndarray:
    """Give what a treatment starts with, then the points of each term."""
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


def _table(vocabulary: Sequence[str], shares: Mapping[Treatment, float], fitted: Mapping[Treatment, np.ndarray]) -> str:
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
