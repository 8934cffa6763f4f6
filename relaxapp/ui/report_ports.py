"""What the window asks of whoever makes the report for a doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QImage

    from relaxapp.ui.taking_ports import JobPort


class ReportChoice(NamedTuple):
    """What is to be in it: days as lived, both included; ``paper`` is "a4" or "letter"."""

    since: date
    until: date
    name: str = ""
    notes: bool = True
    paper: str = "a4"


class PagesPort(Protocol):
    """A report that has been laid out."""

    @property
    def count(self) -> int:
        """Return how many pages it has."""

    def image(self, number: int, dots_per_inch: float) -> QImage:
        """Return a page, counted from 0, as a picture."""

    def text(self, number: int) -> str:
        """Return what is on a page, as lines of text."""


class ReportPort(Protocol):
    """The report. What cannot be done is a ``RelaxappError`` with a plain message."""

    def today(self) -> date:
        """Return the day as lived."""

    def paper(self) -> str:
        """Return the paper that is usual where the person lives."""

    def name(self) -> str:
        """Return the name that was to be remembered, or nothing."""

    def keep_name(self, name: str) -> None:
        """Remember a name for the next report; nothing forgets it."""

    def make(self, choice: ReportChoice) -> JobPort:
        """Begin to make a report; what was being made before is stopped."""

    @property
    def pages(self) -> PagesPort | None:
        """The report that was made last, if one was."""

    def save(self, path: str) -> JobPort:
        """Begin to write it; the name's ending, .pdf or .html, says the form."""

    def open_to_print(self) -> JobPort:
        """Begin to write it as a PDF for the moment, for `show_printed`."""

    def show_printed(self) -> None:
        """Open what was written so in the system's viewer, which can print it."""

    def end(self) -> None:
        """Stop whatever is being made, and let go of the report."""
