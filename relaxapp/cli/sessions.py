"""The verbs of the sessions: list, play, render, transcript, check; see also `playing`."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from relaxapp.cli.speaking import DONE, FINDINGS, WRONG, as_json, tell
from relaxapp.cli.words import UsageError, number, whole
from relaxapp.errors import RelaxappError
from relaxapp.services import Services
from relaxapp.sessions.fields import Finding, ScriptError, nearest
from relaxapp.sessions.repeats import MOST, most
from relaxapp.sessions.script import Script, Slider
from relaxapp.sessions.shape import breathes
from relaxapp.sessions.timeline import PACE_LIMITS, Options
from relaxapp.sessions.wording import MOST as MOST_WORDINGS
from relaxapp.settings import VOICES, Settings


def _pace(text: str) -> tuple[Slider, float]:
    name, sign, factor = text.partition("=")
    if not sign or name not in list(Slider):
        known = ", ".join(Slider)
        raise argparse.ArgumentTypeError(f'"{text}": NAME=FACTOR, NAME one of {known}')
    return Slider(name), number(*PACE_LIMITS)(factor)


def add(verbs: Any) -> None:
    """Tell argparse the verbs of this module."""
    listing = verbs.add_parser("sessions", help="list the sessions")
    listing.add_argument("--json", action="store_true", help="as JSON")

    play = verbs.add_parser("play", help="play a session in the terminal")
    play.add_argument("session", metavar="ID")
    play.add_argument(
        "--from", dest="start", type=number(0, 36000), default=0.0, metavar="S", help="seconds"
    )
    play.add_argument(
        "--speed",
        type=number(0.1, 1000),
        default=1.0,
        metavar="N",
        help="captions N times as fast, without sound",
    )
    _add_wording(play, None)

    render = verbs.add_parser("render", help="write a session into a sound file")
    render.add_argument("session", metavar="ID")
    render.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.wav|.flac|.ogg|.mp3"
    )
    render.add_argument("--no-ambience", action="store_true")
    render.add_argument("--tones", action="store_true", help="soft tones with the breath")
    _add_options(render)

    transcript = verbs.add_parser("transcript", help="the words of a session with their times")
    transcript.add_argument("session", metavar="ID")
    transcript.add_argument("--format", choices=("vtt", "txt"), default="vtt")
    _add_options(transcript)

    check = verbs.add_parser("check", help="check session scripts, and .relaxsession files")
    check.add_argument("files", nargs="+", metavar="FILE")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--voice", choices=VOICES, default=Settings().voice)
    parser.add_argument("--skip", nargs="+", action="extend", default=[], metavar="GROUP")
    parser.add_argument(
        "--pace", nargs="+", action="extend", default=[], type=_pace, metavar="NAME=FACTOR"
    )
    parser.add_argument(
        "--repeats",
        type=whole(1, MOST),
        default=1,
        metavar="N",
        help=f"how often each area comes, or the breaths: at most {MOST} times",
    )
    _add_wording(parser, 0)


def _add_wording(parser: argparse.ArgumentParser, usual: int | None) -> None:
    parser.add_argument(
        "--wording",
        type=whole(0, MOST_WORDINGS),
        default=usual,
        metavar="N",
        help="in other words, as at the Nth practice after the first",
    )


def _options(
    script: Script,
    skip: Sequence[str],
    pace: Sequence[tuple[Slider, float]],
    seed: int,
    *,
    tones: bool = False,
    repeats: int = 1,
) -> Options:
    for group in skip:
        if group not in script.groups:
            hint = nearest(group, script.groups)
            known = ", ".join(script.groups) or "this session has no groups"
            raise UsageError(f'--skip "{group}": not a group of {script.id}{hint}: {known}')
    if tones and not breathes(script):
        raise UsageError(f"--tones: {script.id} does not lead the breath; without would be right")
    if repeats > (limit := most(script)):
        raise UsageError(f"--repeats {repeats}: at most {limit} is right for {script.id}")
    return Options(
        pace=dict(pace), skip=frozenset(skip), wording=seed, tones=tones, repeats=repeats
    )


def sessions(services: Services, *, json: bool) -> int:
    """List the sessions."""
    rows = [_row(services, script) for script in services.library.scripts()]
    for problem in services.library.problems:
        tell(problem)
    if json:
        print(as_json(rows))
        return DONE
    width = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        length = "card"
        if row["seconds"] is not None:
            minutes, seconds = divmod(round(row["seconds"]), 60)
            length = f"{minutes:2}:{seconds:02}"
        print(f"{row['id']:{width}}  {length:>5}  {row['title']} - {row['technique']}")
    return DONE


def _row(services: Services, script: Script) -> dict[str, Any]:
    timeline = services.timeline(script, Options(), services.bank(Settings().voice, script.id))
    return {
        "id": script.id,
        "title": script.title,
        "technique": script.technique,
        "seconds": None if script.card else timeline.length / timeline.rate,
        "groups": list(script.groups),
        "cautions": list(script.cautions),
        "purpose": script.purpose,
        "source": script.source,
    }


def _session(services: Services, session: str) -> Script:
    """The script of a session with something to hear."""
    script = services.library.get(session)
    if script.card:
        raise UsageError(f'"{session}" is a card with a timer: a session with words would be right')
    return script


def transcript(
    services: Services,
    session: str,
    format: str,  # noqa: A002 - named after the option
    voice: str,
    skip: Sequence[str],
    pace: Sequence[tuple[Slider, float]],
    wording: int = 0,
    repeats: int = 1,
) -> int:
    """The words of a session with their times."""
    from relaxapp.sessions.transcript import plain, webvtt

    script = _session(services, session)
    options = _options(script, skip, pace, wording, repeats=repeats)
    timeline = services.timeline(script, options, services.bank(voice, script.id))
    text = webvtt(timeline, script.title) if format == "vtt" else plain(timeline, script.title)
    print(text, end="")
    return DONE


def render(  # noqa: PLR0913 - one for each option of the verb
    services: Services,
    session: str,
    output: Path,
    *,
    no_ambience: bool,
    tones: bool,
    voice: str,
    skip: Sequence[str],
    pace: Sequence[tuple[Slider, float]],
    wording: int,
    repeats: int,
) -> int:
    """Write a session into a sound file."""
    from relaxapp.adapters.sound_tags import read_cover
    from relaxapp.adapters.sound_writer import FORMATS, write
    from relaxapp.sessions.tags import album

    if output.suffix.lower() not in FORMATS:
        raise UsageError(f'-o "{output}": a name ending in {", ".join(FORMATS)} would be right')
    script = _session(services, session)
    bank = services.bank(voice, script.id)
    options = _options(script, skip, pace, wording, tones=tones, repeats=repeats)
    timeline = services.timeline(script, options, bank)
    from relaxapp.sessions.mixdown import Mix, Mixdown

    # The person's own settings stay out: the same call writes the same file everywhere.
    ambience = None if no_ambience else script.ambience
    track = Mixdown(timeline, bank, Mix(ambience=ambience))
    write(output, track, timeline.length, album(script, timeline, read_cover(services.assets)))
    for path in bank.silent:
        tell(f"{path} is damaged, and its line is silent: record that line again.")
    return DONE


def check(services: Services, files: Sequence[str]) -> int:
    """Examine session scripts, and files to hand on; findings are the answer."""
    from relaxapp.adapters.session_shelf import look_into
    from relaxapp.sessions.library import read_bytes
    from relaxapp.sessions.parcel import SUFFIX, ParcelError
    from relaxapp.sessions.reading import parse as read_script
    from relaxapp.sessions.timeline import RATE
    from relaxapp.sessions.zip_end import MARK

    banks = [services.bank(voice) for voice in VOICES]

    def seconds_of(text: str) -> float | None:
        clips = [clip for bank in banks if (clip := bank.clip(text))]
        return max(clip.samples for clip in clips) / RATE if clips else None

    status = DONE
    for file in files:
        try:
            packed = file.lower().endswith(SUFFIX)
            data = look_into(Path(file)).data if packed else read_bytes(Path(file))
            if data.startswith(MARK):  # by another name
                data = look_into(Path(file)).data
            read_script(data, file, seconds_of)
        except ParcelError as error:
            print(Finding(file, 1, error.why))
            status = max(status, FINDINGS)
        except ScriptError as error:
            for finding in error.findings:
                print(finding)
            status = max(status, FINDINGS)
        except RelaxappError as error:  # the others are examined all the same
            tell(str(error))
            status = WRONG
    return status


VERBS: Final[dict[str, Callable[..., int]]] = {
    "sessions": sessions,
    "render": render,
    "transcript": transcript,
    "check": check,
}
