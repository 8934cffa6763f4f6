"""How long a zip's list of its members is, told without reading the list.

Python's own reader takes in the whole list when it opens a zip: of a few megabytes that is more
than a million members, and half a gigabyte of memory.
"""

import struct
from dataclasses import dataclass
from typing import Final

MARK: Final = b"PK\x03\x04"  # how a zip with anything in it begins
_END: Final = struct.Struct("<4s4H2LH")  # what stands last in a zip, before its comment
_END_MARK: Final = b"PK\x05\x06"
_LARGE_MARK: Final = b"PK\x06\x07"  # stands before it in zips too large for these numbers
_LARGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class ZipEnd:
    """The members a zip says it has, the bytes of their list, and whether it tells them at length.

    Where it is `large`, the other two mean nothing.
    """

    count: int
    size: int
    large: bool


def end_of(data: bytes) -> ZipEnd | None:
    """What stands at the end of a zip, found as zipfile finds it; None where there is no zip."""
    at = len(data) - _END.size
    if not (data[max(0, at) :].startswith(_END_MARK) and data.endswith(b"\0\0")):
        at = data.rfind(_END_MARK)  # a comment follows it
    if at < 0 or len(data) - at < _END.size:
        return None
    large = data[max(0, at - _LARGE_SIZE) : at].startswith(_LARGE_MARK)
    _, _, _, _, count, size, _, _ = _END.unpack_from(data, at)
    return ZipEnd(count, size, large)
