"""The sheets of a drink, a movement break, care and a medicine: what can be said of each."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from relaxapp.ui import selfcare_words
from relaxapp.ui.components import Text
from relaxapp.ui.controls import Chips
from relaxapp.ui.journal_when import Backdate, moment, moment_edit, show_moment
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.selfcare_adding import AMOUNTS, amount_line
from relaxapp.ui.selfcare_ports import CARE, DRINK, MEDICINE, MOVEMENT, CareCard
from relaxapp.ui.selfcare_sheet import CareSheet, show_words, typed
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDateTimeEdit

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

_SILENT, _OTHER = "", "other"
_STILL, _UNTIL = "still", "until"


def sheet_for(look: Look, journal: Journal, card: CareCard) -> CareSheet:
    """Return the sheet of an entry."""
    return _SHEETS.get(card.kind, CareSheet)(look, journal, card)


class _TimedSheet(CareSheet):
    """What has a time, of which steps back are one press."""

    def build(self) -> None:
        at = self.card.at or datetime.combine(self.card.day, time())
        self.when = Backdate(self.look, at)
        self.when.changed.connect(self.keep)
        self.column.addWidget(self.when)

    @property
    def first_control(self) -> QWidget:
        return self.when.chips.first_control

    def fill(self) -> None:
        if self.card.at is not None:
            self.when.show_moment(self.card.at)

    def made(self) -> CareCard:
        return self.card._replace(at=self.when.at)


class DrinkSheet(_TimedSheet):
    """How much it was, or that nobody says."""

    def build(self) -> None:
        name = self.tr("How much")
        options = [Named(str(ml), selfcare_words.amount(ml)) for ml in AMOUNTS]
        options += [Named(_OTHER, self.tr("Another amount…")), Named(_SILENT, self.tr("Not said"))]
        self.amounts = Chips(self.look, name, options, _SILENT)
        self.amounts.chosen.connect(self._pick)
        self.amount = amount_line(self.look, name)
        self.amount.editingFinished.connect(self.keep)
        self.column.addWidget(self.amounts)
        self.column.addWidget(self.amount, 0, Qt.AlignmentFlag.AlignLeft)
        super().build()

    @property
    def first_control(self) -> QWidget:
        return self.amounts.first_control

    def fill(self) -> None:
        super().fill()
        ml = self.card.ml
        other = ml is not None and ml not in AMOUNTS
        self.amounts.pick(_OTHER if other else str(ml or ""))
        self.amount.setText(str(ml) if other else "")
        self.amount.setVisible(other)

    def made(self) -> CareCard:
        picked, ml = self.amounts.current, self.card.ml
        if picked == _OTHER:
            ml = int(self.amount.text()) if self.amount.hasAcceptableInput() else ml
        else:
            ml = int(picked) if picked else None
        return super().made()._replace(ml=ml)

    def _pick(self) -> None:
        other = self.amounts.current == _OTHER
        self.amount.setVisible(other)
        if other:
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.keep()


class MovementSheet(_TimedSheet):
    """A word of one's own for it."""

    def build(self) -> None:
        super().build()
        self.words = self.line(self.tr("What you did, if you like"))

    def fill(self) -> None:
        super().fill()
        show_words(self.words, self.card.what)

    def made(self) -> CareCard:
        return super().made()._replace(what=typed(self.words, self.card.what))


class KindSheet(_TimedSheet):
    """What it was, and a note."""

    def build(self) -> None:
        name = self.tr("What it was")
        self.kind = Chips(self.look, name, selfcare_words.cares(), self.card.what)
        self.kind.chosen.connect(self.keep)
        self.column.addWidget(self.kind)
        super().build()
        self.note = self.line(self.tr("Note"))

    @property
    def first_control(self) -> QWidget:
        return self.kind.first_control

    def fill(self) -> None:
        super().fill()
        self.kind.pick(self.card.what)
        show_words(self.note, self.card.note)

    def made(self) -> CareCard:
        note = typed(self.note, self.card.note)
        return super().made()._replace(what=self.kind.current, note=note)


class MedicineSheet(CareSheet):
    """Its name, its days, a note. One without an id is not kept before it has a name."""

    def build(self) -> None:
        look, card = self.look, self.card
        self.name = self.line(self.tr("Name, and the dose if you like"))
        told = Text(look, self.tr("Taken from"), "label", "muted", wrap=False)
        told.setMinimumHeight(40)
        self.since = self._day(told.text(), card.day)
        name = self.tr("Until")
        options = (Named(_STILL, self.tr("Still taken")), Named(_UNTIL, self.tr("Until…")))
        self.taken = Chips(look, name, options, _STILL)
        self.taken.chosen.connect(self.keep)
        self.until = self._day(name, card.until or card.day)
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        for part in (told, self.since, self.taken, self.until):
            row.addWidget(part)
        self.column.addWidget(holder)
        self.note = self.line(self.tr("Note"))

    @property
    def first_control(self) -> QWidget:
        return self.name

    def entitle(self) -> str:
        if not self.card.id:
            return self.tr("A medicine; it is kept once it has a name")
        today = self.journal.ask(lambda port: port.today(), self.card.day)
        kind, what = selfcare_words.kind(self.card), selfcare_words.what(self.card, today)
        return selfcare_words.joined(kind, what)

    def fill(self) -> None:
        card = self.card
        today = self.journal.ask(lambda port: port.today(), card.day)
        show_words(self.name, card.what)
        show_moment(self.since, _noon(card.day))
        self.taken.pick(_UNTIL if card.until else _STILL)
        show_moment(self.until, _noon(card.until or max(card.day, today)))
        self.until.setVisible(card.until is not None)
        show_words(self.note, card.note)

    def made(self) -> CareCard:
        still = self.taken.current == _STILL
        return self.card._replace(
            what=typed(self.name, self.card.what),
            day=moment(self.since, _noon(self.card.day)).date(),
            until=None if still else moment(self.until, _noon(self.card.day)).date(),
            note=typed(self.note, self.card.note),
        )

    def write(self, card: CareCard) -> str:
        if card.id:
            return super().write(card)
        if not card.what:
            self.card = card  # the rest waits for the name
            return ""
        return self.journal.add(
            lambda care: care.medicine(card.what, card.day, card.until, card.note)
        )

    def _day(self, name: str, day: date) -> QDateTimeEdit:
        edit = moment_edit(self.look, name, _noon(day))
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.setMinimumWidth(150)
        edit.setKeyboardTracking(False)  # a year that is being typed is none to keep
        edit.dateTimeChanged.connect(lambda _: self.keep())
        return edit


_SHEETS: Final = {
    DRINK: DrinkSheet,
    MOVEMENT: MovementSheet,
    CARE: KindSheet,
    MEDICINE: MedicineSheet,
}


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
