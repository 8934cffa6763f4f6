"""The reminders behind the window, over the real service, real files and a real journal."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import SessionOutcome, SessionRecord
from relaxapp.journal.ids import uuid7
from relaxapp.journaling import Journaling
from relaxapp.reminder_services import make_reminders
from relaxapp.reminders.machine import Status
from relaxapp.reminders.ports import Hold
from relaxapp.reminders.rule import Deed, Every, bundled
from relaxapp.reminding import Reminding
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui.reminder_ports import Logged
from tests.fakes import FakeClock
from tests.reminders.world import FakeAlarm, FakeNotifier, FakePresence, FakeShore, PlainWords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relaxapp.reminders.service import Reminders
    from relaxapp.ui.reminder_ports import ReminderCard

MORNING = datetime(2026, 3, 16, 9, 20, tzinfo=UTC)
"""10:20 in Berlin, on a Monday."""


class House:
    """A window's reminders at work in a folder."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock(MORNING, monotonic=50_000.0)
        self.services = Services(self.clock, {"TZ": "Europe/Berlin"}, folder)
        self.settings = Settings()
        self.journaling = Journaling(self.services, lambda: self.settings, self.keep)
        self.notifier, self.presence = FakeNotifier(self.clock), FakePresence()
        self.shore = FakeShore()
        self.shows = True
        self.service: Reminders = make_reminders(
            self.services,
            self.services.paths,
            lambda: contextlib.nullcontext(self.services.store),
            lambda: self.settings.day_boundary,
        )
        self.service.start(
            FakeAlarm(self.clock), self.notifier, self.presence, PlainWords(), self.shore
        )
        self.port = Reminding(
            self.services,
            self.service,
            self.journaling,
            lambda: self.settings,
            self.keep,
            lambda: self.shows,
        )

    def keep(self, settings: Settings) -> None:
        self.settings = settings

    def pass_time(self, minutes: float) -> None:
        self.clock.advance(minutes * 60)
        self.service.wake()

    def card(self, name: str) -> ReminderCard:
        return next(card for card in self.port.cards() if card.rule.id == name)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "data")
    yield made
    made.service.end()
    made.services.close_journal()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_before_the_first_answer_nothing_is_on_and_there_is_no_goal(house: House) -> None:
    port = house.port
    assert not port.asked()
    assert {card.status for card in port.cards()} == {Status.OFF}
    assert {card.at for card in port.cards()} == {None}
    today = port.today()
    assert (today.limited, today.water.goal_ml) == (None, None)
    assert port.last() is None
    assert port.problem() == ""


def test_the_first_answer_switches_on_what_is_wanted_and_nothing_else(house: House) -> None:
    port = house.port
    house.service.enable("relax", on=True)  # by the command line, before
    port.answer(limited=False, wanted=["drink", "bath"], background=True)
    assert port.asked()
    assert (house.settings.fluids_limited, house.settings.background) == (False, True)
    assert {card.rule.id for card in port.cards() if card.rule.enabled} == {"drink", "bath"}
    assert port.today().water.goal_ml == house.settings.water_goal_ml
    card = house.card("drink")
    assert card.status is Status.WAITING
    assert card.at == at("2026-03-16T11:50+01:00")
    assert f"{card.at:%z}" == "+0100"


def test_limited_by_a_clinician_there_is_no_goal(house: House) -> None:
    house.port.answer(limited=True, wanted=[], background=False)
    house.port.set_goal(2000)
    house.port.drink(250)
    today = house.port.today()
    assert (today.limited, today.water.goal_ml, today.water.ml) == (True, None, 250)
    house.port.set_limited(limited=False)
    assert house.port.today().water.goal_ml == 2000


def test_what_is_due_is_a_card_until_it_is_answered(house: House) -> None:
    port = house.port
    port.enable("drink", on=True)
    house.pass_time(95)
    card = house.card("drink")
    assert (card.status, card.snoozes_left, card.shown) == (Status.DUE, 3, 1)
    assert card.at == at("2026-03-16T11:55+01:00")
    port.act("snooze", "drink", 10)
    card = house.card("drink")
    assert (card.status, card.snoozes_left) == (Status.SNOOZED, 2)
    port.act("done", "drink", 400)
    assert house.card("drink").status is Status.WAITING
    assert port.today().water.ml == 400


def test_why_it_is_held_is_on_the_card_and_it_can_be_shown_anyway(house: House) -> None:
    house.port.enable("drink", on=True)
    house.port.enable("move", on=True)
    house.presence.hold = Hold.CAMERA
    house.pass_time(95)
    assert house.port.hold() is Hold.CAMERA
    assert house.card("drink").hold is Hold.CAMERA
    assert house.card("relax").hold is None
    house.port.show_anyway()
    assert house.port.hold() is None
    assert [notice.title for notice in house.notifier.up.values()] == ["drink+move"]


def test_a_drink_logged_in_the_window_answers_what_is_on_the_screen(house: House) -> None:
    house.port.enable("drink", on=True)
    house.pass_time(95)
    house.port.drink(None)
    assert house.notifier.up == {}
    assert house.card("drink").at == at("2026-03-16T13:25+01:00")
    assert (house.port.today().water.ml, house.port.today().water.unsaid) == (0, 1)
    house.port.moved()
    assert house.port.today().movements == 1


def test_what_was_logged_last_can_be_taken_back_whatever_time_it_was_for(house: House) -> None:
    port = house.port
    port.drink(250)
    house.pass_time(1)
    port.moved()
    house.pass_time(1)
    port.drink(500)
    assert port.last() == Logged(Deed.DRINK, 500)
    port.undo()
    assert port.last() == Logged(Deed.MOVEMENT)
    port.undo()
    assert port.last() == Logged(Deed.DRINK, 250)
    port.undo()
    port.undo()
    assert port.last() is None
    assert port.today().water.ml == 0


def test_a_drink_taken_back_brings_no_reminder_at_once(house: House) -> None:
    house.port.enable("drink", on=True)
    house.pass_time(95)
    house.port.drink(250)
    house.port.undo()
    house.pass_time(30)
    assert house.notifier.up == {}
    assert house.card("drink").status is Status.WAITING


def test_the_day_is_counted(house: House) -> None:
    when = house.journaling.placed(MORNING - timedelta(hours=1))
    store = house.journaling.store
    for outcome, heard in ((SessionOutcome.STOPPED, 130.0), (SessionOutcome.RUNNING, 50.0)):
        record = SessionRecord(
            uuid7(MORNING), when.at, when.offset_minutes, when.zone, when.day, "soften",
            600.0, heard, outcome,
        )  # fmt: skip
        store.begin_session(record)
    house.journaling.log(running=False)
    today = house.port.today()
    assert (today.sessions, today.session_minutes, today.episodes) == (1, 2, 1)
    assert today.day_status == "unknown"


def test_no_episodes_today_is_kept_and_answers_the_evening(house: House) -> None:
    house.port.enable("evening", on=True)
    house.pass_time(10 * 60 + 15)  # 20:35
    assert list(house.notifier.up) == ["evening"]
    house.port.no_episodes()
    assert house.port.today().day_status == "complete"
    assert house.notifier.up == {}
    assert house.card("evening").at == at("2026-03-17T20:30+01:00")


def test_pauses_are_told_in_local_time_and_can_be_taken_back(house: House) -> None:
    port = house.port
    assert port.pause() is None
    port.pause_for(30)
    pause = port.pause()
    assert pause is not None
    assert (pause.since, pause.until) == (
        at("2026-03-16T10:20+01:00"),
        at("2026-03-16T10:50+01:00"),
    )
    port.pause_until(None)
    pause = port.pause()
    assert pause is not None
    assert pause.until is None
    port.resume()
    assert port.pause() is None
    port.plan(at("2026-03-16T14:00+01:00"), at("2026-03-16T15:00+01:00"), "meeting")
    (planned,) = port.planned()
    assert (planned.label, planned.since) == ("meeting", at("2026-03-16T14:00+01:00"))
    assert port.pause() is None
    port.unplan(planned)
    assert port.planned() == ()
    with pytest.raises(RelaxappError):
        port.plan(at("2026-03-16T08:00+01:00"), at("2026-03-16T09:00+01:00"), "")


@pytest.mark.parametrize(
    ("hours", "tomorrow"),
    [(0, "2026-03-17T04:00+01:00"), (16, "2026-03-17T04:00+01:00"), (18, "2026-03-18T04:00+01:00")],
)
def test_tomorrow_begins_when_the_persons_day_does(house: House, hours: int, tomorrow: str) -> None:
    house.clock.advance(hours * 3600)
    assert house.port.tomorrow() == at(tomorrow)
    house.settings = house.settings.with_(day_boundary=0)
    assert house.port.tomorrow().hour == 0


def test_tomorrow_is_after_the_change_of_clocks(house: House) -> None:
    house.clock.set_wall(datetime(2026, 3, 28, 20, 0, tzinfo=UTC))
    assert house.port.tomorrow() == at("2026-03-29T04:00+02:00")
    assert house.journaling.today() == date(2026, 3, 28)


def test_own_reminders_are_made_changed_and_dropped(house: House) -> None:
    port = house.port
    first = port.new_rule()
    port.change(first)
    second = port.new_rule()
    assert first.id != second.id
    port.change(second.with_(title="Look far away", mode=Every(20)))
    assert house.card(second.id).at == at("2026-03-16T10:40+01:00")
    port.remove(first.id)
    assert port.new_rule().id == first.id
    with pytest.raises(RelaxappError, match="of your own"):
        port.remove("drink")


def test_a_bundled_one_is_known_as_it_came(house: House) -> None:
    drink = bundled()[0]
    house.port.change(drink.with_(enabled=True, title="Water", mode=Every(30)))
    assert house.card("drink").rule.title == "Water"
    assert house.port.usual("drink") == drink
    assert house.port.usual("own-1") is None


def test_sessions_can_be_chosen_and_begun(house: House) -> None:
    named = {one.id for one in house.port.sessions()}
    assert house.card("relax").rule.session in named
    house.port.act("start", "relax")
    assert house.shore.asked == [("session", "soften")]


def test_what_goes_wrong_is_a_problem_until_it_is_read(house: House) -> None:
    house.port.act("snooze", "drink", 10)
    assert "switched off" in house.port.problem()
    house.port.settle_problem()
    assert house.port.problem() == ""


def test_whether_the_desktop_shows_notices_is_asked_each_time(house: House) -> None:
    assert house.port.desktop_shows()
    house.shows = False
    assert not house.port.desktop_shows()
