"""The command line: verbs over the same services as the window, without Qt."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from relaxapp import __version__
from relaxapp.adapters import paths
from relaxapp.cli import (
    episodes,
    handing,
    insights,
    journal,
    measuring,
    moving,
    reminding,
    report,
    sessions,
)
from relaxapp.cli.speaking import (
    DONE,
    WRONG,
    drop_output,
    ended_by_signals,
    flush_or_drop,
    prepare_output,
    quiet_log,
    tell,
)
from relaxapp.cli.words import Parser, UsageError, folder
from relaxapp.clock import SystemClock
from relaxapp.errors import RelaxappError
from relaxapp.services import Services

log = logging.getLogger(__name__)


@dataclass
class Call:
    """What was asked for; `verb` is None for the window, which `background` keeps hidden."""

    verb: str | None
    data_dir: Path | None
    background: bool = False
    values: dict[str, Any] = field(default_factory=dict)


def parse(arguments: Sequence[str]) -> Call:
    """Read the command line; a mistake ends the program with status 2."""
    prepare_output()
    try:
        values = vars(_parser().parse_args(arguments))
        verb, data_dir = values.pop("verb"), values.pop("data_dir")
        background = values.pop("background")
        if background:
            _check_alone(verb)
        _check_folder(data_dir, os.environ)
    except UsageError as error:
        tell(str(error))
        raise SystemExit(WRONG) from None
    return Call(verb, data_dir, background, values)


def run(call: Call) -> int:
    """Carry out a verb; without one (and without a display) play the default session."""
    if call.background:
        tell("--background: there is no display here to remind on; a verb would be right.")
        return WRONG
    services = Services(SystemClock(), os.environ, call.data_dir)
    values, verb = call.values, call.verb or "play"
    if call.verb is None:
        from relaxapp.sessions.library import DEFAULT

        tell("No display here: playing the default session in the terminal. Ctrl+C ends it.")
        values = {"session": DEFAULT, "start": 0.0, "speed": 1.0}
    with quiet_log(), ended_by_signals():
        try:
            status = _VERBS[verb](services, **values)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader had enough: `relaxapp transcript soften | head`
            drop_output()
            return DONE
        except RelaxappError as error:
            tell(str(error))
        except OSError as error:
            place = error.filename or "standard output"
            tell(f"{place} cannot be used: {error.strerror or error}")
        except KeyboardInterrupt:
            tell(f"{verb} was interrupted.")
        except Exception as error:
            log.exception("a bug")
            what = f"{type(error).__name__}: {error}"
            tell(f"{verb} failed by a mistake in relaxapp itself ({what}).")
        else:
            return status
        flush_or_drop()
        return WRONG


def _play(services: Services, **values: Any) -> int:
    from relaxapp.cli.playing import play

    return play(services, **values)


_VERBS: dict[str, Callable[..., int]] = {
    "play": _play,
    **sessions.VERBS,
    **handing.VERBS,
    **episodes.VERBS,
    **journal.VERBS,
    **measuring.VERBS,
    **moving.VERBS,
    **report.VERBS,
    **reminding.VERBS,
    **insights.VERBS,
}


def _check_alone(verb: str | None) -> None:
    """Refuse a verb beside `--background`, which is a way to open the window."""
    if verb is not None:
        raise UsageError(f"--background {verb}: one or the other would be right")


def _check_folder(data_dir: Path | None, env: Mapping[str, str]) -> None:
    """Refuse a data folder that can be none, also where a verb would only read it."""
    place_told = paths.locate(data_dir, env).data_dir
    name = "--data-dir" if data_dir is not None else paths.HOME_VARIABLE
    for place in (place_told, *place_told.parents):
        if os.path.lexists(place):
            if not place.is_dir():
                raise UsageError(
                    f'{name} "{place_told}": {place} is a file, a folder would be right'
                )
            return


def _parser() -> Parser:
    parser = Parser(prog="relaxapp", description="Guided relaxation. Without a verb: the window.")
    parser.add_argument("--version", action="version", version=f"relaxapp {__version__}")
    parser.add_argument(
        "--background", action="store_true", help="start in the tray, without opening the window"
    )
    _add_data_dir(parser, None)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=Parser)
    for group in (
        sessions,
        handing,
        episodes,
        journal,
        measuring,
        moving,
        reminding,
        insights,
        report,
    ):
        group.add(verbs)
    for verb in verbs.choices.values():
        _add_data_dir(verb, argparse.SUPPRESS)  # before or after the verb, as people type it
    return parser


def _add_data_dir(parser: Parser, default: str | None) -> None:
    parser.add_argument(
        "--data-dir",
        type=folder,
        default=default,
        metavar="DIR",
        help="keep settings, journal and logs there",
    )
