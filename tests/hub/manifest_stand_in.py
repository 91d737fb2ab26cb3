"""Stands in for builder.manifest until that module is there."""

import hashlib
import importlib.util
import json
import sys
import types


def content_sha256(table) -> str:
    rows = [table.schema.names, *([repr(value) for value in row.values()] for row in table.to_pylist())]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def install() -> None:
    if importlib.util.find_spec("builder.manifest") is None:
        module = types.ModuleType("builder.manifest")
        module.content_sha256 = content_sha256
        sys.modules["builder.manifest"] = module
