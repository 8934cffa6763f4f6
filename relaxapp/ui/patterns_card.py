"""What the journal was asked, and each answer: mostly that nothing is clear yet.

The whole journal is asked, whatever period is chosen: who may look for a stretch of days until
something shows will find one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.journal import insight_words
from relaxapp.journal.gates import Verdict
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.journal.insights import Insights
    from relaxapp.journal.patterns import Pattern
    from relaxapp.ui.theme import Look


class PatternsCard(Card):
    """What stands out is told at once; the other answers when they are asked for."""

    def __init__(self, look: Look) -> None:
        super().__init__(spacing=SNUG)
        self._look = look
        self._found: Insights | None = None
        self._rest: list[tuple[Verdict, tuple[Pattern, ...]]] = []
        self._announcer = Announcer(self)
        self.setAccessibleName(self.tr("Patterns"))
        self.column.addWidget(Text(look, self.tr("Patterns"), "heading"))
        self.column.addWidget(Text(look, tr(insight_words.ABOUT), "body", "muted"))
        self.summary = Text(look, "", "body")
        self.column.addWidget(self.summary)
        self.standing_out = _Answers(look)
        self.others = _Answers(look)
        self.others.hide()
        self.column.addWidget(self.standing_out)
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.unfold = Button(look, "", "chip", "down", size=16)
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._fold)
        self.copy_button = Button(look, self.tr("Copy as text"), "chip")
        self.copy_button.setAccessibleName(self.tr("Copy the answers as text"))
        self.copy_button.clicked.connect(self.copy)
        row.addWidget(self.unfold)
        row.addWidget(self.copy_button)
        self.column.addWidget(holder)
        self.column.addWidget(self.others)
        self.told = Text(look, "", "label", "accent")
        self.told.hide()
        self.column.addWidget(self.told)

    def show_found(self, found: Insights) -> None:
        """Show the answers."""
        self._found = found
        by = {verdict: _of(found.patterns, verdict) for verdict in Verdict}
        complete = next((n for status, n in found.days.items() if status == "complete"), 0)
        parts = [
            self.tr("{n} questions were asked of the whole journal, with {days} complete days.")
            .format(n=len(found.patterns), days=complete)
        ]  # fmt: skip
        parts += [
            f"{tr(insight_words.HEADINGS[verdict])}: {len(answers)}."
            for verdict, answers in by.items()
            if answers
        ]
        self.summary.setText(" ".join(parts))
        self.standing_out.show_answers([(Verdict.PATTERN, by[Verdict.PATTERN])])
        self.standing_out.setVisible(bool(by[Verdict.PATTERN]))
        self._rest = [(verdict, by[verdict]) for verdict in (Verdict.UNCLEAR, Verdict.TOO_LITTLE)]
        self._fold(self.unfold.isChecked())
        count = sum(len(answers) for _, answers in self._rest)
        self.unfold.setText(self.tr("The other answers ({n})").format(n=count))
        self.unfold.setVisible(count > 0)
        self.told.hide()

    @property
    def text(self) -> str:
        """Everything that is said, a line an answer."""
        found = self._found
        if found is None:
            return ""
        lines = [self.summary.text()]
        lines += [f"{title_of(one)}: {answer_of(one)}" for one in found.patterns]
        return "\n".join((*lines, tr(insight_words.ABOUT))) + "\n"

    def copy(self) -> None:
        """Put every answer on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        told = self.tr("The answers are copied.")
        self.told.setText(told)
        self.told.show()
        self._announcer.say(told)

    def _fold(self, shown: bool) -> None:  # noqa: FBT001 - a signal's payload
        # Made only where they are seen: so many words take a while to lay out.
        self.others.show_answers(self._rest if shown else ())
        self.others.setVisible(shown)
        self.unfold.set_icon("up" if shown else "down")


class _Answers(QWidget):
    """Answers below the heading of their verdict."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(HAIR)

    def show_answers(self, groups: Sequence[tuple[Verdict, Sequence[Pattern]]]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for verdict, answers in groups:
            if not answers:
                continue
            heading = tr(insight_words.HEADINGS[verdict])
            self._column.addWidget(Text(self._look, heading, "strong", "accent"))
            if first := insight_words.counts_first(answers, tr):
                self._column.addWidget(Text(self._look, first, "body"))
            for one in answers:
                self._column.addSpacing(HAIR)
                self._column.addWidget(Text(self._look, title_of(one), "strong"))
                self._column.addWidget(Text(self._look, answer_of(one, alone=False), "body"))
            self._column.addSpacing(SNUG)


def title_of(one: Pattern) -> str:
    """Return what was asked, and of which day."""
    return insight_words.title(one.question, one.lag, tr)


def answer_of(one: Pattern, *, alone: bool = True) -> str:
    """Return the answer, with the days it rests on; see `insight_words.told`."""
    there = one.there
    rests = tr("Compared: {complete} complete days, {on} of that kind and {off} others, {n}.")
    if one.verdict is Verdict.TOO_LITTLE:
        rests = tr("So far: {complete} complete days, {on} of that kind and {off} others, {n}.")
    count = tr("1 episode") if there.episodes == 1 else tr("{n} episodes").format(n=there.episodes)
    return " ".join(
        (
            insight_words.told(one, tr, alone=alone),
            rests.format(
                complete=there.complete_days,
                on=there.exposed_days,
                off=there.unexposed_days,
                n=count,
            ),
        )
    )


def tr(text: str) -> str:
    """Return words in the person's language."""
    return QCoreApplication.translate("insights", text)


def _of(patterns: Sequence[Pattern], verdict: Verdict) -> tuple[Pattern, ...]:
    return tuple(one for one in patterns if one.verdict is verdict)
