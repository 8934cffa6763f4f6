"""Settings of the body that practises: cramps, the stronger hand, and the eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import Switch
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from relaxapp.ui.ports import SettingsPort
    from relaxapp.ui.theme import Look


class BodyCard(Card):
    """Three switches; ``changed`` fires when what is offered is another."""

    changed = Signal()

    def __init__(self, look: Look, settings: SettingsPort) -> None:
        super().__init__(spacing=GAP)
        self._settings = settings
        self.column.addWidget(Text(look, self.tr("Your body"), "heading"))
        self.prone = Switch(look, self.tr("My muscles cramp easily"))
        hint = self.tr(
            "What only lets go comes first, and sessions start without tightening calves and"
            " feet. If a cramp comes, let go and stretch it slowly the other way: Cramp Now"
            " takes you through it."
        )
        self.prone.setAccessibleDescription(hint)
        self.column.addWidget(self.prone)
        self.column.addWidget(Text(look, hint, "small", "muted"))
        self.left_handed = Switch(look, self.tr("I am left-handed"))
        hint = self.tr("Sessions that take one side after the other begin with the left one.")
        self.left_handed.setAccessibleDescription(hint)
        self.column.addWidget(self.left_handed)
        self.column.addWidget(Text(look, hint, "small", "muted"))
        self.eyes_open = Switch(look, self.tr("I keep my eyes open"))
        hint = self.tr(
            "Sessions then ask to let your eyes rest on one spot, instead of closing them. At the"
            " desk they always do."
        )
        self.eyes_open.setAccessibleDescription(hint)
        self.column.addWidget(self.eyes_open)
        self.column.addWidget(Text(look, hint, "small", "muted"))
        self.refresh()
        self.prone.toggled.connect(lambda on: self._keep(spasm_prone=on))
        self.left_handed.toggled.connect(lambda on: self._keep(left_handed=on))
        self.eyes_open.toggled.connect(lambda on: self._keep(eyes_open=on))

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def refresh(self) -> None:
        """Show what is kept, when something else has changed it."""
        kept = self._settings.load()
        for switch, on in (
            (self.prone, bool(kept.spasm_prone)),
            (self.left_handed, kept.left_handed),
            (self.eyes_open, kept.eyes_open),
        ):
            switch.blockSignals(True)
            switch.setChecked(on)
            switch.blockSignals(False)

    def _keep(self, **changes: object) -> None:
        self._settings.save(self._settings.load().with_(**changes))
        self.changed.emit()
