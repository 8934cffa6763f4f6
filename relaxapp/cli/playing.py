"""A session in the terminal: its captions as they are heard, until its end or Ctrl+C."""

import contextlib
import select
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from relaxapp.adapters import paths
from relaxapp.adapters.settings_file import SettingsFile
from relaxapp.cli.speaking import DONE, tell
from relaxapp.cli.words import UsageError
from relaxapp.clock import SystemClock
from relaxapp.services import Services, begin_run
from relaxapp.sessions.shape import Shape, answers, wishes
from relaxapp.sessions.timeline import Options

if TYPE_CHECKING:
    from relaxapp.sessions.audio_out import AudioOut
    from relaxapp.sessions.player import Player
    from relaxapp.sessions.run import SessionRun
    from relaxapp.sessions.script import Script
    from relaxapp.settings import Settings

_TICK: Final = 0.05  # seconds between looks at a session that plays in the terminal


def play(
    services: Services, session: str, start: float, speed: float, wording: int | None = None
) -> int:
    """Play from `start` seconds on; other than at speed 1, without sound."""
    from relaxapp.adapters import system_voice
    from relaxapp.adapters.deck import Deck
    from relaxapp.sessions.audio_out import NoSound

    script = services.library.get(session)
    # Read without making folders: only sound needs one, for its cache.
    place = paths.locate(services.data_dir, services.env).settings
    settings, problems = SettingsFile(place).load()
    if wording is None:
        # No record is kept of what is played here, so the day says which words to hear; who only
        # reads through a session reads it as it is written.
        wording = services.clock.now().astimezone().toordinal() if speed == 1.0 else 0
    options = replace(_options(script, settings), wording=wording)
    length = services.timeline(script, options, services.bank(settings.voice, script.id)).seconds
    if start >= length:
        raise UsageError(f'--from "{start:g}": less than {length:g}, its length, would be right')
    for problem in problems:
        tell(problem)
    out: AudioOut
    if speed == 1.0:
        out = Deck(services.clock, services.paths.cache_dir, settings.device)
        services.make_speaker = lambda: system_voice.find(services.clock)
    else:
        tell(f"Captions {speed:g} times as fast, without sound.")
        services.clock = _FastClock(speed)
        out = NoSound()
    ambience = settings.ambience if script.ambience else None
    mixture = services.mixture(settings, ambience)
    session_run = begin_run(services, script, options, mixture, settings.voice, out)
    try:
        return _show(session_run, start, speed)
    finally:  # also when the reader of the captions went away
        session_run.stop()
        if isinstance(out, Deck):
            out.end()
        services.end_speaker()


def _options(script: "Script", settings: "Settings") -> Options:
    """The session as the person shaped it in the window, what cramps easily left out too."""
    shape = Shape.from_mapping(settings.shapes.get(script.id))
    wanted = wishes(
        settings.position,
        left_handed=settings.left_handed,
        eyes_open=settings.eyes_open,
        chosen=shape.answers,
    )
    return Options(
        pace={slider: percent / 100 for slider, percent in shape.pace.items()},
        skip=shape.skip(script, spasm_prone=bool(settings.spasm_prone)),
        answers=answers(script, wanted),
        effort=None if shape.effort is None else shape.effort / 100,
        left_handed=settings.left_handed,
        tones=shape.tones,
        repeats=shape.repeats,
    )


class _FastClock(SystemClock):
    """A clock that runs `speed` times as fast, to read through a session quickly."""

    def __init__(self, speed: float) -> None:
        self._speed = speed

    def monotonic(self) -> float:
        return super().monotonic() * self._speed

    def boottime(self) -> float:
        return self.monotonic()  # this clock never sleeps


def _show(session_run: "SessionRun", start: float, speed: float) -> int:
    """Play to the end, printing each caption when it is heard; Ctrl+C stops, which is fine."""
    from relaxapp.sessions.player import PlayState
    from relaxapp.sessions.timeline import RATE
    from relaxapp.sessions.transcript import timestamp

    stop = threading.Event()
    player = session_run.player
    at = round(start * RATE)
    player.start(at)
    silent_told = False
    with _stopped_by_signals(stop):
        while not stop.wait(_TICK):
            moment = session_run.tick()
            if not moment.audible and not silent_told and speed == 1.0:
                tell("No sound device: the session goes on with its words.")
                silent_told = True
            for cue in player.timeline.voice:
                if at <= cue.first <= moment.position:
                    print(f"{timestamp(cue.first)[3:8]}  {cue.text}", flush=True)
            at = max(at, moment.position + 1)
            if moment.state is PlayState.PAUSED:
                hold(player, stop)
            if moment.state is PlayState.FINISHED:
                break
    return DONE


@contextlib.contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: stop.set()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def hold(player: "Player", stop: threading.Event) -> None:
    """Wait for the person after the computer slept or the headphones went."""
    from relaxapp.sessions.player import PauseReason

    gone = player.moment().pause_reason is PauseReason.DEVICE_GONE
    why = "its sound device is gone" if gone else "the computer slept"
    if sys.stdin is not None and sys.stdin.isatty() and sys.platform != "win32":
        tell(f"The session waits, as {why}. Enter goes on, Ctrl+C ends it.")
        while not stop.is_set():
            if select.select([sys.stdin], [], [], _TICK)[0]:
                sys.stdin.readline()
                player.resume()
                return
    elif gone:  # nobody can say that the loudspeakers are welcome
        tell(f"The session ends here, as {why}.")
        stop.set()
    else:
        player.resume()
