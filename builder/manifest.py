"""The manifest: what the data are, by content. `data/manifest.json` is committed, so that a diff shows what changed.

Hashes are of rows, not of files: Parquet bytes differ between versions of the library, rows do not.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schema.codebook import codebook
from schema.faults import Fault, FaultsFound

if TYPE_CHECKING:
    import pyarrow as pa  # not for a build without a change

MANIFEST = "manifest.json"

Manifest = dict[str, Any]


def content_sha256(table: pa.Table) -> str:
    """Give the SHA-256 (hex) of a table's rows: names of columns, then each row as canonical JSON, sorted.

    Independent of the order of rows, of chunks and of the file that held the table. Of a number that is not whole,
    six digits after the point count.
    """
    digest = hashlib.sha256(json.dumps(table.column_names).encode("utf-8"))
    for line in sorted(_lines(table)):
        digest.update(b"\n" + line.encode("utf-8"))
    return digest.hexdigest()


def read_manifest(path: Path) -> Manifest:
    """Read a manifest; where there is none, give an empty one. Raises `FaultsFound` if the file is no manifest."""
    if not path.is_file():
        return {"tables": {}, "statements": {}, "withdrawn": []}
    name, line = f"{path.parent.name}/{path.name}", 0
    try:
        found = json.loads(path.read_bytes())
        if isinstance(found, dict) and isinstance(found.get("statements"), dict) and "withdrawn" in found:
            return found
    except json.JSONDecodeError as error:
        line = error.lineno
    except UnicodeDecodeError:
        pass
    raise FaultsFound([Fault(name, line, "", "is not a manifest", check="manifest",
                             remedy="restore it from the last commit; the build writes it anew")])


def make_manifest(tables: Mapping[str, pa.Table], version: str, earlier: Manifest) -> Manifest:
    """Describe the tables: version, and per table rows, columns and content hash; and each statement by its hash.

    Statements of the earlier manifest that are gone are listed as withdrawn, with those withdrawn before.
    """
    statements = tables["statements"]
    ids = statements["statement_id"].to_pylist()
    hashes = {id_: hashlib.sha256(line.encode()).hexdigest()[:16]
              for id_, line in zip(ids, _lines(statements), strict=True)}
    return {
        "version": version,
        "codebook_version": codebook().version,
        "tables": {
            name: {"rows": table.num_rows, "columns": table.column_names, "sha256": content_sha256(table)}
            for name, table in tables.items()
        },
        "statements": hashes,
        "withdrawn": sorted({*earlier["withdrawn"], *earlier["statements"]} - set(hashes)),
    }


def manifest_text(manifest: Manifest) -> str:
    """Write a manifest as text: one line a table and a statement, so that diffs are short."""
    lines = ["{"]
    for name, value in manifest.items():
        comma = "" if name == list(manifest)[-1] else ","
        if isinstance(value, dict):
            inner = [f"  {json.dumps(key)}: {json.dumps(part)}" for key, part in value.items()]
            lines += [f' {json.dumps(name)}: {{', ",\n".join(inner), f" }}{comma}"]
        else:
            lines.append(f" {json.dumps(name)}: {json.dumps(value)}{comma}")
    return "\n".join([*lines, "}"]) + "\n"


def project_version(root: Path) -> str:
    """Give the version of the dataset: that of the project, in `pyproject.toml`."""
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def withdrawn_ids(manifest: Manifest) -> list[str]:
    """Give the ids of statements that were withdrawn and must not be used again."""
    return list(manifest["withdrawn"])


def _lines(table: pa.Table) -> Iterable[str]:
    for row in table.to_pylist():
        # The sum keeps a rounded zero from having a sign.
        counted = {name: round(value, 6) + 0.0 if isinstance(value, float) else value for name, value in row.items()}
        yield json.dumps(counted, ensure_ascii=False, sort_keys=True, default=str)
