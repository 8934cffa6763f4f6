"""The computer's own voice: whatever engine there is, on a thread of its own, as a `Speaker`.

An engine may take its time to start, hang, or die at any moment; nothing of that is waited for.
"""

import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from relaxapp.adapters.speech_engine import Engine, NoSystemVoice, Progress
from relaxapp.clock import Clock
from relaxapp.sessions.speaking import NoVoice, Speaker, Speech, SpeechState

log = logging.getLogger(__name__)

_LOOK: Final = 0.03  # seconds between looks at what is being said
_REST: Final = 600.0  # seconds after which an engine that says nothing is let go
_RETRY: Final = 20.0  # seconds until a voice is looked for again, twice as long each time
_MOST_RETRY: Final = 640.0
_PATIENCE: Final = 4.0  # seconds in which a line has to begin


class SystemVoice:
    """A `Speaker` on an engine."""

    def __init__(self, engine: Engine, clock: Clock, *, threaded: bool = True) -> None:
        """Nothing is started before it is asked for. Without a thread, `step` is called by hand."""
        self._engine = engine
        self._clock = clock
        self._threaded = threaded
        self._commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._running = False
        self._lock = threading.Lock()
        self._speech = Speech()
        self._ready = False
        self._looking = False
        self._retry_at = clock.monotonic()
        # Owned by the voice's thread:
        self._open = False
        self._begun = 0.0
        self._patience = _RETRY
        self._problem = ""

    # ---- called from the window's thread

    def ready(self) -> bool:
        with self._lock:
            now = self._clock.monotonic()
            ask = not (self._ready or self._looking) and now >= self._retry_at
            self._looking = self._looking or ask
        if ask:
            self._send(self._find)
        return self._ready

    def say(self, text: str, voice: str, level: float) -> int:
        with self._lock:
            ticket = self._speech.ticket + 1
            self._speech = Speech(SpeechState.WAITING, ticket)
        self._send(lambda: self._say(text, voice, level, ticket))
        return ticket

    def hush(self) -> None:
        with self._lock:
            was = self._speech
            if was.going_on:
                self._speech = replace(was, state=SpeechState.SILENT)
        if was.going_on:
            self._send(self._hush)

    def speech(self) -> Speech:
        return self._speech

    def end(self) -> None:
        self.hush()
        thread, self._thread = self._thread, None
        if thread is not None:
            self._commands.put(self._quit)
            thread.join(timeout=2.0)  # it may hang on a dead engine, and is a daemon then

    def _send(self, command: Callable[[], None]) -> None:
        if self._threaded and self._thread is None:
            self._running = True
            self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
            self._thread.start()
        self._commands.put(command)

    # ---- the voice's thread

    def _work(self) -> None:
        while self._running:
            self.step(_LOOK if self._speech.going_on else _REST if self._open else None)
        self._shut()

    def step(self, wait: float | None = 0.0) -> None:
        """Carry out the next command, or look at what is being said."""
        try:
            if wait == 0.0:
                command = self._commands.get_nowait()
            else:
                command = self._commands.get(timeout=wait)
        except queue.Empty:
            command = self._look if self._speech.going_on else self._shut
        try:
            command()
        except NoSystemVoice as error:
            self._fail(str(error))
        except Exception as error:  # the session goes on with its captions, whatever it was
            log.exception("the system voice failed")
            self._fail(f"{type(error).__name__}: {error}")

    def _quit(self) -> None:
        self._running = False

    def _find(self) -> None:
        try:
            self._wake()
        finally:
            self._looking = False

    def _wake(self) -> None:
        if not self._open:
            self._engine.open()
            self._open = self._ready = True
            self._patience, self._problem = _RETRY, ""

    def _say(self, text: str, voice: str, level: float, ticket: int) -> None:
        if ticket != self._speech.ticket or not self._speech.going_on:
            return  # hushed, or another line wanted, meanwhile
        try:
            self._wake()
            self._engine.say(text, voice, level)
        except NoSystemVoice:  # it may have died since the line before: once more, anew
            self._shut()
            self._wake()
            self._engine.say(text, voice, level)
        self._begun = self._clock.monotonic()

    def _look(self) -> None:
        before, now = self._speech, self._clock.monotonic()
        progress = self._engine.look()
        if progress is Progress.WAITING:
            if now - self._begun > _PATIENCE:
                raise NoSystemVoice("the voice does not begin to speak")
            return
        if before.state is SpeechState.WAITING:
            self._begun = now
        state = {
            Progress.SPEAKING: SpeechState.SPEAKING,
            Progress.SAID: SpeechState.SAID,
            Progress.CUT: SpeechState.SILENT,
        }[progress]
        self._put(Speech(state, before.ticket, now - self._begun))

    def _hush(self) -> None:
        if self._open and not self._speech.going_on:
            self._engine.hush()

    def _put(self, speech: Speech) -> None:
        """Publish, unless somebody has hushed it or asked for another line meanwhile."""
        with self._lock:
            if speech.ticket == self._speech.ticket and self._speech.going_on:
                self._speech = speech

    def _fail(self, problem: str) -> None:
        if problem != self._problem:
            log.warning("no system voice: %s", problem)
        self._problem = problem
        self._shut()
        self._ready = False
        self._retry_at = self._clock.monotonic() + self._patience
        self._patience = min(2 * self._patience, _MOST_RETRY)
        self._put(replace(self._speech, state=SpeechState.FAILED))

    def _shut(self) -> None:
        if self._open:
            self._open = False
            self._engine.close()


def find(clock: Clock, platform: str = sys.platform) -> Speaker:
    """The voice of this system; what it needs is loaded when it is first asked to speak."""
    engine: Engine
    if platform == "win32":
        from relaxapp.adapters.system_voice_windows import Sapi

        engine = Sapi()
    elif platform == "darwin":
        from relaxapp.adapters.system_voice_macos import Say

        engine = Say()
    elif platform.startswith("linux"):
        from relaxapp.adapters.system_voice_linux import SpeechDispatcher

        engine = SpeechDispatcher(os.environ)
    else:
        return NoVoice()
    return SystemVoice(engine, clock)
