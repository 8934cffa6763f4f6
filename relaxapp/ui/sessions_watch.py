"""Notices that a session was added or taken away by somebody else, so that the window shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

if TYPE_CHECKING:
    from pathlib import Path


class SessionsWatch(QObject):
    """``changed`` when the folder of own sessions holds other files than before.

    Until there is such a folder, the one that it will be in is watched.
    """

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._held = self._holds()
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._soon.start())
        self._watch()

    def _watch(self) -> None:
        wanted = self._folder if self._folder.is_dir() else self._folder.parent
        watched = self._watcher.directories()
        if str(wanted) not in watched:
            if watched:
                self._watcher.removePaths(watched)
            if wanted.is_dir():
                self._watcher.addPath(str(wanted))

    def _look(self) -> None:
        self._watch()
        holds = self._holds()
        if holds != self._held:
            self._held = holds
            self.changed.emit()

    def _holds(self) -> frozenset[tuple[str, int, int]]:
        """Return names, sizes and times; what vanishes meanwhile or cannot be seen is not there."""
        try:
            found = [(path.name, path.stat()) for path in self._folder.glob("*.toml")]
        except OSError:
            return frozenset()
        return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)
