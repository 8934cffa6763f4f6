"""A second launch is heard by the first, and by no other folder's."""

from __future__ import annotations

import socket
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters import doorbell
from relaxapp.adapters.doorbell import Doorbell, ring

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "AF_UNIX"), reason="without local sockets there is no bell"
)


def test_nobody_at_home(tmp_path: Path) -> None:
    assert not ring(tmp_path)


def test_the_first_instance_hears_the_second(tmp_path: Path) -> None:
    bell = Doorbell(tmp_path)
    heard: list[bool] = []
    caller = threading.Thread(target=lambda: heard.append(ring(tmp_path)))
    caller.start()
    while not bell.answer():
        assert caller.is_alive()
    caller.join()
    assert heard == [True]
    assert not bell.answer()
    bell.close()
    assert not ring(tmp_path)


def test_each_folder_has_its_own_bell_that_only_its_owner_can_ring(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    bell = Doorbell(one)
    path = doorbell._path(one)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not ring(other)
    bell.close()


def test_a_bell_left_by_a_killed_instance_is_replaced(tmp_path: Path) -> None:
    path = doorbell._path(tmp_path)
    path.write_bytes(b"")
    bell = Doorbell(tmp_path)
    assert bell.fileno() >= 0
    bell.close()
    assert not path.exists()
