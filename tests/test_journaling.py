"""The journal behind the window, over a real store: placed in time, undoable, quiet when asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.errors import RelaxappError
from relaxapp.journal.store import Store
from relaxapp.journal.transfer import everything
from relaxapp.journaling import Journaling
from relaxapp.selfcare import SelfCaring
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui.journal_ports import DayCard, Tried, Wanted
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NIGHT = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
"""01:30 in Berlin, half an hour before the clocks there go forward."""


class Kept:
    def __init__(self) -> None:
        self.settings = Settings()

    def load(self) -> Settings:
        return self.settings

    def save(self, settings: Settings) -> None:
        self.settings = settings


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(now=NIGHT)


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    made = Services(clock, {"TZ": "Europe/Berlin"}, tmp_path / "data")
    yield made
    if made.store is not None:
        made.store._connection.close()  # type: ignore[attr-defined]  # the protocol needs no close


@pytest.fixture
def journaling(services: Services) -> Journaling:
    kept = Kept()
    return Journaling(services, kept.load, kept.save)


def test_an_entry_is_on_the_disk_with_the_time_alone(
    journaling: Journaling, services: Services
) -> None:
    card = journaling.log(running=False)
    assert isinstance(services.store, Store)
    (kept,) = services.store.episodes()
    assert kept.id == card.id
    assert kept.when.zone == "Europe/Berlin"
    assert card.day == date(2026, 3, 28), "before four it is still the evening before"
    assert f"{card.start:%H:%M}" == "01:30"
    assert (card.sites, card.kind, card.intensity, card.note) == ((), "", None, "")


def test_everything_that_can_be_said_comes_back(journaling: Journaling) -> None:
    card = journaling.log(running=False)
    said = card._replace(
        sites=("eyelid.left", "calf.right"), kind="twitch", intensity=3, worry=0,
        state="at_rest", before=("stress", "new chair"), feelings=("tense",),
        signs=("numbness",), note="Short", tried=(Tried("stretch", 5, 2),), end=card.start,
    )  # fmt: skip
    journaling.save((said,))
    assert journaling.episode(card.id) == said
    assert journaling.tags() == ("new chair",)
    assert journaling.last_site() == "eyelid.left"


def test_a_time_moved_over_the_change_of_clocks_is_the_hour_that_was_meant(
    journaling: Journaling, clock: FakeClock
) -> None:
    clock.advance(3600 * 12)
    card = journaling.log(running=False)
    assert f"{card.start:%H:%M %z}" == "14:30 +0200"
    journaling.save((card._replace(start=card.start - timedelta(hours=1)),))
    moved = journaling.episode(card.id)
    assert moved is not None
    assert f"{moved.start:%H:%M}" == "13:30"
    with pytest.raises(RelaxappError, match="in the past"):
        journaling.save((card._replace(start=card.start + timedelta(hours=1)),))


def test_a_live_episode_goes_on_until_it_is_stopped(
    journaling: Journaling, clock: FakeClock
) -> None:
    first = journaling.log(running=True)
    second = journaling.log(running=True)
    clock.advance(90)
    journaling.stop(first.id)
    assert [card.id for card in journaling.running()] == [second.id]
    stopped = journaling.episode(first.id)
    assert stopped is not None
    assert stopped.end == first.start + timedelta(seconds=90)


def test_many_changes_are_one_step_to_undo(journaling: Journaling, clock: FakeClock) -> None:
    cards = []
    for _ in range(3):
        cards.append(journaling.log(running=False))
        clock.advance(60)
    journaling.save([card._replace(kind="cramp") for card in cards])
    assert journaling.count(Wanted(kind="cramp")) == 3
    journaling.undo()
    assert journaling.count(Wanted(kind="cramp")) == 0
    assert journaling.count(Wanted()) == 3
    journaling.redo()
    assert journaling.count(Wanted(kind="cramp")) == 3


def test_pages_follow_one_another(journaling: Journaling, clock: FakeClock) -> None:
    for _ in range(5):
        journaling.log(running=False)
        clock.advance(60)
    first = journaling.episodes(Wanted(), 2, None)
    rest = journaling.episodes(Wanted(), 9, first[-1])
    starts = [card.start for card in (*first, *rest)]
    assert starts == sorted(starts, reverse=True)
    assert len(set(starts)) == 5


def test_the_trash_gives_back_or_erases(journaling: Journaling, services: Services) -> None:
    one, other = journaling.log(running=False), journaling.log(running=False)
    journaling.remove((one.id, other.id))
    assert journaling.count(Wanted()) == 0
    journaling.restore((one.id,))
    assert journaling.episode(one.id) is not None
    journaling.erase((other.id,))
    assert SelfCaring(services, journaling).trashed() == ()


def test_erasing_everything_leaves_nothing(journaling: Journaling, services: Services) -> None:
    journaling.log(running=False)
    journaling.remove((journaling.log(running=False).id,))
    journaling.erase_everything()
    assert journaling.count(Wanted()) == 0
    assert SelfCaring(services, journaling).trashed() == ()
    assert journaling.undo_label() == ""
    folder = services.paths.database.parent
    assert [file for file in folder.rglob("*") if file.is_file() and "backup" in str(file)] == []


def test_no_episodes_today_holds_until_one_comes(journaling: Journaling) -> None:
    today = journaling.today()
    journaling.set_day(DayCard(today, "complete"))
    assert journaling.day(today).provisional
    journaling.log(running=False)
    assert journaling.day(today)[:4] == (today, "partial", False, 1)


def test_a_session_is_offered_after_several_within_the_hour_and_once(
    journaling: Journaling, clock: FakeClock
) -> None:
    journaling.log(running=False)
    clock.advance(3601)
    for due in (False, False, True, False):
        journaling.log(running=False)
        clock.advance(60)
        assert journaling.offer_due() is due


def test_nothing_is_offered_while_paused_or_beside_what_presses(
    journaling: Journaling, clock: FakeClock
) -> None:
    cards = [journaling.log(running=False) for _ in range(3)]
    journaling.set_paused(paused=True)
    assert not journaling.offer_due()
    journaling.set_paused(paused=False)
    journaling.save((cards[0]._replace(signs=("chest_pain",)),))
    assert not journaling.offer_due()


def again(services: Services) -> Journaling:
    """Return the journal as the next start finds it."""
    services.close_journal()
    kept = Kept()
    return Journaling(services, kept.load, kept.save)


def test_what_was_said_once_is_not_said_again_after_a_restart(
    journaling: Journaling, services: Services, clock: FakeClock
) -> None:
    for _ in range(3):
        journaling.log(running=False)
    assert not journaling.has_advised("numbness")
    journaling.advised("numbness")
    journaling.advised("double_vision")
    journaling.advised("numbness")
    assert journaling.offer_due()
    later = again(services)
    assert not later.offer_due()
    assert later.has_advised("numbness")
    assert later.has_advised("double_vision")
    assert not later.has_advised("swelling")
    clock.advance(24 * 3600)
    for _ in range(3):
        later.log(running=False)
    assert later.offer_due()


def test_a_sign_that_came_by_another_way_is_still_explained(journaling: Journaling) -> None:
    for _ in range(2):
        card = journaling.log(running=False)
        journaling.save((card._replace(signs=("numbness",)),))
    assert not journaling.has_advised("numbness")


def test_what_was_said_is_forgotten_with_everything_else(
    journaling: Journaling, services: Services
) -> None:
    store = services.store
    assert store is not None
    before = everything(store)
    journaling.log(running=False)
    journaling.advised("numbness")
    store.undo()
    assert everything(store) == before
    assert journaling.has_advised("numbness")
    store.erase_everything()
    assert not journaling.has_advised("numbness")
