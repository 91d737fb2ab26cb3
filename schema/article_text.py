"""Reading an article's text: what is no text is refused with advice, never with a traceback."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import Path

from schema.evidence import canonical_text
from schema.faults import Fault, FaultsFound

MAX_BYTES = 20_000_000
"""An article is a few thousand bytes; twenty million is far beyond any, and still read without harm."""

_HTML = re.compile(rb"\s*+(?><!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body|div|p|article|script)\b", re.I | re.S)
_TAG = re.compile(r"</?(?:p|div|span|a|br|li|h[1-6])\b[^<>]{0,400}>", re.I)
_MANY_TAGS = 5
_HEAD = 4_096
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_text(path: Path) -> str:
    """Read an article's canonical text from a file of UTF-8; raises `FaultsFound`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FaultsFound([_too_large(str(path), size)])
        content = path.read_bytes()
    except OSError as error:
        raise FaultsFound([_fault(str(path), f"the file cannot be read: {error.strerror or error}",
                                  remedy="name a text file of one article")]) from None
    return text_of(content, str(path))


def text_of(content: bytes, name: str) -> str:
    """Give the canonical text that bytes hold, which `name` names in messages; raises `FaultsFound`."""
    if len(content) > MAX_BYTES:
        raise FaultsFound([_too_large(name, len(content))])
    faults = list(_faults_of_bytes(content.removeprefix(BOM_UTF8), name))
    if faults:
        raise FaultsFound(faults)
    text = canonical_text(content)
    if len(_TAG.findall(text[:_HEAD])) >= _MANY_TAGS:
        raise FaultsFound([_html(name)])
    return text


def _faults_of_bytes(content: bytes, name: str):
    if not content.strip():
        yield _fault(name, "there is no text", remedy="save the article's text in it")
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield _fault(name, "the text is not UTF-8", found="UTF-16", allowed="UTF-8",
                     remedy="save it again with the encoding UTF-8")
    elif _CONTROL.search(content[:_HEAD]):
        yield _fault(name, "this is not a text", found="binary data", allowed="plain text in UTF-8",
                     remedy="save the article's text as a .txt file")
    elif _HTML.match(content[:_HEAD]):
        yield _html(name)
    else:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            yield Fault(name, line, "", "the text is not UTF-8", found=f"byte 0x{content[error.start]:02x}",
                        allowed="UTF-8", remedy="save it again with the encoding UTF-8", check="text")


def _html(name: str) -> Fault:
    return _fault(name, "this is a web page, not a text", found="HTML",
                  remedy="open the page, copy the article's text, and save that as a .txt file")


def _too_large(name: str, size: int) -> Fault:
    return _fault(name, "the file is too large for one article", found=f"{size:,} bytes",
                  allowed=f"at most {MAX_BYTES:,}", remedy="give one article a file")


def _fault(name: str, message: str, **more: str) -> Fault:
    return Fault(name, 0, "", message, check="text", **more)
