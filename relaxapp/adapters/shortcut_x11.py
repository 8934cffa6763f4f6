"""A key of the whole X11 desktop, grabbed over a connection of our own.

The layouts below are those of the X11 protocol and of ``xproto.h``.
"""

from __future__ import annotations

import ctypes
import os
import selectors
from ctypes import POINTER, Structure, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.shortcut_ways import KEYS, NotOfferedError, TakenError
from relaxapp.adapters.xcb import CORE, Cookie, first_root, free, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

KEYSYM_L = 0x6C
NUM_LOCK, SCROLL_LOCK = 0xFF7F, 0xFF14
CAPS, CONTROL, ALT = 0x02, 0x04, 0x08
KEY_PRESS, KEY_RELEASE, MAPPING_CHANGED = 2, 3, 34
_ASYNC = 1
_FIRST_KEY, _LAST_KEY = 34, 35
"""Where the setup tells the lowest and the highest key, in bytes."""


class _KeyEvent(Structure):
    _fields_ = [
        ("kind", c_uint8),
        ("key", c_uint8),
        ("sequence", c_uint16),
        ("time", c_uint32),
    ]


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Which keys make which symbols: ``symbols[i]`` are those of key ``first + i``.

    ``modifiers`` are the keys of the eight modifiers, Shift first.
    """

    first: int
    symbols: tuple[tuple[int, ...], ...]
    modifiers: tuple[tuple[int, ...], ...]

    def keys_of(self, symbol: int) -> tuple[int, ...]:
        """Return the keys with ``symbol``, in any of their groups."""
        return tuple(self.first + i for i, row in enumerate(self.symbols) if symbol in row)

    def masks(self, base: int) -> tuple[int, ...]:
        """Return ``base`` with every combination of the locks, which may be lit or not."""
        locks = {CAPS}
        for symbol in (NUM_LOCK, SCROLL_LOCK):
            keys = set(self.keys_of(symbol))
            locks |= {1 << n for n, held in enumerate(self.modifiers) if keys & set(held)}
        made = [base]
        for lock in sorted(locks - {base & lock for lock in locks}):
            made += [mask | lock for mask in made]
        return tuple(made)


class Presses:
    """Tells presses from the repeats of a held key, which come at the instant of a release."""

    def __init__(self) -> None:
        """No key was released yet."""
        self._released: int | None = None

    def is_new(self, kind: int, time: int) -> bool:
        """Take the next key event, ``time`` in the server's milliseconds."""
        if kind == KEY_RELEASE:
            self._released = time
        return kind == KEY_PRESS and time != self._released


class X11Grab:
    """Ctrl+Alt+L on the display that ``DISPLAY`` names."""

    def __init__(self, display: str | None = None) -> None:
        """Nothing is opened yet."""
        self._display = display
        self._stop_reading, self._stop_writing = os.pipe()

    def stop(self) -> None:
        """End :meth:`listen`."""
        writing, self._stop_writing = self._stop_writing, -1
        if writing >= 0:
            os.close(writing)

    def listen(self, pressed: Callable[[], None], ready: Callable[[str], None]) -> None:
        """Grab the key and wait for it."""
        try:
            xcb = _load()
            connection = xcb.xcb_connect(self._display and self._display.encode(), None)
            try:
                if xcb.xcb_connection_has_error(connection):
                    raise NotOfferedError("the display cannot be reached")
                root = _root(xcb, connection)
                _grab(xcb, connection, root)
                ready(KEYS)
                self._wait(xcb, connection, root, pressed)
            finally:
                xcb.xcb_disconnect(connection)  # the grabs go with it
        finally:
            os.close(self._stop_reading)

    def _wait(self, xcb: Any, connection: int, root: int, pressed: Callable[[], None]) -> None:
        presses = Presses()
        with selectors.DefaultSelector() as waiting:
            waiting.register(xcb.xcb_get_file_descriptor(connection), selectors.EVENT_READ)
            stopping = waiting.register(self._stop_reading, selectors.EVENT_READ)
            while True:
                # First what has come already: it may have been read with an answer.
                for kind, time in _events(xcb, connection):
                    if kind == MAPPING_CHANGED:
                        xcb.xcb_ungrab_key(connection, 0, root, 0x8000)  # any key, any modifier
                        _grab(xcb, connection, root)
                    elif presses.is_new(kind, time):
                        pressed()
                if xcb.xcb_connection_has_error(connection):
                    return
                if stopping in (key for key, _ in waiting.select()):
                    return


def _events(xcb: Any, connection: int) -> Iterable[tuple[int, int]]:
    while event := xcb.xcb_poll_for_event(connection):
        read = ctypes.cast(event, POINTER(_KeyEvent)).contents
        yield read.kind & 0x7F, read.time
        free(event)


def _grab(xcb: Any, connection: int, root: int) -> None:
    keyboard = _keyboard(xcb, connection)
    keys = keyboard.keys_of(KEYSYM_L)
    if not keys:
        raise TakenError("this keyboard has no L")
    for key in keys:
        for mask in keyboard.masks(CONTROL | ALT):
            cookie = xcb.xcb_grab_key_checked(connection, 0, root, mask, key, _ASYNC, _ASYNC)
            error = xcb.xcb_request_check(connection, cookie)
            if error:
                free(error)
                raise TakenError("another program has grabbed it")


def _keyboard(xcb: Any, connection: int) -> Keyboard:
    setup = xcb.xcb_get_setup(connection)
    first, last = (
        ctypes.cast(setup + at, POINTER(c_uint8)).contents.value for at in (_FIRST_KEY, _LAST_KEY)
    )
    count = last - first + 1
    cookie = xcb.xcb_get_keyboard_mapping(connection, first, count)
    reply = _answer(xcb.xcb_get_keyboard_mapping_reply(connection, cookie, None))
    width = _byte(reply, 1)
    symbols = ctypes.cast(xcb.xcb_get_keyboard_mapping_keysyms(reply), POINTER(c_uint32))[
        : count * width
    ]
    free(reply)
    cookie = xcb.xcb_get_modifier_mapping(connection)
    reply = _answer(xcb.xcb_get_modifier_mapping_reply(connection, cookie, None))
    held = _byte(reply, 1)
    codes = ctypes.cast(xcb.xcb_get_modifier_mapping_keycodes(reply), POINTER(c_uint8))[: 8 * held]
    free(reply)
    return Keyboard(first, _rows(symbols, width), _rows(codes, held))


def _rows(values: Sequence[int], width: int) -> tuple[tuple[int, ...], ...]:
    # Zero stands for "nothing here" in both tables.
    step = max(1, width)
    return tuple(tuple(v for v in values[i : i + step] if v) for i in range(0, len(values), step))


def _root(xcb: Any, connection: int) -> int:
    root = first_root(xcb, connection)
    if root is None:
        raise NotOfferedError("the display has no screen")
    return root


def _answer(reply: int | None) -> int:
    if not reply:
        raise NotOfferedError("the display does not answer")
    return reply


def _byte(address: int, at: int) -> int:
    return int(ctypes.cast(address + at, POINTER(c_uint8)).contents.value)


def _load() -> Any:
    pointer, error_slot = c_void_p, c_void_p
    keys: dict[str, tuple[Any, list[Any]]] = {
        "request_check": (pointer, [pointer, Cookie]),
        "grab_key_checked": (
            Cookie,
            [pointer, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8],
        ),
        "ungrab_key": (Cookie, [pointer, c_uint8, c_uint32, c_uint16]),
        "get_keyboard_mapping": (Cookie, [pointer, c_uint8, c_uint8]),
        "get_keyboard_mapping_reply": (pointer, [pointer, Cookie, error_slot]),
        "get_keyboard_mapping_keysyms": (pointer, [pointer]),
        "get_modifier_mapping": (Cookie, [pointer]),
        "get_modifier_mapping_reply": (pointer, [pointer, Cookie, error_slot]),
        "get_modifier_mapping_keycodes": (pointer, [pointer]),
    }
    try:
        return load("libxcb.so.1", "xcb_", CORE | keys)
    except OSError as error:
        raise NotOfferedError("libxcb is missing") from error
