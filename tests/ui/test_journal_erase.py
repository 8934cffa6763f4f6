"""Erasing everything takes two presses, and one to think better of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.ui.journal_erase import EraseAll

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look
    from tests.ui.journal_fakes import FakeJournal


def test_all_is_erased_only_when_asked_twice(
    qtbot: QtBot, look: Look, journal: Journal, port: FakeJournal
) -> None:
    port.fill()
    card = EraseAll(look, journal)
    qtbot.addWidget(card)
    card.show()
    card.ask.click()
    assert card.question.isVisible()
    card.keep.click()
    assert not card.question.isVisible()
    assert port.kept
    card.ask.click()
    card.sure.click()
    assert not port.kept
    assert card.done.isVisible()
