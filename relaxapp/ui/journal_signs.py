"""Signs that a doctor should hear of, and what a newly ticked one calls for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from relaxapp.journal.vocabulary import SIGNS, Level, gravest
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.journal_chips import ManyChips
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.ui.help_page import Advice
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look


class Signs(Card):
    """Any number of signs; ``changed`` when the person ticks one, ``help`` asks for the page."""

    changed = Signal()
    help = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(spacing=SNUG)
        self.column.addWidget(Text(look, self.tr("Was there anything else?"), "heading"))
        hint = self.tr("Only what you noticed anyway; there is no need to check.")
        self.column.addWidget(Text(look, hint, "body", "muted"))
        options = tuple(Named(sign.id, words.tr(sign.label)) for sign in SIGNS.values())
        self.chips = ManyChips(look, self.tr("Signs"), options)
        self.chips.changed.connect(self.changed)
        self.column.addWidget(self.chips)
        more = Button(look, self.tr("When to see a doctor"), "link")
        more.clicked.connect(self.help)
        self.column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)


def advise(advice: Advice, journal: Journal, earlier: Sequence[str], now: Sequence[str]) -> bool:
    """Show what the signs that are ``now`` but were not ``earlier`` call for; tell if anything.

    "See a doctor" is told once for each condition; what presses, each time.
    """
    told = tuple(sign for sign in now if sign not in earlier and _is_to_tell(journal, sign))
    worst = gravest(told)
    if worst is None:
        if not now:
            advice.tell(None)
        return False
    for sign in told:
        journal.advised(sign)
    advice.tell(worst, ", ".join(words.tr(SIGNS[sign].label).lower() for sign in told))
    return True


def _is_to_tell(journal: Journal, sign: str) -> bool:
    if SIGNS[sign].level is not Level.SEE_DOCTOR:
        return True
    return not journal.ask(lambda port: port.has_advised(sign), otherwise=False)
