"""The report for a doctor, from the journal to the bytes of a file: for window and command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from relaxapp.journal.report import Report, Wanted
    from relaxapp.journal.report_parts import Sheet
    from relaxapp.journal.store import Store
    from relaxapp.painting.report_pages import Pages, Plan
    from relaxapp.settings import Settings

    Tell = Callable[[float], None]

PDF: Final = ".pdf"
HTML: Final = ".html"
FORMS: Final = (PDF, HTML)
A4: Final = "a4"
PAPERS: Final = (A4, "letter")
_READ, _SAID, _LAID_OUT = 0.25, 0.35, 0.65
"""How much is done when the journal is read, is put into words, and is laid out in pages."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report that is ready to be shown and written; plain values, for any thread."""

    report: Report
    sheet: Sheet
    drawing: Path
    paper: str
    plan: Plan

    def pages(self) -> Pages:
        """Return its pages, for the thread that asks."""
        from relaxapp.painting.report_pages import Pages
        from relaxapp.painting.report_type import Paper

        return Pages(self.sheet, self.report.charts, self.drawing, Paper(self.paper), self.plan)


def form_of(path: Path) -> str:
    """Return which of `FORMS` a file is to be; raise RelaxappError where its name tells none."""
    form = path.suffix.lower()
    if form not in FORMS:
        raise RelaxappError(f'"{path}": a name ending in {" or ".join(FORMS)} would be right')
    return form


def make(
    store: Store | None,
    wanted: Wanted,
    now: datetime,
    today: date,
    drawing: Path,
    settings: Settings,
    paper: str = A4,
    tell: Tell = lambda _: None,
) -> Made:
    """Return the report, laid out. Safe to call in a thread of its own, with a store of its own.

    ``now`` is the local time, aware, ``drawing`` the body figure's (assets/body/figure.json);
    ``tell`` hears how much is done, 0..1, and may raise to end it. Raises ``RelaxappError`` for a
    period that cannot be.
    """
    from relaxapp.journal.questions import Limits
    from relaxapp.journal.report_making import make_report
    from relaxapp.journal.report_text import compose

    try:
        from relaxapp.painting import application
        from relaxapp.painting.report_pages import Pages, tr
        from relaxapp.painting.report_type import Paper
    except ImportError as error:  # Qt leans on libraries of the system, which a server may lack
        raise RelaxappError(f"The report cannot be drawn on this computer ({error}).") from error
    limits = Limits.chosen(settings)
    report = make_report(store, wanted, now, today, lambda part: tell(part * _READ), limits)
    application.ready()
    sheet = compose(report, tr, tell=lambda part: tell(_READ + part * (_SAID - _READ)))
    pages = Pages(sheet, report.charts, drawing, Paper(paper))
    try:
        pages.measure(lambda part: tell(_SAID + part * (_LAID_OUT - _SAID)))
        return Made(report, sheet, drawing, paper, pages.plan)
    finally:
        pages.close()


def written(made: Made, form: str, tell: Tell = lambda _: None) -> bytes:
    """Return a report as one of `FORMS`."""
    tell(_LAID_OUT)
    if form == HTML:
        from relaxapp.journal.report_html import write_html
        from relaxapp.painting.report_pictures import pictures_of
        from relaxapp.painting.report_svg import as_svg

        pictures = pictures_of(made.report.charts, made.drawing)
        return write_html(made.sheet, as_svg(pictures), made.paper)
    from relaxapp.painting.report_pdf import write_pdf

    pages = made.pages()
    try:
        return write_pdf(
            pages, made.report.made, lambda part: tell(_LAID_OUT + part * (1 - _LAID_OUT))
        )
    finally:
        pages.close()
