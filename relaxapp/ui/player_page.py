"""The player: it asks the session where it is, shows it, and passes on what the person wants.

It counts nothing itself. A timer polls 25 times a second while something moves, and
slowly while paused or out of sight; what is late only shows late, the sound is elsewhere.
"""
# Qt explains its own overrides.

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from relaxapp.ui import phases
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.figure_view import group_label
from relaxapp.ui.player_view import PlayerView
from relaxapp.ui.transport import SKIP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent

    from relaxapp.ui.ports import Frame, PlayerPort, SettingsPort
    from relaxapp.ui.theme import Look

LIVELY, CALM, SLOW = 40, 60, 250
"""Milliseconds between looks: something moves; only words and seconds change; nobody watches."""
_KEEP_AFTER = 600
"""Milliseconds of rest after which moved volumes are kept."""
_OVER = ("finished", "stopped")
_LOUDER = 5


class PlayerPage(PlayerView):
    """One practice on the screen; ``ended`` once it is over, ``full_screen`` asks for the screen.

    ``stopped`` tells that the person ended it early, ``felt_worse`` that they said so.
    """

    ended = Signal()
    full_screen = Signal(bool)

    def __init__(
        self, look: Look, player: PlayerPort, settings: SettingsPort, drawing: Path
    ) -> None:
        """``drawing`` is the body figure's."""
        super().__init__(look, settings.load().volumes, drawing)
        self._player, self._settings = player, settings
        self.stopped = False
        self.felt_worse = False
        self._full = False
        self._over = False
        self._last: Frame | None = None
        self._told: tuple[str, ...] = ()
        self._announcer = Announcer(self)
        self.setAccessibleName(self.tr("Playing {title}").format(title=player.title))
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(CALM)
        self._timer.timeout.connect(self.step)
        self._next_line = QTimer(self)
        self._next_line.setTimerType(Qt.TimerType.PreciseTimer)
        self._next_line.setSingleShot(True)
        self._next_line.timeout.connect(self.step)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_AFTER)
        self._keep.timeout.connect(self._keep_volumes)
        self._keys = self._make_keys()
        self._connect()

    def begin(self) -> None:
        """Start the sound, and looking at it."""
        self._player.set_volumes(self.volumes.heard)
        self._player.start()
        self._timer.start()
        self.step()

    def step(self) -> None:
        """Look at the session and show it."""
        if self._over:
            return
        frame = self._player.tick()
        if frame.state in _OVER and not frame.detour:
            self._finish()
            return
        self.show_frame(frame, self._player.segments, self._player.title)
        self.strips.show_left_out(self._player.left_out, frame)
        self.show_areas(self._player.areas)
        self._announce(frame)
        self._last = frame
        pace = self._pace(frame)
        if 0 < frame.caption_in * 1000 < pace:
            pace = int(frame.caption_in * 1000) + 1  # the next caption comes with its sound
        if pace != self._timer.interval():
            self._timer.setInterval(pace)
        soon = math.ceil(frame.caption_in * 1000)
        if 0 < soon < pace:
            self._next_line.start(soon)  # so that the words come with the voice

    def stop(self) -> None:
        """End here, at once and without a question; it counts."""
        self._player.stop()
        self.stopped = True
        self._finish()

    def leave(self) -> None:
        """End quietly because the window goes; what was practised still counts."""
        if not self._over:
            self._over = True
            self._player.stop()
        self._timer.stop()
        self._keep_volumes()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = self._keys.get(event.key())
        if action is None or modifiers != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        action()
        self.step()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._timer.isActive():
            self.step()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.setInterval(SLOW)
        super().hideEvent(event)

    def _make_keys(self) -> dict[int, Callable[[], None]]:
        player, key = self._player, Qt.Key
        return {
            key.Key_Space: player.toggle,
            key.Key_Left: lambda: player.seek_by(-SKIP),
            key.Key_Right: lambda: player.seek_by(SKIP),
            key.Key_N: player.next_step,
            key.Key_P: player.previous_step,
            key.Key_M: self.volumes.toggle_mute,
            key.Key_Up: lambda: self.volumes.nudge(_LOUDER),
            key.Key_Down: lambda: self.volumes.nudge(-_LOUDER),
            key.Key_C: player.cramp,
            key.Key_W: self._worse,
            key.Key_A: self.open_areas,
            key.Key_F: self._toggle_full_screen,
            key.Key_F11: self._toggle_full_screen,
            key.Key_Escape: self._escape,
        }

    def _connect(self) -> None:
        player, transport = self._player, self.transport
        for signal, action in (
            (transport.previous, player.previous_step),
            (transport.back, lambda: player.seek_by(-SKIP)),
            (transport.toggled, player.toggle),
            (transport.forward, lambda: player.seek_by(SKIP)),
            (transport.next, player.next_step),
            (transport.stopped, self.stop),
            (self.cramp.clicked, player.cramp),
            (self.worse.clicked, self._worse),
            (self.strips.return_button.clicked, player.back),
            (self.strips.end_button.clicked, self.stop),
            (self.strips.undo_button.clicked, player.keep_in),
            (self.mute.clicked, self.volumes.toggle_mute),
        ):
            signal.connect(self._doing(action))
        self.ribbon.sought.connect(self._seek)
        self.ribbon.stepped.connect(self._step_by)
        self.ribbon.pointed.connect(self.open_areas)
        self.areas_button.clicked.connect(lambda _: self.open_areas())
        self.areas.pressed.connect(self._change_area)
        self.volumes.changed.connect(self._volumes_changed)
        self.sound.clicked.connect(self.open_mixer)
        self.screen_button.clicked.connect(self._toggle_full_screen)

    def _doing(self, action: Callable[[], None]) -> Callable[[], None]:
        """Return a slot that acts, and shows at once what came of it."""

        def act() -> None:
            action()
            self.step()

        return act

    def _seek(self, seconds: float) -> None:
        self._player.seek_to(seconds)
        self.step()

    def _step_by(self, way: int) -> None:
        (self._player.next_step if way > 0 else self._player.previous_step)()
        self.step()

    def _change_area(self, group: str) -> None:
        out = {area.id for area in self._player.areas if area.out}
        (self._player.take_in if group in out else self._player.leave_out)(group)
        self.step()

    def _escape(self) -> None:
        if self._full:
            self._toggle_full_screen()
        else:
            self.stop()

    def _toggle_full_screen(self) -> None:
        self._full = not self._full
        self.show_full_screen(full=self._full)
        self.full_screen.emit(self._full)

    def _worse(self) -> None:
        self.felt_worse = True
        self._player.worse()

    def _volumes_changed(self) -> None:
        self._player.set_volumes(self.volumes.heard)
        self.show_muted(muted=self.volumes.muted)
        self._keep.start()

    def _keep_volumes(self) -> None:
        self._keep.stop()
        kept = self._settings.load()
        if kept.volumes != self.volumes.levels:
            self._settings.save(kept.with_(volumes=self.volumes.levels))

    def _finish(self) -> None:
        if self._over:
            return
        self._over = True
        self._timer.stop()
        self._keep_volumes()
        self.ended.emit()

    def _announce(self, frame: Frame) -> None:
        if frame.state == "playing":
            place = group_label(frame.group)
            self._announcer.phase(frame.phase, place, round(frame.phase_left))
        before = self._last
        if not frame.audible and (before is None or before.caption != frame.caption):
            self._announcer.say(frame.caption)  # nobody else says it
        told = self.strips.told
        news = [words for words in told if words and words not in self._told]
        self._told = told
        if not news and before is not None and before.state != frame.state:
            # A strip that comes with it says it better.
            news = [self.tr("Paused")] if frame.state == "paused" else []
            if (before.state, frame.state) == ("paused", "playing"):
                news = [self.tr("Going on")]
        for words in news:
            self._announcer.say(words)

    def _pace(self, frame: Frame) -> int:
        seen = self.isVisible() and not self.window().isMinimized()
        if not seen or frame.state not in ("playing", "opening"):
            return SLOW
        moves = frame.phase in phases.MOVING and not self._look.reduced_motion
        return LIVELY if moves else CALM
