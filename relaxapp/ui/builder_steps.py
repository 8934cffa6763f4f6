"""The steps of a session that is being made, in their order, to look at, move, add and remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from relaxapp.sessions.reading import default_title
from relaxapp.sessions.script import StepKind
from relaxapp.ui import icons
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text, icon_button, spoken_length
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import HAIR, TIGHT

if TYPE_CHECKING:
    from relaxapp.sessions.draft import Part
    from relaxapp.ui.builder_bench import Bench
    from relaxapp.ui.theme import Look

_KEY = Qt.ItemDataRole.UserRole
_ICONS = {
    StepKind.SAY: "voice",
    StepKind.REST: "leaf",
    StepKind.BREATHE: "breath",
    StepKind.CHIME: "chimes",
    StepKind.SILENCE: "moon",
    StepKind.RELEASE: "release",
    StepKind.TENSE: "squeeze",
    StepKind.SCAN: "search",
}
_ROW = 37
_ROWS = 10
_RIM = 16
_SHORT = 20
"""Characters of a sentence that stand for its step."""
_SIDE = 18


class StepsCard(Card):
    """Alt with Up and Down moves a step, Delete takes it out, Ctrl+D doubles it.

    ``areas``, ``words``, ``breath``, ``quiet`` and ``chime`` ask for one more of these.
    """

    areas = Signal()
    words = Signal()
    breath = Signal()
    quiet = Signal()
    chime = Signal()

    def __init__(self, look: Look, bench: Bench) -> None:
        super().__init__(spacing=TIGHT)
        self._look, self._bench = look, bench
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName(self.tr("Steps"))
        self.column.addWidget(Text(look, self.tr("Steps"), "heading"))
        self.list = QListWidget()
        self.list.setFont(look.font("body"))
        self.list.setAccessibleName(
            self.tr("Steps in their order; Alt with Up and Down moves one, Delete takes it out")
        )
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the seconds stay
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.model().rowsMoved.connect(self._dragged)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(self._tools())
        self.column.addWidget(Text(look, self.tr("Add after it"), "label", "muted"))
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.adders: dict[str, Button] = {}
        for name, words, icon, told in (
            ("areas", self.tr("Areas…"), "release", self.areas),
            ("words", self.tr("Own words"), "voice", self.words),
            ("breath", self.tr("Breathing"), "breath", self.breath),
            ("quiet", self.tr("Quiet"), "moon", self.quiet),
            ("chime", self.tr("Chime"), "chimes", self.chime),
        ):
            button = Button(look, words, "soft", icon, size=16)
            button.setAccessibleName(self.tr("Add: {what}").format(what=words))
            button.clicked.connect(told)
            row.addWidget(button)
            self.adders[name] = button
        self.column.addWidget(holder)
        bench.changed.connect(self.refresh)
        bench.looked.connect(self.refresh)
        bench.moved_on.connect(self._select)
        look.changed.connect(self._redraw)
        self.refresh()

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(HAIR)
        self.up = icon_button(self._look, "up", self.tr("Earlier (Alt+Up)"))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down = icon_button(self._look, "down", self.tr("Later (Alt+Down)"))
        self.down.clicked.connect(lambda: self._move(1))
        self.double = icon_button(self._look, "copy", self.tr("Once more (Ctrl+D)"))
        self.double.clicked.connect(self._double)
        self.bin = icon_button(self._look, "bin", self.tr("Take it out (Delete)"))
        self.bin.clicked.connect(self._remove)
        for button in (self.up, self.down, self.double, self.bin):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def refresh(self) -> None:
        """Show the steps as they are; a row changes only where its words do."""
        bench = self._bench
        rows = [
            (part.key, self._told(number, part), self._icon(part))
            for number, part in enumerate(bench.draft.parts, 1)
        ]
        if tuple(rows) != self._shown:
            self._shown = tuple(rows)
            self.list.setMinimumHeight(_ROW * min(_ROWS, max(3, len(rows))) + _RIM)
            self.list.blockSignals(True)
            while self.list.count() > len(rows):
                self.list.takeItem(self.list.count() - 1)
            for at, (key, words, icon) in enumerate(rows):
                item = self.list.item(at)
                if item is None:
                    item = QListWidgetItem()
                    self.list.addItem(item)
                item.setData(_KEY, key)
                item.setText(words)
                item.setToolTip(words)
                item.setIcon(icons.icon(icon, self._look.colour("accent_ink"), _SIDE))
            self.list.blockSignals(False)
        self._select()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._remove()
                return True
            if ctrl and event.key() == Qt.Key.Key_D:
                self._double()
                return True
        return super().eventFilter(watched, event)

    def _told(self, number: int, part: Part) -> str:
        words = f"{number}.  {_name(part)}  ·  {spoken_length(part.seconds)}"
        if self._bench.about(part.key):
            words += "  ·  " + self.tr("look at this")
        return words

    def _icon(self, part: Part) -> str:
        if self._bench.about(part.key):
            return "info"
        if part.choice is not None:
            return "settings"
        kinds = [step.kind for step in part.steps]
        for kind in (StepKind.TENSE, StepKind.RELEASE, StepKind.SCAN):
            if kind in kinds:
                return _ICONS[kind]
        return _ICONS[kinds[0]]

    def _redraw(self) -> None:
        self._shown = ()
        self.refresh()

    def _select(self) -> None:
        keys = [part.key for part in self._bench.draft.parts]
        at = keys.index(self._bench.key) if self._bench.key in keys else -1
        if at != self.list.currentRow():
            self.list.blockSignals(True)
            self.list.setCurrentRow(at)
            self.list.blockSignals(False)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(keys) - 1)
        part = self._bench.part
        self.double.setEnabled(part is not None and part.choice is None)
        self.bin.setEnabled(at >= 0)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._bench.look_at(int(item.data(_KEY)))

    def _move(self, by: int) -> None:
        bench = self._bench
        if bench.key is None:
            return
        at = bench.draft.place(bench.key)
        bench.change(bench.draft.moved(bench.key, at + by))
        now = bench.draft.place(bench.key)
        if now != at:
            told = self.tr("{title} is now number {n} of {all}")
            title = bench.part.title if bench.part else ""
            words = told.format(title=title, n=now + 1, all=len(bench.draft.parts))
            Announcer(self.list).say(words)

    def _double(self) -> None:
        bench, part = self._bench, self._bench.part
        if part is not None and part.choice is None:
            key = bench.draft.fresh
            bench.change(bench.draft.doubled(part.key))
            bench.look_at(key)

    def _remove(self) -> None:
        if self._bench.part is not None:
            self._bench.remove(self._bench.part.key)
            self.list.setFocus()

    def _dragged(self) -> None:
        """Somebody has moved a row with the mouse: let the draft follow."""
        order = [int(self.list.item(row).data(_KEY)) for row in range(self.list.count())]
        draft = self._bench.draft
        for at, key in enumerate(order):
            if draft.place(key) != at:
                draft = draft.moved(key, at)
        self._bench.change(draft)


def _name(part: Part) -> str:
    """What tells a part from the others: its title, or what it says where it has none."""
    step = part.steps[0] if part.steps else None
    if part.choice is None and step is not None and step.kind is StepKind.SAY and step.lines:
        words = step.lines[0].text
        if words and step.group is None and step.title == default_title(step.kind, None):
            return f"“{words}”" if len(words) <= _SHORT else f"“{words[:_SHORT].rstrip()}…”"
    return part.title
