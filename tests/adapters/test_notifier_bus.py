"""Notices on a real bus, shown by a notification server that does what the test says."""

from __future__ import annotations

import logging
import os
import shlex
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters import notifier_bus
from relaxapp.adapters.notifier_bus import BusNotifier
from relaxapp.adapters.paths import PACKAGE
from relaxapp.adapters.session_bus import SessionBus
from relaxapp.reminders.ports import Button, Notice
from tests.adapters.bus_fakes import WAIT_MS, WAIT_S, Daemon, Heard, NoticeServer, running_daemon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytest.importorskip("jeepney")  # only Linux has it

DRINK = Notice(
    "drink",
    "Time for a drink",
    "A glass of water <now> & then?",
    (Button("log:250", "250 ml"), Button("more", "Another amount"), Button("skip", "Skip")),
)
MOVE = Notice("move", "Move a little", "Shake out your arms")
LATER = Notice("drink", "Still time for a drink", "", (Button("done", "Done"),))


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    with running_daemon(tmp_path) as daemon:
        yield daemon


@pytest.fixture
def server(daemon: Daemon) -> Iterator[NoticeServer]:
    server = NoticeServer(daemon.address, "actions", "body", "body-markup", "sound")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def bus(daemon: Daemon, qtbot: QtBot) -> Iterator[SessionBus]:
    bus = SessionBus(daemon.address, retry_s=0.02)
    yield bus
    bus.end()
    bus.deleteLater()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def notifier(bus: SessionBus, heard: Heard) -> Iterator[BusNotifier]:
    notifier = BusNotifier(heard, bus)
    yield notifier
    notifier.end()


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], Any]], None]:
    def wait(met: Callable[[], Any]) -> None:
        qtbot.waitUntil(lambda: bool(met()), timeout=WAIT_MS)

    return wait


Until = "Callable[[Callable[[], Any]], None]"


@pytest.fixture
def ready(
    server: NoticeServer, bus: SessionBus, notifier: BusNotifier, heard: Heard, until: Until
) -> None:
    """Let the notifier know its server."""
    bus.start()
    until(lambda: notifier.present and notifier._skills is not None)


@pytest.fixture
def drink(ready: None, notifier: BusNotifier, server: NoticeServer, until: Until) -> int:
    """Show the drink; returns its number on the server."""
    notifier.show(DRINK)
    until(lambda: up(notifier) == {"drink"})
    (number,) = server.up
    return number


def up(notifier: BusNotifier) -> set[str]:
    return {key for key, shown in notifier._shown.items() if shown.stage == "up"}


class Held:
    """Holds the server's replies to one method back until they are let go."""

    def __init__(self, server: NoticeServer, member: str) -> None:
        self.arrived = threading.Semaphore(0)
        self._go = threading.Event()
        self._member = member
        server.before = self._before

    def _before(self, member: str, _answer: Any) -> None:
        if member == self._member:
            self.arrived.release()
            assert self._go.wait(WAIT_S)

    def wait(self) -> None:
        assert self.arrived.acquire(timeout=WAIT_S)

    def let_go(self) -> None:
        self._go.set()


# ------------------------------------------------------------------------------- what is sent


def test_a_notice_is_sent_with_its_values_in_their_types(drink: int, server: NoticeServer) -> None:
    name, replaces, icon, title, text, actions, hints, timeout = server.up[drink]
    assert (name, replaces, icon, timeout) == ("relaxapp", 0, "relaxapp", -1)
    assert title == "Time for a drink"
    assert text == "A glass of water &lt;now&gt; &amp; then?"
    assert actions[6:] == ["default", "Open"]
    assert actions[:6] == ["log:250", "250 ml", "more", "Another amount", "skip", "Skip"]
    assert hints == {
        "urgency": ("y", 1),
        "category": ("s", "x-relaxapp.reminder"),
        "desktop-entry": ("s", "relaxapp"),
        "suppress-sound": ("b", True),
    }


def test_sound_is_asked_for_by_name(
    ready: None, notifier: BusNotifier, server: NoticeServer, until: Until
) -> None:
    notifier.show(Notice("bell", "Bell", "Ding", sound=True))
    until(lambda: server.up)
    hints = server.up[1][6]
    assert hints["suppress-sound"] == ("b", False)
    assert hints["sound-name"] == ("s", "message-new-instant")


def test_what_no_message_may_hold_is_left_out(
    ready: None, notifier: BusNotifier, server: NoticeServer, until: Until
) -> None:
    notifier.show(Notice("odd", "a\0b\ud800", "", (Button("x", "\0"),)))
    until(lambda: server.up)
    assert server.up[1][3] == "ab?"


def test_a_server_without_actions_gets_none(
    daemon: Daemon, bus: SessionBus, notifier: BusNotifier, heard: Heard, until: Until
) -> None:
    server = NoticeServer(daemon.address, "body")
    server.start()
    bus.start()
    until(lambda: notifier.present and not notifier.buttons)
    assert heard.changes > 0
    notifier.show(DRINK)
    until(lambda: server.up)
    assert server.up[1][5] == []
    assert server.up[1][4] == DRINK.text  # and no markup is no reason to escape
    server.kill()


def test_one_key_is_replaced_and_never_stacks(
    drink: int, notifier: BusNotifier, server: NoticeServer, until: Until
) -> None:
    notifier.show(MOVE)
    for number in range(5):
        notifier.show(Notice("drink", f"Drink {number}", ""))
    until(lambda: server.up[drink][3] == "Drink 4" and up(notifier) == {"drink", "move"})
    assert server.most == 2
    assert [body[3] for body in server.of("Notify") if body[3].startswith("Drink")] == [
        "Drink 0",  # those that came while it was on its way are of no interest any more
        "Drink 4",
    ]


def test_a_number_that_the_server_forgot_is_not_used_again(
    drink: int, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    server.close(drink, 1)
    until(lambda: heard.told == [("closed", "drink", "expired")])
    notifier.show(LATER)
    until(lambda: up(notifier) == {"drink"})
    assert server.of("Notify")[-1][1] == 0


def test_a_server_that_cannot_replace_has_the_old_one_closed(
    drink: int, notifier: BusNotifier, server: NoticeServer, until: Until
) -> None:
    def stack(*body: Any) -> Any:
        server.up[7] = body
        return ("u", (7,))

    server.answers["Notify"] = stack
    notifier.show(LATER)
    until(lambda: set(server.up) == {7})
    assert server.of("CloseNotification") == [(drink,)]


# ------------------------------------------------------------------------------- what is told


def test_a_press_is_told_once_and_its_closing_is_not(
    drink: int, server: NoticeServer, heard: Heard, notifier: BusNotifier, until: Until
) -> None:
    tokens: list[str | None] = []
    heard.on_press = lambda _key, _button: tokens.append(os.environ.get("XDG_ACTIVATION_TOKEN"))
    server.press(drink, "log:250")
    server.press(drink, "skip")
    server.close(drink, 2)
    notifier.show(MOVE)
    until(lambda: up(notifier) == {"move"})
    assert heard.told == [("pressed", "drink", "log:250")]
    assert tokens == ["token"]
    assert "XDG_ACTIVATION_TOKEN" not in os.environ


def test_a_pressed_notice_is_taken_off_where_the_server_leaves_it(
    drink: int, server: NoticeServer, heard: Heard, until: Until
) -> None:
    server.press(drink, "default")
    until(lambda: heard.told == [("pressed", "drink", "default")] and not server.up)


def test_a_press_may_show_the_next_notice_of_its_key(
    drink: int, server: NoticeServer, heard: Heard, notifier: BusNotifier, until: Until
) -> None:
    heard.on_press = lambda _key, _button: notifier.show(LATER)
    server.press(drink, "more")
    until(lambda: [body[3] for body in server.up.values()] == [LATER.title])
    until(lambda: up(notifier) == {"drink"})
    assert heard.told == [("pressed", "drink", "more")]


@pytest.mark.parametrize(
    ("reason", "how"), [(1, "expired"), (2, "dismissed"), (3, "withdrawn"), (4, "expired")]
)
def test_how_it_closed_is_told(
    drink: int, server: NoticeServer, heard: Heard, until: Until, reason: int, how: str
) -> None:
    server.close(drink, reason)
    until(lambda: heard.told == [("closed", "drink", how)])


def test_numbers_of_other_programs_are_none_of_ours(
    drink: int, server: NoticeServer, heard: Heard, until: Until
) -> None:
    server.press(drink + 1, "default")
    server.close(drink + 1, 2)
    server.emit("ActionInvoked", "ss", "1", "default")
    server.emit("NotificationClosed", "us", drink, "gone")
    server.close(drink, 1)
    until(lambda: heard.told)
    assert heard.told == [("closed", "drink", "expired")]


def test_withdrawing_takes_it_off_and_is_told_once(
    drink: int, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    notifier.withdraw("drink")
    notifier.withdraw("drink")
    notifier.withdraw("nobody")
    until(lambda: not server.up and heard.told)
    notifier.show(MOVE)
    until(lambda: up(notifier) == {"move"})
    assert heard.told == [("closed", "drink", "withdrawn")]


def test_withdrawn_and_shown_again_it_counts_as_shown(
    drink: int, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    notifier.withdraw("drink")
    notifier.show(LATER)
    until(lambda: up(notifier) == {"drink"} and len(server.up) == 1)
    assert heard.told == []
    assert server.most == 1


# ------------------------------------------------------- before the server has told the number


def test_a_press_before_the_number_is_told_is_matched_up(
    ready: None, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    server.before = lambda member, _answer: server.press(1, "skip") if member == "Notify" else None
    notifier.show(DRINK)
    until(lambda: heard.told == [("pressed", "drink", "skip")])
    until(lambda: not server.up)


def test_a_close_before_the_number_is_told_is_matched_up(
    ready: None, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    server.before = lambda member, _answer: server.close(1, 2) if member == "Notify" else None
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "dismissed")])
    assert not notifier._shown
    assert not notifier._early


def test_withdrawn_before_the_number_is_told(
    ready: None, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    held = Held(server, "Notify")
    notifier.show(DRINK)
    held.wait()
    notifier.show(LATER)
    notifier.withdraw("drink")
    notifier.withdraw("drink")
    held.let_go()
    until(lambda: not server.up and not notifier._shown)
    assert heard.told == [("closed", "drink", "withdrawn")]
    assert len(server.of("Notify")) == 1


def test_withdrawn_and_shown_again_before_the_number_is_told(
    ready: None, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    held = Held(server, "Notify")
    notifier.show(DRINK)
    held.wait()
    notifier.withdraw("drink")
    notifier.show(LATER)
    held.let_go()
    until(lambda: up(notifier) == {"drink"})
    assert [body[3] for body in server.up.values()] == [LATER.title]
    assert heard.told == []


def test_the_old_one_pressed_while_the_new_one_is_on_its_way(
    drink: int, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    held = Held(server, "Notify")
    notifier.show(LATER)
    held.wait()
    server.press(drink, "log:250")
    until(lambda: heard.told == [("pressed", "drink", "log:250")])
    held.let_go()
    until(lambda: not server.up and not notifier._shown)
    assert len(heard.told) == 1


def test_the_old_one_closed_while_the_new_one_is_on_its_way(
    drink: int, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    def anew(*body: Any) -> Any:
        server.close(drink, 1)
        server.up[9] = body
        return ("u", (9,))

    server.answers["Notify"] = anew
    notifier.show(LATER)
    until(lambda: up(notifier) == {"drink"})
    assert set(server.up) == {9}
    assert heard.told == []
    server.press(9, "done")
    until(lambda: heard.told == [("pressed", "drink", "done")])


# ------------------------------------------------------------ servers that come, go and fail


def test_a_killed_server_is_survived(
    drink: int, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    changes = heard.changes
    server.kill()
    until(lambda: heard.told == [("closed", "drink", "lost")] and heard.changes > changes)
    assert not notifier.present
    assert not notifier.buttons
    notifier.show(MOVE)
    until(lambda: heard.told[1:] == [("closed", "move", "lost")])
    server.start()
    until(lambda: notifier.present and notifier.buttons)
    notifier.show(LATER)
    until(lambda: up(notifier) == {"drink"})
    assert server.of("Notify")[-1][1] == 0
    assert len(heard.told) == 2


def test_killed_while_a_notice_is_on_its_way(
    ready: None, notifier: BusNotifier, server: NoticeServer, heard: Heard, until: Until
) -> None:
    server.answers["Notify"] = lambda *_body: None
    notifier.show(DRINK)
    until(lambda: server.of("Notify"))
    server.kill()
    until(lambda: heard.told == [("closed", "drink", "lost")])
    assert not notifier._shown


def test_a_server_that_falls_over_a_notice_is_not_started_for_it_again_at_once(
    daemon: Daemon,
    bus: SessionBus,
    notifier: BusNotifier,
    server: NoticeServer,
    heard: Heard,
    until: Until,
) -> None:
    startable(daemon, "/bin/false")  # it would be, were it asked for
    server.kill()
    daemon.kill()
    daemon.start()
    server.start()
    bus.start()
    until(lambda: notifier.present and notifier._skills is not None)
    server.answers["Notify"] = lambda *_body: None
    notifier.show(DRINK)
    until(lambda: server.of("Notify"))
    server.kill()
    until(lambda: heard.told == [("closed", "drink", "lost")] and notifier._server.reachable)
    assert not notifier.present


def test_another_server_takes_over_with_other_skills(
    drink: int,
    daemon: Daemon,
    notifier: BusNotifier,
    server: NoticeServer,
    heard: Heard,
    until: Until,
) -> None:
    server.kill()
    plain = NoticeServer(daemon.address, "body")
    plain.start()
    until(lambda: notifier.present and not notifier.buttons)
    assert heard.told == [("closed", "drink", "lost")]
    notifier.show(DRINK)
    until(lambda: plain.up)
    assert plain.up[1][5] == []
    plain.kill()


def test_the_bus_itself_is_killed(
    drink: int,
    daemon: Daemon,
    notifier: BusNotifier,
    server: NoticeServer,
    heard: Heard,
    until: Until,
) -> None:
    daemon.kill()
    until(lambda: heard.told == [("closed", "drink", "lost")] and not notifier.present)
    notifier.withdraw("drink")
    notifier.show(MOVE)
    until(lambda: ("closed", "move", "lost") in heard.told)
    server.kill()
    daemon.start()
    server.start()
    until(lambda: notifier.present and notifier.buttons)
    notifier.show(LATER)
    until(lambda: up(notifier) == {"drink"})


@pytest.mark.parametrize(
    "answer",
    [("s", ("one",)), ("u", (0,)), ("uu", (1, 2)), ("", ()), ValueError("no room")],
    ids=["words", "zero", "two", "nothing", "error"],
)
def test_nonsense_for_a_number_counts_as_not_shown(
    ready: None,
    notifier: BusNotifier,
    server: NoticeServer,
    heard: Heard,
    until: Until,
    answer: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.answers["Notify"] = lambda *_body: answer
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "lost")])
    assert not notifier.present  # for a while, so that the app shows its own card
    assert "did not take a notice" in caplog.text
    server.answers["Notify"] = server._notify
    notifier.show(DRINK)
    until(lambda: up(notifier) == {"drink"})


def test_a_server_that_failed_gets_another_chance(
    ready: None,
    notifier: BusNotifier,
    server: NoticeServer,
    heard: Heard,
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("relaxapp.adapters.notifier_server.REST_S", 0.02)
    server.answers["Notify"] = lambda *_body: ("s", ("",))
    notifier.show(DRINK)
    until(lambda: heard.told)
    until(lambda: notifier.present)


def test_no_answer_counts_as_not_shown_and_a_late_notice_is_taken_off(
    ready: None,
    notifier: BusNotifier,
    server: NoticeServer,
    heard: Heard,
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notifier_bus, "NOTIFY_S", 0.01)
    held = Held(server, "Notify")
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "lost")])
    held.let_go()
    until(lambda: server.of("CloseNotification") == [(1,)] and not server.up)


@pytest.mark.parametrize("answer", [("s", ("actions",)), ValueError("what?"), ("as", ([],))])
def test_nonsense_for_skills_means_no_buttons(
    server: NoticeServer, bus: SessionBus, notifier: BusNotifier, until: Until, answer: Any
) -> None:
    server.answers["GetCapabilities"] = lambda: answer
    bus.start()
    until(lambda: notifier.present and not notifier.buttons)
    notifier.show(DRINK)
    until(lambda: up(notifier) == {"drink"})
    assert server.up[1][5] == []


def test_shown_before_the_server_said_what_it_can_do(
    server: NoticeServer, bus: SessionBus, notifier: BusNotifier, heard: Heard, until: Until
) -> None:
    held = Held(server, "GetCapabilities")
    bus.start()
    until(lambda: notifier.present)
    notifier.show(MOVE)
    notifier.withdraw("move")
    notifier.show(LATER)
    notifier.show(DRINK)
    held.let_go()
    until(lambda: up(notifier) == {"drink"})
    assert [body[3] for body in server.of("Notify")] == [DRINK.title]
    assert heard.told == [("closed", "move", "withdrawn")]


def test_nobody_there(bus: SessionBus, notifier: BusNotifier, heard: Heard, until: Until) -> None:
    assert not notifier.present
    bus.start()
    until(lambda: bus.connected)
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "lost")])
    assert not notifier.present
    assert not notifier.buttons


STARTED = """
import shlex
import sys
sys.path.insert(0, {root!r})
from tests.adapters.bus_fakes import NoticeServer
server = NoticeServer({address!r}, "actions")
server.start()
server._thread.join()
"""


def startable(daemon: Daemon, command: str) -> None:
    (daemon.services / "notices.service").write_text(
        f"[D-BUS Service]\nName=org.freedesktop.Notifications\nExec={command}\n"
    )


def test_a_server_that_its_first_use_starts_counts_as_present(
    tmp_path: Path,
    daemon: Daemon,
    bus: SessionBus,
    notifier: BusNotifier,
    heard: Heard,
    until: Until,
) -> None:
    words = {"root": str(PACKAGE.parent), "address": daemon.address}
    (script := tmp_path / "server.py").write_text(STARTED.format(**words))
    startable(daemon, shlex.join((sys.executable, str(script))))
    daemon.kill()
    daemon.start()
    bus.start()
    until(lambda: notifier.present and notifier.buttons)
    assert not notifier._server.owner  # asking whether it is there has not started it
    notifier.show(DRINK)
    until(lambda: up(notifier) == {"drink"})
    assert heard.told == []


def test_a_server_that_does_not_start(
    daemon: Daemon, bus: SessionBus, notifier: BusNotifier, heard: Heard, until: Until
) -> None:
    startable(daemon, "/bin/false")
    daemon.kill()
    daemon.start()
    bus.start()
    until(lambda: notifier.present)
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "lost")])
    assert not notifier.present


# ---------------------------------------------------------------------------------- the end


def test_at_the_end_all_are_gone_and_nothing_more_is_told(
    drink: int, bus: SessionBus, notifier: BusNotifier, server: NoticeServer, heard: Heard
) -> None:
    notifier.show(MOVE)  # its number is not told yet
    notifier.end()
    assert server.up == {}
    notifier.end()
    notifier.show(DRINK)
    notifier.withdraw("drink")
    assert len(server.of("Notify")) == 2
    assert heard.told == []


def test_a_server_that_hangs_does_not_hold_up_the_end(
    drink: int,
    notifier: BusNotifier,
    server: NoticeServer,
    heard: Heard,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(notifier_bus, "END_S", 0.05)
    server.answers["CloseNotification"] = lambda _number: None
    with caplog.at_level(logging.WARNING):
        notifier.end()
    assert not caplog.records
    assert heard.told == []
