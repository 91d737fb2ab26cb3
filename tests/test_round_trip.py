"""Round trip, on the command line: what is proposed passes the check, is anchored in its text, and passes again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from schema.comments import LEFT_OUT
from schema.evidence import Fingerprint, fingerprint
from schema.sentences import is_whole_sentences
from schema.strict_yaml import read_file

ROOT = Path(__file__).parents[1]
STAYS = "Twitter allows the Taliban to stay."
TEXT = f"""Where the group may post

Facebook bans the Taliban under its rules on dangerous groups. “We remove accounts that are run by the Taliban,” a \
Facebook spokesperson said. “It's our policy: no exceptions.”

{STAYS} Shopkeepers in Herat like it better than the radio. TikTok declined to say whether it would ban the Taliban.
"""
TEXTS = {
    "plain-2023-07": TEXT,
    "windows-2023-07": TEXT.replace("\n", "\r\n"),
    "again-2023-07": f"{STAYS} Nobody knows why.\n\n{TEXT}",
    "symbols-2023-07": TEXT.replace("bans the", "bans\u00a0the \U0001f642").replace("allows", "allows\u2028"),
    "marked-2023-07": f"\ufeff{STAYS} Nobody knows why.\n\n{TEXT}",
    "demand-2023-07": f"{TEXT}\nTwitter should ban the Taliban, activists demand.\n",
    "silent-2023-07": "Shopkeepers in Herat like the radio better.\n",
}
STATES = [name for name in TEXTS if not name.startswith("silent")]
EVIDENCE = re.compile(r"(?m)^  evidence: .*$")
WAITING = re.compile(r"  \S+:[0-9]+: (?:evidence: holds a quote|a comment quotes a text); .* \[no-quote\]")
UNKNOWN = re.compile(r"  \S+:2: article_id: '\S+' is not in data/articles\.yaml; .* \[known-article\]")
DRAFTED = re.compile(r"  \S+:[0-9]+: summary: is still the draft; .* \[summary-is-no-draft\]")


class Trip(NamedTuple):
    """What each command said and gave, and the coding files as proposed and as anchored."""

    said: dict[str, str]
    codes: dict[str, int]
    proposed: dict[str, Path]
    anchored: dict[str, Path]


@pytest.fixture(scope="module")
def trip_of(run_build, tmp_path_factory):
    """Give a function that takes texts (article id → text) through all commands, as a coder does."""

    def make(texts: dict[str, str]) -> Trip:
        folder = tmp_path_factory.mktemp("trip")
        for name, text in texts.items():
            (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
        held = [folder / f"{name}.txt" for name in texts]
        out = folder / "proposals" if len(texts) > 1 else folder / "proposals" / f"{held[0].stem}.yaml"
        files = [folder / "proposals" / f"{name}.yaml" for name in texts]
        done = {"propose": run_build(ROOT, "propose", *held, "--published", "2023-07-12", "--out", out)}
        proposed = {name: folder / f"{name}.proposed.yaml" for name in texts}
        for path in files:
            proposed[path.stem].write_bytes(path.read_bytes())
        done["check"] = run_build(ROOT, "check", *files)
        done["anchor"] = run_build(ROOT, "anchor", *files, "--articles", folder)
        done["check again"] = run_build(ROOT, "check", *files)
        return Trip({name: one.stdout + one.stderr for name, one in done.items()},
                    {name: one.returncode for name, one in done.items()}, proposed, {f.stem: f for f in files})

    return make


@pytest.fixture(scope="module")
def trip(trip_of):
    """The trip of all texts at once."""
    return trip_of(TEXTS)


def rows_of(path):
    document = read_file(path)
    assert document.faults == []
    return document.value["statements"]


def test_each_command_ends_well(trip):
    assert trip.codes == {"propose": 0, "check": 0, "anchor": 0, "check again": 0}, trip.said


@pytest.mark.parametrize("name", STATES)
def test_what_the_text_states_is_proposed(name, trip):
    platforms = [row["platform"] for row in rows_of(trip.proposed[name])]
    assert set(platforms) == {"facebook", "twitter", "tiktok"}


def test_of_a_text_without_a_statement_an_empty_coding_is_proposed(trip):
    assert rows_of(trip.anchored["silent-2023-07"]) == []


@pytest.mark.parametrize(
    ("command", "told"),
    [
        pytest.param("check", {WAITING, DRAFTED, UNKNOWN}, id="of a proposal that its quotes wait for their anchor"),
        pytest.param("check again", {DRAFTED, UNKNOWN}, id="of an anchored one no quotes"),
    ],
)
def test_of_a_proposal_nothing_is_told_but_what_is_yet_to_be_done(command, told, trip):
    first, *warnings = trip.said[command].splitlines()
    others = [re.findall("[0-9]+", line.partition("the same on line")[2]) for line in warnings]
    assert first.endswith(f", {len(warnings) + sum(map(len, others))} warnings")
    patterns = [next((one for one in (WAITING, DRAFTED, UNKNOWN) if one.fullmatch(line)), line) for line in warnings]
    assert (set(patterns), patterns.count(UNKNOWN)) == (told, len(TEXTS))


@pytest.mark.parametrize("name", STATES)
def test_the_offsets_give_the_quotes(name, trip):
    quotes = [row["evidence"]["quote"] for row in rows_of(trip.proposed[name])]
    places = [row["evidence"] for row in rows_of(trip.anchored[name])]
    assert [TEXTS[name][int(place["start"]):int(place["end"])] for place in places] == quotes


def test_a_byte_order_mark_counts_in_offsets_and_belongs_to_no_quote(trip):
    plain, marked = ([int(row["evidence"]["start"]) for row in rows_of(trip.anchored[name])]
                     for name in ("again-2023-07", "marked-2023-07"))
    assert marked == [start + 1 for start in plain] != []


@pytest.mark.parametrize("name", STATES)
def test_an_anchored_row_proves_itself_and_holds_no_quote(name, trip):
    for row in rows_of(trip.anchored[name]):
        place, text = row["evidence"], TEXTS[name]
        start, end = int(place.pop("start")), int(place.pop("end"))
        assert fingerprint(text[start:end]) == Fingerprint(int(place.pop("words")), place.pop("sha256"))
        assert (place, is_whole_sentences(text, start, end)) == ({}, True)


@pytest.mark.parametrize("name", TEXTS)
def test_but_for_the_evidence_and_what_was_left_out_the_file_stays(name, trip):
    proposed, anchored = (EVIDENCE.sub("", paths[name].read_text("utf-8")) for paths in (trip.proposed, trip.anchored))
    assert anchored == proposed.split(f"\n{LEFT_OUT}")[0]


def test_what_was_left_out_is_proposed_and_not_anchored(trip):
    assert [LEFT_OUT in paths["demand-2023-07"].read_text("utf-8") for paths in (trip.proposed, trip.anchored)] == [
        True, False]


def test_a_text_by_itself_takes_the_same_way(trip_of, trip):
    alone = trip_of({"plain-2023-07": TEXT})
    assert set(alone.codes.values()) == {0}, alone.said
    assert alone.anchored["plain-2023-07"].read_bytes() == trip.anchored["plain-2023-07"].read_bytes()


def test_a_text_that_is_not_named_for_an_article_is_proposed_with_advice(run_build, tmp_path):
    path = tmp_path / "The Courier.txt"
    path.write_text(TEXT, "utf-8")
    done = run_build(ROOT, "propose", path)
    assert (done.returncode, done.stdout.splitlines()[1]) == (0, "article_id: the-courier")
    assert done.stderr == f"{path}: is not named for an article; 'anchor' looks for the-courier.txt: rename it\n"
