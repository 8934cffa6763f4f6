"""Who shows notices here: the desktop's server, the portal of a sandbox, a library, or nobody."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.reminders.ports import NoNotifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relaxapp.adapters.session_bus import SessionBus
    from relaxapp.reminders.ports import Listener, Notice, Notifier

ICON = "relaxapp"
_FLATPAK = Path("/.flatpak-info")


def make_notifier(
    listener: Listener, env: Mapping[str, str], bus: SessionBus | None = None, icon: str = ""
) -> Notifier:
    """Return what shows notices here; made and used in the thread of Qt's loop.

    ``bus`` is a connection to the session's bus that somebody else ends; without it one is made.
    ``icon`` is the path of a picture for Linux; without it the icon that is installed is used.
    """
    if sys.platform in {"win32", "darwin"}:
        if importlib.util.find_spec("desktop_notifier") is None:
            return NoNotifier()
        from relaxapp.adapters.notifier_desktop import DesktopNotices

        return DesktopNotices(listener)
    if sys.platform != "linux" or importlib.util.find_spec("jeepney") is None:
        return NoNotifier()
    from relaxapp.adapters.bus_words import session_address
    from relaxapp.adapters.session_bus import SessionBus

    if bus is not None:
        return _on(bus, listener, env, icon)
    own = SessionBus(session_address(env))
    notifier = Owning(_on(own, listener, env, icon), own)
    own.start()
    return notifier


def _on(bus: SessionBus, listener: Listener, env: Mapping[str, str], icon: str) -> Notifier:
    if sandboxed(env):
        from relaxapp.adapters.notifier_portal import PortalNotifier

        return PortalNotifier(listener, bus, env.get("FLATPAK_ID") or ICON)
    from relaxapp.adapters.notifier_bus import BusNotifier

    return BusNotifier(listener, bus, icon or installed_icon(env))


def installed_icon(env: Mapping[str, str]) -> str:
    """Return the name of our icon; empty where it is not installed, as servers show a gap then."""
    home = env.get("XDG_DATA_HOME") or f"{env.get('HOME', '')}/.local/share"
    shared = env.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in (home, *shared.split(":")):
        if any(Path(folder).glob(f"icons/hicolor/*/apps/{ICON}.*")):
            return ICON
    return ""


def sandboxed(env: Mapping[str, str], flatpak: Path = _FLATPAK, code: Path | None = None) -> bool:
    """Tell whether only the portal is to be talked to: within Flatpak, or a snap of our own.

    ``SNAP`` is also handed down to what is started from another snap, such as an editor's terminal:
    it counts only where it holds our code.
    """
    snap = env.get("SNAP", "")
    return flatpak.exists() or bool(
        snap and (code or Path(__file__).resolve()).is_relative_to(Path(snap).resolve())
    )


class Owning:
    """A `Notifier` that ends the bus it was given, too."""

    def __init__(self, notifier: Notifier, bus: SessionBus) -> None:
        self._notifier, self._bus = notifier, bus

    @property
    def present(self) -> bool:
        return self._notifier.present

    @property
    def buttons(self) -> bool:
        return self._notifier.buttons

    def show(self, notice: Notice) -> None:
        self._notifier.show(notice)

    def withdraw(self, key: str) -> None:
        self._notifier.withdraw(key)

    def end(self) -> None:
        self._notifier.end()
        self._bus.end()
