"""Windows' own ways, over fakes of its functions: they say what they would be asked there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pytest

from relaxapp.adapters.presence_windows import (
    CONSENT,
    SESSION_CHANGE,
    UNLOCK,
    UnlockWindow,
    device_in_use,
    idle_seconds,
    parts,
    shell_says,
)
from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN = r"C:\Program Files\relaxapp\relaxapp.exe"


class User:
    def __init__(self, last: int | None) -> None:
        self.last = last

    def GetLastInputInfo(self, where: Any) -> int:
        assert where._obj.size == 8
        where._obj.time = self.last or 0
        return int(self.last is not None)


class Kernel:
    def __init__(self, ticks: int) -> None:
        self.ticks = ticks

    def GetTickCount(self) -> int:
        return self.ticks


@pytest.mark.parametrize(
    ("last", "now", "seconds"),
    [(1000, 301_000, 300.0), (2**32 - 1000, 4000, 5.0), (7, 7, 0.0), (None, 7, None)],
)
def test_seconds_since_the_last_input(last: int | None, now: int, seconds: float | None) -> None:
    assert idle_seconds(User(last), Kernel(now)) == seconds


class Shell:
    def __init__(self, state: int, result: int = 0) -> None:
        self.state, self.result = state, result

    def SHQueryUserNotificationState(self, where: Any) -> int:
        where._obj.value = self.state
        return self.result


@pytest.mark.parametrize(
    ("state", "holds"),
    [
        (1, (Hold.LOCKED,)),
        (2, (Hold.FULL_SCREEN,)),
        (3, (Hold.FULL_SCREEN,)),
        (4, (Hold.DO_NOT_DISTURB,)),
        (5, ()),
        (6, (Hold.DO_NOT_DISTURB,)),
        (7, (Hold.FULL_SCREEN,)),
        (99, ()),
    ],
)
def test_what_the_shell_says(state: int, holds: tuple[Hold, ...]) -> None:
    assert tuple(shell_says(Shell(state))) == holds
    assert tuple(shell_says(Shell(state, result=-1))) == ()


class Key:
    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Registry:
    """Paths below the current user, each with its values."""

    HKEY_CURRENT_USER = object()

    def __init__(self, keys: dict[str, dict[str, Any]]) -> None:
        self.keys = keys

    def _below(self, path: str) -> Iterator[str]:
        names = (key.removeprefix(path + "\\") for key in self.keys if key.startswith(path + "\\"))
        return iter(dict.fromkeys(name.split("\\")[0] for name in names))

    def OpenKey(self, root: object, path: str) -> Key:
        names = list(self._below(path))
        if path not in self.keys and not names:
            raise FileNotFoundError(path)
        return Key({"path": path, "names": names} | self.keys.get(path, {}))

    def QueryInfoKey(self, key: Key) -> tuple[int, int, int]:
        return len(key.values["names"]), 0, 0

    def EnumKey(self, key: Key, at: int) -> str:
        return str(key.values["names"][at])

    def QueryValueEx(self, key: Key, name: str) -> tuple[Any, int]:
        if name not in key.values:
            raise FileNotFoundError(name)
        return key.values[name], 11


def used(device: str, program: str, began: int, stopped: int) -> dict[str, dict[str, Any]]:
    path = rf"{CONSENT}\{device}\{program}"
    return {path: {"LastUsedTimeStart": began, "LastUsedTimeStop": stopped}}


@pytest.mark.parametrize(
    ("program", "began", "stopped", "counts"),
    [
        (r"NonPackaged\C:#Program Files#Zoom#Zoom.exe", 133, 0, True),
        ("Microsoft.Teams_8wekyb3d8bbwe", 133, 0, True),
        (r"NonPackaged\C:#Program Files#Zoom#Zoom.exe", 133, 134, False),
        (r"NonPackaged\C:#Zoom.exe", 0, 0, False),
        (r"NonPackaged\C:#Program Files#RelaxApp#relaxapp.exe", 133, 0, False),
    ],
)
def test_a_device_in_use(program: str, began: int, stopped: int, *, counts: bool) -> None:
    for device, hold in (("microphone", Hold.MICROPHONE), ("webcam", Hold.CAMERA)):
        registry = Registry(used(device, program, began, stopped) | used("other", "x", 1, 0))
        assert tuple(device_in_use(registry, device, OWN)) == ((hold,) if counts else ())


def test_without_a_consent_store_nothing_is_in_use() -> None:
    assert tuple(device_in_use(Registry({}), "webcam", OWN)) == ()
    unused = Registry({rf"{CONSENT}\webcam\App": {"Value": "Allow"}})
    assert tuple(device_in_use(unused, "webcam", OWN)) == ()


def test_only_unlocking_is_told() -> None:
    told: list[int] = []
    window = UnlockWindow(lambda: told.append(1))
    for message, what in ((SESSION_CHANGE, 7), (0x0016, UNLOCK), (SESSION_CHANGE, UNLOCK)):
        window.told(message, what)
    assert told == [1]


def test_elsewhere_there_is_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = parts(300, lambda: None)
    assert isinstance(made.idle, tuple)
    window = UnlockWindow(lambda: None)
    window.start()
    window.stop()
