"""The reminders at work: one timer, one look at the person's day when something is due, one notice.

Everything happens in one thread. What is to be remembered is written before it is shown, so that
a program that is killed at any moment shows nothing twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from relaxapp.clock import Marks
from relaxapp.errors import RelaxappError
from relaxapp.reminders import happenings, machine
from relaxapp.reminders.board import Board
from relaxapp.reminders.desk import Desk
from relaxapp.reminders.ports import Closed, Hold, NoNotifier
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

LOOK_AGAIN_S: Final = 45.0
"""While something is held, so often it is looked whether it still is."""
WATCH_S: Final = 15 * 60.0
"""The longest sleep of the timer: a wake-up of the computer that nobody told of is found then."""
_ANSWER_S: Final = 5.0
"""Seconds until presence that does not answer counts as having nothing against it."""


class Reminders(Desk):
    """The desk with somebody at it. Nothing is shown before :meth:`start`."""

    def __init__(
        self,
        clock: Clock,
        zone: Callable[[datetime], tzinfo],
        book: Book,
        doings: Doings,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(clock, zone, book, doings, on_change)
        self._alarm: Alarm | None = None
        self._presence: Presence | None = None
        self._words: Wording | None = None
        self._shore: Shore | None = None
        self._board = Board(NoNotifier(), self._word)
        self._looking_since: float | None = None
        self._look_number = 0
        self._in_session = False
        self._told: tuple[object, ...] = ()

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
        self._marks = Marks.of(self._clock)
        zone, seen, off = self.zone(now), self._seen, self._off(now)
        state = happenings.started(self._state, self._rules, now, zone, seen, off)
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
        if not ready or self._in_session:  # nobody waits for an answer that was asked for
            self._looking_since = None
            self._set_hold(Hold.SESSION if ready else None)
        elif self._looking_since is None:
            self._looking_since = self._clock.monotonic()
            self._set_alarm(now)
            self._look()
            return
        elif self._clock.monotonic() - self._looking_since >= _ANSWER_S:
            self._looked(self._look_number, None)
            return
        self._set_alarm(now)
        self._tell_changes(now)

    def show_anyway(self) -> None:
        """Show at once what is held."""
        if self._alarm is not None:
            now = self._tick()
            self._deliver(self._ready(now), now)
            self._set_alarm(now)

    def end(self) -> None:
        """Take down what is shown and remember when that was."""
        if self._alarm is not None:
            self._tick()
            self._alarm.set(None)
            self._keep(self._state, always=True)
            self._alarm = None
        self._board.end()

    # ------------------------------------------------------------- what happens around

    def session(self, *, on: bool) -> None:
        """Note that a session begins or has ended; in between nothing comes, and nothing stays."""
        self._in_session = on
        self.journal_changed()  # it may be just what was due
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
        # The screen has lost them with the notice, unless they have just come again themselves.
        left = [
            one
            for one in held
            if one not in meant and one in self._state.live and not self._board.shows(one)
        ]
        if left and act != "default":
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
                self._put_off(rule_id, value)
            case "skip":
                self.skip(rule_id)
            case "start" if shore is not None:
                self.skip(rule_id)  # begun is answered; whether it was done, the journal tells
                shore.start_session(self.rule(rule_id).session)
            case "amount" if shore is not None:
                shore.ask_amount(rule_id)
            case "default" if shore is not None:
                shore.open(rule_id)

    def _put_off(self, rule_id: str, minutes: int | None) -> None:
        try:
            self.snooze(rule_id, minutes)
        except happenings.BeyondHoursError:
            if minutes is not None:
                raise
            self.skip(rule_id)  # "not now" so late means "not today"

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

    # ------------------------------------------------------------- below

    def _ready(self, now: datetime) -> tuple[machine.Due, ...]:
        return machine.due(self._rules, self._state, now, self.zone(now))

    def _look(self) -> None:
        assert self._presence is not None  # noqa: S101 - there since `start`
        self._look_number += 1
        number = self._look_number
        self._presence.look(lambda hold: self._looked(number, hold))

    def _looked(self, number: int, hold: Hold | None) -> None:
        if self._looking_since is None or self._alarm is None or number != self._look_number:
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
        self._tell_changes(now)

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

    def _tell_changes(self, now: datetime) -> None:
        """Tell of what time alone has changed: a pause that is over, hours that begin."""
        zone, held = self.zone(now), self.hold is not None
        told = [machine.status(one, self._state, now, zone, held=held) for one in self._rules]
        pauses = self._state.paused(now), self._state.planned
        before, self._told = self._told, (*told, *pauses)
        if before not in {(), self._told}:
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

    @property
    def at_work(self) -> bool:
        """Whether it reminds."""
        return self._alarm is not None

    def _follow_up(self) -> None:
        self._board.agree(self._state.live)
        self.wake()

    def _say_otherwise(self) -> None:
        self._board.refresh()

    def _slept(self) -> None:
        self._looking_since = None

    def _off(self, now: datetime) -> timedelta:
        """Return for how long the computer was off since somebody was here, as far as is known."""
        booted = now - timedelta(seconds=self._clock.boottime())
        if self._seen is None or booted <= self._seen or booted > now:
            return timedelta()
        return now - self._seen

    def _word(self, key: str, ids: Sequence[str]) -> Notice:
        assert self._words is not None  # noqa: S101 - there since `start`
        shown = [(rule, self._state.of(rule.id)) for rule in self._rules if rule.id in ids]
        return self._words.notice(key, shown)
