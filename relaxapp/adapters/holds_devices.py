"""Whether a microphone or a camera is in use by another program, on Linux.

The microphone by what PulseAudio, or PipeWire in its place, records; the camera by which of this
person's processes has a video device open.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_NOBODY = 0xFFFFFFFF
"""PulseAudio's index for "none"."""

VIDEO = re.compile(r"/dev/video\d+")
BROKERS = frozenset({"pipewire", "wireplumber", "pipewire-media-session"})
"""Programs that open cameras on behalf of others, and to see what they can do."""
CAMERA_S = 0.5
"""Seconds the processes may be gone through."""


def microphone() -> Iterable[Hold]:
    """Ask the sound server; it is never started. What pulsectl raises where there is none."""
    import pulsectl

    with pulsectl.Pulse("relaxapp-microphone", connect=False) as pulse:
        pulse.connect(autospawn=False)  # with a timeout it would always take all of it
        streams = pulse.source_output_list()
        if not streams:
            return ()
        monitors = {
            source.index for source in pulse.source_list() if source.monitor_of_sink != _NOBODY
        }
    own = str(os.getpid())
    heard = any(listens(stream, monitors, own) for stream in streams)
    return (Hold.MICROPHONE,) if heard else ()


def listens(stream: Any, monitors: set[int], own: str) -> bool:
    """Tell whether a stream records somebody's voice.

    It does not where it is paused, ours, records what is played (a monitor), only measures a
    level (the meters of sound settings), or is a part of the sound system itself: a loopback, an
    echo canceller or a filter stands open all day, and who records through it has a stream too.
    """
    told = stream.proplist
    return not (
        stream.corked
        or stream.source in monitors
        or stream.client == _NOBODY
        or told.get("application.process.id") == own
        or stream.resample_method == "peaks"
        or told.get("resample.peaks") == "true"
        or told.get("stream.monitor") == "true"
        or "node.link-group" in told
        or told.get("media.category") in {"Filter", "Manager"}
        or told.get("media.role") == "DSP"
    )


def camera(
    monotonic: Callable[[], float],
    processes: Path = Path("/proc"),
    devices: Path = Path("/dev"),
) -> Iterable[Hold]:
    """Go through this person's processes; an open video device counts.

    With the brokers it counts while pictures flow: then the device's memory is mapped, or
    buffers are shared with who watches. They also hold it open to ask what it can do. Processes
    that hide their files (another person's, some sandboxes) cannot be seen.
    """
    if not any(entry.name.startswith("video") for entry in devices.iterdir()):
        return ()
    until = monotonic() + CAMERA_S
    for process in _own_processes(processes):
        if monotonic() > until:
            raise TimeoutError("there are too many processes")
        with contextlib.suppress(OSError):  # it ended, or hides its files
            if _films(process):
                return (Hold.CAMERA,)
    return ()


def _own_processes(processes: Path) -> Iterator[Path]:
    own, user = str(os.getpid()), os.getuid()
    for process in processes.iterdir():
        if process.name.isdecimal() and process.name != own:
            with contextlib.suppress(OSError):
                if process.stat().st_uid == user:
                    yield process


def _films(process: Path) -> bool:
    # A Path for each of thousands of files would cost more than all the rest.
    opened, folder = set(), f"{process}/fd"
    for number in os.listdir(folder):  # noqa: PTH208 - as above
        with contextlib.suppress(OSError):
            opened.add(os.readlink(f"{folder}/{number}"))  # noqa: PTH115 - as above
    if not any(VIDEO.fullmatch(name) for name in opened):
        return False
    if (process / "comm").read_text().strip() not in BROKERS:
        return True
    return any(name.startswith("/dmabuf") for name in opened) or bool(
        VIDEO.search((process / "maps").read_text())
    )
