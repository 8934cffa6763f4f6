"""A report as pages that anybody with a painter can draw: a PDF, or a preview on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from relaxapp.journal.report_plain import summary_text
from relaxapp.painting.report_fit import FITS
from relaxapp.painting.report_flow import Flow
from relaxapp.painting.report_pictures import pictures_of
from relaxapp.painting.report_rows import lines_of
from relaxapp.painting.report_summary import lay_out
from relaxapp.painting.report_type import FAINT, PER_INCH, Letters, Paper, Paragraph, pt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relaxapp.journal.report import Charts
    from relaxapp.journal.report_parts import Sheet
    from relaxapp.painting.report_flow import Place
    from relaxapp.painting.report_rows import Line

MARGIN: Final = pt(40)
_FOOT: Final = pt(20)


_CONTEXTS: Final = ("report", "journal", "body", "help", "insights", "check")
"""Where words of the report are translated: places, signs and tags are so already elsewhere."""


def tr(text: str) -> str:
    """Return words in the person's language."""
    told = (QCoreApplication.translate(context, text) for context in _CONTEXTS)
    return next((one for one in told if one != text), text)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a report was laid out, as plain values: how tight its summary, where each page begins.

    ``rows`` are all that follows the summary.
    """

    fit: int
    rows: tuple[Line, ...]
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return 1 + len(self.places)


class Pages:
    """The summary on the first page, the log on those that follow, a foot on each.

    For the thread that made them alone: what Qt lays out hangs on that thread's fonts. Another one
    makes its own, which is quick with the ``plan`` of these.
    """

    def __init__(
        self, sheet: Sheet, charts: Charts, drawing: Path, paper: Paper, plan: Plan | None = None
    ) -> None:
        """Lay out the summary; without a ``plan``, `measure` finds the other pages.

        ``drawing`` is the body figure's (assets/body/figure.json).
        """
        self.sheet, self.paper = sheet, paper
        size = paper.size
        self._area = QRectF(
            MARGIN, MARGIN, size.width() - 2 * MARGIN, size.height() - 2 * MARGIN - _FOOT
        )
        more, first = tr("and {n} more: page 2"), 0 if plan is None else plan.fit
        self.summary = lay_out(sheet, pictures_of(charts, drawing), self._area, more, first)
        in_full = tr("In full: what the first page had to cut")
        rows = tuple(lines_of(sheet, self.summary.cut, in_full)) if plan is None else plan.rows
        self._flow = Flow(rows, self._area, tr("{day}, further"))
        self._flow.places = [] if plan is None else list(plan.places)

    def measure(self, tell: Callable[[float], None] = lambda _: None) -> None:
        """Find where each page begins; ``tell`` hears how much is done, and may raise."""
        for done in self._flow.measure():
            tell(done)

    @property
    def count(self) -> int:
        """How many pages there are, once they are measured."""
        return 1 + len(self._flow.places)

    @property
    def plan(self) -> Plan:
        """How they are laid out."""
        return Plan(FITS.index(self.summary.fit), self._flow.rows, tuple(self._flow.places))

    def close(self) -> None:
        """Let go of all that hangs on the thread, while it is there."""
        self.summary.draws.clear()
        self._flow.forget()

    def paint(self, painter: QPainter, number: int) -> None:
        """Draw a page, counted from 0; the painter speaks units."""
        if number == 0:
            self.summary.paint(painter)
        else:
            self._flow.paint(painter, number - 1)
        self._foot(painter, number)

    def text(self, number: int) -> str:
        """Return what is on a page, as lines of text."""
        return summary_text(self.sheet) if number == 0 else self._flow.text(number - 1)

    def image(self, number: int, dots_per_inch: float) -> QImage:
        """Return a page as a picture for the screen."""
        scale = dots_per_inch / PER_INCH
        size = self.paper.size
        image = QImage(
            QSize(round(size.width() * scale), round(size.height() * scale)),
            QImage.Format.Format_RGB32,
        )
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        painter.scale(scale, scale)
        self.paint(painter, number)
        painter.end()
        return image

    def _foot(self, painter: QPainter, number: int) -> None:
        letters, area = Letters(8.5).text, self._area
        sheet = self.sheet
        named = f"{sheet.name} · " if sheet.name else ""
        left = f"{named}{sheet.period} · {tr('self-reported, kept with relaxapp')}"
        right = tr("Page {n} of {all}").format(n=number + 1, all=self.count)
        y = area.bottom() + _FOOT - pt(12)
        painter.setPen(QColor(FAINT))
        Paragraph(left, letters, area.width() * 0.82, most=1).draw(painter, area.left(), y)
        narrow = area.width() * 0.17
        Paragraph(right, letters, narrow, right=True, most=1).draw(
            painter, area.right() - narrow, y
        )
