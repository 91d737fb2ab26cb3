"""What is refused before the Hub is asked: a name, or a folder, that cannot be meant."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["nobody", "/name", "owner/", "a/b/c", "an owner/name", "https://hub/owner/name"])
def test_a_name_that_is_not_owner_and_name_is_refused_before_the_hub_is_asked(hub, lfs_publisher, releases, name):
    hub.arm(None)
    refused = lfs_publisher.publish(name, releases["1.0.0"])
    assert (refused.code, hub.journal) == (1, [])
    assert f"publish: not the name of a dataset; found '{name}'; allowed OWNER/NAME" in refused.text


def test_a_release_folder_that_is_not_there_is_named(lfs_publisher, repo, tmp_path):
    refused = lfs_publisher.publish(repo, tmp_path / "nowhere")
    assert refused.code == 1
    assert refused.text.splitlines() == [
        f"{tmp_path / 'nowhere'}: there is no such folder; build the release first, or name the folder that holds it "
        "by --dist [release-folder]", f"{tmp_path / 'nowhere'} was not published: 1 fault."]
