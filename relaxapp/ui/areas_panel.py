"""The body areas of the session that plays, to leave one out or take it in again on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from relaxapp.ui.components import Button, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.ui.ports import Area
    from relaxapp.ui.theme import Look

_WIDEST = 560


class AreasPanel(QFrame):
    """A pop-up of chips; ``pressed`` carries the group that is to change sides."""

    pressed = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._look, self._over = look, parent
        self._shown: tuple[Area, ...] = ()
        self.chips: dict[str, Button] = {}
        self.setProperty("surface", "menu")
        self.setAccessibleName(self.tr("Areas"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP, SNUG, GAP, SNUG)
        self._column.setSpacing(TIGHT)
        self._column.addWidget(Text(look, self.tr("Leave out"), "strong"))
        hint = self.tr("From here on. Press again to take it back in; the time left follows.")
        self._column.addWidget(Text(look, hint, "small", "muted"))
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, TIGHT)
        self._column.addWidget(self._holder)

    def show_areas(self, areas: Sequence[Area]) -> None:
        """Let the chips stand as the session does; the last area left cannot be pressed."""
        wanted = tuple(areas)
        if wanted is self._shown or wanted == self._shown:
            return
        if [one.id for one in wanted] != list(self.chips):
            self._build(wanted)
        self._shown = wanted
        for area in wanted:
            chip = self.chips[area.id]
            chip.setChecked(area.out)
            chip.set_icon("clear" if area.out else "")
            chip.setEnabled(area.free)

    def open_at(self, corner: QPoint, group: str | None) -> None:
        """Show the panel with its lower right corner there, and the focus on a group."""
        window = self._over.window()
        width = min(_WIDEST, window.width() - 2 * GAP)
        self.setFixedWidth(width)
        self.show()  # only now the sheet has dressed the chips, and their sizes hold
        height = self._column.totalHeightForWidth(width)
        left = window.mapToGlobal(QPoint(GAP, GAP))
        right = left.x() + window.width() - 2 * GAP - width
        at = min(max(corner.x() - width // 2, left.x()), right)
        self.setGeometry(at, max(left.y(), corner.y() - height), width, height)
        free = [chip for chip in self.chips.values() if chip.isEnabled()]
        chosen = self.chips.get(group or "")
        if chosen is None or not chosen.isEnabled():
            chosen = free[0] if free else None
        if chosen is not None:
            chosen.setFocus()

    def _build(self, areas: Sequence[Area]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.chips = {}
        for area in areas:
            chip = Button(self._look, area.label, "chip", size=14)
            chip.setCheckable(True)
            chip.setAccessibleName(self.tr("Leave out: {group}").format(group=area.label))
            chip.clicked.connect(lambda _=False, group=area.id: self.pressed.emit(group))
            self._flow.addWidget(chip)
            self.chips[area.id] = chip
