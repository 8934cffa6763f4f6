"""The report for a doctor: chosen, looked at page by page, then saved or printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QProgressBar, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Scroll, Text, icon_button
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.report_choices import ReportChoices
from relaxapp.ui.report_preview import ReportPreview
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.report_ports import ReportPort
    from relaxapp.ui.taking_ports import JobPort
    from relaxapp.ui.theme import Look

_LOOK_EVERY: Final = 100
"""Milliseconds between two looks at how far it is."""
_PARTS: Final = 1000
_WIDE: Final = 900
_ASIDE: Final = 340
PDF, HTML = ".pdf", ".html"


class ReportPage(Scroll):
    """``leave`` goes back to the journal."""

    leave = Signal()

    def __init__(self, look: Look, journal: Journal, report: ReportPort) -> None:
        super().__init__(widest=1500, margin=SNUG)
        self._look, self._report = look, report
        self._job: JobPort | None = None
        self._then: Callable[[], None] = _nothing
        self.setAccessibleName(self.tr("Report for the doctor"))
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        self.back = icon_button(look, "back", self.tr("Back to the journal"))
        self.back.clicked.connect(self.leave)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Text(look, self.tr("Report for the doctor"), "title"), 1)
        self.column.addLayout(head)
        lead = self.tr(
            "A page that is read at a glance, and the log behind it. It goes nowhere by itself:"
            " you save or print it, and hand it on if you like."
        )
        self.column.addWidget(Text(look, lead, "body", "muted"))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(GAP)
        self._aside = QWidget()
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.choices = ReportChoices(look, report.today(), report.name(), report.paper())
        self.choices.changed.connect(self._choose)
        column.addWidget(self.choices)
        column.addWidget(self._hand_out())
        column.addStretch(1)
        self.preview = ReportPreview(look)
        self._sides.addWidget(self._aside)
        self._sides.addWidget(self.preview, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(self._sides)
        self.column.addStretch(1)
        self._watch = QTimer(self, interval=_LOOK_EVERY)
        self._watch.timeout.connect(self._follow)
        self.destroyed.connect(report.end)
        journal.changed.connect(self.make)
        self.make()

    @property
    def first_control(self) -> QWidget:
        """What has the focus at first."""
        return self.choices.span.first_control

    def give_up(self) -> None:
        """Stop what is being made: the page goes, or what it tells of is gone."""
        self._watch.stop()
        self._job = None
        self._report.end()

    def make(self) -> None:
        """Make the report anew, as it is chosen now."""
        choice = self.choices.choice
        self.preview.show_pages(None)
        if choice is None:
            self._show_running(running=False)
            self._allow(on=False)
            return
        self._start(lambda: self._report.make(choice), self._made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= _WIDE
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._aside.setMaximumWidth(_ASIDE if wide else 16_777_215)
        super().resizeEvent(event)

    def _hand_out(self) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("Take it along"), "heading"))
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.save_pdf = Button(look, self.tr("Save as PDF…"), "primary")
        self.save_pdf.clicked.connect(lambda: self._save(PDF))
        self.save_html = Button(look, self.tr("Save as web page…"), "soft")
        self.save_html.setToolTip(self.tr("HTML: any browser opens it, and a screen reader best."))
        self.save_html.clicked.connect(lambda: self._save(HTML))
        self.print = Button(look, self.tr("Print…"), "soft")
        self.print.setToolTip(self.tr("Opens the PDF in this computer's own program, which prints"))
        self.print.clicked.connect(self._print)
        self.halt = Button(look, self.tr("Stop"))
        self.halt.setAccessibleName(self.tr("Stop making the report"))
        self.halt.clicked.connect(self._stop)
        for button in (self.save_pdf, self.save_html, self.print, self.halt):
            row.addWidget(button)
        self.bar = QProgressBar()
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How much of the report is made"))
        sheet.column.addWidget(holder)
        sheet.column.addWidget(self.bar)
        self.told = Text(look, "", "label", "accent")
        self.told.hide()
        sheet.column.addWidget(self.told)
        return sheet

    # ------------------------------------------------------------- what is pressed

    def _choose(self) -> None:
        try:
            self._report.keep_name(self.choices.kept_name)
        except RelaxappError as error:
            self._say(str(error))
        self.make()

    def _save(self, form: str) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        name = self.tr("Report for the doctor") + form
        first = str(Path(QStandardPaths.writableLocation(place)) / name)
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), first, f"*{form}")
        if path:
            path = path if Path(path).suffix.lower() == form else path + form
            saved = self.tr("Saved as {path}.").format(path=path)
            self._start(lambda: self._report.save(path), lambda: self._say(saved))

    def _print(self) -> None:
        self._start(self._report.open_to_print, self._printed)

    def _printed(self) -> None:
        try:
            self._report.show_printed()
        except RelaxappError as error:
            self._say(str(error))
            return
        self._say(self.tr("Opened in your program for PDF files, which can print it. The file is"
                          " taken away when relaxapp ends."))  # fmt: skip

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    # ------------------------------------------------------------- what is being made

    def _start(self, begin: Callable[[], JobPort], then: Callable[[], None]) -> None:
        self.told.hide()
        try:
            self._job, self._then = begin(), then
        except RelaxappError as error:
            self._job = None
            self._show_running(running=False)
            self._allow(on=self._report.pages is not None)
            self._say(str(error))
            return
        self._show_running(running=True)
        self._watch.start()

    def _follow(self) -> None:
        job = self._job
        if job is None:
            return
        self.bar.setValue(round(job.done * _PARTS))
        if job.state == "running":
            return
        self._watch.stop()
        self._job = None
        focused = self.halt.hasFocus()
        self._show_running(running=False)
        self._allow(on=self._report.pages is not None)
        if job.state == "finished":
            self._then()
        elif job.state == "stopped":
            self._say(self.tr("Stopped."))
        else:
            self._say(self.tr("It did not work: {why}").format(why=job.problem))
        if focused:
            (self.save_pdf if self.save_pdf.isEnabled() else self.back).setFocus()

    def _made(self) -> None:
        self.preview.show_pages(self._report.pages)

    def _show_running(self, *, running: bool) -> None:
        self.bar.setValue(0)
        self.bar.setVisible(running)
        self.halt.setVisible(running)
        if running:
            self._allow(on=False)

    def _allow(self, *, on: bool) -> None:
        for button in (self.save_pdf, self.save_html, self.print):
            button.setEnabled(on)

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()
        Announcer(self.told).say(words)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.told))  # once it has room


def _nothing() -> None:
    """What comes after what comes after nothing."""
