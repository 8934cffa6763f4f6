"""Whether the window in use fills the whole screen, where X11 tells.

Under Wayland no program may know this of another. Its X11 side (many games) is looked at where
there is one: it names no window while one of Wayland's own is in use.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol, Self

from relaxapp.adapters.xcb import Display
from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Windows(Protocol):
    """What is asked of the display; the real one is :class:`Display`."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def root(self) -> int | None: ...

    def atom(self, name: str) -> int: ...

    def numbers(self, window: int, atom: int) -> tuple[int, ...]: ...


def full_screen(open_display: Callable[[], Windows] = Display) -> Iterable[Hold]:
    """Look at the active window; ours does not count. OSError where there is no display."""
    with open_display() as display:
        root = display.root()
        active = root and display.numbers(root, display.atom("_NET_ACTIVE_WINDOW"))
        if not active or not active[0]:
            return ()
        filled = display.atom("_NET_WM_STATE_FULLSCREEN")
        if not filled or filled not in display.numbers(active[0], display.atom("_NET_WM_STATE")):
            return ()
        ours = display.numbers(active[0], display.atom("_NET_WM_PID")) == (os.getpid(),)
        return () if ours else (Hold.FULL_SCREEN,)
