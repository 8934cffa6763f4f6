"""The microphone, through PortAudio; opened on a thread of its own, as a sound server may hang.

SDL, which plays the sound, could record as well, but whoever has it do so takes the sound from
pygame's mixer: that opens no device once SDL's audio is in use by another.
"""

import contextlib
import logging
import math
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from relaxapp.adapters import quiet_alsa
from relaxapp.adapters.line_sound import LONGEST
from relaxapp.clock import Clock
from relaxapp.errors import RelaxappError
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Floats

log = logging.getLogger(__name__)

NONE_FOUND: Final = "There is no microphone."
NO_LIBRARY: Final = "To record, the library PortAudio is needed (on Debian: libportaudio2)."
MUTE: Final = "Nothing was heard. Is the microphone muted, or is it another one that is on?"
_OWN_OUTPUT: Final = ".monitor"
_FLOOR: Final = -60.0  # dBFS: the meter's lower end
_DEAF: Final = 5.0  # seconds without a sample until it is said that there are none
_AGAIN: Final = 5.0  # seconds between two looks whether there is a microphone
_WIDTH: Final = 4  # bytes of a float


class Device(Protocol):
    """A microphone that is open."""

    def close(self) -> None:
        """Hear nothing any more."""


Hear = Callable[[bytes], None]
"""What gets the samples: float32 at `RATE`, one channel; called on the device's thread."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How a recording goes; `level` is 0 to 1, on a scale of decibels."""

    seconds: float
    level: float
    full: bool
    problem: str


class Microphone:
    """Records one take at a time."""

    def __init__(
        self,
        clock: Clock,
        *,
        there: Callable[[], bool] | None = None,
        open_device: Callable[[Hear], Device] | None = None,
    ) -> None:
        """Nothing is looked for before it is needed; `there` tells if there is a microphone."""
        self._clock = clock
        self._there = there or _there
        self._open_device = open_device or _open
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._looked_at = -math.inf
        self._hindrance = ""
        self._take: _Take | None = None

    def hindrance(self) -> str:
        """Why nothing can be recorded, as far as is known. Never blocks; looks again by itself."""
        now = self._clock.monotonic()
        if now - self._looked_at > _AGAIN and self._take is None:
            self._looked_at = now
            self._run(self._look)
        return self._hindrance

    def start(self) -> None:
        """Begin to record. Whether it works is told by `heard`."""
        self.cancel()
        take = self._take = _Take(self._clock)
        self._run(lambda: self._record(take))

    def heard(self) -> Heard | None:
        """How the recording goes; None where there is none."""
        return None if self._take is None else self._take.heard()

    def stop(self) -> "Floats":
        """End the recording; float32, shape (samples, 1). Raises RelaxappError if it is empty."""
        take, self._take = self._take, None
        if take is None:
            raise RelaxappError("Nothing is being recorded.")
        sound = take.end()
        problem = take.problem
        if problem:
            raise RelaxappError(problem)
        return sound

    def cancel(self) -> None:
        """End the recording and keep nothing."""
        take, self._take = self._take, None
        if take is not None:
            take.end()

    def end(self) -> None:
        """Let go of everything; waits a little, as a device may hang."""
        self.cancel()
        for thread in self._threads:
            thread.join(timeout=2.0)
        self._threads.clear()

    # ---- on threads of their own

    def _run(self, work: Callable[[], None]) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, name="microphone", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _look(self) -> None:
        with self._lock:  # one at a time
            try:
                self._hindrance = "" if self._there() else NONE_FOUND
            except ImportError:
                self._hindrance = NO_LIBRARY
            except (RuntimeError, OSError) as error:  # choosing a file is left
                log.warning("no microphone: %s", error)
                self._hindrance = NO_LIBRARY if isinstance(error, OSError) else NONE_FOUND

    def _record(self, take: "_Take") -> None:
        with self._lock:
            device: Device | None = None
            try:
                if self._there():
                    device = self._open_device(take.hear)
                    take.wait()
                else:
                    self._hindrance = NONE_FOUND
                    take.fail(NONE_FOUND)
            except (RuntimeError, OSError, ImportError) as error:
                log.warning("the microphone does not open: %s", error)
                take.fail(f"The microphone does not open ({error}).")
            finally:
                if device is not None:
                    with contextlib.suppress(Exception):  # one that is gone may protest
                        device.close()


class _Take:
    """What is heard until it ends."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._parts: list[bytes] = []
        self._count = 0
        self._level = 0.0
        self._over = threading.Event()
        self._newest = clock.monotonic()
        self.problem = ""

    def hear(self, data: bytes) -> None:
        """Take in samples. Called on the device's thread."""
        import numpy as np

        room = round(LONGEST * RATE) - self._count
        if self._over.is_set() or room <= 0:
            return
        part = data[: room * _WIDTH]
        self._parts.append(part)
        self._count += len(part) // _WIDTH
        self._newest = self._clock.monotonic()
        highest = float(np.abs(np.frombuffer(part, np.float32)).max(initial=0.0))
        self._level = min(1.0, max(0.0, 1 - 20 * math.log10(max(highest, 1e-9)) / _FLOOR))

    def heard(self) -> Heard:
        full = self._count >= round(LONGEST * RATE)
        deaf = self._clock.monotonic() - self._newest > _DEAF
        if deaf and not (full or self.problem):
            self.fail("The microphone gives no sound.")
        return Heard(self._count / RATE, self._level, full, self.problem)

    def fail(self, problem: str) -> None:
        """Note what went wrong."""
        self.problem = problem
        self._over.set()

    def wait(self) -> None:
        """Until it ends."""
        self._over.wait()

    def end(self) -> "Floats":
        """Take in nothing more, and return what there is."""
        import numpy as np

        self._over.set()
        whole = b"".join(self._parts)
        return np.frombuffer(whole[: len(whole) // _WIDTH * _WIDTH], np.float32)[:, None].copy()


def _there() -> bool:
    """Whether there is a microphone. Raises RuntimeError, OSError or ImportError with the reason.

    ALSA's "default" is there even where PulseAudio or PipeWire has nothing but its own output to
    give it, so on Linux such a server is asked first.
    """
    if sys.platform == "linux":
        with contextlib.suppress(Exception):  # no such server: PortAudio knows then
            import pulsectl

            with pulsectl.Pulse("relaxapp-microphone", connect=False) as pulse:
                pulse.connect(timeout=1.0)
                named = [source.name for source in pulse.source_list()]
            if all(name.endswith(_OWN_OUTPUT) for name in named):
                return False
    audio = load()
    # It looks at what there is once: devices may have come and gone since.
    audio._terminate()  # noqa: SLF001 - the documented way to have it look again
    audio._initialize()  # noqa: SLF001 - as above
    return any(device["max_input_channels"] > 0 for device in audio.query_devices())


def load() -> Any:
    """Import PortAudio; takes half a second. Raises OSError where the system has none."""
    quiet_alsa.silence(Path())
    import sounddevice

    return sounddevice


def _open(hear: Hear) -> Device:
    audio = load()
    stream = audio.RawInputStream(
        samplerate=RATE,
        channels=1,
        dtype="float32",
        callback=lambda data, frames, times, status: hear(bytes(data)),  # noqa: ARG005 - its form
    )
    stream.start()
    return stream  # type: ignore[no-any-return]  # sounddevice has no types
