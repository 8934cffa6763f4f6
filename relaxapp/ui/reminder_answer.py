"""How a reminder is answered: what counts as done, what its button does, how it is put off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.reminders.rule import MOST_ML, MOST_SNOOZES, Deed
from relaxapp.ui import reminder_words as words
from relaxapp.ui import today_words
from relaxapp.ui.components import Text
from relaxapp.ui.controls import Chips, Pick, field
from relaxapp.ui.journal_chips import ManyChips
from relaxapp.ui.ports import Named
from relaxapp.ui.reminder_times import Stepper
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.reminders.rule import Rule
    from relaxapp.ui.theme import Look

_SNOOZES = (5, 10, 15, 30, 60, 120)
_LONGEST_AWAY = 120
_USUAL_ML = 250


def _labelled(look: Look, name: str, widget: QWidget) -> QWidget:
    """Return a control under its name, as one thing that can be hidden."""
    holder = QWidget()
    column = field(look, name, widget)
    column.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(column)
    return holder


class DeedsPart(QWidget):
    """What counts as done; being away asks how long."""

    changed = Signal()

    def __init__(self, look: Look, rule: Rule) -> None:
        super().__init__()
        self.deeds = ManyChips(look, self.tr("Counts as done"), today_words.deeds())
        self.deeds.changed.connect(self._changed)
        name = self.tr("Away for at least")
        bounds = (1, _LONGEST_AWAY, 1)
        self.away = Stepper(look, name, bounds, rule.away_minutes, self.tr("min"))
        self.away.changed.connect(self.changed)
        self._away = _labelled(look, name, self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.deeds)
        column.addWidget(self._away)
        self.show_rule(rule)

    @property
    def picked(self) -> frozenset[Deed]:
        """The deeds that count."""
        return frozenset(Deed(one) for one in self.deeds.picked)

    def show_rule(self, rule: Rule) -> None:
        """Show what counts."""
        self.deeds.pick([str(deed) for deed in rule.deeds])
        self.away.number.setValue(rule.away_minutes)
        self._away.setVisible(Deed.AWAY in rule.deeds)

    def _changed(self) -> None:
        self._away.setVisible(Deed.AWAY in self.picked)
        self.changed.emit()


class ButtonPart(QWidget):
    """What the main button does; a drink asks how much, a session which one."""

    changed = Signal()

    def __init__(self, look: Look, rule: Rule, sessions: Sequence[Named]) -> None:
        super().__init__()
        self._amounts = rule.amounts
        options = tuple(one for one in today_words.buttons() if one.id != Deed.SESSION or sessions)
        self.deed = Chips(look, self.tr("Its button"), options, "")
        self.deed.chosen.connect(self._changed)
        name = self.tr("How much")
        self.amount = Stepper(look, name, (10, MOST_ML, 10), _USUAL_ML, self.tr("ml"))
        self.amount.changed.connect(self.changed)
        self._amount = _labelled(look, name, self.amount)
        name = self.tr("Which session")
        self.session = Pick(look, name)
        for one in sessions:
            self.session.addItem(one.label, one.id)
        self.session.activated.connect(lambda _: self.changed.emit())
        self._session = _labelled(look, name, self.session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        for part in (self.deed, self._amount, self._session):
            column.addWidget(part)
        self.show_rule(rule)

    @property
    def button(self) -> Deed | None:
        """What the button stands for; None writes nothing."""
        return Deed(self.deed.current) if self.deed.current else None

    @property
    def amounts(self) -> tuple[int, ...]:
        """The amounts that are offered, the button's own first; as they were for other buttons."""
        if self.button is not Deed.DRINK:
            return self._amounts
        first = self.amount.value
        return (first, *(ml for ml in self._amounts[1:] if ml != first))

    @property
    def session_id(self) -> str:
        """The session that the button starts, or nothing."""
        return str(self.session.currentData() or "") if self.button is Deed.SESSION else ""

    def show_rule(self, rule: Rule) -> None:
        """Show what the button does."""
        self._amounts = rule.amounts
        self.deed.pick(str(rule.button or ""))
        self.amount.number.setValue(rule.amounts[0] if rule.amounts else _USUAL_ML)
        self.session.setCurrentIndex(max(0, self.session.findData(rule.session)))
        self._unfold()

    def _changed(self) -> None:
        self._unfold()
        self.changed.emit()

    def _unfold(self) -> None:
        self._amount.setVisible(self.button is Deed.DRINK)
        self._session.setVisible(self.button is Deed.SESSION)


class SnoozePart(QWidget):
    """For how long it can be put off, and how often in a row."""

    changed = Signal()

    def __init__(self, look: Look, rule: Rule) -> None:
        super().__init__()
        name = self.tr("How often in a row")
        told = (self.tr("Not at all"), self.tr("Once"), self.tr("Twice"), self.tr("Three times"))
        options = [Named(str(n), told[n]) for n in range(MOST_SNOOZES + 1)]
        self.cap = Chips(look, name, options, str(rule.snooze_cap))
        self.cap.chosen.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addLayout(field(look, name, self.cap))
        name = self.tr("For how long")
        lengths = sorted({*_SNOOZES, *rule.snoozes})
        offers = [Named(str(minutes), words.minutes(minutes)) for minutes in lengths]
        self.lengths = ManyChips(look, name, offers)
        self.lengths.changed.connect(self.changed)
        self._lengths = _labelled(look, name, self.lengths)
        column.addWidget(self._lengths)
        self._kept = rule.snoozes
        self.show_rule(rule)

    @property
    def snoozes(self) -> tuple[int, ...]:
        """Minutes; as they were while it cannot be put off."""
        picked = tuple(int(one) for one in self.lengths.picked)
        return picked or (() if self.snooze_cap else self._kept)

    @property
    def snooze_cap(self) -> int:
        """How often in a row, 0..3."""
        return int(self.cap.current)

    def show_rule(self, rule: Rule) -> None:
        """Show how it is put off."""
        self._kept = rule.snoozes
        self.cap.pick(str(rule.snooze_cap))
        self.lengths.pick([str(minutes) for minutes in rule.snoozes])
        self._lengths.setVisible(rule.snooze_cap > 0)

    def _changed(self) -> None:
        self._lengths.setVisible(self.snooze_cap > 0)
        self.changed.emit()


class Trouble(Text):
    """What cannot be kept as it is, beside the field that it is about."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "", "label", "sand")
        self.hide()

    def tell(self, words_of_it: str) -> None:
        """Show it, or nothing."""
        self.setText(words_of_it)
        self.setVisible(bool(words_of_it))
