"""From a twitch to relief: a session for the place just logged, and one question after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.sessions.library import AREA
from relaxapp.ui.area_end import AreaEnd
from relaxapp.ui.area_relief import AreaRelief
from relaxapp.ui.journal_form import EpisodeForm
from relaxapp.ui.journal_ports import Tried
from relaxapp.ui.player_page import PlayerPage
from relaxapp.ui.ports import SessionCard
from relaxapp.ui.rating import RatingRow
from tests.ui.conftest import DRAWING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow
    from tests.ui.fakes import FakePractice
    from tests.ui.journal_fakes import FakeJournal

MADE = SessionCard(AREA, "Relax: Left calf", "For now.", "Loosen and release", 190)


def logged(port: FakeJournal, *sites: str, **further: object) -> str:
    card = port.log(running=False)._replace(sites=sites, **further)
    port.save((card,))
    return card.id


def answer(page: AreaEnd, value: int) -> None:
    page.feels._buttons[value].click()


def test_it_is_offered_in_the_strip_once_the_place_is_known(
    journal_window: MainWindow, desk: JournalDesk
) -> None:
    asked: list[str] = []
    desk.relax_area.connect(asked.append)
    desk.log()
    strip = desk.strip
    assert strip is not None
    assert strip.ease.isHidden()
    strip.sites.chip("calf.left").click()
    assert not strip.ease.isHidden()
    assert strip.ease.accessibleDescription() == "Left calf"
    strip.ease.click()
    assert asked == [strip.episode.id]
    assert desk.strip is None


def test_who_is_in_a_session_is_offered_none(journal_window: MainWindow, desk: JournalDesk) -> None:
    desk.log()
    assert desk.strip is not None
    desk.strip.sites.chip("calf.left").click()
    journal_window.set_immersed(True)
    assert desk.strip.ease.isHidden()


def test_it_is_offered_beside_the_body_in_the_form(
    qtbot: QtBot, look: Look, journal: Journal, port: FakeJournal
) -> None:
    episode = port.episode(logged(port))
    assert episode is not None
    form = EpisodeForm(look, journal, episode, DRAWING)
    qtbot.addWidget(form)
    assert form.ease.isHidden()
    form.where.map.toggle("eyelid.left")
    assert not form.ease.isHidden()
    with qtbot.waitSignal(form.area):
        form.ease.click()


def test_a_sign_that_presses_stands_alone(
    qtbot: QtBot, look: Look, journal: Journal, port: FakeJournal
) -> None:
    from relaxapp.journal.vocabulary import SIGNS, Level

    grave = next(sign.id for sign in SIGNS.values() if sign.level is Level.EMERGENCY)
    episode = port.episode(logged(port, "calf.left", signs=(grave,)))
    assert episode is not None
    form = EpisodeForm(look, journal, episode, DRAWING)
    qtbot.addWidget(form)
    assert form.ease.isHidden()


def test_after_it_one_question_whose_answer_is_kept_with_the_episode(
    window: MainWindow,
    flow: SessionFlow,
    practice: FakePractice,
    journal: Journal,
    port: FakeJournal,
) -> None:
    episode = logged(port, "calf.left", intensity=6)
    relief = AreaRelief(journal, episode)
    assert relief.sites == ("calf.left",)
    practice.listed = (*practice.listed, MADE)
    flow.play_made(MADE, relief.keep)
    assert practice.begun[-1].session_id == AREA
    page = flow.view
    assert isinstance(page, PlayerPage)
    page.stop()
    end = flow.view
    assert isinstance(end, AreaEnd)
    assert len(end.findChildren(RatingRow)) == 1
    assert port.kept[episode].tried == (Tried("session", 6, None, AREA),)
    for value in (4, 2):
        answer(end, value)
        assert port.kept[episode].tried == (Tried("session", 6, value, AREA),)
    end.done.emit()
    assert flow.view is flow.sessions
    assert not practice.ratings  # it asked about the place, not about the person


def test_what_was_tried_before_stays(journal: Journal, port: FakeJournal) -> None:
    before = Tried("stretch", 5, 4)
    episode = logged(port, "calf.left", tried=(before,))
    AreaRelief(journal, episode).keep(3)
    AreaRelief(journal, episode).keep(1)
    assert port.kept[episode].tried == (
        before,
        Tried("session", None, 3, AREA),
        Tried("session", None, 1, AREA),
    )


def test_an_episode_that_is_gone_stays_gone(journal: Journal, port: FakeJournal) -> None:
    relief = AreaRelief(journal, "no such episode")
    assert relief.sites == ()
    relief.keep(3)
    assert not port.kept
