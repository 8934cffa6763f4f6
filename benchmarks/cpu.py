"""What a playing session costs, beside pygame looping one file and a bare animation.

The yardstick is one process that does the least anybody could: pygame.mixer.music loops a WAV
with the mixer's settings of relaxapp, and a widget of the ring's size repaints two discs and an
arc 30 times a second. Both windows are on the same display and stay in sight. They run in turn.

    python -m benchmarks.cpu [--seconds 60] [--rounds 3] [--session full-sixteen] [--from 30]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path
from statistics import median

from benchmarks.remote import ROOT, App, begin

MOST = 1.5
RING = 340  # pixels, as large as the player's ring gets
BUFFER = 2048

PLAIN = f"""
import math, sys, time
import pygame
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget
class Ring(QWidget):
    def paintEvent(self, event):
        swell = 0.5 + 0.5 * math.sin(time.monotonic() / 1.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        painter.setPen(QPen(QColor("#888888"), 3))
        painter.drawEllipse(square)
        painter.setPen(QPen(QColor("#336655"), 5))
        painter.drawArc(square, 90 * 16, -round(5760 * swell))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#99ccbb"))
        radius = square.width() * (0.25 + 0.2 * swell)
        painter.drawEllipse(square.center(), radius, radius)
application = QApplication(sys.argv[:1])
window = QWidget()
window.resize(1120, 760)
ring = Ring(window)
ring.setGeometry(700, 150, {RING}, {RING})
pygame.mixer.init(48000, -16, 2, {BUFFER}, allowedchanges=0)
pygame.mixer.music.load(sys.argv[1])
pygame.mixer.music.play(-1)
timer = QTimer()
timer.setTimerType(Qt.TimerType.PreciseTimer)
timer.timeout.connect(ring.update)
timer.start(33)
window.show()
print("ready", flush=True)
application.exec()
"""


def spent(pid: int) -> float:
    """Processor seconds of a process so far; finer than the kernel's clock ticks."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def threads(pid: int) -> dict[str, float]:
    """Processor seconds by thread name."""
    table: dict[str, float] = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        name = (task / "comm").read_text().strip()
        table[name] = table.get(name, 0.0) + int((task / "schedstat").read_text().split()[0]) / 1e9
    return table


def plain(sound: Path, seconds: float) -> float:
    command = [sys.executable, "-c", PLAIN, str(sound)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            if line.startswith("ready"):
                break
        time.sleep(4)
        before = spent(process.pid)
        time.sleep(seconds)
        used = spent(process.pid) - before
        process.kill()  # SDL takes a plain SIGTERM for a wish
    return used / seconds


def ours(session: str, seconds: float, settle: float) -> tuple[float, dict[str, float]]:
    """The share of a processor that the whole application takes, and of each thread's name."""
    with App({"voice": "woman"}) as application:
        begin(application, session)
        time.sleep(settle)
        before, by_thread = spent(application.pid), threads(application.pid)
        time.sleep(seconds)
        used = spent(application.pid) - before
        after = threads(application.pid)
        application.close()
    shares = {name: (t - by_thread.get(name, 0.0)) / seconds * 100 for name, t in after.items()}
    return used / seconds, {name: round(share, 2) for name, share in shares.items() if share > 0.05}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--session", default="full-sixteen")
    parser.add_argument("--from", dest="settle", type=float, default=20, help="begin after this")
    chosen = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        raise SystemExit("a display is needed: this is about what painting costs on one")
    bare, own, shares = [], [], {}
    with tempfile.TemporaryDirectory(prefix="relaxapp-bench-") as name:
        sound = Path(name) / "guide.wav"
        # What is looped is a session's own sound, so that decoding and mixing cost the same.
        verb = ["render", chosen.session, "-o", str(sound), "--data-dir", name]
        subprocess.run([sys.executable, "-m", "relaxapp", *verb], check=True, cwd=ROOT)
        with wave.open(str(sound)) as file:
            assert file.getframerate() == 48_000  # noqa: S101 - it is a script
        for _ in range(chosen.rounds):
            bare.append(plain(sound, chosen.seconds))
            used, shares = ours(chosen.session, chosen.seconds, chosen.settle)
            own.append(used)
    figures = {
        "of a processor, plain %": [round(share * 100, 2) for share in bare],
        "of a processor, relaxapp %": [round(share * 100, 2) for share in own],
        "ratio": round(median(own) / median(bare), 2),
        "relaxapp by thread %": shares,
    }
    print(json.dumps(figures, indent=1))
    return 0 if figures["ratio"] <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
