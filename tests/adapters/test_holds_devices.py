"""Microphone and camera: what counts as somebody's voice and picture."""

from __future__ import annotations

import itertools
import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.holds_devices import camera, listens, microphone
from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux's own ways")

OWN, NOBODY = "4711", 0xFFFFFFFF


def stream(**other: Any) -> Any:
    told = {"application.process.id": "1", **other.pop("proplist", {})}
    usual = {"corked": 0, "source": 3, "client": 5, "resample_method": "copy"}
    return SimpleNamespace(**(usual | other), proplist=told)


@pytest.mark.parametrize(
    ("recording", "counts"),
    [
        (stream(), True),
        (stream(proplist={"media.role": "phone"}), True),
        (stream(corked=1), False),
        (stream(source=7), False),  # what is played
        (stream(client=NOBODY), False),  # a module's
        (stream(resample_method="peaks"), False),
        (stream(resample_method=None), True),
        (stream(proplist={"stream.monitor": "true"}), False),
        (stream(proplist={"resample.peaks": "true"}), False),
        (stream(proplist={"node.link-group": "loopback-1"}), False),
        (stream(proplist={"media.role": "DSP"}), False),
        (stream(proplist={"application.process.id": OWN}), False),
    ],
)
def test_what_is_somebodys_voice(recording: Any, *, counts: bool) -> None:
    assert listens(recording, {7}, OWN) is counts


def test_without_a_sound_server_it_is_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    pulsectl = pytest.importorskip("pulsectl", exc_type=(ImportError, OSError))
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    with pytest.raises(pulsectl.PulseError):
        tuple(microphone())


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return a folder with a dev and a proc; a camera is there, nobody uses it."""
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "video0").touch()
    (tmp_path / "proc" / "self").mkdir(parents=True)
    run(tmp_path, 100, "bash", "/dev/pts/0", "/home/me/video0")
    return tmp_path


def run(machine: Path, pid: int, name: str, *opened: str, maps: str = "") -> None:
    folder = machine / "proc" / str(pid)
    (folder / "fd").mkdir(parents=True)
    (folder / "comm").write_text(f"{name}\n")
    (folder / "maps").write_text(maps)
    for number, target in enumerate(opened):
        (folder / "fd" / str(number)).symlink_to(target)


def seen(machine: Path, step: float = 0.0) -> tuple[Hold, ...]:
    now = itertools.count()
    return tuple(camera(lambda: next(now) * step, machine / "proc", machine / "dev"))


def test_an_open_camera_counts(machine: Path) -> None:
    assert seen(machine) == ()
    run(machine, 200, "browser", "/dev/null", "/dev/video0")
    assert seen(machine) == (Hold.CAMERA,)


def test_our_own_does_not(machine: Path) -> None:
    run(machine, os.getpid(), "relaxapp", "/dev/video0")
    assert seen(machine) == ()


@pytest.mark.parametrize("name", ["pipewire", "wireplumber"])
def test_one_held_open_idly_does_not(machine: Path, name: str) -> None:
    run(machine, 200, name, "/dev/video0", maps="7f00-7f10 rw-s 0 00:06 1 /memfd:pipewire\n")
    assert seen(machine) == ()


def test_pictures_that_flow_through_pipewire_count(machine: Path) -> None:
    run(machine, 200, "pipewire", "/dev/video0", maps="7f00-7f10 rw-s 0 00:06 1 /dev/video0\n")
    assert seen(machine) == (Hold.CAMERA,)


def test_so_do_the_buffers_it_shares(machine: Path) -> None:
    run(machine, 200, "pipewire", "/dev/video0", "/dmabuf:")
    assert seen(machine) == (Hold.CAMERA,)


def test_a_process_that_hides_or_ended_is_passed_over(machine: Path) -> None:
    (machine / "proc" / "150").mkdir()
    run(machine, 200, "browser", "/dev/video1")
    assert seen(machine) == (Hold.CAMERA,)


def test_without_a_camera_no_process_is_gone_through(machine: Path) -> None:
    run(machine, 200, "browser", "/dev/video0")
    (machine / "dev" / "video0").unlink()
    assert seen(machine) == ()


def test_it_does_not_go_on_for_ever(machine: Path) -> None:
    with pytest.raises(TimeoutError):
        seen(machine, step=10.0)


def test_the_real_machine_can_be_looked_at() -> None:
    assert tuple(camera(lambda: 0.0)) in {(), (Hold.CAMERA,)}
