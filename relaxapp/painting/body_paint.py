"""How the body figure is painted: its colours, and one function for each layer of the picture.

The layers are painted apart so that the widget can keep the still ones as pictures and, while a
session runs, let only the light of the current group come and go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTransform,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.painting.body_shape import View

GLOW_UNITS: Final = 11.0
"""How far the glow reaches beyond the current group, in figure units (a head is 100 high)."""

_DEEPER: Final = 2.0  # a colour in full shade: this much darker, and more saturated
_GLOW_STEPS: Final = 5
_GLOW_SCALE: Final = 0.35  # pixels a unit
_HATCH_PX: Final = 5


@dataclass(frozen=True, slots=True)
class FigureColours:
    """The figure's own colours as "#rrggbb"; the ground is whatever the figure stands on.

    ``done`` and ``current`` fill what is settled and what is worked on, each with its edge;
    ``glow`` is the light around the current group, ``hover`` what the pointer is over. ``faintest``
    and ``fullest`` (0..1) are how opaque the current group's fill is as the light comes and goes;
    ``edge_width`` is in figure units; ``plain`` leaves out the shading that makes it round.
    """

    skin: str
    skin_edge: str
    detail: str
    done: str
    done_edge: str
    current: str
    current_edge: str
    glow: str
    text: str
    hover: str
    faintest: float = 0.62
    fullest: float = 1.0
    edge_width: float = 1.3
    plain: bool = False


LIGHT: Final = FigureColours(
    skin="#f4e6d5",
    skin_edge="#a98e73",
    detail="#bfa58b",
    done="#cfe0d3",
    done_edge="#6d9584",
    current="#58a193",
    current_edge="#215f55",
    glow="#6fbcab",
    text="#55635f",
    hover="#e6cfae",
)
DARK: Final = FigureColours(
    skin="#2f4347",
    skin_edge="#83999a",
    detail="#5d7578",
    done="#35594f",
    done_edge="#7fb29f",
    current="#6db7a3",
    current_edge="#a4d3c3",
    glow="#7fd3bd",
    text="#a5b5b0",
    hover="#5b5b49",
    # A lit face at full strength looked like a glowing mask, its eyes hollow.
    faintest=0.4,
    fullest=0.68,
)
CONTRAST: Final = FigureColours(
    skin="#000000",
    skin_edge="#ffffff",
    detail="#d6d6d6",
    done="#06352b",
    done_edge="#8ff0d2",
    current="#ffe14d",
    current_edge="#ffffff",
    glow="#ffe14d",
    text="#ffffff",
    hover="#3a3a6a",
    # Half-lit or shaded, yellow on black is olive.
    faintest=1.0,
    edge_width=2.6,
    plain=True,
)


def _tone(colour: str, alpha: int) -> QColor:
    tone = QColor(colour)
    tone.setAlpha(alpha)
    return tone


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def tinted(shade: QImage, colour: str) -> QImage:
    """Return 8 bits of shade as a deeper ``colour``, more or less opaque."""
    deep = QColor(colour)
    rich = min(round(deep.saturation() * _DEEPER), 255)
    deep.setHsv(max(deep.hue(), 0), rich, round(deep.value() / _DEEPER))
    soft = QImage(shade.size(), QImage.Format.Format_ARGB32_Premultiplied)
    soft.fill(deep)
    soft.setAlphaChannel(shade)
    return soft


def paint_skin(
    painter: QPainter, view: View, frame: QRectF, shade: QImage, colours: FigureColours
) -> None:
    """Paint the silhouette as a softly rounded body, on a canvas that is empty around it."""
    painter.fillPath(view.outline, QColor(colours.skin))
    if not colours.plain:
        _round_off(painter, frame, tinted(shade, colours.skin))


def paint_done(
    painter: QPainter,
    regions: Sequence[QPainterPath],
    frame: QRectF,
    shade: QImage,
    colours: FigureColours,
) -> None:
    """Paint settled regions on an empty canvas: softly filled, outlined and finely hatched."""
    _fill_together(painter, regions, QColor(colours.done), _tone(colours.done_edge, 210), 2.2)
    if not colours.plain:
        _round_off(painter, frame, tinted(shade, colours.done))
    hatch = QBrush(_hatch(_tone(colours.done_edge, 80), painter.device().devicePixelRatio()))
    # The hatch keeps its size on the screen whatever the size of the figure.
    hatch.setTransform(QTransform(painter.worldTransform()).inverted()[0])
    together = QPainterPath()
    together.setFillRule(Qt.FillRule.WindingFill)
    for region in regions:
        together.addPath(region)
    painter.fillPath(together, hatch)


def paint_current(
    painter: QPainter,
    regions: Sequence[QPainterPath],
    view: View,
    frame: QRectF,
    shade: QImage,
    colours: FigureColours,
) -> None:
    """Paint the lit regions on an empty canvas: strong fill, the muscles' lines to be seen."""
    _fill_together(painter, regions, QColor(colours.current), QColor(colours.current_edge), 3.0)
    if not colours.plain:
        _round_off(painter, frame, tinted(shade, colours.current))
    lines = QColor(colours.skin) if colours.plain else _tone(colours.current_edge, 130)
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
    painter.fillPath(view.lines, lines)
    painter.restore()


def glow_of(regions: Sequence[QPainterPath], place: QRectF, colours: FigureColours) -> QImage:
    """Return the light around the lit regions, over ``place`` (figure units).

    Far smaller than it will be shown: enlarging a small picture is what makes it soft, and cheap.
    """
    size = (place.size() * _GLOW_SCALE).toSize().expandedTo(QSize(1, 1))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size.width() / place.width(), size.height() / place.height())
    painter.translate(-place.topLeft())
    for step in range(_GLOW_STEPS):
        pen = _pen(_tone(colours.glow, 30), 2 * GLOW_UNITS * (1 - step / _GLOW_STEPS) - 1.0)
        for region in regions:
            painter.strokePath(region, pen)
    painter.end()
    return image


def paint_lines(painter: QPainter, view: View, colours: FigureColours) -> None:
    """Paint the fine lines and the silhouette's edge over everything that is filled."""
    painter.fillPath(view.lines, QColor(colours.detail))
    painter.strokePath(view.outline, _pen(QColor(colours.skin_edge), colours.edge_width))


def paint_borders(painter: QPainter, view: View, colours: FigureColours) -> None:
    """Paint a hint of every region's border: where a person may choose, they see of what."""
    pen = _pen(_tone(colours.skin_edge, 60), 0.6)
    for region in view.regions.values():
        painter.strokePath(region, pen)


def paint_hover(painter: QPainter, region: QPainterPath, colours: FigureColours) -> None:
    """Paint the region under the pointer."""
    painter.fillPath(region, _tone(colours.hover, 170))
    painter.strokePath(region, _pen(QColor(colours.skin_edge), 1.2))


def paint_focus(painter: QPainter, region: QPainterPath, colours: FigureColours) -> None:
    """Paint the keyboard's ring around a region: dark on light on dark, so it shows on any fill."""
    painter.strokePath(region, _pen(QColor(colours.skin), 4.4))
    painter.strokePath(region, _pen(QColor(colours.current_edge), 2.2))


def paint_caption(painter: QPainter, middle: QPointF, text: str, colours: FigureColours) -> None:
    """Paint ``text`` around ``middle``, in the painter's font."""
    painter.setPen(QColor(colours.text))
    box = QRectF(middle.x() - 150, middle.y() - 20, 300, 40)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def _round_off(painter: QPainter, frame: QRectF, soft: QImage) -> None:
    """Shade what is painted so far; where the canvas is empty it stays empty."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # Cheaper than a clip, and the silhouette's edge stays smooth.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
    painter.drawImage(frame, soft)
    painter.restore()


def _fill_together(
    painter: QPainter, regions: Sequence[QPainterPath], fill: QColor, edge: QColor, width: float
) -> None:
    """Fill neighbouring regions as one shape with an edge around them all.

    First every edge, then every fill on top: what is left of the edges is the outer half of
    those that have no neighbour.
    """
    for region in regions:
        painter.strokePath(region, _pen(edge, width))
    seam = _pen(fill, 0.9)
    for region in regions:
        painter.fillPath(region, fill)
        painter.strokePath(region, seam)


def _hatch(colour: QColor, ratio: float) -> QPixmap:
    size = round(_HATCH_PX * ratio)
    tile = QPixmap(size, size)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.0, 0.9 * ratio)))
    for shift in (-size, 0, size):
        painter.drawLine(QPointF(shift, size), QPointF(shift + size, 0))
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return tile
