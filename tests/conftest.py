"""What the tests share: factories, and property tests that do not depend on how busy the machine is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import hypothesis
import pytest
from invalid_files import use_codebook_with

from build_dataset import build
from schema.codebook import Codebook, Variable

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def articles_folder() -> Path:
    """Give the folder of the founding articles' texts; where it holds none, skip: they are the publishers'."""
    folder = Path(os.environ.get("ARTICLES_DIR") or ROOT.parent / "shared" / "articles")
    if not any(folder.glob("*.txt")):
        pytest.skip("no articles at hand: set ARTICLES_DIR to the folder of <article_id>.txt")
    return folder


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
PLATFORMS = ROOT / "data" / "platforms.yaml"


def _copy_documents(root: Path) -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / name for name in ("CITATION.cff", "LICENSE", "pyproject.toml"))):
        shutil.copyfile(document, root / document.name)


@pytest.fixture(scope="session")
def valid_project_at():
    """Give a factory of the small project without faults (`tests/valid`), with this one's platforms and documents."""

    def make(root: Path) -> Path:
        shutil.copytree(VALID, root)
        shutil.copyfile(PLATFORMS, root / "data" / PLATFORMS.name)
        _copy_documents(root)
        return root

    return make


@pytest.fixture
def project_of(tmp_path, valid_project_at):
    """Give a factory of a small project without faults (`tests/valid`), and files laid over it: path → content.

    A file whose content is None is removed. The project has the documents of this one, and the texts in `texts/`.
    """

    def make(files: Mapping[str, str | bytes | None] | None = None, name: str = "project") -> Path:
        root = valid_project_at(tmp_path / name)
        for path, content in (files or {}).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                (root / path).unlink()
            else:
                (root / path).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return root

    return make


@pytest.fixture
def without_figures(monkeypatch):
    """Build without figures: drawing them takes most of the time, and they have tests of their own."""
    monkeypatch.setattr("builder.figures.draw_figures", lambda tables, book: {})


@pytest.fixture
def built(project_of):
    """A small project that was built once into `dist`."""
    root = project_of()
    build(root, root / "dist")
    return root


@pytest.fixture(scope="session")
def release_folder(tmp_path_factory):
    """Build the project as it stands, once for all tests; gives the release folder."""
    root = tmp_path_factory.mktemp("release")
    shutil.copytree(ROOT / "data", root / "data")
    _copy_documents(root)
    build(root, root / "dist")
    return root / "dist"


@pytest.fixture
def runnable_project_of(project_of):
    """Give a factory like `project_of`, of projects that also hold the code, so that they run by themselves."""

    def make(files: Mapping[str, str | bytes | None] | None = None, name: str = "project") -> Path:
        root = project_of(files, name)
        shutil.copyfile(ROOT / "build_dataset.py", root / "build_dataset.py")
        for package in ("schema", "builder", "extractor"):
            if (ROOT / package).is_dir():
                (root / package).symlink_to(ROOT / package)
        return root

    return make


@pytest.fixture(scope="session")
def content_of():
    """Give a function that gives every file of a folder by its path, as bytes; {} if there is no folder."""
    return lambda folder: {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="session")
def run_build():
    """Give a function that runs `build_dataset.py` of a project as a process of its own."""

    def run(root: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, str(root / "build_dataset.py"), *map(str, arguments)], cwd=root,
                              capture_output=True, text=True, env=os.environ | environment)

    return run


@pytest.fixture
def release_copy(release_folder, tmp_path) -> Path:
    """Give a copy of the release folder, to be tampered with."""
    return Path(shutil.copytree(release_folder, tmp_path / "release"))


@pytest.fixture(scope="session")
def required():
    """Give a function that skips a test whose outside tool is not there; where CI is set, that is a failure."""

    def require(tool: str, found: object) -> None:
        message = f"{tool} is not installed (CONTRIBUTING names the tools that tests ask for)"
        if not found:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)

    return require


@pytest.fixture
def codebook_with_another_value(monkeypatch):
    """The codebook, as if its version 1.1 had exchanged two values that the valid project does not use."""
    use_codebook_with(monkeypatch, hedged={"deprecated_in": "1.1"}, indirect={"since": "1.1"})
