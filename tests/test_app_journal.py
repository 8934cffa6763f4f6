"""What the composition root adds to the journal: the window sees what the command line wrote."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from relaxapp import cli
from relaxapp.clock import SystemClock
from relaxapp.journaling import Journaling
from relaxapp.keeping import Keeping
from relaxapp.measuring import Measuring
from relaxapp.report_desk import ReportDesk
from relaxapp.selfcare import SelfCaring
from relaxapp.services import Services
from relaxapp.settings import Motion, Settings, Theme
from relaxapp.surroundings import Anywhere
from relaxapp.ui.check_page import CheckPage
from relaxapp.ui.journal_desk import JournalDesk
from relaxapp.ui.journal_form import EpisodeForm
from relaxapp.ui.journal_hub import Journal
from relaxapp.ui.journal_ports import Wanted
from relaxapp.ui.journal_watch import JournalWatch
from relaxapp.ui.measure_hub import MeasureHub
from relaxapp.ui.report_page import ReportPage
from relaxapp.ui.theme import Look
from tests.adapters.portal import FakePortal, granted

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_an_open_window_shows_at_once_what_a_verb_wrote(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    services = Services(SystemClock(), {}, folder)
    settings = Settings()
    journaling = Journaling(services, lambda: settings, lambda _: None)
    journal = Journal(lambda: journaling, lambda: SelfCaring(services, journaling))
    journaling.log(running=False)
    watch = JournalWatch(journal, services.paths.database)
    watch.start()
    assert journaling.changed_elsewhere() in {True, False}  # from now on
    with qtbot.waitSignal(journal.changed, timeout=3000):
        assert cli.run(cli.parse(["--data-dir", str(folder), "log", "eyelid.left"])) == 0
    assert journaling.count(Wanted()) == 2
    assert journaling.count(Wanted(site="eyelid.left")) == 1
    watch.stop()
    assert services.store is not None
    services.store._connection.close()  # type: ignore[attr-defined]  # the protocol needs no close


def test_erasing_all_my_data_closes_a_form_that_then_writes_nothing(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    services = Services(SystemClock(), {}, tmp_path / "data")
    settings = Settings()
    journaling = Journaling(services, lambda: settings, lambda _: None)
    care = SelfCaring(services, journaling)
    journal = Journal(lambda: journaling, lambda: care)
    look = Look(qapp, Theme.LIGHT, Motion.REDUCED)
    desk = JournalDesk(look, journal, services.assets / "body" / "figure.json")
    page = desk.page()
    qtbot.addWidget(page)
    card = journaling.log(running=False)
    page.open(card.id)
    form = page.view
    assert isinstance(form, EpisodeForm)
    form.note.setPlainText("Half a note")
    Keeping(services).erase_everything()
    desk.forget()
    form.flush()
    assert page.view is page.history
    assert (journaling.count(Wanted()), care.trashed(), journal.problem) == (0, (), "")
    care.drink(250)
    assert care.drunk_today() == (250, 0), "and the journal goes on"
    services.close_journal()
    look.setParent(None)


def test_the_weekly_check_is_one_for_page_verbs_and_trash(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    services = Services(SystemClock(), {}, folder)
    settings = Settings()
    journaling = Journaling(services, lambda: settings, lambda _: None)
    journal = Journal(lambda: journaling, lambda: SelfCaring(services, journaling))
    measuring = Measuring(services, journaling, lambda: settings, lambda _: None)
    look = Look(qapp, Theme.LIGHT, Motion.REDUCED)
    page = CheckPage(look, MeasureHub(journal, lambda: measuring))
    qtbot.addWidget(page)
    page.show()
    section = page.section
    assert cli.run(cli.parse(["--data-dir", str(folder), "check-in", "--anxiety", "4"])) == 0
    journal.changed_elsewhere()
    assert "anxiety 4" in section.last.text()
    section.weeks.table.selectRow(0)
    section.weeks.bin.click()
    assert measuring.weeks() == ()
    assert [one.card.kind for one in journal.care.trashed()] == ["weekly_check"]
    section.back.click()
    assert [week.anxiety for week in measuring.weeks()] == [4]
    page.trial.begin.click()
    assert page.trial.coin.text().startswith("Today: ")
    assert cli.run(cli.parse(["--data-dir", str(folder), "trial", "stop"])) == 0
    journal.changed_elsewhere()
    assert page.trial.setup.isVisible()
    services.close_journal()
    page.hide()
    look.setParent(None)


@pytest.mark.usefixtures("session_bus")
def test_a_key_pressed_anywhere_on_the_desktop_logs_an_episode(
    qtbot: QtBot, tmp_path: Path
) -> None:
    services = Services(SystemClock(), {}, tmp_path / "data")
    settings = Settings()
    journaling = Journaling(services, lambda: settings, lambda _: None)
    journal = Journal(lambda: journaling, lambda: SelfCaring(services, journaling))
    anywhere = Anywhere(journal)
    anywhere.pressed.connect(journal.log, Qt.ConnectionType.QueuedConnection)
    with FakePortal(bound=granted("Super+J")) as portal:
        anywhere.switch(on=True)
        qtbot.waitUntil(lambda: anywhere.state == "on")
        assert anywhere.keys == "Super+J"
        for logged in (1, 2):
            with qtbot.waitSignal(journal.changed):
                portal.press()
            assert journaling.count(Wanted()) == logged
        anywhere.end()
    services.close_journal()


def test_the_report_of_the_window_says_what_the_verbs_say(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    folder = tmp_path / "data"
    run = ["--data-dir", str(folder)]
    for words in ("log calf.left --kind cramp", "log eyelid.left", "day --complete"):
        assert cli.run(cli.parse([*run, *words.split()])) == 0
    services = Services(SystemClock(), {"TZ": "Europe/Berlin"}, folder)
    settings = Settings()
    journaling = Journaling(services, lambda: settings, lambda _: None)
    journal = Journal(lambda: journaling, lambda: SelfCaring(services, journaling))
    look = Look(qapp, Theme.LIGHT, Motion.REDUCED)
    desk = JournalDesk(look, journal, services.assets / "body" / "figure.json")
    reports = ReportDesk(services, lambda: settings)
    desk.report = lambda: reports
    flow = desk.page()
    qtbot.addWidget(flow)
    flow.history.for_doctor.click()
    page = flow.view
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(page.save_html.isEnabled, timeout=20_000)
    assert page.preview.told.text() == "Page 1 of 2"
    seen = reports.pages.text(0) if reports.pages is not None else ""
    saved = tmp_path / "window.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    page.save_html.click()
    qtbot.waitUntil(lambda: "Saved" in page.told.text(), timeout=20_000)
    written = tmp_path / "verb.html"
    assert cli.run(cli.parse([*run, "report", "-o", str(written)])) == 0
    assert saved.read_bytes() == written.read_bytes()
    capsys.readouterr()
    assert cli.run(cli.parse([*run, "insights", "--json"])) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert f"Episodes: {counts['episodes']} (on {counts['days_with_episodes']} day)" in seen
    page.leave.emit()
    reports.leave()
    services.close_journal()
    look.setParent(None)
