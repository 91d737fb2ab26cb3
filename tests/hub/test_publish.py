"""Publishing to the loopback Hub, as a user does it."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["lfs", "xet"])
def publisher(request):
    return request.getfixturevalue(f"{request.param}_publisher")


def test_a_first_publish_makes_a_private_dataset_with_one_commit_and_a_tag(hub, publisher, repo, releases):
    done = publisher.publish(repo, releases["1.0.0"], load_back=True)
    print(done.text)
    for j in hub.journal: print(j)
    assert done.code == 0
    assert 0
