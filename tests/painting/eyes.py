"""How light a colour looks to different eyes: usual ones, three kinds of colour-blind, and in grey.

The matrices are those of Machado, Oliveira and Fernandes (2009) for the full deficiency.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

_USUAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
_MATRICES = {
    "usual": _USUAL,
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
EYES = tuple(_MATRICES)


def lightness(colour: QColor, eye: str) -> float:
    """Return the lightness L*, 0..100, of what that eye sees of a colour."""
    return _lightness(colour.red(), colour.green(), colour.blue(), eye)


@cache
def _lightness(red: int, green: int, blue: int, eye: str) -> float:
    linear = [_linear(part / 255) for part in (red, green, blue)]
    seen = [
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True))))
        for row in _MATRICES[eye]
    ]
    luminance = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
    if luminance <= 0.008856:
        return 903.3 * luminance
    return float(116 * luminance ** (1 / 3) - 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
