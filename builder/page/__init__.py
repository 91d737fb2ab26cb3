"""The comparison page: one HTML file that needs no network, no server and, for reading, no script."""

from builder.page.render import render_page

__all__ = ["render_page"]
