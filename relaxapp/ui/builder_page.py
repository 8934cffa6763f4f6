"""The builder: a person's own session, step by step, heard and looked at while it is made."""
# Qt explains its own overrides.

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.sessions.draft import Technique
from relaxapp.sessions.wordings import chime, quiet
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.builder_bench import Bench
from relaxapp.ui.builder_editor import PartEditor
from relaxapp.ui.builder_head import HeadCard
from relaxapp.ui.builder_hear import Hearing
from relaxapp.ui.builder_leaving import LeavingCard
from relaxapp.ui.builder_steps import StepsCard
from relaxapp.ui.components import Button, Scroll, Text, icon_button, spoken_length
from relaxapp.ui.controls import Notice
from relaxapp.ui.journal_head import undo_keys
from relaxapp.ui.theme import GAP, HAIR, ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from relaxapp.sessions.draft import Draft
    from relaxapp.sessions.writing import Trouble
    from relaxapp.ui.builder_ports import BuilderPort
    from relaxapp.ui.line_ports import LinesPort
    from relaxapp.ui.theme import Look

_BESIDE_FROM = 820
"""Logical pixels; a narrower page has the editor under the steps."""


class BuilderPage(QWidget):
    """``saved`` carries the id of a session that is to be seen now, ``leave`` goes back."""

    saved = Signal(str)
    leave = Signal()

    def __init__(
        self, look: Look, port: BuilderPort, draft: Draft, drawing: Path,
        lines: LinesPort | None = None, *, voice: str = "woman", saved: bool = False,
    ) -> None:  # fmt: skip
        """``saved``: whether the draft is as its session is; ``lines`` tells who says what."""
        super().__init__()
        self._look, self._drawing = look, drawing
        self.bench = Bench(port, draft, saved=saved)
        self.bench.setParent(self)
        self.hearing = Hearing(self)
        self._lines = lines
        self.setAccessibleName(self.tr("Make a session"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = Scroll(widest=1180)
        outer.addWidget(self.body, 1)
        column = self.body.column
        self.back = Button(look, self.tr("All sessions"), "link", "back", size=16)
        self.back.clicked.connect(self.go)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.asking = LeavingCard(look)
        self.asking.save.clicked.connect(lambda: self._save(then_leave=True))
        self.asking.later.clicked.connect(self._put_by)
        self.asking.drop.clicked.connect(self._drop)
        self.asking.stay.clicked.connect(self._stay)
        column.addWidget(self.asking)
        self.head = HeadCard(look, self.bench)
        column.addWidget(self.head)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(GAP)
        self.steps = StepsCard(look, self.bench)
        self.editor = PartEditor(look, self.bench, lines, voice)
        self._halves.addWidget(self.steps, 2)
        self._halves.addWidget(self.editor, 3)
        column.addLayout(self._halves)
        column.addStretch(1)
        outer.addWidget(self._foot())
        self._connect()
        self._order()
        self._follow()

    @property
    def first_control(self) -> QWidget:
        """The title."""
        return self.head.title

    def put_away(self) -> None:
        """The page goes, whyever: what is unsaved is kept, and all is quiet."""
        self.hearing.stop()
        self.editor.end()
        self.bench.put_by()

    def go(self) -> None:
        """Leave, and ask first where something would be lost."""
        self.hearing.stop()
        if self.bench.unsaved:
            self.asking.show()
            self.body.ensureWidgetVisible(self.asking)
            self.asking.save.setFocus()
        else:
            self.bench.drop()
            self.leave.emit()

    def keep(self) -> None:
        """Save it; where something is not right yet, go there."""
        self._save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.asking.isVisible():
                self._stay()
            else:
                self.go()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= _BESIDE_FROM
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(way)
        super().resizeEvent(event)

    def _foot(self) -> QFrame:
        look = self._look
        bar = QFrame()
        bar.setProperty("surface", "bar")
        column = QVBoxLayout(bar)
        column.setContentsMargins(ROOM, TIGHT, ROOM, TIGHT)
        column.setSpacing(TIGHT)
        self.caption = Text(look, "", "label", "accent")
        self.caption.hide()
        column.addWidget(self.caption)
        self.told = Notice(look, "check")
        self.look_at = Button(look, self.tr("Start or take along"), "soft", "play")
        self.look_at.clicked.connect(self._see)
        self.told.row.addWidget(self.look_at)
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        self.length = Text(look, "", "strong", wrap=False)
        self.state = Text(look, "", "small", "muted")
        words = QVBoxLayout()
        words.setSpacing(HAIR)
        words.addWidget(self.length)
        words.addWidget(self.state)
        row.addLayout(words, 1)
        self.undo = icon_button(look, "undo", self.tr("Undo"))
        self.redo = icon_button(look, "redo", self.tr("Redo"))
        self.hear = Button(look, self.tr("Hear this step"), "soft", "play")
        self.save = Button(look, self.tr("Save"), "primary", "check")
        self.save.setMinimumWidth(120)
        for button in (self.undo, self.redo, self.hear, self.save):
            row.addWidget(button)
        column.addLayout(row)
        return bar

    def _connect(self) -> None:
        bench, steps = self.bench, self.steps
        self.undo.clicked.connect(bench.undo)
        self.redo.clicked.connect(bench.redo)
        undo_keys(self, bench.undo, bench.redo)
        self.hear.clicked.connect(self._hear)
        self.save.clicked.connect(self.keep)
        for keys, act in (("Ctrl+S", self.keep), ("Ctrl+P", self._hear)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        bench.changed.connect(self._changed)
        bench.looked.connect(self._follow)
        bench.moved_on.connect(self._follow)
        bench.hush.connect(self.hearing.stop)
        self.hearing.changed.connect(self._follow_hearing)
        self.editor.built.connect(self._order)
        steps.areas.connect(self._ask_areas)
        words = bench.port.wordings
        steps.words.connect(self._add_words)
        steps.breath.connect(lambda: self._add([[words.breath(6)]]))
        steps.quiet.connect(lambda: self._add([[quiet()]]))
        steps.chime.connect(lambda: self._add([[chime("bell", self.tr("Bell"))]]))

    def _order(self) -> None:
        """Make Tab go from the steps through the editor to the foot, however new its controls."""
        first, last = self.steps.adders["chime"], self.undo
        for one, other in pairwise([first, *self.editor.controls, last]):
            QWidget.setTabOrder(one, other)

    # ------------------------------------------------------------- steps

    def _add(self, blocks: list[list[object]]) -> None:
        self.bench.add(blocks)  # type: ignore[arg-type]  # lists of steps

    def _add_words(self) -> None:
        self.bench.add([(self.bench.port.wordings.say(()),)])
        self.editor.write()

    def _ask_areas(self) -> None:
        from relaxapp.ui.builder_areas import AreasSheet

        sheet = AreasSheet(self._look, self._drawing, self.bench.port.wordings.groups, self)
        sheet.accepted.connect(lambda: self._add_areas(sheet.picker.chosen))
        sheet.open()

    def _add_areas(self, groups: tuple[str, ...]) -> None:
        tenses = any(part.tenses for part in self.bench.draft.parts)
        technique = Technique.TENSE if tenses else Technique.RELEASE
        self.bench.add([self.bench.port.wordings.block(technique, one) for one in groups])
        self.steps.list.setFocus()

    # ------------------------------------------------------------- hearing

    def _hear(self) -> None:
        part = self.bench.part
        if self.hearing.part is not None:
            self.hearing.stop()
        elif part is not None:
            if self._lines is not None:
                self._lines.silence()
            try:
                self.hearing.begin(self.bench.port.hear(self.bench.draft, part.key), part.key)
            except RelaxappError as error:
                self._tell(str(error), "info")

    def _follow_hearing(self) -> None:
        on = self.hearing.part is not None
        self.hear.set_icon("stop" if on else "play")
        self.hear.setText(self.tr("Stop") if on else self.tr("Hear this step"))
        words = self.hearing.caption
        if on and not self.hearing.audible:
            words = self.tr("There is no sound output; shown only.") + "  " + words
        self.caption.setText(words)
        self.caption.setVisible(on and bool(words))

    # ------------------------------------------------------------- saving and leaving

    def _save(self, *, then_leave: bool = False) -> None:
        bench = self.bench
        bench.look()
        if bench.troubles:
            self._go_to(bench.troubles[0])
            return
        try:
            session = bench.port.save(bench.draft)
        except RelaxappError as error:
            self._tell(str(error), "info")
            return
        bench.settle(session)
        self.asking.hide()
        if then_leave:
            self.leave.emit()
        else:
            words = self.tr("Saved. “{title}” is among your sessions now.")
            self._tell(words.format(title=bench.draft.title), "check")

    def _go_to(self, trouble: Trouble) -> None:
        """Show what is not right yet."""
        self.asking.hide()
        if trouble.part is None:
            self.head.go_to(trouble.field)
            self.body.ensureWidgetVisible(self.head.wrong)
        else:
            self.bench.look_at(trouble.part)
            self.editor.write()
            self.body.ensureWidgetVisible(self.editor.wrong)
        Announcer(self).say(f"{trouble.message}.")

    def _see(self) -> None:
        self.saved.emit(self.bench.draft.saved_as)

    def _put_by(self) -> None:
        self.bench.put_by()
        self.leave.emit()

    def _drop(self) -> None:
        self.bench.drop()
        self.leave.emit()

    def _stay(self) -> None:
        self.asking.hide()
        self.steps.list.setFocus()

    def _tell(self, words: str, icon: str) -> None:
        self.told.tell(words)
        self.look_at.setVisible(icon == "check")
        Announcer(self.told).say(words)

    def _changed(self) -> None:
        self.told.tell("")
        self._follow()

    def _follow(self) -> None:
        bench = self.bench
        if self.hearing.part not in (None, bench.key):
            self.hearing.stop()
        self.length.setText(spoken_length(bench.draft.seconds))
        self.undo.setEnabled(bench.can_undo)
        self.redo.setEnabled(bench.can_redo)
        self.hear.setEnabled(bench.part is not None)
        count = len(bench.troubles)
        if not count:
            self.state.setText(self.tr("All is right with it."))
        elif count == 1:
            self.state.setText(self.tr("One thing is not right yet; Save takes you there."))
        else:
            words = self.tr("{n} things are not right yet; Save takes you to the first.")
            self.state.setText(words.format(n=count))
