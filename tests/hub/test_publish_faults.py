"""Every request of a publish fails in every way that differs there, one after another; they are those of a good run."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from .conftest import Publisher
from .git_store import GitStore
from .loopback import KINDS, Fault, LoopbackHub

NAMES = (f"acme/case{number}" for number in itertools.count())


@dataclass
class Scenario:
    """A way to publish: from nothing or from version 1.0.0, by whom, and which of its requests fail here."""

    publisher: str = "lfs_publisher"
    from_nothing: bool = False
    fails: str = "."
    options: dict = field(default_factory=dict)


ENDS = {"kill": -9, "kill-after": -9, "interrupt": 130}
SCENARIOS = {
    "update by LFS": Scenario(),
    "update by Xet": Scenario("xet_publisher", fails="xet|commit"),
    "first, public": Scenario(from_nothing=True, fails="create|settings", options={"public": True}),
}


@dataclass
class Trial:
    """What a scenario needs to be run again and again, each time on a dataset of its own."""

    hub: LoopbackHub
    publisher: Publisher
    scenario: Scenario
    old: Callable[[str], GitStore]
    release: object

    def prepare(self) -> str:
        name = next(NAMES)
        if not self.scenario.from_nothing:
            self.old(name)
        return name

    def publish(self, name: str):
        return self.publisher.publish(name, self.release, **self.scenario.options)

    def requests(self, kind: str) -> list[tuple[str, str, int]]:
        """The requests of a good run that a kind of fault may hit, with {repo} for the dataset's name, and each one's
        number among its like."""
        name = self.prepare()
        self.hub.arm(None)
        assert self.publish(name).code == 0
        seen: Counter = Counter()
        found = []
        for method, path in self.hub.journal:
            found.append((method, path.replace(name, "{repo}"), seen[method, path]))
            seen[method, path] += 1
        return [request for request in found if re.search(self.scenario.fails, request[1])
                and not (kind in AFTERWARDS and request[0] in READING)]

    def state(self, name: str) -> dict:
        """What the dataset holds, as far as users see it."""
        store = self.hub.stores.get(name)
        if store is None:
            return {"log": [], "tags": {}}
        tags = {ref: commit for ref, commit in store.refs.items() if ref.startswith("refs/tags/")}
        return {"log": store.log(), "tags": tags}

    def whole_states(self, name: str) -> list[dict]:
        """The states that a broken publish may leave: the old release, or the new one, tagged already or not yet."""
        reference = self.state(name)
        tags = dict(reference["tags"])
        new = tags.pop("refs/tags/v1.1.0")
        old = {"log": reference["log"][1:], "tags": tags}
        nothing = [{"log": [], "tags": {}}] if self.scenario.from_nothing else []
        return [reference, {"log": reference["log"], "tags": tags}, old, *nothing] if new else []


READING = ("GET", "HEAD")
AFTERWARDS = {"lost", "kill-after"}
"""Faults after a request has done its work, which differ from those before only where there is some."""
LONGEST, *_ = SCENARIOS
ALIKE = ("502", "429")
"""Refusals that a client meets as it does the first: each flow but the longest has them, too."""
TRIALS = [(name, kind) for name in SCENARIOS for kind in KINDS if not (name == LONGEST and kind in ALIKE)]


@pytest.fixture
def trial(request, hub, old, releases) -> Trial:
    scenario = SCENARIOS[request.param]
    return Trial(hub, request.getfixturevalue(scenario.publisher), scenario, old, releases["1.1.0"])


@pytest.mark.parametrize(("trial", "kind"), TRIALS, indirect=["trial"])
def test_a_fault_at_any_request_leaves_a_whole_release_and_running_again_completes_it(trial, kind, subtests):
    good = trial.prepare()
    assert trial.publish(good).code == 0
    whole = trial.whole_states(good)
    requests = trial.requests(kind)
    assert requests
    for method, path, nth in requests:
        with subtests.test(f"{kind} at {method} {path} ({nth})"):
            name = trial.prepare()
            fault = Fault(kind, method, path.replace("{repo}", name), nth)
            trial.hub.arm(fault)
            broken = trial.publish(name)
            assert fault.happened
            assert broken.code == ENDS.get(kind, 0), broken.text
            assert trial.state(name) in whole
            trial.hub.arm(None)
            again = trial.publish(name) if broken.code else broken
            assert again.code == 0, again.text
            assert trial.state(name) == whole[0]
            assert trial.hub.private[name] is not trial.scenario.options.get("public", False)


@pytest.mark.parametrize("kind", ["500", "502", "429", "drop", "lost"])
@pytest.mark.parametrize("request_", ["GET /api/datasets/{repo}/discussions", "POST /api/datasets/{repo}/commit/main"])
def test_a_fault_while_a_pull_request_is_opened_leaves_exactly_one(hub, lfs_publisher, old, releases, kind, request_):
    name = next(NAMES)
    before = old(name).refs
    method, path = request_.replace("{repo}", name).split()
    fault = Fault(kind, method, path)
    hub.arm(fault)
    opened = lfs_publisher.publish(name, releases["1.1.0"], pr=True)
    assert (opened.code, fault.happened, hub.proposals[name]) == (0, True, [1]), opened.text
    assert {ref: hub.stores[name].refs[ref] for ref in before} == before
