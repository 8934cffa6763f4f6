"""Days in the tray: what three of them leave behind in memory."""

from __future__ import annotations

import gc
import tracemalloc
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.errors import RelaxappError
from relaxapp.reminders.ports import Closed
from relaxapp.reminders.rule import DAY_MINUTES, Aligned, At, Deed, Window, bundled
from relaxapp.reminders.standing import Pause
from tests.reminders.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 5_000_000


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def busy() -> World:
    """Return a world in which everything reminds, all day, in every way."""
    rules = [rule.with_(enabled=True, windows=(Window(0, DAY_MINUTES),)) for rule in bundled()]
    modes = (Aligned(30), At((540, 720, 900)), None)
    own = [
        rules[0].with_(
            id=f"own-{n}", title="Own", bundled=False, mode=modes[n % 3] or rules[0].mode
        )
        for n in range(6)
    ]
    return World(*rules, *own)


def live_through_an_hour(world: World, hour: int) -> None:
    """Do something of everything that can happen in an hour."""
    service, clock = world.service, world.clock
    world.pass_time(25)
    for key in tuple(world.notifier.up):
        ids = world.notifier.up[key].title.split("+")
        world.press(("done", "snooze", "skip")[hour % 3], *ids)
        break
    for key in tuple(world.notifier.up)[:1]:
        world.notifier.up.pop(key)
        service.closed(key, Closed.EXPIRED)
    service.went_idle(60)
    world.pass_time(10)
    service.came_back(660)
    world.doings.known[Deed.DRINK] = clock.now()
    service.journal_changed()
    match hour % 6:
        case 0:
            service.pause(clock.now() + timedelta(minutes=5))
        case 1:
            service.plan(Pause(clock.now(), clock.now() + timedelta(minutes=3)))
        case 2:
            world.sleep(90)
        case 3:
            world.set_clock(3 if hour % 4 else -3)
        case 4:
            service.enable("own-1", on=not service.rule("own-1").enabled)
    try:
        service.snooze("drink", 5)
    except RelaxappError:
        service.done("drink")
    # The onlookers of the test, whose own memory does not count.
    world.notifier.shown.clear()
    world.doings.written.clear()


@pytest.mark.usefixtures("traced")
def test_three_days_leave_less_than_five_megabytes() -> None:
    world = busy()
    for hour in range(24):  # caches fill on the first day
        live_through_an_hour(world, hour)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    changes, begin = world.changes, world.clock.now()
    hour = 0
    while world.clock.now() - begin < timedelta(days=3):
        live_through_an_hour(world, hour)
        hour += 1
    gc.collect()
    after, peak = tracemalloc.get_traced_memory()
    assert world.changes - changes > 500
    assert after - before < MOST_BYTES
    assert peak - before < MOST_BYTES
    assert len(world.service.state.standings) <= len(world.service.rules)
    assert len(world.service.state.planned) <= 1
