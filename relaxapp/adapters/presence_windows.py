"""Presence on Windows: last input, the shell's own word on notifications, devices in use, unlocks.

Written from the documentation of winuser.h, shellapi.h and wtsapi32.h. Focus Assist has no
documented way to be asked; of it only what the shell itself reports is known.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from ctypes import Structure, c_int, c_uint32, c_void_p, c_wchar_p
from functools import partial
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.holds import Sight
from relaxapp.adapters.idle_asked import AskedIdle
from relaxapp.adapters.one_shot import OneShot
from relaxapp.adapters.presence_parts import Parts
from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HOLD_OF_STATE = {
    1: Hold.LOCKED,  # QUNS_NOT_PRESENT: locked, the screen saver, or another person's turn
    2: Hold.FULL_SCREEN,  # QUNS_BUSY
    3: Hold.FULL_SCREEN,  # QUNS_RUNNING_D3D_FULL_SCREEN
    4: Hold.DO_NOT_DISTURB,  # QUNS_PRESENTATION_MODE
    6: Hold.DO_NOT_DISTURB,  # QUNS_QUIET_TIME
    7: Hold.FULL_SCREEN,  # QUNS_APP
}
"""QUERY_USER_NOTIFICATION_STATE; 5 is that notifications are accepted."""

CONSENT = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
DEVICES = {"microphone": Hold.MICROPHONE, "webcam": Hold.CAMERA}
_UNPACKAGED = "NonPackaged"

SESSION_CHANGE, UNLOCK = 0x02B1, 0x8
_QUIT, _ONLY_MESSAGES, _THIS_SESSION = 0x0012, -3, 0
_WRAP = 2**32
STOP_S = 2.0


class LastInput(Structure):
    """LASTINPUTINFO."""

    _fields_ = [("size", c_uint32), ("time", c_uint32)]


def idle_seconds(user: Any, kernel: Any) -> float | None:
    """Return seconds since the last input of this session; None where Windows does not say."""
    last = LastInput(ctypes.sizeof(LastInput), 0)
    if not user.GetLastInputInfo(ctypes.byref(last)):
        return None
    # Both are 32-bit milliseconds, and begin anew every 49.7 days.
    return float((kernel.GetTickCount() - last.time) % _WRAP) / 1000


def shell_says(shell: Any) -> Iterable[Hold]:
    """Ask the shell whether this is a moment for notifications."""
    state = c_int()
    failed = shell.SHQueryUserNotificationState(ctypes.byref(state))
    hold = None if failed else HOLD_OF_STATE.get(state.value)
    return () if hold is None else (hold,)


def device_in_use(registry: Any, device: str, own: str) -> Iterable[Hold]:
    """Look in the consent store: who uses a device now has begun, and has not stopped.

    ``registry`` is ``winreg``, ``own`` the path of this program, which does not count.
    """
    root = rf"{CONSENT}\{device}"
    ours = own.replace("\\", "#").casefold()
    for name in _users(registry, root):
        if name.rsplit("\\", 1)[-1].casefold() == ours:
            continue
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, rf"{root}\{name}") as key:
                began = registry.QueryValueEx(key, "LastUsedTimeStart")[0]
                stopped = registry.QueryValueEx(key, "LastUsedTimeStop")[0]
        except OSError:
            continue  # it never used it
        if began and stopped == 0:
            return (DEVICES[device],)
    return ()


def _users(registry: Any, root: str) -> Iterator[str]:
    for name in _below(registry, root):
        if name == _UNPACKAGED:
            for program in _below(registry, rf"{root}\{name}"):
                yield rf"{name}\{program}"
        else:
            yield name


def _below(registry: Any, path: str) -> Iterator[str]:
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, path) as key:
            for number in range(registry.QueryInfoKey(key)[0]):
                yield registry.EnumKey(key, number)
    except OSError:
        return  # it is not kept here, or changed while we read


class UnlockWindow:
    """An unseen window that is told when this session is unlocked; calls back in its thread."""

    def __init__(self, unlocked: Callable[[], None]) -> None:
        """Nothing is watched before :meth:`start`."""
        self._unlocked = unlocked
        self._thread: threading.Thread | None = None
        self._thread_id = 0
        self._ready = threading.Event()

    def told(self, message: int, what: int) -> None:
        """Take a message of the window."""
        if message == SESSION_CHANGE and what == UNLOCK:
            self._unlocked()

    if sys.platform == "win32":

        def start(self) -> None:
            """Begin to listen."""
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="unlock watch", daemon=True)
                self._thread.start()

        def stop(self) -> None:
            """End the window."""
            thread, self._thread = self._thread, None
            if thread is not None and self._ready.wait(STOP_S):
                ctypes.windll.user32.PostThreadMessageW(self._thread_id, _QUIT, 0, 0)
                thread.join(STOP_S)

        def _run(self) -> None:
            from ctypes import wintypes

            user, sessions = ctypes.WinDLL("user32"), ctypes.WinDLL("wtsapi32")
            result = ctypes.c_ssize_t
            procedure = ctypes.WINFUNCTYPE(
                result, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM
            )
            user.DefWindowProcW.restype = result
            user.DefWindowProcW.argtypes = list(procedure._argtypes_)
            user.CreateWindowExW.restype = wintypes.HWND
            user.CreateWindowExW.argtypes = [
                wintypes.DWORD, c_wchar_p, c_wchar_p, wintypes.DWORD,
                c_int, c_int, c_int, c_int,
                wintypes.HWND, wintypes.HMENU, wintypes.HINSTANCE, c_void_p,
            ]  # fmt: skip
            user.GetMessageW.argtypes = [
                ctypes.POINTER(wintypes.MSG), wintypes.HWND, wintypes.UINT, wintypes.UINT,
            ]  # fmt: skip
            user.DispatchMessageW.argtypes = [ctypes.POINTER(wintypes.MSG)]
            user.DestroyWindow.argtypes = [wintypes.HWND]
            sessions.WTSRegisterSessionNotification.argtypes = [wintypes.HWND, wintypes.DWORD]
            sessions.WTSUnRegisterSessionNotification.argtypes = [wintypes.HWND]

            class WindowClass(Structure):
                _fields_ = [
                    ("style", wintypes.UINT),
                    ("procedure", procedure),
                    ("class_extra", c_int),
                    ("window_extra", c_int),
                    ("instance", wintypes.HINSTANCE),
                    ("icon", wintypes.HICON),
                    ("cursor", wintypes.HANDLE),
                    ("background", wintypes.HBRUSH),
                    ("menu", wintypes.LPCWSTR),
                    ("name", wintypes.LPCWSTR),
                ]

            def handle(window: Any, message: int, what: int, more: int) -> int:
                self.told(message, what)
                return int(user.DefWindowProcW(window, message, what, more))

            kept = procedure(handle)  # Windows calls it: it has to outlive the window
            name = f"relaxapp-unlock-{id(self):x}"
            user.RegisterClassW(ctypes.byref(WindowClass(procedure=kept, name=name)))
            window = user.CreateWindowExW(
                0, name, name, 0, 0, 0, 0, 0, wintypes.HWND(_ONLY_MESSAGES), None, None, None
            )
            self._thread_id = ctypes.windll.kernel32.GetCurrentThreadId()
            self._ready.set()
            if not window:
                return
            sessions.WTSRegisterSessionNotification(window, _THIS_SESSION)
            message = wintypes.MSG()
            while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                user.DispatchMessageW(ctypes.byref(message))
            sessions.WTSUnRegisterSessionNotification(window)
            user.DestroyWindow(window)
    else:

        def start(self) -> None:
            """Nothing to listen to: this is not Windows."""

        def stop(self) -> None:
            """Nothing to end."""


def parts(after_s: float, unlocked: Callable[[], None]) -> Parts:
    """Return what Windows tells; nothing elsewhere."""
    if sys.platform == "win32":
        import winreg

        user, kernel, shell = (ctypes.WinDLL(name) for name in ("user32", "kernel32", "shell32"))
        kernel.GetTickCount.restype = c_uint32
        ask = partial(idle_seconds, user, kernel)
        sights = [Sight("shell", partial(shell_says, shell))]
        sights += [
            Sight(device, partial(device_in_use, winreg, device, sys.executable))
            for device in DEVICES
        ]
        return Parts(
            (lambda events: AskedIdle("windows", events, after_s, ask, OneShot),),
            tuple(sights),
            (UnlockWindow(unlocked),),
        )
    return Parts()
