"""Gives memory back that starting up has used and left."""

from __future__ import annotations

import gc
import sys


def give_back() -> None:
    """Return what is free to the system, where its C library can; a few milliseconds, once."""
    gc.collect()
    if sys.platform != "linux":
        return
    import ctypes

    # musl has no such function, and needs none.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
