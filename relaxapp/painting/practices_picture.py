"""Sessions with tension and distress before (a ring) and after (a dot), on a line from 0 to 10."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from relaxapp.painting import words
from relaxapp.painting.picture import GAP, MIDDLE, RIGHT, Cell, Legend, write
from relaxapp.painting.tables import session_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPainter

    from relaxapp.journal.beside import Change, Practice
    from relaxapp.painting.style import Style

MOST: Final = 8
"""Sessions beside all of them together; the table has the rest."""
_DOT: Final = 4.6
_TOP: Final = 10
_NARROW: Final = 0.34
"""The part of the width that titles may take."""


class PracticesPicture:
    """Paints sessions as rows, tension on the left and distress on the right."""

    def __init__(self, found: Sequence[Practice], titles: Mapping[str, str]) -> None:
        self.found = tuple(found)[: MOST + 1]
        self._titles = titles

    @property
    def told(self) -> str:
        """What there is to see, in a sentence."""
        if not self.found:
            return words.tr("No session yet.")
        whole = self.found[0]
        said = words.tr("Practised {times}.").format(times=words.times(whole.times))
        parts = (
            (words.tr("Tension {change}."), whole.tension),
            (words.tr("Distress {change}."), whole.distress),
        )
        changes = [text.format(change=words.changed(one)) for text, one in parts if one.rated]
        return " ".join((said, *changes))

    def height(self, width: float, style: Style) -> float:
        """Return how high it wants to be."""
        rows = len(self.found) * self._row(style)
        return self._head(style) + rows + GAP + self._legend(style).height(width)

    def cells(self, area: QRectF, style: Style) -> list[Cell]:
        """Return two cells for each session: tension and distress."""
        found = []
        for row, one in enumerate(self.found):
            for column, (name, change) in enumerate(
                ((words.tr("tension"), one.tension), (words.tr("distress"), one.distress))
            ):
                told = words.changed(change) or words.tr("not rated twice")
                title = session_title(one, self._titles)
                found.append(
                    Cell(self._line(area, style, row, column), f"{title}, {name}: {told}",
                         row, column)
                )  # fmt: skip
        return found

    def paint(self, painter: QPainter, area: QRectF, style: Style) -> None:
        """Paint it."""
        painter.setFont(style.font)
        for column, text in enumerate((words.tr("Tension"), words.tr("Distress"))):
            head = self._line(area, style, 0, column)
            head.setTop(area.top())
            head.setHeight(style.metrics.height())
            write(painter, head, text, style.ink, MIDDLE)
            for value in (0, 5, 10):
                x = head.left() + head.width() * value / _TOP
                box = QRectF(x - 20, head.bottom() + 1, 40, style.metrics.height())
                write(painter, box, str(value), style.muted, MIDDLE)
        for row, one in enumerate(self.found):
            self._paint_row(painter, area, row, one, style)
        legend = self._legend(style)
        top = area.top() + self._head(style) + len(self.found) * self._row(style) + GAP
        legend.paint(painter, QRectF(area.left(), top, area.width(), legend.height(area.width())))

    def _paint_row(
        self, painter: QPainter, area: QRectF, row: int, one: Practice, style: Style
    ) -> None:
        line = self._line(area, style, row, 0)
        name = QRectF(area.left(), line.top(), line.left() - area.left() - 2 * GAP, line.height())
        title = style.metrics.elidedText(
            f"{session_title(one, self._titles)} ({one.times})",
            Qt.TextElideMode.ElideRight,
            name.width(),
        )
        write(painter, name, title, style.ink if row == 0 else style.muted, RIGHT)
        for column, change in enumerate((one.tension, one.distress)):
            _paint_change(painter, self._line(area, style, row, column), change, style)

    def _line(self, area: QRectF, style: Style, row: int, column: int) -> QRectF:
        """Return where a session's ratings stand."""
        names = max(
            (
                style.metrics.horizontalAdvance(
                    f"{session_title(one, self._titles)} ({one.times})"
                )
                for one in self.found
            ),
            default=0.0,
        )  # fmt: skip
        left = min(names, area.width() * _NARROW) + 3 * GAP
        wide = (area.width() - left - 4 * GAP) / 2
        high = self._row(style)
        return QRectF(
            area.left() + left + column * (wide + 3 * GAP),
            area.top() + self._head(style) + row * high,
            wide,
            high,
        )

    def _row(self, style: Style) -> float:
        return style.metrics.height() + GAP

    def _head(self, style: Style) -> float:
        return 2 * style.metrics.height() + GAP / 2

    def _legend(self, style: Style) -> Legend:
        def ring(painter: QPainter, box: QRectF) -> None:
            _ring(painter, box.center(), style)

        def dot(painter: QPainter, box: QRectF) -> None:
            _dot(painter, box.center(), style)

        return Legend(
            ((words.tr("Before, median"), ring), (words.tr("After, median"), dot)), style
        )  # fmt: skip


def _paint_change(painter: QPainter, box: QRectF, change: Change, style: Style) -> None:
    y = box.center().y()
    painter.setPen(QPen(QColor(style.line), 1))
    painter.drawLine(QLineF(box.left(), y, box.right(), y))
    if change.before is None or change.after is None:
        return
    before = QPointF(box.left() + box.width() * change.before / _TOP, y)
    after = QPointF(box.left() + box.width() * change.after / _TOP, y)
    painter.setPen(QPen(QColor(style.edge), 2))
    painter.drawLine(before, after)
    _ring(painter, before, style)
    _dot(painter, after, style)


def _ring(painter: QPainter, middle: QPointF, style: Style) -> None:
    painter.setPen(QPen(QColor(style.second), 2))
    painter.setBrush(QColor(style.ground))
    painter.drawEllipse(middle, _DOT + 1.4, _DOT + 1.4)


def _dot(painter: QPainter, middle: QPointF, style: Style) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.shade(4))
    painter.drawEllipse(middle, _DOT - 1.2, _DOT - 1.2)
