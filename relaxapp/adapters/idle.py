"""From what a desktop says of idleness to two plain events: went idle, came back.

Each way to know it (a *source*) is tried in turn until one is found. Events come in any thread,
are handed over to the loop's, and alternate whatever the source repeats: while somebody stays
away nothing is told again, and a sleep of the computer in between tells nothing either.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.clock import Clock
    from relaxapp.reminders.ports import PresenceListener

NONE = "none"
"""The name of no source at all."""

_log = logging.getLogger(__name__)


class IdleEvents(Protocol):
    """What a source tells, in whatever thread."""

    def found(self) -> None:
        """It works here."""

    def idled(self, seconds: float) -> None:
        """Nothing has been touched for so many seconds, which are at least the threshold."""

    def active(self) -> None:
        """Something was touched; it may be said too often."""

    def gone(self, why: str) -> None:
        """It does not exist here, or not any more; the next source is tried."""


class IdleSource(Protocol):
    """One way to know of idleness; made with its :class:`IdleEvents`."""

    name: str

    def start(self) -> None:
        """Begin; neither blocks nor raises."""

    def stop(self) -> None:
        """End; harmless twice."""

    def glance(self) -> None:
        """Where it has no events of its own: look now. May block, so not in the loop's thread."""


class _State(StrEnum):
    HERE = "here"
    AWAY = "away"


class IdleWatch:
    """Owns the source in use; lives in the loop's thread, but for :meth:`glance`.

    Seconds count only while the computer is awake: that is what the desktops count, and so a
    sleep, of which the service knows itself, is never counted twice.
    """

    def __init__(
        self,
        listener: PresenceListener,
        clock: Clock,
        makers: Sequence[Callable[[IdleEvents], IdleSource]],
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        """Nothing is watched before :meth:`start`. ``post`` hands a call to the loop's thread."""
        self._listener, self._clock, self._post = listener, clock, post
        self._makers = list(makers)
        self._source: IdleSource | None = None
        self._ear: _Ear | None = None
        self._state = _State.HERE
        self._seconds, self._since = 0.0, 0.0
        self.source = NONE
        """Which source works here; "none" until one was found."""

    def start(self) -> None:
        """Try the first source."""
        self._next()

    def stop(self) -> None:
        """Let go of the source; nothing is told any more."""
        self._makers.clear()
        self._drop()

    def glance(self) -> None:
        """Have a source without events look now; may block, called in a thread of its own."""
        source = self._source
        if source is not None:
            source.glance()

    def hear(self, ear: _Ear, event: Callable[[], None]) -> None:
        """Take an event of a source over to the loop's thread; one that was left is not heard."""
        self._post(lambda: event() if ear is self._ear else None)

    def found(self) -> None:
        """Take the source's word that it works."""
        if self._source is not None:
            self.source = self._source.name
            _log.info("idleness is told by %s", self.source)

    def idled(self, seconds: float) -> None:
        """Tell that the person went away, unless that was told."""
        if self._state is _State.HERE:
            self._state = _State.AWAY
            self._seconds, self._since = seconds, self._clock.monotonic()
            self._listener.went_idle(seconds)

    def active(self) -> None:
        """Tell that the person came back, unless they were here."""
        if self._state is _State.AWAY:
            self._state = _State.HERE
            passed = self._clock.monotonic() - self._since
            self._listener.came_back(self._seconds + passed)

    def gone(self, why: str) -> None:
        """Try the next source. Who was away counts as back: nobody would tell of their return."""
        if self._source is not None:
            _log.info("idleness is not told by %s: %s", self._source.name, why)
        self._drop()
        self.active()
        self._next()

    def _next(self) -> None:
        if self._makers:
            self._ear = ear = _Ear(self)
            self._source = self._makers.pop(0)(ear)
            self._source.start()

    def _drop(self) -> None:
        source, self._source, self._ear = self._source, None, None
        self.source = NONE
        if source is not None:
            source.stop()


class _Ear:
    """The `IdleEvents` of one source."""

    def __init__(self, watch: IdleWatch) -> None:
        self._watch = watch

    def found(self) -> None:
        self._watch.hear(self, self._watch.found)

    def idled(self, seconds: float) -> None:
        self._watch.hear(self, lambda: self._watch.idled(seconds))

    def active(self) -> None:
        self._watch.hear(self, self._watch.active)

    def gone(self, why: str) -> None:
        self._watch.hear(self, lambda: self._watch.gone(why))
