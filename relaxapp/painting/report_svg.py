"""The charts of a report as SVG elements, to stand in an HTML file: from the same painters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from relaxapp.painting.report_type import font
from relaxapp.painting.style import printed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relaxapp.painting.picture import Picture

WIDE: Final = 560
"""Pixels."""
_PIXELS: Final = 12
_HEAD: Final = re.compile(r"<svg[^>]*>")
_UNNEEDED: Final = re.compile(
    r"<title>.*?</title>|<desc>.*?</desc>|\s+xml:id=\"[^\"]*\"", re.DOTALL
)


def as_svg(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """Return each picture as an SVG element that scales, in black on white."""
    return {name: _svg(picture) for name, picture in pictures.items()}


def _svg(picture: Picture) -> str:
    letters = font(9)
    letters.setPixelSize(_PIXELS)
    style = printed(letters)
    size = QSize(WIDE, round(picture.height(WIDE, style)))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setResolution(96)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    painter.setFont(letters)
    picture.paint(painter, QRectF(0, 0, size.width(), size.height()), style)
    painter.end()
    text = bytes(buffer.data().data()).decode("utf-8")
    text = text[text.index("<svg") :]
    head = (
        f'<svg width="{size.width()}" height="{size.height()}"'
        f' viewBox="0 0 {size.width()} {size.height()}"'
        ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    return _UNNEEDED.sub("", _HEAD.sub(head, text, count=1)).strip()
