"""What lies on the builder's bench: the draft, which part is looked at, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from relaxapp.sessions.draft_history import History
from relaxapp.sessions.wordings import renamed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.sessions.draft import Draft, Part
    from relaxapp.sessions.script import Choice, Step
    from relaxapp.sessions.writing import Trouble
    from relaxapp.ui.builder_ports import BuilderPort

_LOOK_AFTER = 120
"""Milliseconds after the last change until it is looked at for what is not right."""
_KEEP_AFTER = 700
"""Milliseconds after the last change until it is kept for the worst case."""


class Bench(QObject):
    """``changed`` when the draft is another, ``looked`` when it is known what is not right."""

    changed = Signal()
    looked = Signal()
    moved_on = Signal()
    """Another part is looked at."""
    hush = Signal()
    """A single line is to be heard, or recorded: all else has to be quiet."""

    def __init__(self, port: BuilderPort, draft: Draft, *, saved: bool) -> None:
        """``saved``: whether the draft is as its session is."""
        super().__init__()
        self.port = port
        self._history = History(draft)
        self._saved = draft if saved else None
        self.troubles: tuple[Trouble, ...] = port.troubles(draft)
        self.key = _first(draft)
        self._look = QTimer(self, singleShot=True, interval=_LOOK_AFTER)
        self._look.timeout.connect(self.look)
        self._keep = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._keep.timeout.connect(self.put_by)

    @property
    def draft(self) -> Draft:
        """The session as it is now."""
        return self._history.now

    @property
    def part(self) -> Part | None:
        """The part that is looked at."""
        found = (part for part in self.draft.parts if part.key == self.key)
        return next(found, None)

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost."""
        return self.draft != self._saved

    @property
    def can_undo(self) -> bool:
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        return bool(self._history.future)

    def change(self, draft: Draft, what: str = "") -> None:
        """Go on with another draft; ``what`` as in ``History.change``."""
        self._become(self._history.change(renamed(draft), what))

    def change_step(self, key: int, number: int, step: Step, what: str = "") -> None:
        """Put another step in the place of one."""
        self.change(self.draft.changed(key, number, step), what and f"{what} {key} {number}")

    def add(self, blocks: Sequence[Sequence[Step | Choice]]) -> None:
        """Add parts after the one that is looked at, before the way back, and look at the first."""
        draft = self.draft
        key = draft.fresh
        part = self.part
        at = len(draft.parts) if part is None else draft.place(part.key) + 1
        self.change(draft.added(blocks, at))
        self.look_at(key)

    def remove(self, key: int) -> None:
        """Take a part out, and look at the one that has moved up."""
        at = self.draft.place(key)
        self.change(self.draft.removed(key))
        parts = self.draft.parts
        self.look_at(parts[min(at, len(parts) - 1)].key if parts else None)

    def look_at(self, key: int | None) -> None:
        """Look at another part."""
        if key != self.key:
            self.key = key
            self.moved_on.emit()

    def undo(self) -> None:
        self._become(self._history.undo())

    def redo(self) -> None:
        self._become(self._history.redo())

    def look(self) -> None:
        """Find out at once what is not right."""
        self._look.stop()
        self.troubles = self.port.troubles(self.draft)
        self.looked.emit()

    def about(self, key: int | None) -> tuple[Trouble, ...]:
        """What is not right about a part, or about the session as a whole."""
        return tuple(one for one in self.troubles if one.part == key)

    def settle(self, session: str) -> None:
        """The draft was saved as this session; there is nothing to keep any more."""
        self._keep.stop()
        self.port.forget()
        self._history = self._history.saved_as(session)
        self._saved = self.draft
        self.changed.emit()

    def put_by(self) -> None:
        """Keep what is unsaved, for the case that relaxapp ends."""
        self._keep.stop()
        if self.unsaved:
            self.port.keep(self.draft)
        else:
            self.port.forget()

    def drop(self) -> None:
        """Let go of what is unsaved."""
        self._keep.stop()
        self._saved = self.draft
        self.port.forget()

    def _become(self, history: History) -> None:
        if history is self._history:
            return
        self._history = history
        if self.part is None:
            parts = self.draft.parts
            self.look_at(parts[0].key if parts else None)
        self._look.start()
        self._keep.start()
        self.changed.emit()


def _first(draft: Draft) -> int | None:
    """The part to look at first: the one that the session is about, not the sound it opens with."""
    parts = draft.parts
    written = (part for part in parts if any(not line.text for s in part.steps for line in s.lines))
    about = (part for part in parts if part.group)
    breaths = (part for part in parts if any(step.phases for step in part.steps))
    return next((part.key for part in (*written, *about, *breaths, *parts)), None)
