"""The session as a ribbon: each step as wide as it is long, and anywhere on it is a way there.

Steps differ by shape as well as by colour: tension is a full hatched block, release a wedge that
runs out, breath a wave, spoken parts a low bar, silence a line.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QSlider

from relaxapp.ui.components import Text, duration
from relaxapp.ui.ribbon_shapes import shape
from relaxapp.ui.theme import HAIR, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import (
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

    from relaxapp.ui.ports import Segment
    from relaxapp.ui.theme import Look

_EDGE = 8
"""Room at both ends, so that the playhead's knob is never cut."""
_KNOB = 6.0
_AT_LEAST = 10
"""Seconds between values while the ribbon has the focus: a reader says each of them."""
_STEP_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Ribbon(QSlider):
    """A slider over the session in seconds; ``sought`` carries where the person wants to be."""

    sought = Signal(float)
    stepped = Signal(int)
    """-1 or 1: a step back or on, asked for with Page Up or Page Down."""
    pointed = Signal(QPoint, str)
    """Where more is asked about a step, and its group or nothing."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look
        self._segments: tuple[Segment, ...] = ()
        self._starts: list[float] = []
        self._length = 1.0
        self._x = float(_EDGE)
        self._at = 0.0
        self._pictures: tuple[QPixmap, QPixmap] | None = None
        self._following = False
        self._told = -1
        self._tip: Text | None = None
        self.setSingleStep(_AT_LEAST)
        self.setPageStep(6 * _AT_LEAST)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Place in the session"))
        look.changed.connect(self._forget)
        self.valueChanged.connect(self._asked)

    def sizeHint(self) -> QSize:
        return QSize(400, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 28)

    def set_segments(self, segments: Sequence[Segment], length: float) -> None:
        """Show other steps; ``length`` in seconds."""
        self._segments = tuple(segments)
        self._starts = [segment.start for segment in segments]
        self._length = max(length, 0.001)
        self._told = -1
        self._following = True
        self.setRange(0, round(self._length))
        self._following = False
        self._forget()

    def show_position(self, seconds: float) -> None:
        """Move the playhead; repaints only where it was and is, and only by whole pixels."""
        x = self._place(seconds)
        if round(x) != round(self._x):
            old, self._x = self._x, x
            left, right = min(old, x), max(old, x)
            reach = _KNOB + 3
            box = QRectF(left - reach, 0, right - left + 2 * reach, self.height())
            self.update(box.toAlignedRect())
        self._at = seconds
        whole = int(seconds)
        if whole == self._told:
            return
        self._told = whole
        step = self.segment_at(seconds)
        words = self.tr("{gone} of {all}").format(
            gone=duration(whole), all=duration(int(self._length))
        )
        self.setAccessibleDescription(words if step is None else f"{step.title}, {words}")
        if not self.hasFocus() or abs(whole - self.value()) >= _AT_LEAST:
            self._following = True
            self.setValue(whole)
            self._following = False

    def segment_at(self, seconds: float) -> Segment | None:
        """Return the step that is at a place, in seconds."""
        index = bisect_right(self._starts, seconds) - 1
        return self._segments[index] if 0 <= index < len(self._segments) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._pictures is None:
            self._pictures = (self._draw(past=False), self._draw(past=True))
        ahead, past = self._pictures
        split = round(self._x)
        area = event.rect()
        self._blit(painter, past, area.intersected(QRect(0, 0, split, self.height())))
        self._blit(painter, ahead, area.intersected(QRect(split, 0, self.width(), self.height())))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        painter.setPen(QPen(look.colour("ink"), 2))
        painter.drawLine(QPointF(split, 5), QPointF(split, self.height() - 5))
        painter.setPen(QPen(look.colour("paper"), 2))
        painter.setBrush(look.colour("ink"))
        painter.drawEllipse(QPointF(split, self.height() / 2), _KNOB, _KNOB)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._x = self._place(self._at)
        self._forget()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._following = True
            self.setSliderDown(True)
            self._following = False
            self.sought.emit(self._seconds(event.position().x()))
            event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = QPoint(round(self._x), 0) if keyboard else event.pos()
        step = self.segment_at(self._at if keyboard else self._seconds(at.x()))
        if self._tip is not None:
            self._tip.hide()
        self.pointed.emit(at, (step.group if step is not None else None) or "")
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        seconds = self._seconds(event.position().x())
        step = self.segment_at(seconds)
        words = duration(seconds) if step is None else f"{step.title}  ·  {duration(seconds)}"
        self._show_tip(words, round(event.position().x()))
        if self.isSliderDown():
            self.sought.emit(seconds)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        if self._tip is not None:
            self._tip.hide()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # an accidental scroll must not throw someone out of a quiet minute

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _STEP_KEYS:
            self.stepped.emit(_STEP_KEYS[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self.sought.emit(0.0)
        elif key == Qt.Key.Key_End and self._starts:
            self.sought.emit(self._starts[-1])
        else:
            event.ignore()  # arrows are the player's: ten seconds, wherever the focus is

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]  # only passed on
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._forget()
        super().changeEvent(event)

    def _asked(self, value: int) -> None:
        """Follow a value that someone else set: a screen reader, say."""
        if not self._following:
            self.sought.emit(float(value))

    def _show_tip(self, words: str, x: int) -> None:
        """Tell what is under the pointer, above the ribbon: below it lie the buttons."""
        holder = self.parentWidget()
        if holder is None:
            return
        if self._tip is None:
            self._tip = Text(self._look, "", "small", "tip", wrap=False)
            self._tip.setParent(holder)
            self._tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        tip = self._tip
        tip.setText(words)
        tip.adjustSize()
        corner = self.mapTo(holder, QPoint(x - tip.width() // 2, -tip.height() - HAIR))
        most = max(TIGHT, holder.width() - tip.width() - TIGHT)
        tip.move(min(max(TIGHT, corner.x()), most), corner.y())
        tip.show()
        tip.raise_()

    def _forget(self) -> None:
        self._pictures = None
        self.update()

    def _place(self, seconds: float) -> float:
        room = self.width() - 2 * _EDGE
        return _EDGE + room * min(1.0, max(0.0, seconds / self._length))

    def _seconds(self, x: float) -> float:
        room = max(1, self.width() - 2 * _EDGE)
        return self._length * min(1.0, max(0.0, (x - _EDGE) / room))

    def _blit(self, painter: QPainter, picture: QPixmap, area: QRect) -> None:
        if area.isEmpty():
            return
        ratio = picture.devicePixelRatio()
        source = QRectF(
            area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio
        )
        painter.drawPixmap(QRectF(area), picture, source)

    def _draw(self, *, past: bool) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for segment in self._segments:
            left, right = self._place(segment.start), self._place(segment.end)
            gap = 1.0 if right - left > 4 else 0.0  # noqa: PLR2004 - pixels; less leaves no body
            box = QRectF(left, 6, max(1.0, right - left - gap), self.height() - 12)
            self._draw_step(painter, segment, box, past=past)
        painter.end()
        return picture

    def _draw_step(self, painter: QPainter, step: Segment, box: QRectF, *, past: bool) -> None:
        kind = step.kind
        role = {"tense": "sand", "breathe": "dusk"}.get(kind, "accent")
        if kind in ("say", "chime", "silence", "choice"):
            role = "edge"
        colour = self._look.colour(role)
        if not past:
            colour.setAlphaF(0.42)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        path = shape(kind, box, step.cycles)
        painter.drawPath(path)
        if kind == "tense":
            lines = QColor(self._look.colour("card"))
            lines.setAlphaF(0.75)
            painter.setBrush(QBrush(lines, Qt.BrushStyle.BDiagPattern))
            painter.drawPath(path)
