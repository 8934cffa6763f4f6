"""`python -m tools.soundscape build [NAME ...]` or `check`, run from the project's root."""

from __future__ import annotations

import argparse
import sys
import zlib
from pathlib import Path

import numpy as np

from tools.soundscape import catalogue
from tools.soundscape.catalogue import CHIMES, LOOPS


def main() -> int:
    """Build sounds, or print what is wrong with the stored ones; return 1 if anything is."""
    parser = argparse.ArgumentParser(prog="python -m tools.soundscape", description=__doc__)
    parser.add_argument("verb", choices=("build", "check"))
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these sounds")
    arguments = parser.parse_args()
    assets = Path("assets")
    if arguments.verb == "check":
        problems = catalogue.check(assets)
        print("\n".join(problems) or "Every loop joins, every level is right.")
        return 1 if problems else 0
    for name in arguments.names or [*LOOPS, *CHIMES]:
        # Each sound has a generator of its own: a change in one leaves the others as they are.
        rng = np.random.default_rng(zlib.crc32(name.encode()))
        print(catalogue.build(name, rng, assets))
    return 0


if __name__ == "__main__":
    sys.exit(main())
