"""The body areas of the session that plays, to leave one out or take it in again on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from relaxapp.ui.components import Button, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.pop_panel import PopPanel
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint

    from relaxapp.ui.ports import Area
    from relaxapp.ui.theme import Look


class AreasPanel(PopPanel):
    """A pop-up of chips; ``pressed`` carries the group that is to change sides."""

    pressed = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, Qt.Key.Key_A)
        self.title.setText(self.tr("Leave out"))
        self._look = look
        self._shown: tuple[Area, ...] = ()
        self.chips: dict[str, Button] = {}
        self.setAccessibleName(self.tr("Areas"))
        hint = self.tr("From here on. Press again to take it back in; the time left follows.")
        self.column.addWidget(Text(look, hint, "small", "muted"))
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, TIGHT)
        self.column.addWidget(self._holder)

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

    def open_on(self, corner: QPoint, group: str | None) -> None:
        """Show the panel with its lower edge there, and the focus on a group."""
        self.open_at(corner)
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
