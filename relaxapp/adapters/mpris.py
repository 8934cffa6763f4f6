"""A session as the desktop's media player: media keys, panels and playerctl see it and steer it.

After MPRIS 2.2, `org.mpris.MediaPlayer2` and its `Player`: times are microseconds, a jump in time
is told by `Seeked`, and going on in time is not told at all. The name is only there while a
session is open, so that media keys go to the music again afterwards. Everybody on the bus can
read this: it holds the session's title, or nothing of it where the person wants to be discreet.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from relaxapp.adapters.bus_serving import Interface, Method, Refused, ServedObject
from relaxapp.adapters.bus_words import body_of, plain, why_not

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.adapters.session_bus import SessionBus

NAME: Final = "org.mpris.MediaPlayer2.relaxapp"
PATH: Final = "/org/mpris/MediaPlayer2"
PLAYER: Final = "org.mpris.MediaPlayer2.Player"
_ROOT: Final = "org.mpris.MediaPlayer2"
_TRACK: Final = "/io/relaxapp/session/{}"
_NOT_QUEUED: Final = 4
_OWNERS: Final = (1, 4)
"""The bus's replies to who asks for a name and has it: it is new, or it was there already."""
_US: Final = 1_000_000
_LEAP: Final = 1.0
"""Seconds that the position may be off before it counts as a jump."""
_log = logging.getLogger(__name__)


class Playing(NamedTuple):
    """What plays, and where it is: times in seconds, ``status`` "Playing" or "Paused"."""

    title: str
    length: float
    position: float
    status: str


class Steering(Protocol):
    """What the desktop can ask of a session."""

    def toggle(self) -> None:
        """Pause, or go on."""

    def stop(self) -> None:
        """End here; it counts."""

    def next_step(self) -> None:
        """Go to the start of the next step."""

    def previous_step(self) -> None:
        """Go to the start of this step, or of the one before."""

    def seek_by(self, seconds: float) -> None:
        """Go back (negative) or forward."""

    def seek_to(self, seconds: float) -> None:
        """Go to a place, in seconds from the start."""

    def come_up(self) -> None:
        """Show the window."""


class MediaPlayer:
    """One session at a time on the bus, from :meth:`open` until :meth:`close`."""

    def __init__(self, bus: SessionBus, monotonic: Callable[[], float]) -> None:
        """``monotonic`` tells seconds, to know a jump from time going on."""
        self._bus, self._monotonic = bus, monotonic
        self._steer: Steering | None = None
        self._now = Playing("", 0.0, 0.0, "Paused")
        self._seen_at = 0.0
        self._track = 0
        self._name = ""
        self._object = ServedObject(bus, PATH, (self._root(), self._player()))
        self._followed = False

    def open(self, steer: Steering, now: Playing) -> None:
        """Be there, with this session."""
        self._steer, self._now = steer, now
        self._seen_at = self._monotonic()
        self._track += 1
        self._object.show()
        if not self._followed:
            self._followed = True
            self._bus.follow(NAME, self._owned_by)  # and again whenever the bus comes back
        elif not self._name:
            self._ask_name(NAME)

    def show(self, now: Playing) -> None:
        """Tell where the session is; costs next to nothing while only time goes on."""
        if self._steer is None:
            return
        before, at = self._now, self._monotonic()
        gone = at - self._seen_at if before.status == "Playing" else 0.0
        self._now, self._seen_at = now, at
        changed = []
        if (now.title, now.length) != (before.title, before.length):
            if now.title != before.title:
                self._track += 1
            changed.append("Metadata")
        if now.status != before.status:
            changed.append("PlaybackStatus")
        if changed:
            self._object.tell_changed(PLAYER, changed)
        if "Metadata" in changed or abs(now.position - before.position - gone) > _LEAP:
            self._object.emit(PLAYER, "Seeked", round(now.position * _US))

    def close(self) -> None:
        """Be there no more."""
        if self._steer is None:
            return
        self._steer = None
        self._object.hide()
        if self._name:
            from jeepney import message_bus

            self._bus.call(message_bus.ReleaseName(self._name))
            self._name = ""

    # ------------------------------------------------------------------------------- the name

    def _owned_by(self, owner: str) -> None:
        if owner and owner == self._bus.unique_name:
            return
        if not self._bus.connected:
            self._name = ""  # it went with the bus
        elif self._steer is not None and not self._name:
            self._ask_name(NAME)

    def _ask_name(self, name: str) -> None:
        from jeepney import message_bus

        def answered(message: Any) -> None:
            body = body_of(message, "u")
            if body and body[0] in _OWNERS:
                self._has(name)
            elif body and name == NAME:  # another relaxapp, of another profile, plays as well
                self._ask_name(f"{NAME}.instance{os.getpid()}")
            else:
                _log.info("no media player on the bus: %s", why_not(message))

        self._bus.call(message_bus.RequestName(name, _NOT_QUEUED), answered)

    def _has(self, name: str) -> None:
        if self._steer is not None:
            self._name = name
            return
        from jeepney import message_bus

        self._bus.call(message_bus.ReleaseName(name))  # the session was shorter than the answer

    # ------------------------------------------------------------------------------- the object

    def _root(self) -> Interface:
        return Interface(
            _ROOT,
            {"Raise": Method(self._do("come_up")), "Quit": Method(_never)},
            {
                "CanQuit": ("b", lambda: False),
                "CanRaise": ("b", lambda: True),
                "HasTrackList": ("b", lambda: False),
                "Identity": ("s", lambda: "relaxapp"),
                "DesktopEntry": ("s", lambda: "relaxapp"),
                "SupportedUriSchemes": ("as", list),
                "SupportedMimeTypes": ("as", list),
            },
        )

    def _player(self) -> Interface:
        yes: dict[str, tuple[str, Callable[[], Any]]] = {
            name: ("b", lambda: True)
            for name in ("CanGoNext", "CanGoPrevious", "CanPlay", "CanPause", "CanSeek")
        }
        return Interface(
            PLAYER,
            {
                "PlayPause": Method(self._do("toggle")),
                "Play": Method(lambda: self._be("Playing")),
                "Pause": Method(lambda: self._be("Paused")),
                "Stop": Method(self._do("stop")),
                "Next": Method(self._do("next_step")),
                "Previous": Method(self._do("previous_step")),
                "Seek": Method(self._seek, "x"),
                "SetPosition": Method(self._set_position, "ox"),
                "OpenUri": Method(_never, "s"),
            },
            {
                **yes,
                "CanControl": ("b", lambda: True),
                "PlaybackStatus": ("s", lambda: self._now.status),
                "Metadata": ("a{sv}", self._metadata),
                "Position": ("x", lambda: round(self._now.position * _US)),
                "Rate": ("d", lambda: 1.0),
                "MinimumRate": ("d", lambda: 1.0),
                "MaximumRate": ("d", lambda: 1.0),
                "Volume": ("d", lambda: 1.0),
            },
            {"Seeked": "x"},
        )

    def _metadata(self) -> dict[str, tuple[str, Any]]:
        return {
            "mpris:trackid": ("o", self._track_path()),
            "mpris:length": ("x", round(self._now.length * _US)),
            "xesam:title": ("s", plain(self._now.title)),
        }

    def _track_path(self) -> str:
        return _TRACK.format(self._track)

    def _do(self, what: str) -> Callable[[], None]:
        def call() -> None:
            if self._steer is not None:
                getattr(self._steer, what)()

        return call

    def _be(self, status: str) -> None:
        if self._steer is not None and self._now.status != status:
            self._steer.toggle()

    def _seek(self, offset: int) -> None:
        if self._steer is not None:
            self._steer.seek_by(offset / _US)

    def _set_position(self, track: str, position: int) -> None:
        # For a track that has gone by, or a place that is not there, nothing is to happen.
        there = 0 <= position <= round(self._now.length * _US)
        if self._steer is not None and track == self._track_path() and there:
            self._steer.seek_to(position / _US)


def _never(*_: Any) -> None:
    raise Refused("NotSupported", "relaxapp does not do that")
