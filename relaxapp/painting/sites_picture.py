"""The body with the places of the episodes: shades from faint to strong, each with its hatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QTransform

from relaxapp.body import BACK, FRONT
from relaxapp.painting import patterns, words
from relaxapp.painting.picture import GAP, MIDDLE, Cell, Legend, write

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from relaxapp.journal.charts import BodySites
    from relaxapp.painting.body_shape import Shape, View
    from relaxapp.painting.picture import Swatch
    from relaxapp.painting.style import Style

_HIGHEST: Final = 520.0
_APART: Final = 1.25
"""The views stand so many widths apart at most."""
_GAP: Final = 5.0
"""Between the lines of a hatch."""
_SIDE: Final = (150.0, 500.0)
"""Where the sides are named, beside the thighs; in figure units."""


class SitesPicture:
    """Paints `BodySites` on the body's drawing, front and back."""

    def __init__(self, chart: BodySites, shape: Shape) -> None:
        self.chart, self._shape = chart, shape
        self._touched = {one.region: one for one in chart.regions}

    @property
    def told(self) -> str:
        """What there is to see, in a sentence."""
        chart = self.chart
        said = words.tr("{episodes}, {n} without a place.").format(
            episodes=words.episodes(chart.episodes), n=chart.nowhere
        )
        if chart.sites:
            site, count = chart.sites[0]
            most = words.tr("Most often: {site}, {n}.").format(site=words.site(site), n=count)
            return f"{said} {most}"
        return said

    def height(self, width: float, style: Style) -> float:
        """Return how high it wants to be."""
        frame = self._shape.frame
        figure = min(_HIGHEST, width / 2 * frame.height() / max(1.0, frame.width()))
        return figure + style.metrics.height() + GAP + self._legend(style).height(width)

    def cells(self, area: QRectF, style: Style) -> list[Cell]:
        """Return a cell for each region with episodes, in reading order, view by view."""
        found: list[Cell] = []
        for column, (name, view) in enumerate(self._shape.views.items()):
            placed = self._placed(name, area, style)
            for region, path in view.regions.items():
                touched = self._touched.get(region)
                if touched is not None:
                    told = words.tr("{site}: {episodes}").format(
                        site=words.site(region), episodes=words.episodes(touched.count)
                    )
                    row = sum(cell.column == column for cell in found)
                    outline = placed.map(path)
                    found.append(Cell(outline.boundingRect(), told, row, column, outline))
        return found

    def paint(self, painter: QPainter, area: QRectF, style: Style) -> None:
        """Paint it."""
        figure = area.height() - self._legend(style).height(area.width()) - GAP / 2
        for name, view in self._shape.views.items():
            placed = self._placed(name, area, style)
            painter.save()
            painter.setTransform(placed, combine=True)
            self._paint_view(painter, view, style, placed.m11())
            painter.restore()
            between = abs(
                self._placed(BACK, area, style).dx() - self._placed(FRONT, area, style).dx()
            )
            self._name(painter, name, placed, style, between)
        legend = self._legend(style)
        foot = QRectF(area.left(), area.top() + figure, area.width(), area.height() - figure)
        legend.paint(painter, foot)

    def _paint_view(self, painter: QPainter, view: View, style: Style, scale: float) -> None:
        painter.fillPath(view.outline, QColor(style.skin))
        edge = QPen(QColor(style.edge), 1.2)
        for region, path in view.regions.items():
            touched = self._touched.get(region)
            if touched is not None:
                _fill(painter, path, touched.level, style, _GAP / scale)
                painter.strokePath(path, edge)
        painter.fillPath(view.lines, QColor(style.skin_edge))
        painter.strokePath(view.outline, QPen(QColor(style.skin_edge), 1.6))

    def _name(
        self, painter: QPainter, name: str, placed: QTransform, style: Style, between: float
    ) -> None:
        """Name the view and its sides; ``between`` is how far the views are apart."""
        painter.setFont(style.font)
        high = style.metrics.height()
        foot = placed.map(QPointF(0, self._shape.frame.bottom()))
        title = words.tr("Front") if name == FRONT else words.tr("Back")
        box = QRectF(foot.x() - 80, foot.y() + 2, 160, high)
        write(painter, box, title, style.muted, MIDDLE)
        for side in (-1, 1):
            left = (side > 0) == (name == FRONT)
            text = words.tr("left") if left else words.tr("right")
            at = placed.map(QPointF(side * _SIDE[0], _SIDE[1]))
            if (side > 0) == (name == FRONT):  # the other view's word stands beside it
                free = between - 2 * _SIDE[0] * placed.m11()
                missing = style.metrics.horizontalAdvance(f"{text} ") - free
                at -= QPointF(side * max(0.0, missing) / 2, 0)
            write(painter, QRectF(at.x() - 40, at.y() - high / 2, 80, high), text, style.muted,
                  MIDDLE)  # fmt: skip

    def _placed(self, name: str, area: QRectF, style: Style) -> QTransform:
        """Return the way from figure units of a view into the picture."""
        frame = self._shape.frame
        room = area.height() - self._legend(style).height(area.width()) - GAP
        high = max(1.0, room - style.metrics.height())
        scale = min(high / frame.height(), area.width() / 2 / frame.width())
        spread = min(area.width() / 2, _APART * frame.width() * scale)
        middle = area.center().x() + (spread / 2 if name == BACK else -spread / 2)
        return QTransform(scale, 0, 0, scale, middle, area.top() - frame.top() * scale)

    def _between(self, area: QRectF, style: Style) -> float:
        """Return how far the middles of the views are apart."""
        return self._placed(BACK, area, style).dx() - self._placed(FRONT, area, style).dx()

    def _legend(self, style: Style) -> Legend:
        def shade(text: str, level: int) -> Swatch:
            def paint(painter: QPainter, box: QRectF) -> None:
                path = QPainterPath()
                path.addRoundedRect(box, 3, 3)
                painter.fillPath(path, QColor(style.skin))
                if level:
                    _fill(painter, path, level, style, _GAP)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.strokePath(path, QPen(QColor(style.skin_edge), 1))

            return text, paint

        ranges = enumerate(self.chart.scale.ranges, 1)
        return Legend(
            (shade(words.tr("None logged"), 0),
             *(shade(words.range_of(low, high), level) for level, (low, high) in ranges)),
            style,
        )  # fmt: skip


def _fill(painter: QPainter, path: QPainterPath, level: int, style: Style, gap: float) -> None:
    """Fill a region: the second shade is hatched, the third crossed, the others are plain.

    The lines have the next shade, so that the order from faint to strong stays as it is.
    """
    painter.fillPath(path, style.shade(level))
    if level in {2, 3}:
        patterns.fill_with_hatch(painter, path, style.shade(level + 1), gap, crossed=level == 3)  # noqa: PLR2004 - the third level
