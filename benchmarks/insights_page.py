"""The Insights page over 100,000 episodes and five years of days, beside bare sqlite3.

Bare sqlite3 scans the same rows once and fetches them as they are. The page is asked for "All":
until everything is read, and until its first picture is painted. Meanwhile a timer looks how long
the window's loop was away at most: the page is scrolled through, resized and walked over, too.

    python -m benchmarks.journal_store --keep DIR
    python -m benchmarks.insights_page DIR [--rounds 5]
"""

import argparse
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from relaxapp.adapters.database import open_to_read
from relaxapp.clock import SystemClock
from relaxapp.journal import panorama
from relaxapp.journal.filters import EpisodeFilter
from relaxapp.journaling import Journaling
from relaxapp.overview import Overview
from relaxapp.selfcare import SelfCaring
from relaxapp.services import Services
from relaxapp.settings import Motion, Settings, Theme
from relaxapp.ui.insights_page import InsightsPage
from relaxapp.ui.journal_hub import Journal
from relaxapp.ui.theme import Look

SCAN = "SELECT * FROM episode WHERE deleted IS NULL"
MOST_GAP_MS = 100


class Gaps(QObject):
    """How long the loop was away between two beats of a timer that has nothing else to do.

    ``busy`` is how much of that it computed itself: the rest it waited for other programs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = self.busy = 0.0
        self._last, self._used = time.perf_counter(), time.thread_time()
        beat = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        beat.timeout.connect(self._beat)
        beat.start()

    def begin(self) -> None:
        self._last, self._used = time.perf_counter(), time.thread_time()
        self.longest = self.busy = 0.0

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.busy = max(self.busy, (used - self._used) * 1000)
        self._last, self._used = now, used


def took(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


class Bench:
    """The page over the real journal."""

    def __init__(self, application: QApplication, services: Services) -> None:
        self._application = application
        journaling = Journaling(services, Settings, lambda _: None)
        journal = Journal(lambda: journaling, lambda: SelfCaring(services, journaling))
        self.port = Overview(services, Settings, journaling.today)
        look = Look(application, Theme.LIGHT, Motion.REDUCED)
        self.page = InsightsPage(look, journal, self.port)
        self.page.resize(1000, 760)
        self.page.choices.period.pick("all")
        self._answered = False
        self.page.shown.connect(self._answer)
        self.gaps = Gaps()

    def _answer(self) -> None:
        self._answered = True

    def until(self, true: Callable[[], bool]) -> None:
        end = time.perf_counter() + 60
        while not true():
            if time.perf_counter() > end:
                raise RuntimeError("nothing came of it")
            self._application.processEvents()
            time.sleep(0.0005)

    def read(self) -> None:
        """Ask anew, until the first picture is there."""
        self.page.hide()
        self._answered = False
        self.page._changed()  # noqa: SLF001 - as when something was written
        self.gaps.begin()
        self.page.show()
        self.until(lambda: self._answered)
        view = self.page.cards.calendar.view
        assert view is not None  # noqa: S101 - it has one
        self.until(lambda: view.is_painted)

    def wander(self) -> None:
        """Scroll through all of it, resize, and walk over the calendar."""
        bar = self.page.verticalScrollBar()
        for part in range(21):
            bar.setValue(bar.maximum() * part // 20)
            self._rest(0.05)
        for width in (900, 800, 1100):
            self.page.resize(width, 760)
            self._rest(0.2)
        view = self.page.cards.calendar.view
        assert view is not None  # noqa: S101 - it has one
        bar.setValue(0)
        view.setFocus()
        for _ in range(40):
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)
            self._application.sendEvent(view, key)
            self._rest(0.005)

    def _rest(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= end)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="as journal_store --keep left it")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    clock = SystemClock()
    services = Services(clock, os.environ, options.folder)
    bench = Bench(QApplication([]), services)
    path = options.folder / "journal.db"
    bare = sqlite3.connect(path, isolation_level=None)
    today = bench.port.today()

    def read() -> None:
        with open_to_read(path, clock) as journal:
            panorama.read(journal, EpisodeFilter(), today)

    def scan() -> None:
        bare.execute(SCAN).fetchall()

    rows = bare.execute("SELECT count(*) FROM episode WHERE deleted IS NULL").fetchone()[0]
    print(f"{rows:,} episodes")
    print(f"{'':28}{'ours ms':>10}{'scan ms':>10}{'ratio':>8}{'longest gap ms':>16}{'busy ms':>9}")
    worst = 0.0
    bench.page.show()
    for name, ours in (
        ("all read and counted", read),
        ("page read and shown", bench.read),
    ):
        bench.gaps.begin()
        pairs = []
        gap = busy = 0.0
        for _ in range(options.rounds):
            pairs.append((took(ours), took(scan)))
            if ours == bench.read:
                gap = max(gap, bench.gaps.longest)
                busy = max(busy, bench.gaps.busy)
        mine, yours = (median(column) for column in zip(*pairs, strict=True))
        worst = max(worst, gap)
        told = f"{gap:16.0f}{busy:9.0f}" if gap else ""
        print(f"{name:28}{mine:10.0f}{yours:10.0f}{mine / yours:8.1f}{told}")
    bench.gaps.begin()
    bench.wander()
    worst = max(worst, bench.gaps.longest)
    print(f"{'scrolled, resized, walked':56}{bench.gaps.longest:16.0f}{bench.gaps.busy:9.0f}")
    bench.page.close()
    bench.port.end()
    bare.close()
    services.close_journal()
    if worst > MOST_GAP_MS:
        raise SystemExit(f"The window was away for {worst:.0f} ms.")


if __name__ == "__main__":
    main()
