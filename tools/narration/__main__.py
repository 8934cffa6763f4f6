"""`python -m tools.narration build|check|report`, run from the project's root."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.narration.check import check
from tools.narration.errors import NarrationError
from tools.narration.lines import distinct, read_sessions
from tools.narration.report import report
from tools.narration.voices import VOICES

SESSIONS = Path("assets/sessions")
CLIPS = Path("assets/voices")
REPORT = Path("docs/narration.md")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.narration", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    build = verbs.add_parser("build", help="make the clips that are missing or out of date")
    build.add_argument("--voice", choices=VOICES, action="append", help="only this voice")
    build.add_argument("--again", metavar="LINE", action="append", default=[],
                       help="make this line anew, although nothing changed")  # fmt: skip
    build.add_argument("--cache", type=Path, help="where the models are kept")
    verbs.add_parser("check", help="compare scripts, manifests and files; needs no model")
    verbs.add_parser("report", help=f"write {REPORT}; needs no model")
    return parser


def _build(arguments: argparse.Namespace) -> None:
    # Only here, so that `check` runs where none of the models' packages is installed.
    from tools.narration.build import Builder
    from tools.narration.weights import Weights, default_cache

    lines = distinct(read_sessions(SESSIONS))
    weights = Weights(arguments.cache or default_cache())
    for id_ in arguments.voice or VOICES:
        builder = Builder(VOICES[id_], CLIPS / id_, weights)
        made = builder.build(lines, frozenset(arguments.again))
        print(f"{id_}: {made} clips made, {len(lines)} in all")


def main() -> int:
    """Run one verb; return 0, or 1 with the problems printed."""
    arguments = _arguments().parse_args()
    sessions = read_sessions(SESSIONS)
    try:
        if arguments.verb == "build":
            _build(arguments)
        elif arguments.verb == "report":
            REPORT.parent.mkdir(exist_ok=True)
            REPORT.write_text(report(sessions, CLIPS), "utf-8")
        else:
            problems = check(distinct(sessions), CLIPS)
            print("\n".join(problems) or "Every line is there in every voice, and sounds right.")
            return 1 if problems else 0
    except NarrationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
