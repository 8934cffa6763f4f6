"""Idleness on X11: alarms of the XSync extension on the server's own counter IDLETIME.

One alarm rings when the counter passes the threshold; while the person is away, a second one
rings when it falls back. In between nothing is asked and nothing wakes. The counter is of real
input alone, so a film that keeps the screen on changes nothing. Layouts are those of the
protocol of the extension and of ``sync.h``.
"""

from __future__ import annotations

import ctypes
import struct
from ctypes import c_uint8, c_uint32, c_void_p
from typing import TYPE_CHECKING, Any, Protocol, Self

from relaxapp.adapters.waiting import WaitingThread
from relaxapp.adapters.xcb import EVENT_BYTES, Cookie, Display, Signatures, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relaxapp.adapters.idle import IdleEvents

COUNTER = "IDLETIME"
RISING, FALLING = 0, 1
"""``XSyncPositiveTransition`` and ``XSyncNegativeTransition``."""
_ABSOLUTE = 0
_COUNTER, _VALUE_TYPE, _VALUE, _TEST, _DELTA, _EVENTS = 1, 2, 4, 8, 16, 32
_ALARM_NOTIFY = 1
"""The extension's second event."""
_PRESENT_AT, _FIRST_EVENT_AT = 8, 10
_LIST_ENTRY = 14
"""Bytes of a counter in the list before its name: id, resolution, length of the name."""

_SYNC: Signatures = {
    "initialize": (Cookie, [c_void_p, c_uint8, c_uint8]),
    "initialize_reply": (c_void_p, [c_void_p, Cookie, c_void_p]),
    "list_system_counters": (Cookie, [c_void_p]),
    "list_system_counters_reply": (c_void_p, [c_void_p, Cookie, c_void_p]),
    "query_counter": (Cookie, [c_void_p, c_uint32]),
    "query_counter_reply": (c_void_p, [c_void_p, Cookie, c_void_p]),
    "create_alarm": (Cookie, [c_void_p, c_uint32, c_uint32, c_void_p]),
    "change_alarm": (Cookie, [c_void_p, c_uint32, c_uint32, c_void_p]),
    "destroy_alarm": (Cookie, [c_void_p, c_uint32]),
}


class Alarms(Protocol):
    """What is asked of the display; the real one is :class:`SyncDisplay`."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    @property
    def broken(self) -> bool: ...

    def fileno(self) -> int: ...

    def idle_ms(self) -> int: ...

    def create(self, milliseconds: int, test: int) -> int: ...

    def renew(self, alarm: int) -> None: ...

    def destroy(self, alarm: int) -> None: ...

    def rung(self) -> Iterator[tuple[int, int]]: ...


class SyncDisplay(Display):
    """A display with XSync and IDLETIME; OSError where it lacks one of them."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)
        try:
            self._begin()
        except OSError:
            self.close()
            raise

    def _begin(self) -> None:
        self._sync = load("libxcb-sync.so.1", "xcb_sync_", _SYNC)
        # Before anything is asked of an extension that is not there: that would cut us off.
        known = ctypes.addressof(ctypes.c_char.in_dll(self._sync, "xcb_sync_id"))
        get_extension = self.xcb.xcb_get_extension_data
        get_extension.restype, get_extension.argtypes = c_void_p, [c_void_p, c_void_p]
        extension = get_extension(self.connection, known)
        told = ctypes.string_at(extension, 12) if extension else bytes(12)
        if not told[_PRESENT_AT]:
            raise OSError("the display has no XSync")
        self._first_event = told[_FIRST_EVENT_AT]
        self._reply("initialize", 3, 1)
        self._counter = counter_of(self._reply("list_system_counters"))

    def _reply(self, request: str, *arguments: int) -> bytes:
        cookie = getattr(self._sync, f"xcb_sync_{request}")(self.connection, *arguments)
        reply = getattr(self._sync, f"xcb_sync_{request}_reply")(self.connection, cookie, None)
        found = self.answer(reply)
        if not found:
            raise OSError(f"the display does not answer {request}")
        return found

    def idle_ms(self) -> int:
        """Return milliseconds since the last input."""
        high, low = struct.unpack_from("=iI", self._reply("query_counter", self._counter), 8)
        return int((high << 32) + low)

    def create(self, milliseconds: int, test: int) -> int:
        """Make an alarm that rings at each transition; returns its id."""
        alarm = int(self.xcb.xcb_generate_id(self.connection))
        mask = _COUNTER | _VALUE_TYPE | _VALUE | _TEST | _DELTA | _EVENTS
        values = (self._counter, _ABSOLUTE, 0, milliseconds, test, 0, 0, 1)
        packed = (c_uint32 * len(values))(*values)
        self._sync.xcb_sync_create_alarm(self.connection, alarm, mask, packed)
        self.xcb.xcb_flush(self.connection)
        return alarm

    def renew(self, alarm: int) -> None:
        """Have the server plan an alarm anew: some releases forget one that rang."""
        packed = (c_uint32 * 1)(1)
        self._sync.xcb_sync_change_alarm(self.connection, alarm, _EVENTS, packed)
        self.xcb.xcb_flush(self.connection)

    def destroy(self, alarm: int) -> None:
        """Take an alarm away."""
        self._sync.xcb_sync_destroy_alarm(self.connection, alarm)
        self.xcb.xcb_flush(self.connection)

    def rung(self) -> Iterator[tuple[int, int]]:
        """Yield what rang: alarm, and milliseconds on the counter."""
        for event in self.events():
            if event[0] & 0x7F == self._first_event + _ALARM_NOTIFY:
                alarm, high, low = struct.unpack_from("=IiI", event, 4)
                yield alarm, (high << 32) + low


def counter_of(reply: bytes) -> int:
    """Return the id of IDLETIME in the list of the server's counters; OSError if it has none."""
    (count,) = struct.unpack_from("=I", reply, 8)
    at = EVENT_BYTES
    for _ in range(count):
        counter, _, _, length = struct.unpack_from("=IiIH", reply, at)
        name = reply[at + _LIST_ENTRY : at + _LIST_ENTRY + length]
        if name == COUNTER.encode():
            return int(counter)
        at += (_LIST_ENTRY + length + 3) & ~3
    raise OSError("the display does not count idleness")


class XSyncIdle:
    """An `IdleSource` for a display with X11."""

    name = "xsync"

    def __init__(
        self,
        events: IdleEvents,
        after_s: float,
        open_display: Callable[[], Alarms] = SyncDisplay,
    ) -> None:
        """``after_s`` is the threshold in seconds."""
        self._events, self._open = events, open_display
        self._after_ms = max(1, round(after_s * 1000))
        self._thread = WaitingThread("idle watch", self._watch, events.gone)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._thread.stop()

    def glance(self) -> None:
        """Nothing to look at: its alarms tell."""

    def _watch(self, thread: WaitingThread) -> None:
        with self._open() as display:
            rising = display.create(self._after_ms, RISING)
            falling: int | None = None
            self._events.found()
            idle = display.idle_ms()
            # Only a transition rings, and it may have been before the alarm was.
            if idle >= self._after_ms:
                falling = self._away(display, idle)
            while True:
                # First what has come already: it may have been read with an answer.
                for alarm, idle in display.rung():
                    if alarm == rising and falling is None:
                        falling = self._away(display, idle)
                    elif alarm == falling:
                        self._back(display, alarm, rising)
                        falling = None
                if falling is not None and display.idle_ms() < self._after_ms:
                    self._back(display, falling, rising)  # just before the alarm was
                    falling = None
                    continue
                if display.broken:
                    raise OSError("the display went away")
                if not thread.wait(display.fileno()):
                    return

    def _away(self, display: Any, idle_ms: int) -> int:
        self._events.idled(idle_ms / 1000)
        return int(display.create(self._after_ms - 1, FALLING))

    def _back(self, display: Any, falling: int, rising: int) -> None:
        self._events.active()
        display.destroy(falling)
        display.renew(rising)
