"""Where each reminder stands, and what holds for all of them: frozen values, nothing computed.

Instants are aware and in UTC. Whatever counts from one of them moves with the clock when it is
set, see :meth:`State.shifted`; what has been handled of fixed times is kept as the clock showed
it, so that neither a journey nor a change of clocks brings a time twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

MOST_PLANNED: Final = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one reminder stands.

    ``since``: counted from here. ``handled``: the naive local time up to which fixed times are
    dealt with. ``again``: to be shown then, whatever its rule says (a snooze). ``live``: shown
    since then and not answered. ``done``: when it was last done. ``snoozes``: taken since it last
    came anew; ``ignored``: how often in a row nobody answered; ``quiet``: says nothing before
    then; ``shown``: how often in all.
    """

    since: datetime | None = None
    handled: datetime | None = None
    again: datetime | None = None
    live: datetime | None = None
    done: datetime | None = None
    quiet: datetime | None = None
    snoozes: int = 0
    ignored: int = 0
    shown: int = 0

    def with_(self, **changes: Any) -> Standing:
        """Return this standing with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is shown from ``since`` until just before ``until``; None: until the person says."""

    since: datetime
    until: datetime | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise RelaxappError("A pause has to end after it begins.")

    def covers(self, now: datetime) -> bool:
        """Tell whether the pause is on."""
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class State:
    """All that is remembered between two moments.

    ``pause`` is the one that was asked for, ``planned`` those set up ahead. ``settle`` is the
    instant before which nothing is shown, as the computer has only just woken. ``idle`` is since
    when nothing is touched, where that is known.
    """

    standings: Mapping[str, Standing] = field(default_factory=dict)
    pause: Pause | None = None
    planned: tuple[Pause, ...] = ()
    settle: datetime | None = None
    idle: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "standings", MappingProxyType(dict(self.standings)))

    def of(self, rule_id: str) -> Standing:
        """Return where a reminder stands; of one never heard of, nowhere."""
        return self.standings.get(rule_id) or Standing()

    def put(self, rule_id: str, standing: Standing) -> State:
        """Return this state with one reminder standing elsewhere."""
        return replace(self, standings={**self.standings, rule_id: standing})

    def with_(self, **changes: Any) -> State:
        """Return this state with some fields changed."""
        return replace(self, **changes)

    @property
    def live(self) -> tuple[str, ...]:
        """The ids of what is shown and not answered, in the order in which it came."""
        shown = [(one.live, name) for name, one in self.standings.items() if one.live]
        return tuple(name for _, name in sorted(shown))

    def paused(self, now: datetime) -> Pause | None:
        """Return the pause that is on at ``now`` and ends last, if any."""
        on = [one for one in (self.pause, *self.planned) if one is not None and one.covers(now)]
        endless = [one for one in on if one.until is None]
        return endless[0] if endless else max(on, key=_end, default=None)

    def shifted(self, by: timedelta) -> State:
        """Return this state after the clock was set: what counts real time goes along.

        A pause keeps its end as the clock shows it, as that is what the person was told, but
        what is on stays on.
        """
        moved = {
            name: one.with_(
                since=_moved(one.since, by),
                again=_moved(one.again, by),
                live=_moved(one.live, by),
                done=_moved(one.done, by),
            )
            for name, one in self.standings.items()
        }
        pause = self.pause
        if pause is not None:
            since = pause.since + by
            over = pause.until is not None and pause.until <= since
            pause = None if over else replace(pause, since=since)
        return self.with_(
            standings=moved,
            pause=pause,
            settle=_moved(self.settle, by),
            idle=_moved(self.idle, by),
        )


def _moved(at: datetime | None, by: timedelta) -> datetime | None:
    return None if at is None else at + by


def _end(pause: Pause) -> datetime:
    assert pause.until is not None  # noqa: S101 - the endless ones are taken out before
    return pause.until
