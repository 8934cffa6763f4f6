"""The Today page: what is due and what is next, the day so far, and every reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Scroll, Text
from relaxapp.ui.controls import Notice
from relaxapp.ui.layouts import CardGrid
from relaxapp.ui.reminder_due import DueList
from relaxapp.ui.reminder_pause import PauseMenu
from relaxapp.ui.theme import GAP, SNUG
from relaxapp.ui.today_day import DayDone
from relaxapp.ui.today_first import FirstQuestions
from relaxapp.ui.today_next import NextCard
from relaxapp.ui.today_plan import PausePlans
from relaxapp.ui.today_rows import ReminderRows
from relaxapp.ui.today_water import WaterCard

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from relaxapp.reminders.rule import Rule
    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.theme import Look
    from relaxapp.ui.today_check import TrialLine, WeekCardQuiet


class TodayPage(Scroll):
    """``edit`` with an id asks for a reminder's editor, with nothing for a new reminder's.

    ``relax`` asks for a short session, ``log`` for an episode's entry, ``journal`` for its page,
    ``measured`` for how the trial stands, ``help`` for that on seeing a doctor.
    """

    edit = Signal(str)
    relax = Signal()
    log = Signal()
    journal = Signal()
    measured = Signal()
    help = Signal()

    def __init__(self, look: Look, hub: ReminderHub, measures: MeasureHub | None = None) -> None:
        super().__init__()
        self._look, self._hub = look, hub
        self.setAccessibleName(self.tr("Today"))
        self.column.setSpacing(GAP)
        self.column.addLayout(self._head())
        self.problem = Notice(look)
        self.settle = Button(look, self.tr("All right"), "large")
        self.settle.clicked.connect(self._settle)
        self.problem.row.addWidget(self.settle)
        self.gone = Notice(look, "bin")
        self.back = Button(look, self.tr("Undo"), "large")
        self.back.clicked.connect(self._bring_back)
        self.gone.row.addWidget(self.back)
        self._dropped: Rule | None = None
        self.first = FirstQuestions(look, hub)
        self.due = DueList(look, hub)
        self.due.emptied.connect(lambda: self._focus(self.first_control))
        self.next = NextCard(look, hub)
        self.water = WaterCard(look, hub)
        self.water.opened.connect(lambda: self._reveal(self.water.sheet))
        self.plans.opened.connect(lambda: self._reveal(self.plans))
        self.day = DayDone(look, hub)
        self.day.relax.connect(self.relax)
        self.day.log.connect(self.log)
        self.day.journal.connect(self.journal)
        self.week, self.trial = self._measured(measures)
        self.rows = ReminderRows(look, hub)
        self.rows.edit.connect(self.edit)
        grid = QWidget()
        cards = CardGrid(grid, least=380)
        cards.addWidget(self.water)
        cards.addWidget(self.day)
        told = self.tr(
            "Your desktop shows no notifications with buttons; reminders appear here and in the"
            " tray."
        )
        self.silent = Text(look, told, "small", "muted")
        for part in (self.problem, self.gone, self.first, self.due, self.week, self.trial,
                     self.next, self.plans, grid, self.rows, self.silent):  # fmt: skip
            if part is None:
                continue
            self.column.addWidget(part)
        self.column.addStretch(1)
        hub.changed.connect(self.refresh)
        self.refresh()

    @property
    def first_control(self) -> QWidget:
        """What is asked, else what is due, else the first amount to note."""
        if self.first.isVisibleTo(self):
            return self.first.first_control
        if self.due.rows:
            return next(iter(self.due.rows.values())).main
        return self.water.first_control

    def refresh(self) -> None:
        """Read everything again."""
        hub = self._hub
        asked = hub.ask(lambda port: port.asked(), otherwise=False)
        if asked and self.first.isAncestorOf(self.window().focusWidget()):
            self.first.hide()
            self._focus(self.first_control)
            QTimer.singleShot(0, self, lambda: self.ensureVisible(0, 0))  # what is next is on top
        self.first.setVisible(not asked)
        for part in (self.due, self.next, self.plans, self.water, self.day, self.rows):
            part.refresh()
        if self.week is not None and self.trial is not None:
            self.week.withdraw()
            self.trial.refresh()
        self.problem.tell(hub.ask(lambda port: port.problem(), ""))
        self.silent.setVisible(not hub.ask(lambda port: port.desktop_shows(), otherwise=True))
        for later in (self.pause, self.next, self.rows):
            later.setVisible(asked)

    def show_reminder(self, reminder: str) -> None:
        """Go to a reminder: to its answer where it is due, else to its row."""
        due, row = self.due.rows.get(reminder), self.rows.rows.get(reminder)
        target = due.main if due is not None else row.pencil if row is not None else None
        if target is not None:
            self._focus(target)
            self.ensureWidgetVisible(target)

    def ask_amount(self) -> None:
        """Ask how much was drunk."""
        self.water.ask_amount()

    def dropped(self, rule: Rule, told: str) -> None:
        """Say that a reminder was deleted, and offer it back."""
        self._dropped = rule
        self.gone.tell(told)
        Announcer(self).say(told)
        self._focus(self.back)

    def showEvent(self, event: QShowEvent) -> None:
        self.gone.tell("")
        self.refresh()  # it may be another day since
        if self.week is not None:
            asked = not self.first.isVisibleTo(self)
            self.week.offer(free=asked and not self.due.rows)
        super().showEvent(event)

    def _head(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        row.addWidget(Text(look, self.tr("Today"), "hero"), 1)
        self.pause = Button(look, self.tr("Pause"), "", "pause", size=18)
        self.pause.setAccessibleName(self.tr("Pause reminders"))
        self.pause.setAccessibleDescription(self.tr("Choose for how long"))
        self.plans = PausePlans(look, self._hub, self.pause)
        ways = (
            (self.tr("Until a time…"), self.plans.ask_until),
            (self.tr("Plan ahead…"), self.plans.ask_plan),
        )
        self.menu = PauseMenu(self._hub, self, ways)
        self.pause.clicked.connect(self._open_menu)
        row.addWidget(self.pause, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _measured(
        self, measures: MeasureHub | None
    ) -> tuple[WeekCardQuiet | None, TrialLine | None]:
        """Return the question about the week and the trial's line, where there is a journal."""
        if measures is None:
            return None, None
        from relaxapp.ui.today_check import TrialLine, WeekCardQuiet

        week, trial = WeekCardQuiet(self._look, measures), TrialLine(self._look, measures)
        week.gone.connect(lambda: self._focus(self.first_control))
        week.help.connect(self.help)
        trial.opened.connect(self.measured)
        return week, trial

    def _open_menu(self) -> None:
        """Open the menu under the button, their right edges in line."""
        left = self.pause.width() - self.menu.sizeHint().width()
        self.menu.popup(self.pause.mapToGlobal(QPoint(left, self.pause.height())))

    def _settle(self) -> None:
        self._focus(self.first_control)
        self._hub.do(lambda port: port.settle_problem())

    def _bring_back(self) -> None:
        rule, self._dropped = self._dropped, None
        if rule is not None and self._hub.do(lambda port: port.change(rule)):
            self.show_reminder(rule.id)
        self.gone.tell("")

    def _reveal(self, part: QWidget) -> None:
        """Scroll to what was just opened, once it has its place."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(part, 0, GAP))

    def _focus(self, target: QWidget) -> None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)
