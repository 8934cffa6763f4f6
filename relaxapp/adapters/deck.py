"""The tape deck: plays a session's guide track on a thread of its own, and survives its device.

Every call hands a command to that thread and returns at once, so opening a slow device or a sound
server that hangs never freezes the window. What is going on is read from `status`.
"""

import contextlib
import logging
import queue
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from relaxapp.adapters.mixer import LATENCY, Mixer, NoDevice
from relaxapp.adapters.output_watch import OutputWatch
from relaxapp.adapters.tape import Tape
from relaxapp.clock import Clock
from relaxapp.sessions.audio_out import Place, SoundState, SoundStatus, Source
from relaxapp.sessions.timeline import RATE

log = logging.getLogger(__name__)

_LOOK: Final = 0.1  # seconds between looks at the device while it plays
_SOON: Final = 0.01
_REST: Final = 0.5  # between looks at a device that is paused
_RETRY: Final = 2.0  # seconds between attempts to find a device again
_FADE_STEPS: Final = (0.7, 0.45, 0.25, 0.1, 0.0)
_FADE_PAUSE: Final = 0.012
_SEEK_FADE_MS: Final = 40
_BURST: Final = round(0.15 * RATE)  # the position that SDL tells leaps by less than this
_FOLLOW: Final = 0.1  # of such a leap is believed at each look
_HOLD: Final = 30.0  # seconds that a paused device stays open: it wakes the processor all along
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


class Outputs(Protocol):
    """What the deck needs of `OutputWatch`."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def changed(self) -> bool: ...
    def route(self) -> tuple[str, frozenset[str]]: ...


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
        self,
        clock: Clock,
        cache: Path,
        device: str | None = None,
        mixer: Device | None = None,
        *,
        outputs: Outputs | None = None,
        threaded: bool = True,
    ) -> None:
        """`cache` is the folder for the guide track. Without a thread, call `step` by hand."""
        self.device = device
        self._clock = clock
        self._cache = cache
        self._mixer: Device = mixer or Mixer()
        self._outputs: Outputs = outputs or OutputWatch()
        self._threaded = threaded
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._running = False
        self._lock = threading.Lock()
        self._status = SoundStatus(SoundState.CLOSED)
        self._tickets = 0
        self._newest_mix = 0
        # Owned by the deck's thread:
        self._tape: Tape | None = None
        self._open = False
        self._pending: tuple[int, int] | None = None  # (sample, ticket) waiting for samples to flow
        self._retry_at = 0.0
        self._route = ""
        self._rerouted = False
        self._started = 0  # the ticket that the track stands at
        self._flows = False  # whether the track is being heard, or will be as soon as it can
        self._passed: Place | None = None  # where those starts led that newer ones overtook

    # ---- called from the window's thread

    def play(self, source: Source, sample: int, place: Place | None = None) -> int:
        ticket = self._next_ticket(SoundState.OPENING, sample)
        self._send(lambda: self._play(source, sample, ticket, place))
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
        """Let go of the device soon; a later `play` opens it again."""
        if self._thread is not None or not self._threaded:
            self._next_ticket(SoundState.CLOSED, 0)
            self._send(self._shut)

    def end(self) -> None:
        """Close, and end the thread; waits for it a little, as it may hang on a dead server."""
        self.close()
        thread, self._thread = self._thread, None
        if thread is not None:
            self._commands.put(self._quit)
            thread.join(timeout=2.0)

    def _next_ticket(self, state: SoundState, sample: int) -> int:
        with self._lock:
            self._tickets += 1
            self._status = SoundStatus(state, self._tickets, sample)
            return self._tickets

    def _send(self, command: Command) -> None:
        if self._threaded and self._thread is None:
            self._running = True
            self._thread = threading.Thread(target=self._work, name="deck", daemon=True)
            self._thread.start()
        self._commands.put(command)

    # ---- the deck's thread

    def _work(self) -> None:
        while self._running:
            self.step(self._wait())

    def _wait(self) -> float | None:
        """How long nothing needs to be done unless somebody calls; None for ever."""
        state = self.status().state
        if self._pending:
            return _SOON
        if state is SoundState.PLAYING:
            return 0.0 if self._wants_filling() else _LOOK
        if state is SoundState.LOST:
            return _RETRY / 4
        return _REST if self._open else None

    def step(self, wait: float | None = 0.0) -> None:
        """Carry out the next command, or else fill the track or look after the device."""
        try:
            if wait == 0.0:
                command = self._commands.get_nowait()
            else:
                command = self._commands.get(timeout=wait)
        except queue.Empty:
            command = self._look
        try:
            command()
        except NoDevice as error:
            self._fail(str(error))
        except Exception as error:  # the session must go on without sound, whatever it was
            log.exception("the sound failed")
            self._fail(f"The sound failed: {error}")

    def _quit(self) -> None:
        self._running = False

    def _wants_filling(self) -> bool:
        return self._tape is not None and self._tape.wants_more(self._mixer.handed())

    def _put(self, status: SoundStatus) -> None:
        """Publish, unless somebody has asked for something else meanwhile."""
        with self._lock:
            if status.ticket == self._status.ticket:
                self._status = status

    def _note(self, state: SoundState) -> None:
        """Publish where the playhead is."""
        before, now = self.status(), self._clock.monotonic()
        if before.ticket != self._started:
            return  # somebody has asked for another place meanwhile: this is not that one's
        sample, ticket = before.sample, before.ticket
        if self._open:
            # Below its start while what was heard before it still sounds.
            sample = self._mixer.handed() - LATENCY + (self._tape.shift if self._tape else 0)
            if before.state is SoundState.PLAYING:
                # Samples are asked for in bursts, heard evenly: follow them slowly.
                even = before.sample + round((now - before.at) * RATE)
                if abs(sample - even) < _BURST:
                    sample = even + round((sample - even) * _FOLLOW)
                elif sample < before.sample and self._tape is not None:
                    # SDL has handed over the last sample, and tells of none any more.
                    sample = min(even, self._tape.source.length)
        self._put(SoundStatus(state, ticket, sample, now, self._route, self._rerouted))

    def _play(self, source: Source, sample: int, ticket: int, place: Place | None = None) -> None:
        sample = max(0, sample)
        place = _after(self._passed, place or (lambda _: sample))
        if ticket != self._tickets:
            self._passed = place
            return  # a newer start is on its way
        self._passed = None
        self._rerouted, self._started = False, ticket
        tape = self._tape
        if self._flows and tape is not None and tape.go_over(source, place, self._mixer.handed):
            self._note(SoundState.PLAYING)
            return
        if tape is None or tape.source is not source:
            # What is heard goes on until there is something else to hear.
            tape = Tape(self._cache, source, sample)
            if self._flows:
                self._fade_out()
            self._drop_tape()
            self._tape = tape
        elif self._open and not self._pending:
            self._fade_out()
        if self._open and not self._pending:
            self._start_at(sample)
            return
        self._pending = (sample, ticket)
        if not self._open:
            self._open_device()
        self._warm_up()

    def _open_device(self) -> None:
        self._mixer.open(self.device)
        self._open = True
        self._outputs.start()

    def _warm_up(self) -> None:
        """Wait until samples flow; look again soon as long as they do not."""
        if self._pending is None or self._tape is None:
            return
        sample, _ = self._pending
        self._tape.cue(sample)  # in the time that is waited anyway
        if self._mixer.warm_up(self._tape.silence()):
            self._start_at(sample)

    def _start_at(self, sample: int) -> None:
        if self._tape is None:
            return
        self._pending = None
        self._tape.cue(sample)
        self._mixer.play(self._tape.path, sample, _SEEK_FADE_MS if sample else 0)
        self._flows = True
        self._note(SoundState.PLAYING)

    def _look(self) -> None:
        """Nothing was asked: fill the track ahead, and see how the device is."""
        state = self.status().state
        if state is SoundState.LOST:
            self._look_for_device()
            return
        if not self._open:
            return
        own, other = self._mixer.device_gone()
        if own:
            self._lose()
        elif self._pending:
            self._warm_up()
        elif state is SoundState.PLAYING:
            if self._tape is not None and self._wants_filling():
                self._tape.fill(self._mixer.handed())
            self._follow_route(other=other)
            self._note(state)
        elif state is SoundState.PAUSED and self._clock.monotonic() - self.status().at > _HOLD:
            self._close_device()

    def _follow_route(self, *, other: bool) -> None:
        """Notice when the sound goes elsewhere because its output vanished."""
        if not (other or self._outputs.changed() or not self._route):
            return
        route, usable = self._outputs.route()
        before, self._route = self._route, route or self._route
        if route and before:
            moved = route != before and before not in usable
        else:
            moved = other and not usable  # nobody can tell where it went: rather pause than blast
        self._rerouted = self._rerouted or moved

    def _lose(self) -> None:
        log.warning("the sound device is gone")
        self._close_device()
        self._retry_at = self._clock.monotonic()
        self._put(SoundStatus(SoundState.LOST, self.status().ticket, route=self._route))

    def _fail(self, problem: str) -> None:
        log.warning("no sound: %s", problem)
        self._close_device()
        self._retry_at = self._clock.monotonic() + _RETRY
        ticket = self.status().ticket
        self._put(SoundStatus(SoundState.LOST, ticket, route=self._route, problem=problem))

    def _look_for_device(self) -> None:
        now = self._clock.monotonic()
        if now < self._retry_at:
            return
        self._retry_at = now + _RETRY
        _, usable = self._outputs.route()
        if self._route and not usable:
            return  # the sound server is not back yet
        try:
            self._open_device()
        except NoDevice:
            return
        # Headphones that vanished with the device must not come back as loudspeakers.
        self._rerouted = bool(self._route) and self._route not in usable
        ticket = self.status().ticket
        self._put(SoundStatus(SoundState.READY, ticket, 0, now, self._route, self._rerouted))

    def _pause(self) -> None:
        if self.status().state is SoundState.PLAYING:
            self._fade_out()
            self._mixer.pause()
            self._flows = False
            self._note(SoundState.PAUSED)

    def _resume(self) -> None:
        status = self.status()
        if status.state is SoundState.PAUSED and not self._open and self._tape is not None:
            self._play(self._tape.source, status.sample, status.ticket)
        elif status.state is SoundState.PAUSED:
            self._rerouted = False
            self._flows = True
            self._mixer.unpause()
            for level in reversed(_FADE_STEPS[:-1]):
                self._mixer.volume(level)
                self._rest()
            self._mixer.volume(1.0)
            self._note(SoundState.PLAYING)

    def _remix(self, source: Source, number: int) -> None:
        if number != self._newest_mix or self._tape is None or self._passed is not None:
            return  # the slider has moved on, or a start is on its way that has the new mix
        heard = self._open and not self._pending
        if not (heard and self._tape.go_over(source, _same, self._mixer.handed)):
            self._tape.replace(source)

    def _fade_out(self) -> None:
        for level in _FADE_STEPS:
            self._mixer.volume(level)
            self._rest()

    def _rest(self) -> None:
        """Let the device take a few samples at this volume."""
        if self._threaded:
            threading.Event().wait(_FADE_PAUSE)

    def _close_device(self) -> None:
        if self._open:
            self._open = False
            with contextlib.suppress(Exception):  # a device that is gone may protest
                self._mixer.close()
        self._pending = None
        self._flows = False

    def _drop_tape(self) -> None:
        if self._tape is not None:
            self._tape.close()
            self._tape = None

    def _shut(self) -> None:
        if self.status().state is not SoundState.CLOSED:
            return  # a new start came before this end: the device stays open for it
        if self._open and not self._pending:
            self._fade_out()
        self._outputs.stop()
        self._close_device()
        self._drop_tape()
        self._passed = None
        self._route = ""


def _same(sample: int) -> int:
    return sample


def _after(first: Place | None, then: Place) -> Place:
    """Where one comes by both, one after the other."""
    if first is None:
        return then
    return lambda sample: then(first(sample))
