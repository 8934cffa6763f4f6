"""From a twitch to relief through the real composition root: log, relax the place, answer, kept."""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from shiboken6 import delete

from relaxapp.app.root import Root
from relaxapp.journal.entries import Relief
from relaxapp.journal.store import EpisodeFilter
from relaxapp.services import Services
from relaxapp.ui.area_end import AreaEnd
from relaxapp.ui.course_page import CoursePage
from relaxapp.ui.history_page import SessionHistory
from relaxapp.ui.player_page import PlayerPage
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "systemTrayWindowChanged", extend=True
)


@pytest.fixture
def root(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Root]:
    services = Services(FakeClock(datetime(2026, 3, 14, 12, tzinfo=UTC)), {}, tmp_path / "data")
    services.alone = True
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    font, sheet = qapp.font(), qapp.styleSheet()
    stays = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    monkeypatch.setattr(qapp, "quit", lambda: None)
    made = Root(qapp, services)
    made.open()
    qtbot.waitUntil(lambda: made._awake and made.house._desk is not None)
    yield made
    made.end()
    made.house.look.setParent(None)
    around = made._around
    delete(made.house.window)
    delete(made)
    delete(around)
    services.close_journal()
    for number, was in before.items():
        signal.signal(number, was)
    qapp.setQuitOnLastWindowClosed(stays)
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_from_a_twitch_to_relief(root: Root) -> None:
    house = root.house
    house.log(running=False)
    desk, flow = house._desk, house._flow
    assert desk is not None
    assert flow is not None
    assert desk.strip is not None
    desk.strip.sites.chip("calf.left").click()
    desk.strip.ease.click()
    player = flow.view
    assert isinstance(player, PlayerPage)
    assert house.window.rail.isHidden()
    player.stop()
    end = flow.view
    assert isinstance(end, AreaEnd)
    end.feels._buttons[3].click()
    end.done.emit()
    assert flow.view is flow.sessions
    store = root.services.store
    assert store is not None
    (episode,) = store.episodes(EpisodeFilter(), 5)
    assert episode.sites == ("calf.left",)
    assert episode.relief == (Relief("session", None, 3, "relax-area"),)
    (record,) = store.sessions()
    assert (record.session_id, 120 <= record.planned_s <= 240) == ("relax-area", True)


def test_the_course_and_the_history_are_at_hand(root: Root) -> None:
    flow = root.house._flow
    assert flow is not None
    course, history = flow.sessions.ways
    course.click()
    assert isinstance(flow.view, CoursePage)
    flow.view.leave.emit()
    history.click()
    assert isinstance(flow.view, SessionHistory)
    flow.view.leave.emit()
    assert flow.view is flow.sessions
