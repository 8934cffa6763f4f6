"""The report for a doctor as the window sees it: made beside it, shown, written, printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from relaxapp import reporting
from relaxapp.clock import day_lived, local_zone
from relaxapp.errors import RelaxappError
from relaxapp.jobs import Job
from relaxapp.journal.report import Wanted
from relaxapp.journal.when import When

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from relaxapp.adapters.viewer import Viewer
    from relaxapp.painting.report_pages import Pages
    from relaxapp.reporting import Made
    from relaxapp.services import Services
    from relaxapp.settings import Settings
    from relaxapp.ui.report_ports import ReportChoice

_NAME: Final = "report-name"
_PRINTED: Final = "report.pdf"


class ReportDesk:
    """A `ReportPort` over the services.

    Each report reads the journal by a connection of its own, as it is made in a thread.
    """

    def __init__(
        self, services: Services, settings: Callable[[], Settings], viewer: Viewer | None = None
    ) -> None:
        self._services, self._settings = services, settings
        self._viewer = viewer
        self._job: Job | None = None
        self._made: Made | None = None
        self._pages: Pages | None = None
        self._to_show: Path | None = None
        self._number = 0

    def today(self) -> date:
        now = self._services.clock.now()
        offset = local_zone(now, self._services.env).offset_minutes
        return day_lived(now, offset, self._settings().day_boundary)

    def paper(self) -> str:
        from relaxapp.painting.report_type import usual_paper

        return str(usual_paper())

    def name(self) -> str:
        store = self._services.store
        return "" if store is None else store.remembered(_NAME)

    def keep_name(self, name: str) -> None:
        store = self._services.store
        if store is not None and store.remembered(_NAME) != name:
            store.remember(_NAME, name)

    @property
    def pages(self) -> Pages | None:
        if self._pages is None and self._made is not None:
            self._pages = self._made.pages()
        return self._pages

    def make(self, choice: ReportChoice) -> Job:
        services = self._services
        wanted = Wanted(choice.since, choice.until, choice.name, choice.notes)
        now, settings = services.clock.now(), self._settings()
        local = When.lived(now, local_zone(now, services.env), settings.day_boundary).local
        today, drawing = self.today(), services.assets / "body" / "figure.json"
        if services.store is None:  # opened here, so that what is wrong with it is told here
            raise RelaxappError("The journal cannot be opened, so there is no report.")
        database = services.paths.database

        def work(tell: Callable[[float], None]) -> None:
            from relaxapp.adapters.database import open_to_read
            from relaxapp.journal.store import Store

            with open_to_read(database, services.clock) as connection:
                made = reporting.make(
                    Store(connection), wanted, local, today, drawing, settings, choice.paper, tell
                )
            if number == self._number:  # else nobody waits for it any more
                self._made = made

        self._forget()
        number = self._number
        return self._begin(work)

    def save(self, path: str) -> Job:
        from relaxapp.adapters.transfer_files import write_whole

        made, target = self._ready(), Path(path)
        form = reporting.form_of(target)

        def work(tell: Callable[[float], None]) -> None:
            write_whole(target, reporting.written(made, form, tell))

        return self._begin(work)

    def open_to_print(self) -> Job:
        from relaxapp.adapters.viewer import Viewer

        made = self._ready()
        viewer = self._viewer = self._viewer or Viewer()

        def work(tell: Callable[[float], None]) -> None:
            self._to_show = viewer.put(_PRINTED, reporting.written(made, reporting.PDF, tell))

        return self._begin(work)

    def show_printed(self) -> None:
        if self._viewer is not None and self._to_show is not None:
            self._viewer.show(self._to_show)

    def end(self) -> None:
        if self._job is not None:
            self._job.stop()  # and is not waited for, as the window would stand still meanwhile
        self._forget()

    def leave(self) -> None:
        """Let go of everything, the files that were shown too: relaxapp ends."""
        self.end()
        if self._job is not None:
            self._job.wait()
        if self._viewer is not None:
            self._viewer.end()

    def _forget(self) -> None:
        self._number += 1
        self._made = self._pages = None

    def _ready(self) -> Made:
        if self._made is None:
            raise RelaxappError("There is no report yet.")
        return self._made

    def _begin(self, work: Callable[[Callable[[float], None]], None]) -> Job:
        before = self._job
        if before is not None:
            before.stop()

        def alone(tell: Callable[[float], None]) -> None:
            if before is not None:
                before.wait()  # two at a time would only slow each other down
            tell(0.0)
            work(tell)

        self._job = Job(alone, "report")
        return self._job
