"""A synthetic project of any size: the real rows, many times over, in as many articles as asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from benchmarks.measure import ROOT
from builder.read import ADJUDICATED
from schema.evidence import text_sha256

ROWS_PER_ARTICLE = 20

_DOCUMENTS = ("DATACARD.md", "README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "pyproject.toml", ".zenodo.json")
_KEY = ("platform", "target", "policy_area", "stance", "basis", "speaker_role")


def make_project(folder: Path, articles: int) -> Path:
    """Make a project with that many articles of 20 rows each; gives its root."""
    (folder / "data" / "statements").mkdir(parents=True)
    for name in _DOCUMENTS:
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "data" / "platforms.yaml", folder / "data" / "platforms.yaml")
    coders = [coder for coder in _records("coders") if coder["coder"] == ADJUDICATED]
    _write(folder / "data" / "coders.yaml", {"coders": coders})
    (folder / "data" / "excuses.yaml").write_text("excuses: []\n", "utf-8")
    rows = list(_distinct_rows())
    used = {row["claim_id"] for row in rows}
    claims = [claim for claim in _records("claims") if claim["claim_id"] in used]
    _write(folder / "data" / "claims.yaml", {"claims": claims})
    ids = [f"article-{number:06d}" for number in range(articles)]
    _write(folder / "data" / "articles.yaml", {"articles": [_article(article_id) for article_id in ids]})
    for article_id in ids:
        coded = [{"id": f"{article_id}:{n:02d}", **row} for n, row in enumerate(rows, 1)]
        _write(folder / "data" / "statements" / f"{article_id}.yaml",
               {"article_id": article_id, "codebook_version": "1.1", "statements": coded})
    return folder


def _records(register: str) -> list[dict[str, Any]]:
    """Give the records of a register of the project."""
    return yaml.load((ROOT / "data" / f"{register}.yaml").read_text("utf-8"), yaml.BaseLoader)[register]


def _distinct_rows() -> Iterator[dict[str, Any]]:
    """Give 20 real rows that differ by rule E6."""
    seen: set[tuple] = set()
    for path in sorted((ROOT / "data" / "statements").glob("*.yaml")):
        for row in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["statements"]:
            key = tuple(row[name] for name in _KEY)
            if key not in seen and len(seen) < ROWS_PER_ARTICLE:
                seen.add(key)
                yield {name: value for name, value in row.items() if name not in ("id", "compared_with")}


def _article(article_id: str) -> dict[str, Any]:
    return {
        "article_id": article_id, "publisher": "Synthetic", "url_basis": "none", "published_start": "2023-07-11",
        "published_end": "2023-07-12", "date_basis": "none", "language": "en",
        "text": {"sha256": text_sha256(article_id), "characters": 100_000, "words": 10_000},
    }


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Write equal values out each time."""
        return True


def _write(path: Path, value: dict[str, Any]) -> None:
    path.write_text(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110), "utf-8")
