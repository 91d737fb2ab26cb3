"""Publishing to the loopback Hub, as a user does it."""

from __future__ import annotations

import json

import pytest

from builder.stamp import write_stamp

from .conftest import READER, STRANGER, TABLES, make_release
from .loopback import Fault
from .requests import Answer


@pytest.fixture(params=["lfs", "xet"])
def publisher(request):
    return request.getfixturevalue(f"{request.param}_publisher")


@pytest.fixture
def published(publisher, repo, releases):
    """A dataset that holds version 1.0.0."""
    assert publisher.publish(repo, releases["1.0.0"]).code == 0
    return repo


def tags(store) -> dict[str, str]:
    return {ref.removeprefix("refs/tags/"): commit for ref, commit in store.refs.items() if "/tags/" in ref}


def test_a_dry_run_sends_nothing_and_shows_what_would_be_done(hub, lfs_publisher, repo, releases):
    planned = lfs_publisher.publish(repo, releases["1.0.0"], yes=False)
    assert planned.code == 0
    assert repo not in hub.stores
    assert planned.text.splitlines() == [
        f"Release v1.0.0 of {repo}: a new dataset, private", "  new       README.md",
        "  new       data/articles.parquet", "  new       data/statements.parquet", "  new       manifest.json",
        "  rows of articles: 3 new", "  rows of statements: 3 new", "  tag v1.0.0 on the new commit",
        "Nothing was sent. Say --yes to do it."]


def test_a_first_publish_makes_a_private_dataset_with_one_commit_and_a_tag(hub, publisher, repo, releases):
    done = publisher.publish(repo, releases["1.0.0"])
    store = hub.stores[repo]
    assert done.code == 0, done.text
    assert hub.private[repo]
    assert store.log() == ["Release 1.0.0", "initial commit"]
    assert tags(store) == {"v1.0.0": store.commit_of("main")}
    assert sorted(store.files(store.commit_of("main"))) == [
        ".gitattributes", "README.md", "data/articles.parquet", "data/statements.parquet", "manifest.json"]


def test_publishing_again_makes_no_commit(hub, publisher, published, releases):
    before = hub.stores[published].refs
    again = publisher.publish(published, releases["1.0.0"])
    assert again.code == 0
    assert hub.stores[published].refs == before
    assert "no file changes: no commit" in again.text


def test_changed_rows_make_one_commit_and_a_new_tag(hub, publisher, published, releases):
    done = publisher.publish(published, releases["1.1.0"])
    store = hub.stores[published]
    assert done.code == 0, done.text
    assert store.log() == ["Release 1.1.0", "Release 1.0.0", "initial commit"]
    assert tags(store)["v1.1.0"] == store.commit_of("main") != tags(store)["v1.0.0"]
    assert "rows of statements: 1 in, 1 out, 2 stay" in done.text


def test_a_table_that_is_gone_leaves_no_file_behind(hub, publisher, published, tmp_path):
    done = publisher.publish(published, make_release(tmp_path / "new", "2.0.0", tables=("statements", "contrasts")))
    store = hub.stores[published]
    assert done.code == 0, done.text
    assert store.log()[0] == "Release 2.0.0"
    data = [path for path in store.files(store.commit_of("main")) if path.startswith("data/")]
    assert data == ["data/contrasts.parquet", "data/statements.parquet"]
    assert "deleted   data/articles.parquet" in done.text


def test_a_renamed_file_leaves_no_stale_rows(hub, publisher, published, tmp_path):
    release = make_release(tmp_path / "new", "1.0.1")
    (release / "data/statements.parquet").rename(release / "data/statements-0.parquet")
    card = release / "README.md"
    card.write_text(card.read_text().replace("data/statements.parquet", "data/statements-0.parquet"))
    write_stamp(release, {}, "")
    assert publisher.publish(published, release).code == 0
    loaded = publisher.run("load", repo=published, folder=tmp_path / "cache")
    assert [row["row_id"] for row in rows_of(loaded)] == ["statements:00", "statements:01", "statements:02"]


def test_a_version_with_other_content_than_its_tag_is_refused(hub, publisher, published, releases):
    before = hub.stores[published].refs
    refused = publisher.publish(published, releases["1.0.0 changed"])
    assert refused.code == 1
    assert hub.stores[published].refs == before
    assert "v1.0.0 is published already with other content" in refused.text
    assert "raise the version, add it to the changelog, build again" in refused.text


def test_an_older_version_is_not_put_over_a_newer_one(hub, lfs_publisher, published, tmp_path):
    before = hub.stores[published].refs
    refused = lfs_publisher.publish(published, make_release(tmp_path / "older", "0.9.0"))
    assert (refused.code, hub.stores[published].refs) == (1, before)
    assert "holds version 1.0.0, which is newer than 0.9.0" in refused.text


def test_a_manifest_that_was_spoiled_on_the_hub_is_replaced(hub, lfs_publisher, published, releases):
    store = hub.stores[published]
    store.commit("refs/heads/main", store.refs["refs/heads/main"], "spoil", {"manifest.json": b"{"}, [])
    done = lfs_publisher.publish(published, releases["1.1.0"])
    assert (done.code, store.log()[:2]) == (0, ["Release 1.1.0", "spoil"])
    assert "manifest.json at main on the Hub cannot be read; all rows count as new" in done.text


def test_a_lost_tag_is_set_by_publishing_again(hub, lfs_publisher, published, releases):
    store = hub.stores[published]
    store.git("update-ref", "-d", "refs/tags/v1.0.0")
    again = lfs_publisher.publish(published, releases["1.0.0"])
    assert again.code == 0
    assert store.log() == ["Release 1.0.0", "initial commit"]
    assert tags(store) == {"v1.0.0": store.commit_of("main")}


def test_publishing_an_old_release_again_leaves_the_newer_one(hub, lfs_publisher, published, releases):
    assert lfs_publisher.publish(published, releases["1.1.0"]).code == 0
    before = hub.stores[published].refs
    again = lfs_publisher.publish(published, releases["1.0.0"])
    assert (again.code, hub.stores[published].refs) == (0, before)
    assert "main has moved on since v1.0.0 and stays as it is" in again.text


def test_a_dataset_becomes_public_only_when_asked(hub, lfs_publisher, published, releases):
    assert lfs_publisher.publish(published, releases["1.1.0"]).code == 0
    assert hub.private[published]
    assert lfs_publisher.publish(published, releases["1.1.0"], public=True).code == 0
    assert not hub.private[published]


def test_a_public_dataset_is_not_published_to_unless_asked(hub, lfs_publisher, published, releases):
    hub.private[published] = False
    refused = lfs_publisher.publish(published, releases["1.1.0"])
    assert (refused.code, hub.stores[published].log()[0]) == (1, "Release 1.0.0")
    assert "is public; say --public" in refused.text


def test_a_pull_request_is_opened_once_and_leaves_main_and_tags(hub, publisher, published, releases):
    before = hub.stores[published].refs
    opened = publisher.publish(published, releases["1.1.0"], pr=True)
    again = publisher.publish(published, releases["1.1.0"], pr=True)
    assert (opened.code, again.code, hub.proposals[published]) == (0, 0, [1])
    assert "refs/pr/1 is open with this release" in again.text
    after = hub.stores[published].refs
    assert {ref: commit for ref, commit in after.items() if ref in before} == before
    assert hub.stores[published].log("refs/pr/1")[0] == "Release 1.1.0"


def test_a_dry_run_of_a_pull_request_opens_none(hub, lfs_publisher, published, releases):
    planned = lfs_publisher.publish(published, releases["1.1.0"], pr=True, yes=False)
    assert (planned.code, published in hub.proposals) == (0, False)
    assert "a pull request; tag v1.1.0 follows when it is merged and the release is published" in planned.text


def test_a_pull_request_needs_a_dataset(hub, lfs_publisher, repo, releases):
    refused = lfs_publisher.publish(repo, releases["1.0.0"], pr=True)
    assert (refused.code, repo in hub.stores) == (1, False)
    assert "There is no dataset yet to open a pull request on; publish once without --pr." in refused.text


def test_a_merged_pull_request_is_tagged_by_publishing(hub, lfs_publisher, published, releases):
    assert lfs_publisher.publish(published, releases["1.1.0"], pr=True).code == 0
    store = hub.stores[published]
    store.point("refs/heads/main", store.refs["refs/pr/1"])
    assert lfs_publisher.publish(published, releases["1.1.0"]).code == 0
    assert tags(store)["v1.1.0"] == store.commit_of("main")
    assert store.log() == ["Release 1.1.0", "Release 1.0.0", "initial commit"]


TOKENS = {"wrong": ("hf_" + "x" * 30, "refused (401)", "log in with `hf auth login`"),
          "none": (None, "refused (401)", "log in with `hf auth login`"),
          "read-only": (READER, "refused (403)", "use a token with the role 'write'"),
          "of a stranger to the organisation": (STRANGER, "refused (403)", "use a token with the role 'write'")}


@pytest.mark.parametrize(("token", "fault", "advice"), TOKENS.values(), ids=TOKENS)
def test_a_token_that_may_not_publish_is_told_why(hub, lfs_publisher, repo, releases, token, fault, advice):
    refused = lfs_publisher.publish(repo, releases["1.0.0"], token=token)
    assert (refused.code, repo in hub.stores) == (1, False)
    assert fault in refused.text
    assert advice in refused.text


def test_a_read_only_token_changes_nothing_in_a_dataset_that_it_sees(hub, lfs_publisher, published, releases):
    before = hub.stores[published].refs
    refused = lfs_publisher.publish(published, releases["1.1.0"], token=READER)
    assert (refused.code, hub.stores[published].refs) == (1, before)
    assert "refused (403)" in refused.text


def test_a_hub_that_stays_down_is_given_up_after_some_tries(hub, lfs_publisher, repo, releases):
    hub.arm(Fault("500", "GET", f"/api/datasets/{repo}", always=True))
    given_up = lfs_publisher.publish(repo, releases["1.0.0"])
    assert (given_up.code, len(hub.journal)) == (1, 4)
    assert "the Hub answered 500" in given_up.text
    assert "Run the same command again" in given_up.text


def test_a_dry_run_that_cannot_look_at_the_hub_says_that_nothing_was_sent(hub, lfs_publisher, repo, releases):
    hub.arm(Fault("500", "GET", f"/api/datasets/{repo}", always=True))
    given_up = lfs_publisher.publish(repo, releases["1.0.0"], yes=False)
    assert given_up.code == 1
    assert given_up.text.splitlines()[-2:] == [
        "the Hub answered 500.",
        "Nothing was sent: this run was to look at the Hub and show the plan. Run it again once that works."]


@pytest.mark.parametrize(("seconds", "code", "said"), [
    ("1", 0, "the Hub answered 429; trying again in 1 s (2 of 4)"),
    ("3600", 1, "it asks to wait 3600 s: run the command again after that")], ids=["short", "too long"])
def test_the_wait_that_the_hub_asks_for_is_kept_or_told(hub, lfs_publisher, repo, releases, seconds, code, said):
    busy = Answer(429, b"", {"Retry-After": seconds})
    hub.arm(Fault("429", "POST", "/api/repos/create", answer=busy))
    done = lfs_publisher.publish(repo, releases["1.0.0"])
    assert done.code == code
    assert said in done.text


def test_a_file_that_the_hub_does_not_take_stops_the_publish_before_the_tag(hub, lfs_publisher, published, releases):
    path = f"/api/datasets/{published}/preupload/main"
    ignoring = {"files": [{"path": name, "uploadMode": "regular", "shouldIgnore": name == "README.md"} for name in
                          ("README.md", "manifest.json", "data/articles.parquet", "data/statements.parquet")]}
    hub.arm(Fault("ignored", "POST", path, answer=Answer.of(ignoring)))
    stopped = lfs_publisher.publish(published, releases["1.1.0"])
    assert stopped.code == 1
    assert "the Hub did not take every file" in stopped.text
    assert list(tags(hub.stores[published])) == ["v1.0.0"]


def rows_of(outcome) -> list[dict]:
    assert outcome.code == 0, outcome.text
    return json.loads(outcome.text.splitlines()[-1])


@pytest.fixture(scope="module")
def whole(hub, lfs_publisher, xet_publisher, tmp_path_factory) -> dict:
    """Seven tables, published by LFS and by Xet, and what the publishers said."""
    release = make_release(tmp_path_factory.mktemp("whole") / "release", tables=TABLES,
                           files={"figures/map.svg": "<svg/>", "index.html": "<p>", "datapackage.json": "{}"})
    return {kind: publisher.publish(f"acme/whole-{kind}", release, public=True, load_back=True)
            for kind, publisher in (("lfs", lfs_publisher), ("xet", xet_publisher))}


@pytest.mark.parametrize("kind", ["lfs", "xet"])
def test_every_table_is_loaded_back_from_the_tag_before_the_dataset_is_public(hub, whole, kind):
    assert whole[kind].code == 0, whole[kind].text
    lines = whole[kind].text.splitlines()
    assert [line for line in lines if "loaded" in line] == [
        f"  loaded {name}: 3 rows, as in the manifest" for name in TABLES]
    assert lines[-2] == "Making the dataset public"


@pytest.mark.parametrize("kind", ["lfs", "xet"])
@pytest.mark.parametrize("how", [{}, {"revision": "v1.0.0"}, {"revision": "v1.0.0", "streaming": True},
                                 {"config": "codebook"}, {"token": None}],
                         ids=["default", "by tag", "streaming", "another table", "without a token"])
def test_a_user_loads_the_published_rows(whole, lfs_publisher, xet_publisher, tmp_path, kind, how):
    publisher = {"lfs": lfs_publisher, "xet": xet_publisher}[kind]
    rows = rows_of(publisher.run("load", repo=f"acme/whole-{kind}", folder=tmp_path, **how))
    table = how.get("config", "statements")
    assert [row["row_id"] for row in rows] == [f"{table}:00", f"{table}:01", f"{table}:02"]
    assert [(row["stance"], row["rank"], row["with"]) for row in rows] == [(2, 0, []), (0, 1, ["meta"]), (0, 2, [])]


@pytest.mark.parametrize("kind", ["lfs", "xet"])
def test_pandas_reads_a_table_by_its_address(whole, lfs_publisher, xet_publisher, kind):
    publisher = {"lfs": lfs_publisher, "xet": xet_publisher}[kind]
    address = f"hf://datasets/acme/whole-{kind}@v1.0.0/data/statements.parquet"
    rows = rows_of(publisher.run("read_with_pandas", address=address))
    assert [row["stance"] for row in rows] == ["permits", "prohibits", "prohibits"]


def test_rows_that_load_otherwise_than_built_keep_the_dataset_private(hub, lfs_publisher, repo, releases, tmp_path):
    other = make_release(tmp_path / "other", stance="forbids")
    assert lfs_publisher.publish(repo, releases["1.0.0"]).code == 0
    store = hub.stores[repo]
    name = "data/statements.parquet"
    swapped = store.files(store.commit_of("main"))[name]["lfs"]["oid"]
    hub.arm(Fault("swapped", "GET", f"/objects/{swapped}", answer=Answer(200, (other / name).read_bytes())))
    done = lfs_publisher.publish(repo, releases["1.0.0"], public=True, load_back=True)
    assert done.code == 1
    assert hub.private[repo]
    assert "statements does not load as built" in done.text
