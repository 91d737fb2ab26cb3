"""The card: `README.md` of the release folder, the datacard under front matter that the Hub reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import yaml

from builder.card_check import size_category
from builder.citation import Citation
from builder.inputs import Coder
from builder.islands import without_marks
from builder.parquet import parquet_name
from builder.read import adjudicating_kind
from schema.features import hub_features

FIGURE_FOLDER = "data/figures"

_CREATORS = {"language_model": ["machine-generated"], "person": ["other"], "both": ["machine-generated", "other"]}
"""The Hub's words for the kinds of coders. One is for experts; whether a person is one, the register leaves open."""


def card(tables: Mapping[str, pa.Table], citation: Citation, datacard: str, coders: Sequence[Coder]) -> str:
    """Give the card: front matter derived from tables, citation and coders, then the datacard without its marks.

    Figures are those of the release folder: PNG, which the Hub shows wherever it shows the card.
    """
    datacard = re.sub(rf"{FIGURE_FOLDER}/([a-z-]+)\.svg", r"figures/\1.png", datacard)
    front = yaml.dump(front_matter(tables, citation, coders), Dumper=_Dumper, sort_keys=False, allow_unicode=True,
                      width=120)
    return f"---\n{front}---\n\n{without_marks(datacard)}"


def front_matter(tables: Mapping[str, pa.Table], citation: Citation, coders: Sequence[Coder] = ()) -> dict[str, Any]:
    """Give the front matter: licence, language, size, vocabulary of the Hub, one configuration a table.

    `coders` are those of the register; it says of the adjudicated rows who or what made the annotations.
    """
    default, *_ = tables
    return {
        "license": citation.licence.lower(),
        "language": languages(tables["articles"]),
        "pretty_name": citation.title,
        "size_categories": [size_category(tables[default].num_rows)],
        "task_categories": ["text-classification", "tabular-classification"],
        "annotations_creators": _CREATORS.get(adjudicating_kind(coders), ["other"]),
        "source_datasets": ["original"],
        "tags": citation.tags,
        "configs": [_configuration(name, is_default=name == default) for name in tables],
        "dataset_info": [_info(name, table) for name, table in tables.items()],
    }


def languages(articles: pa.Table) -> list[str]:
    """Give the languages of the articles (ISO 639-1), in order."""
    return sorted(set(articles["language"].to_pylist()))


def _configuration(name: str, is_default: bool) -> dict[str, Any]:
    files = [{"split": "train", "path": parquet_name(name)}]
    return {"config_name": name, "data_files": files, **({"default": True} if is_default else {})}


def _info(name: str, table: pa.Table) -> dict[str, Any]:
    return {
        "config_name": name,
        "features": hub_features(name),
        "splits": [{"name": "train", "num_bytes": table.nbytes, "num_examples": table.num_rows}],
        "dataset_size": table.nbytes,
    }


class _Dumper(yaml.SafeDumper):
    """Quotes every text that YAML could take for something else, and repeats nothing by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal values out each time."""
        return True
