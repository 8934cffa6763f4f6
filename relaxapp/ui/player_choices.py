"""What is chosen while a session plays: heard at once, and kept for the next time once it rests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from relaxapp.ui.player_view import PlayerView
    from relaxapp.ui.pop_panel import PopPanel
    from relaxapp.ui.ports import PlayerPort, SettingsPort
    from relaxapp.ui.theme import Look

_KEEP_AFTER = 600
"""Milliseconds of rest after which moved sliders are kept."""


class PlayerChoices(QObject):
    """Volumes, sounds, tempo and areas, from the view to the session; ``changed`` asks to look."""

    changed = Signal()

    def __init__(
        self, look: Look, view: PlayerView, player: PlayerPort, settings: SettingsPort
    ) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._player, self._settings = player, settings
        self._manner_moved = False
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_AFTER)
        self._keep.timeout.connect(self.keep)
        view.areas.pressed.connect(self._change_area)
        view.areas_button.clicked.connect(lambda _: self.open_or_not(view.areas))
        view.tempo.changed.connect(self._change_manner)
        view.tempo_button.clicked.connect(lambda _: self.open_or_not(view.tempo))
        view.volumes.changed.connect(self._change_volumes)
        view.volumes.mix_asked.connect(self.open_mix)

    def keep(self) -> None:
        """Keep now what has been moved."""
        self._keep.stop()
        if self._manner_moved:
            self._manner_moved = False
            self._player.keep_manner()
        kept = self._settings.load()
        if kept.volumes != self._view.volumes.levels:
            self._settings.save(kept.with_(volumes=self._view.volumes.levels))

    def open_or_not(self, panel: PopPanel) -> None:
        """Show one of the view's panels, or put it away if it is there."""
        if not panel.isHidden():
            panel.put_away()
        elif panel is self._view.areas:
            self._view.open_areas()
        else:
            self._view.open_tempo()

    def open_mix(self) -> None:
        """Show the mixer with what is heard now; each change is heard at once."""
        from relaxapp.ui.mix_sheet import MixSheet

        self._view.close_mixer()
        sounds = self._settings.sounds
        sounds.save(replace(sounds.load(), layers=self._player.layers))
        sheet = MixSheet(self._look, sounds, self._view)
        sheet.changed.connect(self._change_mix)
        sheet.open()

    def _change_mix(self) -> None:
        self._player.set_layers(self._settings.sounds.load().heard)
        self._settings.save(self._settings.load().with_(ambience="mix"))

    def _change_volumes(self) -> None:
        volumes = self._view.volumes
        self._player.set_volumes(volumes.heard)
        self._view.show_muted(muted=volumes.muted)
        self._keep.start()

    def _change_area(self, group: str) -> None:
        out = {area.id for area in self._player.areas if area.out}
        (self._player.take_in if group in out else self._player.leave_out)(group)
        self.changed.emit()

    def _change_manner(self) -> None:
        manner = self._view.tempo.manner
        if manner is not None:
            self._player.set_manner(manner)
            self._manner_moved = True
            self._keep.start()
            self.changed.emit()
