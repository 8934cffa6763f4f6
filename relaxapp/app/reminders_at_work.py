"""The reminders wired up: to files and journal, to the desktop's notices, to the window."""

from __future__ import annotations

import contextlib
import os
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from relaxapp.adapters.alarm import QtAlarm
from relaxapp.reminder_services import make_reminders
from relaxapp.reminders import commands
from relaxapp.reminders.ports import Button, Notice
from relaxapp.reminders.rule import Deed
from relaxapp.ui import reminder_words as words
from relaxapp.ui.reminder_hub import ReminderHub

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from relaxapp.adapters.autostart import Autostart
    from relaxapp.adapters.presence import DesktopPresence
    from relaxapp.app.hall import Hall, Rooms
    from relaxapp.journal.store import Store
    from relaxapp.reminders.ports import Closed, Hold, Notifier
    from relaxapp.reminders.service import Reminders
    from relaxapp.ui.reminder_ports import RemindersPort

_LOGGED, _GOES_ON = "logged", "goes-on"
"""Notices that are no reminders."""


class RemindersAtWork(QObject):
    """Listens to notices, to presence, to the journal; stands behind the window's hub."""

    def __init__(self, root: Hall, rooms: Callable[[], Rooms]) -> None:
        """``rooms`` returns the window's, made if need be."""
        super().__init__()
        self._root, self._rooms = root, rooms
        self.hub = ReminderHub(self._port)
        self.hub.setParent(self)
        self.residence = Residence(root)
        self._notifier: Notifier | None = None
        self._presence: DesktopPresence | None = None
        self._idle_after_s = 0.0
        self._logged = ""

    @cached_property
    def service(self) -> Reminders:
        """The service; it reminds from :meth:`start` on."""
        services = self._root.services
        return make_reminders(
            services,
            services.paths,
            self._opened,
            lambda: self._root.settings.load().day_boundary,
            self._tell_views,
        )

    def start(self) -> None:
        """Begin to remind."""
        from relaxapp.adapters.clock_watch import ClockWatch
        from relaxapp.adapters.notifier import make_notifier

        root, settings = self._root, self._root.settings
        self._notifier = make_notifier(self, os.environ, self._root.bus)
        worded = words.Words(
            discreet=lambda: settings.load().discreet,
            limited=lambda: settings.load().fluids_limited is not False,
        )
        alarm = QtAlarm(self.service.wake, self)
        self._watch_presence()
        self.service.start(alarm, self._notifier, self, worded, self)
        root.journal.changed.connect(self._journal_changed)
        root.around.woke.connect(self.service.wake)
        self._clock_watch = ClockWatch(self.service.wake, self)
        self._clock_watch.start()

    def end(self) -> None:
        """Take down what is shown, and let go of the desktop."""
        if self._notifier is not None and self._presence is not None:
            self._presence.stop()
            self._clock_watch.stop()
            self.service.end()

    def answer(self, message: dict[str, object]) -> dict[str, object]:
        """Answer what the command line asks."""
        told = commands.answer(self.service, message, self._root.journaling_port.now())
        if message[commands.KEY] not in {"status", "rules"}:
            self._root.journal.changed.emit()
        return told

    def session(self, *, on: bool) -> None:
        """Note that a session begins or has ended."""
        self.service.session(on=on)

    def refresh_words(self) -> None:
        """Say what is on the screen as the settings now want it said."""
        self.service.refresh_words()

    def forget(self) -> None:
        """Begin anew: everything was erased, and nothing is to come by itself any more."""
        self.service.forget()
        if self.residence.at_login()[0]:
            self.residence.set_at_login(False)

    # ------------------------------------------------------------- notices

    def pressed(self, key: str, button: str) -> None:
        """A `Listener`'s: somebody pressed a button of a notice."""
        if key == _LOGGED:
            self._answer_logged(button)
        elif key == _GOES_ON:
            if button == "quit":
                self._root.leave()
            else:
                self._root.open()
        else:
            self.service.pressed(key, button)

    def closed(self, key: str, how: Closed) -> None:
        """A `Listener`'s: a notice has left the screen."""
        if key not in {_LOGGED, _GOES_ON}:
            self.service.closed(key, how)

    def changed(self) -> None:
        """A `Listener`'s: the desktop's notices came, went, or show other things."""
        self.service.changed()

    def tell_that_they_go_on(self) -> None:
        """Say, the first time the window is closed, that relaxapp is still there."""
        settings = self._root.settings
        settings.save(settings.load().with_(background_told=True))
        title = words.tr("relaxapp goes on in the background")
        told = words.tr("Reminders still come. Start relaxapp again to see its window.")
        if self._notifier is not None and self._notifier.present:
            quit_it = Button("quit", words.tr("Quit instead"))
            self._notifier.show(Notice(_GOES_ON, title, told, (quit_it,)))
            return
        self._rooms().tell(title, told)

    def log_quietly(self, *, running: bool) -> None:
        """Keep an episode while no window is seen, and say so in a notice."""
        made = self._root.journal.log(running=running)
        if made is None:  # the window says why, and offers what can be done
            self._root.open()
            return
        self._logged = made.id
        told = words.tr("Noted, {time}").format(time=f"{made.start:%H:%M}")
        buttons = (
            Button("detail", words.tr("Add detail")),
            Button("undo", words.tr("Undo")),
        )
        if self._notifier is not None:
            self._notifier.show(Notice(_LOGGED, told, "", buttons))

    def _answer_logged(self, button: str) -> None:
        if button == "undo":
            self._root.journal.remove((self._logged,))
        else:
            self._root.open()
            self._rooms().open_episode(self._logged)

    # ------------------------------------------------------------- presence

    def look(self, answer: Callable[[Hold | None], None]) -> None:
        """A `Presence`'s: ask the one that is watched just now."""
        if self._presence is not None:
            self._presence.look(answer)

    def _watch_presence(self) -> None:
        """Watch for the shortest absence that counts; its length may have been changed."""
        from relaxapp.adapters.presence import IDLE_AFTER_S, make_presence

        counted = [r.away_minutes * 60.0 for r in self.service.rules if r.counts(Deed.AWAY)]
        after_s = min((*counted, IDLE_AFTER_S))
        if after_s != self._idle_after_s:
            if self._presence is not None:
                self._presence.stop()
            clock = self._root.services.clock
            self._presence = make_presence(self, os.environ, after_s, clock)
            self._presence.start()
            self._idle_after_s = after_s

    def went_idle(self, seconds: float) -> None:
        """A `PresenceListener`'s."""
        self.service.went_idle(seconds)

    def came_back(self, seconds: float) -> None:
        """A `PresenceListener`'s."""
        self.service.came_back(seconds)

    def looked_up(self) -> None:
        """A `PresenceListener`'s."""
        self.service.looked_up()

    # ------------------------------------------------------------- the window

    def open(self, rule: str) -> None:
        """A `Shore`'s: show the window at a reminder."""
        self._root.open()
        self._rooms().show_today(rule)

    def ask_amount(self, rule: str) -> None:
        """A `Shore`'s: show the window and ask how much was drunk."""
        self._root.open()
        self._rooms().show_today(rule, ask_amount=True)

    def start_session(self, session: str) -> None:
        """A `Shore`'s: show the window and begin a session."""
        self._root.open()
        self._rooms().start_session(session)

    # ------------------------------------------------------------- below

    def _port(self) -> RemindersPort:
        from relaxapp.reminding import Reminding

        root = self._root
        return Reminding(
            root.services,
            self.service,
            root.journaling_port,
            root.settings.load,
            root.settings.save,
            lambda: self._notifier is not None and self._notifier.buttons,
        )

    def _opened(self) -> AbstractContextManager[Store | None]:
        services = self._root.services
        return contextlib.nullcontext(services.store or services.try_store_again())

    def _journal_changed(self) -> None:
        self.service.journal_changed()
        self.hub.changed.emit()

    def _tell_views(self) -> None:
        if self._presence is not None:
            self._watch_presence()
        self.hub.changed.emit()


class Residence:
    """A `ResidencePort`: going on without a window, and starting at login."""

    def __init__(self, root: Hall) -> None:
        self._root = root

    @cached_property
    def _autostart(self) -> Autostart:
        from relaxapp.adapters import autostart

        services = self._root.services
        return autostart.find(services.data_dir, services.paths.config_dir, services.env)

    def background(self) -> bool:
        return self._root.settings.load().background

    def set_background(self, on: bool) -> None:  # noqa: FBT001 - the port's shape
        self._root.settings.save(self._root.settings.load().with_(background=on))

    def at_login(self) -> tuple[bool, str]:
        state = self._autostart.state()
        return state.on, state.problem

    def set_at_login(self, on: bool) -> tuple[bool, str]:  # noqa: FBT001 - the port's shape
        state = self._autostart.switch(on=on)
        return state.on, state.problem
