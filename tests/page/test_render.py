"""The page is one file, made the same way each time, that only its own style and script can change."""

import base64
import hashlib
import re

import pytest
from synthetic_tables import cited, large_tables, small_tables, tables_of

from builder.page import render_page
from builder.page.links import fragment, host, web_address
from schema.codebook import codebook


@pytest.mark.parametrize("make", [small_tables, lambda: tables_of([], []), lambda: large_tables(100)],
                         ids=["small", "empty", "large"])
def test_the_same_tables_give_the_same_page(make):
    assert render_page(make(), codebook(), cited("1")) == render_page(make(), codebook(), cited("1"))


@pytest.mark.parametrize("tag", ["style", "script"])
def test_the_policy_names_the_hash_of_what_stands_between_the_tags(html, tag):
    text = re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert f"{tag}-src &#39;sha256-{digest}&#39;" in html


def test_the_policy_forbids_the_rest(html):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert policy.startswith("default-src &#39;none&#39;; ")
    assert "unsafe" not in policy


@pytest.mark.parametrize("pattern", [
    pytest.param(r"\sstyle=", id="a style of an element"),
    pytest.param(r"<[^>]*\son[a-z]+=", id="a handler of an element"),
    pytest.param(r"<(?:link|img|iframe|object|embed|base)\b", id="an element that fetches"),
    pytest.param(r"\ssrc=", id="a source"),
    pytest.param(r"url\(|@import", id="a style that fetches"),
])
def test_the_page_holds_nothing_that_fetches_or_runs(html, pattern):
    without_script = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert re.findall(pattern, without_script) == []


def test_ids_are_unique(html):
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_leads_somewhere(html):
    ids = set(re.findall(r'\sid="([^"]*)"', html))
    assert [link for link in re.findall(r'href="#([^"]*)"', html) if link not in ids] == []


def test_the_address_of_an_article_is_a_link_that_shows_its_host(html):
    cells = re.findall(r'<td class="free" data-label="Address">(.*?)<span class="sub">', html)
    link = '<a href="https://paper.example/a" rel="noreferrer">paper.example</a>'
    assert sorted(set(cells)) == [link, '<span class="none">no address</span>']


@pytest.mark.parametrize("url, link", [
    pytest.param("https://paper.example/a?b=c", "https://paper.example/a?b=c", id="of the web"),
    pytest.param("javascript:alert(1)", "", id="a script"),
    pytest.param("JaVaScript:alert(1)//https://", "", id="a script in mixed case"),
    pytest.param(" https://paper.example", "", id="a leading blank"),
    pytest.param("data:text/html,x", "", id="data"),
    pytest.param('https://paper.example/"><script>', "", id="quotes and brackets"),
    pytest.param(None, "", id="nothing"),
])
def test_only_addresses_of_the_web_become_links(url, link):
    assert web_address(url) == link


@pytest.mark.parametrize("url, shown", [
    pytest.param("https://www.paper.example/a?b=c", "paper.example", id="of the web"),
    pytest.param("https://paper.example@other.example:80/", "other.example", id="a name before the host"),
    pytest.param("https://[", "https://[", id="no host"),
])
def test_a_link_to_an_article_shows_where_it_leads(url, shown):
    assert host(url) == shown


@pytest.mark.parametrize("values, link", [
    pytest.param({"platform": "twitter", "year": "2023"}, "#platform=twitter&year=2023", id="filters"),
    pytest.param({"statement": "paper-2023-07:01"}, "#statement=paper-2023-07:01", id="a statement, as its row's id"),
    pytest.param({"statement": "a&b#c\"'"}, "#statement=a%26b%23c%22%27", id="marks that mean something"),
])
def test_a_link_within_the_page_is_encoded(values, link):
    assert fragment(**values) == link
