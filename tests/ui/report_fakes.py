"""A stand-in for the report, made when it is told to be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from relaxapp.errors import RelaxappError
from tests.ui.taking_fakes import FakeJob

if TYPE_CHECKING:
    from relaxapp.ui.report_ports import ReportChoice

TODAY = date(2026, 3, 14)


class FakePages:
    """Three white pages; notes which were painted, and how fine."""

    count = 3

    def __init__(self) -> None:
        self.painted: list[tuple[int, float]] = []

    def image(self, number: int, dots_per_inch: float) -> QImage:
        self.painted.append((number, dots_per_inch))
        image = QImage(round(8.27 * dots_per_inch), round(11.7 * dots_per_inch),
                       QImage.Format.Format_RGB32)  # fmt: skip
        image.fill(Qt.GlobalColor.white)
        return image

    def text(self, number: int) -> str:
        return f"words of page {number + 1}"


class FakeReport:
    """Remembers what was asked; ``problem`` is why nothing works."""

    def __init__(self) -> None:
        self.choices: list[ReportChoice] = []
        self.job = FakeJob()
        self.saved: list[str] = []
        self.printed = self.shown = self.ended = 0
        self.problem = self.no_viewer = ""
        self.kept_name = ""
        self.pages: FakePages | None = None

    def today(self) -> date:
        return TODAY

    def paper(self) -> str:
        return "letter"

    def name(self) -> str:
        return self.kept_name

    def keep_name(self, name: str) -> None:
        self.kept_name = name

    def make(self, choice: ReportChoice) -> FakeJob:
        self.choices.append(choice)
        self.pages = None
        return self._begin()

    def save(self, path: str) -> FakeJob:
        self.saved.append(path)
        return self._begin()

    def open_to_print(self) -> FakeJob:
        self.printed += 1
        return self._begin()

    def show_printed(self) -> None:
        if self.no_viewer:
            raise RelaxappError(self.no_viewer)
        self.shown += 1

    def end(self) -> None:
        self.ended += 1

    def _begin(self) -> FakeJob:
        if self.problem:
            raise RelaxappError(self.problem)
        self.job = FakeJob()
        return self.job
