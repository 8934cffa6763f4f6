"""macOS' own ways, over fakes of its frameworks: they say what they would be asked there."""

from __future__ import annotations

import ctypes
import os
import struct
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.presence_macos import (
    GLOBAL,
    INPUT,
    OUTPUT,
    RUNNING_SOMEWHERE,
    Objects,
    UnlockNotices,
    camera,
    idle_seconds,
    letters,
    locked,
    microphone,
    parts,
)
from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from collections.abc import Callable

DEVICES, PROCESSES, STREAMS = letters("dev#"), letters("prs#"), letters("stm#")
PID, LISTENS = letters("ppid"), letters("piri")
Tree = dict[tuple[int, int, int], tuple[int, ...]]


def function(python: Callable[..., Any]) -> Any:
    """Return something that can be declared and called as a foreign function is."""

    class Foreign:
        restype: Any = None
        argtypes: Any = None

        def __call__(self, *arguments: Any) -> Any:
            assert self.argtypes is None or len(self.argtypes) == len(arguments)
            return python(*arguments)

    return Foreign()


def objects(tree: Tree, prefix: str = "AudioObject") -> Objects:
    def found(of: int, address: Any) -> tuple[int, ...] | None:
        asked = address._obj
        assert asked.element == 0
        return tree.get((of, asked.selector, asked.scope))

    def size(of: int, address: Any, _qualifier: int, _data: None, told: Any) -> int:
        values = found(of, address)
        told._obj.value = 4 * len(values or ())
        return 0 if values is not None else 2003332927

    def data(of: int, address: Any, _qualifier: int, _data: None, *rest: Any) -> int:
        values = found(of, address)
        assert values is not None
        *first, told, target = rest
        assert len(first) == (prefix == "CMIOObject")
        ctypes.memmove(target._obj, struct.pack(f"={len(values)}I", *values), 4 * len(values))
        told._obj.value = 4 * len(values)
        return 0

    library = SimpleNamespace(
        **{
            f"{prefix}GetPropertyDataSize": function(size),
            f"{prefix}GetPropertyData": function(data),
        }
    )
    return Objects(library, prefix)


def test_letters_are_numbers() -> None:
    assert letters("gone") == 0x676F6E65
    assert RUNNING_SOMEWHERE == 0x676F6E65


def process(number: int, pid: int, *, listens: bool) -> Tree:
    return {(number, PID, GLOBAL): (pid,), (number, LISTENS, GLOBAL): (int(listens),)}


@pytest.mark.parametrize(
    ("running", "holds"),
    [
        (process(50, 1, listens=False) | process(51, 2, listens=True), (Hold.MICROPHONE,)),
        (process(50, 1, listens=False) | process(51, 2, listens=False), ()),
        (process(50, 1, listens=False) | process(51, os.getpid(), listens=True), ()),
        ({}, ()),
    ],
)
def test_a_process_that_listens(running: Tree, holds: tuple[Hold, ...]) -> None:
    assert tuple(microphone(objects({(1, PROCESSES, GLOBAL): (50, 51)} | running))) == holds


@pytest.mark.parametrize(
    ("device", "holds"),
    [
        ({(9, STREAMS, INPUT): (1,), (9, RUNNING_SOMEWHERE, GLOBAL): (1,)}, (Hold.MICROPHONE,)),
        ({(9, STREAMS, INPUT): (1,), (9, RUNNING_SOMEWHERE, GLOBAL): (0,)}, ()),
        ({(9, STREAMS, OUTPUT): (1,), (9, RUNNING_SOMEWHERE, GLOBAL): (1,)}, ()),
        (
            {
                (9, STREAMS, INPUT): (1,),
                (9, STREAMS, OUTPUT): (2,),
                (9, RUNNING_SOMEWHERE, GLOBAL): (1,),
            },
            (),
        ),
    ],
)
def test_before_processes_could_be_asked_a_device_is(device: Tree, holds: tuple[Hold, ...]) -> None:
    assert tuple(microphone(objects({(1, DEVICES, GLOBAL): (9,)} | device))) == holds


def test_a_camera_that_runs() -> None:
    for running, holds in (((1,), (Hold.CAMERA,)), ((0,), ())):
        tree: Tree = {(1, DEVICES, GLOBAL): (4,), (4, RUNNING_SOMEWHERE, GLOBAL): running}
        assert tuple(camera(objects(tree, "CMIOObject"))) == holds
    assert tuple(camera(objects({}, "CMIOObject"))) == ()


class Foundation:
    def __init__(self, keys: frozenset[int] = frozenset()) -> None:
        self.kept, self.observers, self.made = 0, list[Any](), list[bytes]()
        self.CFStringCreateWithCString = function(self._create)
        self.CFDictionaryGetValue = function(lambda _session, key: 1 if key in keys else None)
        self.CFRelease = function(self._release)
        self.CFNotificationCenterGetDistributedCenter = function(lambda: 5)
        self.CFNotificationCenterAddObserver = function(lambda *told: self.observers.append(told))
        self.CFNotificationCenterRemoveEveryObserver = function(lambda *_: self.observers.clear())

    def _create(self, _allocator: None, words: bytes, encoding: int) -> int:
        assert encoding == 0x08000100
        self.kept += 1
        self.made.append(words)
        return 77

    def _release(self, _thing: Any) -> None:
        self.kept -= 1


def test_the_locked_screen() -> None:
    def graphics(session: int | None) -> Any:
        return SimpleNamespace(CGSessionCopyCurrentDictionary=function(lambda: session))

    for keys, holds in ((frozenset({77}), (Hold.LOCKED,)), (frozenset[int](), ())):
        foundation = Foundation(keys)
        foundation.kept = 1  # the session's own
        assert tuple(locked(graphics(3), foundation)) == holds
        assert foundation.made == [b"CGSSessionScreenIsLocked"]
        assert foundation.kept == 0
    assert tuple(locked(graphics(None), Foundation())) == ()


def test_unlocking_is_told_until_the_stop() -> None:
    foundation, told = Foundation(), list[int]()
    notices = UnlockNotices(foundation, lambda: told.append(1))
    notices.start()
    ((_, _, callback, name, _, at_once),) = foundation.observers
    assert (foundation.made, name, at_once) == ([b"com.apple.screenIsUnlocked"], 77, 4)
    callback(None, None, None, None, None)
    assert told == [1]
    notices.stop()
    notices.stop()
    assert foundation.observers == []
    assert foundation.kept == 0


def test_seconds_since_the_last_input() -> None:
    def asked(state: int, kind: int) -> float:
        assert (state, kind) == (1, 0xFFFFFFFF)
        return 12.5

    ask = SimpleNamespace(CGEventSourceSecondsSinceLastEventType=function(asked))
    assert idle_seconds(ask) == 12.5
    ask = SimpleNamespace(CGEventSourceSecondsSinceLastEventType=function(lambda *_: -1.0))
    assert idle_seconds(ask) is None


def test_a_framework_that_is_missing_takes_its_own_part_with_it() -> None:
    def load(name: str) -> Any:
        raise OSError(name)

    made = parts(300, lambda: None, load)
    assert (made.idle, made.sights, made.watches) == ((), (), ())
