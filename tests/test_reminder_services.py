"""What the reminders stand on, over real files and a real journal in a folder of their own."""

from __future__ import annotations

import contextlib
import stat
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from relaxapp.clock import LocalZone, local_zone
from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import (
    Care,
    DayRecord,
    Drink,
    Episode,
    Movement,
    SessionOutcome,
    SessionRecord,
)
from relaxapp.journal.ids import uuid7
from relaxapp.journal.vocabulary import CareKind, DayStatus
from relaxapp.journal.when import When
from relaxapp.reminder_services import FileBook, JournalDoings, make_reminders, zone_here
from relaxapp.reminders.machine import Status
from relaxapp.reminders.rule import Deed, Rule, bundled
from relaxapp.reminders.standing import Pause, Standing, State
from relaxapp.services import Services
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from relaxapp.journal.store import Store
    from relaxapp.reminders.service import Reminders

NOON = datetime(2026, 3, 16, 11, 0, tzinfo=UTC)
"""12:00 in Berlin, on a Monday."""
TODAY = date(2026, 3, 16)
RULES = {rule.id: rule for rule in bundled()}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOON, monotonic=50_000.0)


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    made = Services(clock, {"TZ": "Europe/Berlin"}, tmp_path / "data")
    yield made
    made.close_journal()


@pytest.fixture
def store(services: Services) -> Store:
    assert services.store is not None
    return services.store


@pytest.fixture
def doings(services: Services) -> JournalDoings:
    return JournalDoings(services, lambda: opened(services), lambda: 4)


def opened(services: Services) -> AbstractContextManager[Store | None]:
    return contextlib.nullcontext(services.store)


def reminders(services: Services) -> Reminders:
    return make_reminders(services, services.paths, lambda: opened(services), lambda: 4)


def when(at: datetime) -> When:
    return When.lived(at, LocalZone("Europe/Berlin", 60), 4)


def drank(store: Store, at: datetime) -> Drink:
    return store.add(Drink(uuid7(at), when(at), 250))


def session(store: Store, at: datetime, outcome: SessionOutcome, *, heard_s: float = 600.0) -> None:
    record = SessionRecord(
        uuid7(at), at, 60, "Europe/Berlin", when(at).day, "soften", 600.0, heard_s, outcome
    )
    store.begin_session(record)


# ------------------------------------------------------------------ the book


def test_without_files_everything_is_as_it_comes_and_off(services: Services) -> None:
    book = FileBook(services.paths)
    assert book.rules() == bundled()
    assert not any(rule.enabled for rule in book.rules())
    assert book.state() == (State(), None)
    assert book.problems == ()


def test_what_is_kept_is_read_again_and_private(services: Services) -> None:
    book, places = FileBook(services.paths), services.paths
    rules = (RULES["drink"].with_(enabled=True), *bundled()[1:])
    state = State({"drink": Standing(since=NOON, snoozes=2)}, Pause(NOON, NOON + timedelta(1)))
    book.keep_rules(rules)
    book.keep_state(state, NOON)
    again = FileBook(places)
    assert again.rules() == rules
    assert again.state() == (state, NOON)
    for path in (places.reminders, places.reminders_state):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"rules": 3}', '{"standings": [1]}', "\0\0"])
def test_damaged_files_switch_everything_off_and_are_kept_aside(
    services: Services, damage: str
) -> None:
    places = services.paths
    for path in (places.reminders, places.reminders_state):
        path.write_text(damage, encoding="utf-8")
    book = FileBook(places)
    assert not any(rule.enabled for rule in book.rules())
    assert book.state()[0].standings == {}
    if not damage.startswith("{") or damage == "{":
        assert places.reminders.with_name("reminders.json.bad-1").read_text() == damage
        assert "switched off" in book.problems[0]


# ------------------------------------------------------------------ what was done


def test_nothing_is_known_of_an_empty_journal(doings: JournalDoings) -> None:
    assert doings.latest() == {}


def test_the_last_of_each_kind_counts(doings: JournalDoings, store: Store) -> None:
    drank(store, NOON - timedelta(hours=3))
    drank(store, NOON - timedelta(hours=1))
    drank(store, NOON - timedelta(hours=2))  # written later, for an earlier time
    store.add(Movement(uuid7(NOON), when(NOON - timedelta(minutes=5))))
    store.add(Care(uuid7(NOON), when(NOON - timedelta(days=1)), CareKind.BATH))
    store.add(Care(uuid7(NOON), when(NOON - timedelta(hours=4)), CareKind.FOOD))
    store.add(Care(uuid7(NOON), when(NOON - timedelta(hours=1)), CareKind.OTHER))
    assert doings.latest() == {
        Deed.DRINK: NOON - timedelta(hours=1),
        Deed.MOVEMENT: NOON - timedelta(minutes=5),
        Deed.BATH: NOON - timedelta(days=1),
        Deed.FOOD: NOON - timedelta(hours=4),
    }


def test_a_drink_taken_back_is_known_no_more(doings: JournalDoings, store: Store) -> None:
    drank(store, NOON - timedelta(hours=2))
    store.trash((drank(store, NOON).id,))
    assert doings.latest()[Deed.DRINK] == NOON - timedelta(hours=2)


def test_what_was_written_while_the_clock_was_ahead_hides_nothing(
    doings: JournalDoings, store: Store, clock: FakeClock
) -> None:
    clock.set_wall(NOON + timedelta(days=300))
    drank(store, clock.now())
    clock.set_wall(NOON)
    drank(store, NOON - timedelta(hours=1))
    assert doings.latest()[Deed.DRINK] == NOON - timedelta(hours=1)


@pytest.mark.parametrize(
    ("outcome", "heard_s", "counts"),
    [
        (SessionOutcome.COMPLETED, 600.0, True),
        (SessionOutcome.STOPPED, 310.0, True),
        (SessionOutcome.STOPPED, 200.0, False),
        (SessionOutcome.RUNNING, 590.0, False),
    ],
)
def test_a_session_counts_when_it_was_heard_for_the_most_part(
    doings: JournalDoings, store: Store, outcome: SessionOutcome, heard_s: float, *, counts: bool
) -> None:
    session(store, NOON - timedelta(hours=1), outcome, heard_s=heard_s)
    expected = {Deed.SESSION: NOON - timedelta(hours=1) + timedelta(seconds=heard_s)}
    assert doings.latest() == (expected if counts else {})


def test_a_session_given_up_does_not_hide_the_one_before(
    doings: JournalDoings, store: Store
) -> None:
    session(store, NOON - timedelta(hours=2), SessionOutcome.COMPLETED)
    session(store, NOON - timedelta(hours=1), SessionOutcome.STOPPED, heard_s=20.0)
    assert doings.latest()[Deed.SESSION] == NOON - timedelta(hours=2) + timedelta(minutes=10)


def test_a_day_that_was_spoken_of_counts_from_when_that_is_seen(
    doings: JournalDoings, store: Store, clock: FakeClock
) -> None:
    assert Deed.DAY not in doings.latest()
    clock.advance(3600)
    store.set_day(DayRecord(TODAY, DayStatus.COMPLETE))
    assert doings.latest()[Deed.DAY] == NOON + timedelta(hours=1)
    clock.advance(3600)
    assert doings.latest()[Deed.DAY] == NOON + timedelta(hours=1)


def test_a_day_spoken_of_before_the_start_is_not_asked_about_again(
    services: Services, store: Store, clock: FakeClock
) -> None:
    reminders(services).enable("evening", on=True)
    clock.advance(8.2 * 3600)  # 20:12
    store.set_day(DayRecord(TODAY, DayStatus.PARTIAL))
    clock.advance(0.5 * 3600)
    service = reminders(services)
    service.catch_up()
    assert service.status(service.rule("evening")) is Status.WAITING
    assert service.next_of(service.rule("evening")) == datetime(2026, 3, 17, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "deed"),
    [
        ("drink", Deed.DRINK),
        ("move", Deed.MOVEMENT),
        ("food", Deed.FOOD),
        ("bath", Deed.BATH),
        ("evening", Deed.DAY),
    ],
)
def test_what_is_done_at_a_press_is_in_the_journal(
    services: Services, store: Store, clock: FakeClock, name: str, deed: Deed
) -> None:
    doings = JournalDoings(services, lambda: opened(services), lambda: 4)
    doings.latest()
    clock.advance(60)
    doings.write(RULES[name], 330)
    assert doings.latest() == {deed: clock.now()}
    if deed is Deed.DRINK:
        (drink,) = store.drinks()
        assert (drink.ml, drink.when.zone, drink.when.day) == (330, "Europe/Berlin", TODAY)


def test_the_evening_after_midnight_is_still_the_day_before(
    doings: JournalDoings, store: Store, clock: FakeClock
) -> None:
    clock.advance(14 * 3600)  # 02:00
    store.add(Episode(uuid7(NOON), when(NOON)))
    doings.write(RULES["evening"], None)
    kept = store.day(TODAY)
    assert (kept.status, kept.provisional) == (DayStatus.COMPLETE, False)
    assert store.day(TODAY + timedelta(days=1)).status is DayStatus.UNKNOWN


def test_of_a_session_and_of_nothing_the_press_writes_nothing(
    doings: JournalDoings, store: Store
) -> None:
    doings.write(RULES["relax"], None)
    doings.write(Rule("own", RULES["relax"].mode, RULES["relax"].windows, title="Own"), None)
    assert store.others() == ()


def test_a_journal_that_cannot_be_opened_is_told_at_a_press_and_costs_no_reminder(
    services: Services,
) -> None:
    shut = JournalDoings(services, lambda: contextlib.nullcontext(None), lambda: 4)
    assert shut.latest() == {}
    with pytest.raises(RelaxappError, match="nothing was noted"):
        shut.write(RULES["drink"], 250)

    @contextlib.contextmanager
    def fails() -> Iterator[Store | None]:
        raise RelaxappError("The journal is in use.")
        yield None

    assert JournalDoings(services, fails, lambda: 4).latest() == {}


# ------------------------------------------------------------------ the zone, and all of it


def test_the_zone_is_asked_for_at_each_instant(clock: FakeClock) -> None:
    env = {"TZ": "Europe/Berlin"}
    zone = zone_here(Services(clock, env))
    assert zone(NOON) == ZoneInfo("Europe/Berlin")
    env["TZ"] = "Asia/Kathmandu"
    assert zone(NOON) == ZoneInfo("Asia/Kathmandu")


def test_a_zone_without_a_name_is_its_offset(clock: FakeClock) -> None:
    env = {"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}
    found = local_zone(NOON, env)
    expected = timezone(timedelta(minutes=found.offset_minutes))
    assert zone_here(Services(clock, env))(NOON) == expected


def test_what_one_run_was_told_the_next_one_knows(services: Services, store: Store) -> None:
    first = reminders(services)
    first.enable("drink", on=True)
    first.snooze("drink", 20)
    first.pause(NOON + timedelta(hours=1))
    second = reminders(services)
    assert second.rule("drink").enabled
    assert second.state == first.state
    second.done("drink")
    assert [drink.ml for drink in store.drinks()] == [250]
    assert reminders(services).state.of("drink").snoozes == 0
