"""The little of libxcb that is needed, through ctypes: a connection, its events, properties.

Through libxcb, which Qt brings to X11 anyway, and not through Xlib: that ends the whole process
over an error unless a handler is set, and its handler belongs to the process, not to us. The
layouts are those of the X11 protocol and of ``xproto.h``.
"""

from __future__ import annotations

import ctypes
import struct
from ctypes import POINTER, Structure, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EVENT_BYTES = 32
_LARGEST = 1024
"""Four-byte units of a property that are read at most."""

Signatures = dict[str, tuple[Any, list[Any]]]
"""Names without their prefix, each with its result and its arguments."""


class Cookie(Structure):
    """What a request returns, to ask for its answer by."""

    _fields_ = [("sequence", c_uint32)]


class _Iterator(Structure):
    _fields_ = [("data", c_void_p), ("rem", c_int), ("index", c_int)]


CORE: Signatures = {
    "connect": (c_void_p, [c_char_p, c_void_p]),
    "connection_has_error": (c_int, [c_void_p]),
    "disconnect": (None, [c_void_p]),
    "flush": (c_int, [c_void_p]),
    "generate_id": (c_uint32, [c_void_p]),
    "get_file_descriptor": (c_int, [c_void_p]),
    "get_setup": (c_void_p, [c_void_p]),
    "setup_roots_iterator": (_Iterator, [c_void_p]),
    "poll_for_event": (c_void_p, [c_void_p]),
    "intern_atom": (Cookie, [c_void_p, c_uint8, c_uint16, c_char_p]),
    "intern_atom_reply": (c_void_p, [c_void_p, Cookie, c_void_p]),
    "get_property": (
        Cookie,
        [c_void_p, c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32],
    ),
    "get_property_reply": (c_void_p, [c_void_p, Cookie, c_void_p]),
}


def load(library: str, prefix: str, signatures: Mapping[str, tuple[Any, list[Any]]]) -> Any:
    """Return a library with its functions declared; OSError where it or one of them is missing."""
    loaded = ctypes.CDLL(library)
    for name, (result, arguments) in signatures.items():
        try:
            function = getattr(loaded, f"{prefix}{name}")
        except AttributeError as error:
            raise OSError(f"{library} has no {prefix}{name}") from error
        function.restype, function.argtypes = result, arguments
    return loaded


def free(address: int) -> None:
    """Give back what libxcb handed out."""
    libc = ctypes.CDLL(None)
    libc.free.argtypes = [c_void_p]
    libc.free.restype = None
    libc.free(address)


def first_root(xcb: Any, connection: int) -> int | None:
    """Return the root window of the first screen; None where the display has none."""
    screens = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection))
    if not screens.data:
        return None
    # The screen's first four bytes are its root window.
    return int(ctypes.cast(screens.data, POINTER(c_uint32)).contents.value)


class Display:
    """A connection, to be used in one thread. OSError where there is no library or display."""

    def __init__(self, name: str | None = None) -> None:
        """Connect to the display of that name, or to the one that ``DISPLAY`` names."""
        self.xcb = load("libxcb.so.1", "xcb_", CORE)
        self.connection = self.xcb.xcb_connect(name.encode() if name else None, None)
        if self.broken:
            self.close()
            raise OSError("the display cannot be reached")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def broken(self) -> bool:
        """Whether the display went away, or cut us off."""
        return bool(self.xcb.xcb_connection_has_error(self.connection))

    def close(self) -> None:
        """End the connection; once only."""
        self.xcb.xcb_disconnect(self.connection)

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when something comes."""
        return int(self.xcb.xcb_get_file_descriptor(self.connection))

    def events(self) -> Iterator[bytes]:
        """Yield what has come, errors too, each as its 32 bytes in the byte order of this host."""
        while event := self.xcb.xcb_poll_for_event(self.connection):
            yield self.taken(event, EVENT_BYTES)

    def root(self) -> int | None:
        """Return the root window."""
        return first_root(self.xcb, self.connection)

    def atom(self, name: str) -> int:
        """Return an atom, 0 where nobody has made it yet."""
        told = name.encode()
        cookie = self.xcb.xcb_intern_atom(self.connection, 1, len(told), told)
        reply = self.answer(self.xcb.xcb_intern_atom_reply(self.connection, cookie, None))
        return int(struct.unpack_from("=I", reply, 8)[0]) if reply else 0

    def numbers(self, window: int, atom: int) -> tuple[int, ...]:
        """Return a property of 32-bit values (atoms, windows); empty where there is none."""
        if not atom:
            return ()
        cookie = self.xcb.xcb_get_property(self.connection, 0, window, atom, 0, 0, _LARGEST)
        reply = self.answer(self.xcb.xcb_get_property_reply(self.connection, cookie, None))
        if not reply:
            return ()
        bits, count = reply[1], struct.unpack_from("=I", reply, 16)[0]
        return struct.unpack_from(f"={count}I", reply, EVENT_BYTES) if bits == 32 else ()  # noqa: PLR2004 - that many bits

    def answer(self, reply: int | None) -> bytes:
        """Return a whole reply and give it back; empty where an error came instead."""
        if not reply:
            return b""
        more = struct.unpack_from("=I", ctypes.string_at(reply, 8), 4)[0]
        return self.taken(reply, EVENT_BYTES + 4 * more)

    @staticmethod
    def taken(address: int, size: int) -> bytes:
        """Return a copy of what libxcb handed out, and give it back."""
        copy = ctypes.string_at(address, size)
        free(address)
        return copy
