"""The codebook: variables, their values and the rules between them, read from `codebook.yaml`.

The file is the one owner of every value, and proves itself on load. Code asks the codebook; it does not list values.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from pathlib import Path

from schema.codebook_form import MATCHES, Codebook, Constraint, Crosswalk, Rule, Value, Variable, held, version_number
from schema.codebook_proof import SCALE, basic_faults_of, faults_of
from schema.faults import Fault, FaultsFound
from schema.forms import filled
from schema.strict_yaml import Document, read_file

__all__ = ["CODEBOOK_FILE", "MATCHES", "SCALE", "Codebook", "Constraint", "Crosswalk", "Rule", "Value", "Variable",
           "codebook", "held", "load_codebook", "load_earlier_codebook", "version_number"]

CODEBOOK_FILE = Path(__file__).with_name("codebook.yaml")


@functools.cache
def codebook() -> Codebook:
    """Give the project's codebook; raises `FaultsFound` if the file does not prove itself."""
    return load_codebook(CODEBOOK_FILE)


def load_codebook(path: Path) -> Codebook:
    """Read a codebook file and prove it; raises `FaultsFound` with every fault and its line."""
    return _proved(read_file(path, path.name), faults_of)


def load_earlier_codebook(path: Path, name: str) -> Codebook:
    """Read a codebook of an earlier state, which may break rules that came later: only what tables need is proved.

    Raises `FaultsFound` with every fault and its line in `name`.
    """
    return _proved(read_file(path, name), basic_faults_of)


def _proved(document: Document, proof: Callable[[Codebook, Document], Iterable[Fault]]) -> Codebook:
    book, faults = filled(Codebook, document)
    if book is not None:
        faults = list(proof(book, document))
    if book is None or faults:
        raise FaultsFound(faults)
    return book
