"""A session on a real bus as a media player, seen and steered by a stranger, and by playerctl."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.bus_words import body_of, why_not
from relaxapp.adapters.mpris import NAME, PATH, PLAYER, MediaPlayer, Playing
from relaxapp.adapters.session_bus import SessionBus
from tests.adapters.bus_fakes import WAIT_MS, Daemon, running_daemon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

jeepney = pytest.importorskip("jeepney")  # only Linux has it

PROPERTIES = "org.freedesktop.DBus.Properties"
SOFTEN = Playing("Soften", 410.0, 12.5, "Playing")
Ask = "Callable[..., Any]"


class FakeSteer:
    def __init__(self) -> None:
        self.told: list[str] = []

    def toggle(self) -> None:
        self.told.append("toggle")

    def stop(self) -> None:
        self.told.append("stop")

    def next_step(self) -> None:
        self.told.append("next")

    def previous_step(self) -> None:
        self.told.append("previous")

    def seek_by(self, seconds: float) -> None:
        self.told.append(f"by {seconds:g}")

    def seek_to(self, seconds: float) -> None:
        self.told.append(f"to {seconds:g}")

    def come_up(self) -> None:
        self.told.append("up")


class Hand:
    """A clock moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    with running_daemon(tmp_path) as daemon:
        yield daemon


@pytest.fixture
def bus(daemon: Daemon, qtbot: QtBot) -> Iterator[SessionBus]:
    bus = SessionBus(daemon.address, retry_s=0.02)
    bus.start()
    yield bus
    bus.end()
    bus.deleteLater()


@pytest.fixture
def other(daemon: Daemon, qtbot: QtBot) -> Iterator[SessionBus]:
    bus = SessionBus(daemon.address, retry_s=0.02)
    bus.start()
    qtbot.waitUntil(lambda: bus.connected, timeout=WAIT_MS)
    yield bus
    bus.end()
    bus.deleteLater()


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def steer() -> FakeSteer:
    return FakeSteer()


@pytest.fixture
def owner(other: SessionBus) -> list[str]:
    """Return a list whose last entry is who has the name."""
    told: list[str] = []
    other.follow(NAME, told.append)
    return told


@pytest.fixture
def media(
    bus: SessionBus, clock: Hand, steer: FakeSteer, owner: list[str], qtbot: QtBot
) -> MediaPlayer:
    made = MediaPlayer(bus, clock)
    made.open(steer, SOFTEN)
    qtbot.waitUntil(lambda: bool(owner and owner[-1]), timeout=WAIT_MS)
    return made


@pytest.fixture
def ask(other: SessionBus, qtbot: QtBot) -> Callable[..., Any]:
    def call(member: str, kind: str = "", *body: Any, interface: str = PLAYER) -> Any:
        told: list[Any] = []
        address = jeepney.DBusAddress(PATH, NAME, interface)
        other.call(jeepney.new_method_call(address, member, kind, body), told.append)
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
        return told[0]

    return call


def value(ask: Any, name: str, interface: str = PLAYER) -> Any:
    body = body_of(ask("Get", "ss", interface, name, interface=PROPERTIES), "v")
    assert body is not None
    return body[0][1]


def test_it_is_there_with_title_length_and_position(media: MediaPlayer, ask: Ask) -> None:
    assert value(ask, "PlaybackStatus") == "Playing"
    assert value(ask, "Position") == 12_500_000
    metadata = value(ask, "Metadata")
    assert metadata["xesam:title"] == ("s", "Soften")
    assert metadata["mpris:length"] == ("x", 410_000_000)
    assert value(ask, "Identity", "org.mpris.MediaPlayer2") == "relaxapp"


@pytest.mark.parametrize(
    ("member", "told"),
    [
        ("PlayPause", ["toggle"]),
        ("Pause", ["toggle"]),
        ("Play", []),  # it plays already
        ("Stop", ["stop"]),
        ("Next", ["next"]),
        ("Previous", ["previous"]),
    ],
)
def test_it_is_steered(
    media: MediaPlayer, ask: Ask, steer: FakeSteer, member: str, told: list[str]
) -> None:
    assert body_of(ask(member), "") == ()
    assert steer.told == told


def test_a_paused_session_plays_on_and_pausing_it_again_does_nothing(
    media: MediaPlayer, ask: Ask, steer: FakeSteer
) -> None:
    media.show(SOFTEN._replace(status="Paused"))
    ask("Pause")
    assert steer.told == []
    ask("Play")
    assert steer.told == ["toggle"]


def test_it_seeks_by_and_to_but_not_to_where_nothing_is(
    media: MediaPlayer, ask: Ask, steer: FakeSteer
) -> None:
    track = value(ask, "Metadata")["mpris:trackid"][1]
    ask("Seek", "x", -10_000_000)
    ask("SetPosition", "ox", track, 60_000_000)
    ask("SetPosition", "ox", track, 500_000_000)
    ask("SetPosition", "ox", track, -1)
    ask("SetPosition", "ox", "/another/track", 30_000_000)
    assert steer.told == ["by -10", "to 60"]


def test_the_window_comes_up_and_what_it_cannot_do_is_refused(
    media: MediaPlayer, ask: Ask, steer: FakeSteer
) -> None:
    ask("Raise", interface="org.mpris.MediaPlayer2")
    assert steer.told == ["up"]
    assert "NotSupported" in why_not(ask("Quit", interface="org.mpris.MediaPlayer2"))
    assert "NotSupported" in why_not(ask("OpenUri", "s", "file:///tea.ogg"))


def test_changes_and_jumps_are_told_and_time_going_on_is_not(
    media: MediaPlayer, bus: SessionBus, other: SessionBus, ask: Ask, clock: Hand, qtbot: QtBot
) -> None:
    told: list[tuple[Any, ...]] = []
    other.listen(lambda m: told.append(m.body), sender=NAME, interface=PLAYER)
    other.listen(lambda m: told.append(m.body), sender=NAME, interface=PROPERTIES)
    value(ask, "Position")  # the bus has heard by now what we listen to

    def show(seconds: float, now: Playing) -> list[tuple[Any, ...]]:
        told.clear()
        clock.now += seconds
        media.show(now)
        value(ask, "Position")  # what was told before has come
        return list(told)

    assert show(5, SOFTEN._replace(position=17.6)) == []
    assert show(1, SOFTEN._replace(position=60.0)) == [(60_000_000,)]
    paused = SOFTEN._replace(position=60.0, status="Paused")
    assert show(0, paused) == [(PLAYER, {"PlaybackStatus": ("s", "Paused")}, [])]
    assert show(300, paused) == [], "it stood still"
    ((_, changed, _), sought) = show(0, Playing("Cramp Now", 90.0, 0.0, "Paused"))
    assert changed["Metadata"][1]["xesam:title"] == ("s", "Cramp Now")
    assert changed["Metadata"][1]["mpris:trackid"] != ("o", "/io/relaxapp/session/1")
    assert sought == (0,)


def test_it_goes_with_the_session_and_comes_with_the_next(
    media: MediaPlayer, steer: FakeSteer, owner: list[str], ask: Ask, qtbot: QtBot
) -> None:
    media.close()
    qtbot.waitUntil(lambda: owner[-1] == "", timeout=WAIT_MS)
    media.show(SOFTEN)
    media.close()
    media.open(steer, SOFTEN._replace(title="Scan"))
    qtbot.waitUntil(lambda: owner[-1] != "", timeout=WAIT_MS)
    assert value(ask, "Metadata")["xesam:title"] == ("s", "Scan")


def test_it_comes_back_with_a_bus_that_was_lost(
    media: MediaPlayer, daemon: Daemon, owner: list[str], ask: Ask, qtbot: QtBot
) -> None:
    daemon.kill()
    qtbot.waitUntil(lambda: owner[-1] == "", timeout=WAIT_MS)
    daemon.start()
    qtbot.waitUntil(lambda: owner[-1] != "", timeout=WAIT_MS)
    assert value(ask, "Position") == 12_500_000


def test_a_second_relaxapp_is_there_beside_the_first(
    media: MediaPlayer, other: SessionBus, steer: FakeSteer, clock: Hand, qtbot: QtBot
) -> None:
    told: list[str] = []
    name = f"{NAME}.instance{os.getpid()}"
    other.follow(name, told.append)
    second = MediaPlayer(other, clock)
    second.open(steer, SOFTEN)
    qtbot.waitUntil(lambda: told[-1:] == [other.unique_name], timeout=WAIT_MS)
    second.close()
    qtbot.waitUntil(lambda: told[-1] == "", timeout=WAIT_MS)


@pytest.mark.skipif(shutil.which("playerctl") is None, reason="needs playerctl")
def test_playerctl_sees_and_steers_it(
    media: MediaPlayer, daemon: Daemon, steer: FakeSteer, qtbot: QtBot
) -> None:
    def run(*words: str) -> str:
        with subprocess.Popen(
            ["playerctl", "-p", "relaxapp", *words],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": daemon.address},
        ) as process:
            qtbot.waitUntil(lambda: process.poll() is not None, timeout=WAIT_MS)
            assert process.stdout is not None
            return process.stdout.read().strip()

    assert run("metadata", "title") == "Soften"
    assert run("metadata", "mpris:length") == "410000000"
    assert run("status") == "Playing"
    assert float(run("position")) == pytest.approx(12.5, abs=1)  # it counts on by itself
    for word in ("pause", "play-pause", "next", "previous", "stop"):
        run(word)
    run("position", "60")
    run("position", "10+")
    qtbot.waitUntil(lambda: len(steer.told) == 7, timeout=WAIT_MS)  # it may not wait for answers
    assert steer.told == ["toggle", "toggle", "next", "previous", "stop", "to 60", "by 10"]
