"""The journal's pictures as the window asks for them: read in a thread, answered in the window's.

Each question has a connection of its own and sees the journal at one instant, whatever is being
written meanwhile.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.adapters.main_thread import MainThread
from relaxapp.errors import RelaxappError
from relaxapp.painting.body_shape import NO_SHAPE, load_shape
from relaxapp.ui.insight_ports import Sight

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from relaxapp.painting.body_shape import Shape
    from relaxapp.services import Services
    from relaxapp.settings import Settings
    from relaxapp.ui.insight_ports import Asked

log = logging.getLogger(__name__)


class Overview:
    """An `InsightsPort` over the services."""

    def __init__(
        self, services: Services, settings: Callable[[], Settings], today: Callable[[], date]
    ) -> None:
        """``today`` tells the day as lived."""
        self._services, self._settings, self._today = services, settings, today
        self._home = MainThread()
        self._thread: threading.Thread | None = None
        self._number = 0
        self._shape: Shape | None = None

    def today(self) -> date:
        return self._today()

    def ask(self, asked: Asked, answer: Callable[[Sight], None]) -> None:
        services = self._services
        self._number += 1
        number, today = self._number, self._today()
        # Opened here, so that a journal is made or its trouble told as everywhere else.
        if services.store is None and services.try_store_again() is None:
            problem = services.problems[-1] if services.problems else ""
            answer(Sight(problem=problem))
            return

        def work(before: threading.Thread | None) -> None:
            if before is not None:
                before.join()  # one at a time: two would only slow each other down
            if number != self._number:
                return
            sight = self._read(asked, today, number)
            self._home.post(lambda: self._tell(number, sight, answer))

        self._thread = threading.Thread(target=work, args=(self._thread,), name="insights")
        self._thread.start()

    def keep(self, path: str, data: bytes) -> None:
        from relaxapp.adapters.transfer_files import write_whole

        write_whole(Path(path), data)

    def end(self) -> None:
        self._number += 1
        self._home.end()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _tell(self, number: int, sight: Sight, answer: Callable[[Sight], None]) -> None:
        if number == self._number:
            found = sight.pictures.practices if sight.pictures is not None else ()
            titles = {one.session: self._services.library.title(one.session) for one in found[1:]}
            answer(sight._replace(titles=titles))

    def _read(self, asked: Asked, today: date, number: int) -> Sight:
        """Called in the thread."""
        try:
            return self._seen(asked, today, number)
        except RelaxappError as error:
            return Sight(problem=str(error))
        except Exception as error:
            log.exception("a bug")
            return Sight(problem=f"{type(error).__name__}: {error}")

    def _seen(self, asked: Asked, today: date, number: int) -> Sight:
        from relaxapp.adapters.database import open_to_read
        from relaxapp.journal import insights, panorama
        from relaxapp.journal.filters import EpisodeFilter
        from relaxapp.journal.questions import Limits
        from relaxapp.journal.reading import Reading
        from relaxapp.journal.vocabulary import Kind

        wanted = EpisodeFilter(
            since=asked.since,
            until=asked.until,
            site=asked.site or None,
            kind=Kind(asked.kind) if asked.kind else None,
        )
        with open_to_read(self._services.paths.database, self._services.clock) as journal:
            seen = panorama.read(journal, wanted, today)
            days = Reading(journal).daily(today)
        pieces = insights.in_pieces(days, Limits.chosen(self._settings()))
        while number == self._number:
            try:
                next(pieces)
            except StopIteration as last:
                return Sight(seen, last.value, self._drawn())
        return Sight()  # asked anew meanwhile: nobody waits for this any more

    def _drawn(self) -> Shape:
        if self._shape is None:
            try:
                self._shape = load_shape(self._services.assets / "body" / "figure.json")
            except RelaxappError as error:
                log.warning("%s", error)  # the table beside it says the same
                self._shape = NO_SHAPE
        return self._shape
