"""Ogg Vorbis files that come out the same each time.

libsndfile gives every Ogg stream a random serial number, so encoding the same samples twice gives
two different files, and a repository that keeps each of them for ever. Here the number is fixed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soundfile

from relaxapp.adapters.loudness import RATE

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.adapters.loudness import Signal

_SERIAL = 1
_HEADER = 27
_POLYNOMIAL = 0x04C11DB7  # Ogg's CRC: plain, not reflected (RFC 3533, section 6)


def _crc_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (_POLYNOMIAL if value & 0x8000_0000 else 0)
        table.append(value & 0xFFFF_FFFF)
    return tuple(table)


_TABLE = _crc_table()


def _crc(page: bytes) -> int:
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFF_FFFF) ^ _TABLE[(value >> 24) ^ byte]
    return value


def fix_serial(stream: bytes, serial: int = _SERIAL) -> bytes:
    """Return an Ogg stream with another serial number on each page, and checksums to match.

    Raises ValueError where a page does not start as RFC 3533 says.
    """
    pages = bytearray()
    at = 0
    while at < len(stream):
        if stream[at : at + 4] != b"OggS":
            raise ValueError(f"no Ogg page at byte {at}")
        segments = stream[at + 26]
        size = _HEADER + segments + sum(stream[at + _HEADER : at + _HEADER + segments])
        page = bytearray(stream[at : at + size])
        page[14:18] = serial.to_bytes(4, "little")
        page[22:26] = bytes(4)
        page[22:26] = _crc(bytes(page)).to_bytes(4, "little")
        pages += page
        at += size
    return bytes(pages)


def write(path: Path, samples: Signal, quality: float) -> None:
    """Write 48 kHz samples, shape (n,) or (n, channels), at Vorbis quality 0 to 10."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    partial = path.with_suffix(".part")
    with soundfile.SoundFile(
        partial, "w", RATE, channels, format="OGG", subtype="VORBIS",
        compression_level=1 - quality / 10,
    ) as file:  # fmt: skip
        # In one piece, libvorbis keeps an analysis buffer of the whole file on the stack.
        for start in range(0, len(samples), RATE):
            file.write(samples[start : start + RATE])
    path.write_bytes(fix_serial(partial.read_bytes()))
    partial.unlink()


def read(path: Path) -> Signal:
    """Return the samples a player will get, float, shape (n,) or (n, channels).

    Raises ValueError when the file is not at the project's rate.
    """
    samples, rate = soundfile.read(path, dtype="float64")
    if rate != RATE:
        raise ValueError(f"{path.name} is at {rate} Hz, not {RATE}")
    return np.asarray(samples, np.float64)
