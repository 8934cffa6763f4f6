"""The way to the first picture stays short: what the first page does without is not loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication(["relaxapp"])
from relaxapp.settings import Motion, Theme
from relaxapp.ui.ports import Page
from relaxapp.ui.theme import Look
from relaxapp.ui.window import MainWindow
from tests.ui.fakes import FakePractice, FakeSettings
from pathlib import Path
look = Look(application, Theme.LIGHT, Motion.FULL)
loaded = []
def sessions():
    loaded.append(set(sys.modules))
    from relaxapp.ui.flow import SessionFlow
    return SessionFlow(look, FakePractice(), FakeSettings(), Path("figure.json"))
pages = (Page("sessions", "Sessions", "sessions", sessions),)
window = MainWindow(look, pages, FakeSettings())
window.show()
while window.stack.count() == 0:
    application.processEvents()
loaded.append(set(sys.modules))
for modules in loaded:
    print(*sorted(modules))
"""
AFTER_THE_PICTURE = {"relaxapp.ui.flow", "relaxapp.ui.sessions_page", "relaxapp.ui.session_tile"}
LATER = {
    "relaxapp.body",
    "relaxapp.ui.body_figure",
    "relaxapp.ui.controls",
    "relaxapp.ui.end_page",
    "relaxapp.ui.player_page",
    "relaxapp.ui.prepare_page",
    "relaxapp.ui.settings_page",
}
NEVER = {"numpy", "pygame", "PySide6.QtSvg", "PySide6.QtNetwork", "PySide6.QtDBus", "difflib"}


def test_each_picture_loads_only_what_it_shows() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    window, page = (set(line.split()) for line in done.stdout.splitlines())
    assert window & (AFTER_THE_PICTURE | LATER | NEVER) == set()
    assert page >= AFTER_THE_PICTURE
    assert page & (LATER | NEVER) == set()
