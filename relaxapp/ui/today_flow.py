"""The Today page, and on top of it a reminder's editor when one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from relaxapp.reminders.rule import Deed
from relaxapp.ui.today_page import TodayPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from relaxapp.reminders.rule import Rule
    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.reminder_editor import ReminderEditor
    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.theme import Look

_SHORT = "soften"
"""The session that is offered where no reminder names another."""


class TodayFlow(QStackedWidget):
    """``start_session`` asks for a session, the others for what leads to the journal."""

    start_session = Signal(str)
    log_episode = Signal()
    open_journal = Signal()
    open_trial = Signal()
    open_help = Signal()

    def __init__(self, look: Look, hub: ReminderHub, measures: MeasureHub | None = None) -> None:
        super().__init__()
        self._look, self._hub = look, hub
        self._view: ReminderEditor | None = None
        self.page = TodayPage(look, hub, measures)
        self.page.edit.connect(self.edit)
        self.page.relax.connect(lambda: self.start_session.emit(self._short()))
        self.page.log.connect(self.log_episode)
        self.page.journal.connect(self.open_journal)
        self.page.measured.connect(self.open_trial)
        self.page.help.connect(self.open_help)
        self.addWidget(self.page)

    @property
    def view(self) -> QWidget:
        """The view that is seen."""
        return self._view or self.page

    @property
    def first_control(self) -> QWidget | None:
        """What has the focus when someone comes here."""
        return getattr(self.view, "first_control", None)

    @property
    def shows_due(self) -> bool:
        """Whether what is due is told here already."""
        return self._view is None

    def edit(self, reminder: str = "") -> None:
        """Show the editor of a reminder, or of a new one."""
        from relaxapp.ui.reminder_editor import ReminderEditor

        rule = self._rule(reminder)
        if rule is None:
            return
        editor = ReminderEditor(self._look, self._hub, rule, new=not reminder)
        editor.leave.connect(lambda: self._leave(rule.id))
        editor.removed.connect(lambda: self._removed(rule))
        self._show(editor, editor.first_control)
        if not reminder:
            editor.title.selectAll()  # what is typed takes the place of the name it comes with

    def home(self) -> None:
        """Return to the page."""
        self._show(None, self.page.first_control)

    def show_reminder(self, reminder: str) -> None:
        """Show a reminder on the page; an editor that is open stays, as it may hold changes."""
        if self._view is None:
            self.page.show_reminder(reminder)

    def ask_amount(self) -> None:
        """Ask on the page how much was drunk."""
        if self._view is None:
            self.page.ask_amount()

    def _rule(self, reminder: str) -> Rule | None:
        if not reminder:
            return self._hub.ask(lambda port: port.new_rule(), None)
        cards = self._hub.ask(lambda port: port.cards(), ())
        return next((card.rule for card in cards if card.rule.id == reminder), None)

    def _short(self) -> str:
        cards = self._hub.ask(lambda port: port.cards(), ())
        named = [c.rule.session for c in cards if c.rule.button is Deed.SESSION and c.rule.session]
        return named[0] if named else _SHORT

    def _leave(self, reminder: str) -> None:
        """Return to the row that the editor was opened from."""
        row = self.page.rows.rows.get(reminder)
        self._show(None, row.pencil if row is not None else self.page.rows.new)

    def _removed(self, rule: Rule) -> None:
        self._show(None, self.page.rows.new)
        self.page.dropped(rule, self.tr("Deleted: {what}").format(what=rule.title))

    def _show(self, view: ReminderEditor | None, focus: QWidget) -> None:
        old, self._view = self._view, view
        if view is not None:
            self.addWidget(view)
        focus.setFocus()
        self.setCurrentWidget(view or self.page)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
        if view is None:
            self.page.ensureWidgetVisible(focus)
