"""The tape deck: plays a session's guide track on a thread of its own, and survives its device.

Every call hands a command to that thread and returns at once, so opening a slow device or a sound
server that hangs never freezes the window. What is going on is read from `status`.
"""

import contextlib
import logging
import queue
import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from relaxapp.adapters.mixer import LATENCY, Mixer, NoDevice
from relaxapp.adapters.output_watch import OutputWatch, current_route, server_answers
from relaxapp.adapters.track_file import FRAME, TrackFile, wav_header
from relaxapp.clock import Clock
from relaxapp.sessions.audio_out import SoundState, SoundStatus, Source
from relaxapp.sessions.timeline import RATE

log = logging.getLogger(__name__)

_IDLE: Final = 0.1  # seconds between looks at the device while it plays
_RETRY: Final = 2.0  # seconds between attempts to find a device again
_SAFETY: Final = round(0.2 * RATE)  # a new mix begins this far ahead of what SDL has read
_FADE_STEPS: Final = (0.7, 0.45, 0.25, 0.1, 0.0)
_FADE_PAUSE: Final = 0.012
_SEEK_FADE_MS: Final = 40
_SILENCE: Final = 4096  # samples of the warm-up
_FIRST_FILL: Final = RATE // 2
_STALE: Final = 24 * 3600.0  # seconds

Command = Callable[[], None]


class Device(Protocol):
    """What the deck needs of `Mixer`; tests put another in its place."""

    def open(self, device: str | None) -> None: ...
    def warm_up(self, silence: Path) -> bool: ...
    def play(self, path: Path, sample: int, fade_ms: int) -> None: ...
    def handed(self) -> int: ...
    def volume(self, level: float) -> None: ...
    def pause(self) -> None: ...
    def unpause(self) -> None: ...
    def device_gone(self) -> tuple[bool, bool]: ...
    def close(self) -> None: ...


def sweep(cache: Path, clock: Clock) -> None:
    """Remove guide tracks that a killed relaxapp left behind, once nobody can be playing them."""
    for folder in cache.glob("track-*"):
        with contextlib.suppress(OSError):  # someone else's, or gone already
            newest = max((file.stat().st_mtime for file in folder.iterdir()), default=0.0)
            if clock.now().timestamp() - newest > _STALE:
                shutil.rmtree(folder)


class Deck:
    """An `AudioOut` on pygame. `device` is the output to use, None for the system's default."""

    def __init__(
        self, clock: Clock, cache: Path, device: str | None = None, mixer: Device | None = None
    ) -> None:
        self.device = device
        self._clock = clock
        self._cache = cache
        self._mixer: Device = mixer or Mixer()
        self._watch = OutputWatch()
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._running = False
        self._lock = threading.Lock()
        self._status = SoundStatus(SoundState.CLOSED)
        self._tickets = 0
        self._newest_mix = 0
        # Owned by the deck's thread:
        self._file: TrackFile | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._source: Source | None = None
        self._open = False
        self._pending: tuple[Source, int, int] | None = None
        self._retry_at = 0.0
        self._lost_route = ""

    # ---- called from the window's thread

    def play(self, source: Source, sample: int) -> int:
        self._tickets += 1
        ticket = self._tickets
        self._set(SoundStatus(SoundState.OPENING, ticket, sample))
        self._send(lambda: self._play(source, sample, ticket))
        return ticket

    def pause(self) -> None:
        self._send(self._pause)

    def resume(self) -> None:
        self._send(self._resume)

    def remix(self, source: Source) -> None:
        self._newest_mix += 1
        number = self._newest_mix
        self._send(lambda: self._remix(source, number))

    def status(self) -> SoundStatus:
        with self._lock:
            return self._status

    def close(self) -> None:
        """Close the device and end the thread; returns when both are done."""
        thread = self._thread
        if thread is None:
            return
        self._running = False
        self._commands.put(self._shut)
        thread.join(timeout=5.0)
        self._thread = None
        self._set(SoundStatus(SoundState.CLOSED))

    # ---- the deck's thread

    def _send(self, command: Command) -> None:
        if self._thread is None:
            self._running = True
            self._thread = threading.Thread(target=self._work, name="deck", daemon=True)
            self._thread.start()
        self._commands.put(command)

    def _set(self, status: SoundStatus) -> None:
        with self._lock:
            if status.ticket >= self._status.ticket or status.state is SoundState.CLOSED:
                self._status = status

    def _work(self) -> None:
        while self._running:
            try:
                busy = self._fill()
                wait = 0.0 if busy else self._wait()
                command = self._commands.get(timeout=wait) if wait else self._commands.get_nowait()
            except queue.Empty:
                command = self._look
            except OSError as error:
                self._fail(f"The sound could not be prepared: {error}")
                continue
            try:
                command()
            except NoDevice as error:
                self._fail(str(error))
            except Exception as error:  # the session must go on without sound, whatever it was
                log.exception("the sound failed")
                self._fail(f"The sound failed: {error}")
        self._shut()

    def _wait(self) -> float:
        state = self.status().state
        if self._pending or state is SoundState.OPENING:
            return 0.01
        return _IDLE if state is SoundState.PLAYING else 0.25

    def _fill(self) -> bool:
        if self._file is None or self.status().state is not SoundState.PLAYING:
            return False
        heard = self._mixer.handed()
        return self._file.wants_more(heard) and self._file.fill(heard)

    def _play(self, source: Source, sample: int, ticket: int) -> None:
        if ticket != self._tickets:
            return  # a newer start is on its way
        if self._open and self._source is source and self._file is not None:
            self._fade_out()
        else:
            self._load(source)
        self._start_at(source, sample, ticket)

    def _load(self, source: Source) -> None:
        self._drop_file()
        self._cache.mkdir(parents=True, exist_ok=True)
        self._folder = tempfile.TemporaryDirectory(prefix="track-", dir=self._cache)
        path = Path(self._folder.name) / "guide.wav"
        self._file = TrackFile(path, source.length, source.make())
        self._source = source

    def _start_at(self, source: Source, sample: int, ticket: int) -> None:
        if not self._open:
            self._mixer.open(self.device)
            self._open = True
            self._watch.start()
            self._pending = (source, sample, ticket)
            self._warm_up()
            return
        if self._file is None:
            return
        self._file.move_to(sample)
        self._file.fill(sample, _FIRST_FILL)
        self._mixer.play(self._file.path, sample, _SEEK_FADE_MS if sample else 0)
        self._pending = None
        self._note(SoundState.PLAYING, ticket)

    def _warm_up(self) -> None:
        """Wait until samples flow; look again soon as long as they do not."""
        if self._pending is None or self._folder is None:
            return
        silence = Path(self._folder.name) / "silence.wav"
        if not silence.exists():
            silence.write_bytes(wav_header(_SILENCE) + bytes(_SILENCE * FRAME))
        if self._mixer.warm_up(silence):
            self._start_at(*self._pending)

    def _note(
        self, state: SoundState, ticket: int | None = None, *, rerouted: bool = False
    ) -> None:
        """Publish where the playhead is."""
        heard = max(0, self._mixer.handed() - LATENCY) if self._open else self.status().sample
        now = self._clock.monotonic()
        number = self.status().ticket if ticket is None else ticket
        self._set(SoundStatus(state, number, heard, now, self._lost_route, rerouted))

    def _look(self) -> None:
        """Nothing was asked: see how the device is."""
        state = self.status().state
        if state is SoundState.LOST:
            self._look_for_device()
        elif self._open:
            own, other = self._mixer.device_gone()
            if own:
                self._lose()
                return
            if self._pending:
                self._warm_up()
            elif state is SoundState.PLAYING:
                self._note(state, rerouted=self._rerouted(other=other))

    def _rerouted(self, *, other: bool) -> bool:
        """Whether the sound now goes elsewhere because its output vanished."""
        if not other and not self._watch.changed() and self._lost_route:
            return False
        route, usable = current_route()
        before, self._lost_route = self._lost_route, route or self._lost_route
        if route and before:
            return route != before and before not in usable
        return other and not usable  # nobody can tell where it went: better a pause than a blast

    def _lose(self) -> None:
        log.warning("the sound device is gone")
        self._close_device()
        self._retry_at = self._clock.monotonic()
        number = self.status().ticket
        self._set(SoundStatus(SoundState.LOST, number, route=self._lost_route))

    def _fail(self, problem: str) -> None:
        log.warning("no sound: %s", problem)
        self._close_device()
        self._retry_at = self._clock.monotonic() + _RETRY
        number = self.status().ticket
        self._set(SoundStatus(SoundState.LOST, number, route=self._lost_route, problem=problem))

    def _look_for_device(self) -> None:
        now = self._clock.monotonic()
        if now < self._retry_at or self._file is None:
            return
        self._retry_at = now + _RETRY
        if not server_answers():
            return  # SDL would only try, and ALSA complain on standard error
        self._mixer.open(self.device)
        self._open = True
        self._watch.start()
        number = self.status().ticket
        self._set(SoundStatus(SoundState.READY, number, route=self._lost_route))

    def _pause(self) -> None:
        if self.status().state is SoundState.PLAYING:
            self._fade_out()
            self._mixer.pause()
            self._note(SoundState.PAUSED)

    def _resume(self) -> None:
        if self.status().state is SoundState.PAUSED:
            self._mixer.unpause()
            for level in reversed(_FADE_STEPS[:-1]):
                self._mixer.volume(level)
                self._rest()
            self._mixer.volume(1.0)
            self._note(SoundState.PLAYING)

    def _remix(self, source: Source, number: int) -> None:
        if number != self._newest_mix or self._file is None:
            return  # the slider has moved on
        self._source = source
        track = source.make()
        begin = self._mixer.handed() + _SAFETY if self._open else self._file.length
        self._file.change(track, begin)
        if self._open:
            self._file.fill(begin, _FIRST_FILL)

    def _fade_out(self) -> None:
        for level in _FADE_STEPS:
            self._mixer.volume(level)
            self._rest()

    def _rest(self) -> None:
        """Let the device take a few samples at this volume."""
        threading.Event().wait(_FADE_PAUSE)

    def _close_device(self) -> None:
        if self._open:
            self._open = False
            with contextlib.suppress(Exception):  # a device that is gone may protest
                self._mixer.close()
        self._pending = None

    def _drop_file(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._folder is not None:
            with contextlib.suppress(OSError):  # left for the system's own cleaning
                self._folder.cleanup()
            self._folder = None

    def _shut(self) -> None:
        self._watch.stop()
        self._close_device()
        self._drop_file()
        self._source = None
