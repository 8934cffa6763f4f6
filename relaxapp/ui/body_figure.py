"""The body figure: front and back, the group now worked on lit, what is done settled.

The player shows a session on it and the journal takes a place from it; both speak of the fine
regions of relaxapp.body. Everything still is kept as a picture; while the light swells and fades
only the rectangle of the current group is painted again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.painting import body_paint
from relaxapp.painting.body_paint import CONTRAST, DARK, LIGHT, FigureColours
from relaxapp.painting.body_shape import NO_SHAPE, Shape, load_shades, load_shape
from relaxapp.ui import body_walk
from relaxapp.ui.body_picture import Captions, Easel, Layout, Picture

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtGui import (
        QFocusEvent,
        QHelpEvent,
        QImage,
        QKeyEvent,
        QMouseEvent,
        QPainterPath,
        QPaintEvent,
        QResizeEvent,
        QTransform,
    )

__all__ = ["CONTRAST", "DARK", "LIGHT", "BodyFigure", "FigureColours"]

_log = logging.getLogger(__name__)

_FINGER_PX: Final = 5.0  # how far beside a small region the pointer may be
_GLOW_STEP: Final = 1 / 96  # a change of light that nobody sees is not painted
_STEADY: Final = 0.6  # the light where motion is reduced
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_CHOOSE: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BodyFigure(QWidget):
    """A painted body, front and back side by side.

    ``drawing`` is assets/body/figure.json; it is read at the first show. Sides are the person's
    own: seen from the front, their left is on the viewer's right.
    """

    regionHovered = Signal(str)
    """The fine region under the pointer or keyboard ring changed; "" when there is none."""
    regionActivated = Signal(str)
    """A fine region was clicked, or chosen with Space or Enter."""

    def __init__(self, drawing: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._shape: Shape | None = None
        self._shades: Mapping[str, QImage] = {}
        self._colours = LIGHT
        self._current: frozenset[str] = frozenset()
        self._done: frozenset[str] = frozenset()
        self._glow = 1.0
        self._motion = True
        self._interactive = False
        self._hovered = ""
        self._ring: tuple[str, str] | None = None  # (view, region) of the keyboard
        self._pressed = ""
        self._picture: Picture | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Body figure"))
        self._describe()

    # ------------------------------------------------------------- what others set

    def set_colours(self, colours: FigureColours) -> None:
        """Take another palette."""
        if colours != self._colours:
            self._colours = colours
            self._repaint_all()

    def set_state(self, current: frozenset[str], done: frozenset[str]) -> None:
        """Light ``current`` and settle ``done`` (fine region ids); current wins where both do."""
        if (current, done) == (self._current, self._done):
            return
        self._current, self._done = frozenset(current), frozenset(done)
        self._describe()
        self._repaint_all()

    def set_glow(self, strength: float) -> None:
        """Set the light of the current group, 0 (resting) to 1 (full); cheap enough per frame."""
        strength = min(max(strength, 0.0), 1.0)
        if abs(strength - self._glow) < _GLOW_STEP and strength not in {0.0, 1.0}:
            return
        if strength != self._glow:
            self._glow = strength
            if self._motion:
                self._update_lit()

    def set_motion(self, moving: bool) -> None:  # noqa: FBT001 - a Qt-like setter with one meaning
        """Let the light follow set_glow(), or hold it steady (reduced motion)."""
        if moving != self._motion:
            self._motion = moving
            self._update_lit()

    def set_interactive(self, interactive: bool) -> None:  # noqa: FBT001 - as above
        """Let a person point at, click and walk through the regions."""
        if interactive == self._interactive:
            return
        self._interactive = interactive
        self.setMouseTracking(interactive)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if interactive else Qt.FocusPolicy.NoFocus)
        self._ring = None
        self._hover("")
        self._describe()
        self._repaint_all()

    @property
    def interactive(self) -> bool:
        """Whether regions can be chosen."""
        return self._interactive

    @property
    def current(self) -> frozenset[str]:
        """The lit fine regions."""
        return self._current

    @property
    def done(self) -> frozenset[str]:
        """The settled fine regions."""
        return self._done

    # ------------------------------------------------------------- what others ask

    def regionAt(self, position: QPointF) -> str:
        """Return the fine region at ``position`` (widget pixels), "" beside the body.

        Fingers and eyelids are small: a near miss counts.
        """
        reach = _FINGER_PX
        around = [(0.0, 0.0), (reach, 0.0), (-reach, 0.0), (0.0, reach), (0.0, -reach)]
        for dx, dy in around:
            hit = self._hit(position + QPointF(dx, dy))
            if hit is not None:
                return hit[1]
        return ""

    def regionPath(self, region: str, view: str) -> QPainterPath:
        """Return the outline of a fine region in widget pixels; KeyError where it has none."""
        return self._to_widget(view).map(self._loaded().views[view].regions[region])

    def sizeHint(self) -> QSize:
        """Return a size at which every finger can be told apart."""
        return QSize(560, 600)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that still reads as a body."""
        return QSize(240, 260)

    # ------------------------------------------------------------- geometry

    def _loaded(self) -> Shape:
        if self._shape is None:
            try:
                self._shape = load_shape(self._drawing)
                self._shades = load_shades(self._drawing)
            except RelaxappError as error:
                # A session goes on without its picture; the words beside it say the same.
                _log.warning("%s", error)
                self._shape = NO_SHAPE
        return self._shape

    def _layout(self) -> Layout:
        return Layout(self._loaded().frame, self.size(), self.fontMetrics().height() + 6.0)

    def _to_widget(self, view: str) -> QTransform:
        """Return the way from figure units of a view to widget pixels."""
        return self._layout().to_widget(view)

    def _hit(self, position: QPointF) -> tuple[str, str] | None:
        for name, view in self._loaded().views.items():
            point = self._to_widget(name).inverted()[0].map(position)
            for region, path in view.regions.items():
                if path.contains(point):
                    return (name, region)
        return None

    # ------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put the kept pictures together; paint them again only when they are out of date."""
        picture = self._painted()
        painter = QPainter(self)
        area = QRectF(event.rect())
        ratio = picture.still.devicePixelRatio()
        source = QRectF(area.topLeft() * ratio, area.size() * ratio)
        painter.drawPixmap(area, picture.still, source)
        light = self._glow if self._motion else _STEADY
        faint, full = self._colours.faintest, self._colours.fullest
        for lit in picture.lit:
            if lit.place.intersects(event.rect()):
                painter.setOpacity(light)
                painter.drawPixmap(lit.place.topLeft(), lit.glow)
                painter.setOpacity(faint + (full - faint) * light)
                painter.drawPixmap(lit.place.topLeft(), lit.fill)
        painter.setOpacity(1.0)
        self._paint_pointer(painter)
        painter.end()

    def _painted(self) -> Picture:
        ratio = self.devicePixelRatio()
        if self._picture is None or self._picture.still.devicePixelRatio() != ratio:
            shape = self._loaded()
            sides = (self.tr("your left"), self.tr("your right"))
            captions = Captions(self.font(), self.tr("Front"), self.tr("Back"), *sides)
            easel = Easel(shape, self._shades, self._layout(), ratio, self._colours)
            done = self._done - self._current
            self._picture = easel.paint(self._current, done, captions, borders=self._interactive)
        return self._picture

    def _paint_pointer(self, painter: QPainter) -> None:
        if not self._interactive:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name, view in self._loaded().views.items():
            ringed = self.hasFocus() and self._ring is not None and self._ring[0] == name
            if self._hovered not in view.regions and not ringed:
                continue
            painter.setTransform(self._to_widget(name))
            if self._hovered in view.regions:
                body_paint.paint_hover(painter, view.regions[self._hovered], self._colours)
            if ringed and self._ring is not None:
                body_paint.paint_focus(painter, view.regions[self._ring[1]], self._colours)
            painter.resetTransform()

    def _repaint_all(self) -> None:
        self._picture = None
        self.update()

    def _update_lit(self) -> None:
        for lit in self._picture.lit if self._picture is not None else ():
            self.update(lit.place)

    # ------------------------------------------------------------- pointer and keyboard

    def event(self, event: QEvent) -> bool:
        """Name the region under the pointer."""
        if event.type() == QEvent.Type.ToolTip and self._interactive:
            help_event: QHelpEvent = event  # type: ignore[assignment]  # its type() says so
            if self._hovered:
                name = body_walk.name_of(self._hovered)
                QToolTip.showText(help_event.globalPos(), name, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._interactive:
            self._hover(self.regionAt(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._hover("")
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what is pressed; only a release over the same region chooses it."""
        if self._interactive and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.regionAt(event.position())
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the region that was pressed."""
        if not (self._interactive and event.button() == Qt.MouseButton.LeftButton):
            super().mouseReleaseEvent(event)
            return
        pressed, self._pressed = self._pressed, ""
        if pressed and pressed == self.regionAt(event.position()):
            self._ring = self._hit(event.position()) or self._ring
            self.update()
            self.regionActivated.emit(pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, Home and End; choose with Space or Enter."""
        key = Qt.Key(event.key())
        if self._interactive and event.modifiers() in _PLAIN:
            if key in _CHOOSE and self._ring is not None:
                self.regionActivated.emit(self._ring[1])
                return
            reached = body_walk.step(self._loaded(), self._ring, key)
            if reached is not None:
                self._walk_to(reached)
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring; the first time it starts at the top of the front."""
        if self._interactive and self._ring is None:
            first = body_walk.step(self._loaded(), None, Qt.Key.Key_Home)
            if first is not None:
                self._walk_to(first)
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self.update()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint for the new size."""
        self._repaint_all()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or language."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.LanguageChange}:
            self._describe()
            self._repaint_all()
        super().changeEvent(event)

    def _walk_to(self, place: body_walk.Place) -> None:
        if place == self._ring:
            return
        self._ring = place
        self._describe()
        said = QAccessibleAnnouncementEvent(self, body_walk.name_of(place[1]))
        QAccessible.updateAccessibility(said)
        self.regionHovered.emit(place[1])
        self.update()

    def _hover(self, region: str) -> None:
        if region == self._hovered:
            return
        self._hovered = region
        self.setCursor(Qt.CursorShape.PointingHandCursor if region else Qt.CursorShape.ArrowCursor)
        self.regionHovered.emit(region)
        self.update()

    def _describe(self) -> None:
        """Say in words what the picture shows."""
        parts = []
        if self._interactive and self._ring is not None:
            parts.append(self.tr("Selected: {}.").format(body_walk.name_of(self._ring[1])))
        if self._current:
            parts.append(self.tr("Current: {}.").format(body_walk.names_of(self._current)))
        done = self._done - self._current
        if done:
            parts.append(self.tr("Done: {}.").format(body_walk.names_of(done)))
        self.setAccessibleDescription(" ".join(parts) or self.tr("Nothing is marked yet."))
