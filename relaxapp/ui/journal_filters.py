"""Narrowing the history: words of notes at once, the rest behind one button."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from relaxapp import body
from relaxapp.journal.vocabulary import BEFORES, FEELINGS, SIGNS
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Button, Text
from relaxapp.ui.controls import Pick, field
from relaxapp.ui.day_line import DayLine, told_of_odd
from relaxapp.ui.journal_ports import Wanted
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

_DATES = "dates"


def spans() -> list[tuple[str, object]]:
    """Return how far back one may look: a label, and a number of days or None."""
    return [
        (words.tr("All days"), None),
        (words.tr("Last 7 days"), 7),
        (words.tr("Last 4 weeks"), 28),
        (words.tr("Last 3 months"), 91),
        (words.tr("Last 12 months"), 365),
    ]


class Filters(QFrame):
    """Site, side, kind, tag, days and strength; ``changed`` fires when one is set."""

    changed = Signal()

    def __init__(self, look: Look, journal: Journal) -> None:
        super().__init__()
        self._look, self._journal = look, journal
        self.setAccessibleName(self.tr("Filters"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        self._row = FlowLayout(holder, SNUG)
        column.addWidget(holder)
        anything = self.tr("Any")
        sites = [(anything, "")]
        sites += [(words.site(s), s) for s in dict.fromkeys((*body.GROUPS, *body.REGIONS))]
        self.site = self._pick(self.tr("Where"), sites)
        sides = [(anything, ""), (self.tr("Left"), "left"), (self.tr("Right"), "right")]
        self.side = self._pick(self.tr("Side"), sides)
        kinds = [(anything, ""), *((one.label, one.id) for one in words.kinds())]
        self.kind = self._pick(self.tr("Kind"), kinds)
        self.tag = self._pick(self.tr("Tag, feeling or sign"), self._tags())
        until = [(self.tr("From … to …"), _DATES)]
        self.span = self._pick(self.tr("Days"), [*spans(), *until])
        self.since, self.until = DayLine(look, self.tr("From")), DayLine(look, self.tr("To"))
        for line in (self.since, self.until):
            line.editingFinished.connect(self._set)
            line.put_into(self._row)
        numbers: list[tuple[str, object]] = [(anything, None), *((str(n), n) for n in range(11))]
        self.least = self._pick(self.tr("Strength from"), numbers)
        self.most = self._pick(self.tr("Strength to"), numbers)
        self.wrong = Text(look, "", "small", "sand")
        self.wrong.hide()
        column.addWidget(self.wrong)
        self.clear_button = Button(look, self.tr("Show everything"), "link")
        self.clear_button.clicked.connect(self.clear)
        column.addWidget(self.clear_button)
        self._show_dates()

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        since = until = None
        span = self.span.currentData()
        if isinstance(span, int):
            today = self._journal.ask(lambda port: port.today(), None)
            since = today - timedelta(days=span - 1) if today else None
        elif span == _DATES:
            since, until = self.since.day, self.until.day
        return Wanted(
            "", self.site.currentData(), self.side.currentData(), self.kind.currentData(),
            self.tag.currentData(), since, until, self.least.currentData(),
            self.most.currentData(),
        )  # fmt: skip

    def clear(self) -> None:
        """Let everything be wanted again."""
        for pick in (self.site, self.side, self.kind, self.tag, self.span, self.least, self.most):
            pick.setCurrentIndex(0)
        self._set()

    def _tags(self) -> list[tuple[str, str]]:
        own = self._journal.ask(lambda port: port.tags(), ())
        known = [(words.tr(label), key) for key, label in (*BEFORES.items(), *FEELINGS.items())]
        signs = [(words.tr(sign.label), sign.id) for sign in SIGNS.values()]
        return [(self.tr("Any"), ""), *((tag, tag) for tag in own), *known, *signs]

    def _pick(self, name: str, options: list[tuple[str, str]] | list[tuple[str, object]]) -> Pick:
        pick = Pick(self._look, name)
        pick.setMinimumContentsLength(9)
        for label, value in options:
            pick.addItem(label, value)
        pick.activated.connect(lambda _: self._set())
        holder = QWidget()
        holder.setLayout(field(self._look, name, pick))
        self._row.addWidget(holder)
        return pick

    def _set(self) -> None:
        self._show_dates()
        self.changed.emit()

    def _show_dates(self) -> None:
        lines, on = (self.since, self.until), self.span.currentData() == _DATES
        for line in lines:
            line.offer(on=on)
        wrong = told_of_odd(lines) if on else ""
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
