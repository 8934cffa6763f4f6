"""Kill -9 at 200 random moments while the journal is written; nothing acknowledged may be lost.

The same as a test does with fewer kills, see ``tests/journal/killing.py``: what was acknowledged
is there, the file passes its check, a live episode still goes on.

    python -m benchmarks.kill9 [--kills 200] [--seed 7]
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        words = (str(path), str(options.kills), str(options.seed))
        command = (sys.executable, "-m", "tests.journal.killing", *words)
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(done.stdout.strip(), f"{path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
