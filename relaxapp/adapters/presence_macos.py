"""Presence on macOS: last input, the locked screen, microphones and cameras in use.

Written from the headers of CoreGraphics, CoreAudio and CoreMediaIO; properties are named there by
four letters. Neither "do not disturb" (Focus) nor another program's full screen has a stable way
to be asked. What is read is only *whether* a device runs, which asks no permission of anybody.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from ctypes import POINTER, Structure, byref, c_double, c_int32, c_long, c_uint32, c_void_p
from functools import partial
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.holds import Sight
from relaxapp.adapters.idle_asked import AskedIdle
from relaxapp.adapters.one_shot import OneShot
from relaxapp.adapters.presence_parts import Parts
from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relaxapp.adapters.idle import IdleEvents, IdleSource
    from relaxapp.adapters.presence_parts import Watch

FRAMEWORKS = "/System/Library/Frameworks/{0}.framework/{0}"
_HARDWARE, _ANY_INPUT = 1, 0xFFFFFFFF
"""``kCGEventSourceStateHIDSystemState`` and ``kCGAnyInputEventType``."""
_SYSTEM = 1
"""The object that all others hang on, in CoreAudio as in CoreMediaIO."""
_UTF8 = 0x08000100
_AT_ONCE = 4
"""``CFNotificationSuspensionBehaviorDeliverImmediately``."""
LOCKED_KEY, UNLOCKED = b"CGSSessionScreenIsLocked", b"com.apple.screenIsUnlocked"


def letters(code: str) -> int:
    """Return the number that four letters stand for."""
    return int.from_bytes(code.encode("ascii"), "big")


GLOBAL, INPUT, OUTPUT = (letters(scope) for scope in ("glob", "inpt", "outp"))
DEVICES, STREAMS, RUNNING_SOMEWHERE = (letters(code) for code in ("dev#", "stm#", "gone"))
PROCESSES, PROCESS_ID, RUNNING_INPUT = (letters(code) for code in ("prs#", "ppid", "piri"))


class Address(Structure):
    """Names a property: selector, scope and element."""

    _fields_ = [("selector", c_uint32), ("scope", c_uint32), ("element", c_uint32)]


_ADDRESS = POINTER(Address)
_SIZE = POINTER(c_uint32)


class Objects:
    """CoreAudio's tree of objects, or CoreMediaIO's, which is alike but for one argument."""

    def __init__(self, library: Any, prefix: str) -> None:
        """``prefix`` is "AudioObject" or "CMIOObject"."""
        self._size = getattr(library, f"{prefix}GetPropertyDataSize")
        self._data = getattr(library, f"{prefix}GetPropertyData")
        self._told_size = prefix == "CMIOObject"
        head = [c_uint32, _ADDRESS, c_uint32, c_void_p]
        self._size.restype = self._data.restype = c_int32
        self._size.argtypes = [*head, _SIZE]
        told = [c_uint32] if self._told_size else []
        self._data.argtypes = [*head, *told, _SIZE, c_void_p]

    def numbers(self, of: int, selector: int, scope: int = GLOBAL) -> tuple[int, ...]:
        """Return a property's 32-bit values; none where it has no such property."""
        address, size = Address(selector, scope, 0), c_uint32()
        if self._size(of, byref(address), 0, None, byref(size)) or not size.value:
            return ()
        values = (c_uint32 * (size.value // 4))()
        told = (size.value,) if self._told_size else ()
        if self._data(of, byref(address), 0, None, *told, byref(size), byref(values)):
            return ()
        return tuple(values[: size.value // 4])


def microphone(audio: Objects) -> Iterable[Hold]:
    """Tell whether another process listens: since macOS 14 by process, before it by device.

    By device, one that plays too (most headsets) cannot be told from music, and does not count.
    """
    processes = audio.numbers(_SYSTEM, PROCESSES)
    if processes:
        own = (os.getpid(),)
        heard = any(
            audio.numbers(process, RUNNING_INPUT) == (1,)
            and audio.numbers(process, PROCESS_ID) != own
            for process in processes
        )
    else:
        heard = any(
            audio.numbers(device, STREAMS, INPUT)
            and not audio.numbers(device, STREAMS, OUTPUT)
            and audio.numbers(device, RUNNING_SOMEWHERE) == (1,)
            for device in audio.numbers(_SYSTEM, DEVICES)
        )
    return (Hold.MICROPHONE,) if heard else ()


def camera(video: Objects) -> Iterable[Hold]:
    """Tell whether a camera runs."""
    runs = any(
        video.numbers(device, RUNNING_SOMEWHERE) == (1,)
        for device in video.numbers(_SYSTEM, DEVICES)
    )
    return (Hold.CAMERA,) if runs else ()


def idle_seconds(graphics: Any) -> float | None:
    """Return seconds since the last input."""
    ask = graphics.CGEventSourceSecondsSinceLastEventType
    ask.restype, ask.argtypes = c_double, [c_int32, c_uint32]
    seconds = float(ask(_HARDWARE, _ANY_INPUT))
    return seconds if seconds >= 0 else None


def locked(graphics: Any, foundation: Any) -> Iterable[Hold]:
    """Tell whether the screen is locked: only then has the session this key."""
    copy = graphics.CGSessionCopyCurrentDictionary
    copy.restype, copy.argtypes = c_void_p, []
    session = copy()
    if not session:
        return ()
    value = foundation.CFDictionaryGetValue
    value.restype, value.argtypes = c_void_p, [c_void_p, c_void_p]
    foundation.CFRelease.restype, foundation.CFRelease.argtypes = None, [c_void_p]
    key = text(foundation, LOCKED_KEY)
    try:
        return (Hold.LOCKED,) if value(session, key) else ()
    finally:
        foundation.CFRelease(key)
        foundation.CFRelease(session)


def text(foundation: Any, words: bytes) -> int:
    """Return a CFString, to be released."""
    create = foundation.CFStringCreateWithCString
    create.restype, create.argtypes = c_void_p, [c_void_p, ctypes.c_char_p, c_uint32]
    return int(create(None, words, _UTF8))


class UnlockNotices:
    """Calls back when the screen was unlocked, in the thread of the application's run loop."""

    def __init__(self, foundation: Any, unlocked: Callable[[], None]) -> None:
        """Nothing is watched before :meth:`start`."""
        self._foundation, self._unlocked = foundation, unlocked
        kind = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
        # The system calls it: it has to outlive the subscription.
        self._kept = kind(lambda *_: unlocked())
        self._kind = kind
        self._center = 0

    def start(self) -> None:
        """Subscribe."""
        foundation = self._foundation
        center = foundation.CFNotificationCenterGetDistributedCenter
        center.restype, center.argtypes = c_void_p, []
        add = foundation.CFNotificationCenterAddObserver
        add.restype = None
        add.argtypes = [c_void_p, c_void_p, self._kind, c_void_p, c_void_p, c_long]
        self._center = center() or 0
        if self._center:
            name = text(foundation, UNLOCKED)
            add(self._center, id(self), self._kept, name, None, _AT_ONCE)
            foundation.CFRelease(c_void_p(name))

    def stop(self) -> None:
        """End the subscription."""
        center, self._center = self._center, 0
        if center:
            remove = self._foundation.CFNotificationCenterRemoveEveryObserver
            remove.restype, remove.argtypes = None, [c_void_p, c_void_p]
            remove(center, id(self))


def framework(name: str) -> Any:
    """Load one of the system's frameworks; OSError where there is none."""
    return ctypes.CDLL(FRAMEWORKS.format(name))


def parts(
    after_s: float, unlocked: Callable[[], None], load: Callable[[str], Any] = framework
) -> Parts:
    """Return what macOS tells; a framework that is missing takes its own part with it."""
    sights: list[Sight] = []
    idle: tuple[Callable[[IdleEvents], IdleSource], ...] = ()
    watches: tuple[Watch, ...] = ()
    with contextlib.suppress(OSError, AttributeError):
        sights.append(
            Sight("microphone", partial(microphone, Objects(load("CoreAudio"), "AudioObject")))
        )
    with contextlib.suppress(OSError, AttributeError):
        sights.append(Sight("camera", partial(camera, Objects(load("CoreMediaIO"), "CMIOObject"))))
    with contextlib.suppress(OSError, AttributeError):
        graphics, foundation = load("ApplicationServices"), load("CoreFoundation")
        ask = partial(idle_seconds, graphics)
        sights.append(Sight("lock", partial(locked, graphics, foundation)))
        idle = (lambda events: AskedIdle("macos", events, after_s, ask, OneShot),)
        watches = (UnlockNotices(foundation, unlocked),)
    return Parts(idle, tuple(sights), watches)
