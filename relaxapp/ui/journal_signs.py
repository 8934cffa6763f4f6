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

    from PySide6.QtWidgets import QHBoxLayout, QLayout

    from relaxapp.ui.components import Scroll
    from relaxapp.ui.help_page import Advice
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look


class Signs(Card):
    """Any number of signs; ``changed`` when the person ticks one, ``help`` asks for the page.

    They lie folded away, as two dozen grave words under every twitch are an invitation to check.
    """

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
        self.fold = Button(look, self.tr("Choose what you noticed"), "chip", "down", size=16)
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._fold)
        self.column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.chips.hide()
        self.column.addWidget(self.chips)
        more = Button(look, self.tr("When to see a doctor"), "link")
        more.clicked.connect(self.help)
        self.column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_signs(self, signs: Sequence[str]) -> None:
        """Show what is ticked without telling anyone; the list is open where something is."""
        self.chips.pick(signs)
        if signs:
            self.fold.setChecked(True)

    def _fold(self, shown: bool) -> None:  # noqa: FBT001 - a signal's payload
        self.chips.setVisible(shown)
        self.fold.set_icon("up" if shown else "down")


def fit(row: QHBoxLayout, body: Scroll) -> None:
    """Make the row above a page as wide as the cards on it."""
    edges, bar = body.column.contentsMargins(), body.width() - body.canvas.width()
    row.setContentsMargins(edges.left(), 0, edges.right() + bar, 0)


def settle(whole: QLayout, body: Scroll, above: int) -> None:
    """Lay out anew, and leave the page as it stands on the screen.

    ``above`` is where it began before something above it came or went.
    """
    whole.activate()
    bar = body.verticalScrollBar()
    bar.setValue(bar.value() + body.y() - above)


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
