"""A hot key of Windows: the system tells the thread that registered it, through its messages.

No letter: there Ctrl+Alt is AltGr too, and a hot key would take the sign that it makes.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from typing import TYPE_CHECKING

from relaxapp.adapters.shortcut_ways import KEYS, NotOfferedError, TakenError

if TYPE_CHECKING:
    from collections.abc import Callable

# winuser.h
_CONTROL, _ALT, _NO_REPEAT = 0x0002, 0x0001, 0x4000
_HOTKEY, _QUIT = 0x0312, 0x0012
_KEY_F8 = 0x77
_TAKEN = 1409  # winerror.h: ERROR_HOTKEY_ALREADY_REGISTERED
_NAME = 1


class WindowsHotKey:
    """Ctrl+Alt+F8 on Windows."""

    def __init__(self) -> None:
        """Nothing is registered yet."""
        self._stopped = threading.Event()
        self._thread_id = 0

    if sys.platform == "win32":

        def stop(self) -> None:
            """End :meth:`listen`."""
            self._stopped.set()
            if self._thread_id:
                ctypes.windll.user32.PostThreadMessageW(self._thread_id, _QUIT, 0, 0)

        def listen(self, pressed: Callable[[], None], ready: Callable[[str], None]) -> None:
            """Register the key and wait for it."""
            from ctypes import wintypes

            user = ctypes.WinDLL("user32", use_last_error=True)
            user.GetMessageW.argtypes = [
                ctypes.POINTER(wintypes.MSG), wintypes.HWND, wintypes.UINT, wintypes.UINT,
            ]  # fmt: skip
            user.RegisterHotKey.argtypes = [
                wintypes.HWND, ctypes.c_int, wintypes.UINT, wintypes.UINT,
            ]  # fmt: skip
            message = wintypes.MSG()
            # The thread has no queue, and could not be told to stop, before it looks for messages.
            user.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)
            self._thread_id = ctypes.windll.kernel32.GetCurrentThreadId()
            if self._stopped.is_set():
                return
            if not user.RegisterHotKey(None, _NAME, _CONTROL | _ALT | _NO_REPEAT, _KEY_F8):
                code = ctypes.get_last_error()
                refusal = TakenError if code == _TAKEN else NotOfferedError
                raise refusal(f"Windows error {code}")
            try:
                ready(KEYS)
                while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                    if message.message == _HOTKEY:
                        pressed()
            finally:
                user.UnregisterHotKey(None, _NAME)
    else:

        def stop(self) -> None:
            """Nothing to end."""

        def listen(self, pressed: Callable[[], None], ready: Callable[[str], None]) -> None:  # noqa: ARG002 - the shape of a way
            """Raise, as this is not Windows."""
            raise NotOfferedError("this is not Windows")
