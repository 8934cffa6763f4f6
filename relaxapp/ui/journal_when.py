"""When it was: a few steps back as chips, and any date and time behind the last of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QRectF, Qt, QTime, Signal
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateTimeEdit, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui import icons
from relaxapp.ui.components import Button
from relaxapp.ui.controls import Chips
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QShowEvent, QWheelEvent

    from relaxapp.ui.theme import Look

_PICK, _KEPT, _DAY = "pick", "kept", "day"
_STEPS = (5, 15, 30, 60)


class Backdate(QWidget):
    """Chips for 5, 15, 30 and 60 minutes ago, yesterday, and a date; ``changed`` on a choice."""

    changed = Signal()

    def __init__(self, look: Look, at: datetime) -> None:
        """``at`` is the time that is kept, local and aware; the steps count back from it."""
        super().__init__()
        self._from = self._at = at
        name = self.tr("When")
        options = [Named(_KEPT, self.tr("At {time}").format(time=f"{at:%H:%M}"))]
        options += [Named(str(n), self.tr("{n} min earlier").format(n=n)) for n in _STEPS]
        options += [Named(_DAY, self.tr("A day earlier")), Named(_PICK, self.tr("Another time…"))]
        self.chips = Chips(look, name, options, _KEPT)
        self.chips.chosen.connect(self._stepped)
        self.edit = moment_edit(look, name, at)
        self.take = Button(look, self.tr("Use this time"), "soft")
        self.take.clicked.connect(self._picked)
        self._exact = QWidget()
        row = QHBoxLayout(self._exact)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self.edit)
        row.addWidget(self.take)
        row.addStretch(1)
        self._exact.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.chips)
        column.addWidget(self._exact)

    @property
    def at(self) -> datetime:
        """The time chosen."""
        return self._at

    def show_moment(self, at: datetime) -> None:
        """Show a time that came from elsewhere, without telling anyone."""
        if at != self._at:
            self._at = at
            show_moment(self.edit, at)

    def _stepped(self) -> None:
        picked = self.chips.current
        self._exact.setVisible(picked == _PICK)
        if picked == _PICK:
            self.edit.setFocus()
            return
        days = 1 if picked == _DAY else 0
        minutes = int(picked) if picked.isdigit() else 0
        self._at = self._from - timedelta(days=days, minutes=minutes)
        self.changed.emit()

    def _picked(self) -> None:
        self._at = moment(self.edit, self._from)
        self.changed.emit()


class MomentEdit(QDateTimeEdit):
    """A date and a time with a calendar behind them, in our own colours: Qt's weekends are red."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt's own has the wheel take the focus

    def showEvent(self, event: QShowEvent) -> None:
        calendar = self.calendarWidget()
        calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, QTextCharFormat())
        calendar.setMinimumSize(320, 260)
        super().showEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a page being scrolled must not change what lies under the pointer

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - 28, self.height() / 2 - 9, 18, 18)
        icons.paint(painter, "down", box, self._look.colour("ink"), 2.2)


def moment_edit(look: Look, name: str, at: datetime) -> QDateTimeEdit:
    """Return a field for a date and a time, with a calendar behind it."""
    edit = MomentEdit(look)
    edit.setFont(look.font("label"))
    edit.setDisplayFormat("yyyy-MM-dd  HH:mm")
    edit.setCalendarPopup(True)
    edit.setAccessibleName(name)
    edit.setMinimumWidth(210)
    show_moment(edit, at)
    return edit


def show_moment(edit: QDateTimeEdit, at: datetime) -> None:
    """Show a time without telling anyone."""
    blocked = edit.blockSignals(True)
    edit.setDateTime(QDateTime(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute)))
    edit.blockSignals(blocked)


def moment(edit: QDateTimeEdit, like: datetime) -> datetime:
    """Return what the field shows as a time of the same clock as ``like``."""
    shown = edit.dateTime()
    date, time = shown.date(), shown.time()
    return datetime(date.year(), date.month(), date.day(), time.hour(), time.minute(),
                    tzinfo=like.tzinfo)  # fmt: skip


def end_shown(
    edit: QDateTimeEdit, start: datetime, was: tuple[datetime, datetime | None]
) -> datetime:
    """Return the end that the field shows, of an entry that begins at ``start`` from now on.

    ``was`` is how it stands so far. Seconds, which the field does not show, are kept. An entry
    that goes to another day, or past its own end, takes its end along.
    """
    began, ended = was
    shown = moment(edit, start)
    if ended is None or shown.replace(tzinfo=None) != ended.replace(
        second=0, microsecond=0, tzinfo=None
    ):
        return max(shown, start)
    if start != began and (start.date() != began.date() or start > ended):
        return ended + (start - began)
    return ended
