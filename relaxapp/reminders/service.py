"""The reminders at work: one timer, one look at the person's day when something is due, one notice.

Everything happens in one thread. What is to be remembered is written before it is shown, so that
a program that is killed at any moment shows nothing twice.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from relaxapp.clock import Marks, gap
from relaxapp.errors import RelaxappError
from relaxapp.reminders import happenings, machine
from relaxapp.reminders.board import Board
from relaxapp.reminders.ports import Closed, Hold, NoNotifier
from relaxapp.reminders.rule import Deed, Rule, RuleError
from relaxapp.reminders.standing import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.clock import Clock
    from relaxapp.reminders.ports import (
        Alarm,
        Book,
        Doings,
        Notice,
        Notifier,
        Presence,
        Shore,
        Wording,
    )
    from relaxapp.reminders.standing import Pause

LOOK_AGAIN_S: Final = 45.0
"""While something is held, so often it is looked whether it still is."""
WATCH_S: Final = 15 * 60.0
"""The longest sleep of the timer: a wake-up of the computer that nobody told of is found then."""
_ANSWER_S: Final = 5.0
"""Seconds until presence that does not answer counts as having nothing against it."""
_log = logging.getLogger(__name__)


class Reminders:
    """All reminders; ``on_change`` is called whenever something about them is different.

    Nothing is shown before :meth:`start`; what is asked of it before is only written down, which
    is how the command line works where no window is open.
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
        self._alarm: Alarm | None = None
        self._presence: Presence | None = None
        self._words: Wording | None = None
        self._shore: Shore | None = None
        self._board = Board(NoNotifier(), self._word)
        self._marks = self._read_clock()
        self._looking_since: float | None = None
        self._in_session = False
        self.hold: Hold | None = None
        """Why what is due is not shown just now."""
        self.problem = ""
        """What went wrong last, in plain words, until it goes well again."""

    # ------------------------------------------------------------- the day's course

    def start(
        self,
        alarm: Alarm,
        notifier: Notifier,
        presence: Presence,
        words: Wording,
        shore: Shore,
    ) -> None:
        """Begin to remind. What was missed since the last run comes once, a little later."""
        self._alarm, self._presence = alarm, presence
        self._words, self._shore = words, shore
        self._board = Board(notifier, self._word)
        now = self._clock.now()
        self._marks = self._read_clock()
        state = happenings.started(self._state, self._rules, now, self.zone(now), self._off(now))
        self._keep(self._with_deeds(state))
        self.wake()

    def wake(self) -> None:
        """Do what is due now, and see to it that this is called when something is next."""
        if self._alarm is None:
            return
        now = self._tick()
        self._keep(happenings.passed(self._state, self._rules, now, self.zone(now)))
        self._board.agree(self._state.live)
        ready = self._ready(now)
        if not ready:
            self._set_hold(None)
        elif self._in_session:
            self._set_hold(Hold.SESSION)
        elif self._looking_since is None:
            self._looking_since = self._clock.monotonic()
            self._set_alarm(now)
            self._look()
            return
        elif self._clock.monotonic() - self._looking_since >= _ANSWER_S:
            self._looked(None)
            return
        self._set_alarm(now)

    def catch_up(self) -> None:
        """Take account of what was done and of the time that passed, without beginning to remind.

        Nothing is written: the same is found again next time.
        """
        now = self._clock.now()
        zone = self.zone(now)
        self._state = happenings.passed(self._with_deeds(self._state), self._rules, now, zone)

    def show_anyway(self) -> None:
        """Show at once what is held."""
        if self._alarm is not None:
            now = self._tick()
            self._deliver(self._ready(now), now)
            self._set_alarm(now)

    def end(self) -> None:
        """Take down what is shown and remember when that was."""
        if self._alarm is not None:
            self._alarm.set(None)
            self._alarm = None
            self._seen = self._clock.now()
            self._keep(self._state, always=True)
        self._board.end()

    # ------------------------------------------------------------- what happens around

    def session(self, *, on: bool) -> None:
        """Note that a session begins or has ended; in between nothing comes, and nothing stays."""
        self._in_session = on
        if on and self._alarm is not None:
            now = self._tick()
            self._do(happenings.put_away(self._state, now))
        else:
            self.wake()

    def went_idle(self, seconds: float) -> None:
        """Nothing was touched for so many seconds."""
        since = self._tick() - timedelta(seconds=seconds)
        self._do(happenings.went_idle(self._state, since))

    def came_back(self, seconds: float) -> None:
        """Something was touched again, after so many seconds."""
        now, away = self._tick(), timedelta(seconds=seconds)
        self._do(happenings.came_back(self._state, self._rules, now, away))

    def looked_up(self) -> None:
        """Something changed that may have ended a hold."""
        if self.hold is not None:
            self.wake()

    def journal_changed(self) -> None:
        """Something was written into the journal: what counts as done, does."""
        state = self._with_deeds(self._state)
        if state != self._state:
            self._do(state)

    def pressed(self, key: str, button: str) -> None:
        """Do what a button of a notice stands for, once; see :meth:`act` for its id."""
        held = self._board.holders(key)
        self._board.closed(key, Closed.DISMISSED)
        act, _, ids = button.partition(":")
        meant = [one for one in (ids.split(",") if ids else held) if one in held]
        for one in meant:
            if one in self._state.live or act == "default":
                self.act(act, one)
        left = [one for one in held if one not in meant and one in self._state.live]
        if left and act != "default":  # the screen has lost them with the notice
            self._board.put_up(left)

    def closed(self, key: str, how: Closed) -> None:
        """Note that a notice left the screen; its reminder waits in the tray all the same."""
        self._board.closed(key, how)

    def changed(self) -> None:
        """The desktop's notices came, went, or show other things now."""
        self._board.again()
        self._on_change()

    # ------------------------------------------------------------- by the person

    def act(self, act: str, rule_id: str, value: int | None = None) -> None:
        """Do what a button stands for; never raises: what fails is the ``problem`` then.

        ``done`` (``value``: ml), ``snooze`` (minutes), ``skip``, ``start`` its session, ``amount``
        to be asked how much, ``default`` to see it.
        """
        try:
            self._act(act, rule_id, value)
        except RelaxappError as error:
            self._fail(str(error))

    def _act(self, act: str, rule_id: str, value: int | None) -> None:
        shore = self._shore
        match act:
            case "done":
                self.done(rule_id, value)
            case "snooze":
                self.snooze(rule_id, value)
            case "skip":
                self.skip(rule_id)
            case "start" if shore is not None:
                self.skip(rule_id)  # begun is answered; whether it was done, the journal tells
                shore.start_session(self.rule(rule_id).session)
            case "amount" if shore is not None:
                shore.ask_amount(rule_id)
            case "default" if shore is not None:
                shore.open(rule_id)

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
        self._keep_rules((*others[:place], rule, *others[place:]))
        now = self._tick()
        state = self._state
        if not rule.enabled:
            self._do(happenings.ended(state, rule.id))
        elif before is None or _timing(before) != _timing(rule):
            self._do(happenings.begun(state, rule, now, self.zone(now)))
        else:
            self._do(state)
            self._board.refresh()

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

    def forget(self) -> None:
        """Begin anew with what comes with relaxapp, all of it off; the files are gone already."""
        self._rules, self._state, self._seen = self._book.rules(), State(), None
        self.problem = ""
        self._board.agree(())
        self.wake()
        self._on_change()

    def refresh_words(self) -> None:
        """Say what is on the screen in other words (others may look on now)."""
        self._board.refresh()

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

    def _ready(self, now: datetime) -> tuple[machine.Due, ...]:
        return machine.due(self._rules, self._state, now, self.zone(now))

    def _look(self) -> None:
        assert self._presence is not None  # noqa: S101 - there since `start`
        self._presence.look(self._looked)

    def _looked(self, hold: Hold | None) -> None:
        if self._looking_since is None or self._alarm is None:
            return  # an answer that came too late
        self._looking_since = None
        now = self._tick()
        ready = self._ready(now)
        if self._in_session:
            hold = Hold.SESSION
        if hold is None:
            self._deliver(ready, now)
        else:
            self._set_hold(hold if ready else None)
        self._set_alarm(now)

    def _deliver(self, ready: Sequence[machine.Due], now: datetime) -> None:
        self._set_hold(None)
        if not ready:
            return
        self._keep(happenings.shown(self._state, self._rules, ready, now, self.zone(now)))
        up = [one.id for one in ready if self._state.of(one.id).live is not None]
        if up:
            self._board.put_up(up)
        self._board.agree(self._state.live)
        self._on_change()

    def _set_hold(self, hold: Hold | None) -> None:
        if hold is not self.hold:
            self.hold = hold
            self._on_change()

    def _set_alarm(self, now: datetime) -> None:
        if self._alarm is None:
            return
        waits = [WATCH_S]
        if self._looking_since is not None:
            waits.append(_ANSWER_S)
        elif self.hold is not None:
            waits.append(LOOK_AGAIN_S)
        else:
            coming = machine.next_due(self._rules, self._state, now, self.zone(now))
            if coming is None and not any(rule.enabled for rule in self._rules):
                self._alarm.set(None)
                return
            if coming is not None:
                waits.append(max(0.0, (coming - now).total_seconds()))
        self._alarm.set(min(waits))

    def _do(self, state: State) -> None:
        """Take over a state that somebody brought about."""
        self._keep(state)
        self._board.agree(self._state.live)
        self.wake()
        self._on_change()

    def _keep(self, state: State, *, always: bool = False) -> None:
        if state == self._state and not always:
            return
        self._state = state
        if self._alarm is not None:
            self._seen = self._clock.now()
        try:
            self._book.keep_state(state, self._seen)
        except RelaxappError as error:  # it holds for as long as this runs
            self._fail(str(error))

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
            if at <= now:
                for rule in self._rules:
                    if rule.enabled and rule.counts(deed):
                        state = happenings.done(state, rule, at, zone)
        return state

    def _tick(self) -> datetime:
        """Return the instant, once what the clocks tell of sleep and of being set has counted."""
        now = self._clock.now()
        found = gap(self._marks, self._read_clock())
        self._marks = found.since
        state = self._state
        if found.jumped_s:
            by = timedelta(seconds=found.jumped_s)
            state = happenings.jumped(state, self._rules, now, self.zone(now), by)
        if found.slept_s:
            state = happenings.woke(state, self._rules, now, timedelta(seconds=found.slept_s))
            self._looking_since = None
        self._keep(state)
        return now

    def _off(self, now: datetime) -> timedelta:
        """Return for how long the computer was off since somebody was here, as far as is known."""
        booted = now - timedelta(seconds=self._clock.boottime())
        if self._seen is None or booted <= self._seen or booted > now:
            return timedelta()
        return now - self._seen

    def _read_clock(self) -> Marks:
        return Marks.of(self._clock)

    def _word(self, key: str, ids: Sequence[str]) -> Notice:
        assert self._words is not None  # noqa: S101 - there since `start`
        shown = [(rule, self._state.of(rule.id)) for rule in self._rules if rule.id in ids]
        return self._words.notice(key, shown)


def _timing(rule: Rule) -> tuple[object, ...]:
    """What of a rule decides when it comes; a change of the rest does not make it count anew."""
    return rule.enabled, rule.mode, rule.windows
