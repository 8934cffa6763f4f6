"""The course: where one stands and why, what opens the next stage, and all the stages to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.sessions.course import STAGES, StageId
from relaxapp.ui import course_words as words
from relaxapp.ui.components import Button, Card, Picture, Scroll, Text, icon_button
from relaxapp.ui.controls import Notice, Switch
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from relaxapp.sessions.course import Standing
    from relaxapp.ui.learning_ports import LearningPort
    from relaxapp.ui.theme import Look


class CoursePage(Scroll):
    """``prepare`` asks to look at a session, whose id it carries; ``leave`` goes back."""

    prepare = Signal(str)
    leave = Signal()

    def __init__(self, look: Look, learning: LearningPort) -> None:
        super().__init__(widest=820)
        self._look, self._learning = look, learning
        self.setAccessibleName(self.tr("The course"))
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        self.back = icon_button(look, "back", self.tr("Back to the sessions"))
        self.back.clicked.connect(self.leave)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Text(look, self.tr("The course"), "title"), 1)
        self.column.addLayout(head)
        lead = self.tr(
            "Seven stages, each a little shorter, from lying down in peace to half a minute in the"
            " middle of things. How you feel opens the next one; the date never does."
        )
        self.column.addWidget(Text(look, lead, "lead", "muted"))
        self.problem = Notice(look)
        self.column.addWidget(self.problem)
        self.here = QWidget()
        self._here = _bare(self.here)
        self.column.addWidget(self.here)
        self.column.addWidget(Text(look, self.tr("All the stages"), "heading"))
        self.stages: dict[StageId, StageCard] = {}
        for number, stage in enumerate(STAGES, 1):
            card = StageCard(look, learning, stage, number)
            card.stand.clicked.connect(lambda _=False, s=stage: self._stand(s))
            if card.over is not None:
                card.over.toggled.connect(lambda on, s=stage: self._pass_over(s, on=on))
            self.column.addWidget(card)
            self.stages[stage] = card
        self.column.addStretch(1)
        self.refresh()

    @property
    def first_control(self) -> QWidget:
        """What has the focus at first."""
        return self.practise

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """Show where the person stands now."""
        at = self._learning.standing()
        while (item := self._here.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._here.addWidget(self._standing(at))
        for stage, card in self.stages.items():
            card.show_standing(at, here=stage is at.stage)
        QWidget.setTabOrder(self.back, self.practise)

    def _standing(self, at: Standing) -> Card:
        look, told = self._look, words.stage(at.stage)
        sheet = Card(spacing=TIGHT)
        sheet.setAccessibleName(self.tr("Where you stand"))
        number = list(STAGES).index(at.stage) + 1
        where = self.tr("You are at stage {n} of {all}").format(n=number, all=len(STAGES))
        sheet.column.addWidget(Text(look, where, "label", "accent"))
        sheet.column.addWidget(Text(look, told.title, "title"))
        sheet.column.addWidget(Text(look, told.trains, "lead"))
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        name = self._learning.title(at.session)
        self.practise = Button(look, self.tr("Practise {session}").format(session=name),
                               "soft" if at.opened else "primary", "play")  # fmt: skip
        self.practise.clicked.connect(lambda: self.prepare.emit(at.session))
        row.addWidget(self.practise)
        self.ahead = self.behind = None
        if at.following is not None:
            ahead = self.tr("Go on to: {stage}") if at.opened else self.tr("Step ahead anyway")
            title = words.stage(at.following).title
            kind = "primary" if at.opened else "link"
            self.ahead = self._step(at.following, ahead.format(stage=title), title, kind)
            row.addWidget(self.ahead)
        if at.before is not None:
            title = words.stage(at.before).title
            self.behind = self._step(at.before, self.tr("Step back"), title, "link")
            row.addWidget(self.behind)
        sheet.column.addSpacing(HAIR)
        sheet.column.addWidget(holder)
        for line in (words.so_far(at), words.missing(at)):
            sheet.column.addWidget(Text(look, line, "body"))
        for line in (words.days(self._learning.course_days()), words.rule()):
            sheet.column.addWidget(Text(look, line, "small", "muted"))
        return sheet

    def _step(self, stage: StageId, text: str, title: str, kind: str) -> Button:
        button = Button(self._look, text, kind)
        if title not in text:
            button.setAccessibleName(f"{text}: {title}")
            button.setToolTip(title)
        button.clicked.connect(lambda: self._stand(stage))
        return button

    def _stand(self, stage: StageId) -> None:
        self._do(lambda: self._learning.stand(stage))
        self.verticalScrollBar().setValue(0)
        self.practise.setFocus()

    def _pass_over(self, stage: StageId, *, on: bool) -> None:
        self._do(lambda: self._learning.pass_over(stage, on=on))

    def _do(self, act: Callable[[], None]) -> None:
        self.problem.tell("")
        try:
            act()
        except RelaxappError as error:
            self.problem.tell(str(error))
        self.refresh()


class StageCard(Card):
    """One stage to read about: what it trains, why, with which sessions, after whom."""

    def __init__(self, look: Look, learning: LearningPort, stage: StageId, number: int) -> None:
        super().__init__(spacing=TIGHT)
        told, of = words.stage(stage), STAGES[stage]
        self.setAccessibleName(told.title)
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(Text(look, f"{number}", "heading", "accent", wrap=False))
        head.addWidget(Text(look, told.title, "heading"), 1)
        self.tick = Picture(look, "check", 18, "accent")
        self.mark = Text(look, "", "label", "accent", wrap=False)
        head.addWidget(self.tick)
        head.addWidget(self.mark)
        self.column.addLayout(head)
        names = self.tr(" or ").join(learning.title(one) for one in of.sessions)
        for line, role, tone in (
            (told.trains, "body", "ink"),
            (self.tr("Why: {why}").format(why=told.why), "body", "ink"),
            (self.tr("With: {sessions}").format(sessions=names), "label", "muted"),
            (told.source, "small", "muted"),
        ):
            self.column.addWidget(Text(look, line, role, tone))
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        self.over: Switch | None = None
        if of.tenses:
            self.over = Switch(look, self.tr("Pass this one over: it tenses muscles"))
            self.over.setAccessibleName(self.tr("Pass over {stage}").format(stage=told.title))
            row.addWidget(self.over)
        self.stand = Button(look, self.tr("Stand here"), "link")
        self.stand.setAccessibleName(self.tr("Stand at {stage}").format(stage=told.title))
        row.addWidget(self.stand)
        self.column.addWidget(holder)
        self._stage = stage

    def show_standing(self, at: Standing, *, here: bool) -> None:
        """Say whether this is where the person stands, and whether it is passed over."""
        passed = self._stage in at.passed
        opened = at.opened and self._stage is at.following
        told = self.tr("You are here") if here else self.tr("Passed over") if passed else (
            self.tr("Open") if opened else "")  # fmt: skip
        self.mark.setText(told)
        self.tick.setVisible(here)
        self.stand.setVisible(not here)
        if self.over is not None:
            self.over.blockSignals(True)
            self.over.setChecked(passed)
            self.over.blockSignals(False)


def _bare(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    return column
