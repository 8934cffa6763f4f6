"""A damaged journal: the window offers calm ways back, and goes on without a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from relaxapp.ui.way_back import WayBack
from tests.ui.keeping_fakes import FakeKeeping

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow
    from tests.ui.journal_fakes import FakeJournal


@pytest.fixture
def keeping() -> FakeKeeping:
    return FakeKeeping()


@pytest.fixture
def way(
    look: Look, keeping: FakeKeeping, journal: Journal, journal_window: MainWindow,
    desk: JournalDesk,
) -> WayBack:  # fmt: skip
    made = WayBack(look, keeping, journal, journal_window)
    desk.way_back = made.offer
    return made


def words(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_a_sound_journal_is_nothing_to_talk_about(way: WayBack) -> None:
    assert not way.offer()
    assert way.notice is None


def test_logging_into_a_damaged_journal_offers_ways_back_once(
    way: WayBack, keeping: FakeKeeping, port: FakeJournal, desk: JournalDesk,
    journal_window: MainWindow,
) -> None:  # fmt: skip
    keeping.broken = True
    port.refuses = "The journal is damaged."
    desk.log()
    first = way.notice
    desk.log()
    assert first is not None
    assert way.notice is first
    assert first.isVisible()
    assert way.put_back is not None
    assert way.put_back.text() == "Put back the copy of Wed 13 May 2026 09:30"
    assert "The journal is damaged." not in words(journal_window)


def test_the_copy_is_put_back_and_the_window_goes_on(
    qtbot: QtBot, way: WayBack, keeping: FakeKeeping, journal: Journal, desk: JournalDesk,
    journal_window: MainWindow,
) -> None:  # fmt: skip
    keeping.broken = True
    way.offer()
    assert way.put_back is not None
    with qtbot.waitSignals([journal.changed, way.mended]):
        way.put_back.click()
    assert keeping.calls == [("put back",)]
    assert way.notice is None
    assert "/kept/journal.db.damaged-1" in words(journal_window)
    desk.log()
    assert desk.strip is not None


def test_without_a_copy_only_a_new_one_is_offered(way: WayBack, keeping: FakeKeeping) -> None:
    keeping.broken, keeping.copy = True, None
    way.offer()
    assert way.put_back is None
    assert way.anew is not None
    way.anew.click()
    assert keeping.calls == [("anew",)]


def test_what_cannot_be_done_is_told_and_the_offer_stays(
    way: WayBack, keeping: FakeKeeping, journal_window: MainWindow
) -> None:
    keeping.broken, keeping.refuses = True, "The disk is full."
    way.offer()
    assert way.anew is not None
    way.anew.click()
    assert way.notice is not None
    assert "The disk is full." in words(journal_window)


def test_damage_found_in_a_thread_is_offered_in_the_window(
    qtbot: QtBot, way: WayBack, keeping: FakeKeeping
) -> None:
    keeping.broken = True
    way.found.emit()
    assert way.notice is None
    qtbot.waitUntil(lambda: way.notice is not None)
