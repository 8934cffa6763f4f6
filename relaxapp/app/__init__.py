"""The composition root: builds everything, wires it, runs it.

What the first picture does not need is imported when it is on the screen.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from relaxapp.adapters.qt_imports import leave_sources_alone

leave_sources_alone()  # before all that follows is imported

from relaxapp.adapters import instance, logs  # noqa: E402 - see above
from relaxapp.clock import SystemClock  # noqa: E402
from relaxapp.errors import RelaxappError  # noqa: E402
from relaxapp.services import Services  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.sessions.speaking import Speaker


def run(data_dir: Path | None, *, background: bool = False) -> int:
    """Open the window, or be there without one in the ``background``; returns the exit status."""
    services = Services(SystemClock(), os.environ, data_dir, make_speaker=_find_voice)
    try:
        lock = instance.acquire(services.paths.data_dir)
        services.assets  # noqa: B018 - fails here, with a plain message, rather than later
    except RelaxappError as error:
        return _refuse(str(error), 2)
    if lock is None:
        if background:  # at login, beside one that was there already: all is as it was asked for
            return 0
        from relaxapp.adapters.channel import ring

        if ring(services.paths.data_dir):
            return 0
        return _refuse("relaxapp is open already; look for its window.", 0)
    services.alone = True
    journal_log = logs.start(services.paths.log_dir)
    # Asking Qt for its style later would load all of it.
    application = QApplication([sys.argv[0], "-style", "fusion"])
    application.setApplicationName("relaxapp")
    application.setApplicationDisplayName("relaxapp")
    application.setDesktopFileName("relaxapp")
    application.setQuitOnLastWindowClosed(False)  # reminders may go on without one
    try:
        from relaxapp.app.root import Root

        root = Root(application, services)
        if background:
            root.settle_in()
        else:
            root.open()
        try:
            return application.exec()
        finally:
            root.end()
    finally:
        journal_log.stop()
        lock.release()


def _find_voice() -> Speaker:
    from relaxapp.adapters.system_voice import find

    return find(SystemClock())


def _refuse(words: str, status: int) -> int:
    """Say why there is no window: on the screen, as nobody may be looking at a terminal."""
    from PySide6.QtWidgets import QMessageBox

    sys.stderr.write(f"relaxapp: {words}\n")
    application = QApplication.instance() or QApplication([sys.argv[0], "-style", "fusion"])
    application.setApplicationName("relaxapp")
    QMessageBox.information(None, "relaxapp", words)
    return status
