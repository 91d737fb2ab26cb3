"""The citation: `CITATION.cff` is valid, and what is derived from it agrees with it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from builder.citation import CITATION, Author, bibtex, citation_of, read_citation, with_version, zenodo_text
from builder.manifest import project_version
from schema.faults import FaultsFound

ROOT = Path(__file__).parents[1]

AUTHOR = "a mapping with name, or with family-names and given-names"
PLAIN = """cff-version: 1.2.0
message: Cite it.
type: dataset
title: A title
abstract: What it is.
authors:
  - family-names: Haddad
    given-names: Amal
  - name: A group
version: 1.2.3
license: CC-BY-4.0
keywords:
  - news
"""


@pytest.fixture
def own():
    return citation_of((ROOT / CITATION).read_text("utf-8"))


@pytest.fixture(scope="session")
def cffconvert(required):
    """Give the command; it lives in an environment of its own, since it asks for an old jsonschema."""
    command = os.environ.get("CFFCONVERT") or shutil.which("cffconvert")
    required("cffconvert", command)
    return command


@pytest.mark.parametrize(("change", "code"), [
    pytest.param(lambda text: text, 0, id="as it is"),
    pytest.param(lambda text: text.replace("license: CC-BY-4.0", "license: free"), 1, id="a licence that is none"),
])
def test_cffconvert_finds_the_release_folders_citation_valid(cffconvert, release_copy, change, code):
    path = release_copy / CITATION
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    done = subprocess.run([cffconvert, "--validate", "-i", str(path)], capture_output=True, text=True)
    assert done.returncode == code, done.stdout + done.stderr


def test_the_committed_citation_has_the_version_of_the_dataset(own):
    assert own.version == project_version(ROOT)


BIBTEX = """@misc{taliban_platform_policy,
  title        = {{A title}},
  author       = {Haddad, Amal and {A group}},
  version      = {1.2.3},
  howpublished = {Dataset},
  note         = {News statements coded by a language model; licence CC BY 4.0},
}"""


@pytest.mark.parametrize(("more", "entry"), [
    pytest.param("", BIBTEX, id="before a release: no year"),
    pytest.param("url: https://example.org/set\ndate-released: 2027-01-31\n",
                 BIBTEX.replace("  version", "  year         = {2027},\n  version").replace(
                     "  note", "  url          = {https://example.org/set},\n  note"), id="released"),
])
def test_the_bibtex_entry_says_what_the_citation_says(more, entry):
    assert bibtex(citation_of(PLAIN + more), coded_by="a language model") == entry


def test_the_bibtex_entry_names_no_language_model_where_none_coded():
    assert "{News statements; licence CC BY 4.0}" in bibtex(citation_of(PLAIN), coded_by="")


@pytest.mark.parametrize(("licence", "name"), [("CC-BY-4.0", "CC BY 4.0"), ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"),
                                               ("CC0-1.0", "CC0-1.0"), ("ODbL-1.0", "ODbL-1.0")])
def test_a_licence_is_named_as_people_say_it(licence, name):
    assert citation_of(PLAIN.replace("CC-BY-4.0", licence)).licence_name == name


def test_the_version_is_the_projects(folder_of):
    assert read_citation(folder_of({CITATION: PLAIN}), "2.0.0") == citation_of(PLAIN.replace("1.2.3", "2.0.0"))


@pytest.mark.parametrize(("content", "message"), [
    pytest.param(None, "CITATION.cff: the file cannot be read; found No such file or directory; check its name and its "
                       "permissions [yaml]", id="no file"),
    pytest.param(b"title: \xe9\n", "CITATION.cff:1: the file is not UTF-8; found byte 0xe9; allowed UTF-8; save it "
                                   "again with the encoding UTF-8 [yaml]", id="another encoding"),
])
def test_a_citation_that_cannot_be_read_is_a_fault(content, message, folder_of):
    with pytest.raises(FaultsFound) as found:
        read_citation(folder_of({CITATION: content}), "1.2.3")
    assert str(found.value) == message


def test_the_committed_zenodo_record_is_the_one_that_the_citation_gives(own):
    assert (ROOT / ".zenodo.json").read_text("utf-8") == zenodo_text(own)


def test_no_identifier_is_made_up():
    record = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    assert not {"doi", "prereserve_doi", "related_identifiers"} & record.keys()


def test_persons_are_sorted_by_family_name_and_groups_keep_theirs():
    assert [author["name"] for author in json.loads(zenodo_text(citation_of(PLAIN)))["creators"]] == [
        "Haddad, Amal", "A group"]


def test_persons_are_named_as_people_say_it():
    assert citation_of(PLAIN).authors == (Author("Haddad", "Amal"), Author("A group"))
    assert [author.name for author in citation_of(PLAIN).authors] == ["Amal Haddad", "A group"]


def test_only_a_released_citation_has_an_address_and_a_day():
    released = citation_of(PLAIN + "url: https://example.org/set\ndate-released: 2026-01-31\n")
    assert (citation_of(PLAIN).url, citation_of(PLAIN).released) == (None, None)
    assert (released.url, json.loads(zenodo_text(released))["publication_date"]) == (
        "https://example.org/set", "2026-01-31")


def test_with_version_changes_nothing_else():
    assert with_version(PLAIN, "2.0.0") == PLAIN.replace("version: 1.2.3", "version: 2.0.0")


@pytest.mark.parametrize(("keyword", "tag"), [("content moderation", "content-moderation"), ("Taliban", "taliban"),
                                               ("X (formerly Twitter)", "x-formerly-twitter")])
def test_a_keyword_gives_a_tag(keyword, tag):
    assert citation_of(PLAIN.replace("- news", f"- {keyword}")).tags == [tag]


@pytest.mark.parametrize(("text", "message"), [
    pytest.param(PLAIN.replace("abstract: What it is.\n", ""),
                 "CITATION.cff: abstract: is missing; add it [citation]", id="no abstract"),
    pytest.param(PLAIN.replace("  - name: A group\n", "  - orcid: none\n"),
                 f"CITATION.cff:9: authors: an author without a name; allowed {AUTHOR} [citation]",
                 id="an author without a name"),
    pytest.param(PLAIN.replace("  - name: A group\n", "  - A group\n"),
                 f"CITATION.cff:9: authors: an author is not a mapping; found 'A group'; allowed {AUTHOR}; write "
                 "'- name: ' before the name of a group [citation]",
                 id="an author that is a text"),
    pytest.param(PLAIN.replace("name: A group", "name: [A, group]"),
                 "CITATION.cff:9: authors: a name is not a text; found {'name': ['A', 'group']}; "
                 f"allowed {AUTHOR} [citation]", id="a name that is a list"),
    pytest.param(PLAIN.replace("authors:\n  - family-names: Haddad\n    given-names: Amal\n  - name: A group\n",
                               "authors: A group\n"),
                 "CITATION.cff:6: authors: is not a list; found 'A group'; put each author on a line of its own, "
                 "behind '- ' [citation]", id="authors on one line"),
    pytest.param(PLAIN.replace("abstract: What it is.", "abstract: [What, it is.]"),
                 "CITATION.cff:5: abstract: is not a text; found ['What', 'it is.']; write it as one text, behind the "
                 "colon [citation]", id="an abstract that is a list"),
    pytest.param(PLAIN + "date-released: soon\n",
                 "CITATION.cff:14: date-released: is not a day; found 'soon'; allowed a day that exists, such as "
                 "2026-01-31 [citation]", id="a day that is none"),
    pytest.param(PLAIN + "date-released: 2026-02-31\n",
                 "CITATION.cff:14: date-released: is not a day; found '2026-02-31'; allowed a day that exists, such as "
                 "2026-01-31 [citation]", id="a day that does not exist"),
    pytest.param(PLAIN.replace("CC-BY-4.0", "cc by 4.0"),
                 "CITATION.cff:11: license: is no identifier of a licence; found 'cc by 4.0'; allowed an SPDX "
                 "identifier such as CC-BY-4.0; look it up at https://spdx.org/licenses [citation]",
                 id="a licence as people say it"),
    pytest.param("- a list\n", "\n".join(f"CITATION.cff: {key}: is missing; add it [citation]" for key in (
        "abstract", "authors", "keywords", "license", "title", "version")), id="no mapping"),
    pytest.param(PLAIN.replace("  - news\n", "  - news\n  - '*'\n"),
                 "CITATION.cff:14: keywords: no tag of the card follows from it; found '*'; allowed one or more words "
                 "[citation]", id="a keyword without a word"),
    pytest.param(PLAIN.replace("\n  - news", " news, media"),
                 "CITATION.cff:12: keywords: is not a list; found 'news, media'; put each keyword on a line of its "
                 "own, behind '- ' [citation]", id="keywords on one line"),
])
def test_what_is_missing_or_malformed_is_named(text, message):
    with pytest.raises(FaultsFound) as found:
        citation_of(text)
    assert str(found.value) == message
