"""The command line: verbs over the same services as the window, without Qt."""

import argparse
import contextlib
import io
import json
import logging
import math
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from relaxapp import __version__
from relaxapp.adapters import paths
from relaxapp.adapters.settings_file import SettingsFile
from relaxapp.clock import SystemClock
from relaxapp.errors import RelaxappError
from relaxapp.services import Mixture, Services, begin_run
from relaxapp.sessions.fields import ScriptError, nearest, printable
from relaxapp.sessions.library import DEFAULT
from relaxapp.sessions.script import Script, Slider
from relaxapp.sessions.timeline import PACE_LIMITS, Options
from relaxapp.settings import VOICES, Settings

if TYPE_CHECKING:
    from relaxapp.sessions.audio_out import AudioOut
    from relaxapp.sessions.player import Player
    from relaxapp.sessions.run import SessionRun

DONE: Final = 0
FINDINGS: Final = 1
WRONG: Final = 2
_TICK: Final = 0.05  # seconds between looks at a session that plays in the terminal

log = logging.getLogger(__name__)


class UsageError(RelaxappError):
    """The call or its values are wrong."""


@dataclass
class Call:
    """What was asked for; `verb` is None for the window."""

    verb: str | None
    data_dir: Path | None
    values: dict[str, Any] = field(default_factory=dict)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage text before it."""

    def __init__(self, **more: Any) -> None:
        # A script that says --form must not come to mean another option one day.
        super().__init__(allow_abbrev=False, **more)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see {self.prog} --help)")


def parse(arguments: Sequence[str]) -> Call:
    """Read the command line; a mistake ends the program with status 2."""
    _prepare_output()
    try:
        values = vars(_parser().parse_args(arguments))
        verb, data_dir = values.pop("verb"), values.pop("data_dir")
        _check_folder(data_dir, os.environ)
    except UsageError as error:
        _tell(str(error))
        raise SystemExit(WRONG) from None
    return Call(verb, data_dir, values)


def run(call: Call) -> int:
    """Carry out a verb; without one (and without a display) play the default session."""
    services = Services(SystemClock(), os.environ, call.data_dir)
    verbs: dict[str, Callable[..., int]] = {
        "sessions": _sessions,
        "play": _play,
        "render": _render,
        "transcript": _transcript,
        "check": _check,
    }
    values, verb = call.values, call.verb or "play"
    if call.verb is None:
        _tell("No display here: playing the default session in the terminal. Ctrl+C ends it.")
        values = {"session": DEFAULT, "start": 0.0, "speed": 1.0}
    with _quiet_log(), _ended_by_signals():
        try:
            status = verbs[verb](services, **values)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader had enough: `relaxapp transcript soften | head`
            _drop_output()
            return DONE
        except RelaxappError as error:
            _tell(str(error))
        except OSError as error:
            place = error.filename or "standard output"
            _tell(f"{place} cannot be used: {error.strerror or error}")
        except KeyboardInterrupt:
            _tell(f"{verb} was interrupted.")
        except Exception as error:
            log.exception("a bug")
            what = f"{type(error).__name__}: {error}"
            _tell(f"{verb} failed by a mistake in relaxapp itself ({what}).")
        else:
            return status
        _flush_or_drop()
        return WRONG


def _tell(message: str) -> None:
    """A message for the person: one line on standard error."""
    with contextlib.suppress(OSError, ValueError):  # nobody is there to read it
        print("relaxapp:", printable(" ".join(message.split())), file=sys.stderr)


def _prepare_output() -> None:
    """Write UTF-8 whatever the locale; a stream that was closed before the start is none."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # so that `print` and `flush` need no thought of it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - a stream for good
        elif isinstance(stream, io.TextIOWrapper):
            # A file name that is no UTF-8 comes out as it came in.
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _drop_output() -> None:
    """Nobody reads any more: let what is left go nowhere, without a word at the exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _flush_or_drop() -> None:
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _drop_output()


@contextlib.contextmanager
def _quiet_log() -> Iterator[None]:
    """Keep the log off standard error, which is for plain messages; a verb has no log file."""
    handler = logging.NullHandler()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM tidy up as Ctrl+C does, so that a half-written file goes."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _check_folder(data_dir: Path | None, env: Mapping[str, str]) -> None:
    """Refuse a data folder that can be none, also where a verb would only read it."""
    folder = paths.locate(data_dir, env).data_dir
    name = "--data-dir" if data_dir is not None else paths.HOME_VARIABLE
    for place in (folder, *folder.parents):
        if os.path.lexists(place):
            if not place.is_dir():
                raise UsageError(f'{name} "{folder}": {place} is a file, a folder would be right')
            return


# ---- what can be said


def _number(low: float, high: float) -> Any:
    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(
                f'"{text}": a number from {low:g} to {high:g} would be right'
            )
        return value

    return read


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError('"": the name of a folder')
    return Path(text)


def _pace(text: str) -> tuple[Slider, float]:
    name, sign, factor = text.partition("=")
    if not sign or name not in list(Slider):
        known = ", ".join(Slider)
        raise argparse.ArgumentTypeError(f'"{text}": NAME=FACTOR, NAME one of {known}')
    return Slider(name), _number(*PACE_LIMITS)(factor)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="relaxapp", description="Guided relaxation. Without a verb: the window.")
    parser.add_argument("--version", action="version", version=f"relaxapp {__version__}")
    _add_data_dir(parser, None)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=_Parser)

    listing = verbs.add_parser("sessions", help="list the sessions")
    listing.add_argument("--json", action="store_true", help="as JSON")

    play = verbs.add_parser("play", help="play a session in the terminal")
    play.add_argument("session", metavar="ID")
    play.add_argument(
        "--from", dest="start", type=_number(0, 36000), default=0.0, metavar="S", help="seconds"
    )
    play.add_argument(
        "--speed",
        type=_number(0.1, 1000),
        default=1.0,
        metavar="N",
        help="captions N times as fast, without sound",
    )

    render = verbs.add_parser("render", help="write a session into a sound file")
    render.add_argument("session", metavar="ID")
    render.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.wav|.flac|.ogg")
    render.add_argument("--no-ambience", action="store_true")
    _add_options(render)

    transcript = verbs.add_parser("transcript", help="the words of a session with their times")
    transcript.add_argument("session", metavar="ID")
    transcript.add_argument("--format", choices=("vtt", "txt"), default="vtt")
    _add_options(transcript)

    check = verbs.add_parser("check", help="check session scripts")
    check.add_argument("files", nargs="+", metavar="FILE")
    for verb in (listing, play, render, transcript, check):
        _add_data_dir(verb, argparse.SUPPRESS)  # before or after the verb, as people type it
    return parser


def _add_data_dir(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--data-dir",
        type=_folder,
        default=default,
        metavar="DIR",
        help="keep settings, journal and logs there",
    )


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--voice", choices=VOICES, default=Settings().voice)
    parser.add_argument("--skip", nargs="+", action="extend", default=[], metavar="GROUP")
    parser.add_argument(
        "--pace", nargs="+", action="extend", default=[], type=_pace, metavar="NAME=FACTOR"
    )


def _options(script: Script, skip: Sequence[str], pace: Sequence[tuple[Slider, float]]) -> Options:
    for group in skip:
        if group not in script.groups:
            hint = nearest(group, script.groups)
            known = ", ".join(script.groups) or "this session has no groups"
            raise UsageError(f'--skip "{group}": not a group of {script.id}{hint}: {known}')
    return Options(pace=dict(pace), skip=frozenset(skip))


# ---- the verbs


def _sessions(services: Services, *, json: bool) -> int:
    rows = [_row(services, script) for script in services.library.scripts()]
    for problem in services.library.problems:
        _tell(problem)
    if json:
        print(_as_json(rows))
        return DONE
    width = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        minutes, seconds = divmod(round(row["seconds"]), 60)
        print(f"{row['id']:{width}}  {minutes:2}:{seconds:02}  {row['title']} - {row['technique']}")
    return DONE


def _row(services: Services, script: Script) -> dict[str, Any]:
    timeline = services.timeline(script, Options(), services.bank(Settings().voice))
    return {
        "id": script.id,
        "title": script.title,
        "technique": script.technique,
        "seconds": timeline.length / timeline.rate,
        "groups": list(script.groups),
        "cautions": list(script.cautions),
        "purpose": script.purpose,
        "source": script.source,
    }


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _play(services: Services, session: str, start: float, speed: float) -> int:
    from relaxapp.adapters.deck import Deck
    from relaxapp.sessions.audio_out import NoSound

    script = services.library.get(session)
    # Read without making folders: only sound needs one, for its cache.
    place = paths.locate(services.data_dir, services.env).settings
    settings, problems = SettingsFile(place).load()
    options = Options(answers={"position": settings.position})
    length = services.timeline(script, options, services.bank(settings.voice)).seconds
    if start >= length:
        raise UsageError(f'--from "{start:g}": less than {length:g}, its length, would be right')
    for problem in problems:
        _tell(problem)
    out: AudioOut
    if speed == 1.0:
        out = Deck(services.clock, services.paths.cache_dir, settings.device)
    else:
        _tell(f"Captions {speed:g} times as fast, without sound.")
        services.clock = _FastClock(speed)
        out = NoSound()
    ambience = settings.ambience if script.ambience else None
    mixture = Mixture(settings.volumes, ambience, settings.duck)
    session_run = begin_run(services, script, options, mixture, settings.voice, out)
    try:
        return _show(session_run, start, speed)
    finally:  # also when the reader of the captions went away
        session_run.stop()
        if isinstance(out, Deck):
            out.end()


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
                _tell("No sound device: the session goes on with its words.")
                silent_told = True
            for cue in player.timeline.voice:
                if at <= cue.first <= moment.position:
                    print(f"{timestamp(cue.first)[3:8]}  {cue.text}", flush=True)
            at = max(at, moment.position + 1)
            if moment.state is PlayState.PAUSED:
                _hold(player, stop)
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


def _hold(player: "Player", stop: threading.Event) -> None:
    """Wait for the person after the computer slept or the headphones went."""
    from relaxapp.sessions.player import PauseReason

    gone = player.moment().pause_reason is PauseReason.DEVICE_GONE
    why = "its sound device is gone" if gone else "the computer slept"
    if sys.stdin is not None and sys.stdin.isatty() and sys.platform != "win32":
        _tell(f"The session waits, as {why}. Enter goes on, Ctrl+C ends it.")
        while not stop.is_set():
            if select.select([sys.stdin], [], [], _TICK)[0]:
                sys.stdin.readline()
                player.resume()
                return
    elif gone:  # nobody can say that the loudspeakers are welcome
        _tell(f"The session ends here, as {why}.")
        stop.set()
    else:
        player.resume()


def _transcript(
    services: Services,
    session: str,
    format: str,  # noqa: A002 - named after the option
    voice: str,
    skip: Sequence[str],
    pace: Sequence[tuple[Slider, float]],
) -> int:
    from relaxapp.sessions.transcript import plain, webvtt

    script = services.library.get(session)
    timeline = services.timeline(script, _options(script, skip, pace), services.bank(voice))
    text = webvtt(timeline, script.title) if format == "vtt" else plain(timeline, script.title)
    print(text, end="")
    return DONE


def _render(
    services: Services,
    session: str,
    output: Path,
    *,
    no_ambience: bool,
    voice: str,
    skip: Sequence[str],
    pace: Sequence[tuple[Slider, float]],
) -> int:
    from relaxapp.adapters.sound_writer import FORMATS, write

    if output.suffix.lower() not in FORMATS:
        raise UsageError(f'-o "{output}": a name ending in {", ".join(FORMATS)} would be right')
    script = services.library.get(session)
    bank = services.bank(voice)
    timeline = services.timeline(script, _options(script, skip, pace), bank)
    from relaxapp.sessions.mixdown import Mix, Mixdown

    # The person's own settings stay out: the same call writes the same file everywhere.
    ambience = None if no_ambience else script.ambience
    write(output, Mixdown(timeline, bank, Mix(ambience=ambience)), timeline.length)
    return DONE


def _check(services: Services, files: Sequence[str]) -> int:
    from relaxapp.sessions.library import read_bytes
    from relaxapp.sessions.reading import parse as read_script
    from relaxapp.sessions.timeline import RATE

    banks = [services.bank(voice) for voice in VOICES]

    def seconds_of(text: str) -> float | None:
        clips = [clip for bank in banks if (clip := bank.clip(text))]
        return max(clip.samples for clip in clips) / RATE if clips else None

    status = DONE
    for file in files:
        try:
            read_script(read_bytes(Path(file)), file, seconds_of)
        except ScriptError as error:
            for finding in error.findings:
                print(finding)
            status = max(status, FINDINGS)
        except RelaxappError as error:  # the others are examined all the same
            _tell(str(error))
            status = WRONG
    return status
