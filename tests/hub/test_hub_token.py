"""The token appears nowhere: not in messages, not in tracebacks, not among the locals of any frame.

That no output of any publish holds it is asserted by the fixture that runs publishers.
"""

from __future__ import annotations

import pytest

from .conftest import STRANGER, WRITER
from .loopback import KINDS, Fault
from .requests import Answer

WRONG = "hf_" + "x" * 30


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind[0] in "542sd"])
def test_a_traceback_with_locals_of_a_failed_read_does_not_show_the_token(hub, lfs_publisher, repo, kind):
    hub.arm(Fault(kind, "GET", f"/api/datasets/{repo}", always=True))
    shown = lfs_publisher.run("fail_with_locals", repo=repo, call="look")
    assert "HubFailure" in shown.text
    assert WRITER not in shown.text


@pytest.mark.parametrize(("call", "token"), [("look", WRONG), ("create", STRANGER), ("create", WRONG),
                                             ("open_proposals", WRITER), ("make_public", WRITER)])
def test_a_traceback_with_locals_of_a_refusal_does_not_show_the_token(lfs_publisher, call, token):
    shown = lfs_publisher.run("fail_with_locals", repo="acme/absent", call=call, token=token)
    assert "the Hub refused (40" in shown.text
    assert token not in shown.text


def test_a_message_in_which_the_hub_repeats_the_token_is_shown_without_it(hub, lfs_publisher, repo, releases):
    telling = Answer.of({"error": f"no: {WRITER}"}, 403, X_Error_Message=f"no: {WRITER}")
    hub.arm(Fault("telling", "POST", "/api/repos/create", answer=telling))
    refused = lfs_publisher.publish(repo, releases["1.0.0"])
    assert refused.code == 1
    assert "the Hub refused (403): no: …" in refused.text


def test_a_token_that_cannot_be_sent_is_not_repeated_in_the_message(lfs_publisher, repo, releases):
    refused = lfs_publisher.publish(repo, releases["1.0.0"], token="hf_bröken\x01" + "z" * 20)
    assert refused.code == 1
    assert "z" * 20 not in refused.text
