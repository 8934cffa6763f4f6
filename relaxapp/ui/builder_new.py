"""The first page of a new session: how it works, which areas, and it is there to be changed."""
# Qt explains its own overrides.

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.sessions.draft import Technique
from relaxapp.ui.builder_areas import AreaPicker
from relaxapp.ui.components import Button, Card, Scroll, Text
from relaxapp.ui.controls import Chips
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from relaxapp.sessions.wordings import Wordings
    from relaxapp.ui.theme import Look

_SETS = {
    4: ("arms", "face", "torso", "legs"),
    8: ("face", "jaw", "shoulders", "arms", "chest", "abdomen", "back", "legs"),
    16: (
        "hand.right", "upper_arm.right", "hand.left", "upper_arm.left", "forehead", "eyes", "jaw",
        "neck", "chest", "abdomen", "thigh.right", "calf.right", "foot.right", "thigh.left",
        "calf.left", "foot.left",
    ),
}  # fmt: skip
_WITH_AREAS = frozenset({Technique.RELEASE, Technique.TENSE, Technique.SCAN, Technique.HEAVY})


class NewPage(QWidget):
    """``made`` asks for a session of what is chosen, ``leave`` for nothing."""

    made = Signal()
    leave = Signal()

    def __init__(self, look: Look, wordings: Wordings, drawing: Path, *, gently: bool) -> None:
        """``gently``: whether tensing is none of the first things to offer."""
        super().__init__()
        self._look = look
        self.setAccessibleName(self.tr("Make your own session"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = Scroll(widest=980)
        outer.addWidget(self.body, 1)
        column = self.body.column
        back = Button(look, self.tr("All sessions"), "link", "back", size=16)
        back.clicked.connect(self.leave)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Text(look, self.tr("Make your own"), "hero"))
        words = self.tr("Choose how it works and where. Words come along; all can be changed then.")
        column.addWidget(Text(look, words, "lead", "muted"))
        sheet = Card()
        sheet.column.addWidget(Text(look, self.tr("How it works"), "heading"))
        offered = [
            Named(Technique.RELEASE, self.tr("Let go only")),
            Named(Technique.TENSE, self.tr("Tighten and let go")),
            Named(Technique.SCAN, self.tr("Notice, place by place")),
            Named(Technique.HEAVY, self.tr("Heavy and warm")),
            Named(Technique.BREATH, self.tr("Breathing")),
            Named(Technique.OWN, self.tr("Own words")),
        ]
        if gently:
            offered.append(offered.pop(1))
        self.technique = Chips(look, self.tr("How it works"), offered, Technique.RELEASE)
        self.technique.chosen.connect(self._follow)
        sheet.column.addWidget(self.technique)
        self.hint = Text(look, "", "body", "muted")
        sheet.column.addWidget(self.hint)
        column.addWidget(sheet)
        self.where = Card(spacing=SNUG)
        self.where.column.addWidget(Text(look, self.tr("Where"), "heading"))
        words = self.tr("Point at the body or choose in the list, in the order you like; left and"
                        " right are your own. Or begin with a usual set:")  # fmt: skip
        self.where.column.addWidget(Text(look, words, "body", "muted"))
        self.where.column.addWidget(self._sets())
        self.picker = AreaPicker(look, drawing, wordings.groups)
        self.picker.changed.connect(self._follow)
        self.where.column.addWidget(self.picker)
        column.addWidget(self.where)
        column.addStretch(1)
        outer.addWidget(self._foot())
        self._follow()

    @property
    def first_control(self) -> QWidget:
        """How it works."""
        return self.technique.first_control

    @property
    def chosen(self) -> tuple[Technique, tuple[str, ...]]:
        """The technique, and the areas that it goes to."""
        technique = Technique(self.technique.current)
        return technique, self.picker.chosen if technique in _WITH_AREAS else ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)

    def _sets(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.sets: dict[int, Button] = {}
        for count, groups in _SETS.items():
            button = Button(self._look, self.tr("{n} areas").format(n=count), "soft")
            button.clicked.connect(lambda _=False, g=groups: self.picker.choose(g))
            row.addWidget(button)
            self.sets[count] = button
        self.none = Button(self._look, self.tr("None"), "link", "clear", size=16)
        self.none.clicked.connect(lambda: self.picker.choose(()))
        row.addWidget(self.none)
        return holder

    def _foot(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("surface", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(ROOM, TIGHT, ROOM, TIGHT)
        row.setSpacing(SNUG)
        self.told = Text(self._look, "", "body", "muted")
        row.addWidget(self.told, 1)
        leave = Button(self._look, self.tr("Not now"), "large")
        leave.clicked.connect(self.leave)
        self.go = Button(self._look, self.tr("Make it"), "primary", "check")
        self.go.setMinimumWidth(140)
        self.go.clicked.connect(self.made)
        row.addWidget(leave)
        row.addWidget(self.go)
        return bar

    def _follow(self) -> None:
        technique, groups = self.chosen
        hints = {
            Technique.RELEASE: self.tr(
                "Each place is looked at and let go. Nothing is tensed: right for muscles that"
                " twitch or cramp."
            ),
            Technique.TENSE: self.tr(
                "Each place is tightened a little for a few seconds, and let go. Not with muscles"
                " that cramp easily; calves and feet only lightly."
            ),
            Technique.SCAN: self.tr("Attention goes from place to place, and changes nothing."),
            Technique.HEAVY: self.tr("Each place is told that it is heavy, or warm."),
            Technique.BREATH: self.tr("Small, slow breaths: four seconds in, six out."),
            Technique.OWN: self.tr("A frame of settling down and coming back, for your own words."),
        }
        self.hint.setText(hints[technique])
        self.where.setVisible(technique in _WITH_AREAS)
        ready = bool(groups) or technique not in _WITH_AREAS
        self.go.setEnabled(ready)
        self.told.setText("" if ready else self.tr("Choose at least one area."))
