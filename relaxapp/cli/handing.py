"""The verbs that hand sessions on as one file, and take them in: pack and add."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from relaxapp.cli.speaking import DONE, tell
from relaxapp.cli.words import UsageError

if TYPE_CHECKING:
    from relaxapp.services import Services
    from relaxapp.sessions.parcel import Parcel


def add(verbs: Any) -> None:
    """Tell argparse the verbs of this module."""
    pack = verbs.add_parser("pack", help="write a session into one file, to hand on")
    pack.add_argument("session", metavar="ID")
    pack.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.relaxsession", dest="output"
    )

    pack.add_argument(
        "--no-recordings",
        action="store_true",
        help="without the recordings of its lines, your own among them",
    )

    take = verbs.add_parser("add", help="take in a session from a .relaxsession file")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help="only tell what it is")
    take.add_argument("--yes", action="store_true", help="keep it without asking")


def _pack(services: "Services", session: str, output: Path, *, no_recordings: bool) -> int:
    from relaxapp.adapters.session_shelf import hand_on, recorded
    from relaxapp.sessions.parcel import SUFFIX

    if output.suffix.lower() != SUFFIX:
        raise UsageError(f'-o "{output}": a name ending in {SUFFIX} would be right')
    script = services.library.get(session)
    lines = None if no_recordings else services.lines
    hand_on(script, output, services.assets, lines)
    count = len(recorded(script, lines)) if lines else 0
    along = f", with recordings of {count} of its lines" if count else ""
    print(f"Packed {script.title} into {output}{along}")
    return DONE


def _add(services: "Services", file: Path, *, dry_run: bool, yes: bool) -> int:
    from relaxapp.adapters import paths, session_shelf

    if dry_run and yes:
        raise UsageError("--dry-run only looks and --yes keeps: one of them would be right")
    parcel = session_shelf.look_into(file)
    folder = paths.locate(services.data_dir, services.env).own_sessions
    _show(parcel)
    _show_recordings(parcel, services)
    why = session_shelf.clash(parcel, services.library, folder)
    if not why and (dry_run or not (yes or _agreed())):
        tell("Nothing was written.")
        return DONE
    if not why:
        services.paths  # noqa: B018 - makes the folders, for the owner alone
    kept = session_shelf.keep(parcel, services.library, folder, services.lines)
    print(f"Kept as {kept}")
    return DONE


def _show(parcel: "Parcel") -> None:
    script = parcel.script
    minutes, seconds = divmod(round(script.seconds), 60)
    print(f"{script.title} ({script.id}), {minutes}:{seconds:02}, {script.technique}")
    print(script.purpose)
    for caution in script.cautions:
        print(f"Mind: {caution}")
    if script.source:
        print(f"Source: {script.source}")
    print(f"Licence: {parcel.licence}")


def _show_recordings(parcel: "Parcel", services: "Services") -> None:
    if parcel.recordings:
        print(f"Recordings of {len(parcel.recordings)} of its lines, heard in this session alone")
    own = sum(services.lines.own(one.text) is not None for one in parcel.recordings)
    if own:
        print(f"You have recorded {own} of them yourself: yours are heard")


def _agreed() -> bool:
    """Ask on a terminal; a script that says `add` has said what it wants."""
    if sys.stdin is None or not sys.stdin.isatty():
        return True
    print("Keep it? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


VERBS: Final[dict[str, Callable[..., int]]] = {"pack": _pack, "add": _add}
