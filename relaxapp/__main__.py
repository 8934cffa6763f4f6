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

        return app.run(Path(asked) if asked else None)
    from relaxapp import cli

    chosen = cli.parse(arguments)
    if chosen.verb is None and has_display(os.environ):
        from relaxapp import app

        return app.run(chosen.data_dir)
    return cli.run(chosen)


def plain_window(arguments: list[str]) -> str | None:
    """The data folder ("" for the usual one) where only the window is asked for, else None.

    The window does not wait for the command line's parser to be loaded.
    """
    match arguments:
        case []:
            return ""
        case ["--data-dir", folder] if folder and not folder.startswith("-"):
            return folder
        case _:
            return None


if __name__ == "__main__":
    sys.exit(main())
