"""On the Today page: the quiet question how the week was, and what a trial's coin says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui import check_words as words
from relaxapp.ui.check_rating import WeekQuestions
from relaxapp.ui.components import Button, Card, Picture, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.plain_words import PlainWords
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.theme import Look


class WeekCardQuiet(QWidget):
    """Asks at most once in seven days, and comes only with the page, never while one looks at it.

    ``gone`` fires when an answer has put it away, ``help`` asks for the page on seeing a doctor.
    """

    gone = Signal()
    help = Signal()

    def __init__(self, look: Look, hub: MeasureHub) -> None:
        super().__init__()
        self._hub = hub
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.words = PlainWords(look, hub)
        self.words.help.connect(self.help)
        self.words.settled.connect(self._settled)
        self.card = Card("card", spacing=SNUG)
        title = self.tr("A look back at your week")
        self.card.setAccessibleName(title)
        self.card.column.addWidget(Text(look, title, "heading"))
        hint = self.tr("Only if you like. It is kept in your journal and shown over the weeks.")
        self.card.column.addWidget(Text(look, hint, "body", "muted"))
        self.questions = WeekQuestions(look, hub)
        self.questions.kept.connect(self._kept)
        self.look_back = Button(look, self.tr("Look back"), "soft")
        self.look_back.setAccessibleDescription(self.tr("Two ratings, 0 to 10"))
        self.look_back.clicked.connect(self._open)
        self.skip = Button(look, self.tr("Not this week"))
        self.skip.clicked.connect(self._skip)
        self.never = Button(look, self.tr("Never ask"), "link")
        self.never.setAccessibleDescription(self.tr("The page Weekly check can change it again"))
        self.never.clicked.connect(self._never)
        self._ways = QWidget()
        row = FlowLayout(self._ways, SNUG)
        for button in (self.look_back, self.skip, self.never):
            row.addWidget(button)
        self.card.column.addWidget(self.questions)
        self.card.column.addWidget(self._ways)
        column.addWidget(self.words)
        column.addWidget(self.card)
        self._fold(folded=True)
        self.card.hide()
        self.hide()

    def offer(self, *, free: bool) -> None:
        """Come if a look back is due; ``free`` says that nothing else waits for an answer."""
        asks = free and self._hub.ask(lambda port: port.asks(), otherwise=False)
        if asks != self.card.isVisibleTo(self):
            self.questions.clear()
            self._fold(folded=True)
        self.card.setVisible(asks)
        self.setVisible(asks)

    def withdraw(self) -> None:
        """Go where the week was rated elsewhere meanwhile."""
        if self.card.isVisibleTo(self) and not self._hub.ask(lambda port: port.asks(),
                                                             otherwise=False):  # fmt: skip
            self.card.hide()
            self.setVisible(self.words.isVisibleTo(self))

    def _open(self) -> None:
        self._fold(folded=False)
        self.questions.first_control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, *, folded: bool) -> None:
        """Be a few words alone, so that a small window is not filled with a question."""
        self.questions.setVisible(not folded)
        self.look_back.setVisible(folded)

    def _kept(self) -> None:
        self.card.hide()
        self.words.refresh()
        shown = self.words.isVisibleTo(self)
        self.setVisible(shown)
        if shown:
            self.words.settle.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.gone.emit()

    def _settled(self) -> None:
        if not self.words.isVisibleTo(self):
            self._leave()

    def _skip(self) -> None:
        self._hub.ask(lambda port: port.skip(), None)
        self._leave()

    def _never(self) -> None:
        self._hub.ask(lambda port: port.set_asking(on=False), None)
        self._leave()

    def _leave(self) -> None:
        self.card.hide()
        self.hide()
        self.gone.emit()


class TrialLine(Card):
    """Today's coin, quietly; ``opened`` asks for the page where the trial stands."""

    opened = Signal()

    def __init__(self, look: Look, hub: MeasureHub) -> None:
        super().__init__(spacing=0)
        self.column.setContentsMargins(GAP, SNUG, GAP, SNUG)
        self._hub = hub
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        row.addWidget(Picture(look, "leaf", 20, "accent_ink"), 0, Qt.AlignmentFlag.AlignVCenter)
        told = QVBoxLayout()
        told.setSpacing(0)
        self.coin = Text(look, "", "strong")
        self.count = Text(look, "", "small", "muted")
        told.addWidget(self.coin)
        told.addWidget(self.count)
        row.addLayout(told, 1)
        self.open = Button(look, self.tr("The trial"), "link")
        self.open.setAccessibleDescription(self.tr("How it stands, and how to stop it"))
        self.open.clicked.connect(self.opened)
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignVCenter)
        row.setContentsMargins(0, 0, 0, 0)
        self.column.addLayout(row)
        self.column.setSpacing(TIGHT)
        self.hide()

    def refresh(self) -> None:
        """Read again what the coin says."""
        found = self._hub.ask(lambda port: port.coin(), None)
        unread = self._hub.ask(lambda port: port.result_unread(), otherwise=False)
        if found is not None:
            self.coin.setText(words.coin(found))
            parts = (words.counted(found), words.done(found))
            self.count.setText(" · ".join(part for part in parts if part))
        elif unread:
            self.coin.setText(self.tr("Your trial is over"))
            self.count.setText(self.tr("What came of it can be read now."))
        self.setAccessibleName(f"{self.coin.text()}. {self.count.text()}")
        self.setVisible(found is not None or unread)
