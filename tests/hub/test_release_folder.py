"""What a release folder publishes, and under which names the Hub knows its files."""

from __future__ import annotations

import subprocess

from builder.release_folder import published_paths, read_release

from .conftest import make_release


def test_files_and_folders_that_begin_with_a_dot_are_not_published(tmp_path):
    files = {".git/config": "", "figures/.new": "", "figures/a.svg": ""}
    folder = make_release(tmp_path / ".hidden" / "release", files=files)
    assert published_paths(folder) == ["README.md", "data/articles.parquet", "data/statements.parquet", "figures/a.svg",
                                       "manifest.json"]


def test_a_file_is_the_same_under_git_s_hash_and_under_sha256(tmp_path):
    folder = make_release(tmp_path / "release")
    card = read_release(folder).files["README.md"]
    git = subprocess.run(["git", "hash-object", folder / "README.md"], capture_output=True, text=True, check=True)
    sha256 = subprocess.run(["sha256sum", folder / "README.md"], capture_output=True, text=True, check=True)
    assert card.is_same(git.stdout.strip())
    assert card.is_same(sha256.stdout.split()[0])
    assert not card.is_same(None)
