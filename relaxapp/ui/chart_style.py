"""The look's colours for the pictures of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.painting.body_paint import CONTRAST, DARK, LIGHT
from relaxapp.painting.style import Style, shades

if TYPE_CHECKING:
    from relaxapp.ui.theme import Look


def style_of(look: Look) -> Style:
    """Return the style in force."""
    colours = look.colours
    body = CONTRAST if colours.plain else DARK if colours.dark else LIGHT
    return Style(
        ground=colours.card,
        ink=colours.ink,
        muted=colours.muted,
        line=colours.line,
        edge=colours.edge,
        shades=shades(colours.card, colours.accent if colours.dark else colours.accent_ink),
        second=colours.dusk,
        focus=colours.focus,
        skin=body.skin,
        skin_edge=body.skin_edge,
        font=look.font("small"),
    )
