"""Do not disturb: what the services answer, and what dconf's file holds."""

from __future__ import annotations

import base64
import itertools
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.bus_ask import Once, ask_all, truths
from relaxapp.adapters.gvdb import find, read_truth
from relaxapp.adapters.holds_dnd import QUESTIONS, settings_say
from relaxapp.reminders.ports import Hold
from tests.buses import FakeService

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Written by dconf 0.40: GNOME's banners off, MATE's do-not-disturb on, a clock format.
DCONF = base64.b64decode(
    "R1ZhcmlhbnQAAAAAAAAAABgAAABwAQAAAAAAKAwAAAAAAAAAAQAAAAIAAAACAAAAAgAAAAIAAAAEAAAABQAAAAgA"
    "AAAKAAAACwAAAAwAAAA4/r7iAwAAAHABAAAUAEwAhAEAAIgBAADZgrUcCwAAAIgBAAAMAHYAmAEAAJsBAAA5xTtP"
    "CgAAAJsBAAAKAEwAqAEAAKwBAACB0SAZBgAAAKwBAAAFAEwAtAEAALgBAAAqr5uNCwAAALgBAAATAHYA0AEAANMB"
    "AAA7b6oJAgAAANMBAAAMAHYA4AEAAOYBAABLUJALCAAAAOYBAAAEAEwA7AEAAPQBAABz/0YFAAAAAPQBAAAOAHYA"
    "CAIAAAsCAADUtQIA/////wsCAAABAEwADAIAABACAACwtyQwBgAAABACAAAGAEwAGAIAABwCAAC5iP3aCQAAABwC"
    "AAAIAEwAJAIAACwCAADCHYyFCgAAACwCAAAOAEwAPAIAAEQCAABub3RpZmljYXRpb24tZGFlbW9uLwcAAABzaG93"
    "LWJhbm5lcnMAAAAAAABiaW50ZXJmYWNlLwAAAAUAAABtYXRlLwAAAAAAAABzaG93LWluLWxvY2stc2NyZWVuAAAA"
    "AAABAGJjbG9jay1mb3JtYXQAMjRoAABzb3JnLwAACQAAAAMAAABkby1ub3QtZGlzdHVyYgAAAAAAAAEAYi8GAAAA"
    "Z25vbWUvAAAKAAAAZGVza3RvcC8CAAAACwAAAG5vdGlmaWNhdGlvbnMvAAABAAAABAAAAA=="
)
BANNERS = "/org/gnome/desktop/notifications/show-banners"


def ticking(step: float) -> Callable[[], float]:
    """Return a clock that is further at each look, so that a silent service costs no waiting."""
    seconds = itertools.count()
    return lambda: next(seconds) * step


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "config" / "dconf"
    folder.mkdir(parents=True)
    (folder / "user").write_bytes(DCONF)
    return {"XDG_CONFIG_HOME": str(tmp_path / "config")}


@pytest.mark.parametrize(
    ("desktop", "holds"),
    [
        ("GNOME", (Hold.DO_NOT_DISTURB,)),
        ("ubuntu:GNOME", (Hold.DO_NOT_DISTURB,)),
        ("MATE", (Hold.DO_NOT_DISTURB,)),
        ("X-Cinnamon", ()),  # never set there
        ("KDE", ()),  # GNOME's setting says nothing about another desktop
        ("", ()),
    ],
)
def test_the_setting_of_this_desktop_counts(
    home: dict[str, str], desktop: str, holds: tuple[Hold, ...]
) -> None:
    assert tuple(settings_say({**home, "XDG_CURRENT_DESKTOP": desktop})) == holds


def test_without_settings_one_may_disturb(tmp_path: Path) -> None:
    assert not tuple(settings_say({"HOME": str(tmp_path), "XDG_CURRENT_DESKTOP": "GNOME"}))


def test_values_and_what_is_none(tmp_path: Path) -> None:
    (file := tmp_path / "user").write_bytes(DCONF)
    assert read_truth(file, BANNERS) is False
    assert read_truth(file, "/org/gnome/desktop/interface/clock-format") is None
    assert read_truth(file, "/org/gnome/desktop/notifications/") is None
    assert read_truth(file, "/org/nothing") is None


def test_a_damaged_file_is_refused_and_nothing_worse() -> None:
    for length in range(0, len(DCONF), 7):
        try:
            assert find(DCONF[:length], BANNERS) in {None, b"\0\0b", b"\0\0", b"\0", b""}
        except ValueError:
            continue
    for at in range(0, len(DCONF), 3):
        damaged = bytearray(DCONF)
        damaged[at] ^= 0xFF
        try:
            find(bytes(damaged), BANNERS)
        except ValueError:
            continue


def yes(question_at: int) -> bool:
    """Ask all, with a clock that gives up soon; return the answer of one."""
    answers = truths(ask_all("SESSION", QUESTIONS, ticking(0.01)), Once())
    return answers.get(QUESTIONS[question_at], False)


@pytest.mark.parametrize(
    ("service", "member", "answer", "at"),
    [
        ("org.freedesktop.Notifications", "Inhibited", ("v", (("b", True),)), 0),
        ("org.freedesktop.Notifications", "paused", ("v", (("b", True),)), 1),
        ("org.xfce.Xfconf", "GetProperty", ("v", (("b", True),)), 2),
        ("org.erikreider.swaync", "GetDnd", ("b", (True,)), 3),
    ],
)
@pytest.mark.usefixtures("own_session_bus")
def test_each_desktops_own_way(
    service: str, member: str, answer: tuple[str, tuple[Any, ...]], at: int
) -> None:
    with FakeService(service, {member: answer}) as fake:
        assert yes(at)
        fake.answers[member] = ("v", (("b", False),))
        assert not yes(at)
        for nonsense in (("v", (("s", "yes"),)), ("u", (1,)), ("as", (["yes"],)), ("", ())):
            fake.answers[member] = nonsense
            assert not yes(at)
        fake.answers[member] = None  # hangs
        assert not yes(at)
        fake.answers.clear()  # an error
        assert not yes(at)
    assert not yes(at)  # nobody is there
    with FakeService(service, {member: answer}):
        assert yes(at)  # it came back


@pytest.mark.usefixtures("own_session_bus")
def test_what_is_missing_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    once = Once()
    with caplog.at_level("INFO"):
        for _ in range(2):
            assert not truths(ask_all("SESSION", QUESTIONS, ticking(0.01)), once)
    assert len(caplog.records) == 1
    assert "swaync" in caplog.text
