"""Controls that the first page does without: chips, switch, pick list, slider, notice.

Kept apart from the components, so that the window is there before their classes are loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from relaxapp.ui import icons
from relaxapp.ui.components import Button, Card, Picture, Text, icon_button, one_stop
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QAbstractSpinBox

    from relaxapp.ui.ports import Named
    from relaxapp.ui.theme import Look


class Chips(QWidget):
    """One of a few, as chips side by side that wrap; ``chosen`` fires when the person picks.

    However they do it: by mouse, keyboard, or the toggle action of a screen reader.
    """

    chosen = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        options: Sequence[Named],
        current: str,
        *,
        asks: bool = False,
    ) -> None:
        """``asks`` leaves the choice open where ``current`` is none of them, instead of the first.

        A question that the person alone can answer is not answered for them.
        """
        super().__init__()
        self.setAccessibleName(name)
        self._ids = [option.id for option in options]
        self._quiet = True
        row = FlowLayout(self, TIGHT)
        self._buttons: list[Button] = []
        for option in options:
            chip = Button(look, option.label, "chip", size=14)
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            # A tick, because the tint alone would be colour telling a state.
            chip.toggled.connect(lambda on, c=chip: self._toggled(c, on=on))
            chip.setAccessibleName(f"{name}: {option.label}")
            row.addWidget(chip)
            self._buttons.append(chip)
        if self._ids and not (asks and current not in self._ids):
            self.pick(current if current in self._ids else self._ids[0])
        self._quiet = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def current(self) -> str:
        """The id that is picked."""
        picked = [i for i, b in zip(self._ids, self._buttons, strict=True) if b.isChecked()]
        return picked[0] if picked else ""

    @property
    def first_control(self) -> QWidget:
        """The chip that Tab lands on."""
        return next((b for b in self._buttons if b.isChecked()), self)

    def pick(self, wanted: str) -> None:
        """Pick an id without telling anyone."""
        self._quiet = True
        for option, button in zip(self._ids, self._buttons, strict=True):
            if option == wanted:
                button.setChecked(True)
        self._quiet = False

    def _toggled(self, chip: Button, *, on: bool) -> None:
        chip.set_icon("check" if on else "")
        if on:
            one_stop(self._buttons, chip)
            if not self._quiet:
                self.chosen.emit()


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
        self.view().setAccessibleName(name)
        # On Linux what is chosen stands for the name; where no label tells it, this does.
        self.setAccessibleDescription(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - 28, self.height() / 2 - 9, 18, 18)
        icons.paint(painter, "down", box, self._look.colour("ink"), 2.2)

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()  # a page being scrolled must not change what lies under the pointer


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # as above


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
        self.slider = _Slider(Qt.Orientation.Horizontal)
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


def stepped(owner: QWidget, look: Look, name: str, number: QAbstractSpinBox) -> QHBoxLayout:
    """Return a row of ``owner`` with a minus before a number and a plus behind it."""
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(HAIR)
    for icon, told, step in (
        ("minus", owner.tr("{name}: less"), -1),
        ("plus", owner.tr("{name}: more"), 1),
    ):
        button = icon_button(look, icon, told.format(name=name), 18)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do it in the field
        button.setAutoRepeat(True)
        button.clicked.connect(lambda _=False, by=step: number.stepBy(by))
        row.addWidget(button)
        if step < 0:
            row.addWidget(number)
    owner.setFocusProxy(number)
    return row


def field(look: Look, name: str, widget: QWidget, hint: str = "") -> QVBoxLayout:
    """Return a column of a control's name, the control, and a hint under it."""
    column = QVBoxLayout()
    column.setSpacing(HAIR + 2)
    label = Text(look, name, "label", "muted")
    label.setBuddy(widget)  # on Linux a combo box is named to screen readers by its label alone
    column.addWidget(label)
    column.addWidget(widget)
    if hint:
        column.addWidget(Text(look, hint, "small", "muted"))
    return column
