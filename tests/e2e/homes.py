"""The whole of relaxapp on a data folder, and the test's own application as it was afterwards."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from shiboken6 import delete

from relaxapp.app.root import Root
from relaxapp.services import Services
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@contextmanager
def as_it_was(qapp: QApplication) -> Iterator[None]:
    """Give back what a window sets for all: signals, letters, the sheet, and when to quit."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    font, sheet = qapp.font(), qapp.styleSheet()
    stays = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    yield
    for number, was in before.items():
        signal.signal(number, was)
    qapp.setQuitOnLastWindowClosed(stays)
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def at_home(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[Root]:
    """Open relaxapp's window on a data folder of its own."""
    services = Services(FakeClock(datetime(2026, 3, 14, 12, tzinfo=UTC)), {}, home)
    services.alone = True
    with as_it_was(qapp):
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
