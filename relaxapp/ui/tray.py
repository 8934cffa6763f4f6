"""The tray: what reminders are doing at a glance, and every answer to them in its menu.

It says only what others may see. No balloons: notices are the desktop's own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from relaxapp.reminders.machine import Status
from relaxapp.reminders.rule import Deed
from relaxapp.ui import journal_words, reminder_words
from relaxapp.ui.reminder_pause import PauseMenu
from relaxapp.ui.tray_icon import TrayState, tray_icon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_ports import EpisodeCard
    from relaxapp.ui.ports import SettingsPort
    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.reminder_ports import ReminderCard


class TrayActs(Protocol):
    """What the tray's menu asks for beyond journal and reminders."""

    def log(self) -> None:
        """Keep an episode that comes now."""

    def start_episode(self) -> None:
        """Begin an episode that goes on."""

    def open(self) -> None:
        """Show the window."""

    def show_today(self) -> None:
        """Show the window at the Today page."""

    def leave(self) -> None:
        """End relaxapp."""


def available() -> bool:
    """Tell whether the desktop has a tray now; asking it takes a moment."""
    return QSystemTrayIcon.isSystemTrayAvailable()


def state_of(cards: Sequence[ReminderCard], *, paused: bool, problem: bool) -> TrayState:
    """Return what reminders are doing, taken together; the most pressing of it."""
    found = {card.status for card in cards if card.rule.enabled}
    for is_so, state in (
        (problem, TrayState.PROBLEM),
        (paused, TrayState.PAUSED),
        (Status.HELD in found, TrayState.HELD),
        (Status.DUE in found, TrayState.DUE),
        (bool(found) and found <= {Status.OFF_HOURS, Status.QUIET}, TrayState.OFF_HOURS),
    ):
        if is_so:
            return state
    return TrayState.ACTIVE


class TrayMenu(QMenu):
    """What is due with its answers, what comes next, the pause, and the journal's two actions."""

    def __init__(
        self, hub: ReminderHub, journal: Journal, settings: SettingsPort, acts: TrayActs
    ) -> None:
        super().__init__()  # of nobody: the tray shows it even while the window is hidden
        self._hub, self._journal, self._settings, self._acts = hub, journal, settings, acts
        self.setAccessibleName(self.tr("relaxapp"))
        self._pause: PauseMenu | None = None
        self._answers: list[QMenu] = []
        self._offered: object = None
        self.aboutToShow.connect(self.refresh)

    def refresh(self) -> None:
        """Offer what can be done now, and say no more than others may see."""
        settings = self._settings.load()
        cards = self._hub.ask(lambda port: port.cards(), ())
        running = self._journal.ask(lambda port: port.running(), ())
        now = self._hub.ask(lambda port: port.now(), None)
        today = None if now is None else now.date()
        offered = cards, running, today, settings.discreet, settings.fluids_limited
        if offered == self._offered:
            return  # a panel that draws the menu itself would draw it anew, under the pointer
        self._offered = offered
        self._fill(cards, running, discreet=settings.discreet)

    def _fill(
        self, cards: Sequence[ReminderCard], running: Sequence[EpisodeCard], *, discreet: bool
    ) -> None:
        self.clear()
        for menu in self._answers:
            menu.deleteLater()
        self._answers = []
        self._tell_next(cards, discreet=discreet)
        waiting = [card for card in cards if card.status is Status.DUE]
        for number, card in enumerate(waiting, 1):
            self._offer_answers(card, number, discreet=discreet)
        self.addSeparator()
        log = self.tr("Log now") if discreet else self.tr("Log an episode")
        self._offer(log, self._acts.log)
        self._offer(self.tr("It goes on now"), self._acts.start_episode)
        for episode in running:
            self._offer(
                self._stopping(episode, discreet=discreet),
                partial(self._journal.stop, episode.id),
            )
        self.addSeparator()
        if any(card.rule.enabled for card in cards):
            if self._pause is None:
                self._pause = PauseMenu(self._hub, self)
            self.addMenu(self._pause)
        self._offer(self.tr("Today"), self._acts.show_today)
        self._offer(self.tr("Open relaxapp"), self._acts.open)
        self._offer(self.tr("Quit"), self._acts.leave)

    def _tell_next(self, cards: Sequence[ReminderCard], *, discreet: bool) -> None:
        """Say in one line what comes next, or why what is due does not."""
        now = self._hub.ask(lambda port: port.now(), None)
        held = [card for card in cards if card.status is Status.HELD]
        if now is None:
            return
        if held:
            told = reminder_words.status(Status.HELD, None, now.date(), held[0].hold)
            if not discreet:
                told = f"{self._title(held[0])}: {told}"
            self._say(told)
            self._offer(self.tr("Show now"), lambda: self._hub.do(lambda port: port.show_anyway()))
            return
        coming = [card for card in cards if card.at is not None and card.status is not Status.DUE]
        if coming:
            first = min(coming, key=lambda card: card.at or now)
            when = reminder_words.moment(first.at or now, now.date())
            name = self._title(first)
            told = self.tr("Next: {time}") if discreet else self.tr("Next: {what}, {time}")
            self._say(told.format(time=when, what=name))

    def _offer_answers(self, card: ReminderCard, number: int, *, discreet: bool) -> None:
        """Put the same answers here that a notice has."""
        rule = card.rule
        name = self._title(card)
        menu = self.addMenu(self.tr("Reminder {n}").format(n=number) if discreet else name)
        self._answers.append(menu)
        menu.setAccessibleName(menu.title())
        main = reminder_words.main_button(rule)
        act, _, _ = main.id.partition(":")
        label = self.tr("Done") if discreet else main.label
        menu.addAction(label).triggered.connect(lambda _=False: self._act(act, rule.id))
        if rule.button is Deed.DRINK:
            more = menu.addAction(self.tr("Another amount"))
            more.triggered.connect(lambda _=False: self._act("amount", rule.id))
        if card.snoozes_left:
            for length in rule.snoozes:
                told = self.tr("Snooze {time}").format(time=reminder_words.minutes(length))
                menu.addAction(told).triggered.connect(
                    lambda _=False, length=length: self._act("snooze", rule.id, length)
                )
        menu.addAction(self.tr("Skip")).triggered.connect(
            lambda _=False: self._act("skip", rule.id)
        )

    def _title(self, card: ReminderCard) -> str:
        limited = self._settings.load().fluids_limited is not False
        return reminder_words.title(card.rule, limited=limited)

    def _act(self, act: str, reminder: str, value: int | None = None) -> None:
        self._hub.do(lambda port: port.act(act, reminder, value))

    def _stopping(self, episode: EpisodeCard, *, discreet: bool) -> str:
        at = journal_words.clock(episode.start)
        if discreet:
            return self.tr("Stop what began {time}").format(time=at)
        if not (episode.sites or episode.kind):
            return self.tr("Stop the episode since {time}").format(time=at)
        what = journal_words.summary(episode)
        return self.tr("Stop: {what}, since {time}").format(what=what, time=at)

    def _say(self, told: str) -> None:
        self.addAction(told).setEnabled(False)

    def _offer(self, told: str, act: Callable[[], object]) -> QAction:
        action = self.addAction(told)
        action.triggered.connect(lambda _=False: act(), Qt.ConnectionType.AutoConnection)
        return action


class TrayKeeper(QObject):
    """Stands in the tray whenever there is one, also one that comes late or comes back."""

    def __init__(
        self, hub: ReminderHub, journal: Journal, settings: SettingsPort, acts: TrayActs
    ) -> None:
        """Nothing is seen before :meth:`start`."""
        super().__init__()
        self._hub, self._settings, self._acts = hub, settings, acts
        self.menu = TrayMenu(hub, journal, settings, acts)
        self.state = TrayState.ACTIVE
        self._icon: QSystemTrayIcon | None = None
        self._told = ""
        hub.changed.connect(self.refresh)
        journal.changed.connect(self.refresh)

    def start(self) -> None:
        """Stand in the tray, if there is one; later ones are told of by :meth:`host_came`."""
        # Made even where there is no tray yet: on X11 one that comes later takes it in.
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._pressed)
        self._icon.setIcon(tray_icon(self.state))
        self._icon.show()
        self._told = ""
        # What there is to tell takes longer to find out than it takes to stand there.
        QTimer.singleShot(0, self, self.refresh)

    def host_came(self) -> None:
        """A tray's host has come, or come anew: Qt chooses its way only when an icon is made."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
        self.start()

    def refresh(self) -> None:
        """Show what reminders are doing; some desktops read the menu before they show it."""
        if self._icon is None:
            return
        if not self.menu.isVisible():  # never under somebody's pointer
            self.menu.refresh()
        cards = self._hub.ask(lambda port: port.cards(), ())
        paused = self._hub.ask(lambda port: port.pause(), None) is not None
        problem = bool(self._hub.ask(lambda port: port.problem(), ""))
        self.state = state_of(cards, paused=paused, problem=problem)
        told = self._tooltip(cards)
        if f"{self.state}{told}" != self._told:  # each change goes over the bus to the panel
            self._told = f"{self.state}{told}"
            self._icon.setIcon(tray_icon(self.state))
            self._icon.setToolTip(told)

    def end(self) -> None:
        """Leave the tray; the icon would stay there for a while otherwise."""
        if self._icon is not None:
            self._icon.hide()
            self._icon = None
        self.menu.deleteLater()

    def _tooltip(self, cards: Sequence[ReminderCard]) -> str:
        now = self._hub.ask(lambda port: port.now(), None)
        pause = self._hub.ask(lambda port: port.pause(), None)
        if now is None or self._settings.load().discreet:
            return "relaxapp"
        if pause is not None:
            if pause.until is None:
                return self.tr("relaxapp: paused until you say")
            until = reminder_words.moment(pause.until, now.date())
            return self.tr("relaxapp: paused until {time}").format(time=until)
        limited = self._settings.load().fluids_limited is not False
        lines = [
            f"{reminder_words.title(card.rule, limited=limited)}: "
            + reminder_words.status(card.status, card.at, now.date(), card.hold)
            for card in cards
            if card.status in {Status.DUE, Status.HELD}
        ]
        return "\n".join(("relaxapp", *lines))

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._acts.open()
