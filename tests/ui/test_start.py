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
from relaxapp.ui.flow import SessionFlow
from relaxapp.ui.ports import Page
from relaxapp.ui.theme import Look
from relaxapp.ui.window import MainWindow
from tests.ui.fakes import FakePractice, FakeSettings
from pathlib import Path
look = Look(application, Theme.LIGHT, Motion.FULL)
flow = SessionFlow(look, FakePractice(), FakeSettings(), Path("figure.json"))
pages = (Page("sessions", "Sessions", "sessions", lambda: flow),)
window = MainWindow(look, pages, FakeSettings())
window.show()
application.processEvents()
print(*sorted(sys.modules))
"""
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


def test_the_first_page_loads_only_what_it_shows() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "relaxapp.ui.sessions_page" in loaded
    assert loaded & (LATER | NEVER) == set()
