"""The bath: told what to mind, a timer with a chime, and noted in the journal if one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relaxapp.practice import Practice
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui.end_page import EndPage
from relaxapp.ui.flow import SessionFlow
from relaxapp.ui.player_page import PlayerPage
from relaxapp.ui.prepare_page import PreparePage
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeOut
from tests.ui.conftest import DRAWING
from tests.ui.taking_fakes import FakeTaking
from tests.ui.test_take_along import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look
    from tests.ui.fakes import FakeSettings

BATH = "bath-wind-down"


class Bathroom:
    """The real session in a flow, on a clock that is moved by hand."""

    def __init__(self, look: Look, settings: FakeSettings, home: Path) -> None:
        self.clock = FakeClock()
        self.services = Services(self.clock, {"TZ": "UTC"}, home)
        self.out = FakeOut(self.clock)
        self.practice = Practice(self.services, Settings, lambda _: self.out)
        self.flow = SessionFlow(look, self.practice, settings, DRAWING, FakeTaking())
        self.noted = 0
        self.flow.offer_note(self.note)

    def note(self) -> str:
        self.noted += 1
        return "an id"


@pytest.fixture
def bathroom(
    qtbot: QtBot, look: Look, settings: FakeSettings, tmp_path: Path
) -> Iterator[Bathroom]:
    made = Bathroom(look, settings, tmp_path / "here")
    qtbot.addWidget(made.flow)
    made.flow.resize(1000, 700)
    made.flow.show()
    yield made
    made.services.close_journal()


def prepared(bathroom: Bathroom) -> PreparePage:
    bathroom.flow.prepare(BATH)
    page = bathroom.flow.view
    assert isinstance(page, PreparePage)
    return page


def test_what_matters_is_told_before_the_water_runs(bathroom: Bathroom) -> None:
    page = prepared(bathroom)
    told = words(page)
    for part in ("40 to 42.5 °C", "thermometer", "pregnancy: warm only", "blood-pressure",
                 "Rise slowly", "one to two hours before bed", "ten minutes",
                 "Haghayegh 2019"):  # fmt: skip
        assert part in told
    assert page.voice.window() is not page.window()  # nobody speaks, so none is chosen
    assert page.along is None


@pytest.mark.parametrize(("option", "seconds"), [("fifteen", 900), ("twelve", 720), ("ten", 610)])
def test_the_timer_runs_to_its_chime(bathroom: Bathroom, option: str, seconds: int) -> None:
    page = prepared(bathroom)
    page.choices["minutes"].pick(option)
    player = bathroom.practice.begin(page.preparation)
    timeline = player.run.player.timeline
    assert timeline.seconds == seconds
    assert [(c.name, c.start) for c in timeline.chimes] == [("bowl", (seconds - 10) * 48_000)]
    assert timeline.voice == ()


def test_the_bath_can_be_noted_once_it_is_over(bathroom: Bathroom) -> None:
    page = prepared(bathroom)
    page.start_button.click()
    playing = bathroom.flow.view
    assert isinstance(playing, PlayerPage)
    playing.leave()
    bathroom.flow._end(playing)
    end = bathroom.flow.view
    assert isinstance(end, EndPage)
    assert end.note_bath is not None
    assert bathroom.noted == 0
    end.note_bath.click()
    assert bathroom.noted == 1
    assert not end.note_bath.isEnabled()
    assert "noted" in end.note_bath.text()


def test_a_journal_that_refuses_leaves_the_offer(bathroom: Bathroom) -> None:
    bathroom.flow.offer_note(lambda: "")
    page = prepared(bathroom)
    page.start_button.click()
    playing = bathroom.flow.view
    assert isinstance(playing, PlayerPage)
    playing.leave()
    bathroom.flow._end(playing)
    end = bathroom.flow.view
    assert isinstance(end, EndPage)
    assert end.note_bath is not None
    end.note_bath.click()
    assert end.note_bath.isEnabled()
