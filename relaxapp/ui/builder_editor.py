"""One part of a session under the hand: its times, its words, and what is still wrong with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.body import GROUPS
from relaxapp.sessions.fitting import with_breath, with_lines, with_seconds
from relaxapp.sessions.script import BreathKind, StepKind
from relaxapp.ui.builder_line import LineRow
from relaxapp.ui.builder_seconds import SecondsField
from relaxapp.ui.builder_words import WordsSheet
from relaxapp.ui.components import Button, Card, Text, spoken_length
from relaxapp.ui.controls import Chips, Notice, Switch
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.line_sound import LineSound
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from relaxapp.sessions.draft import Part
    from relaxapp.sessions.script import Step
    from relaxapp.ui.builder_bench import Bench
    from relaxapp.ui.line_ports import LinesPort
    from relaxapp.ui.theme import Look

_LONGEST = 600.0
"""Seconds up to which a step is made here; one that is longer already may stay so."""
_BREATHS = (1.0, 30.0, 0.5)
_WORDLESS = frozenset({StepKind.CHIME, StepKind.SILENCE})
_MOST_LINES = 40


class PartEditor(Card):
    """Shows the part that is looked at, and changes it on the bench."""

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

    def write(self) -> None:
        """Go to the first words that there are to write."""
        rows = [row for editor in self.steps for row in editor.rows]
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


class StepEditor(QWidget):
    """The times and words of one step."""

    def __init__(
        self, look: Look, bench: Bench, part: Part, number: int, lines: LinesPort | None,
        voice: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._bench = look, bench
        self._key, self._number = part.key, number
        self.rows: list[LineRow] = []
        self.paces: list[SecondsField] = []
        self.length: SecondsField | None = None
        self.cycles: SecondsField | None = None
        self.sound: Chips | None = None
        step = part.steps[number]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        name = _name(self, step)
        head = QHBoxLayout()
        head.addWidget(Text(look, name, "strong"), 1)
        column.addLayout(head)
        if step.kind is StepKind.BREATHE:
            column.addWidget(self._breath(step))
        else:
            self.length = SecondsField(
                look, self.tr("{step}: seconds").format(step=name),
                (0.5 if step.seconds < 1 else 1.0, max(_LONGEST, step.seconds), 1.0),
                step.seconds, self.tr("s"),
            )  # fmt: skip
            self.length.changed.connect(self._set_length)
            head.addWidget(self.length)
        if step.kind is StepKind.CHIME:
            options = (Named("bowl", self.tr("Bowl")), Named("bell", self.tr("Bell")))
            self.sound = Chips(look, self.tr("Sound"), options, step.sound or "bowl")
            self.sound.chosen.connect(self._set_sound)
            column.addWidget(self.sound)
        if step.kind not in _WORDLESS:
            self._words(step, column, lines, voice)

    def show_step(self, step: Step) -> None:
        """Show the step as it has become."""
        if self.length is not None:
            self.length.show_value(step.seconds)
        if self.cycles is not None:
            self.cycles.show_value(step.cycles)
        for field, phase in zip(self.paces, step.phases, strict=False):
            field.show_value(phase.seconds)
        for row, line in zip(self.rows, step.lines, strict=False):
            row.show_text(line.text)
        if self.sound is not None:
            self.sound.pick(step.sound or "bowl")

    def end(self) -> None:
        """Let go of microphone and voices."""
        for row in self.rows:
            if row.sound is not None:
                row.sound.end()

    @property
    def _step(self) -> Step:
        return self._bench.draft.part(self._key).steps[self._number]

    def _change(self, step: Step, what: str = "") -> None:
        self._bench.change_step(self._key, self._number, step, what)

    def _breath(self, step: Step) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, SNUG)
        words = {
            BreathKind.INHALE: self.tr("Breathe in"),
            BreathKind.HOLD: self.tr("Hold"),
            BreathKind.EXHALE: self.tr("Breathe out"),
        }
        for phase in step.phases:
            name = words[phase.kind]
            field = SecondsField(self._look, name, _BREATHS, phase.seconds, self.tr("s"))
            field.changed.connect(self._set_breath)
            self.paces.append(field)
            flow.addWidget(_named(self._look, name, field))
        name = self.tr("How often")
        self.cycles = SecondsField(self._look, name, (1, 200, 1), step.cycles, self.tr("times"))
        self.cycles.changed.connect(self._set_breath)
        flow.addWidget(_named(self._look, name, self.cycles))
        return holder

    def _words(self, step: Step, column: QVBoxLayout, lines: LinesPort | None, voice: str) -> None:
        last = step.kind is StepKind.SAY and len(step.lines) == 1
        for number, line in enumerate(step.lines):
            name = self.tr("Line {n}").format(n=number + 1)
            sound = None
            if lines is not None:
                sound = LineSound(self._look, lines, voice, self._bench.draft.saved_as)
                sound.changed.connect(self._sound_changed)
            row = LineRow(self._look, name, line.text, sound, lasts=last)
            row.changed.connect(partial(self._set_line, number))
            row.library.connect(partial(self._open_library, number))
            row.removed.connect(partial(self._drop_line, number))
            self.rows.append(row)
            column.addWidget(row)
        if step.kind is StepKind.BREATHE or len(step.lines) >= _MOST_LINES:
            return
        holder = QWidget()
        flow = FlowLayout(holder, TIGHT)
        self.own = Button(self._look, self.tr("Own words"), "link", "plus", size=16)
        self.own.setAccessibleName(self.tr("Add a line in own words"))
        self.own.clicked.connect(lambda: self._add_line(""))
        self.library = Button(self._look, self.tr("A line with a voice…"), "link", "plus", size=16)
        self.library.clicked.connect(lambda: self._open_library(None))
        flow.addWidget(self.own)
        flow.addWidget(self.library)
        column.addWidget(holder)

    def _texts(self) -> list[str]:
        return [line.text for line in self._step.lines]

    def _set_length(self) -> None:
        if self.length is not None:
            step = with_seconds(self._step, self.length.value, self._bench.port.spoken)
            self._change(step, "seconds")
            self.length.show_value(self._step.seconds)  # the words may need more than that

    def _set_breath(self) -> None:
        if self.cycles is not None:
            paces = [field.value for field in self.paces]
            step = with_breath(self._step, paces, round(self.cycles.value), self._bench.port.spoken)
            self._change(step, "breath")
            self.show_step(self._step)

    def _set_sound(self) -> None:
        from dataclasses import replace

        if self.sound is not None:
            sound = self.sound.current
            title = {"bowl": "Bowl", "bell": "Bell"}
            step = self._step
            known = step.title in title.values()
            self._change(replace(step, sound=sound, title=title[sound] if known else step.title))

    def _set_line(self, number: int) -> None:
        texts = self._texts()
        texts[number] = self.rows[number].text
        self._say(texts, f"line {number}")

    def _sound_changed(self) -> None:
        """Somebody else says a line now, and may need another time for it."""
        self._say(self._texts(), "")
        self._bench.look()

    def _drop_line(self, number: int) -> None:
        texts = self._texts()
        del texts[number]
        self._say(texts, "", dropped=number)

    def _add_line(self, text: str) -> None:
        self._say([*self._texts(), text], "")

    def _open_library(self, number: int | None) -> None:
        step = self._step
        offers = self._bench.port.wordings.offers(step.kind, step.group)
        sheet = WordsSheet(self._look, offers, self)
        sheet.picked.connect(lambda text: self._take(number, text))
        sheet.open()

    def _take(self, number: int | None, text: str) -> None:
        if number is None:
            self._add_line(text)
            return
        texts = self._texts()
        texts[number] = text
        self._say(texts, "")

    def _say(self, texts: list[str], what: str, dropped: int | None = None) -> None:
        from dataclasses import replace

        step = self._step
        if dropped is not None:  # those after it keep the times they have
            kept = (*step.lines[:dropped], *step.lines[dropped + 1 :])
            step = replace(step, lines=kept)
        self._change(with_lines(step, texts, self._bench.port.spoken), what)


class ChoiceView(QWidget):
    """A question that is asked before the start: kept as it is, or answered here for good."""

    def __init__(self, look: Look, bench: Bench, part: Part) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        words = self.tr(
            "This is asked before the session starts. It stays as it is, or you choose one way for"
            " good, which you can then change."
        )
        column.addWidget(Text(look, words, "body", "muted"))
        self.buttons: list[Button] = []
        for option in part.choice.options if part.choice else ():
            column.addWidget(Text(look, option.label, "strong"))
            told = " ".join(line.text for step in option.steps for line in step.spoken())
            if told:
                column.addWidget(Text(look, told, "body", "muted"))
            button = Button(look, self.tr("Always: {way}").format(way=option.label), "soft")
            button.clicked.connect(
                lambda _=False, one=option.id: bench.change(bench.draft.decided(part.key, one))
            )
            self.buttons.append(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def _shape(part: Part | None) -> tuple[object, ...]:
    """What the editor has a control for; with another shape it is built anew."""
    if part is None:
        return ()
    steps = tuple((step.kind, len(step.lines), len(step.phases)) for step in part.steps)
    return (part.key, part.choice is not None, part.group, steps)


def _name(context: QWidget, step: Step) -> str:
    names = {
        StepKind.SAY: context.tr("Words"),
        StepKind.TENSE: context.tr("Tighten"),
        StepKind.RELEASE: context.tr("Let go"),
        StepKind.REST: context.tr("Rest"),
        StepKind.SCAN: context.tr("Notice"),
        StepKind.BREATHE: context.tr("Breathing"),
        StepKind.CHIME: context.tr("Chime"),
        StepKind.SILENCE: context.tr("Quiet"),
    }
    if step.kind is StepKind.SAY and step.group in GROUPS:
        return context.tr("Where attention goes")
    return names[step.kind]


def _named(look: Look, name: str, field: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(HAIR)
    column.addWidget(Text(look, name, "label", "muted", wrap=False))
    column.addWidget(field)
    return holder
