"""Whether this is a moment to speak, and whether somebody is there: what each desktop tells.

Idleness comes by events where there are any; everything else is looked at only when asked for.
A desktop that lacks something, or answers nonsense, hides just that.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from relaxapp.adapters.holds import Looker, Sight
from relaxapp.adapters.idle import IdleWatch
from relaxapp.adapters.main_thread import MainThread
from relaxapp.adapters.presence_parts import Parts
from relaxapp.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relaxapp.adapters.presence_parts import Watch
    from relaxapp.clock import Clock
    from relaxapp.reminders.ports import Hold, PresenceListener

IDLE_AFTER_S = 300.0
"""Seconds without input until somebody counts as away."""


class DesktopPresence:
    """A `Presence` of the real desktop; made, used and ended in the loop's thread."""

    def __init__(
        self, main: MainThread, idle: IdleWatch, looker: Looker, watches: Sequence[Watch]
    ) -> None:
        """Put together by :func:`make_presence`."""
        self._main, self._idle, self._looker = main, idle, looker
        self._watches = tuple(watches)

    @property
    def idle_source(self) -> str:
        """What tells of idleness here; "none" while nothing was found.

        Others: "xsync", "wayland", "mutter", "screensaver", "windows", "macos".
        """
        return self._idle.source

    def start(self) -> None:
        """Begin to tell the listener; returns at once."""
        self._idle.start()
        for watch in self._watches:
            watch.start()

    def look(self, answer: Callable[[Hold | None], None]) -> None:
        """Find out, within a second; see `Presence`. After :meth:`stop` nobody answers."""
        self._looker.look(answer)

    def stop(self) -> None:
        """Tell and answer nobody any more, and let go of the desktop."""
        self._main.end()
        self._looker.stop()
        self._idle.stop()
        for watch in self._watches:
            watch.stop()


def make_presence(
    listener: PresenceListener,
    env: Mapping[str, str],
    idle_after_s: float = IDLE_AFTER_S,
    clock: Clock | None = None,
) -> DesktopPresence:
    """Put together what this desktop offers; nothing is asked before it is started or looked at.

    Needs an application with a loop, and calls ``listener`` in its thread. The seconds it tells
    count only while the computer is awake.
    """
    main, clock = MainThread(), clock or SystemClock()
    found = _parts(env, idle_after_s, clock, lambda: main.post(listener.looked_up))
    idle = IdleWatch(listener, clock, found.idle, main.post)
    looker = Looker((*found.sights, Sight("idleness", partial(_glance, idle))), main.post)
    return DesktopPresence(main, idle, looker, found.watches)


def _parts(
    env: Mapping[str, str], after_s: float, clock: Clock, unlocked: Callable[[], None]
) -> Parts:
    if sys.platform == "win32":
        from relaxapp.adapters.presence_windows import parts

        return parts(after_s, unlocked)
    if sys.platform == "darwin":
        from relaxapp.adapters.presence_macos import parts

        return parts(after_s, unlocked)
    if sys.platform == "linux":
        from relaxapp.adapters.presence_linux import parts

        return parts(env, after_s, clock, unlocked)
    return Parts()


def _glance(idle: IdleWatch) -> Iterable[Hold]:
    idle.glance()
    return ()
