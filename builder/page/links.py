"""Links: within the page (the part after `#`), and to the articles."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# No blanks, quotes or control characters: what a browser could read as anything but an address.
_WEB = re.compile(r"https?://[^\s\"'<>\\\x00-\x1f]+\Z", re.IGNORECASE)


def fragment(**values: str) -> str:
    """Give the link to a state of the page: filters by name, or `statement` alone."""
    return "#" + "&".join(f"{name}={quote(value, safe=':,/>')}" for name, value in values.items())


def codebook_anchor(value_id: str, variable_id: str = "") -> str:
    """Give the id of the entry of a variable, or of one of its values, in the page's codebook."""
    return f"codebook:{variable_id}:{value_id}" if variable_id else f"codebook:{value_id}"


def web_address(url: str | None) -> str:
    """Give the address if it is one of the web, and nothing if following it could do anything else."""
    return url if url and _WEB.match(url) else ""


def host(url: str) -> str:
    """Give the host that an address leads to, without 'www.', or the address where it names none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or url
    except ValueError:  # brackets that hold no address
        return url
