"""The first questions: whether fluids are limited, then what to be reminded of, and that is all.

Nothing is answered for the person, and nothing reminds before the last button is pressed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.reminders.rule import SUGGESTED
from relaxapp.ui import reminder_words, today_words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.controls import Chips, Switch
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.theme import Look

_YES, _NO = "yes", "no"


class FirstQuestions(Card):
    """Shown until it is answered; the rest of the page works meanwhile."""

    def __init__(self, look: Look, hub: ReminderHub) -> None:
        super().__init__(spacing=SNUG)
        self._look, self._hub = look, hub
        self.setAccessibleName(self.tr("First questions"))
        self.column.addWidget(Text(look, self.tr("Before anything reminds you"), "heading"))
        question = self.tr("Has a doctor or nurse told you to limit how much you drink?")
        self.column.addWidget(Text(look, question, "strong"))
        options = (Named(_YES, self.tr("Yes")), Named(_NO, self.tr("No")))
        self.limited = Chips(look, question, options, "", asks=True)
        self.limited.chosen.connect(self._answered)
        self.column.addWidget(self.limited)
        self.heard = Text(look, "", "label", "muted")
        self.heard.hide()
        self.column.addWidget(self.heard)
        self.rest = self._make_rest(hub)
        self.rest.hide()
        self.column.addWidget(self.rest)
        self.column.setSpacing(GAP - HAIR)
        self._weigh()

    def _make_rest(self, hub: ReminderHub) -> QWidget:
        """Build what is asked once the first question is answered."""
        look, rest = self._look, QWidget()
        inner = QVBoxLayout(rest)
        inner.setContentsMargins(0, TIGHT, 0, 0)
        inner.setSpacing(TIGHT)
        inner.addWidget(Text(look, self.tr("What may relaxapp remind you of?"), "strong"))
        self.wanted: dict[str, Switch] = {}
        for card in hub.ask(lambda port: port.cards(), ()):
            if card.rule.id in SUGGESTED:
                switch = Switch(look, reminder_words.title(card.rule))
                told = today_words.rhythm(card.rule)
                switch.setAccessibleDescription(told)
                switch.toggled.connect(self._weigh)
                hint = Text(look, told, "small", "muted")
                hint.setContentsMargins(56, 0, 0, HAIR)
                pair = QVBoxLayout()
                pair.setSpacing(0)
                pair.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
                pair.addWidget(hint)
                inner.addLayout(pair)
                self.wanted[card.rule.id] = switch
        inner.addSpacing(TIGHT)
        self.background = Switch(look, self.tr("Go on when the window is closed"))
        inner.addWidget(self.background, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addSpacing(TIGHT)
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.begin = Button(look, self.tr("Remind me of these"), "primary", "check")
        self.begin.clicked.connect(lambda: self._answer(self.picked))
        self.none = Button(look, self.tr("None for now"), "large")
        self.none.clicked.connect(lambda: self._answer(()))
        row.addWidget(self.begin)
        row.addWidget(self.none)
        inner.addWidget(holder)
        later = self.tr("All of it can be changed at any time, here and in Settings.")
        inner.addWidget(Text(look, later, "small", "muted"))
        return rest

    @property
    def first_control(self) -> QWidget:
        """The first answer to the first question, as long as there is none."""
        return self.limited.findChildren(Button)[0]

    @property
    def picked(self) -> tuple[str, ...]:
        """The ids that the person ticked."""
        return tuple(name for name, switch in self.wanted.items() if switch.isChecked())

    def _answered(self) -> None:
        limited = self.limited.current == _YES
        told = self.tr(
            "Then there is no goal here: what you drink is only noted, and your clinician's word"
            " counts."
        )
        self.heard.setText(told if limited else "")
        self.heard.setVisible(limited)
        self.rest.show()
        Announcer(self).say(self.heard.text())

    def _weigh(self) -> None:
        self.begin.setEnabled(bool(self.picked))

    def _answer(self, wanted: tuple[str, ...]) -> None:
        limited, background = self.limited.current == _YES, self.background.isChecked()
        self._hub.do(
            lambda port: port.answer(limited=limited, wanted=wanted, background=background)
        )
