"""Who says a line, in words, and the person's own recording of it: made, chosen, heard, removed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Text, icon_button
from relaxapp.ui.line_ports import LineSource
from relaxapp.ui.theme import HAIR, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.ui.line_ports import LinesPort
    from relaxapp.ui.theme import Look

_LOOK_EVERY = 150
"""Milliseconds between two looks at a recording, a file being read, or a line being heard."""
_FIRST_LOOKS = 20


class LineSound(QWidget):
    """A row under a line; ``changed`` when somebody else says it from now on.

    ``sounds`` asks whatever else is heard to be quiet.
    """

    changed = Signal()
    sounds = Signal()

    def __init__(self, look: Look, lines: LinesPort, voice: str, session: str) -> None:
        """``voice`` narrates; ``session`` is whose recordings that came with it count."""
        super().__init__()
        self._lines, self._voice, self._session = lines, voice, session
        self._text = ""
        self._problem = ""
        self._copying: threading.Thread | None = None
        self._looks = _FIRST_LOOKS
        row = QHBoxLayout(self)
        row.setContentsMargins(TIGHT, 0, 0, 0)
        row.setSpacing(HAIR)
        self.told = Text(look, "", "small", "muted")
        row.addWidget(self.told, 1)
        self.level = QProgressBar()
        self.level.setRange(0, 100)
        self.level.setTextVisible(False)
        self.level.setFixedWidth(72)
        self.level.setAccessibleName(self.tr("How loud you are heard"))
        self.level.hide()
        row.addWidget(self.level)
        self.hear = icon_button(look, "play", self.tr("Hear this line"), 16)
        self.hear.clicked.connect(self._hear)
        self.record = icon_button(look, "record", self.tr("Record it yourself"), 16)
        self.record.clicked.connect(self._record)
        self.file = icon_button(look, "folder", self.tr("Choose a recording…"), 16)
        self.file.clicked.connect(self._choose)
        self.bin = icon_button(look, "bin", self.tr("Remove your recording"), 16)
        self.bin.clicked.connect(self._remove)
        self.back = icon_button(look, "undo", self.tr("Undo: the recording"), 16)
        self.back.clicked.connect(self._undo)
        for button in (self.hear, self.record, self.file, self.bin, self.back):
            row.addWidget(button)
        self._watch = QTimer(self, interval=_LOOK_EVERY)
        self._watch.timeout.connect(self.follow)

    def show_text(self, text: str) -> None:
        """Be about these words."""
        if text != self._text:
            self._text, self._problem = text, ""
            self._looks = _FIRST_LOOKS
            self._watch.start()
        self._show()

    def end(self) -> None:
        """Nobody looks at this line any more: what is being recorded is kept."""
        self._watch.stop()
        if self._recording:
            self._stop()
        if self._lines.hearing() == self._text and self._text:
            self._lines.silence()

    @property
    def _recording(self) -> bool:
        take = self._lines.take()
        return take is not None and take.text == self._text

    def _hear(self) -> None:
        if self._lines.hearing() == self._text:
            self._lines.silence()
        else:
            self.sounds.emit()
            self._try(lambda: self._lines.hear(self._text, self._voice, self._session))
        self._go_on()

    def _record(self) -> None:
        hinders = self._lines.why_not_record()
        if self._recording:
            self._stop()
        elif hinders:  # told when it is wanted, rather than by a button that does nothing
            self._problem = hinders
            self._show()
            Announcer(self).say(hinders)
        else:
            self.sounds.emit()
            self._try(lambda: self._lines.record(self._text))
            self._go_on()

    def _stop(self) -> None:
        self._try(self._lines.stop)
        self._tell_change()

    def _choose(self) -> None:
        place = QStandardPaths.StandardLocation.MusicLocation
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Choose a recording"),
            QStandardPaths.writableLocation(place),
            self.tr("Sound") + " (*.wav *.flac *.ogg *.oga *.opus *.mp3)",
        )
        if not path:
            return
        text = self._text

        def read() -> None:
            try:
                self._lines.choose(text, path)
            except RelaxappError as error:
                self._problem = str(error)

        self._problem = ""
        self._copying = threading.Thread(target=read, name="own line")
        self._copying.start()
        self._go_on()

    def _remove(self) -> None:
        self._try(lambda: self._lines.remove(self._text))
        self._tell_change()

    def _undo(self) -> None:
        self._try(lambda: self._lines.undo(self._text))
        self._tell_change()

    def _try(self, act: Callable[[], object]) -> None:
        self._problem = ""
        try:
            act()
        except RelaxappError as error:
            self._problem = str(error)
            Announcer(self).say(self._problem)

    def _go_on(self) -> None:
        self._watch.start()
        self.follow()

    def follow(self) -> None:
        """See how far it is."""
        copied = self._copying is not None and not self._copying.is_alive()
        if copied:
            self._copying = None
        take = self._lines.take()
        if take is not None and take.text == self._text and (take.full or take.problem):
            self._stop()
            self._problem = self._problem or take.problem
        self._show()
        self._looks -= 1  # whether there is a voice or a microphone is known a little later
        idle = self._copying is None and not self._recording and self._looks <= 0
        if idle and self._lines.hearing() != self._text:
            self._watch.stop()
        if copied:
            self._tell_change()

    def _tell_change(self) -> None:
        self._show()
        Announcer(self).say(self.told.text())
        self.changed.emit()

    def _show(self) -> None:
        lines, text = self._lines, self._text
        recording, busy = self._recording, self._copying is not None
        heard = bool(text) and lines.hearing() == text
        take = lines.take() if recording else None
        self.level.setVisible(recording)
        self.level.setValue(round(100 * take.level) if take is not None else 0)
        self.told.setText(self._words(recording=recording, busy=busy))
        self.record.set_icon("stop" if recording else "record")
        name = self.tr("Stop and keep the recording") if recording else (
            self.tr("Record it yourself"))  # fmt: skip
        self.record.setAccessibleName(name)
        self.record.setToolTip(name)
        self.record.setEnabled(bool(text) and not busy)
        self.hear.set_icon("stop" if heard else "play")
        told = self.tr("Stop hearing it") if heard else self.tr("Hear this line")
        self.hear.setAccessibleName(told)
        self.hear.setToolTip(told)
        self.hear.setEnabled(bool(text) and not recording and not busy)
        self.file.setEnabled(bool(text) and not recording and not busy)
        self.bin.setVisible(bool(text) and lines.own(text) and not recording)
        self.back.setVisible(bool(text) and lines.can_undo(text) and not recording)
        if recording or busy:
            self._watch.start()

    def _words(self, *, recording: bool, busy: bool) -> str:
        if recording:
            take = self._lines.take()
            seconds = take.seconds if take is not None else 0.0
            return self.tr("Recording, {n} s").format(n=round(seconds))
        if busy:
            return self.tr("Reading the file…")
        if self._problem:
            return self._problem
        if not self._text:
            return ""
        words = {
            LineSource.RECORDED: self.tr("Your recording"),
            LineSource.NARRATED: self.tr("Narrated"),
            LineSource.SPOKEN: self.tr("The computer's voice; in sound files a soft chime"),
            LineSource.SHOWN: self.tr("Shown only, with a soft chime"),
        }
        return words[self._lines.source(self._text, self._voice, self._session)]
