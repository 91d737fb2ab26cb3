"""What the tests share: factories of rows."""

from __future__ import annotations

import pytest


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
