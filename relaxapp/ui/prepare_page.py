"""Before a session: what will happen, what to mind, and the few things to choose; all optional."""
# Qt explains its own overrides.

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui.components import Button, Scroll, Text, spoken_length
from relaxapp.ui.night_choices import NightCard
from relaxapp.ui.offers import NONE
from relaxapp.ui.ports import Preparation
from relaxapp.ui.prepare_cards import (
    BeforeCard,
    CautionCard,
    LeaveOutCard,
    StepsCard,
    cramping_groups,
)
from relaxapp.ui.prepare_liking import LikingCard
from relaxapp.ui.sessions_page import AT_ONCE
from relaxapp.ui.shape_card import ShapeCard
from relaxapp.ui.take_along import TakeAlongCard
from relaxapp.ui.theme import ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.builder_offer import MakeCard
    from relaxapp.ui.ports import PracticePort, SessionCard, SettingsPort
    from relaxapp.ui.rating import RatingRow
    from relaxapp.ui.taking_ports import TakingPort
    from relaxapp.ui.theme import Look

_RECOUNT_AFTER = 40
"""Milliseconds after which the length is told anew: a slider is moved in many small steps."""


class PreparePage(QWidget):
    """What will happen and what can be chosen; ``start`` and ``leave`` are the two ways out.

    Voice, ambience, position and delay are kept for the next time when Start is pressed. Help for
    right now asks for no ratings and knows no delay, and what asks for quiet starts in quiet.
    """

    start = Signal()
    leave = Signal()
    alone = Signal()
    """Asks to hear the mix of sounds without the session."""

    def __init__(
        self,
        look: Look,
        card: SessionCard,
        settings: SettingsPort,
        practice: PracticePort,
        taking: TakingPort | None = None,
    ) -> None:
        """``practice`` tells how the session was last practised, and how long it takes.

        With ``taking`` it can be written into a file.
        """
        super().__init__()
        self._look, self._card, self._settings = look, card, settings
        self._practice = practice
        self._usual = practice.usual(card.id)
        """How things stand as the page opens: only what was changed here is kept for all."""
        self._at_once = card.id in AT_ONCE
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_RECOUNT_AFTER)
        self._recount.timeout.connect(self._tell_length)
        self.setAccessibleName(self.tr("Prepare {title}").format(title=card.title))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = Scroll(widest=860)
        outer.addWidget(self.body, 1)
        column = self.body.column
        self._add_heading(column)
        self._cautions: CautionCard | None = None
        self.spare: Button | None = None
        if card.cautions:
            prone = bool(settings.load().spasm_prone)
            self._cautions = CautionCard(look, card, prone=prone)
            self._cautions.spared.connect(self._spare)
            self.spare = self._cautions.spare
            column.addWidget(self._cautions)
        steps = StepsCard(look, card)
        self.length = steps.length
        column.addWidget(steps)
        self._add_liking(column)
        self.groups: list[Button] = []
        """A chip for each group that can be left out, in the session's order."""
        self._left_out: LeaveOutCard | None = None
        self.shape: ShapeCard | None = None
        self.ending: NightCard | None = None
        self.tension: RatingRow | None = None
        self.distress: RatingRow | None = None
        self.along: TakeAlongCard | None = None
        self.made_offer: MakeCard | None = None
        self._add_choices(column, taking)
        column.addStretch(1)
        outer.addWidget(self._foot())
        self._show_chosen(self._usual)
        self._follow()
        self._left_out_changed()
        self._tell_length()

    def _add_liking(self, column: QVBoxLayout) -> None:
        liking = self._liking = LikingCard(
            self._look, self._card, self._settings, self._usual, at_once=self._at_once
        )
        liking.alone.connect(self._hear_alone)
        self.voice, self.position, self.eyes = liking.voice, liking.position, liking.eyes
        self.ambience, self.mix_button = liking.ambience, liking.mix_button
        self.delay, self.choices, self.tones = liking.delay, liking.choices, liking.tones
        column.addWidget(liking)

    def _add_choices(self, column: QVBoxLayout, taking: TakingPort | None) -> None:
        """Add what can be chosen of this session besides voice, sounds and position."""
        look, card = self._look, self._card
        if card.dials or card.effort is not None or card.repeats > 1:
            self.shape = ShapeCard(look, card)
            column.addWidget(self.shape)
        if not self._at_once:
            self.ending = NightCard(look, self._settings.sounds)
            column.addWidget(self.ending)
        if card.groups:
            self._left_out = LeaveOutCard(look, card)
            self.groups = self._left_out.chips
            column.addWidget(self._left_out)
        if not self._at_once:
            before = BeforeCard(look)
            self.tension, self.distress = before.tension, before.distress
            column.addWidget(before)
        if taking is not None and not card.timer:
            self.along = TakeAlongCard(look, taking, card.title, lambda: self.preparation)
            self.leave.connect(self.along.stop)
            self.start.connect(self.along.stop)
            column.addWidget(self.along)

    def offer_making(self, *, own: bool) -> MakeCard:
        """Offer to make the session one's own; ``own``: it is already. Return the offer."""
        from relaxapp.ui.builder_offer import MakeCard

        card = MakeCard(self._look, self._card.title, own=own)
        column = self.body.column
        column.insertWidget(column.count() - 1, card)  # before the room at the end
        self.made_offer = card
        return card

    @property
    def preparation(self) -> Preparation:
        """What the person has chosen."""
        ambience = self.ambience.current
        return Preparation(
            session_id=self._card.id,
            voice=self.voice.current,
            ambience=None if ambience == NONE else ambience,
            position=self.position.current if self.position is not None else self._usual.position,
            delay=self.delay.value if self.delay is not None else 0,
            skip=self._left_out.skip if self._left_out is not None else frozenset(),
            choices=tuple((name, chips.current) for name, chips in self.choices.items()),
            tension_before=self.tension.value if self.tension is not None else None,
            distress_before=self.distress.value if self.distress is not None else None,
            pace=self.shape.pace if self.shape is not None else (),
            effort=self.shape.effort if self.shape is not None else None,
            tones=self.tones is not None and self.tones.isChecked(),
            repeats=self.shape.repeats if self.shape is not None else 1,
            eyes=self.eyes.current if self.eyes is not None else self._usual.eyes,
            bell=self.ending.bell if self.ending is not None else 0,
            night=self.ending.night if self.ending is not None else None,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)

    def _add_heading(self, column: QVBoxLayout) -> None:
        card = self._card
        back = Button(self._look, self.tr("All sessions"), "link", "back", size=16)
        back.clicked.connect(self.leave)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Text(self._look, card.title, "hero"))
        column.addWidget(Text(self._look, card.purpose, "lead"))
        facts = f"{spoken_length(card.seconds)}  ·  {card.technique}"
        column.addWidget(Text(self._look, facts, "body", "muted"))

    def _foot(self) -> QFrame:
        """Return the bar that holds Start where it can always be seen."""
        bar = QFrame()
        bar.setProperty("surface", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(ROOM, TIGHT, ROOM, TIGHT)
        row.setSpacing(SNUG)
        self.back_button = Button(self._look, self.tr("Back"), "large")
        self.back_button.clicked.connect(self.leave)
        self.start_button = Button(self._look, self.tr("Start"), "primary", "play")
        self.start_button.setMinimumWidth(150)
        self.start_button.setAccessibleName(self.tr("Start {title}").format(title=self._card.title))
        self.start_button.clicked.connect(self._begin)
        self.as_usual = Button(self._look, self.tr("As usual"), "link", "undo", size=16)
        self.as_usual.setToolTip(self.tr("Forget what was chosen for this session"))
        self.as_usual.clicked.connect(self._forget)
        row.addWidget(self.as_usual)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.start_button)
        return bar

    def _follow(self) -> None:
        """Tell the length anew whenever something changes that it hangs on."""
        self._liking.changed.connect(self._recount.start)
        if self._left_out is not None:
            self._left_out.changed.connect(self._left_out_changed)
            self._left_out.changed.connect(self._recount.start)
        for moved in self.ending.moved if self.ending is not None else ():
            moved.connect(self._recount.start)
        if self.shape is not None:
            self.shape.moved.connect(self._recount.start)

    def _spare(self, out: bool) -> None:  # noqa: FBT001 - a signal's payload
        """Leave out all that cramps easily, or take it in again."""
        if self._left_out is not None:
            self._left_out.leave_out(cramping_groups(self._card), out=out)

    def _left_out_changed(self) -> None:
        if self._cautions is not None:
            out = cramping_groups(self._card) <= self.preparation.skip
            self._cautions.show_spared(out=out)

    def _tell_length(self) -> None:
        made = self.preparation
        seconds = self._practice.seconds(made)
        self.as_usual.setEnabled(_chosen(made) != _chosen(self._practice.as_usual(self._card.id)))
        words = self.tr("It takes {length}. You can pause, skip and stop at any time.")
        self.length.setText(words.format(length=spoken_length(seconds)))

    def _begin(self) -> None:
        made, before = self.preparation, self._usual
        self._practice.remember(made)
        kept = self._settings.load()
        # Only what was changed here is meant for the others too.
        if made.voice != before.voice:
            kept = kept.with_(voice=made.voice)
        if made.position != before.position:
            kept = kept.with_(position=made.position)
        if made.ambience != before.ambience and self._card.ambience is not None:
            # Quiet that a session asks for says nothing about the others.
            kept = kept.with_(ambience=made.ambience)
        if self.delay is not None:
            kept = kept.with_(start_delay=made.delay)
        self._settings.save(kept)
        if self.ending is not None:
            self.ending.keep()
        self.start.emit()

    def _hear_alone(self) -> None:
        if self.ending is not None:
            self.ending.keep()
        self.alone.emit()

    def _forget(self) -> None:
        """Let all stand as if this session had never been shaped; delay and ratings stay."""
        self._practice.forget(self._card.id)
        self._usual = self._practice.usual(self._card.id)
        self._show_chosen(self._usual)
        self._left_out_changed()
        self._tell_length()
        self.start_button.setFocus()

    def _show_chosen(self, chosen: Preparation) -> None:
        """Let every control stand as it is chosen."""
        self._liking.show_chosen(chosen)
        if self._left_out is not None:
            self._left_out.show_skip(chosen.skip)
        if self.shape is not None:
            self.shape.show_values(chosen.pace, chosen.effort, chosen.repeats)


def _chosen(made: Preparation) -> tuple[object, ...]:
    """Return what is remembered of a preparation, to compare it."""
    answers = (made.position, frozenset(made.choices), made.skip, frozenset(made.pace))
    return (made.voice, made.ambience, made.effort, made.tones, made.repeats, made.eyes, *answers)
