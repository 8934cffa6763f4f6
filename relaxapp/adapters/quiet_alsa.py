"""ALSA's library writes every failed attempt to standard error; nobody needs to read that."""

import ctypes
import sys
from pathlib import Path
from typing import Final

_Handler = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)


def _say_nothing(_file: bytes, _line: int, _function: bytes, _error: int, _format: bytes) -> None:
    """What failed is told by SDL's own error."""


_HANDLER: Final = _Handler(_say_nothing)  # kept alive: the library holds only its address


def silence(wheel: Path) -> None:
    """Quieten every copy of libasound that SDL may load; `wheel` is pygame's own folder.

    Loading the library first and by the same path gives SDL this very copy.
    """
    if sys.platform != "linux":
        return
    bundled = wheel.parent / f"{wheel.name}.libs"
    for name in ("libasound.so.2", *map(str, bundled.glob("libasound*"))):
        try:
            ctypes.CDLL(name).snd_lib_error_set_handler(_HANDLER)
        except (OSError, AttributeError):
            continue  # then it is only less tidy
