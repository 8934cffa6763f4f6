"""`python -m relaxapp` and the `relaxapp` command: the window, or a verb of the command line."""

import os
import sys
from pathlib import Path

from relaxapp.adapters.screen import has_display


def main() -> int:
    """Run relaxapp; returns the exit status."""
    arguments = sys.argv[1:]
    if has_display(os.environ) and (asked := plain_window(arguments)) is not None:
        from relaxapp import app

        folder, background = asked
        return app.run(Path(folder) if folder else None, background=background)
    from relaxapp import cli

    chosen = cli.parse(arguments)
    if chosen.verb is None and has_display(os.environ):
        from relaxapp import app

        return app.run(chosen.data_dir, background=chosen.background)
    return cli.run(chosen)


def plain_window(arguments: list[str]) -> tuple[str, bool] | None:
    """What to open where no verb is asked for, else None.

    That is the data folder ("" for the usual one), and whether to stay in the background. The
    window does not wait for the command line's parser to be loaded.
    """
    match arguments:
        case []:
            return "", False
        case ["--background"]:
            return "", True
        case ["--data-dir", folder] if _is_name(folder):
            return folder, False
        case ["--background", "--data-dir", folder] | ["--data-dir", folder, "--background"] if (
            _is_name(folder)
        ):
            return folder, True
        case _:
            return None


def _is_name(folder: str) -> bool:
    return bool(folder) and not folder.startswith("-")


if __name__ == "__main__":
    sys.exit(main())
