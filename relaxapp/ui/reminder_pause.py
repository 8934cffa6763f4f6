"""The menu that pauses reminders, the same on the Today page and in the tray."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from relaxapp.ui import reminder_words, today_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from relaxapp.ui.reminder_hub import ReminderHub

LENGTHS = (30, 60, 120)
"""Minutes."""


class PauseMenu(QMenu):
    """Lengths while nothing is paused; while something is, its end and the way to go on.

    Kept up to date at every change too, as some desktops read a tray's menu before they show it.
    """

    def __init__(
        self,
        hub: ReminderHub,
        parent: QWidget | None,
        more: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """``more`` are further ways: their words and what they do."""
        super().__init__(parent)
        self._hub, self._more = hub, more
        self.end: QAction | None = None
        self._offered: object = None
        self.aboutToShow.connect(self.refresh)
        hub.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done now."""
        now = self._hub.ask(lambda port: port.now(), None)
        pause = self._hub.ask(lambda port: port.pause(), None)
        tomorrow = self._hub.ask(lambda port: port.tomorrow(), None)
        offered = pause, tomorrow, None if now is None else now.date()
        if offered == self._offered:
            return  # a panel that draws the menu itself would draw it anew, under the pointer
        self._offered = offered
        self.clear()
        self.end = None
        self.setTitle(self.tr("Pause reminders"))
        if pause is not None and now is not None:
            told = today_words.paused(pause, now.date())
            self.setTitle(told)
            self.end = self.addAction(told)
            self.end.setEnabled(False)
            self._offer(self.tr("Go on now"), lambda: self._hub.do(lambda port: port.resume()))
            self.addSeparator()
        for length in LENGTHS:
            told = self.tr("For {time}").format(time=reminder_words.minutes(length))
            self._offer(told, partial(self._pause_for, length))
        if tomorrow is not None:
            told = self.tr("Until tomorrow, {time}").format(time=f"{tomorrow:%H:%M}")
            self._offer(told, lambda: self._hub.do(lambda port: port.pause_until(tomorrow)))
        self._offer(
            self.tr("Until I say"), lambda: self._hub.do(lambda port: port.pause_until(None))
        )
        if self._more:
            self.addSeparator()
        for told, act in self._more:
            self._offer(told, act)
        self.setAccessibleName(self.title())

    def _pause_for(self, minutes: int) -> None:
        self._hub.do(lambda port: port.pause_for(minutes))

    def _offer(self, told: str, act: Callable[[], object]) -> None:
        self.addAction(told).triggered.connect(lambda _=False: act())


def pause_menu(hub: ReminderHub, parent: QWidget | None) -> QMenu:
    """Return the menu; its title tells until when reminders are paused, if they are."""
    return PauseMenu(hub, parent)
