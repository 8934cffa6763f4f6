"""From what the speech model gives to what the app plays, by the steps of `speech_chain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.adapters import speech_chain
from relaxapp.adapters.loudness import RATE, upsampled

if TYPE_CHECKING:
    from relaxapp.adapters.loudness import Signal

CHAIN = "chain-1"
"""Raise this when a step of the chain changes: it is part of every clip's key."""

SOURCE_RATE = 24_000
CEILING = -2.6
"""True peak in dBTP; the codec adds up to half a decibel, and -2 is what is promised."""


def finished(raw: Signal, ceiling: float = CEILING) -> Signal:
    """Return the clip, (n,) at 48 kHz, made of (m,) samples of speech at 24 kHz."""
    speech = speech_chain.trimmed(speech_chain.high_passed(raw, SOURCE_RATE), SOURCE_RATE)
    return speech_chain.finished(upsampled(speech, RATE // SOURCE_RATE), ceiling)
