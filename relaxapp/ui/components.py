"""The parts that pages are made of: text, cards, buttons, chips, sliders, notices.

Each takes the :class:`~relaxapp.ui.theme.Look` it is painted with, is reachable by keyboard where
it can be used, and carries a name for those who do not see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from relaxapp.ui import icons
from relaxapp.ui.theme import GAP, ROOM, SNUG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from relaxapp.ui.theme import Look

_ICON_GAP = 4
"""What Qt leaves between a button's icon and its words."""
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
        self._side = 0
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

    def set_side(self, side: int) -> None:
        """Be a square of ``side`` pixels.

        Told by the size hint, because a style sheet that is set anew forgets fixed sizes.
        """
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        if self._side:
            return QSize(self._side, self._side)
        hint = super().sizeHint()
        if self.isCheckable() and not self._icon and self.property("kind") == "chip":
            # Room for the tick to come: chips that move away under the pointer are hard to hit.
            hint.setWidth(hint.width() + self._size + _ICON_GAP)
        return hint

    def minimumSizeHint(self) -> QSize:
        return QSize(self._side, self._side) if self._side else super().minimumSizeHint()

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


def one_stop(buttons: Iterable[Button], picked: Button) -> None:
    """Let Tab land on the picked one of a group; arrows go to the others.

    Qt does so only once the group has had the focus, and stops anywhere in it before.
    """
    for button in buttons:
        policy = button.focusPolicy()
        stop = Qt.FocusPolicy.TabFocus
        button.setFocusPolicy(policy | stop if button is picked else policy & ~stop)


def icon_button(look: Look, icon: str, name: str, size: int = 20) -> Button:
    """Return a button that is only an icon; its name is read aloud and shown as a tip."""
    button = Button(look, "", "icon", icon, size=size)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


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


class _Canvas(QWidget):
    def minimumSizeHint(self) -> QSize:
        # Only the width: wrapped text asks for the height it would have if it were as narrow as
        # can be, and the page would end in as much of nothing.
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 0) if self.hasHeightForWidth() else hint


class Scroll(QScrollArea):
    """A page that scrolls when it is taller than the window, its content kept to a good width."""

    def __init__(self, widest: int = 980, margin: int = ROOM) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._widest, self._margin = widest, margin
        self.canvas = _Canvas()
        self.canvas.setProperty("canvas", True)
        self.column = QVBoxLayout(self.canvas)
        self.column.setSpacing(GAP)
        self.setWidget(self.canvas)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The side margins hold the content in the middle; setting a maximum width instead would
        # leave the canvas's own height-for-width wrong. The event is the viewport's: asking for
        # that would make PySide load every kind of widget there is.
        width = event.size().width()
        margin = max(min(self._margin, width // 24), (width - self._widest) // 2)
        self.column.setContentsMargins(margin, self._margin, margin, self._margin)
        super().resizeEvent(event)


def duration(seconds: float) -> str:
    """Return ``6:50`` for 410 seconds."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def spoken_length(seconds: float) -> str:
    """Return ``15 min 50 s`` for 950 seconds, without the part that is nothing."""
    tr = QCoreApplication.translate
    minutes, rest = divmod(max(0, round(seconds)), 60)
    if not minutes:
        return tr("Length", "{n} s").format(n=rest)
    told = tr("Length", "{n} min").format(n=minutes)
    return told + " " + tr("Length", "{n} s").format(n=rest) if rest else told
