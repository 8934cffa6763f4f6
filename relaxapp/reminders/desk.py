"""What the person asks of the reminders, written down: rules and state, and every act upon them.

Nothing is shown here. The command line works on this alone where no window is open.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from relaxapp.clock import Marks, gap
from relaxapp.errors import RelaxappError
from relaxapp.reminders import happenings, machine
from relaxapp.reminders.rule import MOST_RULES, Deed, Rule, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.clock import Clock
    from relaxapp.reminders.ports import Book, Doings, Hold
    from relaxapp.reminders.standing import Pause, State

_log = logging.getLogger(__name__)


class Desk:
    """All reminders and where they stand; ``on_change`` is called when something is different.

    What follows from a change at once is up to :class:`relaxapp.reminders.service.Reminders`.
    """

    def __init__(
        self,
        clock: Clock,
        zone: Callable[[datetime], tzinfo],
        book: Book,
        doings: Doings,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._clock, self._book, self._doings = clock, book, doings
        self.zone = zone
        """Returns the zone that the person is in at an instant."""
        self._on_change = on_change
        self._rules = book.rules()
        self._state, self._seen = book.state()
        self._marks = Marks.of(clock)
        self._counted: dict[Deed, datetime] = {}
        self.hold: Hold | None = None
        """Why what is due is not shown just now."""
        self.problem = ""
        """What went wrong last, in plain words, until it goes well again."""
        self._unkept = ""

    def catch_up(self) -> None:
        """Take account of what was done and of the time that passed; nothing is written."""
        now = self._clock.now()
        zone = self.zone(now)
        self._state = happenings.passed(self._with_deeds(self._state), self._rules, now, zone)

    # ------------------------------------------------------------- by the person

    def done(self, rule_id: str, ml: int | None = None) -> None:
        """Write into the journal that it was done now, and count it; raises RelaxappError."""
        rule, now = self.rule(rule_id), self._tick()
        if rule.button is Deed.DRINK and ml is None and rule.amounts:
            ml = rule.amounts[0]
        self._doings.write(rule, ml)
        self.problem = ""
        state = happenings.done(self._state, rule, now, self.zone(now))
        self._do(self._with_deeds(state))

    def snooze(self, rule_id: str, minutes: int | None = None) -> None:
        """Put it off by so many minutes, or the usual ones; raises RelaxappError."""
        rule, now = self.rule(rule_id), self._tick()
        length = rule.snoozes[0] if minutes is None else minutes
        self._do(happenings.snoozed(self._state, rule, length, now, self.zone(now)))

    def skip(self, rule_id: str) -> None:
        """Pass over what is shown, or what comes next; raises RelaxappError for an unknown id."""
        rule, now = self.rule(rule_id), self._tick()
        self._do(happenings.skipped(self._state, rule, now, self.zone(now)))

    def enable(self, rule_id: str, *, on: bool) -> None:
        """Switch a reminder on or off; raises RelaxappError."""
        self.change(self.rule(rule_id).with_(enabled=on))

    def change(self, rule: Rule) -> None:
        """Keep a new rule, or one that was changed; it counts from now. Raises RelaxappError."""
        before = next((one for one in self._rules if one.id == rule.id), None)
        if before == rule:
            return
        others = [one for one in self._rules if one.id != rule.id]
        place = len(others) if before is None else self._rules.index(before)
        if len(others) >= MOST_RULES:
            raise RuleError("reminders", len(others) + 1, f"at most {MOST_RULES}")
        self._keep_rules((*others[:place], rule, *others[place:]))
        now = self._tick()
        state = self._state
        if not rule.enabled:
            self._do(happenings.ended(state, rule.id))
        elif before is None or _timing(before) != _timing(rule):
            self._do(happenings.begun(state, rule, now, self.zone(now)))
        else:
            self._do(state)
            self._say_otherwise()

    def remove(self, rule_id: str) -> None:
        """Drop a reminder of the person's own; raises RelaxappError for a bundled one."""
        if self.rule(rule_id).bundled:
            raise RuleError("id", rule_id, "a reminder of your own")
        self._keep_rules(tuple(one for one in self._rules if one.id != rule_id))
        self._do(happenings.forgotten(self._state, rule_id))

    def pause(self, until: datetime | None) -> None:
        """Show nothing until then; None: until the person says. Raises RelaxappError."""
        now = self._tick()
        self._do(happenings.paused(self._state, now, until))

    def resume(self) -> None:
        """End the pause that is on."""
        now = self._tick()
        self._do(happenings.resumed(self._state, now))

    def plan(self, pause: Pause) -> None:
        """Set up a pause ahead; raises RelaxappError where it is over already."""
        now = self._tick()
        self._do(happenings.planned(self._state, pause, now))

    def unplan(self, pause: Pause) -> None:
        """Take back a pause that was set up ahead."""
        self._do(happenings.unplanned(self._state, pause))

    def settle_problem(self) -> None:
        """Note that the person has read what went wrong."""
        self.problem = ""
        self._on_change()

    # ------------------------------------------------------------- to be read

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All reminders, the bundled ones first."""
        return self._rules

    @property
    def state(self) -> State:
        """Where they stand."""
        return self._state

    def rule(self, rule_id: str) -> Rule:
        """Return one reminder; raises RelaxappError naming those there are."""
        for one in self._rules:
            if one.id == rule_id:
                return one
        known = ", ".join(one.id for one in self._rules)
        raise RuleError("reminder", rule_id, f"one of {known}")

    def status(self, rule: Rule) -> machine.Status:
        """Return what a reminder is doing."""
        now = self._clock.now()
        held = self.hold is not None
        return machine.status(rule, self._state, now, self.zone(now), held=held)

    def next_of(self, rule: Rule) -> datetime | None:
        """Return when a reminder comes next as things stand, or came if it is live."""
        now = self._clock.now()
        live = self._state.of(rule.id).live
        if live is not None and rule.enabled:
            return live
        coming = machine.comes(rule, self._state, now, self.zone(now))
        return None if coming is None else coming.at

    # ------------------------------------------------------------- below

    @property
    def at_work(self) -> bool:
        """Whether it reminds, so that what cannot be written holds at least for now."""
        return False

    def _follow_up(self) -> None:
        """See to what follows from a state that somebody brought about."""

    def _say_otherwise(self) -> None:
        """Say in other words what is shown."""

    def _do(self, state: State) -> None:
        """Take over a state that somebody brought about.

        Raises RelaxappError where nothing runs that it would hold for, and it cannot be kept.
        """
        self._keep(state)
        self._follow_up()
        self._on_change()

    def _keep(self, state: State, *, always: bool = False) -> None:
        if state == self._state and not always:
            return
        self._state = state
        if self.at_work:
            self._seen = self._clock.now()
        try:
            self._book.keep_state(state, self._seen)
        except RelaxappError as error:
            if not self.at_work:
                raise
            self._unkept = str(error)
            self._fail(self._unkept)  # it holds for as long as this runs
        else:
            if self._unkept and self.problem == self._unkept:
                self.settle_problem()
            self._unkept = ""

    def _keep_rules(self, rules: tuple[Rule, ...]) -> None:
        self._book.keep_rules(rules)
        self._rules = rules

    def _fail(self, told: str) -> None:
        _log.warning("reminders: %s", told)
        self.problem = told
        self._on_change()

    def _with_deeds(self, state: State) -> State:
        now = self._clock.now()
        zone = self.zone(now)
        for deed, at in self._doings.latest().items():
            # What has counted does not count anew because the clock was set since.
            if at <= now and self._counted.get(deed) != at:
                self._counted[deed] = at
                for rule in self._rules:
                    if rule.enabled and rule.counts(deed):
                        state = happenings.done(state, rule, at, zone)
        return state

    def _tick(self) -> datetime:
        """Return the instant, once what the clocks tell of sleep and of being set has counted."""
        now = self._clock.now()
        found = gap(self._marks, Marks.of(self._clock))
        self._marks = found.since
        state = self._state
        if found.jumped_s:
            by = timedelta(seconds=found.jumped_s)
            state = happenings.jumped(state, self._rules, now, self.zone(now), by)
        if found.slept_s:
            slept = timedelta(seconds=found.slept_s)
            state = happenings.woke(state, self._rules, now, self.zone(now), slept)
            self._slept()
        self._keep(state)
        return now

    def _slept(self) -> None:
        """Note that the computer slept."""


def _timing(rule: Rule) -> tuple[object, ...]:
    """What of a rule decides when it comes; a change of the rest does not make it count anew."""
    return rule.enabled, rule.mode, rule.windows
