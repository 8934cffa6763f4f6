"""What all pictures of the journal have in common: cells to point at, labels, a legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter, QPainterPath

    from relaxapp.painting.style import Style

    Swatch = tuple[str, Callable[[QPainter, QRectF], None]]

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE: Final = Qt.AlignmentFlag.AlignCenter
GAP: Final = 8.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a picture that can be pointed at and walked to: where, and what it says.

    ``row`` and ``column`` place it among the others for the arrow keys; ``outline`` is its shape
    where that is no box.
    """

    box: QRectF
    told: str
    row: int
    column: int
    outline: QPainterPath | None = None

    def holds(self, point: QPointF) -> bool:
        """Tell whether it is there that one points."""
        return self.box.contains(point) and (self.outline is None or self.outline.contains(point))


class Picture(Protocol):
    """One picture, painted by whoever has a painter: a widget, a PNG, an SVG, a page of a PDF.

    All lengths are in the painter's units.
    """

    @property
    def told(self) -> str:
        """What there is to see, in a sentence."""

    def height(self, width: float, style: Style) -> float:
        """Return how high the picture wants to be when it is that wide."""

    def cells(self, area: QRectF, style: Style) -> Sequence[Cell]:
        """Return the parts of the picture, in walking order."""

    def paint(self, painter: QPainter, area: QRectF, style: Style) -> None:
        """Paint into ``area``, whose ground is there already."""


@runtime_checkable
class InPieces(Protocol):
    """A large picture, of which a widget paints as much at a time as the window can wait for."""

    def pieces(self, painter: QPainter, area: QRectF, style: Style) -> Iterator[None]:
        """Paint into ``area``, stopping after each piece."""


def write(painter: QPainter, box: QRectF, text: str, colour: str, align: Qt.AlignmentFlag) -> None:
    """Write in the painter's font."""
    painter.setPen(QColor(colour))
    painter.drawText(box, int(align), text)


class Legend:
    """Swatches with their words, wrapped to the width."""

    def __init__(self, swatches: Sequence[Swatch], style: Style) -> None:
        self._swatches, self._style = tuple(swatches), style
        self._line = max(style.metrics.height(), 14.0) + 6.0

    def height(self, width: float) -> float:
        """Return how high it is when it is that wide."""
        return (max((row for row, _, _ in self._places(width)), default=-1) + 1) * self._line

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint it from the top left of ``area``."""
        size = self._line - 8.0
        for (row, x, wide), (text, swatch) in zip(
            self._places(area.width()), self._swatches, strict=True
        ):
            top = area.top() + row * self._line
            swatch(painter, QRectF(area.left() + x, top + 4.0, size, size))
            words = QRectF(area.left() + x + size + 6.0, top, wide, self._line)
            write(painter, words, text, self._style.muted, LEFT)

    def _places(self, width: float) -> list[tuple[int, float, float]]:
        """Return the row, the left edge and the width of the words of each swatch."""
        found, row, x = list[tuple[int, float, float]](), 0, 0.0
        for text, _ in self._swatches:
            words = self._style.metrics.horizontalAdvance(text) + 2.0
            whole = self._line - 2.0 + words
            if x and x + whole > width:
                row, x = row + 1, 0.0
            found.append((row, x, words))
            x += whole + 16.0
        return found
