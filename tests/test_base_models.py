"""Base models: a table of coded rows has the coded columns, and its own where they belong."""

from __future__ import annotations

import pytest
from pandera.typing import Series

from schema.base_models import CodedRow
from schema.columns import Text, column
from schema.tables import Codings, Statements

SHARED = list(CodedRow.to_schema().columns)


class Front(CodedRow):
    one: Series[Text] = column("One", "The first.")
    two: Series[Text] = column("Two", "The second.")


class Placed(CodedRow):
    one: Series[Text] = column("One", "The first.")
    two: Series[Text] = column("Two", "The second.")
    three: Series[Text] = column("Three", "The third.")
    last: Series[Text] = column("Last", "The last.")

    class Config:
        metadata = {"behind": {"two": SHARED[0], "last": SHARED[-1]}}


@pytest.mark.parametrize(("model", "names"), [
    pytest.param(Front, ["one", "two", *SHARED], id="in front"),
    pytest.param(Placed, ["one", SHARED[0], "two", "three", *SHARED[1:], "last"], id="behind the columns named"),
])
def test_own_columns_stand_in_their_places(model, names):
    assert list(model.to_schema().columns) == list(model.empty().columns) == names


@pytest.mark.parametrize("model", [Statements, Codings])
def test_a_table_of_coded_rows_has_the_coded_columns_as_they_are(model):
    columns = model.to_schema().columns
    assert {name: columns[name] for name in SHARED} == CodedRow.to_schema().columns
    assert [name for name in columns if name in SHARED] == SHARED
