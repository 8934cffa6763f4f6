"""The parts that pages are made of: text, cards, buttons, chips, sliders, notices.

Each takes the :class:`~relaxapp.ui.theme.Look` it is painted with, is reachable by keyboard where
it can be used, and carries a name for those who do not see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from relaxapp.ui import icons
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import GAP, HAIR, ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.ui.ports import Named
    from relaxapp.ui.theme import Look

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Text(QLabel):
    """A label in a role of the type scale; ``tone`` is "ink", "muted", "accent", ..."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        role: str = "body",
        tone: str = "ink",
        *,
        wrap: bool = True,
    ) -> None:
        super().__init__(text)
        self.setFont(look.font(role))
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)


class Card(QFrame):
    """A raised sheet; ``surface`` is "card", "notice" or "caution"."""

    def __init__(self, surface: str = "card", padding: int = ROOM, spacing: int = SNUG) -> None:
        super().__init__()
        self.setProperty("surface", surface)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(spacing)


class Button(QPushButton):
    """A push button; ``kind`` is "", "primary", "soft", "caution", "worse", "icon", "link".

    An icon is repainted when the colours change. With ``keep_arrows`` off, arrow keys are left
    to whoever holds the button, because Qt would walk the focus with them.
    """

    def __init__(
        self, look: Look, text: str = "", kind: str = "", icon: str = "", *, size: int = 20
    ) -> None:
        super().__init__(text)
        self._look, self._icon, self._size = look, icon, size
        self.setProperty("kind", kind)
        self.setFont(look.font("strong" if kind == "primary" else "label"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.keep_arrows = True
        self.setIconSize(QSize(size, size))
        if icon:
            self._draw_icon()
        look.changed.connect(self._draw_icon)

    def set_icon(self, name: str) -> None:
        """Show another icon, or none."""
        if name != self._icon:
            self._icon = name
            self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keep_arrows and event.key() in _ARROWS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()  # Qt leaves Enter to dialogs; people expect it to press what is lit
        else:
            super().keyPressEvent(event)

    def _draw_icon(self) -> None:
        if not self._icon:
            self.setIcon(QIcon())
            return
        role = {
            "primary": "on_accent",
            "round": "on_accent",
            "soft": "accent_ink",
            "caution": "sand_ink",
        }
        role |= {"worse": "dusk_ink", "link": "accent_ink"}
        colour = self._look.colour(role.get(str(self.property("kind")), "ink"))
        self.setIcon(icons.icon(self._icon, colour, self._size))


def icon_button(look: Look, icon: str, name: str, size: int = 20) -> Button:
    """Return a button that is only an icon; its name is read aloud and shown as a tip."""
    button = Button(look, "", "icon", icon, size=size)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


class Chips(QWidget):
    """One of a few, as chips side by side that wrap; ``chosen`` fires when the person picks."""

    chosen = Signal()

    def __init__(self, look: Look, name: str, options: Sequence[Named], current: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._ids = [option.id for option in options]
        row = FlowLayout(self, TIGHT)
        self._buttons: list[Button] = []
        for option in options:
            chip = Button(look, option.label, "chip", size=14)
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            # A tick, because the tint alone would be colour telling a state.
            chip.toggled.connect(lambda on, c=chip: c.set_icon("check" if on else ""))
            chip.setChecked(option.id == current)
            chip.setAccessibleName(f"{name}: {option.label}")
            chip.clicked.connect(self.chosen)
            row.addWidget(chip)
            self._buttons.append(chip)
        if current not in self._ids and self._buttons:
            self._buttons[0].setChecked(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def current(self) -> str:
        """The id that is picked."""
        picked = [i for i, b in zip(self._ids, self._buttons, strict=True) if b.isChecked()]
        return picked[0] if picked else ""

    def pick(self, wanted: str) -> None:
        """Pick an id without telling anyone."""
        for option, button in zip(self._ids, self._buttons, strict=True):
            if option == wanted:
                button.setChecked(True)


class Switch(QCheckBox):
    """An on/off switch with its words beside it; a check mark tells its state without colour."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(text)
        self._look = look
        self.setFont(look.font("body"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(44 + SNUG + width + 4, max(34, self.fontMetrics().height() + TIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002 - the whole line can be pressed
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        track = QRectF(2, middle - 12, 42, 24)
        on = self.isChecked()
        edge = look.colour("focus" if self.hasFocus() else "accent" if on else "edge")
        painter.setPen(QPen(edge, 2))
        painter.setBrush(look.colour("accent" if on else "inset"))
        painter.drawRoundedRect(track, 12, 12)
        knob = QRectF(track.right() - 20 if on else track.left() + 4, middle - 8, 16, 16)
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(look.colour("edge"), 1.5))
        painter.setBrush(look.colour("on_accent" if on else "card"))
        painter.drawEllipse(knob)
        if on:
            icons.paint(painter, "check", knob.adjusted(2, 2, -2, -2), look.colour("accent"), 3.2)
        painter.setPen(look.colour("ink"))
        words = QRectF(44 + SNUG, 0, self.width() - 44 - SNUG, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class Pick(QComboBox):
    """A combo box with an arrow of our own: a bordered one loses Qt's."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setFont(look.font("label"))
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - 28, self.height() / 2 - 9, 18, 18)
        icons.paint(painter, "down", box, self._look.colour("ink"), 2.2)

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()  # a page being scrolled must not change what lies under the pointer


class ValueSlider(QWidget):
    """A slider with its name before it and its value in words behind it."""

    moved = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        bounds: tuple[int, int, int],
        value: int,
        tell: Callable[[int], str],
    ) -> None:
        """``bounds`` is least, most and step."""
        super().__init__()
        self._tell, self._step = tell, bounds[2]
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(bounds[0], bounds[1])
        self.slider.setSingleStep(bounds[2])
        self.slider.setPageStep(bounds[2] * 4)
        self.slider.setValue(value)
        self.slider.setAccessibleName(name)
        self.slider.setMinimumWidth(80)
        self.value_text = Text(look, tell(value), "label", "muted", wrap=False)
        widest = max((tell(bounds[0]), tell(bounds[1]), tell(bounds[1] - bounds[2])), key=len)
        self.value_text.setMinimumWidth(self.value_text.fontMetrics().horizontalAdvance(widest) + 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self.slider, 1)
        row.addWidget(self.value_text)
        self.slider.valueChanged.connect(self._changed)
        self._changed(value)

    @property
    def value(self) -> int:
        """The value, on the step."""
        return round(self.slider.value() / self._step) * self._step

    def _changed(self, value: int) -> None:
        words = self._tell(round(value / self._step) * self._step)
        self.value_text.setText(words)
        self.slider.setAccessibleDescription(words)
        self.moved.emit()


class Notice(Card):
    """A strip with something to know; hidden while it has nothing to say."""

    def __init__(self, look: Look, icon: str = "info") -> None:
        super().__init__("notice", SNUG, 0)
        self.column.setContentsMargins(GAP, TIGHT, GAP, TIGHT)
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        self.mark = Picture(look, icon, 20, "dusk_ink")
        self.words = Text(look, "", "label", "dusk")
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        self.row = row
        self.column.addLayout(row)
        self.hide()

    def tell(self, text: str) -> None:
        """Show ``text``, or nothing."""
        if text != self.words.text():
            self.words.setText(text)
            self.words.setAccessibleName(text)
        self.setVisible(bool(text))


class Picture(QWidget):
    """A painted icon that is decoration: words beside it say the same."""

    def __init__(self, look: Look, icon: str, size: int = 20, role: str = "muted") -> None:
        super().__init__()
        self._look, self._icon, self._role = look, icon, role
        self.setFixedSize(size, size)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        icons.paint(painter, self._icon, QRectF(self.rect()), self._look.colour(self._role))


class Scroll(QScrollArea):
    """A page that scrolls when it is taller than the window, its content kept to a good width."""

    def __init__(self, widest: int = 980, margin: int = ROOM) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._widest, self._margin = widest, margin
        self.canvas = QWidget()
        self.canvas.setProperty("canvas", True)
        self.column = QVBoxLayout(self.canvas)
        self.column.setSpacing(GAP)
        self.setWidget(self.canvas)

    def resizeEvent(self, event: object) -> None:
        # The side margins hold the content in the middle; setting a maximum width instead would
        # leave the canvas's own height-for-width wrong.
        width = self.viewport().width()
        margin = max(min(self._margin, width // 24), (width - self._widest) // 2)
        self.column.setContentsMargins(margin, self._margin, margin, self._margin)
        super().resizeEvent(event)  # type: ignore[arg-type]  # only passed on


def field(look: Look, name: str, widget: QWidget, hint: str = "") -> QVBoxLayout:
    """Return a column of a control's name, the control, and a hint under it."""
    column = QVBoxLayout()
    column.setSpacing(HAIR + 2)
    column.addWidget(Text(look, name, "label", "muted"))
    column.addWidget(widget)
    if hint:
        column.addWidget(Text(look, hint, "small", "muted"))
    return column


def duration(seconds: float) -> str:
    """Return ``6:50`` for 410 seconds."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
