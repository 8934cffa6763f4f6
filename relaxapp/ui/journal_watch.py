"""Notices that another program has written to the journal, so that the window shows it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.ui.journal_hub import Journal


class JournalWatch(QObject):
    """Tells the window's journal when another program, such as the command line, has written."""

    def __init__(self, journal: Journal, file: Path) -> None:
        super().__init__(journal)
        self._journal = journal
        self._files = (file, file.with_name(f"{file.name}-wal"))
        self._watcher: QFileSystemWatcher | None = None
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._look)

    def start(self) -> None:
        """Begin, once the journal is open and its files are there."""
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stir)
        self._watch()

    def stop(self) -> None:
        """End it, as the window goes."""
        self._watcher = None
        self._soon.stop()

    def _stir(self) -> None:
        if self._watcher is None:
            return
        self._watch()  # a file that was replaced is no longer watched
        self._soon.start()

    def _watch(self) -> None:
        if self._watcher is not None:
            there = [str(file) for file in self._files if file.exists()]
            new = [path for path in there if path not in self._watcher.files()]
            if new:
                self._watcher.addPaths(new)

    def _look(self) -> None:
        # A write of our own stirs the file too, but leaves the version as it is.
        if self._journal.ask(lambda port: port.changed_elsewhere(), otherwise=False):
            self._journal.changed_elsewhere()
