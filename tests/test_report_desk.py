"""The report beside the window: made in a thread, shown in another, written, printed, stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.viewer import Viewer
from relaxapp.errors import RelaxappError
from relaxapp.journal.report_making import PAGE
from relaxapp.report_desk import ReportDesk
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui.report_ports import ReportChoice
from tests.fakes import FakeClock
from tests.journal.diaries import TODAY, episode, fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("qapp")
CHOICE = ReportChoice(TODAY - timedelta(days=55), TODAY)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = Services(FakeClock(), {"TZ": "Europe/Berlin"}, tmp_path / "data")
    yield made
    made.close_journal()


@pytest.fixture
def shown() -> list[Path]:
    return []


@pytest.fixture
def desk(services: Services, shown: list[Path]) -> Iterator[ReportDesk]:
    def show(path: Path) -> bool:
        shown.append(path)
        return True

    made = ReportDesk(services, Settings, Viewer(lambda _: True, show))
    yield made
    made.leave()


def made(desk: ReportDesk, choice: ReportChoice = CHOICE) -> None:
    job = desk.make(choice)
    job.wait()
    assert (job.state, job.problem) == ("finished", "")


def test_what_a_thread_has_laid_out_is_shown_by_another(
    desk: ReportDesk, services: Services
) -> None:
    assert services.store is not None
    fill(services.store, 60, ("a note",))
    made(desk)
    pages = desk.pages
    assert pages is not None
    assert pages.count > 3
    assert desk.pages is pages
    for number in range(pages.count):
        image = pages.image(number, 30)
        assert image.width() == round(8.27 * 30)
        assert len({image.pixel(x, y) for x in range(0, 248, 3) for y in range(0, 350, 3)}) > 1
    whole = "\n".join(pages.text(number) for number in range(pages.count))
    assert whole.startswith("Muscle twitches and cramps")
    assert whole.count("Note: a note") >= 60


def test_it_is_saved_in_both_forms(desk: ReportDesk, services: Services, tmp_path: Path) -> None:
    assert services.store is not None
    fill(services.store, 5)
    made(desk)
    for name, start in (("r.pdf", b"%PDF"), ("r.HTML", b"<!DOCTYPE html>")):
        job = desk.save(str(tmp_path / name))
        job.wait()
        assert (job.state, job.problem) == ("finished", "")
        assert (tmp_path / name).read_bytes().startswith(start)
    with pytest.raises(RelaxappError, match=r"ending in \.pdf or \.html"):
        desk.save(str(tmp_path / "r.txt"))
    job = desk.save(str(tmp_path / "nowhere" / "r.pdf"))
    job.wait()
    assert "cannot be written" in job.problem


def test_printing_shows_a_file_that_goes_when_relaxapp_ends(
    desk: ReportDesk, shown: list[Path]
) -> None:
    made(desk)
    desk.open_to_print().wait()
    assert shown == []
    desk.show_printed()
    (path,) = shown
    assert path.read_bytes().startswith(b"%PDF")
    desk.end()
    assert path.exists()  # the viewer may still read it
    desk.leave()
    assert not path.exists()


def test_nothing_is_written_before_something_is_made(desk: ReportDesk, tmp_path: Path) -> None:
    assert desk.pages is None
    with pytest.raises(RelaxappError, match="no report yet"):
        desk.save(str(tmp_path / "r.pdf"))


def test_it_can_be_stopped_and_made_anew(desk: ReportDesk, services: Services) -> None:
    assert services.store is not None
    services.store.put_all(episode(n / 100) for n in range(2 * PAGE))
    job = desk.make(CHOICE)
    again = desk.make(CHOICE)  # stops the one before
    job.wait()
    assert job.state in {"stopped", "finished"}
    again.wait()
    assert again.state == "finished"
    desk.end()
    assert desk.pages is None


def test_a_name_is_kept_until_it_is_empty(desk: ReportDesk) -> None:
    assert desk.name() == ""
    desk.keep_name("Alex Example")
    assert desk.name() == "Alex Example"
    desk.keep_name("")
    assert desk.name() == ""


def test_a_journal_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    services = Services(FakeClock(), {"TZ": "Europe/Berlin"}, tmp_path / "data")
    services.paths.database.write_bytes(b"no journal at all" * 100)
    desk = ReportDesk(services, Settings)
    with pytest.raises(RelaxappError, match="cannot be opened"):
        desk.make(CHOICE)
    assert desk.name() == ""
    desk.leave()


def test_the_day_and_the_paper_are_those_of_the_person(desk: ReportDesk) -> None:
    assert desk.today() == TODAY
    assert desk.paper() in {"a4", "letter"}
