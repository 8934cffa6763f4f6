"""Widgets that hold themselves in circles go on the window's thread, whoever makes objects."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from relaxapp.app.tidying import Tidying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Round(QWidget):
    """A widget that refers to itself, as one with a closure over itself does."""

    def __init__(self) -> None:
        super().__init__()
        self.self = self


@pytest.fixture
def seen() -> list[bool]:
    return [True]


@pytest.fixture
def tidying(qtbot: QtBot, seen: list[bool]) -> Iterator[Tidying]:
    assert qtbot  # an application
    collects = gc.isenabled()
    gc.enable()
    owner = QObject()
    it = Tidying(lambda: seen[0], owner)
    yield it
    it.end()
    assert gc.isenabled()
    if not collects:
        gc.disable()


def dropped() -> weakref.ref[Round]:
    return weakref.ref(Round())


def make_many_objects() -> list[list[int]]:
    """Make them in another thread, and keep them: what goes at once does not count."""
    made: list[list[int]] = []
    thread = threading.Thread(target=lambda: made.extend([n] for n in range(50_000)))
    thread.start()
    thread.join()
    return made


def test_another_thread_collects_no_widget(tidying: Tidying) -> None:
    gone = dropped()
    made = make_many_objects()
    assert gone() is not None
    tidying.tidy()
    assert gone() is None
    assert made


def test_what_little_there_is_waits(tidying: Tidying) -> None:
    tidying.tidy()
    gone = dropped()
    tidying.tidy()
    assert gone() is not None


def test_once_nothing_is_seen_all_goes_and_nothing_wakes_any_more(
    tidying: Tidying, seen: list[bool]
) -> None:
    tidying.begin()
    gone = dropped()
    seen[0] = False
    tidying.tidy()
    assert gone() is None
    assert not tidying._timer.isActive()
