"""From the start of the process to the first painted window, beside a bare PySide6 window.

The two run in turn. What is timed ends when the first paint event has been dealt with and Qt's
loop is reached again, which the process tells by a line on a pipe.

    python -m benchmarks.startup [--rounds 15] [--platform offscreen|xcb]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.remote import ROOT

SLOWEST = 1.5
HEAVY = ("pygame", "numpy", "soundfile", "pulsectl", "asyncio", "PySide6.QtSvg")

# Both programs carry the same eye: it sees the first paint, lets the loop come round, and tells.
EYE = """
import os, sys
PIPE = int(sys.argv[1])
def watched(window):
    from PySide6.QtCore import QEvent, QObject, QTimer
    class Eye(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, self.tell)
            return False
        def tell(self):
            os.write(PIPE, " ".join(sys.modules).encode() + b"\\n")
            window.close()
    eye = Eye(window)
    window.installEventFilter(eye)
"""
BARE = (
    EYE
    + """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(sys.argv[:1])
window = QWidget()
window.resize(1120, 760)
watched(window)
window.show()
application.exec()
"""
)
OURS = (
    EYE
    + """
from relaxapp import __main__ as entry
from relaxapp.ui.window import MainWindow
show = MainWindow.show
def shown(window):
    watched(window)
    show(window)
MainWindow.show = shown
folder = sys.argv[2]
sys.argv = [sys.argv[0], "--data-dir", folder]
entry.main()
"""
)


def once(program: str, platform: str, data: str) -> tuple[float, float, set[str]]:
    """Wall and processor seconds to the first paint, and the modules imported by then."""
    reading, writing = os.pipe()
    env = {**os.environ, "QT_QPA_PLATFORM": platform}
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(writing), data],
        cwd=ROOT,
        env=env,
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        line = pipe.readline()
        took = time.monotonic() - begun
        ticks = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        cpu = (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")
        process.wait(60)
    if not line:
        raise SystemExit("no window was painted")
    return took, cpu, set(line.decode().split())


def compare(platform: str, rounds: int, data: str) -> dict[str, Any]:
    walls: dict[str, list[float]] = {"bare": [], "relaxapp": []}
    cpus: dict[str, list[float]] = {"bare": [], "relaxapp": []}
    modules: set[str] = set()
    for turn in range(rounds + 1):
        for name, program in (("bare", BARE), ("relaxapp", OURS)):
            wall, cpu, seen = once(program, platform, data)
            if turn:  # the first fills the disk cache
                walls[name].append(wall)
                cpus[name].append(cpu)
            if name == "relaxapp":
                modules = seen
    bare, ours = median(walls["bare"]), median(walls["relaxapp"])
    return {
        "bare ms": round(bare * 1000),
        "relaxapp ms": round(ours * 1000),
        "ratio": round(ours / bare, 2),
        "ratio of the fastest": round(min(walls["relaxapp"]) / min(walls["bare"]), 2),
        "ratio of processor time": round(median(cpus["relaxapp"]) / median(cpus["bare"]), 2),
        "heavy modules before the first paint": sorted(modules & set(HEAVY)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--platform", nargs="*", default=["offscreen", "xcb"])
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="relaxapp-bench-") as data:
        figures = {
            platform: compare(platform, chosen.rounds, data)
            for platform in chosen.platform
            if platform != "xcb" or os.environ.get("DISPLAY")
        }
    print(json.dumps(figures, indent=1))
    good = all(
        table["ratio"] <= SLOWEST
        and not {"pygame", "numpy", "soundfile"}
        & set(HEAVY)
        & set(table["heavy modules before the first paint"])
        for table in figures.values()
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
