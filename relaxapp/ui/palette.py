"""The colours of relaxapp by the part they play, in light, dark and high contrast.

Warm paper by day and deep ink-teal by night, with muted sage as the accent, sand and dusk beside
it; nothing is alarm red. A widget asks for a role, never for a colour, so that one page cannot
drift from the next. Text reaches WCAG AA on each ground it is set on, which a test works out.
"""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Colours as ``#rrggbb``, named by role.

    ``paper`` is the window, ``card`` what lies on it, ``inset`` what is sunk into it. ``ink`` and
    ``muted`` are text. ``line`` is decoration; ``edge`` outlines a control and stands out 3:1.
    ``accent`` fills what is pressed next, with ``on_accent`` on it. ``sand`` (warm: tension) and
    ``dusk`` (cool: breath) come as a strong colour, a soft ground and text for that ground.
    """

    paper: str
    card: str
    inset: str
    ink: str
    muted: str
    line: str
    edge: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_ink: str
    sand: str
    sand_soft: str
    sand_ink: str
    dusk: str
    dusk_soft: str
    dusk_ink: str
    focus: str
    dark: bool
    plain: bool
    """True where outlines carry the form, not soft fills (high contrast)."""


LIGHT = Colours(
    paper="#f6f2ea",
    card="#fffdf9",
    inset="#ece6da",
    ink="#1f2f30",
    muted="#55635f",
    line="#e2dacb",
    edge="#84897f",
    accent="#2f6d62",
    accent_hover="#265b52",
    on_accent="#ffffff",
    accent_soft="#dbe8e0",
    accent_ink="#21544b",
    sand="#b98a4e",
    sand_soft="#f5e8d3",
    sand_ink="#64430f",
    dusk="#6c6c9c",
    dusk_soft="#e6e4f0",
    dusk_ink="#46446f",
    focus="#4b4ca6",
    dark=False,
    plain=False,
)

DARK = Colours(
    paper="#0f1d20",
    card="#172a2d",
    inset="#0a1619",
    ink="#e8ece4",
    muted="#a5b5b0",
    line="#25393d",
    edge="#6d8782",
    accent="#8fc8b5",
    accent_hover="#a6d7c6",
    on_accent="#0b2320",
    accent_soft="#1f4040",
    accent_ink="#a9dac9",
    sand="#d6b283",
    sand_soft="#3a3122",
    sand_ink="#ecd4ae",
    dusk="#a5a6d3",
    dusk_soft="#2a2d48",
    dusk_ink="#cfd0f0",
    focus="#c9caff",
    dark=True,
    plain=False,
)

CONTRAST = Colours(
    paper="#000000",
    card="#000000",
    inset="#000000",
    ink="#ffffff",
    muted="#ffffff",
    line="#9a9a9a",
    edge="#ffffff",
    accent="#8ff0d2",
    accent_hover="#c4ffee",
    on_accent="#000000",
    accent_soft="#06352b",
    accent_ink="#c4ffee",
    sand="#ffcf87",
    sand_soft="#33230a",
    sand_ink="#ffe2b8",
    dusk="#c6c8ff",
    dusk_soft="#1d1e40",
    dusk_ink="#e2e3ff",
    focus="#ffe14d",
    dark=True,
    plain=True,
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1..21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004 - sRGB's own curve
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
