"""The mixer: each sound with a volume of its own, mixes kept by name, and sounds of one's own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.sessions.blends import LONGEST_NAME, MOST_LAYERS
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text, icon_button
from relaxapp.ui.controls import Notice, ValueSlider
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.offers import ambiences
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from relaxapp.sessions.blends import OwnSound
    from relaxapp.ui.sound_ports import SoundsPort
    from relaxapp.ui.theme import Look

_LOOK_EVERY = 60
"""Milliseconds between looks at whether a file has been copied."""
_STEP = 5
_WIDEST = 200
"""Logical pixels for the name of a sound."""


class MixPanel(QWidget):
    """Works on the shelf at once; ``changed`` fires when other sounds should be heard."""

    changed = Signal()

    def __init__(self, look: Look, sounds: SoundsPort) -> None:
        super().__init__()
        self._look, self._sounds = look, sounds
        self._names = {named.id: named.label for named in ambiences(self)}
        self._copying: _Copying | None = None
        self._announcer = Announcer(self)
        self.sliders: dict[str, ValueSlider] = {}
        self.removers: dict[str, Button] = {}
        self.mixes: dict[str, Button] = {}
        self.droppers: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.told = Notice(look)
        column.addWidget(self._make_sounds())
        column.addWidget(self._make_mixes())
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look_at_copy)
        self._show_sounds()
        self._show_mixes()

    @property
    def busy(self) -> bool:
        """Whether a file is being copied."""
        return self._copying is not None

    def take(self, path: str) -> None:
        """Check and copy a sound file, while the window goes on."""
        if self._copying is None:
            self.add.setEnabled(False)
            self._say(self.tr("Looking at the file…"))
            self._copying = _Copying(self._sounds, path)
            self._timer.start()

    def _make_sounds(self) -> Card:
        look = self._look
        sheet = Card(padding=GAP, spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("Sounds together"), "heading"))
        words = self.tr("Up to {n} at once, as loud as you like. You hear it as you move them.")
        sheet.column.addWidget(Text(look, words.format(n=MOST_LAYERS), "body", "muted"))
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SNUG)
        self._grid.setVerticalSpacing(HAIR)
        self._grid.setColumnStretch(1, 1)
        sheet.column.addWidget(holder)
        self.add = Button(look, self.tr("Add a sound of your own…"), "", "plus")
        self.add.setAccessibleDescription(
            self.tr("A recording or music file; it is copied and played over and over.")
        )
        self.add.clicked.connect(self._ask)
        sheet.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        sheet.column.addWidget(self.told)
        return sheet

    def _make_mixes(self) -> Card:
        look = self._look
        sheet = Card(padding=GAP, spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("Kept mixes"), "heading"))
        self._none = Text(look, self.tr("None yet. Give this one a name to keep it."), "body",
                          "muted")  # fmt: skip
        sheet.column.addWidget(self._none)
        self._shelf_place = QVBoxLayout()
        sheet.column.addLayout(self._shelf_place)
        self._chips: QWidget | None = None
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.name = QLineEdit()
        self.name.setFont(look.font("label"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setMinimumWidth(220)
        self.name.setPlaceholderText(self.tr("A name for this mix"))
        self.name.setAccessibleName(self.tr("A name for this mix"))
        self.name.returnPressed.connect(self._keep)
        self.keep = Button(look, self.tr("Keep this mix"), "soft")
        self.keep.clicked.connect(self._keep)
        row.addWidget(self.name)
        row.addWidget(self.keep)
        sheet.column.addWidget(holder)
        return sheet

    def _show_sounds(self) -> None:
        """Lay out a row for each sound there is."""
        shelf = self._sounds.load()
        _empty(self._grid)
        self.sliders, self.removers = {}, {}
        own = {sound.id: sound.name for sound in shelf.own}
        for row, sound in enumerate(shelf.sounds):
            name = own.get(sound) or self._names[sound]
            word = Text(self._look, "", "label", wrap=False)
            elided = word.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST)
            word.setText(elided)
            word.setAccessibleName(name)
            word.setToolTip(name)
            bounds = (0, 100, _STEP)
            slider = ValueSlider(self._look, name, bounds, shelf.level(sound), self._tell)
            slider.moved.connect(lambda s=sound: self._moved(s))
            self._grid.addWidget(word, row, 0)
            self._grid.addWidget(slider, row, 1)
            if sound in own:
                words = self.tr("Remove {name}").format(name=name)
                self.removers[sound] = button = icon_button(self._look, "bin", words, 18)
                button.clicked.connect(lambda _=False, s=sound: self._remove(s))
                self._grid.addWidget(button, row, 2)
            self.sliders[sound] = slider

    def _show_mixes(self) -> None:
        """Lay out what is kept: a button to use each, and one to remove it."""
        shelf = self._sounds.load()
        if self._chips is not None:
            self._chips.hide()
            self._chips.deleteLater()
        self._chips = QWidget()
        row = FlowLayout(self._chips, TIGHT)
        self.mixes, self.droppers = {}, {}
        for mix in shelf.saved:
            use = Button(self._look, mix.name, "chip", "play", size=14)
            use.setAccessibleName(self.tr("Use the mix {name}").format(name=mix.name))
            use.clicked.connect(lambda _=False, n=mix.name: self._use(n))
            words = self.tr("Remove the mix {name}").format(name=mix.name)
            drop = icon_button(self._look, "clear", words, 16)
            drop.clicked.connect(lambda _=False, n=mix.name: self._drop(n))
            row.addWidget(use)
            row.addWidget(drop)
            self.mixes[mix.name], self.droppers[mix.name] = use, drop
        self._shelf_place.addWidget(self._chips)
        self._chips.setVisible(bool(shelf.saved))
        self._none.setVisible(not shelf.saved)

    def _moved(self, sound: str) -> None:
        slider, shelf = self.sliders[sound], self._sounds.load()
        changed = shelf.with_level(sound, slider.value)
        if changed.level(sound) != slider.value:
            words = self.tr("{n} sounds at once are enough: take one out first.")
            self._say(words.format(n=MOST_LAYERS))
            slider.slider.setValue(0)
        elif changed != shelf:
            self.told.tell("")
            self._sounds.save(changed)
            self.changed.emit()

    def _use(self, name: str) -> None:
        self._sounds.save(self._sounds.load().use(name))
        self._follow()
        self._say(self.tr("Now: {name}.").format(name=name))
        self.changed.emit()

    def _keep(self) -> None:
        before = self._sounds.load()
        after = before.keep(self.name.text())
        if not before.heard:
            self._say(self.tr("There is nothing to keep: make a sound louder than none first."))
        elif after == before:
            self.name.setFocus()
        else:
            self._sounds.save(after)
            self._show_mixes()
            self._say(self.tr("Kept: {name}.").format(name=after.saved[-1].name))
            self.name.clear()

    def _drop(self, name: str) -> None:
        self.name.setFocus()  # the button goes, and so would the focus
        self._sounds.save(self._sounds.load().drop(name))
        self._show_mixes()

    def _remove(self, sound: str) -> None:
        self.add.setFocus()
        heard = self._sounds.load().level(sound) > 0
        self._sounds.remove(sound)
        self._show_sounds()
        self._show_mixes()
        self._say(self.tr("Removed. The file you chose it from is still where it was."))
        if heard:
            self.changed.emit()

    def _follow(self) -> None:
        """Let the sliders stand where the shelf says."""
        shelf = self._sounds.load()
        for sound, slider in self.sliders.items():
            slider.blockSignals(True)
            slider.slider.setValue(shelf.level(sound))
            slider.blockSignals(False)

    def _ask(self) -> None:
        music = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
        kinds = self.tr("Sounds") + " (*.wav *.flac *.ogg *.opus *.mp3 *.aif *.aiff)"
        every = self.tr("All files") + " (*)"
        title = self.tr("Choose a sound")
        path, _ = QFileDialog.getOpenFileName(self, title, music, f"{kinds};;{every}")
        if path:
            self.take(path)

    def _look_at_copy(self) -> None:
        copying = self._copying
        if copying is None or copying.thread.is_alive():
            return
        self._timer.stop()
        self._copying = None
        self.add.setEnabled(True)
        if copying.sound is None:
            self._say(copying.problem)
            return
        self._sounds.put(copying.sound)
        shelf = self._sounds.load()
        self._sounds.save(shelf.with_level(copying.sound.id, 80))
        self._show_sounds()
        self._say(self.tr("Added: {name}.").format(name=copying.sound.name))
        self.changed.emit()

    def _say(self, words: str) -> None:
        self.told.tell(words)
        self._announcer.say(words)

    def _tell(self, level: int) -> str:
        return self.tr("none") if level == 0 else self.tr("{n} %").format(n=level)


class _Copying:
    """One file being checked and copied on a thread; look whether that is still alive."""

    def __init__(self, sounds: SoundsPort, path: str) -> None:
        self.sound: OwnSound | None = None
        self.problem = ""
        self._sounds, self._path = sounds, path
        self.thread = threading.Thread(target=self._work, name="own-sound", daemon=True)
        self.thread.start()

    def _work(self) -> None:
        try:
            self.sound = self._sounds.copy(self._path)
        except RelaxappError as error:
            self.problem = str(error)
        except MemoryError:
            tr = QCoreApplication.translate
            self.problem = tr("MixPanel", "There is not enough memory for this sound.")


def _empty(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
