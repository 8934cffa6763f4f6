"""How slow, how hard and with which tones the session that plays goes on from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from relaxapp.ui.components import Button, Text, spoken_length
from relaxapp.ui.controls import Switch
from relaxapp.ui.pop_panel import PopPanel
from relaxapp.ui.shape_sliders import ShapeSliders

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from relaxapp.ui.ports import Manner
    from relaxapp.ui.theme import Look

_BESIDE = 240


class TempoPanel(PopPanel):
    """A pop-up of sliders; ``changed`` fires with each move, and ``manner`` tells all of it."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, Qt.Key.Key_T)
        self.title.setText(self.tr("Gentler, slower, shorter"))
        self.setAccessibleName(self.tr("Tempo"))
        self._look = look
        self._shown: Manner | None = None
        self._quiet = False
        self.sliders: ShapeSliders | None = None
        self.tones: Switch | None = None
        self.usual = Button(look, self.tr("As usual"), "link", "undo", size=16)
        self.usual.setToolTip(self.tr("The lengths that the session has by itself"))
        self.usual.clicked.connect(self._as_usual)
        self.head.insertWidget(1, self.usual)
        self.length = Text(look, "", "small", "muted")
        self.column.addWidget(self.length)

    @property
    def manner(self) -> Manner | None:
        """How it stands; None while there is nothing to choose."""
        shown, sliders = self._shown, self.sliders
        if shown is None or sliders is None:
            return None
        tones = None if self.tones is None else self.tones.isChecked()
        return shown._replace(pace=sliders.pace, effort=sliders.effort, tones=tones)

    def show_manner(self, manner: Manner | None, length: float) -> None:
        """Let all stand as the session goes; ``length`` is all of it, in seconds."""
        if manner is None:
            return
        if self.sliders is None or self._shown is None or _kind(manner) != _kind(self._shown):
            self._build(manner)
        if manner != self._shown and self.sliders is not None:
            self._quiet = True
            self.sliders.show_values(manner.pace, manner.effort)
            if self.tones is not None:
                self.tones.setChecked(bool(manner.tones))
            self._quiet = False
        self._shown = manner
        self.usual.setEnabled(bool(manner.pace) or manner.effort is not None)
        words = self.tr("From here on. The whole session now takes {length}.")
        self.length.setText(words.format(length=spoken_length(length)))

    def open_at(self, corner: QPoint) -> None:
        super().open_at(corner)
        if self.sliders is not None and self.sliders.sliders:
            self.sliders.sliders[0].slider.setFocus()
        elif self.tones is not None:
            self.tones.setFocus()

    def _build(self, manner: Manner) -> None:
        for old in (self.sliders, self.tones):
            if old is not None:
                old.hide()
                self.column.removeWidget(old)
                old.deleteLater()
        self.sliders = ShapeSliders(
            self._look,
            manner.dials,
            manner.usual_effort,
            spares=bool(manner.cramping),
            beside=_BESIDE,
        )
        self.sliders.moved.connect(self._changed)
        self.column.addWidget(self.sliders)
        self.tones = None
        if manner.tones is not None:
            self.tones = Switch(self._look, self.tr("Tones with the breath"))
            self.tones.toggled.connect(self._changed)
            self.column.addWidget(self.tones)

    def _changed(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def _as_usual(self) -> None:
        if self.sliders is not None:
            self.sliders.show_values((), None)
            self.sliders.sliders[0].slider.setFocus()  # what was pressed can be pressed no more


def _kind(manner: Manner) -> tuple[object, ...]:
    """Return which controls there are, whatever they stand at."""
    tones = manner.tones is not None
    return (manner.dials, manner.usual_effort, bool(manner.cramping), tones)
