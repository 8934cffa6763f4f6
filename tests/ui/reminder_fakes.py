"""Reminders in memory behind the window's port, with a clock set by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from relaxapp.errors import RelaxappError
from relaxapp.reminders import machine
from relaxapp.reminders.machine import Status
from relaxapp.reminders.rule import Deed, Every, Rule, Window, bundled
from relaxapp.reminders.standing import Standing, State
from relaxapp.reminders.water import USUAL_GOAL_ML, Water, goal
from relaxapp.ui.ports import Named
from relaxapp.ui.reminder_ports import Logged, PauseCard, ReminderCard, TodayCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relaxapp.reminders.ports import Hold

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 14, 13, 30, tzinfo=ZONE)


class FakeReminders:
    """Everything the port promises, told by attributes."""

    def __init__(self, *, answered: bool = True) -> None:
        self.at = NOW
        self.answered = answered
        self.limited: bool | None = False if answered else None
        self.background = False
        self.goal_ml = USUAL_GOAL_ML
        on = {"drink", "move", "relax"} if answered else set()
        self.rules = {r.id: r.with_(enabled=r.id in on) for r in bundled()}
        self.due: dict[str, int] = {}
        self.holding: Hold | None = None
        self.snoozed: dict[str, datetime] = {}
        self.paused: PauseCard | None = None
        self.plans: tuple[PauseCard, ...] = ()
        self.log: list[Logged] = []
        self.episodes = 0
        self.status = "unknown"
        self.heard = 0
        self.trouble = ""
        self.desktop = True
        self.refuses: Exception | None = None
        self.acts: list[tuple[str, str, int | None]] = []

    def now(self) -> datetime:
        return self.at

    def asked(self) -> bool:
        return self.answered

    def answer(self, *, limited: bool, wanted: Iterable[str], background: bool) -> None:
        self._check()
        self.answered, self.limited, self.background = True, limited, background
        for name in wanted:
            self.enable(name, on=True)

    def cards(self) -> tuple[ReminderCard, ...]:
        return tuple(self._card(rule) for rule in self.rules.values())

    def today(self) -> TodayCard:
        drunk = [one.ml for one in self.log if one.deed is Deed.DRINK]
        water = Water(
            sum(ml for ml in drunk if ml),
            drunk.count(None),
            goal(self.goal_ml, limited=self.limited),
        )
        moved = sum(one.deed is Deed.MOVEMENT for one in self.log)
        return TodayCard(
            water, self.limited, self.goal_ml, moved, self.heard, self.heard * 6, self.episodes,
            self.status,
        )  # fmt: skip

    def pause(self) -> PauseCard | None:
        return self.paused

    def planned(self) -> tuple[PauseCard, ...]:
        return self.plans

    def pause_for(self, minutes: int) -> None:
        self.pause_until(self.at + timedelta(minutes=minutes))

    def pause_until(self, until: datetime | None) -> None:
        self._check()
        self.paused = PauseCard(self.at, until)

    def tomorrow(self) -> datetime:
        return (self.at + timedelta(days=1)).replace(hour=6, minute=0)

    def resume(self) -> None:
        self.paused = None

    def plan(self, since: datetime, until: datetime, label: str) -> None:
        self._check()
        self.plans = (*self.plans, PauseCard(since, until, label))

    def unplan(self, pause: PauseCard) -> None:
        self.plans = tuple(one for one in self.plans if one != pause)

    def enable(self, reminder: str, *, on: bool) -> None:
        self._check()
        self.rules[reminder] = self.rules[reminder].with_(enabled=on)

    def new_rule(self) -> Rule:
        return Rule("own-1", Every(60), (Window(9 * 60, 19 * 60),), title="-").with_(
            title="New", enabled=False
        )

    def change(self, rule: Rule) -> None:
        self._check()
        self.rules[rule.id] = rule

    def remove(self, reminder: str) -> None:
        self._check()
        del self.rules[reminder]

    def usual(self, reminder: str) -> Rule | None:
        return next((rule for rule in bundled() if rule.id == reminder), None)

    def act(self, act: str, reminder: str, value: int | None = None) -> None:
        self._check()
        self.acts.append((act, reminder, value))
        self.due.pop(reminder, None)
        if act == "snooze" and value is not None:
            self.snoozed[reminder] = self.at + timedelta(minutes=value)
        deed = self.rules[reminder].button
        if act == "done" and deed is not None:
            self.log.append(Logged(deed, value))

    def hold(self) -> Hold | None:
        return self.holding

    def show_anyway(self) -> None:
        self.holding = None

    def drink(self, ml: int | None) -> None:
        self._check()
        self.log.append(Logged(Deed.DRINK, ml))

    def moved(self) -> None:
        self._check()
        self.log.append(Logged(Deed.MOVEMENT))

    def no_episodes(self) -> None:
        self._check()
        self.status = "complete"
        self.log.append(Logged(Deed.DAY))

    def last(self) -> Logged | None:
        return self.log[-1] if self.log else None

    def undo(self) -> None:
        if self.log.pop().deed is Deed.DAY:
            self.status = "unknown"

    def set_limited(self, *, limited: bool) -> None:
        self._check()
        self.limited = limited

    def set_goal(self, ml: int) -> None:
        self._check()
        self.goal_ml = ml

    def sessions(self) -> tuple[Named, ...]:
        return (Named("soften", "Soften, now"), Named("breath", "Slow breath"))

    def problem(self) -> str:
        return self.trouble

    def settle_problem(self) -> None:
        self.trouble = ""

    def desktop_shows(self) -> bool:
        return self.desktop

    def _check(self) -> None:
        if self.refuses is not None:
            raise self.refuses

    def _card(self, rule: Rule) -> ReminderCard:
        left = self.due.get(rule.id)
        if left is not None and rule.enabled:
            status = Status.HELD if self.holding else Status.DUE
            return ReminderCard(rule, status, self.at, self.holding, left, 1)
        if rule.id in self.snoozed:
            return ReminderCard(rule, Status.SNOOZED, self.snoozed[rule.id])
        standing = Standing(since=self.at, handled=self.at.replace(tzinfo=None))
        state = State({rule.id: standing})
        found = machine.comes(rule, state, self.at, ZONE)
        status = machine.status(rule, state, self.at, ZONE)
        if self.paused is not None and rule.enabled:
            status = Status.PAUSED
        at = found.at.astimezone(ZONE) if found is not None else None
        return ReminderCard(rule, status, at)


class FakeResidence:
    """A system that answers a request to start at login with ``answer``."""

    def __init__(self, *, answer: bool = True, problem: str = "") -> None:
        self.answer, self.trouble = answer, problem
        self.stays = False
        self.login = (False, "")

    def background(self) -> bool:
        return self.stays

    def set_background(self, on: bool) -> None:  # noqa: FBT001 - the port's shape
        self.stays = on

    def at_login(self) -> tuple[bool, str]:
        return self.login

    def set_at_login(self, on: bool) -> tuple[bool, str]:  # noqa: FBT001 - the port's shape
        self.login = (on and self.answer, self.trouble)
        return self.login


def refusal(words: str) -> RelaxappError:
    """Return what a port says when it cannot."""
    return RelaxappError(words)
