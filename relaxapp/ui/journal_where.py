"""Where it was: the body to point at and a list to search, equals that show the same choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from relaxapp import body
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Card, Text
from relaxapp.ui.journal_map import BodyMap, toggled
from relaxapp.ui.journal_ticks import Ticks
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from relaxapp.ui.theme import Look

_BESIDE_FROM = 620
"""Logical pixels of card; a narrower one has the list under the body."""
_SITE = Qt.ItemDataRole.UserRole


class Where(Card):
    """Choose any number of sites; ``changed`` fires when the person does."""

    changed = Signal()

    def __init__(self, look: Look, drawing: Path) -> None:
        super().__init__(spacing=SNUG)
        self._look = look
        self._sites: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Where"))
        self.column.addWidget(Text(look, self.tr("Where"), "heading"))
        hint = self.tr("Point at as many places as you like, or choose them in the list. Left and"
                       " right are your own: seen from the front, your left is on the right of the"
                       " picture.")  # fmt: skip
        self.column.addWidget(Text(look, hint, "body", "muted"))
        self.told = Text(look, "", "strong", "accent")
        self.column.addWidget(self.told)
        self.map = BodyMap(look, drawing)
        self.map.setMinimumHeight(420)
        self.map.changed.connect(lambda: self._take(self.map.sites))
        self.hovered = Text(look, " ", "label", "muted")
        self.map.regionHovered.connect(self._name)
        self.search = QLineEdit()
        self.search.setFont(look.font("label"))
        self.search.setPlaceholderText(self.tr("Search a place"))
        self.search.setAccessibleName(self.tr("Search a place"))
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setFont(look.font("body"))
        self.list.setAccessibleName(self.tr("Places; Space chooses"))
        self.list.setMinimumHeight(200)
        self.list.setUniformItemSizes(True)
        self._ticks = Ticks(look)
        self.list.setItemDelegate(self._ticks)
        self._fill()
        self.search.returnPressed.connect(self._take_first)
        self.list.itemChanged.connect(self._ticked)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(GAP)
        self._halves.addLayout(_column(self.map, self.hovered), 3)
        self._halves.addLayout(_column(self.search, self.list), 2)
        self.column.addLayout(self._halves)
        self._show()

    @property
    def sites(self) -> tuple[str, ...]:
        """The chosen sites."""
        return self._sites

    def show_sites(self, sites: Sequence[str]) -> None:
        """Show sites without telling anyone."""
        self._sites = tuple(sites)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= _BESIDE_FROM
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(way)
        super().resizeEvent(event)

    def _fill(self) -> None:
        for site in dict.fromkeys((*body.REGIONS, *body.GROUPS)):
            item = QListWidgetItem(words.site(site))
            item.setData(_SITE, site)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _filter(self, text: str) -> None:
        """Show what holds every word."""
        asked = text.casefold().split()
        for item in self._items():
            item.setHidden(not all(word in item.text().casefold() for word in asked))

    def _take_first(self) -> None:
        """Enter in the search chooses what is found, the nearest to what was typed."""
        found = [item for item in self._items() if not item.isHidden()]
        if found and self.search.text().strip():
            # Of "right calf" and "right inner calf" the first is what was typed.
            item = min(found, key=lambda one: len(one.text()))
            self._take(toggled(self._sites, str(item.data(_SITE))))
            self.search.clear()

    def _ticked(self, item: QListWidgetItem) -> None:
        site = str(item.data(_SITE))
        on = item.checkState() == Qt.CheckState.Checked
        if on != (site in self._sites):
            self._take(toggled(self._sites, site))

    def _take(self, sites: Sequence[str]) -> None:
        self._sites = tuple(sites)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.map.show_sites(self._sites)
        self.list.blockSignals(True)
        for item in self._items():
            on = item.data(_SITE) in self._sites
            if on != (item.checkState() == Qt.CheckState.Checked):
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                item.setFont(self._look.font("strong" if on else "body"))
        self.list.blockSignals(False)
        told = words.sites(self._sites)
        chosen = self.tr("Chosen: {sites}").format(sites=told) if told else self.tr("No place yet")
        self.told.setText(chosen)

    def _name(self, region: str) -> None:
        self.hovered.setText(words.site(region) if region else " ")


def _column(*parts: QWidget) -> QBoxLayout:
    column = QBoxLayout(QBoxLayout.Direction.TopToBottom)
    column.setSpacing(TIGHT)
    for part in parts:
        column.addWidget(part)
    return column
