"""A picture of the journal as a file: PNG or SVG, with its title and what it is of above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter

from relaxapp.painting.picture import LEFT, write

if TYPE_CHECKING:
    from relaxapp.painting.picture import Picture
    from relaxapp.painting.style import Style

FORMS: Final = (".png", ".svg")
_MARGIN: Final = 24.0
_LARGER: Final = 1.35


@dataclass(frozen=True, slots=True)
class Framed:
    """A picture with its ``title`` and what it is ``of``, ``width`` wide, margins not counted."""

    picture: Picture
    title: str
    of: str
    style: Style
    width: float

    @property
    def size(self) -> QSize:
        """How large it is with everything."""
        high = self.picture.height(self.width, self.style) + self._head() + 2 * _MARGIN
        return QSize(round(self.width + 2 * _MARGIN), round(high))

    def image(self, ratio: float = 2.0) -> QImage:
        """Return it as a picture ``ratio`` times as fine as its size."""
        image = QImage(self.size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        return image

    def png(self) -> bytes:
        """Return it as a PNG file."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.image().save(buffer, "PNG")  # type: ignore[call-overload]  # the form is told as text, whatever the stub says
        return bytes(data.data())

    def svg(self) -> bytes:
        """Return it as an SVG file."""
        # Imported here: only who saves such a file needs the library.
        from PySide6.QtSvg import QSvgGenerator

        data = QByteArray()
        buffer = QBuffer(data)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        # Else its letters would be smaller than those that were measured for it.
        generator.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInchY()))
        generator.setTitle(self.title)
        generator.setDescription(f"{self.of}\n{self.picture.told}")
        generator.setSize(self.size)
        generator.setViewBox(QRect(0, 0, self.size.width(), self.size.height()))
        painter = QPainter(generator)
        self._paint(painter)
        painter.end()
        return bytes(data.data())

    def _head(self) -> float:
        return QFontMetricsF(self._large()).height() + self.style.metrics.height() + 16.0

    def _large(self) -> QFont:
        large = QFont(self.style.font)
        large.setPointSizeF(large.pointSizeF() * _LARGER)
        large.setWeight(QFont.Weight.DemiBold)
        return large

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QRect(0, 0, self.size.width(), self.size.height())),
                         QColor(self.style.ground))  # fmt: skip
        large = self._large()
        line = QRectF(_MARGIN, _MARGIN, self.width, QFontMetricsF(large).height())
        painter.setFont(large)
        write(painter, line, self.title, self.style.ink, LEFT)
        painter.setFont(self.style.font)
        line.translate(0, line.height() + 2)
        write(painter, line, self.of, self.style.muted, LEFT)
        high = self.picture.height(self.width, self.style)
        area = QRectF(_MARGIN, _MARGIN + self._head(), self.width, high)
        self.picture.paint(painter, area, self.style)
