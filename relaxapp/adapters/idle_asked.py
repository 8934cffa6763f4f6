"""Idleness where the system only answers when it is asked, and tells nothing by itself.

With a timer (Windows, macOS) it is asked at the next moment at which the threshold can be passed,
which is at most once in a threshold's time while somebody works, and, while they are away, every
:data:`RETURN_S` to see them come back. Without one it is asked when somebody looks, no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.adapters.idle import IdleEvents
    from relaxapp.reminders.ports import Alarm

RETURN_S = 20.0
"""Seconds until it is asked again whether somebody came back."""
LATE_S = 0.5
"""Seconds after the moment, so that a timer that is a little early does not have to ask twice."""


class AskedIdle:
    """An `IdleSource` over one question: seconds since the last input, None where unknown."""

    def __init__(
        self,
        name: str,
        events: IdleEvents,
        after_s: float,
        ask: Callable[[], float | None],
        make_alarm: Callable[[Callable[[], None]], Alarm] | None = None,
    ) -> None:
        """``ask`` must not block where there is a timer: it is called in the loop's thread."""
        self.name = name
        self._events, self._after_s, self._ask = events, after_s, ask
        self._alarm = None if make_alarm is None else make_alarm(self._look)
        self._found = False

    def start(self) -> None:
        """Ask for the first time."""
        self._look()

    def stop(self) -> None:
        """Ask no more."""
        if self._alarm is not None:
            self._alarm.set(None)

    def glance(self) -> None:
        """Ask now, where no timer does."""
        if self._alarm is None:
            self._look()

    def _look(self) -> None:
        seconds = self._ask()
        if seconds is None:
            self._events.gone("it does not say")
            return
        if not self._found:
            self._found = True
            self._events.found()
        if seconds >= self._after_s:
            self._events.idled(seconds)
        else:
            self._events.active()
        if self._alarm is not None:
            rest = self._after_s - seconds
            self._alarm.set(rest + LATE_S if rest > 0 else RETURN_S)
