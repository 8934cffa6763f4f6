"""From a twitch to relief through the real composition root: log, relax the place, answer, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relaxapp.journal.entries import Relief
from relaxapp.journal.store import EpisodeFilter
from relaxapp.ui.area_end import AreaEnd
from relaxapp.ui.course_page import CoursePage
from relaxapp.ui.history_page import SessionHistory
from relaxapp.ui.player_page import PlayerPage
from tests.e2e.homes import at_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from relaxapp.app.root import Root

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "systemTrayWindowChanged", extend=True
)


@pytest.fixture
def root(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Root]:
    monkeypatch.setattr(qapp, "quit", lambda: None)
    with at_home(qtbot, qapp, tmp_path / "data") as made:
        yield made


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
