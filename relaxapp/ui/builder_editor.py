"""One part of a session under the hand: its times, its words, and what is still wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.sessions.script import StepKind
from relaxapp.ui.builder_choice import ChoiceView
from relaxapp.ui.builder_step import StepEditor
from relaxapp.ui.components import Card, Text, spoken_length
from relaxapp.ui.controls import Notice, Switch
from relaxapp.ui.theme import GAP, SNUG

if TYPE_CHECKING:
    from relaxapp.sessions.draft import Part
    from relaxapp.ui.builder_bench import Bench
    from relaxapp.ui.line_ports import LinesPort
    from relaxapp.ui.theme import Look


class PartEditor(Card):
    """Shows the part that is looked at, and changes it on the bench.

    ``built`` when its controls are others than before.
    """

    built = Signal()

    def __init__(self, look: Look, bench: Bench, lines: LinesPort | None, voice: str) -> None:
        super().__init__(spacing=SNUG)
        self._look, self._bench, self._lines, self._voice = look, bench, lines, voice
        self._shape: tuple[object, ...] = ()
        self.steps: list[StepEditor] = []
        self.heading = Text(look, "", "heading")
        self.length = Text(look, "", "label", "muted", wrap=False)
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self.length, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.wrong = Notice(look)
        self.column.addWidget(self.wrong)
        self.tighten = Switch(look, self.tr("Tighten it first, gently"))
        self.tighten.toggled.connect(self._tighten)
        self.column.addWidget(self.tighten)
        self._holder = QWidget()
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP)
        self.column.addWidget(self._holder)
        self.column.addStretch(1)
        bench.changed.connect(self.refresh)
        bench.moved_on.connect(self.refresh)
        bench.looked.connect(self._tell_wrong)
        self.refresh()

    def refresh(self) -> None:
        """Show the part as it is; built anew only where it holds other things than before."""
        part = self._bench.part
        shape = _shape(part)
        if shape != self._shape:
            self._shape = shape
            self._build(part)
            self.built.emit()
        self.heading.setText(part.title if part else self.tr("Nothing here yet"))
        self.length.setText(spoken_length(part.seconds) if part else "")
        self._tell_wrong()
        group = part.group if part else None
        can = bool(part and group and self._bench.port.wordings.tenses(group))
        releases = bool(part and any(s.kind is StepKind.RELEASE for s in part.steps))
        self.tighten.setVisible(can and releases)
        self.tighten.blockSignals(True)
        self.tighten.setChecked(bool(part and part.tenses))
        self.tighten.blockSignals(False)
        if part is not None:
            for number, editor in enumerate(self.steps):
                editor.show_step(part.steps[number])

    @property
    def controls(self) -> list[QWidget]:
        """What Tab goes through, from top to bottom."""
        items = (self._rows.itemAt(row) for row in range(self._rows.count()))
        shown = [item.widget() for item in items if item is not None]
        found = (one for part in shown if part is not None for one in part.findChildren(QWidget))
        return [self.tighten, *(one for one in found if _stops(one))]

    def write(self) -> None:
        """Go to the first words that there are to write."""
        rows = [row for editor in self.steps for row in (*editor.rows, *editor.phase_rows)]
        empty = [row for row in rows if not row.text]
        for row in (*empty, *rows):
            row.field.setFocus()
            return

    def end(self) -> None:
        """Let go of microphone and voices."""
        for editor in self.steps:
            editor.end()

    def _build(self, part: Part | None) -> None:
        self.end()
        self.steps = []
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if part is None:
            return
        if part.choice is not None:
            self._rows.addWidget(ChoiceView(self._look, self._bench, part))
            return
        for number in range(len(part.steps)):
            editor = StepEditor(self._look, self._bench, part, number, self._lines, self._voice)
            self.steps.append(editor)
            self._rows.addWidget(editor)

    def _tighten(self, on: bool) -> None:  # noqa: FBT001 - a signal's payload
        part, words = self._bench.part, self._bench.port.wordings
        if part is None or part.group is None:
            return
        items = words.tensed(part.items, part.group) if on else words.untensed(part.items)
        self._bench.change(self._bench.draft.with_items(part.key, items))

    def _tell_wrong(self) -> None:
        found = self._bench.about(self._bench.key) if self._bench.key is not None else ()
        self.wrong.tell("\n".join(f"{one.message}." for one in found))


def _shape(part: Part | None) -> tuple[object, ...]:
    """What the editor has a control for; with another shape it is built anew."""
    if part is None:
        return ()
    steps = tuple((step.kind, len(step.lines), len(step.phases)) for step in part.steps)
    return (part.key, part.choice is not None, part.group, steps)


def _stops(widget: QWidget) -> bool:
    """Whether Tab stops at a widget that is there to stay."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
