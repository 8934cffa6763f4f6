"""The cards of a session's preparation that tell or ask one thing each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relaxapp.ui.components import Button, Card, Picture, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.offers import distress_row, tension_row
from relaxapp.ui.theme import HAIR, ROOM, TIGHT

if TYPE_CHECKING:
    from collections.abc import Collection

    from relaxapp.ui.ports import SessionCard
    from relaxapp.ui.theme import Look

_CRAMPING = ("calf", "foot")
"""What cramps most easily: the first parts of these groups' ids."""


class CautionCard(Card):
    """What to mind: prominent where muscles are tensed, quieter where they are not.

    ``spared`` carries whether all that cramps easily is to be left out.
    """

    spared = Signal(bool)

    def __init__(self, look: Look, card: SessionCard, *, prone: bool) -> None:
        """``prone`` is someone whose muscles cramp easily."""
        super().__init__("caution" if card.tenses else "card", ROOM - HAIR, TIGHT)
        cramping = cramping_groups(card)
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(Picture(look, "info", 22, "sand_ink" if card.tenses else "muted"))
        words = self.tr("Before you tense anything") if card.tenses else self.tr("Good to know")
        tone = "sand" if card.tenses else "ink"
        head.addWidget(Text(look, words, "heading", tone, wrap=False), 1)
        self.column.addLayout(head)
        for caution in card.cautions:
            self.column.addLayout(_line(look, "•", caution, tone))
        if card.tenses and prone:
            for words in self._for_the_prone(cramping):
                self.column.addLayout(_line(look, "•", words, tone))
        self.spare: Button | None = None
        if cramping:
            words = self.tr("Leave out calves and feet")
            if any(group.split(".")[0] not in _CRAMPING for group in cramping):
                words = self.tr("Leave out what cramps easily")
            self.spare = Button(look, words, "chip", size=14)
            self.spare.setCheckable(True)
            self.spare.toggled.connect(self.spared)
            self.column.addSpacing(HAIR)
            self.column.addWidget(self.spare, 0, Qt.AlignmentFlag.AlignLeft)

    def show_spared(self, *, out: bool) -> None:
        """Let the one chip for all that cramps stand as the single ones do."""
        if self.spare is not None:
            self.spare.blockSignals(True)
            self.spare.setChecked(out)
            self.spare.blockSignals(False)
            self.spare.set_icon("clear" if out else "")

    def _for_the_prone(self, cramping: set[str]) -> tuple[str, ...]:
        """Return what those should know whose muscles cramp easily."""
        spared = self.tr("What cramps easily is left out here from the start, as you wished.")
        cramp = self.tr(
            "If a cramp comes all the same: let go at once, and stretch it slowly the other way."
            " “Cramp!” in the player takes you through it."
        )
        return (spared, cramp) if cramping else (cramp,)


class StepsCard(Card):
    """What will happen, and in ``length`` how long it takes."""

    def __init__(self, look: Look, card: SessionCard) -> None:
        super().__init__()
        self.column.addWidget(Text(look, self.tr("What will happen"), "heading"))
        for number, step in enumerate(card.steps, 1):
            self.column.addLayout(_line(look, f"{number}", step, "ink"))
        self.length = Text(look, "", "label", "muted")
        self.column.addWidget(self.length)


class LeaveOutCard(Card):
    """A chip for each group that can be left out, in the session's order; ``changed`` tells."""

    changed = Signal()

    def __init__(self, look: Look, card: SessionCard) -> None:
        super().__init__()
        self._ids = [group.id for group in card.groups]
        self.column.addWidget(Text(look, self.tr("Leave out"), "heading"))
        hint = self.tr("Anything that is sore, injured or cramps easily. You lose nothing by it.")
        self.column.addWidget(Text(look, hint, "body", "muted"))
        holder = QWidget()
        flow = FlowLayout(holder, TIGHT)
        self.chips: list[Button] = []
        for group in card.groups:
            chip = Button(look, group.label, "chip")
            chip.setCheckable(True)
            chip.setAccessibleName(self.tr("Leave out: {group}").format(group=group.label))
            chip.toggled.connect(lambda on, c=chip: c.set_icon("clear" if on else ""))
            chip.toggled.connect(self.changed)
            flow.addWidget(chip)
            self.chips.append(chip)
        self.column.addWidget(holder)

    @property
    def skip(self) -> frozenset[str]:
        """The groups that are to be left out."""
        pairs = zip(self._ids, self.chips, strict=True)
        return frozenset(group for group, chip in pairs if chip.isChecked())

    def leave_out(self, groups: Collection[str], *, out: bool = True) -> None:
        """Leave these out, or take them in; the others stay as they are."""
        for group, chip in zip(self._ids, self.chips, strict=True):
            if group in groups:
                chip.setChecked(out)

    def show_skip(self, skip: Collection[str]) -> None:
        """Let every chip stand as it is chosen."""
        for group, chip in zip(self._ids, self.chips, strict=True):
            chip.setChecked(group in skip)


class BeforeCard(Card):
    """How the person is before it starts, if they like to say so."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.column.addWidget(Text(look, self.tr("How are you right now?"), "heading"))
        hint = self.tr("Only if you like. It lets you see later what helps.")
        self.column.addWidget(Text(look, hint, "body", "muted"))
        self.tension = tension_row(self, look)
        self.distress = distress_row(self, look)
        self.column.addWidget(self.tension)
        self.column.addWidget(self.distress)


def cramping_groups(card: SessionCard) -> set[str]:
    """Return the groups among the session's that cramp most easily."""
    if card.cramping:
        return set(card.cramping)
    return {g.id for g in card.groups if g.id.split(".")[0] in _CRAMPING}


def _line(look: Look, mark: str, words: str, tone: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(TIGHT)
    sign = Text(look, mark, "strong", "accent" if tone == "ink" else tone, wrap=False)
    sign.setMinimumWidth(14)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(look, words, "body", tone), 1)
    return row
