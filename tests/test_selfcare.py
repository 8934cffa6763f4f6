"""The rest of the journal behind the window, over a real store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import Check, Score, SessionOutcome, SessionRecord, Trial
from relaxapp.journal.ids import uuid7
from relaxapp.journal.measures import Instrument
from relaxapp.journal.trial import Act
from relaxapp.journaling import Journaling
from relaxapp.selfcare import SelfCaring
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui import selfcare_words as words
from relaxapp.ui.journal_ports import EpisodeCard
from relaxapp.ui.selfcare_ports import CareCard, CareWanted
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AFTERNOON = datetime(2026, 3, 29, 13, 30, tzinfo=UTC)
"""15:30 in Berlin, on the day on which the clocks there went forward."""
TODAY = date(2026, 3, 29)
ALL = CareWanted()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(now=AFTERNOON)


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    made = Services(clock, {"TZ": "Europe/Berlin"}, tmp_path / "data")
    yield made
    made.close_journal()


@pytest.fixture
def journaling(services: Services) -> Journaling:
    settings = Settings()
    return Journaling(services, lambda: settings, lambda _: None)


@pytest.fixture
def care(services: Services, journaling: Journaling) -> SelfCaring:
    return SelfCaring(services, journaling)


def shown(care: SelfCaring, key: str) -> CareCard:
    card = care.entry(key)
    assert card is not None
    return card


def practise(services: Services, journaling: Journaling, session: str) -> str:
    when = journaling.placed(AFTERNOON - timedelta(hours=1))
    record = SessionRecord(
        uuid7(when.at), when.at, when.offset_minutes, when.zone, when.day, session, 410.0, 205.0,
        SessionOutcome.STOPPED, 6, 3, None, 2, worse=True, note="Slept",
    )  # fmt: skip
    assert services.store is not None
    services.store.begin_session(record)
    return record.id


def test_what_is_logged_is_now_and_reads_as_it_was_said(care: SelfCaring) -> None:
    drink, moved = shown(care, care.drink(250)), shown(care, care.moved("Stairs"))
    bath = shown(care, care.care("bath", "With salt"))
    assert (drink.kind, drink.ml, drink.day) == ("drink", 250, TODAY)
    assert f"{drink.at:%H:%M %z}" == "15:30 +0200"
    assert (moved.kind, moved.what) == ("movement", "Stairs")
    assert (bath.kind, bath.what, bath.note) == ("care", "bath", "With salt")
    assert shown(care, care.drink()).ml is None


def test_a_time_before_the_change_of_clocks_is_on_the_clock_of_then(care: SelfCaring) -> None:
    key = care.drink(150, AFTERNOON - timedelta(hours=16))
    card = shown(care, key)
    assert f"{card.at:%d %H:%M %z}" == "28 22:30 +0100"
    assert card.day == TODAY - timedelta(days=1)


def test_a_corrected_time_keeps_the_zone_and_moves_the_day(care: SelfCaring) -> None:
    card = shown(care, care.moved())
    assert card.at is not None
    care.save(card._replace(at=card.at - timedelta(days=2), what="A walk"))
    again = shown(care, card.id)
    assert (again.day, again.what) == (TODAY - timedelta(days=2), "A walk")
    with pytest.raises(RelaxappError, match="in the past"):
        care.save(again._replace(at=card.at + timedelta(hours=1)))


def test_what_was_drunk_today_tells_the_known_from_the_unsaid(
    care: SelfCaring, clock: FakeClock
) -> None:
    assert care.drunk_today() == (0, 0)
    care.drink(250)
    care.drink(500)
    care.drink()
    care.drink(330, AFTERNOON - timedelta(days=1))
    assert care.drunk_today() == (750, 1)
    clock.advance(24 * 3600)
    assert care.drunk_today() == (0, 0)


def test_a_medicine_has_days_and_none_ahead_to_begin_with(care: SelfCaring) -> None:
    card = shown(care, care.medicine("Magnesium"))
    assert (card.kind, card.what, card.day, card.until) == ("medicine", "Magnesium", TODAY, None)
    week = timedelta(days=7)
    care.save(card._replace(day=TODAY - week, until=TODAY + week, note="At night"))
    again = shown(care, card.id)
    assert (again.day, again.until, again.note) == (TODAY - week, TODAY + week, "At night")
    with pytest.raises(RelaxappError, match="2026-03-29"):
        care.save(again._replace(day=TODAY + timedelta(days=1)))
    with pytest.raises(RelaxappError, match="or later"):
        care.save(again._replace(until=TODAY - 2 * week))
    with pytest.raises(RelaxappError, match="name"):
        care.medicine("  ")
    with pytest.raises(RelaxappError, match="2026-03-29"):
        care.medicine("Other", TODAY + timedelta(days=1))


def test_a_session_is_read_with_its_ratings_and_never_changed(
    care: SelfCaring, services: Services, journaling: Journaling
) -> None:
    card = shown(care, practise(services, journaling, "soften"))
    assert card.practised is not None
    assert card.practised[:3] == ("Soften", "stopped", 205.0)
    assert card.practised.tension == (6, 3)
    assert card.practised.distress == (None, 2)
    assert (card.practised.worse, card.note, f"{card.at:%H:%M}") == (True, "Slept", "14:30")
    with pytest.raises(RelaxappError, match="not changed"):
        care.save(card._replace(note="Another"))
    journaling.remove((card.id,))
    assert care.entry(card.id) is None
    gone = shown(care, practise(services, journaling, "my-own"))
    assert gone.practised is not None
    assert gone.practised.title == "my-own"


def test_pages_follow_one_another_though_the_last_is_gone(
    care: SelfCaring, journaling: Journaling, clock: FakeClock
) -> None:
    keys = []
    for _ in range(5):
        for add in (care.drink, care.moved):
            keys.append(add())
            clock.advance(60)
    care.medicine("Magnesium")
    first = care.entries(ALL, 4, None)
    journaling.remove((first[-1].id,))
    rest = care.entries(ALL, 99, first[-1])
    assert [card.id for card in (*first, *rest[:-1])] == sorted(keys, reverse=True)
    assert rest[-1].what == "Magnesium"
    assert care.count(ALL) == 10
    assert care.count(CareWanted("drink")) == 4
    assert care.count(CareWanted("", TODAY + timedelta(days=1))) == 1, "still taken"


def test_every_write_can_be_taken_back(care: SelfCaring, journaling: Journaling) -> None:
    card = shown(care, care.drink(250))
    care.save(card._replace(ml=500))
    journaling.remove((card.id,))
    for ml in (500, 250):
        journaling.undo()
        assert shown(care, card.id).ml == ml
    journaling.undo()
    assert care.count(ALL) == 0
    journaling.redo()
    assert shown(care, card.id).ml == 250


def test_the_trash_holds_every_kind_and_gives_it_back_or_erases_it(
    care: SelfCaring, services: Services, journaling: Journaling, clock: FakeClock
) -> None:
    keys = [
        care.drink(250), care.moved(), care.care("food"), care.medicine("Magnesium"),
        practise(services, journaling, "soften"), journaling.log(running=False).id,
    ]  # fmt: skip
    for key in keys:
        clock.advance(60)
        journaling.remove((key,))
    found = care.trashed()
    assert [one.card.id for one in found] == keys[::-1], "the latest deleted first"
    assert isinstance(found[0].card, EpisodeCard)
    assert f"{found[0].at:%H:%M %z}" == "15:36 +0200"
    assert care.count(ALL) == 0
    journaling.restore(keys[:3])
    assert care.count(ALL) == 3
    journaling.erase(keys[3:])
    assert care.trashed() == ()


def test_what_is_gone_cannot_be_written_again(care: SelfCaring, journaling: Journaling) -> None:
    card = shown(care, care.drink(250))
    journaling.erase_everything()
    with pytest.raises(RelaxappError):
        care.save(card._replace(ml=500))
    assert care.count(ALL) == 0


def test_the_trash_tells_of_what_measures_weeks(
    care: SelfCaring, services: Services, journaling: Journaling, clock: FakeClock
) -> None:
    store = services.store
    assert store is not None
    now = clock.now()
    kept = (
        store.add(Check(uuid7(now), journaling.placed(now), 6)),
        store.add(Score(uuid7(now), TODAY, Instrument.GAD7, 9, "at home")),
        store.add(Trial(uuid7(now), Act.BATH, TODAY)),
    )
    journaling.remove([one.id for one in kept])
    told = {(words.kind(one.card), words.what(one.card, TODAY)) for one in care.trashed()}
    assert told == {
        ("Weekly check", "anxiety 6, in the way not said"),
        ("Score", "GAD-7: 9 of 21 · at home"),
        ("On/off trial", "A warm bath"),
    }
    journaling.restore([one.id for one in kept])
    assert (store.checks(), store.scores(), store.trials()) == tuple((one,) for one in kept)
