"""Settings of what reaches beyond the window: a key for the whole desktop, and what others see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import Switch
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from relaxapp.ui.keeping_ports import ShortcutPort
    from relaxapp.ui.ports import SettingsPort
    from relaxapp.ui.theme import Look


class ReachCard(Card):
    """The switch shows the wish, the line under it what the desktop made of it."""

    discreet_changed = Signal(bool)

    def __init__(self, look: Look, settings: SettingsPort, shortcut: ShortcutPort) -> None:
        super().__init__(spacing=GAP)
        self._settings, self._shortcut = settings, shortcut
        kept = settings.load()
        self.column.addWidget(Text(look, self.tr("Beyond this window"), "heading"))
        self.anywhere = Switch(look, self.tr("Log an episode from anywhere"))
        self.anywhere.setChecked(kept.log_anywhere)
        self.column.addWidget(self.anywhere)
        self.state = Text(look, "", "small", "muted")
        self.column.addWidget(self.state)
        self.discreet = Switch(look, self.tr("Discreet"))
        self.discreet.setChecked(kept.discreet)
        self.column.addWidget(self.discreet)
        hint = self.tr(
            "The window's title, the tray and notifications say nothing of your body, your"
            " sessions or your journal."
        )
        self.discreet.setAccessibleDescription(hint)
        self.column.addWidget(Text(look, hint, "small", "muted"))
        self.anywhere.toggled.connect(self._switch)
        self.discreet.toggled.connect(self._keep_discreet)
        shortcut.watch(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Tell how it stands with the keys."""
        keys = self._shortcut.keys
        named = self.tr("Log an episode from anywhere")
        self.anywhere.setText(f"{named}: {keys}" if keys else named)
        on = self.tr("The keys work, whatever program is in front.")
        if not keys:
            on = self.tr(
                "The desktop has agreed. Which keys do it, its own keyboard settings say; you may"
                " have to choose them there."
            )
        told = {
            "asking": self.tr("Asking the desktop…"),
            "on": on,
            "taken": self.tr(
                "The keys do not work: another program has them, or the desktop said no."
            ),
            "none": self.tr(
                "The keys do not work: this desktop gives none to relaxapp. In this window Ctrl+L"
                " logs an episode."
            ),
        }.get(self._shortcut.state, "")
        self.state.setText(told)
        self.state.setVisible(bool(told))
        self.anywhere.setAccessibleDescription(told)

    def showEvent(self, event: QShowEvent) -> None:
        kept = self._settings.load()
        for switch, on in ((self.anywhere, kept.log_anywhere), (self.discreet, kept.discreet)):
            switch.blockSignals(True)
            switch.setChecked(on)
            switch.blockSignals(False)
        self.show_state()
        super().showEvent(event)

    def _switch(self, on: bool) -> None:  # noqa: FBT001 - a signal's payload
        self._settings.save(self._settings.load().with_(log_anywhere=on))
        self._shortcut.switch(on=on)
        self.show_state()

    def _keep_discreet(self, on: bool) -> None:  # noqa: FBT001 - a signal's payload
        self._settings.save(self._settings.load().with_(discreet=on))
        self.discreet_changed.emit(on)
