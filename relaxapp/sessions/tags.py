"""What a sound file says about itself: title, chapters and cover, as the bytes its format wants.

Written out here because the well-kept libraries for it are under the GPL, which relaxapp is not.
Pure: bytes in, bytes out; `adapters/sound_tags.py` puts them into files.
"""

import struct
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from relaxapp.sessions.script import Script
from relaxapp.sessions.timeline import RATE, Timeline
from relaxapp.sessions.transcript import timestamp

ARTIST: Final = "relaxapp"
LICENCE: Final = (
    "Voices and sounds of relaxapp: CC0 1.0. Words of its own sessions: MIT, the relaxapp authors."
)
MOST_CHAPTERS: Final = 255  # an ID3 table of contents counts them in one byte
_FRONT_COVER: Final = 3
_TEXT: Final = 1  # UTF-16 with a byte order mark: what every reader of ID3v2.3 knows
_MILLISECOND: Final = RATE // 1000


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture in the PNG format, `side` by `side` pixels."""

    png: bytes
    side: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the session, [start, end) in samples."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Album:
    """All that a file is told about itself; `length` in samples."""

    title: str
    comment: str
    length: int
    chapters: tuple[Chapter, ...]
    cover: Cover | None = None
    licence: str = LICENCE


def album(script: Script, timeline: Timeline, cover: Cover | None) -> Album:
    """What a file of this session is told about itself."""
    licence = LICENCE
    if script.licence:
        licence = f"Voices and sounds of relaxapp: CC0 1.0. Words: {script.licence}"
    return Album(script.title, script.purpose, timeline.length, chapters(timeline), cover, licence)


def chapters(timeline: Timeline) -> tuple[Chapter, ...]:
    """The steps; neighbours of one name are one chapter, as a muscle group's are."""
    found: list[Chapter] = []
    for span in timeline.spans:
        if found and (found[-1].title == span.title or len(found) == MOST_CHAPTERS):
            found[-1] = Chapter(found[-1].title, found[-1].start, span.end)
        else:
            found.append(Chapter(span.title, span.start, span.end))
    return tuple(found)


# ---- FLAC and Ogg Vorbis


def vorbis_comments(told: Album, *, with_cover: bool) -> bytes:
    """The body of a Vorbis comment, without the framing bit that Ogg adds."""
    lines = [
        f"TITLE={told.title}",
        f"ARTIST={ARTIST}",
        f"COMMENT={told.comment}",
        f"LICENSE={told.licence}",
    ]
    for number, chapter in enumerate(told.chapters, 1):
        lines.append(f"CHAPTER{number:03}={timestamp(chapter.start)}")
        lines.append(f"CHAPTER{number:03}NAME={chapter.title}")
    if with_cover and told.cover is not None:
        picture = b64encode(flac_picture(told.cover)).decode("ascii")
        lines.append(f"METADATA_BLOCK_PICTURE={picture}")
    fields = [_counted(line) for line in lines]
    return _counted(ARTIST) + struct.pack("<I", len(fields)) + b"".join(fields)


def flac_picture(cover: Cover) -> bytes:
    """The body of a FLAC picture block."""
    kind, words = b"image/png", b"Cover"
    return (
        struct.pack(">II", _FRONT_COVER, len(kind))
        + kind
        + struct.pack(">I", len(words))
        + words
        + struct.pack(">IIIII", cover.side, cover.side, 24, 0, len(cover.png))
        + cover.png
    )


def _counted(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<I", len(data)) + data


# ---- MP3


def id3(told: Album) -> bytes:
    """A whole ID3v2.3 tag, which stands before the first frame of sound."""
    frames = [
        _words("TIT2", told.title),
        _words("TPE1", ARTIST),
        _words("TLEN", str(told.length // _MILLISECOND)),
        _frame("COMM", bytes([_TEXT]) + b"eng" + _utf16("") + b"\0\0" + _utf16(told.comment)),
        _frame("TXXX", bytes([_TEXT]) + _utf16("LICENSE") + b"\0\0" + _utf16(told.licence)),
    ]
    if told.cover is not None:
        head = b"\0image/png\0" + bytes([_FRONT_COVER]) + b"\0"
        frames.append(_frame("APIC", head + told.cover.png))
    frames.extend(_id3_chapters(told.chapters))
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _syncsafe(len(body)) + body


def _id3_chapters(found: Sequence[Chapter]) -> list[bytes]:
    if not found:
        return []
    names = [f"ch{number}".encode() + b"\0" for number in range(1, len(found) + 1)]
    # The table of contents: on top (2), its chapters in order (1).
    contents = b"toc\0" + bytes([2 | 1, len(names)]) + b"".join(names)
    frames = [_frame("CTOC", contents)]
    for name, chapter in zip(names, found, strict=True):
        times = [chapter.start // _MILLISECOND, chapter.end // _MILLISECOND]
        # No byte offsets: all ones says to go by the times.
        place = struct.pack(">IIII", *times, 0xFFFFFFFF, 0xFFFFFFFF)
        frames.append(_frame("CHAP", name + place + _words("TIT2", chapter.title)))
    return frames


def _words(name: str, text: str) -> bytes:
    return _frame(name, bytes([_TEXT]) + _utf16(text))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + struct.pack(">IH", len(body), 0) + body


def _utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")


def _syncsafe(size: int) -> bytes:
    """Seven bits a byte, so that no player takes the size for the start of sound."""
    return bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
