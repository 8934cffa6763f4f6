"""What is due, in the window: one card each with its own answer, snooze and skip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from relaxapp.reminders.machine import Status
from relaxapp.reminders.rule import MOST_ML, Deed
from relaxapp.ui import reminder_words as words
from relaxapp.ui import today_words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Picture, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.reminder_times import Stepper
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.reminder_ports import ReminderCard
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow


class DueRow(Card):
    """One reminder that is due."""

    def __init__(self, look: Look, hub: ReminderHub, card: ReminderCard, *, limited: bool) -> None:
        """``limited``: fluids are, or may be."""
        super().__init__("notice", GAP, TIGHT)
        self._look, self._hub, self.card = look, hub, card
        rule = card.rule
        name = words.title(rule, limited=limited)
        self._limited = limited
        self.setAccessibleName(name)
        head = QHBoxLayout()
        head.setSpacing(SNUG)
        head.addWidget(
            Picture(look, today_words.icon(rule), 26, "dusk_ink"), 0, Qt.AlignmentFlag.AlignTop
        )
        column = QVBoxLayout()
        column.setSpacing(2)
        self.title = Text(look, name, "strong", "dusk")
        column.addWidget(self.title)
        self.line = Text(look, "", "label", "dusk")
        column.addWidget(self.line)
        head.addLayout(column, 1)
        self.column.addLayout(head)
        holder = Widget()
        row = FlowLayout(holder, TIGHT)
        main = words.main_button(rule)
        starts = main.id.startswith("start:")
        self.main = Button(look, main.label, "primary", "play" if starts else "check")
        self.main.clicked.connect(self._answer)
        self.other = Button(look, words.tr("Another amount"), "large")
        self.other.setVisible(rule.button is Deed.DRINK and bool(rule.amounts))
        self.other.clicked.connect(self._ask)
        self.menu = QMenu(self)
        self.menu.setAccessibleName(self.tr("Snooze: {what}").format(what=name))
        for minutes in rule.snoozes:
            told = self.tr("For {time}").format(time=words.minutes(minutes))
            action = self.menu.addAction(told)
            action.triggered.connect(lambda _=False, n=minutes: self._act("snooze", n))
        self.snooze = Button(look, words.tr("Snooze"), "large", "down", size=16)
        self.snooze.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.snooze.setAccessibleDescription(self.tr("Choose for how long"))
        self.snooze.clicked.connect(self._open_menu)
        self.skip = Button(look, words.tr("Skip"), "large")
        self.skip.clicked.connect(lambda: self._act("skip"))
        for button in (self.main, self.other, self.snooze, self.skip):
            button.setAccessibleName(f"{name}: {button.text()}")
            row.addWidget(button)
        self.column.addWidget(holder)
        self.sheet = self._sheet(name)
        self.column.addWidget(self.sheet)
        self.show_card(card)

    def show_card(self, card: ReminderCard) -> None:
        """Say what the notice now says, and offer to put it off as long as that may be done."""
        self.card = card
        self.told = words.line(card.rule, max(0, card.shown - 1), limited=self._limited)
        self.line.setText(self.told)
        self.line.setVisible(bool(self.told))
        self.snooze.setVisible(card.snoozes_left > 0)

    def _sheet(self, name: str) -> Widget:
        look = self._look
        sheet = Widget()
        row = FlowLayout(sheet, TIGHT)
        usual = self.card.rule.amounts[0] if self.card.rule.amounts else 250
        told = self.tr("{what}: how much").format(what=name)
        self.amount = Stepper(look, told, (10, MOST_ML, 10), usual, self.tr("ml"))
        self.note = Button(look, self.tr("Note it"), "soft", "check")
        self.note.clicked.connect(self._note)
        self.amount.entered.connect(self._note)
        row.addWidget(self.amount)
        row.addWidget(self.note)
        sheet.hide()
        return sheet

    def _ask(self) -> None:
        self.sheet.show()
        self.amount.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.amount.number.selectAll()

    def _note(self) -> None:
        self._act("done", self.amount.value)

    def _open_menu(self) -> None:
        self.menu.popup(self.snooze.mapToGlobal(QPoint(0, self.snooze.height())))

    def _answer(self) -> None:
        rule = self.card.rule
        if words.main_button(rule).id.startswith("start:"):
            self._act("start")
        else:
            amount = rule.amounts[0] if rule.button is Deed.DRINK and rule.amounts else None
            self._act("done", amount)

    def _act(self, act: str, value: int | None = None) -> None:
        self._hub.do(lambda port: port.act(act, self.card.rule.id, value))


class DueList(Widget):
    """What is due, the first on top; ``emptied`` when the last one with the focus is gone.

    ``most`` are shown; what is due besides is named under them.
    """

    emptied = Signal()

    def __init__(self, look: Look, hub: ReminderHub, most: int = 99) -> None:
        super().__init__()
        self._look, self._hub, self._most = look, hub, most
        self.setAccessibleName(self.tr("Due now"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        self._column = QVBoxLayout()
        self._column.setSpacing(TIGHT)
        column.addLayout(self._column)
        self.besides = Text(look, "", "small", "muted")
        column.addWidget(self.besides)
        self.rows: dict[str, DueRow] = {}
        self._limited = True
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def refresh(self) -> None:
        """Read again what is due; what stays keeps its place and the focus."""
        cards = self._hub.ask(lambda port: port.cards(), ())
        today = self._hub.ask(lambda port: port.today(), None)
        limited = today is None or today.limited is not False
        due = {card.rule.id: card for card in cards if card.status is Status.DUE}
        # What is shown stays until it is answered: buttons must not change under the pointer.
        shown = sorted(due, key=lambda name: name not in self.rows)[: self._most]
        focus = self.window().focusWidget()
        had_focus = self.isAncestorOf(focus)
        for name, row in list(self.rows.items()):
            card = due.get(name)
            if card is None or card.rule != row.card.rule or limited is not self._limited:
                self._column.removeWidget(self.rows.pop(name))
                row.hide()
                row.deleteLater()
            else:
                row.show_card(card)
        self._limited = limited
        fresh = [self._add(due[name]) for name in shown if name not in self.rows]
        others = [
            words.title(card.rule, limited=limited)
            for name, card in due.items()
            if name not in self.rows
        ]
        told = self.tr("Also due: {what}").format(what=", ".join(others))
        self.besides.setText(told if others else "")
        self.besides.setVisible(bool(others))
        self.setVisible(bool(self.rows))
        if self.isVisible():
            for row in fresh:
                Announcer(row).say(f"{row.title.text()}. {row.told}".strip())
        lost = had_focus and not any(row.isAncestorOf(focus) for row in self.rows.values())
        if lost and self.rows:
            next(iter(self.rows.values())).main.setFocus(Qt.FocusReason.OtherFocusReason)
        elif lost:
            self.emptied.emit()

    def _add(self, card: ReminderCard) -> DueRow:
        row = DueRow(self._look, self._hub, card, limited=self._limited)
        self.rows[card.rule.id] = row
        self._column.addWidget(row)
        row.show()
        return row


class DueCard(QFrame):
    """What is due, above the pages, on desktops that show no notifications with buttons.

    One at a time, so that it leaves the page its room. It keeps quiet during a session, and on the
    page that shows the same anyway.
    """

    def __init__(self, look: Look, hub: ReminderHub) -> None:
        super().__init__()
        self._hub = hub
        self._alone = False
        self._window: MainWindow | None = None
        self.setAccessibleName(self.tr("Reminders that are due"))
        self.list = DueList(look, hub, most=1)
        self.list.emptied.connect(self._give_focus_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(SNUG, TIGHT, SNUG, HAIR)
        column.addWidget(self.list)
        self.hide()
        hub.changed.connect(self.refresh)

    def attach(self, window: MainWindow) -> None:
        """Stand above the pages of this window."""
        self._window = window
        window.add_above(self)
        window.immersion_changed.connect(self._follow_immersion)
        window.stack.currentChanged.connect(self._follow_page)
        self.refresh()

    def set_alone(self, *, alone: bool) -> None:
        """Keep quiet while a session has the window."""
        self._alone = alone
        self.refresh()

    def refresh(self) -> None:
        """Read again what is due, and whether it is to be shown here."""
        if self._alone or self._is_told_here() or self._desktop_tells():
            self.hide()
            return
        # Shown before it is read, so that what is new is said aloud.
        self.show()
        self.list.refresh()
        self.setVisible(bool(self.list.rows))

    def _desktop_tells(self) -> bool:
        return self._hub.ask(lambda port: port.desktop_shows(), otherwise=True)

    def _is_told_here(self) -> bool:
        page = self._window.stack.currentWidget() if self._window is not None else None
        return bool(getattr(page, "shows_due", False))

    def _follow_immersion(self) -> None:
        if self._window is not None:
            self.set_alone(alone=self._window.rail.isHidden())

    def _follow_page(self) -> None:
        self.refresh()

    def _give_focus_back(self) -> None:
        page = self._window.stack.currentWidget() if self._window is not None else None
        first = getattr(page, "first_control", None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
