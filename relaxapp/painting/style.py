"""The colours and letters that a picture of the journal is painted with, on screen and on paper.

Shades go from faint to strong in lightness alone, so that print and any eye keep their order; no
picture tells by its shades alone, see :mod:`relaxapp.painting.patterns`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QFontMetricsF

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

STEPS: Final = (0.22, 0.46, 0.72, 1.0)
"""How far each shade has gone from the ground to the strongest."""
STEPS_BY_NIGHT: Final = (0.36, 0.56, 0.78, 1.0)
"""As above on a dark ground, where small differences are lost first."""


@dataclass(frozen=True, slots=True)
class Style:
    """Colours as "#rrggbb", and the font of the labels.

    ``ground`` is what lies behind, ``ink`` and ``muted`` are letters, ``line`` is decoration and
    ``edge`` an outline to be seen. ``shades`` go from the faintest to the strongest; ``second``
    is the line of a second series, ``focus`` the keyboard's ring. ``skin`` and its ``skin_edge``
    are the body's.
    """

    ground: str
    ink: str
    muted: str
    line: str
    edge: str
    shades: tuple[str, str, str, str]
    second: str
    focus: str
    skin: str
    skin_edge: str
    font: QFont

    @property
    def metrics(self) -> QFontMetricsF:
        """The measures of the labels."""
        return QFontMetricsF(self.font)

    def shade(self, level: int) -> QColor:
        """Return the colour of a level, 1..4; of 0, the ground."""
        return QColor(self.shades[level - 1] if level else self.ground)

    def over(self, ground: QColor) -> QColor:
        """Return the colour that is best seen on a shade: the ink's or the ground's."""
        ink, paper = QColor(self.ink), QColor(self.ground)
        return max((ink, paper), key=lambda one: abs(_lightness(one) - _lightness(ground)))


def shades(ground: str, strongest: str) -> tuple[str, str, str, str]:
    """Return four colours from near the ``ground`` to the ``strongest``."""
    one, other = QColor(ground), QColor(strongest)
    steps = STEPS if _lightness(one) > _lightness(other) else STEPS_BY_NIGHT
    first, second, third, fourth = (_mixed(one, other, part) for part in steps)
    return first, second, third, fourth


def printed(font: QFont) -> Style:
    """Return the style of black ink on white paper."""
    return Style(
        ground="#ffffff",
        ink="#000000",
        muted="#4d4d4d",
        line="#d0d0d0",
        edge="#6e6e6e",
        shades=("#dcdcdc", "#b0b0b0", "#7a7a7a", "#3a3a3a"),
        second="#000000",
        focus="#000000",
        skin="#ffffff",
        skin_edge="#6e6e6e",
        font=font,
    )


def _mixed(one: QColor, other: QColor, part: float) -> str:
    def between(a: int, b: int) -> int:
        return round(a + (b - a) * part)

    return QColor(
        between(one.red(), other.red()),
        between(one.green(), other.green()),
        between(one.blue(), other.blue()),
    ).name()


def _lightness(colour: QColor) -> float:
    return 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue()
