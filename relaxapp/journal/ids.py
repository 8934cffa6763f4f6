"""Ids that sort by time and that two devices never make alike."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def _system_bits(count: int) -> int:
    """Return that many random bits from the system."""
    return int.from_bytes(os.urandom((count + 7) // 8), "big") >> (-count % 8)


def uuid7(now: datetime, randbits: Callable[[int], int] = _system_bits) -> str:
    """Return a UUIDv7 (RFC 9562) for the aware instant ``now``; ids sort by it.

    48 bits of milliseconds, then the microseconds within as the RFC's method 3 has it, so that
    ids made in the same millisecond keep their order too. ``randbits(62)`` gives the rest; an
    import passes bits of its own, made from the row, so that the same row has the same id again.
    """
    # An import may bring what was lived before the time that ids count from.
    since = max(now.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC), timedelta())
    millis, micros = divmod(since // timedelta(microseconds=1), 1000)
    value = millis << 80 | 7 << 76 | (micros * 4096 // 1000) << 64 | 2 << 62 | randbits(62)
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
