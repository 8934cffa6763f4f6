"""The window sees a session that a verb has added, and one that somebody took away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from relaxapp import cli
from relaxapp.ui.sessions_watch import SessionsWatch
from tests.test_cli import own

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_what_a_verb_adds_is_told_and_what_goes_as_well(
    qtbot: QtBot, home_of_its_own: Path, tmp_path: Path
) -> None:
    mine, file = own(home_of_its_own), str(tmp_path / "own.relaxsession")
    assert cli.run(cli.parse(["pack", "own-one", "-o", file])) == 0
    data = tmp_path / "other"
    data.mkdir()
    owner = QObject()
    watch = SessionsWatch(data / "sessions", owner)
    with qtbot.waitSignal(watch.changed, timeout=5000):
        assert cli.run(cli.parse(["--data-dir", str(data), "add", file])) == 0
    kept = data / "sessions" / mine.name
    with qtbot.waitSignal(watch.changed, timeout=5000):
        kept.unlink()


def test_what_else_happens_in_the_data_folder_is_none_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    watch = SessionsWatch(tmp_path / "sessions", owner)
    with qtbot.assertNotEmitted(watch.changed):
        (tmp_path / "journal.db").write_bytes(b"x")
        watch._look()
