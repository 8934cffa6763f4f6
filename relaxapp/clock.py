"""The one place that asks the system for the time, so that everything else can be handed it.

Rivers take ``now`` as an argument; whoever needs to ask is given a :class:`Clock`. The zone the
person lives in is a question to the system too, and so it is asked here as well.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCALTIME = Path("/etc/localtime")
"""Where Unix systems link to the zone in force."""


class Clock(Protocol):
    """What the time is, by three measures."""

    def now(self) -> datetime:
        """Return the instant, aware and in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never go back; they may stand still while the computer sleeps."""

    def boottime(self) -> float:
        """Return seconds that go on while the computer sleeps.

        The gap that opens between this and :meth:`monotonic` is the time slept.
        """


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """Return the instant, aware and in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def boottime(self) -> float:
        """Return seconds that go on while the computer sleeps.

        Only Linux has a clock for this; elsewhere it is the wall clock, which also jumps when
        the person sets the time.
        """
        measure: int | None = getattr(time, "CLOCK_BOOTTIME", None)
        return time.time() if measure is None else time.clock_gettime(measure)

    def sleep(self, seconds: float) -> None:
        """Wait that long, for loops that have no event to wait for (the command line)."""
        time.sleep(max(0.0, seconds))


NOISE_S = 2.0
"""Differences below this, in seconds, are taken for the clocks' own unrest."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the three clocks showed at one moment; of use within one run of the program only."""

    wall: datetime
    monotonic: float
    boottime: float

    @classmethod
    def of(cls, clock: Clock) -> Marks:
        """Look at all three."""
        return cls(clock.now(), clock.monotonic(), clock.boottime())


@dataclass(frozen=True, slots=True)
class Gap:
    """What happened between two looks at the clock, besides time passing.

    ``slept_s`` is how long the computer slept, 0 or more; ``jumped_s`` how far the wall clock was
    set ahead (or back, if negative). ``since`` are the marks to measure the next gap from.
    """

    slept_s: float
    jumped_s: float
    since: Marks


def gap(before: Marks, after: Marks) -> Gap:
    """Return what happened from ``before`` to ``after``.

    Sleep is what boot time gained on monotonic time, a jump what the wall clock gained on boot
    time. Where boot time is the wall clock itself (see :meth:`SystemClock.boottime`) the two
    cannot be told apart: what the wall clock gained counts as sleep, what it lost as a jump. A
    clock set ahead there is taken for sleep, which errs towards fewer reminders.

    What is below ``NOISE_S`` is 0, since a time server slews a clock by small steps and no two
    clocks are read at one instant. It is not forgotten, though: ``since`` keeps it, so that a
    drift, however slow and however often it is looked at, counts once it has come to two seconds.
    """
    slept = (after.boottime - before.boottime) - (after.monotonic - before.monotonic)
    jumped = (after.wall - before.wall).total_seconds() - (after.boottime - before.boottime)
    if slept <= -NOISE_S:
        slept, jumped = 0.0, jumped + slept
    slept_told = slept if slept >= NOISE_S else 0.0
    jumped_told = jumped if abs(jumped) >= NOISE_S else 0.0
    slept_kept, jumped_kept = slept - slept_told, jumped - jumped_told
    since = Marks(
        after.wall - timedelta(seconds=slept_kept + jumped_kept),
        after.monotonic,
        after.boottime - slept_kept,
    )
    return Gap(slept_told, jumped_told, since)


@dataclass(frozen=True, slots=True)
class LocalZone:
    """Where on the clock face the person is.

    ``name`` is the IANA zone (``Europe/Berlin``), or empty when the system does not say it;
    ``offset_minutes`` is local time minus UTC at the instant asked about.
    """

    name: str
    offset_minutes: int


def local_zone(at: datetime, env: Mapping[str, str], localtime: Path = LOCALTIME) -> LocalZone:
    """Return the zone in force here at the aware instant ``at``.

    The name comes from ``TZ`` in ``env``, else from the link at ``localtime``. When neither
    names a zone that is known here, the offset alone is returned, as the system gives it.
    """
    # Imported late: it costs several milliseconds, and the first window shows no local time.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = _zone_name(env.get("TZ"), localtime)
    if name:
        try:
            offset = at.astimezone(ZoneInfo(name)).utcoffset()
        except (ZoneInfoNotFoundError, ValueError, OSError):
            # ``TZ`` may also hold a rule (``CET-1CEST,M3.5.0``), which is no zone's name.
            name, offset = "", at.astimezone().utcoffset()
    else:
        offset = at.astimezone().utcoffset()
    return LocalZone(name, round((offset or timedelta()) / timedelta(minutes=1)))


def _zone_name(tz: str | None, localtime: Path) -> str:
    """Return the zone that ``TZ`` or the link names, or nothing; it may still be unknown."""
    if tz is not None:
        # An empty TZ means UTC (POSIX), a leading colon that a file or zone follows.
        told = tz.removeprefix(":")
        return _below_zoneinfo(told) if told.startswith("/") else told or "UTC"
    try:
        return _below_zoneinfo(str(localtime.resolve()))
    except (OSError, RuntimeError):
        return ""


def _below_zoneinfo(path: str) -> str:
    """Return ``Europe/Berlin`` for ``/usr/share/zoneinfo/Europe/Berlin``, else nothing."""
    _, found, name = path.partition("zoneinfo/")
    return name.removeprefix("posix/").removeprefix("right/") if found else ""


def day_lived(at: datetime, offset_minutes: int, boundary: int) -> date:
    """Return the day a person would say it is at the aware instant ``at``.

    ``offset_minutes`` is local time minus UTC, ``boundary`` the hour at which their day turns:
    with 4, half past one at night still belongs to the evening before.
    """
    local = at.astimezone(UTC) + timedelta(minutes=offset_minutes)
    return (local - timedelta(hours=boundary)).date()
