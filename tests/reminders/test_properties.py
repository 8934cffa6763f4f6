"""Whatever happens in a person's days: what must hold of every notice that is shown.

Over a thousand generated days of rules, acts, sleeps, clocks that are set and journeys. What is
expected is worked out here from real time and the clock on the wall, not by the machine.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.errors import RelaxappError
from relaxapp.reminders.ports import Hold
from relaxapp.reminders.rule import DAY_MINUTES, Aligned, At, Deed, Every, Rule, Window
from relaxapp.reminders.standing import Pause
from tests.reminders.world import World

if TYPE_CHECKING:
    from relaxapp.reminders.ports import Notice

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")
STARTS = (
    "2026-03-27T20:00+00:00",  # two days before clocks go forward in Europe
    "2026-10-23T20:00+00:00",  # and back
    "2026-06-01T05:00+00:00",
)
HOUR = 3600.0


class Event(NamedTuple):
    """Something that happens after so many minutes; ``size`` is for it to make use of."""

    after: int
    what: str
    rule: int
    size: int


def quarter() -> st.SearchStrategy[int]:
    return st.integers(0, DAY_MINUTES // 15 - 1).map(lambda number: number * 15)


def windows() -> st.SearchStrategy[Window]:
    days = st.sets(st.integers(0, 6), min_size=4).map(frozenset)
    parts = st.tuples(quarter(), quarter(), days).filter(lambda part: part[0] != part[1])
    return parts.map(lambda part: Window(*part))


def modes() -> st.SearchStrategy[Every | Aligned | At]:
    fixed = st.lists(st.integers(0, DAY_MINUTES - 1), min_size=1, max_size=4)
    return st.one_of(
        st.integers(20, 240).map(Every),
        st.sampled_from((30, 45, 60, 120)).map(Aligned),
        fixed.map(lambda times: At(tuple(times))),
    )


def rules() -> st.SearchStrategy[list[Rule]]:
    deeds = st.sampled_from(
        (frozenset({Deed.DRINK}), frozenset({Deed.MOVEMENT, Deed.AWAY}), frozenset[Deed]())
    )
    parts = st.tuples(modes(), st.lists(windows(), min_size=1, max_size=2), deeds)
    return st.lists(parts, min_size=1, max_size=3).map(
        lambda found: [
            Rule(f"r{i}", mode, tuple(open_), enabled=True, title=f"r{i}", deeds=counts)
            for i, (mode, open_, counts) in enumerate(found)
        ]
    )


def events(*kinds: str) -> st.SearchStrategy[list[Event]]:
    one = st.builds(
        Event, st.integers(0, 500), st.sampled_from(kinds), st.integers(0, 2), st.integers(1, 600)
    )
    return st.lists(one, min_size=6, max_size=14)


def lives(*kinds: str) -> st.SearchStrategy[Life]:
    return st.builds(Life, rules(), st.sampled_from(STARTS), st.sampled_from(ZONES), events(*kinds))


class Life:
    """Rules, a place and time to begin, and what happens; an onlooker notes what may come when."""

    def __init__(self, own: list[Rule], start: str, zone: str, what: list[Event]) -> None:
        self.own, self.start, self.zone, self.what = own, start, zone, what
        self.attentive = self.loose = self.practising = False
        self.extra_wakes: list[int] = []
        self.may: dict[str, float] = {}
        self.shown: list[tuple[float, datetime, str]] = []

    def __repr__(self) -> str:
        return f"Life({self.own!r}, {self.start!r}, {self.zone!r}, {self.what!r})"

    def live_through(self) -> World:
        world = World(*self.own, at=datetime.fromisoformat(self.start), zone=ZoneInfo(self.zone))
        self.world = world
        self.may = {rule.id: -1e12 for rule in self.own}  # counted from its window's opening
        self.begin()
        for event in self.what:
            for wake in self.extra_wakes:
                part = min(wake, event.after)
                self.let_pass(part * 60.0 + 0.25)
                world.service.wake()
            self.let_pass(event.after * 60.0)
            self.let_pass(1.0)  # nobody acts twice in one instant
            getattr(self, f"do_{event.what}")(self.own[event.rule % len(self.own)], event.size)
        self.let_pass(6 * HOUR)
        return world

    def begin(self) -> None:
        """Look on from now, as a run of the program begins."""
        world, plain = self.world, self.world.notifier.show

        def show(notice: Notice) -> None:
            plain(notice)
            self.saw(notice)

        self.practising = False
        world.notifier.show = show  # type: ignore[method-assign]  # an onlooker before the screen

    def let_pass(self, seconds: float) -> None:
        if not self.attentive:
            self.world.pass_time(seconds=seconds)
            return
        # Whoever is attentive answers before the next thing can happen.
        while seconds > 0:
            part = min(seconds, 20.0)
            self.world.pass_time(seconds=part)
            self.answer()
            seconds -= part

    def answer(self) -> None:
        for notice in tuple(self.world.notifier.up.values()):
            for rule_id in notice.title.split("+"):
                self.world.service.skip(rule_id)

    # ------------------------------------------------------------ the onlooker

    def real(self) -> float:
        return self.world.clock.boottime()

    def saw(self, notice: Notice) -> None:
        world, ids = self.world, notice.title.split("+")
        assert all(ids), "of nothing"
        for key, other in world.notifier.up.items():
            assert key == notice.key or not set(ids) & set(other.title.split("+")), "stacked"
        for rule in self.own:
            live = world.service.state.of(rule.id).live
            if rule.id in ids and live == world.clock.now():
                self.saw_one(rule)

    def saw_one(self, rule: Rule) -> None:
        now = self.world.clock.now()
        wall = now.astimezone(self.world.zone)
        assert any(covers(window, wall) for window in rule.windows), f"{rule.windows} at {wall}"
        assert self.world.service.rule(rule.id).enabled
        if isinstance(rule.mode, Every):
            assert self.loose or self.real() >= self.may[rule.id] - 0.01, "early"
            self.counts_from_now(rule)
        self.shown.append((self.real(), wall, rule.id))

    def counts_from_now(self, rule: Rule) -> None:
        if isinstance(rule.mode, Every):
            # What came due together may have waited a minute for another; it counts from its own.
            self.may[rule.id] = self.real() + rule.mode.minutes * 60 - 60.0

    def may_come_again(self) -> None:
        """What was on the screen was interrupted and may come again at any time."""
        for rule_id in self.world.service.state.live:
            self.may[rule_id] = self.real()

    # ---------------------------------------------------------- what can happen

    def do_done(self, rule: Rule, size: int) -> None:
        self.world.service.done(rule.id)
        self.counts_from_now(rule)

    def do_skip(self, rule: Rule, size: int) -> None:
        self.world.service.skip(rule.id)
        self.counts_from_now(rule)

    def do_snooze(self, rule: Rule, size: int) -> None:
        minutes = size % 90 + 1
        try:
            self.world.service.snooze(rule.id, minutes)
        except RelaxappError:
            return
        self.may[rule.id] = self.real() + minutes * 60

    def do_dismiss(self, rule: Rule, size: int) -> None:
        self.world.dismiss()

    def do_pause(self, rule: Rule, size: int) -> None:
        self.may_come_again()
        now = self.world.clock.now()
        self.world.service.pause(now + timedelta(minutes=size) if size % 5 else None)

    def do_resume(self, rule: Rule, size: int) -> None:
        self.world.service.resume()

    def do_plan(self, rule: Rule, size: int) -> None:
        self.loose = True  # whatever is live when it begins comes again when it ends
        since = self.world.clock.now() + timedelta(minutes=size)
        self.world.service.plan(Pause(since, since + timedelta(minutes=size)))

    def do_restart(self, rule: Rule, size: int) -> None:
        self.may_come_again()
        if size % 2:
            self.world.service.end()
        self.world.switch_on()
        self.begin()

    def do_switch(self, rule: Rule, size: int) -> None:
        on = not self.world.service.rule(rule.id).enabled
        self.world.service.enable(rule.id, on=on)
        if on:
            self.counts_from_now(rule)

    def do_edit(self, rule: Rule, size: int) -> None:
        kept = self.world.service.rule(rule.id)
        changed = rule.with_(enabled=kept.enabled, windows=rule.windows[::-1], line=str(size))
        if isinstance(rule.mode, Every):
            changed = changed.with_(mode=Every(size % 100 + 20))
        self.world.service.change(changed)
        self.own[self.own.index(rule)] = changed
        if (kept.mode, kept.windows) != (changed.mode, changed.windows):
            self.counts_from_now(changed)

    def do_hold(self, rule: Rule, size: int) -> None:
        presence = self.world.presence
        presence.hold = None if presence.hold else Hold.CAMERA

    def do_session(self, rule: Rule, size: int) -> None:
        self.practising = not self.practising
        self.world.service.session(on=self.practising)

    def do_override(self, rule: Rule, size: int) -> None:
        self.world.service.show_anyway()

    def do_dumb(self, rule: Rule, size: int) -> None:
        """Let presence answer late, or never."""
        presence = self.world.presence
        if presence.silent and presence.waiting and size % 3:
            presence.waiting[size % len(presence.waiting)](Hold.LOCKED if size % 2 else None)
        presence.silent = not presence.silent

    def do_idle(self, rule: Rule, size: int) -> None:
        world = self.world
        world.service.went_idle(60)
        world.pass_time(size)
        world.service.came_back(size * 60 + 60)
        for one in self.own:
            if one.counts(Deed.AWAY) and size + 1 >= one.away_minutes:
                self.counts_from_now(one)

    def do_sleep(self, rule: Rule, size: int) -> None:
        self.may_come_again()
        self.world.clock.advance(size * 60, asleep=True)
        for one in self.own:
            if one.counts(Deed.AWAY) and size >= one.away_minutes:
                self.counts_from_now(one)
        self.world.service.wake()

    def do_clock(self, rule: Rule, size: int) -> None:
        self.world.set_clock(size - 300)

    def do_journey(self, rule: Rule, size: int) -> None:
        self.world.zone = ZoneInfo(ZONES[size % len(ZONES)])
        self.world.service.wake()


def covers(window: Window, wall: datetime) -> bool:
    """Tell whether the clock on the wall lies in a window; by an hour more when clocks change."""
    around = [wall.astimezone(UTC) + timedelta(hours=hours) for hours in (-26, 26)]
    slack = 60 if len({at.astimezone(wall.tzinfo).utcoffset() for at in around}) > 1 else 0
    end = window.end if window.end > window.start else window.end + DAY_MINUTES
    for back in (0, 1):
        at = wall.hour * 60 + wall.minute + back * DAY_MINUTES
        day = (wall.weekday() - back) % 7
        if day in window.days and window.start - slack <= at < end + slack:
            return True
    return False


PERSON = ("done", "skip", "snooze", "dismiss", "pause", "resume", "plan", "restart", "idle")
MORE = ("switch", "edit", "hold", "session", "override", "dumb")
OUTSIDE = ("sleep", "clock", "journey")


@settings(max_examples=250)
@given(lives(*PERSON, *MORE, *OUTSIDE))
def test_never_early_never_outside_a_window_never_two_for_one(life: Life) -> None:
    life.live_through()


@settings(max_examples=120)
@given(lives("sleep"))
def test_after_any_sleep_each_comes_at_most_once_and_not_at_once(life: Life) -> None:
    life.what = [event._replace(after=event.after + 60) for event in life.what]
    woken: list[float] = []
    plain = life.do_sleep

    def sleep(rule: Rule, size: int) -> None:
        plain(rule, size)
        woken.append(life.real())

    life.do_sleep = sleep  # type: ignore[method-assign]  # notes the moment besides
    life.live_through()
    for at in woken:
        soon = [(real, wall, name) for real, wall, name in life.shown if at <= real < at + 1200]
        assert all(real - at >= 30 for real, _, _ in soon)
        names = [name for _, _, name in soon]
        for rule in life.own:
            # A fixed time, or the full half hour, may come besides what was missed.
            fresh = 0 if isinstance(rule.mode, Every) else 20
            if not fresh:
                assert names.count(rule.id) <= 1
            else:
                walls = [wall for _, wall, name in soon if name == rule.id]
                assert len(walls) <= 1 + ticks(rule, walls)


def ticks(rule: Rule, walls: list[datetime]) -> int:
    """Return at how many of these times the clock showed what the rule waits for."""
    shown = [wall.hour * 60 + wall.minute for wall in walls if wall.second == 0]
    if isinstance(rule.mode, At):
        # What was due within a minute of it may have made it wait that long.
        return sum(minute in rule.mode.times or minute - 1 in rule.mode.times for minute in shown)
    assert isinstance(rule.mode, Aligned)
    return sum(minute % rule.mode.minutes <= 1 for minute in shown)


@settings(max_examples=60)
@given(lives(*OUTSIDE))
def test_a_fixed_time_comes_at_most_once_whatever_clocks_and_journeys_do(life: Life) -> None:
    life.own = [one for one in life.own if isinstance(one.mode, At)][:1] or [
        life.own[0].with_(mode=At((9 * 60, 14 * 60 + 30)))
    ]
    life.attentive = True
    life.live_through()
    taken = set()
    (rule,) = life.own
    assert isinstance(rule.mode, At)
    for _, wall, _ in life.shown:
        naive = wall.replace(tzinfo=None)
        slots = [
            datetime.combine(naive.date() - timedelta(days=back), datetime.min.time())
            + timedelta(minutes=minutes)
            for back in range(3)
            for minutes in rule.mode.times
        ]
        slot = max(one for one in slots if one <= naive)
        assert slot not in taken, f"{slot} twice"
        taken.add(slot)


@settings(max_examples=60)
@given(
    lives("done", "skip", "snooze", "sleep"), st.lists(st.integers(0, 500), min_size=1, max_size=4)
)
def test_further_wake_ups_change_nothing(life: Life, wakes: list[int]) -> None:
    life.extra_wakes = wakes
    life.live_through()
    # The same length of time before each event, but woken at its beginning only.
    whole = [sum(min(wake, event.after) for wake in wakes) for event in life.what]
    what = [e._replace(after=e.after + more) for e, more in zip(life.what, whole, strict=True)]
    other = Life(life.own, life.start, life.zone, what)
    other.extra_wakes = [0] * len(wakes)
    other.live_through()
    assert life.shown == other.shown


@settings(max_examples=40)
@given(st.lists(quarter(), min_size=1, max_size=3), st.sampled_from(STARTS), st.sampled_from(ZONES))
def test_every_fixed_time_comes_while_nothing_special_happens(
    times: list[int], start: str, zone: str
) -> None:
    whole = (Window(0, DAY_MINUTES),)
    rule = Rule("r", At(tuple(times)), whole, enabled=True, title="r")
    life = Life([rule], start, zone, [])
    life.attentive = True
    world = life.live_through()
    life.let_pass(3 * 24 * HOUR)
    by_day: dict[str, set[str]] = defaultdict(set)
    for at, _ in world.notifier.shown:
        local = at.astimezone(world.zone)
        by_day[f"{local:%F}"].add(f"{local:%H:%M}")
    days = sorted(by_day)[1:-1]
    assert len(days) >= 1
    for day in days:
        assert len(by_day[day]) == len(set(times)), day
