"""`python -m relaxapp` and the `relaxapp` command: the window, or a verb of the command line."""

import os
import sys


def main() -> int:
    """Run relaxapp; returns the exit status."""
    from relaxapp import cli

    chosen = cli.parse(sys.argv[1:])
    if chosen.verb is None and cli.has_display(os.environ):
        from relaxapp import app

        return app.run(chosen.data_dir)
    return cli.run(chosen)


if __name__ == "__main__":
    sys.exit(main())
