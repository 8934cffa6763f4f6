"""Settings: what was chosen takes hold at once and is kept; there is nothing to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from relaxapp.settings import Motion, Theme
from relaxapp.ui.components import Button, Card, Scroll, Text
from relaxapp.ui.controls import Chips, Pick, Switch, field
from relaxapp.ui.offers import MIX, NONE, ambiences, voices
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from relaxapp.ui.ports import SettingsPort
    from relaxapp.ui.theme import Look


class SettingsPage(Scroll):
    """Voice and sounds, appearance, where the data lies, and what this program is made of."""

    changed = Signal()

    def __init__(self, look: Look, settings: SettingsPort) -> None:
        super().__init__(widest=760)
        self._look, self._settings = look, settings
        self.setAccessibleName(self.tr("Settings"))
        self.column.addWidget(Text(look, self.tr("Settings"), "hero"))
        self.column.addWidget(self._sound())
        self.column.addWidget(self._appearance())
        self.column.addWidget(self._data())
        self._last = self._about()
        self.column.addWidget(self._last)
        self.column.addStretch(1)

    def add(self, card: Card) -> None:
        """Put a further card above what this program is made of."""
        self.column.insertWidget(self.column.count() - 2, card)
        # Screen readers and Tab go by the order of making, unless they are told.
        card.stackUnder(self._last)
        tab = Qt.FocusPolicy.TabFocus
        stops = [part for part in card.findChildren(QWidget) if part.focusPolicy() & tab]
        if stops:
            QWidget.setTabOrder(stops[-1], self.licences_button)

    def refresh(self) -> None:
        """Show the settings as they are now, when something else has changed them."""
        kept = self._settings.load()
        for chips, value in (
            (self.voice, kept.voice),
            (self.ambience, kept.ambience or NONE),
            (self.theme, str(kept.theme)),
            (self.motion, str(kept.motion)),
        ):
            chips.pick(value)
        for switch, on in ((self.duck, kept.duck), (self.aloud, kept.aloud)):
            switch.blockSignals(True)
            switch.setChecked(on)
            switch.blockSignals(False)
        self._fill_devices()
        self._look.choose(kept.theme, kept.motion)

    def showEvent(self, event: QShowEvent) -> None:
        # Voice and ambience may have been chosen elsewhere, devices may have come and gone.
        kept = self._settings.load()
        self.voice.pick(kept.voice)
        self.ambience.pick(kept.ambience or NONE)
        self._fill_devices()
        super().showEvent(event)

    def _sound(self) -> Card:
        look, kept = self._look, self._settings.load()
        sheet = Card(spacing=GAP)
        sheet.column.addWidget(Text(look, self.tr("Voice and sounds"), "heading"))
        name = self.tr("Voice")
        self.voice = Chips(look, name, voices(self), kept.voice)
        sheet.column.addLayout(field(look, name, self.voice))
        name = self.tr("Sound around you")
        self.ambience = Chips(look, name, ambiences(self), kept.ambience or NONE)
        sheet.column.addLayout(field(look, name, self.ambience))
        self.mix_button = Button(look, self.tr("Mix of sounds…"), "link", "settings", size=16)
        self.mix_button.clicked.connect(self._open_mix)
        sheet.column.addWidget(self.mix_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.duck = Switch(look, self.tr("Lower the sounds while the voice speaks"))
        self.duck.setChecked(kept.duck)
        sheet.column.addWidget(self.duck)
        words = self.tr("Let this computer's voice say lines nobody recorded")
        self.aloud = Switch(look, words)
        self.aloud.setChecked(kept.aloud)
        sheet.column.addWidget(self.aloud)
        name = self.tr("Play on")
        self.device = Pick(look, name)
        hint = self.tr("From the next session on.")
        sheet.column.addLayout(field(look, name, self.device, hint))
        self.voice.chosen.connect(self._keep_voice)
        self.ambience.chosen.connect(self._keep_ambience)
        self.duck.toggled.connect(lambda on: self._keep(duck=on))
        self.aloud.toggled.connect(lambda on: self._keep(aloud=on))
        self.device.activated.connect(lambda _: self._keep(device=self.device.currentData()))
        return sheet

    def _appearance(self) -> Card:
        look, kept = self._look, self._settings.load()
        sheet = Card(spacing=GAP)
        sheet.column.addWidget(Text(look, self.tr("Appearance"), "heading"))
        name = self.tr("Colours")
        themes = (
            Named(Theme.SYSTEM, self.tr("Like the system")),
            Named(Theme.LIGHT, self.tr("Light")),
            Named(Theme.DARK, self.tr("Dark")),
            Named(Theme.CONTRAST, self.tr("High contrast")),
        )
        self.theme = Chips(look, name, themes, kept.theme)
        sheet.column.addLayout(field(look, name, self.theme))
        name = self.tr("Motion")
        motions = (
            Named(Motion.SYSTEM, self.tr("Like the system")),
            Named(Motion.FULL, self.tr("Moving")),
            Named(Motion.REDUCED, self.tr("Still")),
        )
        self.motion = Chips(look, name, motions, kept.motion)
        hint = self.tr("Still: nothing swells or glides; a ring fills second by second.")
        sheet.column.addLayout(field(look, name, self.motion, hint))
        for chips in (self.theme, self.motion):
            chips.chosen.connect(self._keep_look)
        return sheet

    def _data(self) -> Card:
        look = self._look
        sheet = Card()
        sheet.column.addWidget(Text(look, self.tr("Your data"), "heading"))
        words = self.tr("Everything stays on this computer, in this folder:")
        sheet.column.addWidget(Text(look, words, "body", "muted"))
        folder = Text(look, _breakable(self._settings.data_folder()), "label")
        folder.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        folder.setAccessibleName(self.tr("Data folder: {path}").format(
            path=self._settings.data_folder()))  # fmt: skip
        sheet.column.addWidget(folder)
        return sheet

    def _about(self) -> Card:
        look = self._look
        sheet = Card()
        version = self._settings.version()
        sheet.column.addWidget(Text(look, self.tr("About relaxapp"), "heading"))
        numbered = self.tr("Version {version}") if version[:1].isdigit() else "{version}"
        told = numbered.format(version=version)
        sheet.column.addWidget(Text(look, told[:1].upper() + told[1:], "label", "muted"))
        words = self.tr(
            "Guided relaxation for anxious people with twitching muscles. It can ease tension and"
            " distress; it treats no illness. Weakness, or a muscle that shrinks, always means: see"
            " a doctor."
        )
        sheet.column.addWidget(Text(look, words, "body", "muted"))
        self.licences_button = Button(look, self.tr("Licences of sounds and pictures"), "link")
        sheet.column.addWidget(self.licences_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.licences: QWidget | None = None
        self.licences_button.clicked.connect(lambda: self._show_licences(sheet))
        return sheet

    def _show_licences(self, sheet: Card) -> None:
        """Open the text under its button, or fold it away again."""
        if self.licences is not None:
            self.licences.setVisible(not self.licences.isVisible())
            return
        text = QTextBrowser()
        text.setFont(self._look.font("body"))
        text.setAccessibleName(self.tr("Licences"))
        text.setMarkdown(self._settings.licences())
        text.setMinimumHeight(320)
        sheet.column.addWidget(text)
        text.show()
        self.licences = text

    def _fill_devices(self) -> None:
        kept = self._settings.load().device
        self.device.clear()
        self.device.addItem(self.tr("The system's own choice"), None)
        names = list(self._settings.devices())
        if kept is not None and kept not in names:
            self.device.addItem(self.tr("{name} (not there now)").format(name=kept), kept)
        for name in names:
            self.device.addItem(name, name)
        self.device.setCurrentIndex(max(0, self.device.findData(kept)))

    def _keep_voice(self) -> None:
        # Chosen here it is meant for every session, those that had their own among them.
        kept = self._settings.load()
        self._keep(voice=self.voice.current, shapes=kept.shapes_without("voice"))

    def _keep_ambience(self) -> None:
        picked, kept = self.ambience.current, self._settings.load()
        ambience = None if picked == NONE else picked
        self._keep(ambience=ambience, shapes=kept.shapes_without("ambience"))

    def _open_mix(self) -> None:
        from relaxapp.ui.mix_sheet import MixSheet

        sheet = MixSheet(self._look, self._settings.sounds, self)
        sheet.changed.connect(self._mix_changed)
        sheet.open()

    def _mix_changed(self) -> None:
        self.ambience.pick(MIX)
        self._keep(ambience=MIX)

    def _keep_look(self) -> None:
        self._keep(theme=Theme(self.theme.current), motion=Motion(self.motion.current))
        kept = self._settings.load()
        self._look.choose(kept.theme, kept.motion)

    def _keep(self, **changes: object) -> None:
        self._settings.save(self._settings.load().with_(**changes))
        self.changed.emit()


def _breakable(path: str) -> str:
    """Let a long path wrap after each of its folders."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")
