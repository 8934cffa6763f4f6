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
from relaxapp.ui.player_choices import PlayerChoices
from relaxapp.ui.player_view import PlayerView
from relaxapp.ui.transport import SKIP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent

    from relaxapp.ui.compact_player import CompactPlayer
    from relaxapp.ui.night_cover import NightCover
    from relaxapp.ui.ports import Frame, PlayerPort, SettingsPort
    from relaxapp.ui.theme import Look

LIVELY, CALM, SLOW = 40, 60, 250
"""Milliseconds between looks: something moves; only words and seconds change; nobody watches."""
_OVER = ("finished", "stopped")
_LOUDER = 5


class PlayerPage(PlayerView):
    """One practice on the screen; ``ended`` once it is over, ``full_screen`` asks for the screen.

    ``stopped`` tells that the person ended it early, ``felt_worse`` that they said so.
    """

    ended = Signal()
    silent = Signal()
    """A night is over: nothing sounds any more, and the page stays dark until it is touched."""
    moved = Signal()
    """There is a new ``frame`` to see."""
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
        self._small: CompactPlayer | None = None
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
        self._choices = PlayerChoices(look, self, player, settings)
        self._choices.changed.connect(self.step)
        self._keys = self._make_keys()
        self.cover: NightCover | None = None
        """The dark page, in a session that ends in sleep."""
        self._connect()

    @property
    def playing(self) -> PlayerPort:
        """What plays; who steers it calls :meth:`step` afterwards, to have it seen at once."""
        return self._player

    @property
    def frame(self) -> Frame | None:
        """What there is to see now; None before the first look."""
        return self._last

    def begin(self) -> None:
        """Start the sound, and looking at it."""
        self._player.set_volumes(self.volumes.heard)
        self._player.start()
        self._timer.start()
        if self._player.night:
            self._make_cover()
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
        if self.cover is not None:
            self.cover.show_frame(frame)
        self.show_areas(self._player.areas)
        self.show_manner(self._player.manner, frame)
        self._announce(frame)
        self._last = frame
        if self._small is not None:
            self._small.show_frame(frame)
        self.moved.emit()
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
        self._choices.keep()
        self._drop_small()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event):
            super().keyPressEvent(event)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; tells whether it stands for anything."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Plus:
            modifiers &= ~Qt.KeyboardModifier.ShiftModifier  # most keyboards have it up there
        action = self._keys.get(event.key())
        if action is None or modifiers != Qt.KeyboardModifier.NoModifier:
            return False
        action()
        self.step()
        return True

    def open_small(self) -> None:
        """Have the small window instead of this large one."""
        from relaxapp.ui.compact_player import CompactPlayer

        if self._full:
            self._toggle_full_screen()
        if self._small is None:
            self._small = CompactPlayer(self._look, self, self.press)
        self.step()
        if self._small is not None:  # the session may just have ended
            self._small.take_over()
            self.step()  # as often as the small one wants it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._small is not None:
            self._small.leave()  # the large one was called for, in whatever way
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
            key.Key_S: self.open_small,
            key.Key_X: self._choices.open_mix,
            key.Key_Plus: lambda: player.move_end(1),
            key.Key_Minus: lambda: player.move_end(-1),
            key.Key_D: self._darken,
            key.Key_A: lambda: self._choices.open_or_not(self.areas),
            key.Key_T: lambda: self._choices.open_or_not(self.tempo),
            key.Key_F: self._toggle_full_screen,
            key.Key_F11: self._toggle_full_screen,
            key.Key_Escape: self._escape,
            # Those of the keyboard's own media keys that the desktop leaves to the window.
            key.Key_MediaTogglePlayPause: player.toggle,
            key.Key_MediaPlay: player.toggle,
            key.Key_MediaPause: player.toggle,
            key.Key_MediaStop: self.stop,
            key.Key_MediaNext: player.next_step,
            key.Key_MediaPrevious: player.previous_step,
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
        self.sound.clicked.connect(self.open_mixer)
        self.screen_button.clicked.connect(self._toggle_full_screen)
        self.small_button.clicked.connect(self.open_small)

    def _make_cover(self) -> None:
        from relaxapp.ui.night_cover import NightCover

        self.cover = NightCover(self._look, self)
        self.cover.moved.connect(self._player.move_end)
        self.cover.moved.connect(self.step)
        self.cover.woken.connect(self.ended)
        self.cover.begin()

    def _darken(self) -> None:
        if self.cover is not None:
            self.cover.fall()

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

    def _escape(self) -> None:
        if self.put_panels_away():
            return
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

    def _finish(self) -> None:
        if self._over:
            return
        self._over = True
        self._timer.stop()
        self._choices.keep()
        if self._small is not None:
            self._small.give_back()
        self._drop_small()
        if self.cover is not None and not self.stopped:
            self.cover.finish()  # no bright page for someone who sleeps
            self.silent.emit()
        else:
            self.ended.emit()

    def _drop_small(self) -> None:
        small, self._small = self._small, None
        if small is not None:
            small.leave()
            small.deleteLater()

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
        small = self._small
        seen = self.isVisible() and not self.window().isMinimized()
        seen = seen or (small is not None and small.isVisible() and not small.isMinimized())
        if not seen or frame.state not in ("playing", "opening"):
            return SLOW
        moves = frame.phase in phases.MOVING and not self._look.reduced_motion
        return LIVELY if moves else CALM
