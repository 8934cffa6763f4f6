"""What several pages offer to choose or ask in the same words: voices, sounds, and two ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.ui.ports import Named
from relaxapp.ui.rating import RatingRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from relaxapp.ui.theme import Look

NONE = "none"
"""The id that stands for no ambience among chips; the settings say None."""
MIX = "mix"
"""The id of the person's own mix, as the settings have it."""


def voices(context: QWidget) -> tuple[Named, ...]:
    """Return the two voices, in words."""
    return (
        Named("woman", context.tr("A woman's voice")),
        Named("man", context.tr("A man's voice")),
    )


def ambiences(context: QWidget) -> tuple[Named, ...]:
    """Return the sounds to rest in, in words, none among them."""
    return (
        Named(NONE, context.tr("None")),
        Named("rain", context.tr("Rain")),
        Named("ocean", context.tr("Ocean")),
        Named("wind", context.tr("Wind in trees")),
        Named("brown", context.tr("Deep hush")),
        Named("pad", context.tr("Soft tones")),
        Named(MIX, context.tr("My mix")),
    )


def tension_row(context: QWidget, look: Look) -> RatingRow:
    """Return the question about tension."""
    return RatingRow(look, context.tr("Tension in your body"), context.tr("loose"),
                     context.tr("as tight as can be"))  # fmt: skip


def distress_row(context: QWidget, look: Look) -> RatingRow:
    """Return the question about distress."""
    return RatingRow(look, context.tr("Worry or distress"), context.tr("none"),
                     context.tr("as strong as can be"))  # fmt: skip
