"""Makes the pictures that the body figure keeps: the still one, and the light of the current group.

Apart from the widget, which decides when a picture is out of date and puts the pieces together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap, QTransform

from relaxapp.body import BACK, FRONT
from relaxapp.painting import body_paint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QImage, QPainterPath

    from relaxapp.painting.body_paint import FigureColours
    from relaxapp.painting.body_shape import Shape

_MARGIN: Final = 4.0
_APART: Final = 1.3  # the views stand at most this many widths apart
_SIDE_CAPTION: Final = (128.0, 496.0)  # beside the thighs, under the hand; in figure units
_SMALLEST_CAPTION: Final = 0.42  # below this many pixels a unit, sides are left to the tool tips
_SMALL: Final = 0.86  # the captions of the sides, against the title


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the views stand in a widget of ``size``; ``caption`` pixels are left below them."""

    frame: QRectF
    size: QSize
    caption: float

    @property
    def scale(self) -> float:
        """Pixels a figure unit."""
        wide = (self.size.width() - 2 * _MARGIN) / (2 * self.frame.width())
        high = (self.size.height() - 2 * _MARGIN - self.caption) / self.frame.height()
        return max(min(wide, high), 0.01)

    def to_widget(self, view: str) -> QTransform:
        """Return the way from figure units of a view to widget pixels."""
        scale, width = self.scale, self.size.width()
        spread = min(width / 2, _APART * self.frame.width() * scale)
        middle = width / 2 + (spread / 2 if view == BACK else -spread / 2)
        tall = self.frame.height() * scale + self.caption
        top = (self.size.height() - tall) / 2 - self.frame.top() * scale
        return QTransform(scale, 0, 0, scale, middle, top)


@dataclass(frozen=True, slots=True)
class Captions:
    """The words on the figure, translated, and their font."""

    font: QFont
    front: str
    back: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Lit:
    """The lit regions of one view: where in the widget, their glow and their fill."""

    place: QRect
    glow: QPixmap
    fill: QPixmap


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the figure keeps: what stands still, and what comes and goes."""

    still: QPixmap
    lit: tuple[Lit, ...]


@dataclass(frozen=True, slots=True)
class Easel:
    """Everything that a picture is painted from; ``ratio`` is pixels of the screen a pixel."""

    shape: Shape
    shades: Mapping[str, QImage]
    layout: Layout
    ratio: float
    colours: FigureColours

    def paint(
        self,
        current: frozenset[str],
        done: frozenset[str],
        captions: Captions,
        *,
        borders: bool,
    ) -> Picture:
        """Return the pictures for a state; ``borders`` hints at every region that can be chosen."""
        still = self._canvas(self.layout.size)
        painter = _painter(still)
        lit = []
        for name, view in self.shape.views.items():
            painter.setTransform(self.layout.to_widget(name))
            shade = self.shades[name]
            body_paint.paint_skin(painter, view, self.shape.frame, shade, self.colours)
            settled = self._regions(name, done)
            if settled:
                self._settle(painter, name, settled)
            if borders:
                body_paint.paint_borders(painter, view, self.colours)
            body_paint.paint_lines(painter, view, self.colours)
            painter.resetTransform()
            self._caption(painter, name, captions)
            worked_on = self._regions(name, current)
            if worked_on:
                lit.append(self._light(name, worked_on))
        painter.end()
        return Picture(still, tuple(lit))

    def _regions(self, name: str, wanted: frozenset[str]) -> list[QPainterPath]:
        return [path for key, path in self.shape.views[name].regions.items() if key in wanted]

    def _canvas(self, size: QSize) -> QPixmap:
        canvas = QPixmap(size * self.ratio)
        canvas.setDevicePixelRatio(self.ratio)
        canvas.fill(Qt.GlobalColor.transparent)
        return canvas

    def _canvas_at(self, place: QRect, view: str) -> tuple[QPixmap, QPainter]:
        """Return an empty picture of ``place`` and a painter on it that speaks figure units."""
        canvas = self._canvas(place.size())
        painter = _painter(canvas)
        painter.translate(-place.x(), -place.y())
        painter.setTransform(self.layout.to_widget(view), combine=True)
        return canvas, painter

    def _place(self, regions: list[QPainterPath], view: str, reach: float) -> QRect:
        """Return the widget's rectangle around regions and ``reach`` figure units more."""
        bounds = QRectF()
        for path in regions:
            bounds = bounds.united(path.boundingRect())
        wider = bounds.adjusted(-reach, -reach, reach, reach)
        return self.layout.to_widget(view).mapRect(wider).toAlignedRect()

    def _settle(self, painter: QPainter, name: str, done: list[QPainterPath]) -> None:
        """Put the done regions of a view on its skin, and only there."""
        place = self._place(done, name, 2)
        canvas, on_canvas = self._canvas_at(place, name)
        shade = self.shades[name]
        body_paint.paint_done(on_canvas, done, self.shape.frame, shade, self.colours)
        on_canvas.end()
        painter.save()
        painter.resetTransform()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
        painter.drawPixmap(place.topLeft(), canvas)
        painter.restore()

    def _light(self, name: str, current: list[QPainterPath]) -> Lit:
        """Return the lit regions of a view as pictures just large enough."""
        place = self._place(current, name, body_paint.GLOW_UNITS + 2)
        glow, painter = self._canvas_at(place, name)
        area = self.layout.to_widget(name).inverted()[0].mapRect(QRectF(place))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, body_paint.glow_of(current, area, self.colours))
        painter.end()
        fill, painter = self._canvas_at(place, name)
        view, frame, shade = self.shape.views[name], self.shape.frame, self.shades[name]
        body_paint.paint_current(painter, current, view, frame, shade, self.colours)
        painter.end()
        return Lit(place, glow, fill)

    def _caption(self, painter: QPainter, view: str, captions: Captions) -> None:
        to_widget = self.layout.to_widget(view)
        front = view == FRONT
        foot = to_widget.map(QPointF(0, self.shape.frame.bottom()))
        below = foot + QPointF(0, self.layout.caption / 2)
        painter.setFont(captions.font)
        title = captions.front if front else captions.back
        body_paint.paint_caption(painter, below, title, self.colours)
        if self.layout.scale < _SMALLEST_CAPTION:
            return
        painter.setFont(_smaller(captions.font))
        x, y = _SIDE_CAPTION
        for side in (-1, 1):
            text = captions.left if (side > 0) == front else captions.right
            body_paint.paint_caption(
                painter, to_widget.map(QPointF(side * x, y)), text, self.colours
            )


def _painter(canvas: QPixmap) -> QPainter:
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(max(font.pointSizeF() * _SMALL, 7.0))
    else:  # a font may be given in pixels instead
        small.setPixelSize(max(round(font.pixelSize() * _SMALL), 10))
    return small
