"""A session as a card that can be pressed: painted in one go, because there will be many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from relaxapp.ui import icons
from relaxapp.ui.components import spoken_length
from relaxapp.ui.theme import CARD_RADIUS, GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from relaxapp.ui.ports import SessionCard
    from relaxapp.ui.theme import Look

_DISC = 40
_PAD = 20
_WRAP = Qt.TextFlag.TextWordWrap.value
# What a session's technique sounds like, and the icon that stands for it; the first hit counts.
_GLYPHS = (
    ("bath", "bath"),
    ("cramp", "rescue"),
    ("rescue", "rescue"),
    ("ground", "senses"),
    ("sense", "senses"),
    ("breath", "breath"),
    ("sigh", "breath"),
    ("exhale", "breath"),
    ("release only", "release"),
)
_DAYS_TOLD = 14


def glyph(card: SessionCard) -> str:
    """Return the icon that stands for a session's technique."""
    told = f"{card.id} {card.technique}".lower()
    for word, name in _GLYPHS:
        if word in told:
            return name
    return "squeeze" if card.tenses else "leaf"


class SessionTile(QAbstractButton):
    """Purpose, length, technique and when it was last practised; pressing it opens it."""

    def __init__(self, look: Look, card: SessionCard, today: date) -> None:
        super().__init__()
        self.card = card
        self._look = look
        self._facts = f"{spoken_length(card.seconds)}  ·  {card.technique}"
        self._last = practised(card.last_practised, today)
        tension = self.tr("Tenses muscles") if card.tenses else self.tr("Nothing is tensed")
        self._tension = tension
        self.setAccessibleName(card.title)
        length = spoken_length(card.seconds)
        self.setAccessibleDescription(
            ". ".join((card.purpose.rstrip("."), length, card.technique, tension, self._last))
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inner = width - 2 * _PAD
        head = max(
            _DISC,
            self._lines("heading", self.card.title, inner - _DISC - SNUG)
            + HAIR
            + self._lines("small", self._facts, inner - _DISC - SNUG),
        )
        body = self._lines("body", self.card.purpose, inner)
        foot = self._foot_height(inner)
        return round(_PAD + head + SNUG + body + GAP + foot + _PAD - HAIR)

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(220))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look, card = self._look, self.card
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_sheet(painter)
        inner = self.width() - 2 * _PAD
        disc = QRectF(_PAD, _PAD, _DISC, _DISC)
        warm = card.tenses
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("sand_soft" if warm else "accent_soft"))
        painter.drawEllipse(disc)
        mark = look.colour("sand_ink" if warm else "accent_ink")
        icons.paint(painter, glyph(card), disc.adjusted(8, 8, -8, -8), mark)
        x = _PAD + _DISC + SNUG
        y = float(_PAD)
        y += self._write(
            painter, "heading", card.title, "ink", QRectF(x, y, inner - _DISC - SNUG, 0)
        )
        y += HAIR
        y += self._write(
            painter, "small", self._facts, "muted", QRectF(x, y, inner - _DISC - SNUG, 0)
        )
        y = max(y, _PAD + _DISC) + SNUG
        self._write(painter, "body", card.purpose, "ink", QRectF(_PAD, y, inner, 0))
        self._paint_foot(painter, inner)

    def _paint_sheet(self, painter: QPainter) -> None:
        look = self._look
        pressed = self.isDown()
        edge = look.colour("edge" if look.colours.plain or self.underMouse() else "line")
        painter.setPen(QPen(look.colour("focus"), 3) if self.hasFocus() else QPen(edge, 1.4))
        painter.setBrush(look.colour("inset" if pressed else "card"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(2, 2, -2, -2), CARD_RADIUS, CARD_RADIUS
        )

    def _paint_foot(self, painter: QPainter, inner: int) -> None:
        """Paint two facts side by side, or one above the other where they don't fit."""
        metrics = QFontMetricsF(self._look.font("small"))
        height = self._foot_height(inner)
        line = max(metrics.height(), 16)
        stacked = height > line + 1
        y = self.height() - _PAD + HAIR - height
        self._fact(painter, "clock", self._last, QRectF(_PAD, y, inner, line))
        mark = "info" if self.card.tenses else "check"
        if stacked:
            at = QRectF(_PAD, y + line + HAIR, inner, line)
        else:
            room = metrics.horizontalAdvance(self._tension) + 22
            at = QRectF(_PAD + inner - room, y, room, line)
        self._fact(painter, mark, self._tension, at)

    def _fact(self, painter: QPainter, icon: str, text: str, at: QRectF) -> None:
        colour = self._look.colour("muted")
        middle = at.y() + (at.height() - 15) / 2
        icons.paint(painter, icon, QRectF(at.x(), middle, 15, 15), colour, 2)
        painter.setPen(colour)
        painter.setFont(self._look.font("small"))
        painter.drawText(at.adjusted(21, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _foot_height(self, inner: int) -> float:
        metrics = QFontMetricsF(self._look.font("small"))
        line = max(metrics.height(), 16)
        wide = metrics.horizontalAdvance(self._last) + metrics.horizontalAdvance(self._tension)
        return line if wide + 2 * 22 + TIGHT <= inner else 2 * line + HAIR

    def _lines(self, role: str, text: str, width: float) -> float:
        metrics = QFontMetricsF(self._look.font(role))
        return metrics.boundingRect(QRectF(0, 0, width, 9999), _WRAP, text).height()

    def _write(self, painter: QPainter, role: str, text: str, colour: str, at: QRectF) -> float:
        height = self._lines(role, text, at.width())
        at.setHeight(height + 2)
        painter.setFont(self._look.font(role))
        painter.setPen(self._look.colour(colour))
        painter.drawText(at, _WRAP, text)
        return height


def practised(day: date | None, today: date) -> str:
    """Return in words when a session was last practised; None is "not yet"."""
    tr = QCoreApplication.translate
    if day is None:
        return tr("Practised", "Not practised yet")
    days = (today - day).days
    if days <= 0:
        return tr("Practised", "Practised today")
    if days == 1:
        return tr("Practised", "Practised yesterday")
    if days < _DAYS_TOLD:
        return tr("Practised", "Practised {days} days ago").format(days=days)
    return tr("Practised", "Practised {weeks} weeks ago").format(weeks=days // 7)
