"""What a PulseAudio sink plays, recorded by parec, and sounds found again in the recording.

The recording's own time base is its sample count. It is tied to the monotonic clock by the
arrival of its blocks: the earliest arrival of all, which is late by parec's latency and never
early, so that times told from it flatter nobody.
"""

import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
LOW, HIGH = 200.0, 6000.0  # Hz; the voice lives here, rumble and hiss do not
FOUND = 0.6  # normalised correlation from which a sound counts as found

Samples = NDArray[np.float32]


class Recorder:
    """Records the monitor of a sink from `with` to its end; mono, 48 kHz."""

    def __init__(self, sink: str, latency_ms: int = 20) -> None:
        """A small latency makes the arrival times tell more; it does not move any sound."""
        if shutil.which("parec") is None:
            raise SystemExit("parec is missing: install pulseaudio-utils")
        self._command = [
            *("parec", "-d", f"{sink}.monitor", f"--rate={RATE}", "--channels=1"),
            *("--format=s16le", "--raw", f"--latency-msec={latency_ms}"),
        ]
        self._blocks: list[bytes] = []
        self._arrivals: list[tuple[int, float]] = []  # samples so far, monotonic time
        self._count = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, bufsize=0)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        begun = time.monotonic()
        while not self._arrivals:
            if time.monotonic() - begun > 10 or self._process.poll() is not None:
                raise SystemExit("nothing comes from the sink: is PULSE_SERVER right?")
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._thread.join(10)

    def _read(self) -> None:
        stream = self._process.stdout
        if stream is None:
            return
        while block := stream.read(1 << 14):
            now = time.monotonic()
            self._blocks.append(block)
            self._count += len(block)
            self._arrivals.append((self._count // 2, now))

    @property
    def seconds(self) -> float:
        return self._count / 2 / RATE

    def samples(self) -> Samples:
        """All recorded so far, in [-1, 1]."""
        raw = b"".join(self._blocks[:])
        whole = np.frombuffer(raw[: len(raw) // 2 * 2], "<i2")
        return whole.astype(np.float32) / np.float32(32768)

    def origin(self) -> float:
        """The monotonic time of the recording's first sample."""
        return min(at - count / RATE for count, at in self._arrivals[:])

    def wander(self) -> float:
        """How far the origin moves through the recording, in seconds: lost blocks would show."""
        table = np.array([(at, at - count / RATE) for count, at in self._arrivals[:]])
        minutes = (table[:, 0] // 30).astype(int)
        lowest = [table[minutes == m, 1].min() for m in np.unique(minutes)]
        return float(max(lowest) - min(lowest))


@dataclass(frozen=True, slots=True)
class Match:
    """Where a sound was found: its first sample in the recording, and how alike it is, 0-1."""

    at: int
    alike: float


def bandpassed(sound: Samples, low: float = LOW, high: float = HIGH) -> Samples:
    """Zero-phase band-pass with soft edges; same length."""
    size = _fast(len(sound))
    spectrum = np.fft.rfft(sound, size)
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    rise = np.clip((hertz - low * 0.7) / (low * 0.3), 0, 1)
    fall = np.clip((high * 1.3 - hertz) / (high * 0.3), 0, 1)
    return np.fft.irfft(spectrum * rise * fall, size)[: len(sound)].astype(np.float32)


def find(recording: Samples, sound: Samples, first: int, last: int) -> Match:
    """The place in [first, last] where `sound` begins, by normalised cross-correlation."""
    first = max(0, first)
    margin = RATE // 20  # so that the filter's edges lie outside
    begin = max(0, first - margin)
    window = bandpassed(recording[begin : last + len(sound) + margin])[first - begin :]
    window = window[: last - first + len(sound)]
    wanted = bandpassed(np.pad(sound, margin))[margin : margin + len(sound)]
    if len(window) < len(wanted) or not wanted.any():
        return Match(first, 0.0)
    size = _fast(len(window) + len(wanted))
    both = np.fft.rfft(window, size) * np.conj(np.fft.rfft(wanted, size))
    products = np.fft.irfft(both, size)[: len(window) - len(wanted) + 1]
    energy = np.concatenate(([0.0], np.cumsum(window.astype(np.float64) ** 2)))
    local = energy[len(wanted) :] - energy[: -len(wanted)]
    own = float((wanted.astype(np.float64) ** 2).sum())
    # What is all but silent is like nothing; its correlation is rounding noise.
    alike = products / np.sqrt(np.maximum(local, own * 1e-3) * own)
    best = int(np.argmax(alike))
    return Match(first + best, float(alike[best]))


def first_sound(recording: Samples, begin: int, floor: float = 1e-3) -> int | None:
    """The first sample after `begin` that is louder than `floor` (-60 dBFS)."""
    loud = np.flatnonzero(np.abs(recording[begin:]) > floor)
    return begin + int(loud[0]) if len(loud) else None


def first_silence(recording: Samples, begin: int, seconds: float = 0.08) -> int | None:
    """Where the first `seconds` of silence begin, after `begin`."""
    loud = np.flatnonzero(np.abs(recording[begin:]) > 4 / 32768)
    edges = np.concatenate(([-1], loud, [len(recording) - begin]))
    gaps = np.flatnonzero(np.diff(edges) > seconds * RATE)
    return begin + int(edges[gaps[0]]) + 1 if len(gaps) else None


def _fast(count: int) -> int:
    """A length at least `count` that the FFT likes."""
    power = 1 << max(0, count - 1).bit_length()
    three = 3 * power // 4
    return three if three >= count else power
