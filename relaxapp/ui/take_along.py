"""Taking a session along: one card on its page, which writes it into a file as it is prepared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.controls import Chips, Switch
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.taking_ports import Voiced
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.ui.ports import Preparation
    from relaxapp.ui.taking_ports import JobPort, TakingPort
    from relaxapp.ui.theme import Look

_LOOK_EVERY = 100
"""Milliseconds between two looks at how far it is."""
_PARTS = 1000
_SOUND = (".mp3", ".ogg", ".flac")
_SESSION = ".relaxsession"


class TakeAlongCard(Card):
    """Choose a form, say where, see how far it is, and stop it if it takes too long."""

    def __init__(
        self, look: Look, taking: TakingPort, title: str, prepared: Callable[[], Preparation]
    ) -> None:
        """``prepared`` tells what the person has chosen by the time they save."""
        super().__init__(spacing=SNUG)
        self._taking, self._prepared, self._title = taking, prepared, title
        self._job: JobPort | None = None
        self._path = ""
        self.column.addWidget(Text(look, self.tr("Take it along"), "heading"))
        words = self.tr("As one file, for your phone, a player, or somebody else.")
        self.column.addWidget(Text(look, words, "body", "muted"))
        forms = taking.forms()
        named = [Named(form, self._name(form)) for form in forms]
        self.form = Chips(look, self.tr("Take it along as"), named, forms[0])
        self.form.chosen.connect(self._explain)
        self.column.addWidget(self.form)
        self.hint = Text(look, "", "body", "muted")
        self.column.addWidget(self.hint)
        self.voices = Switch(look, "")
        self.voices.setChecked(True)
        self.column.addWidget(self.voices)
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        self.save = Button(look, self.tr("Save as…"), "soft")
        self.save.setAccessibleName(self.tr("Save {title} as a file").format(title=title))
        self.save.clicked.connect(self._ask)
        self.halt = Button(look, self.tr("Stop"))
        self.halt.setAccessibleName(self.tr("Stop saving"))
        self.halt.clicked.connect(self.stop)
        row.addWidget(self.save)
        row.addWidget(self.halt)
        self.bar = QProgressBar()
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How much is saved"))
        self.column.addWidget(self.bar)
        self.column.addWidget(holder)
        self.told = Text(look, "", "label", "accent")
        self.told.hide()
        self.column.addWidget(self.told)
        self._watch = QTimer(self, interval=_LOOK_EVERY)
        self._watch.timeout.connect(self._follow)
        self._explain()
        self._show_running(running=False)

    def stop(self) -> None:
        """Stop what is being written; nothing of it is left."""
        if self._job is not None:
            self._job.stop()

    def _name(self, form: str) -> str:
        words = {
            ".vtt": self.tr("Subtitles"),
            ".txt": self.tr("Words to read"),
            _SESSION: self.tr("A copy for relaxapp"),
        }
        return words.get(form, form.removeprefix(".").upper())

    def _explain(self) -> None:
        form = self.form.current
        words = {
            ".mp3": self.tr("Sound that every player knows, with chapters and a cover."),
            ".ogg": self.tr("The smallest file, with chapters and a cover."),
            ".flac": self.tr("Sound without any loss, large: good for burning a CD."),
            ".vtt": self.tr("Every line with its time, in the WebVTT format."),
            ".txt": self.tr("Every line under the name of its step."),
            _SESSION: self.tr(
                "The session itself, to add to another relaxapp. What you chose above stays here."
            ),
        }
        told = words.get(form, "")
        if form in _SOUND:
            told += " " + self.tr("It plays as you have prepared it here.")
            if ".mp3" not in self._taking.forms():
                told += " " + self.tr("The sound library of this computer cannot write MP3.")
        try:
            voiced = self._taking.voiced(self._prepared())
        except RelaxappError:  # told when it is saved
            voiced = Voiced()
        if voiced.silent and form in _SOUND:
            told += " " + self.tr(
                "Lines that nobody has recorded are a soft chime in it: a voice of the computer"
                " cannot be taken along."
            )
        self.hint.setText(told)
        self.voices.setText(
            self.tr("With the recording of one line")
            if voiced.recorded == 1
            else self.tr("With the recordings of {n} lines").format(n=voiced.recorded)
        )
        self.voices.setVisible(form == _SESSION and voiced.recorded > 0)

    def _ask(self) -> None:
        form = self.form.current
        name = "".join(c for c in self._title if c.isalnum() or c in " -_").strip() or "relaxapp"
        place = QStandardPaths.StandardLocation
        where = place.MusicLocation if form in _SOUND else place.DocumentsLocation
        first = str(Path(QStandardPaths.writableLocation(where)) / f"{name}{form}")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), first, f"*{form}")
        if path:
            self._begin(path if Path(path).suffix.lower() == form else path + form)

    def _begin(self, path: str) -> None:
        self._path = path
        try:
            with_them = self.voices.isChecked()
            self._job = self._taking.begin(self._prepared(), path, recordings=with_them)
        except RelaxappError as error:
            self._say(str(error))
            return
        self.told.hide()
        self._show_running(running=True)
        self.halt.setFocus()
        self._watch.start()

    def _follow(self) -> None:
        job = self._job
        if job is None:
            return
        self.bar.setValue(round(job.done * _PARTS))
        if job.state == "running":
            return
        self._watch.stop()
        self._job = None
        focused = self.halt.hasFocus()
        self._show_running(running=False)
        if focused:
            self.save.setFocus()
        if job.state == "finished":
            self._say(self.tr("Saved as {path}.").format(path=self._path))
        elif job.state == "stopped":
            self._say(self.tr("Stopped. Nothing was saved."))
        else:
            self._say(self.tr("It could not be saved: {why}").format(why=job.problem))

    def _show_running(self, *, running: bool) -> None:
        self.bar.setValue(0)
        self.bar.setVisible(running)
        self.halt.setVisible(running)
        self.save.setVisible(not running)
        self.form.setEnabled(not running)

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()
        Announcer(self.told).say(words)
