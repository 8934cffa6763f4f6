"""Before a session: what will happen, what to mind, and the few things to choose; all optional."""
# Qt explains its own overrides.

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui.components import Button, Card, Picture, Scroll, Text, spoken_length
from relaxapp.ui.controls import Chips, Switch, ValueSlider, field
from relaxapp.ui.layouts import CardGrid, FlowLayout
from relaxapp.ui.night_choices import NightCard
from relaxapp.ui.offers import MIX, NONE, ambiences, distress_row, tension_row, voices
from relaxapp.ui.ports import Preparation
from relaxapp.ui.sessions_page import AT_ONCE
from relaxapp.ui.shape_card import ShapeCard
from relaxapp.ui.take_along import TakeAlongCard
from relaxapp.ui.theme import GAP, HAIR, ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.builder_offer import MakeCard
    from relaxapp.ui.ports import PracticePort, SessionCard, SettingsPort
    from relaxapp.ui.rating import RatingRow
    from relaxapp.ui.taking_ports import TakingPort
    from relaxapp.ui.theme import Look

LONGEST_DELAY = 600
_SECONDS_TO = 120
"""Seconds up to which a delay is told in seconds alone."""
_RECOUNT_AFTER = 40
"""Milliseconds after which the length is told anew: a slider is moved in many small steps."""
_DESK, _OPEN, _CLOSED = "desk", "open", "closed"
_CRAMPING = ("calf", "foot")
"""What cramps most easily: the first parts of these groups' ids."""


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
        self._kept = settings.load()
        self._practice = practice
        self._usual = practice.usual(card.id)
        """How things stand as the page opens: only what was changed here is kept for all."""
        self._at_desk = self._usual.position == _DESK
        self._at_once = card.id in AT_ONCE
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_RECOUNT_AFTER)
        self._recount.timeout.connect(self._tell_length)
        self.groups: list[Button] = []
        """A chip for each group that can be left out, in the session's order."""
        self.spare: Button | None = None
        self.setAccessibleName(self.tr("Prepare {title}").format(title=card.title))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = Scroll(widest=860)
        outer.addWidget(self.body, 1)
        column = self.body.column
        self._add_heading(column)
        if card.cautions:
            column.addWidget(self._cautions())
        column.addWidget(self._steps())
        column.addWidget(self._choices())
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

    def _add_choices(self, column: QVBoxLayout, taking: TakingPort | None) -> None:
        """Add what can be chosen of this session besides voice, sounds and position."""
        look, card = self._look, self._card
        if card.dials or card.effort is not None:
            self.shape = ShapeCard(look, card)
            column.addWidget(self.shape)
        if not self._at_once:
            self.ending = NightCard(look, self._settings.sounds)
            column.addWidget(self.ending)
        if card.groups:
            column.addWidget(self._left_out())
        if not self._at_once:
            column.addWidget(self._before())
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
        skipped = [
            g.id for g, b in zip(self._card.groups, self.groups, strict=True) if b.isChecked()
        ]
        return Preparation(
            session_id=self._card.id,
            voice=self.voice.current,
            ambience=None if ambience == NONE else ambience,
            position=self.position.current if self.position is not None else self._usual.position,
            delay=self.delay.value if self.delay is not None else 0,
            skip=frozenset(skipped),
            choices=tuple((name, chips.current) for name, chips in self.choices.items()),
            tension_before=self.tension.value if self.tension is not None else None,
            distress_before=self.distress.value if self.distress is not None else None,
            pace=self.shape.pace if self.shape is not None else (),
            effort=self.shape.effort if self.shape is not None else None,
            tones=self.tones is not None and self.tones.isChecked(),
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

    def _cautions(self) -> Card:
        """Return what to mind: prominent where muscles are tensed, quieter where they are not."""
        tenses = self._card.tenses
        sheet = Card("caution" if tenses else "card", ROOM - HAIR, TIGHT)
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(Picture(self._look, "info", 22, "sand_ink" if tenses else "muted"))
        words = self.tr("Before you tense anything") if tenses else self.tr("Good to know")
        tone = "sand" if tenses else "ink"
        head.addWidget(Text(self._look, words, "heading", tone, wrap=False), 1)
        sheet.column.addLayout(head)
        for caution in self._card.cautions:
            sheet.column.addLayout(_line(self._look, "•", caution, tone))
        if tenses and self._kept.spasm_prone:
            for words in self._for_the_prone():
                sheet.column.addLayout(_line(self._look, "•", words, tone))
        if cramping := self._cramping():
            words = self.tr("Leave out calves and feet")
            if any(group.split(".")[0] not in _CRAMPING for group in cramping):
                words = self.tr("Leave out what cramps easily")
            self.spare = Button(self._look, words, "chip", size=14)
            self.spare.setCheckable(True)
            self.spare.toggled.connect(self._spare)
            sheet.column.addSpacing(HAIR)
            sheet.column.addWidget(self.spare, 0, Qt.AlignmentFlag.AlignLeft)
        return sheet

    def _for_the_prone(self) -> tuple[str, ...]:
        """Return what those should know whose muscles cramp easily."""
        spared = self.tr("What cramps easily is left out here from the start, as you wished.")
        cramp = self.tr(
            "If a cramp comes all the same: let go at once, and stretch it slowly the other way."
            " “Cramp!” in the player takes you through it."
        )
        return (spared, cramp) if self._cramping() else (cramp,)

    def _steps(self) -> Card:
        sheet = Card()
        sheet.column.addWidget(Text(self._look, self.tr("What will happen"), "heading"))
        for number, step in enumerate(self._card.steps, 1):
            sheet.column.addLayout(_line(self._look, f"{number}", step, "ink"))
        self.length = Text(self._look, "", "label", "muted")
        sheet.column.addWidget(self.length)
        return sheet

    def _choices(self) -> Card:
        sheet = Card(spacing=GAP)
        look, card, kept = self._look, self._card, self._usual
        sheet.column.addWidget(Text(look, self.tr("How you like it"), "heading"))
        holder = QWidget()
        grid = CardGrid(holder, least=310, spacing=GAP)
        name = self.tr("Voice")
        self.voice = Chips(look, name, voices(self), kept.voice)
        if not card.timer:
            grid.addWidget(_block(look, name, self.voice))
        self.position: Chips | None = None
        if card.positions:
            name = self.tr("Position")
            self.position = Chips(look, name, card.positions, kept.position)
            grid.addWidget(_block(look, name, self.position))
        self.eyes: Chips | None = None
        if card.eyes:
            name = self.tr("Eyes")
            self.eyes = Chips(look, name, card.eyes, kept.eyes)
            grid.addWidget(_block(look, name, self.eyes))
            if self.position is not None:
                self.position.chosen.connect(self._open_eyes_at_desk)
        name = self.tr("Sound around you")
        ambience = NONE if card.ambience is None else kept.ambience or NONE
        self.ambience = Chips(look, name, ambiences(self), ambience)
        ambience_block = _block(look, name, self.ambience)
        self.mix_button = Button(look, self.tr("Mix of sounds…"), "link", "settings", size=16)
        self.mix_button.clicked.connect(self._open_mix)
        column = ambience_block.layout()
        if column is not None:
            column.addWidget(self.mix_button)
        grid.addWidget(ambience_block)
        self.delay: ValueSlider | None = None
        if not self._at_once:
            name = self.tr("Start delay")
            delay = min(kept.delay, LONGEST_DELAY)
            self.delay = ValueSlider(look, name, (0, LONGEST_DELAY, 5), delay, self._tell_delay)
            hint = self.tr("Time to settle before the voice.")
            grid.addWidget(_block(look, name, self.delay, hint))
        self.choices: dict[str, Chips] = {}
        for choice in card.choices:
            chips = Chips(look, choice.label, choice.options, choice.options[0].id)
            self.choices[choice.name] = chips
            grid.addWidget(_block(look, choice.label, chips))
        self.tones: Switch | None = None
        if card.breathes:
            self.tones = Switch(look, self.tr("A soft tone goes along"))
            name = self.tr("Tones with the breath")
            hint = self.tr("It rises as you breathe in and falls as you breathe out.")
            grid.addWidget(_block(look, name, self.tones, hint))
        sheet.column.addWidget(holder)
        return sheet

    def _open_eyes_at_desk(self) -> None:
        """Let the eyes be open at the desk, and as before away from it."""
        if self.position is None or self.eyes is None:
            return
        at_desk = self.position.current == _DESK
        if at_desk is not self._at_desk:
            self._at_desk = at_desk
            self.eyes.pick(_OPEN if at_desk or self._kept.eyes_open else _CLOSED)

    def _left_out(self) -> Card:
        sheet = Card()
        look = self._look
        sheet.column.addWidget(Text(look, self.tr("Leave out"), "heading"))
        hint = self.tr("Anything that is sore, injured or cramps easily. You lose nothing by it.")
        sheet.column.addWidget(Text(look, hint, "body", "muted"))
        holder = QWidget()
        flow = FlowLayout(holder, TIGHT)
        for group in self._card.groups:
            chip = Button(look, group.label, "chip")
            chip.setCheckable(True)
            chip.setAccessibleName(self.tr("Leave out: {group}").format(group=group.label))
            chip.toggled.connect(lambda on, c=chip: c.set_icon("clear" if on else ""))
            flow.addWidget(chip)
            self.groups.append(chip)
        sheet.column.addWidget(holder)
        return sheet

    def _before(self) -> Card:
        sheet = Card()
        look = self._look
        sheet.column.addWidget(Text(look, self.tr("How are you right now?"), "heading"))
        hint = self.tr("Only if you like. It lets you see later what helps.")
        sheet.column.addWidget(Text(look, hint, "body", "muted"))
        self.tension = tension_row(self, look)
        self.distress = distress_row(self, look)
        sheet.column.addWidget(self.tension)
        sheet.column.addWidget(self.distress)
        return sheet

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

    def _cramping(self) -> set[str]:
        """Return the groups among the session's that cramp most easily."""
        if self._card.cramping:
            return set(self._card.cramping)
        return {g.id for g in self._card.groups if g.id.split(".")[0] in _CRAMPING}

    def _spare(self, out: bool) -> None:  # noqa: FBT001 - a signal's payload
        """Leave out all that cramps easily, or take it in again."""
        cramping = self._cramping()
        for group, chip in zip(self._card.groups, self.groups, strict=True):
            if group.id in cramping:
                chip.setChecked(out)

    def _left_out_changed(self) -> None:
        """Let the one chip for all that cramps stand as the single ones do."""
        if self.spare is not None:
            all_out = self._cramping() <= self.preparation.skip
            self.spare.blockSignals(True)
            self.spare.setChecked(all_out)
            self.spare.blockSignals(False)
            self.spare.set_icon("clear" if all_out else "")

    def _follow(self) -> None:
        """Tell the length anew whenever something changes that it hangs on."""
        for chip in self.groups:
            chip.toggled.connect(self._left_out_changed)
            chip.toggled.connect(self._recount.start)
        for chips in (*self.choices.values(), self.voice, self.position, self.eyes):
            if chips is not None:
                chips.chosen.connect(self._recount.start)
        if self.delay is not None:
            self.delay.moved.connect(self._recount.start)
        for moved in self.ending.moved if self.ending is not None else ():
            moved.connect(self._recount.start)
        if self.tones is not None:
            self.tones.toggled.connect(self._recount.start)
        if self.shape is not None:
            self.shape.moved.connect(self._recount.start)
        self.ambience.chosen.connect(self._recount.start)  # it may be no longer as usual

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

    def _open_mix(self) -> None:
        from relaxapp.ui.mix_sheet import MixSheet

        sheet = MixSheet(self._look, self._settings.sounds, self, plays=True)
        sheet.changed.connect(lambda: self.ambience.pick(MIX))
        sheet.alone.connect(self._hear_alone)
        sheet.open()

    def _hear_alone(self) -> None:
        if self.ending is not None:
            self.ending.keep()
        self.alone.emit()

    def _tell_delay(self, seconds: int) -> str:
        if seconds == 0:
            return self.tr("none")
        if seconds <= _SECONDS_TO:
            return self.tr("{n} s").format(n=seconds)
        return spoken_length(seconds)

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
        self.voice.pick(chosen.voice)
        self.ambience.pick(chosen.ambience or NONE)
        if self.position is not None:
            self.position.pick(chosen.position)
        if self.eyes is not None:
            self.eyes.pick(chosen.eyes)
        for name, one in chosen.choices:
            if name in self.choices:
                self.choices[name].pick(one)
        for group, chip in zip(self._card.groups, self.groups, strict=True):
            chip.setChecked(group.id in chosen.skip)
        if self.tones is not None:
            self.tones.setChecked(chosen.tones)
        if self.shape is not None:
            self.shape.show_values(chosen.pace, chosen.effort)


def _chosen(made: Preparation) -> tuple[object, ...]:
    """Return what is remembered of a preparation, to compare it."""
    answers = (made.position, frozenset(made.choices), made.skip, frozenset(made.pace))
    return (made.voice, made.ambience, made.effort, made.tones, made.eyes, *answers)


def _block(look: Look, name: str, control: QWidget, hint: str = "") -> QWidget:
    block = QWidget()
    column = field(look, name, control, hint)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    block.setLayout(column)
    return block


def _line(look: Look, mark: str, words: str, tone: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(TIGHT)
    sign = Text(look, mark, "strong", "accent" if tone == "ink" else tone, wrap=False)
    sign.setMinimumWidth(14)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(look, words, "body", tone), 1)
    return row
