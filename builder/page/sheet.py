"""The style sheet: the colours of both themes as custom properties, then the hand-written rules."""

from __future__ import annotations

from pathlib import Path

from builder.display.palette import DARK, LIGHT, Theme

_PARTS = Path(__file__).parent / "style"


def style_sheet() -> str:
    """Give the whole style sheet: light, dark where the reader prefers it, and light again in print."""
    light, dark = _properties(LIGHT), _properties(DARK)
    colours = (f":root{{color-scheme:light dark;{light}}}\n"
               f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
               f"@media print{{:root{{color-scheme:light;{light}}}}}\n")
    tones = "".join(f".t-{name}{{--fill:var(--{name}-fill);--text:var(--{name}-ink);--edge:var(--{name}-edge)}}\n"
                    for name in LIGHT.tones)
    rules = "\n".join(path.read_text("utf-8") for path in sorted(_PARTS.glob("*.css")))
    return colours + tones + rules


def _properties(theme: Theme) -> str:
    values = {name: getattr(theme, name) for name in ("paper", "panel", "ink", "muted", "rule", "accent")}
    for name, tone in theme.tones.items():
        values |= {f"{name}-fill": tone.fill, f"{name}-ink": tone.ink, f"{name}-edge": tone.edge}
    return "".join(f"--{name}:{value};" for name, value in values.items())
