"""The verb that writes the report for a doctor into a file."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from relaxapp.cli.speaking import DONE
from relaxapp.cli.words import UsageError, as_day, day_told, whole
from relaxapp.journal.report import MOST_NAME, MOST_WEEKS, USUAL_WEEKS, Wanted
from relaxapp.reporting import A4, FORMS, PAPERS

if TYPE_CHECKING:
    from relaxapp.services import Services


def add(verbs: Any) -> None:
    """Tell argparse the verb of this module."""
    report = verbs.add_parser("report", help="write a summary for a doctor, and the log")
    report.add_argument(
        "-o", "--output", dest="file", type=_file, required=True, metavar="FILE.pdf|.html"
    )
    report.add_argument(
        "--weeks",
        type=whole(1, MOST_WEEKS),
        metavar="N",
        help=f"the latest N weeks; {USUAL_WEEKS} without",
    )
    report.add_argument("--since", type=day_told, metavar="D", help="from this day on")
    report.add_argument("--until", type=day_told, metavar="D", help="up to this day; else today")
    report.add_argument("--no-notes", action="store_true", help="leave out what notes say")
    report.add_argument("--name", type=_name, default="", help="whose report it is, on each page")
    report.add_argument("--paper", choices=PAPERS, default=A4)


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in FORMS:
        raise argparse.ArgumentTypeError(
            f'"{text}": a name ending in {" or ".join(FORMS)} would be right'
        )
    return path


def _name(text: str) -> str:
    if len(text) > MOST_NAME:
        raise argparse.ArgumentTypeError(
            f"{len(text)} characters: {MOST_NAME} or fewer would be right"
        )
    return text


def _report(
    services: "Services",
    file: Path,
    *,
    weeks: int | None,
    since: date | str | None,
    until: date | str | None,
    no_notes: bool,
    name: str,
    paper: str,
) -> int:
    from relaxapp import reporting
    from relaxapp.adapters import paths
    from relaxapp.adapters.settings_file import SettingsFile
    from relaxapp.adapters.transfer_files import write_whole
    from relaxapp.cli.opened import here, read, today

    around = here(services)
    now = today(services, around)
    first, last = as_day(since, now), as_day(until, now) or now
    if first is not None and weeks is not None:
        raise UsageError("--since and --weeks: one of them would be right")
    if first is None:
        wanted = Wanted.weeks(weeks or USUAL_WEEKS, last, name, notes=not no_notes)
    elif last < first:
        raise UsageError(f"--until {last}: {first} (--since) or later would be right")
    else:
        wanted = Wanted(first, last, name, notes=not no_notes)
    if wanted.since > now:
        raise UsageError(f"{wanted.since}: a period that begins on {now} or earlier would be right")
    local = around.lived(services.clock.now()).local
    drawing = services.assets / "body" / "figure.json"
    place = paths.locate(services.data_dir, services.env).settings  # read without making folders
    settings = SettingsFile(place).load()[0]
    with read(services) as store:
        made = reporting.make(store, wanted, local, now, drawing, settings, paper)
    write_whole(file, reporting.written(made, reporting.form_of(file)))
    count = made.report.episodes
    pages = f", {made.plan.count} pages" if reporting.form_of(file) == reporting.PDF else ""
    print(f"Wrote {file}: {wanted.since} to {made.report.until}, {count} "
          f"{'episode' if count == 1 else 'episodes'}{pages}")  # fmt: skip
    return DONE


VERBS: Final[dict[str, Callable[..., int]]] = {"report": _report}
