"""Presence on Linux: which ways exist in this session, and in which order they are tried."""

from __future__ import annotations

import importlib.util
from functools import partial
from typing import TYPE_CHECKING

from relaxapp.adapters import holds_devices, holds_dnd, holds_screen, screen_lock
from relaxapp.adapters.bus_ask import Once, ask_all, truths
from relaxapp.adapters.holds import Sight
from relaxapp.adapters.idle_mutter import MutterIdle
from relaxapp.adapters.idle_saver import SaverIdle
from relaxapp.adapters.idle_wayland import WaylandIdle
from relaxapp.adapters.idle_x11 import SyncDisplay, XSyncIdle
from relaxapp.adapters.presence_parts import Parts, Watch
from relaxapp.adapters.xcb import Display
from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from relaxapp.adapters.idle import IdleEvents, IdleSource
    from relaxapp.clock import Clock


def parts(
    env: Mapping[str, str], after_s: float, clock: Clock, unlocked: Callable[[], None]
) -> Parts:
    """Return what may work here; each part finds out by itself whether it does.

    ``env`` names the display, the compositor and the desktop; the buses and the sound server are
    those of the process.
    """
    once, now = Once(), clock.monotonic
    bus = importlib.util.find_spec("jeepney") is not None
    sights = [
        Sight("microphone", holds_devices.microphone),
        Sight("camera", partial(holds_devices.camera, now)),
        Sight("settings", partial(holds_dnd.settings_say, env)),
    ]
    if env.get("DISPLAY"):
        sights.append(Sight("full screen", partial(_full_screen, env["DISPLAY"])))
    watches: tuple[Watch, ...] = ()
    if bus:
        sights.append(Sight("session bus", partial(_session_bus, now, once)))
        sights.append(Sight("login", partial(_login, env, now, once)))
        watches = (screen_lock.UnlockWatch(unlocked),)
    return Parts(_idle(env, after_s, clock, bus=bus), tuple(sights), watches)


def _idle(
    env: Mapping[str, str], after_s: float, clock: Clock, *, bus: bool
) -> tuple[Callable[[IdleEvents], IdleSource], ...]:
    made: list[Callable[[IdleEvents], IdleSource]] = []
    if env.get("WAYLAND_DISPLAY"):
        made.append(lambda events: WaylandIdle(events, after_s, env))
    elif env.get("DISPLAY"):
        # Not under Wayland: its X11 side counts the input of X11 programs alone.
        open_display = partial(SyncDisplay, env["DISPLAY"])
        made.append(lambda events: XSyncIdle(events, after_s, open_display))
    if bus:
        made.append(lambda events: MutterIdle(events, after_s, env))
        made.append(lambda events: SaverIdle(events, after_s, env, clock.monotonic))
    return tuple(made)


def _full_screen(display: str) -> Iterable[Hold]:
    return holds_screen.full_screen(partial(Display, display))


def _session_bus(monotonic: Callable[[], float], once: Once) -> Iterable[Hold]:
    questions = (*holds_dnd.QUESTIONS, *screen_lock.QUESTIONS)
    for question, yes in truths(ask_all("SESSION", questions, monotonic), once).items():
        if yes:
            yield Hold.LOCKED if question in screen_lock.QUESTIONS else Hold.DO_NOT_DISTURB


def _login(env: Mapping[str, str], monotonic: Callable[[], float], once: Once) -> Iterable[Hold]:
    return (Hold.LOCKED,) if screen_lock.login_says(env, monotonic, once) else ()
