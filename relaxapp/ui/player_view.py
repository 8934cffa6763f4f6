"""What the player looks like: its parts, where they stand in a large or small window, its words.

It shows frames and has no will of its own; ``player_page`` decides what a press does.
"""
# Qt explains its own overrides.

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui.areas_panel import AreasPanel
from relaxapp.ui.components import Button, Text, duration, icon_button
from relaxapp.ui.player_head import PlayerHead
from relaxapp.ui.player_strips import PlayerStrips, detour_over
from relaxapp.ui.ribbon import Ribbon
from relaxapp.ui.stage import Stage
from relaxapp.ui.tempo_panel import TempoPanel
from relaxapp.ui.theme import GAP, HAIR, ROOM, SNUG, TIGHT
from relaxapp.ui.transport import Transport
from relaxapp.ui.volumes import VolumePanel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QLabel

    from relaxapp.settings import Volumes
    from relaxapp.ui.ports import Area, Frame, Manner, Segment
    from relaxapp.ui.theme import Look

_ROOMY = (900, 600)
"""Logical pixels of window that have room for the three volumes in plain sight."""
_NAMED_FROM = 1040
"""Logical pixels of width that have room for the volumes' names beside their pictures."""


class PlayerView(QWidget):
    """Head, notices, stage, ribbon and foot; call :meth:`show_frame` to keep it up to date."""

    def __init__(self, look: Look, volumes: Volumes, drawing: Path) -> None:
        super().__init__()
        self._look = look
        self._segments: Sequence[Segment] | None = None
        self._placed: tuple[int, Sequence[Segment]] | None = None
        self._groups: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = self.head = PlayerHead(look)
        self.title, self.place = head.title, head.place
        self.small_button, self.screen_button = head.small_button, head.screen_button
        self.areas_button, self.tempo_button = head.areas_button, head.tempo_button
        self.areas = AreasPanel(look, self)
        self.tempo = TempoPanel(look, self)
        column.addWidget(head)
        self.strips = PlayerStrips(look)
        column.addWidget(self.strips)
        self.stage = Stage(look, drawing)
        column.addWidget(self.stage, 1)
        self._ribbon_row = self._make_ribbon()
        column.addLayout(self._ribbon_row)
        self.volumes = VolumePanel(look, volumes)
        column.addWidget(self._make_foot())
        self._mixer = self._make_mixer()
        self.strips.left.connect(self.transport.play.setFocus)

    def show_frame(self, frame: Frame, segments: Sequence[Segment], title: str) -> None:
        """Show one moment of the session."""
        if segments is not self._segments:
            self._segments = segments
            self._groups = tuple(dict.fromkeys(s.group for s in segments if s.group is not None))
            self.ribbon.set_segments(segments, frame.length)
            self.head.show_title(title)
        over = detour_over(frame)
        body = bool(self._groups or frame.group or frame.groups_done)
        self.stage.set_alone(bool(frame.detour) or not body)
        self.stage.show_frame(frame, over=over)
        self.ribbon.show_position(frame.position)
        self.transport.set_playing(playing=frame.state in ("playing", "opening"), over=over)
        _set_time(self.elapsed, duration(int(frame.position)))
        _set_time(self.left, "-" + duration(int(frame.length) - int(frame.position)))
        self._show_place(frame, segments)
        self.strips.show_frame(frame)

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

    def show_areas(self, areas: Sequence[Area]) -> None:
        """Offer the areas of the session, where there is more than one to leave out."""
        there = len(areas) > 1
        if not there and self.areas_button.hasFocus():
            self.transport.play.setFocus()
        self.head.offer(self.areas_button, there=there)
        self.areas.show_areas(areas)
        if not there:
            self.areas.put_away()

    def open_areas(self, at: QPoint | None = None, group: str | None = None) -> None:
        """Show the areas over the ribbon, at ``at`` of it, or at its middle."""
        if self.areas_button.isHidden():
            return
        self.tempo.put_away()
        self.areas.open_on(self._over_ribbon(at), group)

    def show_manner(self, manner: Manner | None, frame: Frame) -> None:
        """Offer to change how the session goes on, where that can be done."""
        there = manner is not None
        if not there and self.tempo_button.hasFocus():
            self.transport.play.setFocus()
        self.head.offer(self.tempo_button, there=there)
        self.tempo.show_manner(manner, frame.length)
        if not there:
            self.tempo.put_away()

    def open_tempo(self) -> None:
        """Show the sliders beside the ring, over what is being said: it can still be read."""
        if not self.tempo_button.isHidden():
            self.areas.put_away()
            caption = self.stage.caption
            words = caption.mapTo(self, caption.contentsRect().topLeft())
            self.tempo.open_at(QPoint(0, min(words.y(), self._over_ribbon().y())))

    def put_panels_away(self) -> bool:
        """Hide what lies over the stage; tells whether there was anything."""
        there = [panel for panel in (self.areas, self.tempo) if not panel.isHidden()]
        for panel in there:
            panel.put_away()
        return bool(there)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.put_panels_away()  # a press beside them; buttons and the ribbon keep theirs
        super().mousePressEvent(event)

    def _over_ribbon(self, at: QPoint | None = None) -> QPoint:
        corner = self.ribbon.rect().center() if at is None else at
        return self.ribbon.mapTo(self, QPoint(corner.x(), -TIGHT))

    def open_mixer(self) -> None:
        """Show the volumes over the foot, where a small window has no other room for them."""
        self._mixer.adjustSize()
        corner = self.sound.mapToGlobal(QPoint(0, -self._mixer.sizeHint().height() - TIGHT))
        self._mixer.move(corner)
        self._mixer.show()
        self.volumes.sliders["voice"].setFocus()

    def close_mixer(self) -> None:
        """Put away the volumes that lie over the foot."""
        self._mixer.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.put_panels_away()  # their place is another now
        self._fit()
        super().resizeEvent(event)

    def _make_ribbon(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        self.elapsed = Text(self._look, "0:00", "label", "muted", wrap=False)
        self.left = Text(self._look, "-0:00", "label", "muted", wrap=False)
        # The names stay as they are: a label without one tells of each new second.
        for label, name in (
            (self.elapsed, self.tr("Time gone")),
            (self.left, self.tr("Time left")),
        ):
            label.setToolTip(name)
            label.setAccessibleName(name)
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
        chain: list[QWidget] = list(self.strips.buttons)
        chain += [buttons[key] for key in ("play", "forward", "next", "stop")]
        chain += [self.cramp, self.worse, self.sound, self.mute]
        if self.volumes.window() is self.window():
            chain += [*self.volumes.sliders.values(), self.volumes.mix_button]
        chain += [*self.head.buttons, self.ribbon]
        chain += [buttons["previous"], buttons["back"]]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _fit(self) -> None:
        """Give a small window smaller margins and buttons, and put the volumes into a pop-up."""
        roomy = self.width() >= _ROOMY[0] and self.height() >= _ROOMY[1]
        edge = ROOM if roomy else SNUG
        self.strips.column.setContentsMargins(edge, 0, edge, HAIR)
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
            named = self.width() >= _NAMED_FROM
            self.volumes.setMaximumWidth(370 if named else 290)
            self.volumes.set_named(named)
        else:
            layout = self._mixer.layout()
            if layout is not None:
                layout.addWidget(self.volumes)
            self.volumes.set_named(True)
        self.volumes.show()
        icons = self.width() < 700  # noqa: PLR2004 - below it the words of Sound do not fit
        self.sound.setText("" if icons else self.tr("Sound"))
        self.head.fit(edge, SNUG if roomy else HAIR, small=icons)
        kind = "icon" if icons else ""
        if self.sound.property("kind") != kind:
            self.sound.setProperty("kind", kind)  # takes less room
            self.sound.style().unpolish(self.sound)
            self.sound.style().polish(self.sound)
        self.sound.setAccessibleName(self.tr("Sound"))
        self._fit_helps()
        self._order()

    def _fit_helps(self) -> None:
        """Give up the pictures of the helps where their words would be cut: the words matter."""
        helps = ((self.cramp, "rescue"), (self.worse, "worse"))
        for button, icon in helps:
            button.set_icon(icon)
        parts = (self.sound, self.transport, self.cramp, self.worse)
        # By hand: a layout still holds what it had before the parts changed.
        room = self.width() - self._foot.contentsMargins().left() * 2
        room -= 2 * self._foot.horizontalSpacing() + 2 * TIGHT
        if self.mute.isHidden() and sum(part.sizeHint().width() for part in parts) > room:
            for button, _ in helps:
                button.set_icon("")

    def _show_place(self, frame: Frame, segments: Sequence[Segment]) -> None:
        if (frame.segment, segments) == self._placed:
            return
        self._placed = (frame.segment, segments)
        words = ""
        if 0 <= frame.segment < len(segments):
            step = segments[frame.segment]
            words = step.title
            if step.group is not None and len(self._groups) > 1:
                area = self.tr("{title}  ·  area {n} of {all}")
                n = self._groups.index(step.group) + 1
                words = area.format(title=words, n=n, all=len(self._groups))
        self.head.show_place(words)


def _set_time(label: QLabel, words: str) -> None:
    """Change a label of seconds; what it says is told beside its name."""
    if words != label.text():
        label.setText(words)
        label.setAccessibleDescription(words)
