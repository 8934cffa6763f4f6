"""Idleness by ``org.freedesktop.ScreenSaver``, for desktops that offer nothing better.

It only answers when it is asked, so it is asked when somebody looks for a hold anyway: who came
back is noticed late, and that is the best there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.adapters.bus_ask import Question, ask_all
from relaxapp.adapters.idle_asked import AskedIdle
from relaxapp.adapters.waiting import WaitingThread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relaxapp.adapters.idle import IdleEvents

SERVICE = "org.freedesktop.ScreenSaver"
PATHS = ("/org/freedesktop/ScreenSaver", "/ScreenSaver")
"""The one of the specification, and the one that older desktops have."""
_IDLE_TIME = tuple(Question(SERVICE, path, SERVICE, "GetSessionIdleTime") for path in PATHS)


class SaverIdle(AskedIdle):
    """An `IdleSource` that is asked, in threads other than the loop's, and has no timer."""

    def __init__(
        self,
        events: IdleEvents,
        after_s: float,
        env: Mapping[str, str],
        monotonic: Callable[[], float],
    ) -> None:
        """``after_s`` is the threshold in seconds."""
        # The specification says seconds; KDE has always answered milliseconds.
        unit = 1000 if "KDE" in env.get("XDG_CURRENT_DESKTOP", "").split(":") else 1

        def ask() -> float | None:
            for answer in ask_all("SESSION", _IDLE_TIME, monotonic).values():
                if isinstance(answer.value, int) and not isinstance(answer.value, bool):
                    return answer.value / unit
            return None

        super().__init__("screensaver", events, after_s, ask)
        self._first = WaitingThread("idle question", lambda _: self._look(), events.gone)

    def start(self) -> None:
        """Ask for the first time, not in this thread."""
        self._first.start()

    def stop(self) -> None:
        """Wait for the first question to be done with."""
        self._first.stop()
