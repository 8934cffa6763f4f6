"""The tray's menu: an episode logged in one action, what goes on stopped in one; no balloons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from relaxapp.ui import icons
from relaxapp.ui import journal_words as words

if TYPE_CHECKING:
    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_ports import EpisodeCard
    from relaxapp.ui.ports import SettingsPort
    from relaxapp.ui.window import MainWindow


def available() -> bool:
    """Tell whether the desktop has a tray at all; asking it takes a moment."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """Beside the clock of the desktop; ``leave`` asks to end relaxapp."""

    leave = Signal()

    def __init__(
        self, journal: Journal, desk: JournalDesk, settings: SettingsPort, window: MainWindow
    ) -> None:
        """Nothing is seen before :meth:`show`."""
        super().__init__(window)
        self._journal, self._desk, self._settings = journal, desk, settings
        self._window = window
        self.menu = QMenu()  # of nobody: the tray shows it even while the window is hidden
        self.menu.setAccessibleName(self.tr("relaxapp"))
        self.log = self._add(self.tr("Log an episode"), desk.log)
        self.start = self._add(self.tr("It goes on now"), desk.start)
        self._end_of_stops = self.menu.addSeparator()
        self.stops: list[QAction] = []
        self._add(self.tr("Open relaxapp"), window.raise_up)
        self._add(self.tr("Quit"), self.leave.emit)
        self._icon = QSystemTrayIcon(icons.window_icon(), self)
        self._icon.setToolTip("relaxapp")
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._pressed)
        self.menu.aboutToShow.connect(self.refresh)
        journal.changed.connect(self.refresh)  # some desktops read the menu before they show it
        self.refresh()

    def show(self) -> None:
        """Stand in the tray."""
        self._icon.show()

    def hide(self) -> None:
        """Leave the tray; the icon would stay there for a while otherwise."""
        self._icon.hide()
        self.menu.deleteLater()

    def refresh(self) -> None:
        """Offer to stop each episode that goes on, and say no more than others may see."""
        discreet = self._settings.load().discreet
        self.log.setText(self.tr("Log now") if discreet else self.tr("Log an episode"))
        for action in self.stops:
            self.menu.removeAction(action)
            action.deleteLater()
        running = self._journal.ask(lambda port: port.running(), ())
        self.stops = [self._stop(one, discreet=discreet) for one in running]
        self.menu.insertActions(self._end_of_stops, self.stops)

    def _stop(self, episode: EpisodeCard, *, discreet: bool) -> QAction:
        at = words.clock(episode.start)
        if discreet:
            told = self.tr("Stop what began {time}").format(time=at)
        else:
            told = self.tr("Stop: {what}, since {time}").format(
                what=words.summary(episode), time=at
            )
        action = QAction(told, self)
        action.triggered.connect(lambda: self._journal.stop(episode.id))
        return action

    def _add(self, words_of_it: str, act: object) -> QAction:
        action = self.menu.addAction(words_of_it)
        action.triggered.connect(act, Qt.ConnectionType.AutoConnection)
        return action

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._window.raise_up()
