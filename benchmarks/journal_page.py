"""The history page over 100,000 episodes: from asking to painted, beside bare sqlite3.

The page is the window's own, over the window's own services; each figure ends when the table has
been painted with the rows in it. Bare sqlite3 fetches a page of the same rows by a plain query
on the same file. Run it on a real screen, or with QT_QPA_PLATFORM=offscreen.

    python -m benchmarks.journal_store --keep DIR
    python -m benchmarks.journal_page DIR [--rounds 9]

The first rows include making the page; what its modules take to import does not count.
"""

import argparse
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from benchmarks.journal_store import PAGE, took
from relaxapp.clock import SystemClock
from relaxapp.journal.filters import sites_within
from relaxapp.journaling import Journaling
from relaxapp.services import Services
from relaxapp.settings import Motion, Settings, Theme
from relaxapp.ui.journal_history import HistoryPage
from relaxapp.ui.journal_hub import Journal
from relaxapp.ui.theme import Look

PLAIN = "SELECT * FROM episode WHERE deleted IS NULL"
NEWEST = f"ORDER BY at DESC, id DESC LIMIT {PAGE}"


class Painted(QObject):
    """Notes that the watched widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.yes = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.yes = self.yes or event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


class Bench:
    """One page, shown anew or changed, and the time until its table is painted again."""

    def __init__(self, application: QApplication, services: Services) -> None:
        self._application = application
        self._look = Look(application, Theme.LIGHT, Motion.REDUCED)
        journaling = Journaling(services, Settings, lambda _: None)
        self.journal = Journal(lambda: journaling)
        self._painted = Painted()
        self.page = self._made()

    def first_rows(self) -> None:
        self.page.close()
        self.page = self._made()
        self.page.show()
        self._until_painted()

    def filtered(self, site: str) -> Callable[[], None]:
        def narrow() -> None:
            box = self.page.filters.site
            box.setCurrentIndex(box.findData(site if box.currentData() != site else ""))
            box.activated.emit(box.currentIndex())
            self._until_painted()

        return narrow

    def saved(self) -> None:
        self.journal.log()
        self._until_painted()

    def _made(self) -> HistoryPage:
        # Pages that are hidden read again too; in the window there is one.
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        page = HistoryPage(self._look, self.journal)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.resize(1000, 700)
        page.table.viewport().installEventFilter(self._painted)
        return page

    def _until_painted(self) -> None:
        self.page.table.viewport().update()
        self._painted.yes = False
        while not self._painted.yes:
            self._application.processEvents()
        if self.page.model.rowCount() == 0:
            raise RuntimeError("painted without rows")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="as journal_store --keep left it")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    services = Services(SystemClock(), os.environ, options.folder)
    bench = Bench(QApplication([]), services)
    bare = sqlite3.connect(options.folder / "journal.db", isolation_level=None)

    def ask(query: str) -> Callable[[], object]:
        return lambda: bare.execute(query).fetchall()

    places = ", ".join(f"'{site}'" for site in sorted(sites_within("calf.right")))
    calf = f"number IN (SELECT episode FROM episode_site WHERE site IN ({places}))"  # noqa: S608 - our own words
    print(f"{'':28}{'page ms':>10}{'sqlite3 ms':>12}{'ratio':>8}")
    for name, ours, theirs in (
        ("first rows on screen", bench.first_rows, ask(f"{PLAIN} {NEWEST}")),
        ("a filter, set and taken off", bench.filtered("calf.right"),
         ask(f"{PLAIN} AND {calf} {NEWEST}")),
        ("log an episode, and see it", bench.saved, ask(f"{PLAIN} {NEWEST}")),
    ):  # fmt: skip
        pairs = [(took(ours), took(theirs)) for _ in range(options.rounds)]
        mine, yours = (median(column) for column in zip(*pairs, strict=True))
        print(f"{name:28}{mine:10.1f}{yours:12.2f}{mine / yours:8.1f}")
    bench.page.close()
    bare.close()
    services.close_journal()


if __name__ == "__main__":
    main()
