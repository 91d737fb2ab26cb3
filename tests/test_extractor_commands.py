"""The extractor's commands: what is wrong with one text or option is told, and the others are done."""

from __future__ import annotations

import argparse

import pytest

import schema.sentences
from build_dataset import main
from extractor.commands import add_commands

TEXT = "Twitter allows the Taliban to keep its accounts."


@pytest.fixture
def text_at(tmp_path):
    """Give a factory of a text's file: its name, and what it holds."""

    def make(name: str, content: str = TEXT) -> str:
        (tmp_path / name).write_text(content, "utf-8")
        return str(tmp_path / name)

    return make


def proposed_in(folder):
    """Read the proposals of a folder: the article's id → whether the text has a statement."""
    return {path.stem: "stance: permits" in path.read_text("utf-8") for path in sorted(folder.iterdir())}


def test_a_proposal_that_is_there_already_stops_no_other_and_hides_no_fault(text_at, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "b.yaml").write_text("a coder's work")
    texts = [text_at("a.txt"), text_at("empty.txt", ""), text_at("b.txt"), text_at("c.txt")]
    assert main(["propose", *texts, "--out", str(out)]) == 1
    assert [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()] == [
        "there is no text; save the article's text in it [text]",
        "the file is there already, and may hold a coder's work; name another file with --out, or move this one away "
        "[propose]"]
    assert proposed_in(out) == {"a": True, "b": False, "c": True}


@pytest.mark.parametrize(("one", "other", "article_id"), [
    pytest.param("\u0627.txt", "\u0628.txt", "article", id="names without a Latin letter"),
    pytest.param("A B.txt", "a-b.txt", "a-b", id="names alike but for signs and case"),
])
def test_of_two_texts_whose_names_give_one_id_the_second_is_told_to_be_renamed(
        text_at, tmp_path, capsys, one, other, article_id):
    one, other, last = text_at(one), text_at(other), text_at("last.txt")
    assert main(["propose", one, other, last, "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"{other}: another text's name gives the same article_id; found '{article_id}', as of {one}; name each text "
        "<article_id>.txt, in lower-case words and numbers [propose]")
    assert proposed_in(tmp_path / "out") == {article_id: True, "last": True}


def test_a_capital_before_a_blank_that_is_not_ascii_stops_no_proposal(text_at, capsys):
    assert main(["propose", text_at("a.txt", "Facebook bans the Taliban, and so does X\xa0. Both said so.")]) == 0
    assert "platform: facebook" in capsys.readouterr().out


def test_a_text_that_is_unreadable_is_told_and_stops_no_other(text_at, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(schema.sentences, "_BLANKS", {})
    broken = text_at("a.txt", f"{TEXT} So does X\xa0. Both said so.")
    assert main(["propose", broken, text_at("b.txt"), "--out", str(tmp_path / "out")]) == 1
    assert f"{broken}: the library of sentences fails on what begins at character 0" in capsys.readouterr().err
    assert proposed_in(tmp_path / "out") == {"b": True}


@pytest.fixture
def scan_options():
    """Give a reader of the options of `scan`."""
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(), list)
    return lambda *arguments: parser.parse_args(["scan", "a.parquet", "--out", "out", *arguments])


@pytest.mark.parametrize(("arguments", "size"), [([], 1_000_000), (["--max-text-mb", "0.5"], 500_000)],
                         ids=["none", "half a megabyte"])
def test_the_longest_text_is_given_in_megabytes(scan_options, arguments, size):
    assert scan_options(*arguments).max_text_bytes == size


@pytest.mark.parametrize("size", ["nan", "inf", "1e307", "0", "-1", "abc"])
def test_a_longest_text_that_is_no_size_is_refused(scan_options, capsys, size):
    with pytest.raises(SystemExit, match="2"):
        scan_options(f"--max-text-mb={size}")
    assert f"--max-text-mb: found '{size}'; allowed: a number of megabytes above 0" in capsys.readouterr().err
