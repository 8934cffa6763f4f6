"""ALSA's library writes every failed attempt to standard error; nobody needs to read that."""

import ctypes
import sys
from pathlib import Path


def silence(wheel: Path) -> None:
    """Quieten every copy of libasound that SDL may load; `wheel` is pygame's own folder.

    Loading the library first and by the same path gives SDL this very copy.
    """
    if sys.platform != "linux":
        return
    # The handler is a C function that ignores what it is given. SDL's own threads call it while
    # mixer.init holds the interpreter: a Python function would wait for that for ever.
    handler = ctypes.cast(ctypes.CDLL(None).getppid, ctypes.c_void_p)
    bundled = wheel.parent / f"{wheel.name}.libs"
    for name in ("libasound.so.2", *map(str, bundled.glob("libasound*"))):
        try:
            ctypes.CDLL(name).snd_lib_error_set_handler(handler)
        except (OSError, AttributeError):
            continue  # then it is only less tidy
