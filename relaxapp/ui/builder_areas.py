"""Areas of the body for a session: the figure to point at and a list, equals that show the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from relaxapp import body
from relaxapp.ui.components import Button, Scroll, Text
from relaxapp.ui.journal_map import BodyMap
from relaxapp.ui.journal_ticks import Ticks
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from relaxapp.ui.theme import Look

_BESIDE_FROM = 620
"""Logical pixels; a narrower picker has the list under the body."""
_GROUP = Qt.ItemDataRole.UserRole
_SIZE = (860, 700)


class AreaMap(BodyMap):
    """The figure, on which a place stands for the area that sessions have for it."""

    def __init__(self, look: Look, drawing: Path, groups: Sequence[str]) -> None:
        super().__init__(look, drawing)
        self._areas = tuple(groups)

    def toggle(self, site: str) -> None:
        """Choose the smallest area that holds a place, or let go of what holds it."""
        region = body.expand(site)
        holding = [one for one in self.sites if region <= body.expand(one)]
        area = self.area_of(site)
        if holding:
            self.show_sites([one for one in self.sites if one not in holding])
        elif area:
            self.show_sites([*self.sites, area])
        else:
            return
        self.changed.emit()

    def area_of(self, site: str) -> str:
        """The smallest area that holds a place; nothing where none does."""
        region = body.expand(site)
        fitting = [one for one in self._areas if region <= body.expand(one)]
        return min(fitting, key=lambda one: len(body.expand(one)), default="")


class AreaPicker(QWidget):
    """Choose areas, in the order in which they shall come; ``changed`` fires when someone does."""

    changed = Signal()

    def __init__(self, look: Look, drawing: Path, groups: Sequence[str]) -> None:
        super().__init__()
        self._look = look
        self._chosen: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Areas of the body"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        self.told = Text(look, "", "strong", "accent")
        column.addWidget(self.told)
        self.map = AreaMap(look, drawing, groups)
        self.map.setMinimumHeight(380)
        self.map.changed.connect(lambda: self._take(self.map.sites))
        self.list = QListWidget()
        self.list.setFont(look.font("body"))
        self.list.setAccessibleName(self.tr("Areas; Space chooses"))
        self.list.setMinimumHeight(220)
        self.list.setUniformItemSizes(True)
        self._ticks = Ticks(look)
        self.list.setItemDelegate(self._ticks)
        for group in groups:
            item = QListWidgetItem(body.label(group))
            item.setData(_GROUP, group)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._ticked)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(GAP)
        self.hovered = Text(look, " ", "label", "muted")
        self.map.regionHovered.connect(self._name)
        figure = QVBoxLayout()
        figure.addWidget(self.map, 1)
        figure.addWidget(self.hovered)
        self._halves.addLayout(figure, 3)
        self._halves.addWidget(self.list, 2)
        column.addLayout(self._halves)
        self._show()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen areas, in the order in which they were chosen."""
        return self._chosen

    def choose(self, groups: Sequence[str]) -> None:
        """Choose these areas and tell so."""
        self._take(groups)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= _BESIDE_FROM
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(way)
        super().resizeEvent(event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _ticked(self, item: QListWidgetItem) -> None:
        group = str(item.data(_GROUP))
        on = item.checkState() == Qt.CheckState.Checked
        if on and group not in self._chosen:
            self._take((*self._chosen, group))
        elif not on and group in self._chosen:
            self._take([one for one in self._chosen if one != group])

    def _name(self, region: str) -> None:
        area = self.map.area_of(region) if region else ""
        self.hovered.setText(body.label(area) if area else " ")

    def _take(self, groups: Sequence[str]) -> None:
        self._chosen = tuple(dict.fromkeys(groups))
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.map.show_sites(self._chosen)
        self.list.blockSignals(True)
        for item in self._items():
            on = item.data(_GROUP) in self._chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            item.setFont(self._look.font("strong" if on else "body"))
        self.list.blockSignals(False)
        names = ", ".join(body.label(one) for one in self._chosen)
        if len(self._chosen) == 1:
            told = self.tr("1 area: {names}").format(names=names)
        elif names:
            told = self.tr("{n} areas: {names}").format(n=len(self._chosen), names=names)
        else:
            told = self.tr("No area yet")
        self.told.setText(told)


class AreasSheet(QDialog):
    """The picker as a sheet; ``accepted`` when the person wants what they chose."""

    def __init__(self, look: Look, drawing: Path, groups: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add areas"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        scroll = Scroll(margin=GAP)
        scroll.column.addWidget(Text(look, self.tr("Which areas come now?"), "heading"))
        hint = self.tr("Point at the body, or choose in the list. They come in the order in which"
                       " you choose them.")  # fmt: skip
        scroll.column.addWidget(Text(look, hint, "body", "muted"))
        self.picker = AreaPicker(look, drawing, groups)
        self.picker.changed.connect(self._follow)
        scroll.column.addWidget(self.picker)
        column.addWidget(scroll, 1)
        bar = QFrame()
        bar.setProperty("surface", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(GAP, TIGHT, GAP, TIGHT)
        row.addStretch(1)
        self.leave_button = Button(look, self.tr("Not now"), "large")
        self.leave_button.clicked.connect(self.reject)
        self.add_button = Button(look, self.tr("Add"), "primary", "plus")
        self.add_button.clicked.connect(self.accept)
        for button in (self.leave_button, self.add_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addWidget(bar)
        room = parent.window().size()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        self.picker.list.setFocus()
        self.picker.list.setCurrentRow(0)
        self._follow()

    def _follow(self) -> None:
        self.add_button.setEnabled(bool(self.picker.chosen))
