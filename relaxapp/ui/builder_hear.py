"""Hears one part of a session that is being made, and tells what is said meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from relaxapp.ui.ports import PlayerPort

_EVERY = 100
"""Milliseconds between two looks at how far it is."""
_OVER = frozenset({"finished", "stopped"})


class Hearing(QObject):
    """Plays one thing at a time; ``changed`` when it begins, says something else, or ends."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._player: PlayerPort | None = None
        self._part = -1
        self._told = ("", True)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._tick)

    @property
    def part(self) -> int | None:
        """The key of the part that is heard; None while nothing is."""
        return self._part if self._player is not None else None

    @property
    def caption(self) -> str:
        """What is being said."""
        return self._told[0]

    @property
    def audible(self) -> bool:
        """Whether there is sound at all."""
        return self._told[1]

    def begin(self, player: PlayerPort, part: int) -> None:
        """Let a part be heard, instead of what was."""
        self.stop()
        self._player, self._part = player, part
        self._told = ("", True)
        player.start()
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Be quiet."""
        if self._player is None:
            return
        player, self._player = self._player, None
        self._timer.stop()
        player.stop()
        player.tick()
        self.changed.emit()

    def _tick(self) -> None:
        if self._player is None:
            return
        frame = self._player.tick()
        if frame.state in _OVER:
            self.stop()
        elif (frame.caption, frame.audible) != self._told:
            self._told = (frame.caption, frame.audible)
            self.changed.emit()
