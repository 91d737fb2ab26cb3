"""What the tests share: factories, and property tests that do not depend on how busy the machine is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import hypothesis
import pytest

from schema.codebook import Codebook, Variable

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def coded_row():
    """Give a factory of coded rows: the span of the evidence, then whatever differs from a plain row."""

    def make(start: int = 0, end: int = 10, **differs) -> dict:
        plain = {
            "article_id": "paper-2023-07",
            "platform": "twitter",
            "target": "members",
            "policy_area": "access",
            "stance": "permits",
            "speaker": None,
            "compared_with": [],
        }
        return plain | differs | {"evidence": {"start": start, "end": end}}

    return make


@pytest.fixture(scope="session")
def book_of():
    """Give a factory of a codebook that has nothing but variables: id and kind of each, lists of platforms."""

    def make(**kinds: str) -> Codebook:
        variables = [
            Variable(id=name, label=name, kind=kind, definition=name, since="1.0",
                     values_of="platform" if kind == "list" else None)
            for name, kind in kinds.items()
        ]
        return Codebook(version="1.1", title="", unit="", rules=[], variables=variables, constraints=[], decisions=[])

    return make


@pytest.fixture
def folder_of(tmp_path):
    """Give a factory of a folder: path and content of each file; a file whose content is None is left out."""

    def make(files: Mapping[str, str | bytes | None]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is not None:
                path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return tmp_path

    return make


VALID = Path(__file__).with_name("valid")
ROOT = Path(__file__).parents[1]


@pytest.fixture
def project_of(tmp_path):
    """Give a factory of a small project without faults (`tests/valid`), and files laid over it: path → content.

    A file whose content is None is removed. The project has the documents of this one, and the texts in `texts/`.
    """

    def make(files: Mapping[str, str | bytes | None] | None = None, name: str = "project") -> Path:
        root = tmp_path / name
        shutil.copytree(VALID, root)
        others = ("CITATION.cff", "LICENSE", "pyproject.toml")
        for document in (*ROOT.glob("*.md"), *(ROOT / other for other in others)):
            shutil.copyfile(document, root / document.name)
        for path, content in (files or {}).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                (root / path).unlink()
            else:
                (root / path).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return root

    return make
