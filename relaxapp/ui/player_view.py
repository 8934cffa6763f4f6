"""What the player looks like: its parts, where they stand in a large or small window, its words.

It shows frames and has no will of its own; ``player_page`` decides what a press does.
"""
# Qt explains its own overrides.

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui.components import Button, Text, duration, icon_button
from relaxapp.ui.controls import Notice
from relaxapp.ui.ribbon import Ribbon
from relaxapp.ui.stage import Stage
from relaxapp.ui.theme import GAP, HAIR, ROOM, SNUG, TIGHT
from relaxapp.ui.transport import Transport
from relaxapp.ui.volumes import VolumePanel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel

    from relaxapp.settings import Volumes
    from relaxapp.ui.ports import Frame, Segment
    from relaxapp.ui.theme import Look

_ROOMY = (900, 600)
"""Logical pixels of window that have room for the three volumes in plain sight."""
_BACK_SHOWN = 8.0
"""Seconds for which it is told that the sound is back."""


class PlayerView(QWidget):
    """Head, notices, stage, ribbon and foot; call :meth:`show_frame` to keep it up to date."""

    def __init__(self, look: Look, volumes: Volumes, drawing: Path) -> None:
        super().__init__()
        self._look = look
        self._audible = True
        self._back_at: float | None = None
        self._segments: Sequence[Segment] | None = None
        self._placed: tuple[int, Sequence[Segment]] | None = None
        self._detour: str = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = self._make_head()
        column.addLayout(self._head)
        self._strips = self._make_strips()
        column.addLayout(self._strips)
        self.stage = Stage(look, drawing)
        column.addWidget(self.stage, 1)
        self._ribbon_row = self._make_ribbon()
        column.addLayout(self._ribbon_row)
        self.volumes = VolumePanel(look, volumes)
        column.addWidget(self._make_foot())
        self._mixer = self._make_mixer()

    def show_frame(self, frame: Frame, segments: Sequence[Segment], title: str) -> None:
        """Show one moment of the session."""
        if segments is not self._segments:
            self._segments = segments
            self.ribbon.set_segments(segments, frame.length)
            self.title.setText(title)
        self.stage.show_frame(frame)
        self.ribbon.show_position(frame.position)
        self.transport.set_playing(playing=frame.state in ("playing", "opening"))
        _set(self.elapsed, duration(int(frame.position)))
        _set(self.left, "-" + duration(int(frame.length) - int(frame.position)))
        self._show_place(frame, segments)
        self.notice.tell(self._notice(frame))
        self._show_detour(frame)

    def show_muted(self, *, muted: bool) -> None:
        """Let the sound button tell whether anything is to be heard."""
        name = self.tr("Sound on (M)") if muted else self.tr("Mute everything (M)")
        self.mute.set_icon("muted" if muted else "sound")
        self.mute.setAccessibleName(name)
        self.mute.setToolTip(name)

    def show_full_screen(self, *, full: bool) -> None:
        """Let the screen button offer the other of the two sizes."""
        name = self.tr("Leave full screen (F)") if full else self.tr("Full screen (F)")
        self.screen_button.set_icon("shrink" if full else "expand")
        self.screen_button.setAccessibleName(name)
        self.screen_button.setToolTip(name)

    def open_mixer(self) -> None:
        """Show the volumes over the foot, where a small window has no other room for them."""
        self._mixer.adjustSize()
        corner = self.sound.mapToGlobal(QPoint(0, -self._mixer.sizeHint().height() - TIGHT))
        self._mixer.move(corner)
        self._mixer.show()
        self.volumes.sliders["voice"].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _make_head(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        self.title = Text(look, "", "heading", wrap=False)
        self.place = Text(look, "", "label", "muted", wrap=False)
        self.screen_button = icon_button(look, "expand", self.tr("Full screen (F)"))
        self.screen_button.keep_arrows = False
        row.addWidget(self.title)
        row.addWidget(self.place)
        row.addStretch(1)
        row.addWidget(self.screen_button)
        return row

    def _make_strips(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(HAIR)
        self.notice = Notice(self._look)
        self.detour = Notice(self._look, "leaf")
        self.return_button = Button(self._look, self.tr("Back to the session"), "primary")
        self.end_button = Button(self._look, self.tr("Stop here"), "large")
        for button in (self.return_button, self.end_button):
            button.keep_arrows = False
            self.detour.row.addWidget(button)
        column.addWidget(self.notice)
        column.addWidget(self.detour)
        return column

    def _make_ribbon(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        self.elapsed = Text(self._look, "0:00", "label", "muted", wrap=False)
        self.left = Text(self._look, "-0:00", "label", "muted", wrap=False)
        self.elapsed.setToolTip(self.tr("Gone"))
        self.left.setToolTip(self.tr("Left"))
        width = self.left.fontMetrics().horizontalAdvance("-00:00")
        self.elapsed.setFixedWidth(width)
        self.left.setFixedWidth(width)
        self.elapsed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.ribbon = Ribbon(self._look)
        row.addWidget(self.elapsed)
        row.addWidget(self.ribbon, 1)
        row.addWidget(self.left)
        return row

    def _make_foot(self) -> QWidget:
        look = self._look
        foot = QFrame()
        foot.setProperty("surface", "bar")
        self._foot = QGridLayout(foot)
        self._foot.setColumnStretch(0, 1)
        self._foot.setColumnStretch(2, 1)
        sound = QHBoxLayout()
        sound.setSpacing(TIGHT)
        self.sound = Button(look, self.tr("Sound"), "", "sound")
        self.sound.keep_arrows = False
        self.sound.setToolTip(self.tr("Volumes of voice, ambience and chimes"))
        self.mute = icon_button(look, "sound", self.tr("Mute everything (M)"))
        self.mute.keep_arrows = False
        self._volumes_place = QVBoxLayout()
        sound.addWidget(self.sound)
        sound.addWidget(self.mute)
        sound.addLayout(self._volumes_place)
        sound.addStretch(1)
        self.transport = Transport(look)
        helps = QHBoxLayout()
        helps.setSpacing(TIGHT)
        self.cramp = Button(look, self.tr("Cramp!"), "caution", "rescue")
        self.cramp.setToolTip(self.tr("What helps now, and back again (C)"))
        self.worse = Button(look, self.tr("I feel worse"), "worse", "worse")
        self.worse.setToolTip(self.tr("Grounding, and back again (W)"))
        helps.addStretch(1)
        for button in (self.cramp, self.worse):
            button.keep_arrows = False
            helps.addWidget(button)
        self._foot.addLayout(sound, 0, 0)
        self._foot.addWidget(self.transport, 0, 1)
        self._foot.addLayout(helps, 0, 2)
        return foot

    def _make_mixer(self) -> QFrame:
        mixer = QFrame(self, Qt.WindowType.Popup)
        mixer.setProperty("surface", "menu")
        mixer.setAccessibleName(self.tr("Volumes"))
        column = QVBoxLayout(mixer)
        column.setContentsMargins(GAP, SNUG, GAP, SNUG)
        return mixer

    def _order(self) -> None:
        """Let Tab begin where the hands are: play first, then help, sound, and the rest."""
        buttons = self.transport.buttons
        chain: list[QWidget] = [buttons[key] for key in ("play", "forward", "next", "stop")]
        chain += [self.cramp, self.worse, self.sound, self.mute]
        if self.volumes.window() is self.window():
            chain += self.volumes.sliders.values()
        chain += [self.screen_button, self.ribbon, buttons["previous"], buttons["back"]]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _fit(self) -> None:
        """Give a small window smaller margins and buttons, and put the volumes into a pop-up."""
        roomy = self.width() >= _ROOMY[0] and self.height() >= _ROOMY[1]
        edge = ROOM if roomy else SNUG
        self._head.setContentsMargins(edge, SNUG if roomy else HAIR, edge, HAIR)
        self._strips.setContentsMargins(edge, 0, edge, HAIR)
        self._ribbon_row.setContentsMargins(edge, HAIR, edge, HAIR)
        self._foot.setContentsMargins(edge, SNUG if roomy else HAIR, edge, SNUG if roomy else HAIR)
        self._foot.setHorizontalSpacing(TIGHT if not roomy else GAP)
        self.ribbon.setFixedHeight(40 if roomy else 30)
        self.transport.set_snug(not roomy)
        self.sound.setVisible(not roomy)
        self.mute.setVisible(roomy)
        if roomy:
            self._mixer.hide()
            self._volumes_place.addWidget(self.volumes)
            self.volumes.setMaximumWidth(260)
        else:
            layout = self._mixer.layout()
            if layout is not None:
                layout.addWidget(self.volumes)
        self.volumes.show()
        icons = self.width() < 700  # noqa: PLR2004 - below it the words of Sound do not fit
        self.sound.setText("" if icons else self.tr("Sound"))
        self.sound.setAccessibleName(self.tr("Sound"))
        self._order()

    def _show_place(self, frame: Frame, segments: Sequence[Segment]) -> None:
        if (frame.segment, segments) == self._placed:
            return
        self._placed = (frame.segment, segments)
        words = ""
        if 0 <= frame.segment < len(segments):
            step = self.tr("{title}  ·  step {n} of {all}")
            words = step.format(
                title=segments[frame.segment].title, n=frame.segment + 1, all=len(segments)
            )
        _set(self.place, words)

    def _notice(self, frame: Frame) -> str:
        if frame.audible and not self._audible:
            self._back_at = frame.position
        self._audible = frame.audible
        if not frame.audible:
            return self.tr("No sound device: the session goes on with captions.")
        if frame.pause_reason == "device_gone":
            return self.tr("Paused because the headphones went away. Press Play to go on.")
        if frame.pause_reason == "sleep":
            return self.tr("Paused while the computer slept. Press Play to go on.")
        if self._back_at is not None:
            if 0 <= frame.position - self._back_at < _BACK_SHOWN:
                return self.tr("Sound is back.")
            self._back_at = None
        return ""

    def _show_detour(self, frame: Frame) -> None:
        if frame.detour == self._detour:
            return
        opened = not self._detour
        self._detour = frame.detour
        words = {
            "cramp": self.tr("Let go of everything. First we look after the cramp."),
            "worse": self.tr("Good that you said so. Let us look outward for a while."),
        }.get(frame.detour, "")
        self.detour.tell(words)
        if opened:
            self.return_button.setFocus()
        else:
            self.transport.play.setFocus()


def _set(label: QLabel, words: str) -> None:
    """Change a label only when it differs: setting the same text would lay out again."""
    if words != label.text():
        label.setText(words)
