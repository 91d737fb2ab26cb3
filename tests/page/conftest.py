"""What the tests of the page share: one Chromium for all, pages from a file and from a server, and what they said."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator

import chromium
import pytest
from synthetic_tables import cited, hostile_tables, small_tables

from builder.inputs import Coder
from builder.page import render_page
from schema.codebook import codebook


@pytest.fixture(scope="session")
def tables():
    """Give the small tables that the page shows, unless a test says otherwise."""
    return small_tables()


@pytest.fixture(scope="session")
def html(tables) -> str:
    """Give the page of the small tables."""
    model = Coder(coder="adjudicated", kind="language_model", model="a-model", note="Invented.")
    return render_page(tables, codebook(), cited("1.2.3"), [model])


@pytest.fixture(scope="session")
def hostile():
    """Give tables whose every open text is hostile."""
    return hostile_tables()


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Give a Chromium that resolves no host; without one, skip, or fail where one is required."""
    missing = "" if chromium.found() else "Chromium is not installed (Debian: apt-get install chromium)"
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing = "playwright is not installed (it is in the extra 'test')"
    if missing:
        is_required = os.environ.get("CI") == "true" or os.environ.get("REQUIRE_CHROMIUM") == "1"
        (pytest.fail if is_required else pytest.skip)(missing)
    with sync_playwright() as playwright:
        browser = chromium.launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[tuple]:
    """Give a folder and the address of a loopback server that serves it."""
    folder = tmp_path_factory.mktemp("site")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def plain_context(browser) -> Iterator:
    """Give the context of pages that want no options of their own: making one takes longer than most tests."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def open_page(browser, plain_context, site, html) -> Iterator[Callable]:
    """Give a function that opens a page and gives Playwright's; in the end no page may have said or fetched anything.

    `scheme` is `file` or `http`, `state` what follows "#"; the rest are Playwright's options of a context.
    """
    folder, address = site
    noise: list[str] = []
    opened = []

    def open_(content: str = html, scheme: str = "file", state: str = "", **options):
        (folder / "index.html").write_text(content, "utf-8", newline="")
        url = f"{address}/index.html" if scheme == "http" else (folder / "index.html").as_uri()
        context = browser.new_context(**options) if options else plain_context
        page = context.new_page()
        opened.append(context if options else page)
        page.set_default_timeout(10_000)
        page.on("console", lambda message: noise.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: noise.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (noise.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: noise.append(f"request: {request.url}")
                if request.url.partition("#")[0] != url and not request.url.startswith("blob:") else None)
        page.goto(url + state)
        return page

    yield open_
    for page_or_context in opened:
        page_or_context.close()
    assert noise == []


@pytest.fixture
def view(request, open_page):
    """Give the small page, opened from a file unless a test says otherwise."""
    return open_page(scheme=getattr(request, "param", "file"))


@pytest.fixture(scope="session")
def ids_where(tables) -> Callable:
    """Give a function: the ids of the statements whose columns have these values, in the table's order."""
    def ids(**wanted) -> list[str]:
        rows = tables["statements"].to_pylist()
        return [row["statement_id"] for row in rows if all(row[name] == value for name, value in wanted.items())]

    return ids
