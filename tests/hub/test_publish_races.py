"""Two publishers at once, interleaved at every request of the first one."""

from __future__ import annotations

import itertools

import pytest

from .conftest import make_release
from .loopback import Fault

UNHURRIED = 30  # seconds that the first one waits for an answer while its rival publishes
NAMES = (f"acme/race{number}" for number in itertools.count())


@pytest.fixture
def race(hub, old, lfs_publisher, xet_publisher, releases):
    """Publish 1.1.0 while another publishes: give both outcomes and the dataset's storage."""
    def run(name: str, method: str, path: str, rival) -> tuple:
        store = old(name)
        met = []
        fault = Fault("meanwhile", method, path.replace("{repo}", name),
                      meanwhile=lambda: met.append(xet_publisher.publish(name, rival)))
        hub.arm(fault)
        first = lfs_publisher.publish(name, releases["1.1.0"], timeout=UNHURRIED)
        return first, met[0], store
    return run


@pytest.fixture
def requests(hub, old, lfs_publisher, releases) -> list[tuple[str, str]]:
    """The kinds of requests of an update."""
    name = next(NAMES)
    old(name)
    hub.arm(None)
    assert lfs_publisher.publish(name, releases["1.1.0"]).code == 0
    return list(dict.fromkeys((method, path.replace(name, "{repo}")) for method, path in hub.journal))


def test_two_publishers_of_the_same_release_make_one_commit_and_one_tag(race, requests, releases, subtests):
    for method, path in requests:
        with subtests.test(f"{method} {path}"):
            first, second, store = race(next(NAMES), method, path, releases["1.1.0"])
            assert (first.code, second.code) == (0, 0), first.text
            assert store.log() == ["Release 1.1.0", "Release 1.0.0", "initial commit"]
            assert store.refs["refs/tags/v1.1.0"] == store.refs["refs/heads/main"]


def test_of_two_publishers_of_other_content_under_one_version_one_wins_and_the_other_says_so(
        race, requests, tmp_path, subtests):
    rival = make_release(tmp_path / "rival", "1.1.0", stance="restricts")
    for method, path in requests:
        with subtests.test(f"{method} {path}"):
            first, second, store = race(next(NAMES), method, path, rival)
            assert (first.code, second.code) == (1, 0), first.text + second.text
            assert "somebody else published meanwhile" in first.text or "published already with other" in first.text
            assert store.refs["refs/tags/v1.1.0"] == store.refs["refs/heads/main"]


def test_of_two_publishers_of_two_versions_the_later_commit_stops_and_leaves_the_other_whole(race, tmp_path):
    rival = make_release(tmp_path / "rival", "1.2.0", stance="restricts")
    first, second, store = race(next(NAMES), "POST", "/api/datasets/{repo}/commit/main", rival)
    assert (first.code, second.code) == (1, 0)
    assert "somebody else published meanwhile" in first.text
    assert store.log() == ["Release 1.2.0", "Release 1.0.0", "initial commit"]


def test_a_tag_stands_on_its_own_release_when_a_newer_one_is_published_before_it_is_set(
        race, requests, tmp_path):
    rival = make_release(tmp_path / "rival", "1.2.0", stance="restricts")
    method, path = next(request for request in requests if "/tag/" in request[1])
    first, second, store = race(next(NAMES), method, path, rival)
    assert (first.code, second.code) == (0, 0), first.text
    assert store.log("v1.1.0") == ["Release 1.1.0", "Release 1.0.0", "initial commit"]
    assert store.log("v1.2.0") == ["Release 1.2.0", "Release 1.1.0", "Release 1.0.0", "initial commit"]


def test_a_first_publish_does_not_overwrite_a_dataset_that_somebody_makes_meanwhile(
        hub, lfs_publisher, xet_publisher, repo, releases):
    hub.arm(Fault("meanwhile", "POST", "/api/repos/create",
                  meanwhile=lambda: xet_publisher.publish(repo, releases["1.0.0 changed"])))
    first = lfs_publisher.publish(repo, releases["1.1.0"], timeout=UNHURRIED)
    assert first.code == 1
    assert "somebody else published meanwhile" in first.text
    assert hub.stores[repo].log() == ["Release 1.0.0", "initial commit"]
