"""After a session: kind words, how it is now if the person likes to say, and a way out.

Each answer is told at once, so nothing is lost when the window is closed here.
"""
# Qt explains its own overrides.

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from relaxapp.ui.components import Button, Card, Picture, Scroll, Text
from relaxapp.ui.offers import distress_row, tension_row
from relaxapp.ui.theme import ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.ports import Ratings, SessionCard
    from relaxapp.ui.theme import Look

_NOTE_LENGTH = 280


class EndPage(QWidget):
    """The end of a practice; ``changed`` on each answer, ``ground`` accepts the offer, ``done``.

    ``bathed`` asks to note a bath; ``show_noted`` tells that it is.
    """

    changed = Signal()
    done = Signal()
    ground = Signal()
    bathed = Signal()

    def __init__(
        self,
        look: Look,
        card: SessionCard,
        before: Ratings,
        *,
        stopped: bool,
        felt_worse: bool,
        grounding: bool,
        bath: bool = False,
    ) -> None:
        """``before`` has the first answers; ``grounding`` tells whether it can be offered.

        After a ``bath`` it can be noted in the journal as one: ``bathed``.
        """
        super().__init__()
        self._look, self._before = look, before
        self._felt_worse, self._grounding = felt_worse, grounding
        self.setAccessibleName(self.tr("After {title}").format(title=card.title))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = Scroll(widest=720)
        outer.addWidget(self.body, 1)
        column = self.body.column
        column.addWidget(Text(look, card.title, "label", "accent"))
        column.addWidget(Text(look, self._headline(stopped=stopped), "hero"))
        column.addWidget(Text(look, self._words(stopped=stopped), "lead", "muted"))
        self.offer = self._make_offer()
        column.addWidget(self.offer)
        self.note_bath: Button | None = None
        if bath:
            self.note_bath = Button(look, self.tr("Note this bath in the journal"), "soft", "bath")
            self.note_bath.clicked.connect(self._note_bath)
            column.addWidget(self.note_bath, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._make_questions())
        column.addStretch(1)
        outer.addWidget(self._make_foot())
        self._weigh()

    @property
    def ratings(self) -> Ratings:
        """All that was answered, before and after."""
        return self._before._replace(
            tension_after=self.tension.value,
            distress_after=self.distress.value,
            note=self.note.text().strip(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _headline(self, *, stopped: bool) -> str:
        return self.tr("That was enough.") if stopped else self.tr("You have reached the end.")

    def _words(self, *, stopped: bool) -> str:
        if stopped:
            return self.tr("You stopped when you wanted to. What you did counts, all of it.")
        return self.tr("Take a moment before you get up, and get up slowly.")

    def _make_offer(self) -> Card:
        look = self._look
        sheet = Card("notice", ROOM, SNUG)
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(Picture(look, "senses", 22, "dusk_ink"))
        title = self.tr("Relaxing can stir things up")
        head.addWidget(Text(look, title, "heading", "dusk", wrap=False), 1)
        sheet.column.addLayout(head)
        words = self.tr(
            "That happens to many people, and you did nothing wrong. There is no need to try"
            " harder. Looking outward often helps: three minutes with what you see, touch and hear."
        )
        sheet.column.addWidget(Text(look, words, "body", "dusk"))
        self.ground_button = Button(look, self.tr("Out of My Head, now"), "primary", "play")
        self.ground_button.clicked.connect(self.ground)
        sheet.column.addWidget(self.ground_button, 0, Qt.AlignmentFlag.AlignLeft)
        return sheet

    def _make_questions(self) -> Card:
        look = self._look
        sheet = Card()
        sheet.column.addWidget(Text(look, self.tr("How are you now?"), "heading"))
        hint = self.tr("Only if you like. No answer is fine too.")
        sheet.column.addWidget(Text(look, hint, "body", "muted"))
        self.tension = tension_row(self, look)
        self.distress = distress_row(self, look)
        for row in (self.tension, self.distress):
            row.changed.connect(self._answered)
            sheet.column.addWidget(row)
        self.note = QLineEdit()
        self.note.setFont(look.font("body"))
        self.note.setMaxLength(_NOTE_LENGTH)
        self.note.setPlaceholderText(self.tr("A line to remember it by"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.textEdited.connect(self.changed)
        sheet.column.addWidget(Text(look, self.tr("Note"), "strong"))
        sheet.column.addWidget(self.note)
        return sheet

    def _make_foot(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("surface", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(ROOM, TIGHT, ROOM, TIGHT)
        row.addStretch(1)
        self.done_button = Button(self._look, self.tr("Done"), "primary", "check")
        self.done_button.setMinimumWidth(150)
        self.done_button.clicked.connect(self.done)
        row.addWidget(self.done_button)
        return bar

    def show_noted(self) -> None:
        """Say that the bath is in the journal; it is noted once."""
        if self.note_bath is not None:
            self.note_bath.setText(self.tr("The bath is noted"))
            self.note_bath.set_icon("check")
            self.note_bath.setEnabled(False)

    def _note_bath(self) -> None:
        self.done_button.setFocus()
        self.bathed.emit()

    def _answered(self) -> None:
        self._weigh()
        self.changed.emit()

    def _weigh(self) -> None:
        """Offer grounding to whoever feels worse, by the button or by their own numbers."""
        self.offer.setVisible(self._grounding and (self._felt_worse or self.ratings.worse))
