"""Reading one value out of dconf's database file, which is how GNOME keeps its settings.

A hash table on disk ("GVDB"), replaced as a whole at each change. A header names the table; each
of its items has a key, which continues that of its parent, and the place of its value. Read
directly, as the ways through GLib bring threads, a bus connection and wake-ups with them.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 16 * 2**20
"""Bytes; a database larger than that is not read."""
_SIGNATURE = b"GVariant"
_ROOT_AT = 16
_ITEM = struct.Struct("<IIIHcxII")
"""Hash, parent, start and size of the key, kind, start and end of the value."""
_NO_PARENT = 0xFFFFFFFF
_BLOOM_BITS = 0x07FFFFFF
_DEEPEST = 64
_TRUE, _FALSE = b"\1\0b", b"\0\0b"
"""A variant that holds a boolean: its byte, a separator, its type."""


def read_truth(path: Path, key: str) -> bool | None:
    """Return a boolean setting; None where it was never set, or is none.

    OSError where the file cannot be read, ValueError where it is no such database.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError("the settings are too large")
    return {_TRUE: True, _FALSE: False}.get(find(data, key) or b"")


def find(data: bytes, key: str) -> bytes | None:
    """Return the raw variant of a key, None if it is not there; ValueError for another file."""
    if data[:8] != _SIGNATURE:
        raise ValueError("these are not dconf's settings")
    try:
        start, end = struct.unpack_from("<II", data, _ROOT_AT)
        bloom, buckets = struct.unpack_from("<II", data, start)
        first = start + 8 + 4 * (bloom & _BLOOM_BITS) + 4 * buckets
        items = list(_ITEM.iter_unpack(data[first : end - (end - first) % _ITEM.size]))
    except struct.error as error:
        raise ValueError("the settings are cut short") from error
    for number, (_, _, _, _, kind, value, value_end) in enumerate(items):
        if kind == b"v" and _name(data, items, number) == key.encode():
            return data[value:value_end]
    return None


def _name(data: bytes, items: list[tuple[int, int, int, int, bytes, int, int]], at: int) -> bytes:
    name = b""
    for _ in range(_DEEPEST):
        _, parent, start, size, *_ = items[at]
        name = data[start : start + size] + name
        if parent == _NO_PARENT:
            return name
        if parent >= len(items):
            break
        at = parent
    raise ValueError("the settings lead nowhere")
