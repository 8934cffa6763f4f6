"""Before a session: what will happen, what to mind, and the few things to choose; all optional."""
# Qt explains its own overrides.

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui.components import Button, Card, Picture, Scroll, Text, duration
from relaxapp.ui.controls import Chips, ValueSlider, field
from relaxapp.ui.layouts import CardGrid, FlowLayout
from relaxapp.ui.ports import Named, Preparation
from relaxapp.ui.rating import RatingRow
from relaxapp.ui.theme import GAP, HAIR, ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.ports import SessionCard, SettingsPort
    from relaxapp.ui.theme import Look

NONE = "none"
"""The id that stands for no ambience among chips; the settings say None."""
LONGEST_DELAY = 120


class PreparePage(QWidget):
    """What will happen and what can be chosen; ``start`` and ``leave`` are the two ways out.

    Voice, ambience, position and delay are kept for the next time when Start is pressed.
    """

    start = Signal()
    leave = Signal()

    def __init__(self, look: Look, card: SessionCard, settings: SettingsPort) -> None:
        super().__init__()
        self._look, self._card, self._settings = look, card, settings
        self._kept = settings.load()
        self.groups: list[Button] = []
        """A chip for each group that can be left out, in the session's order."""
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
        if card.groups:
            column.addWidget(self._left_out())
        column.addWidget(self._before())
        column.addStretch(1)
        outer.addWidget(self._foot())

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
            position=self.position.current if self.position is not None else self._kept.position,
            delay=self.delay.value,
            skip=frozenset(skipped),
            choices=tuple((name, chips.current) for name, chips in self.choices.items()),
            tension_before=self.tension.value,
            distress_before=self.distress.value,
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
        facts = f"{duration(card.seconds)}  ·  {card.technique}"
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
        return sheet

    def _steps(self) -> Card:
        sheet = Card()
        sheet.column.addWidget(Text(self._look, self.tr("What will happen"), "heading"))
        for number, step in enumerate(self._card.steps, 1):
            sheet.column.addLayout(_line(self._look, f"{number}", step, "ink"))
        length = self.tr("It takes {length} minutes. You can pause, skip and stop at any time.")
        words = length.format(length=duration(self._card.seconds))
        sheet.column.addWidget(Text(self._look, words, "label", "muted"))
        return sheet

    def _choices(self) -> Card:
        sheet = Card(spacing=GAP)
        look, card, kept = self._look, self._card, self._kept
        sheet.column.addWidget(Text(look, self.tr("How you like it"), "heading"))
        holder = QWidget()
        grid = CardGrid(holder, least=310, spacing=GAP)
        name = self.tr("Voice")
        self.voice = Chips(look, name, voices(self), kept.voice)
        grid.addWidget(_block(look, name, self.voice))
        self.position: Chips | None = None
        if card.positions:
            name = self.tr("Position")
            self.position = Chips(look, name, card.positions, kept.position)
            grid.addWidget(_block(look, name, self.position))
        name = self.tr("Sound around you")
        self.ambience = Chips(look, name, ambiences(self), kept.ambience or NONE)
        grid.addWidget(_block(look, name, self.ambience))
        name = self.tr("Start delay")
        delay = min(kept.start_delay, LONGEST_DELAY)
        self.delay = ValueSlider(look, name, (0, LONGEST_DELAY, 5), delay, self._tell_delay)
        grid.addWidget(_block(look, name, self.delay, self.tr("Time to settle before the voice.")))
        self.choices: dict[str, Chips] = {}
        for choice in card.choices:
            chips = Chips(look, choice.label, choice.options, choice.options[0].id)
            self.choices[choice.name] = chips
            grid.addWidget(_block(look, choice.label, chips))
        sheet.column.addWidget(holder)
        return sheet

    def _left_out(self) -> Card:
        sheet = Card()
        look = self._look
        sheet.column.addWidget(Text(look, self.tr("Leave out"), "heading"))
        hint = self.tr("Anything that is sore, injured or cramps easily. Nothing is missed by it.")
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
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.start_button)
        return bar

    def _begin(self) -> None:
        made = self.preparation
        self._settings.save(
            self._settings.load().with_(
                voice=made.voice,
                ambience=made.ambience,
                position=made.position,
                start_delay=made.delay,
            )
        )
        self.start.emit()

    def _tell_delay(self, seconds: int) -> str:
        return self.tr("none") if seconds == 0 else self.tr("{n} s").format(n=seconds)


def voices(context: QWidget) -> tuple[Named, ...]:
    """Return the two voices, in words."""
    return (
        Named("woman", context.tr("A woman's voice")),
        Named("man", context.tr("A man's voice")),
    )


def ambiences(context: QWidget) -> tuple[Named, ...]:
    """Return the sounds to rest in, in words, none among them."""
    return (
        Named(NONE, context.tr("None")),
        Named("rain", context.tr("Rain")),
        Named("ocean", context.tr("Ocean")),
        Named("wind", context.tr("Wind in trees")),
        Named("brown", context.tr("Deep hush")),
        Named("pad", context.tr("Soft tones")),
    )


def tension_row(context: QWidget, look: Look) -> RatingRow:
    """Return the question about tension."""
    return RatingRow(look, context.tr("Tension in your body"), context.tr("loose"),
                     context.tr("as tight as can be"))  # fmt: skip


def distress_row(context: QWidget, look: Look) -> RatingRow:
    """Return the question about distress."""
    return RatingRow(look, context.tr("Worry or distress"), context.tr("none"),
                     context.tr("as strong as can be"))  # fmt: skip


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
