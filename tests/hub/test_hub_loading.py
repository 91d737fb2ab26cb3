"""Every request of loading a table back fails in every way; what is loaded is right all the same."""

from __future__ import annotations

import json

import pytest

from .conftest import make_release
from .loopback import Fault


@pytest.fixture(scope="module")
def dataset(lfs_publisher, tmp_path_factory) -> str:
    release = make_release(tmp_path_factory.mktemp("loading") / "release", rows=5)
    assert lfs_publisher.publish("acme/loading", release).code == 0
    return "acme/loading"


@pytest.mark.parametrize("kind", ["500", "502", "429", "silence", "drop"])
def test_a_table_loads_back_whole_after_a_fault_at_any_request(hub, lfs_publisher, dataset, tmp_path, kind, subtests):
    def load():
        return lfs_publisher.run("load_back", repo=dataset, config="articles", revision="v1.0.0", folder=tmp_path)

    hub.arm(None)
    good = load()
    assert len(json.loads(good.text.splitlines()[-1])) == 5
    for method, path in dict.fromkeys(hub.journal):
        with subtests.test(f"{method} {path}"):
            fault = Fault(kind, method, path)
            hub.arm(fault)
            loaded = load()
            assert fault.happened
            assert loaded.code == 0, loaded.text
            assert loaded.text.splitlines()[-1] == good.text.splitlines()[-1]
