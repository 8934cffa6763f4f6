"""What goes on around a session: the screen is kept on while it plays, the desktop sees it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.keep_awake import KeepAwake
from relaxapp.app import attendant as module
from relaxapp.app.attendant import Attendant
from relaxapp.settings import Motion, Settings, Theme
from relaxapp.ui.flow import SessionFlow
from relaxapp.ui.ports import Page
from relaxapp.ui.theme import Look
from relaxapp.ui.window import MainWindow
from tests.fakes import FakeClock
from tests.ui.conftest import DRAWING
from tests.ui.fakes import FakePractice, FakeSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from relaxapp.adapters.mpris import Playing, Steering

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class FakeMedia:
    """Stands in for the media player on the bus."""

    def __init__(self, *_: object) -> None:
        self.steer: Steering | None = None
        self.shown: list[Playing] = []

    def open(self, steer: Steering, now: Playing) -> None:
        self.steer = steer
        self.shown.append(now)

    def show(self, now: Playing) -> None:
        self.shown.append(now)

    def close(self) -> None:
        self.steer = None


class FakeAwake(KeepAwake):
    on = False

    def switch(self, *, on: bool) -> None:
        self.on = on


class Scene:
    """A flow in a window, and an attendant with a fake desktop."""

    def __init__(self, qapp: QApplication, settings: Settings) -> None:
        self.look = Look(qapp, Theme.LIGHT, Motion.REDUCED)
        self.settings, self.practice = FakeSettings(settings), FakePractice()
        self.flow = SessionFlow(self.look, self.practice, self.settings, DRAWING)
        page = Page("sessions", "Sessions", "sessions", lambda: self.flow)
        self.window = MainWindow(self.look, (page,), self.settings)
        self.flow.attach(self.window)
        services = SimpleNamespace(clock=FakeClock())
        root: Any = SimpleNamespace(settings=self.settings, bus=object(), services=services)
        self.attendant = Attendant(root, self.flow, self.window)
        self.flow.began.connect(self._attend)

    def _attend(self) -> None:
        assert self.flow.playing is not None
        self.attendant.attend(self.flow.playing)

    @property
    def media(self) -> Any:
        return self.attendant._media

    @property
    def awake(self) -> bool:
        return bool(self.attendant._awake.on)  # type: ignore[attr-defined]  # it is the fake


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def scene(
    qtbot: QtBot, qapp: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scene]:
    pytest.importorskip("jeepney")  # only Linux has it
    monkeypatch.setattr(module, "KeepAwake", FakeAwake)
    monkeypatch.setattr("relaxapp.adapters.mpris.MediaPlayer", FakeMedia)
    made = Scene(qapp, settings)
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitUntil(lambda: made.window.stack.count() > 0)
    made.flow.start_now("soften")
    yield made
    made.attendant.end()
    made.window.close()
    made.look.setParent(None)


def test_the_screen_is_kept_on_while_it_plays_and_not_while_it_is_paused(scene: Scene) -> None:
    assert scene.awake
    scene.media.steer.toggle()
    assert not scene.awake
    assert scene.media.shown[-1].status == "Paused"
    scene.media.steer.toggle()
    assert scene.awake


def test_the_desktop_steers_it_and_sees_at_once_what_came_of_it(scene: Scene) -> None:
    assert scene.media.shown[0].title == "Soften"
    assert scene.practice.player is not None
    assert scene.media.shown[0].length == scene.practice.player.length
    scene.media.steer.seek_to(70)
    assert scene.media.shown[-1].position == 70
    scene.media.steer.seek_by(-10)
    assert scene.media.shown[-1].position == 60
    scene.media.steer.next_step()
    assert scene.media.shown[-1].position > 60
    scene.media.steer.previous_step()
    scene.media.steer.come_up()
    assert scene.window.isVisible()


def test_it_ends_from_the_desktop_and_nothing_is_left(scene: Scene) -> None:
    scene.media.steer.stop()
    assert scene.flow.playing is None
    assert scene.media.steer is None
    assert not scene.awake


def test_it_is_over_when_the_window_is_closed(scene: Scene) -> None:
    scene.window.close()
    assert scene.media.steer is None
    assert not scene.awake


@pytest.mark.parametrize("settings", [Settings().with_(discreet=True)])
def test_who_is_discreet_shows_no_title(scene: Scene) -> None:
    assert {now.title for now in scene.media.shown} == {"relaxapp"}
