"""Reminders through the real composition root: shown, answered, closed, quit, on a bus of our own.

Only the clock, which is moved by hand, and the notification server are the test's.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from shiboken6 import delete

from relaxapp.app.root import Root
from relaxapp.reminders.rule import EVERY_DAY, Every, Window
from relaxapp.services import Services
from relaxapp.ui.reminder_due import DueCard
from tests.adapters.bus_fakes import WAIT_MS, Daemon, NoticeServer, running_daemon
from tests.e2e.homes import as_it_was
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from relaxapp.reminders.service import Reminders

pytest.importorskip("jeepney")  # only Linux has it
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "systemTrayWindowChanged", extend=True
)

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
HOUR = 3600.0
ALWAYS = (Window(0, 24 * 60, EVERY_DAY),)


class Desk:
    """relaxapp as it runs in the background, and the desktop around it."""

    def __init__(self, qtbot: QtBot, root: Root, clock: FakeClock, server: NoticeServer) -> None:
        self.qtbot, self.root, self.clock, self.server = qtbot, root, clock, server
        self.left: list[bool] = []
        """Filled as relaxapp ends."""
        self._ended = False

    @property
    def service(self) -> Reminders:
        return self.root.reminders.service

    def until(self, met: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(met()), timeout=WAIT_MS)

    def remind(self, *names: str) -> None:
        """Switch reminders on, to come every hour."""
        for name in names:
            rule = self.service.rule(name)
            self.service.change(rule.with_(enabled=True, mode=Every(60), windows=ALWAYS))

    def later(self, seconds: float = HOUR) -> None:
        """Let time pass, and the timer ring that would have."""
        self.clock.advance(seconds)
        self.service.wake()

    def shown(self) -> list[tuple[str, list[str]]]:
        """Return the titles that are on the screen, each with its buttons."""
        return [(body[3], body[5][1::2]) for body in self.server.up.values()]

    def wait_for(self, *titles: str) -> None:
        self.until(lambda: [title for title, _ in self.shown()] == list(titles))

    def press(self, title: str, label: str) -> None:
        """Press a button of a notice, as the server tells of it."""
        number, body = next((n, b) for n, b in self.server.up.items() if b[3] == title)
        actions = dict(zip(body[5][1::2], body[5][::2], strict=True))
        self.server.press(number, actions[label])

    def end(self) -> None:
        """Let go of everything, as after the loop has ended."""
        if not self._ended:
            self._ended = True
            self.root.end()

    def drunk(self) -> tuple[int, int]:
        """Return how much was noted today, and how often no amount was said."""
        return self.root.journal.ask_care(lambda care: care.drunk_today(), (-1, -1))


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    with running_daemon(tmp_path) as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", daemon.address)
        yield daemon


@pytest.fixture
def server(daemon: Daemon) -> Iterator[NoticeServer]:
    server = NoticeServer(daemon.address, "actions", "body")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def desk(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    server: NoticeServer,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    monkeypatch.setattr(sys, "platform", "linux")
    clock = FakeClock(NOON)
    services = Services(clock, os.environ, tmp_path / "data", alone=True)
    with as_it_was(qapp):
        root = Root(qapp, services)
        desk = Desk(qtbot, root, clock, server)
        monkeypatch.setattr(qapp, "quit", lambda: desk.left.append(True))
        root.settle_in()
        desk.until(lambda: root.bus is not None and root.bus.connected)
        desk.until(lambda: root._awake)
        desk.until(lambda: root.reminders._notifier and root.reminders._notifier.present)
        yield desk
        desk.end()
        house, around = root._house, root._around
        if house is not None:
            house.look.setParent(None)
            delete(house.window)
        delete(root)
        delete(around)
        services.close_journal()


def test_nothing_comes_before_it_is_asked_for(desk: Desk) -> None:
    desk.later(24 * HOUR)
    assert desk.shown() == []
    assert desk.root._house is None, "and no window was made"


def test_a_drink_that_is_due_is_shown_and_its_button_notes_it_once(desk: Desk) -> None:
    desk.remind("drink")
    desk.later()
    desk.wait_for("Note what you drank")
    ((_, buttons),) = desk.shown()
    assert buttons == ["250 ml", "Snooze", "Skip", "Another amount", "Open"]
    desk.press("Note what you drank", "250 ml")
    desk.until(lambda: desk.drunk() == (250, 0))
    desk.until(lambda: not desk.server.up)
    desk.later(HOUR - 60)
    assert desk.shown() == []
    desk.later(60)
    desk.wait_for("Note what you drank")
    assert desk.drunk() == (250, 0)


def test_what_nobody_answers_is_replaced_and_not_stacked(desk: Desk) -> None:
    desk.remind("move")
    for times in (1, 2, 3):
        desk.later()
        desk.until(lambda times=times: len(desk.server.of("Notify")) == times)
    assert desk.server.most == 1


def test_two_in_one_notice_are_answered_one_by_one(desk: Desk) -> None:
    desk.remind("drink", "move")
    desk.later()
    both = "Note what you drank, move a little"
    desk.wait_for(both)
    desk.press(both, "Move a little: Done")
    desk.wait_for("Note what you drank")
    desk.press("Note what you drank", "250 ml")
    desk.until(lambda: desk.drunk() == (250, 0))
    desk.until(lambda: not desk.server.up)


def test_a_server_that_comes_back_shows_once_what_it_took_along(desk: Desk) -> None:
    desk.remind("drink")
    desk.later()
    desk.wait_for("Note what you drank")
    desk.server.kill()
    desk.until(lambda: not desk.root.reminders._notifier.present)  # type: ignore[union-attr]  # it is awake
    desk.server.up.clear()
    desk.server.start()
    desk.wait_for("Note what you drank")
    assert len(desk.server.up) == 1


def test_another_amount_makes_the_window_and_asks_there(desk: Desk, qtbot: QtBot) -> None:
    desk.remind("drink")
    desk.later()
    desk.wait_for("Note what you drank")
    assert desk.root._house is None
    desk.press("Note what you drank", "Another amount")
    desk.until(lambda: desk.root.window_is_seen)
    today = desk.root.house._today
    assert today is not None
    qtbot.waitUntil(today.page.water.sheet.isVisible)
    number = today.page.water.exact.number
    number.selectAll()
    qtbot.keyClicks(number, "330")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert desk.drunk() == (330, 0)
    desk.until(lambda: not desk.server.up)


def test_the_window_says_once_that_reminders_go_on_and_comes_back(desk: Desk) -> None:
    settings = desk.root.settings
    settings.save(settings.load().with_(background=True))
    desk.root.open()
    desk.until(lambda: desk.root.house._awake)
    desk.root.house.window.close()
    desk.wait_for("relaxapp goes on in the background")
    assert not desk.root.window_is_seen
    desk.root.open()
    assert desk.root.window_is_seen
    desk.root.house.window.close()
    assert len(desk.server.of("Notify")) == 1
    assert not desk.left
    desk.press("relaxapp goes on in the background", "Quit instead")
    desk.until(lambda: desk.left)


def test_what_is_due_stands_above_the_pages_of_a_window_that_comes_late(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.remind("drink")
    monkeypatch.setattr(type(desk.root.reminders._notifier), "buttons", False)
    desk.later()
    desk.wait_for("Note what you drank")
    desk.root.open()
    window = desk.root.house.window
    desk.until(lambda: [card for card in window.findChildren(DueCard) if card.isVisible()])
    (card,) = window.findChildren(DueCard)
    card.list.rows["drink"].main.click()
    assert desk.drunk() == (250, 0)
    assert not card.isVisible()
    desk.until(lambda: not desk.server.up)


def test_closing_the_window_ends_relaxapp_where_nothing_is_to_go_on(desk: Desk) -> None:
    desk.root.open()
    desk.until(lambda: desk.root.house._awake)
    desk.root.house.window.close()
    desk.until(lambda: desk.left)


def test_an_episode_logged_without_a_window_can_be_taken_back(desk: Desk) -> None:
    def count() -> int:
        return len(desk.root.journaling_port.store.episodes())

    desk.root.log()
    desk.wait_for("Noted, 12:00")
    assert count() == 1
    desk.press("Noted, 12:00", "Undo")
    desk.until(lambda: count() == 0)
    desk.until(lambda: not desk.server.up)
    desk.root.log()
    desk.wait_for("Noted, 12:00")
    desk.press("Noted, 12:00", "Add detail")
    desk.until(lambda: desk.root.window_is_seen)
    assert count() == 1


def test_quitting_takes_every_notice_off(desk: Desk) -> None:
    desk.remind("drink")
    desk.later()
    desk.wait_for("Note what you drank")
    desk.root.leave()
    assert desk.left
    desk.end()
    assert desk.server.up == {}


def test_erasing_everything_switches_reminders_off_and_their_notices_away(desk: Desk) -> None:
    desk.remind("drink")
    desk.later()
    desk.wait_for("Note what you drank")
    residence = desk.root.reminders.residence
    assert residence.set_at_login(True) == (True, "")
    desk.root.keeping.erase_everything()
    desk.until(lambda: not desk.server.up)
    assert residence.at_login() == (False, "")
    assert not any(rule.enabled for rule in desk.service.rules)
    desk.later(24 * HOUR)
    assert desk.shown() == []


def test_the_command_line_answers_for_what_is_on_the_screen(desk: Desk) -> None:
    desk.remind("drink")
    desk.later()
    desk.wait_for("Note what you drank")
    told = desk.root.reminders.answer({"reminders": "done", "id": "drink"})
    assert str(told["said"]).startswith("drink is done; next 14:00")
    desk.until(lambda: not desk.server.up)
    assert desk.drunk() == (250, 0)
