"""Tags, chapters and a cover put into a finished FLAC, Ogg Vorbis or MP3 file.

The sound itself is copied byte by byte; only what stands before it is written anew.
"""

import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from relaxapp.sessions.tags import Album, Cover, flac_picture, id3, vorbis_comments

_FLAC_COMMENT, _FLAC_PICTURE, _FLAC_PADDING, _FLAC_LAST = 4, 6, 1, 0x80
_PAGE_HEAD: Final = 27  # bytes of an Ogg page before its table of segments
_MOST_SEGMENTS: Final = 255  # of up to 255 bytes each, on one page
_CONTINUED: Final = 1


def read_cover(assets: Path) -> Cover | None:
    """The cover for exported sessions; None where it is missing, which spoils no export."""
    try:
        png = (assets / "cover" / "cover.png").read_bytes()
    except OSError:
        return None
    # Width and height stand at a fixed place in a PNG's first block.
    return Cover(png, int.from_bytes(png[16:20], "big"))


def put(source: Path, target: Path, suffix: str, told: Album) -> None:
    """Copy `source`, a .flac, .ogg or .mp3 by its `suffix`, to `target` with what is told.

    Raises OSError where a file cannot be read or written, or is none of its kind.
    """
    way = {".flac": _flac, ".ogg": _ogg, ".mp3": _mp3}[suffix]
    with source.open("rb") as sound, target.open("wb") as out:
        out.write(way(sound, told))
        shutil.copyfileobj(sound, out, 1 << 20)


def _mp3(sound: BinaryIO, told: Album) -> bytes:  # noqa: ARG001 - all of it stays
    return id3(told)


def _flac(sound: BinaryIO, told: Album) -> bytes:
    """Read the blocks before the sound; return them with ours in place of the old."""
    if sound.read(4) != b"fLaC":
        raise OSError("what was written is no FLAC file")
    kept = []
    while True:
        head = _exactly(sound, 4)
        body = _exactly(sound, int.from_bytes(head[1:], "big"))
        kind = head[0] & ~_FLAC_LAST
        if kind not in {_FLAC_COMMENT, _FLAC_PICTURE, _FLAC_PADDING}:
            kept.append((kind, body))
        if head[0] & _FLAC_LAST:
            break
    kept.append((_FLAC_COMMENT, vorbis_comments(told, with_cover=False)))
    if told.cover is not None:
        kept.append((_FLAC_PICTURE, flac_picture(told.cover)))
    blocks = [bytes([kind]) + len(body).to_bytes(3, "big") + body for kind, body in kept]
    blocks[-1] = bytes([blocks[-1][0] | _FLAC_LAST]) + blocks[-1][1:]
    return b"fLaC" + b"".join(blocks)


def _ogg(sound: BinaryIO, told: Album) -> bytes:
    """Read the pages of the three header packets; return as many with our comments.

    As many, because every later page carries its number and a checksum over it.
    """
    first = _page(sound)
    lacing, data, pages = b"", b"", 0
    packets: list[bytes] = []
    while len(packets) < 2:  # noqa: PLR2004 - the comments and the setup
        page = _page(sound)
        pages += 1
        lacing += page[_PAGE_HEAD : _PAGE_HEAD + page[26]]
        data += page[_PAGE_HEAD + page[26] :]
        packets = list(_packets(lacing, data))
    serial, setup = first[14:18], packets[1]
    for with_cover in (True, False):
        comments = b"\x03vorbis" + vorbis_comments(told, with_cover=with_cover) + b"\x01"
        segments = _segments(comments) + _segments(setup)
        if len(segments) <= pages * _MOST_SEGMENTS:
            return first + b"".join(_pages(segments, pages, serial))
    raise OSError("the names of its chapters have no room in an Ogg file")


def _pages(segments: list[bytes], pages: int, serial: bytes) -> Iterator[bytes]:
    """Lay segments of up to 255 bytes on exactly so many pages, the first of which is number 1."""
    share = -(-len(segments) // pages)
    whole = True  # whether the packet before has ended
    for number in range(pages):
        mine = segments[number * share : (number + 1) * share]
        ends = any(len(one) < _MOST_SEGMENTS for one in mine)
        head = struct.pack(
            "<4sBBq4sIIB",
            b"OggS",
            0,
            0 if whole else _CONTINUED,
            0 if ends else -1,
            serial,
            number + 1,
            0,
            len(mine),
        )
        body = bytes(len(one) for one in mine) + b"".join(mine)
        whole = not mine or len(mine[-1]) < _MOST_SEGMENTS
        yield head[:22] + struct.pack("<I", checksum(head + body)) + head[26:] + body


def _page(sound: BinaryIO) -> bytes:
    head = _exactly(sound, _PAGE_HEAD)
    if head[:4] != b"OggS":
        raise OSError("what was written is no Ogg file")
    lacing = _exactly(sound, head[26])
    return head + lacing + _exactly(sound, sum(lacing))


def _packets(lacing: bytes, data: bytes) -> Iterator[bytes]:
    start = at = 0
    for size in lacing:
        at += size
        if size < _MOST_SEGMENTS:
            yield data[start:at]
            start = at


def _segments(packet: bytes) -> list[bytes]:
    """Cut a packet into pieces of 255 bytes; the first shorter one, maybe empty, ends it."""
    return [packet[at : at + 255] for at in range(0, len(packet) + 1, 255)]


def _exactly(sound: BinaryIO, count: int) -> bytes:
    data = sound.read(count)
    if len(data) != count:
        raise OSError("what was written ends too early")
    return data


def _table() -> list[int]:
    made = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        made.append(value & 0xFFFFFFFF)
    return made


_CRC: Final = _table()


def checksum(page: bytes) -> int:
    """The checksum of an Ogg page whose own field for it is zero."""
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _CRC[(value >> 24) ^ byte]
    return value
