"""The codebook: variables, their values and the rules between them, read from `codebook.yaml`.

The file is the one owner of every value, and proves itself on load. Code asks the codebook; it does not list values.
"""

from __future__ import annotations

import functools
from pathlib import Path

from schema.codebook_form import MATCHES, Codebook, Constraint, Crosswalk, Rule, Value, Variable, held, version_number
from schema.codebook_proof import SCALE, faults_of
from schema.faults import FaultsFound
from schema.forms import filled
from schema.strict_yaml import read_file

__all__ = ["CODEBOOK_FILE", "MATCHES", "SCALE", "Codebook", "Constraint", "Crosswalk", "Rule", "Value", "Variable",
           "codebook", "held", "load_codebook", "version_number"]

CODEBOOK_FILE = Path(__file__).with_name("codebook.yaml")


@functools.cache
def codebook() -> Codebook:
    """Give the project's codebook; raises `FaultsFound` if the file does not prove itself."""
    return load_codebook(CODEBOOK_FILE)


def load_codebook(path: Path) -> Codebook:
    """Read a codebook file and prove it; raises `FaultsFound` with every fault and its line."""
    document = read_file(path, path.name)
    book, faults = filled(Codebook, document)
    if book is not None:
        faults = list(faults_of(book, document))
    if book is None or faults:
        raise FaultsFound(faults)
    return book
