"""The times and words of one step of a session that is being made."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.body import GROUPS
from relaxapp.sessions.fitting import with_breath, with_lines, with_phase_words, with_seconds
from relaxapp.sessions.script import BreathKind, StepKind
from relaxapp.ui.builder_line import LineRow
from relaxapp.ui.builder_seconds import SecondsField
from relaxapp.ui.builder_words import WordsSheet
from relaxapp.ui.components import Button, Text
from relaxapp.ui.controls import Chips
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.line_sound import LineSound
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import HAIR, SNUG, TIGHT

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


class StepEditor(QWidget):
    """The times and words of one step."""

    def __init__(
        self, look: Look, bench: Bench, part: Part, number: int, lines: LinesPort | None,
        voice: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._bench = look, bench
        self._key, self._number = part.key, number
        self._lines, self._voice = lines, voice
        self.rows: list[LineRow] = []
        self.phase_rows: list[LineRow] = []
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
        if step.kind is StepKind.BREATHE:
            self._phase_words(step, column, lines, voice)
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
            row.show_line(line)
        for row, phase in zip(self.phase_rows, step.phases, strict=False):
            row.show_line(phase.line)
        if self.sound is not None:
            self.sound.pick(step.sound or "bowl")

    def end(self) -> None:
        """Let go of microphone and voices."""
        for row in (*self.phase_rows, *self.rows):
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
        for phase in step.phases:
            name = _phase_name(self, phase.kind)
            field = SecondsField(self._look, name, _BREATHS, phase.seconds, self.tr("s"))
            field.changed.connect(self._set_breath)
            self.paces.append(field)
            flow.addWidget(_named(self._look, name, field))
        name = self.tr("How often")
        self.cycles = SecondsField(self._look, name, (1, 200, 1), step.cycles, self.tr("times"))
        self.cycles.changed.connect(self._set_breath)
        flow.addWidget(_named(self._look, name, self.cycles))
        return holder

    def _phase_words(
        self, step: Step, column: QVBoxLayout, lines: LinesPort | None, voice: str
    ) -> None:
        """What is said as each phase of a breath begins; nothing is fine as well."""
        for number, phase in enumerate(step.phases):
            name = self.tr("Said with “{phase}”").format(phase=_phase_name(self, phase.kind))
            column.addWidget(Text(self._look, name, "label", "muted"))
            text = phase.line.text if phase.line else ""
            row = LineRow(self._look, name, text, self._sound_of(lines, voice), lasts=True)
            row.changed.connect(partial(self._set_phase_words, number))
            row.library.connect(partial(self._open_library, -1 - number))
            self.phase_rows.append(row)
            column.addWidget(row)

    def _sound_of(self, lines: LinesPort | None, voice: str) -> LineSound | None:
        if lines is None:
            return None
        sound = LineSound(self._look, lines, voice, self._bench.draft.saved_as)
        sound.changed.connect(self._sound_changed)
        sound.sounds.connect(self._bench.hush)
        return sound

    def _words(self, step: Step, column: QVBoxLayout, lines: LinesPort | None, voice: str) -> None:
        last = step.kind is StepKind.SAY and len(step.lines) == 1
        for number, line in enumerate(step.lines):
            name = self.tr("Line {n}").format(n=number + 1)
            row = LineRow(self._look, name, line.text, self._sound_of(lines, voice), lasts=last)
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
        if self.sound is not None:
            sound = self.sound.current
            title = {"bowl": "Bowl", "bell": "Bell"}
            step = self._step
            known = step.title in title.values()
            self._change(replace(step, sound=sound, title=title[sound] if known else step.title))

    def _set_phase_words(self, number: int) -> None:
        self._say_phase(number, self.phase_rows[number].text, f"phase {number}")

    def _say_phase(self, number: int, text: str, what: str) -> None:
        step = with_phase_words(self._step, number, text, self._bench.port.spoken)
        self._change(step, what)
        self.show_step(self._step)

    def _set_line(self, number: int) -> None:
        texts = self._texts()
        texts[number] = self.rows[number].text
        self._say(texts, f"line {number}")

    def _sound_changed(self) -> None:
        """Somebody else says a line now, and may need another time for it."""
        if self.cycles is not None:
            self._set_breath()
        else:
            self._say(self._texts(), "")
        self._bench.look()

    def _drop_line(self, number: int) -> None:
        texts = self._texts()
        del texts[number]
        self._say(texts, "", dropped=number)

    def _add_line(self, text: str) -> None:
        self._say([*self._texts(), text], "")

    def _open_library(self, number: int | None) -> None:
        """Offer lines for one, for a new one (None), or for a phase (from -1 down)."""
        step = self._step
        offers = self._bench.port.wordings.offers(step.kind, step.group)
        sheet = WordsSheet(self._look, offers, self)
        if self._lines is not None:
            sheet.offer_to_hear(self._lines, self._voice)
            sheet.sounds.connect(self._bench.hush)
        sheet.picked.connect(lambda text: self._take(number, text))
        sheet.open()

    def _take(self, number: int | None, text: str) -> None:
        if number is None:
            self._add_line(text)
            return
        if number < 0:
            self._say_phase(-1 - number, text, "")
            return
        texts = self._texts()
        texts[number] = text
        self._say(texts, "")

    def _say(self, texts: list[str], what: str, dropped: int | None = None) -> None:
        step = self._step
        if dropped is not None:  # those after it keep the times they have
            kept = (*step.lines[:dropped], *step.lines[dropped + 1 :])
            step = replace(step, lines=kept)
        self._change(with_lines(step, texts, self._bench.port.spoken), what)


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


def _phase_name(context: QWidget, kind: BreathKind) -> str:
    names = {
        BreathKind.INHALE: context.tr("Breathe in"),
        BreathKind.HOLD: context.tr("Hold"),
        BreathKind.EXHALE: context.tr("Breathe out"),
    }
    return names[kind]


def _named(look: Look, name: str, field: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(HAIR)
    column.addWidget(Text(look, name, "label", "muted", wrap=False))
    column.addWidget(field)
    return holder
