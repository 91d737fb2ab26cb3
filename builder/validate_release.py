"""Validate a release folder offline before it is published: what a user would load is what the manifest says."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from builder.card_check import card_faults, listed, read_front_matter
from builder.hub import card_features, load_table
from builder.manifest import MANIFEST, content_sha256
from builder.release_folder import CARD, Release, published_paths, read_release
from builder.stamp import stamp_faults
from schema.faults import Fault, FaultsFound, shown
from schema.strict_yaml import Document, read_bytes

_REBUILD = "build the release again"


def validated_release(folder: Path, *, load: bool = True) -> Release:
    """Read a release folder; raises `FaultsFound` with everything that is wrong with it.

    With `load`, a folder without faults is also loaded as a user loads it, table by table.
    """
    faults = list(release_faults(folder))
    release = None if faults else read_release(folder)
    if release and load:
        faults = list(_loading_faults(release))
    if faults or release is None:
        raise FaultsFound(faults)
    return release


def _loading_faults(release: Release) -> Iterator[Fault]:
    with tempfile.TemporaryDirectory() as cache:
        for name, table in release.tables.items():
            try:
                loaded = content_sha256(load_table(str(release.folder), name, Path(cache)))
            except Exception as error:  # the loader's own faults have no common class
                cause = error.__cause__ or error
                found = shown(f"{type(cause).__name__}: {cause}", 300)
                yield Fault(CARD, 0, name, "the table does not load", found, remedy=_REBUILD, check="table-loads")
                continue
            if loaded != table["sha256"]:
                yield Fault(CARD, 0, name, "the table loads with other rows than the manifest has", remedy=_REBUILD,
                            check="table-loads")


def release_faults(folder: Path) -> Iterator[Fault]:
    """Find what is wrong with the folder: its stamp, files, manifest and card, and each table against both."""
    if not folder.is_dir():
        yield Fault(str(folder), 0, "", "there is no such folder", remedy="build the release first, or name the folder "
                    "that holds it by --dist", check="release-folder")
        return
    yield from stamp_faults(folder)
    missing = [name for name in (MANIFEST, CARD) if not (folder / name).is_file()]
    for name in missing:
        yield Fault(name, 0, "", "the file is missing", remedy=_REBUILD, check="release-file")
    if missing:
        return
    tables, manifest_faults = _manifest(folder)
    card = _card(folder)
    yield from manifest_faults + card.faults
    yield from _script_faults(folder)
    if card.faults or manifest_faults:
        return
    if not isinstance(card.value, dict):
        yield Fault(CARD, 1, "", "the front matter is not a mapping", remedy=_REBUILD, check="card-field")
        return
    yield from card_faults(card, tables[_default(card)]["rows"] if _default(card) in tables else None)
    yield from _config_faults(folder, card, tables)


def _manifest(folder: Path) -> tuple[dict, list[Fault]]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        tables = manifest["tables"]
        parts = [int(part) for part in manifest["version"].split(".")]
        whole = all({"rows", "columns", "sha256"} <= table.keys() for table in tables.values())
        whole = whole and {"statements", "withdrawn"} <= manifest.keys()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return {}, [Fault(MANIFEST, 0, "", "not a manifest", found=f"{type(error).__name__}: {error}",
                          allowed="version, tables", remedy=_REBUILD, check="manifest")]
    if len(parts) != 3 or not whole or not tables:
        return {}, [Fault(MANIFEST, 0, "", "not a manifest", found=shown(manifest),
                          allowed="a version of three numbers; rows, columns, sha256 of each table", remedy=_REBUILD,
                          check="manifest")]
    return tables, []


def _card(folder: Path) -> Document:
    content = (folder / CARD).read_bytes()
    try:
        return read_front_matter(content.decode("utf-8"))
    except UnicodeDecodeError:
        return read_bytes(content, CARD)  # which says where it is not UTF-8


def _script_faults(folder: Path) -> Iterator[Fault]:
    for path in published_paths(folder):
        if path.endswith(".py"):
            yield Fault(path, 0, "", "a dataset with a script cannot be loaded", remedy="remove it", check="script")


def _config_faults(folder: Path, card: Document, tables: dict) -> Iterator[Fault]:
    """Hold the card's `configs` and `dataset_info` against the files and the manifest."""
    configs = _by_name(card, "configs")
    infos = _by_name(card, "dataset_info")
    for field, found in (("configs", configs), ("dataset_info", infos)):
        for name in sorted(tables.keys() ^ found.keys()):
            place = "the manifest" if name in tables else f"the card's {field}"
            yield Fault(CARD, card.line((field,)), field, "card and manifest name other tables",
                        found=f"{name!r} only in {place}", remedy=_REBUILD, check="config-names")
    held: set[Path] = set()
    for name, (number, config) in configs.items():
        files = yield from _data_files(folder, card, number, config)
        held.update(files)
        if name in tables and name in infos and len(files) == 1:
            yield from _table_faults(folder, card, files[0], tables[name], *infos[name])
    for path in published_paths(folder):
        if path.endswith(".parquet") and folder / path not in held:
            yield Fault(path, 0, "", "no configuration of the card holds this file",
                        remedy="remove it, or build the release again", check="config-files")


def _default(card: Document) -> str | None:
    """Name the configuration that is loaded where none is named."""
    return next((name for name, (_, config) in _by_name(card, "configs").items() if config.get("default")), None)


def _by_name(card: Document, field: str) -> dict[str, tuple[int, dict]]:
    entries = enumerate(listed(card.value.get(field)))
    return {entry["config_name"]: (number, entry) for number, entry in entries
            if isinstance(entry, dict) and "config_name" in entry}


def _data_files(folder: Path, card: Document, number: int, config: dict) -> Iterator[Fault]:
    """Find the files of one configuration (returned): one Parquet file, in the split `train`."""
    path = ("configs", number, "data_files")
    found: list[Path] = []
    entries = config.get("data_files")
    entries = [{"split": "train", "path": entries}] if isinstance(entries, str) else listed(entries)
    for entry in entries:
        if not isinstance(entry, dict) or entry.get("split") != "train":
            yield Fault(CARD, card.line(path), "data_files", "not the split that the tables have", found=shown(entry),
                        allowed="split: train", remedy=_REBUILD, check="config-split")
            continue
        for pattern in listed(entry.get("path")):
            matches = sorted(folder.glob(pattern))
            found += matches
            if not matches:
                yield Fault(CARD, card.line(path), "data_files", "no file matches", found=shown(pattern),
                            remedy=_REBUILD, check="config-files")
    if len(found) > 1 or not entries:
        yield Fault(CARD, card.line(path), "data_files", "not one file a configuration", found=f"{len(found)} files",
                    allowed="1", remedy=_REBUILD, check="config-files")
    return found


def _table_faults(folder: Path, card: Document, path: Path, table: dict, number: int, info: dict) -> Iterator[Fault]:
    """Hold one Parquet file against the manifest's entry and the card's `dataset_info` of its table."""
    name = path.relative_to(folder).as_posix()
    try:
        content = pq.read_table(path)
    except (OSError, ValueError) as error:
        yield Fault(name, 0, "", "not a Parquet file", found=shown(str(error)), remedy=_REBUILD, check="table-file")
        return
    line = card.line(("dataset_info", number))
    for what, found, allowed in (("rows", content.num_rows, table["rows"]),
                                 ("columns", content.column_names, table["columns"]),
                                 ("content", content_sha256(content), table["sha256"])):
        if found != allowed:
            yield Fault(name, 0, what, "the file is not what the manifest says", found=str(found),
                        allowed=str(allowed), remedy=_REBUILD, check="table-manifest")
    splits = [(split.get("name"), split.get("num_examples")) for split in listed(info.get("splits"))
              if str(split.get("num_bytes")).isdecimal()]
    if splits != [("train", str(content.num_rows))]:
        yield Fault(CARD, line, "splits", f"not the rows of {name}", found=shown(info.get("splits")), allowed="one "
                    f"split: name train, num_examples {content.num_rows}, and num_bytes (without it the others are "
                    "ignored)", remedy=_REBUILD, check="table-rows")
    yield from _feature_faults(name, line, listed(info.get("features")), card_features(content.schema))


def _feature_faults(name: str, line: int, declared: list, actual: list[dict]) -> Iterator[Fault]:
    """Hold the features that the card declares against those of the file; a label is a text in the file."""
    plain = [{**feature, "dtype": "string"} if "class_label" in feature.get("dtype", "") else feature
             for feature in declared]
    for feature in plain:
        if feature not in actual:
            yield Fault(CARD, line, "features", "the card and the file declare other columns", remedy=_REBUILD,
                        found=f"{shown(feature)} only in the card", check="table-features")
    for feature in actual:
        if feature not in plain:
            yield Fault(CARD, line, "features", "the card and the file declare other columns", remedy=_REBUILD,
                        found=f"{shown(feature)} only in {name}", check="table-features")
    if plain != actual and sorted(map(str, plain)) == sorted(map(str, actual)):
        yield Fault(CARD, line, "features", f"the columns stand in another order than in {name}", remedy=_REBUILD,
                    check="table-features")
