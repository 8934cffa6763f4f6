"""All that can be said of one episode. Nothing must be; each answer is kept as it is given."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from relaxapp.ui import journal_words as words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.area_button import AreaButton
from relaxapp.ui.components import Button, Card, Scroll, Text, icon_button
from relaxapp.ui.controls import Chips, field
from relaxapp.ui.help_page import Advice
from relaxapp.ui.journal_chips import ManyChips
from relaxapp.ui.journal_head import undo_keys
from relaxapp.ui.journal_relief import Attempts
from relaxapp.ui.journal_signs import Signs, advise, fit, settle
from relaxapp.ui.journal_when import Backdate, end_shown, moment_edit, show_moment
from relaxapp.ui.journal_where import Where
from relaxapp.ui.ports import Named
from relaxapp.ui.rating import RatingRow
from relaxapp.ui.theme import ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_ports import EpisodeCard
    from relaxapp.ui.theme import Look

_NONE, _LIVE, _UNTIL = "", "live", "until"
_LENGTHS = (10, 60, 300, 600, 1800)
_TYPING_MS = 400
"""A pause in typing after which the note is kept; leaving the line keeps it at once."""


class EpisodeForm(QWidget):
    """The form of one episode; ``leave`` when it is done with, ``help`` asks for the help page.

    ``area`` asks for a session made for the sites.
    """

    leave = Signal()
    help = Signal()
    area = Signal()

    def __init__(self, look: Look, journal: Journal, episode: EpisodeCard, drawing: Path) -> None:
        """``drawing`` is the body figure's (assets/body/figure.json)."""
        super().__init__()
        self._look, self._journal, self.episode = look, journal, episode
        self._writing = self._over = False
        self.setAccessibleName(self.tr("Episode"))
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        self.advice = Advice(look)
        self.advice_row = QHBoxLayout()
        self.advice_row.addWidget(self.advice)
        outer.addLayout(self.advice_row)
        self.body = Scroll(widest=900)
        outer.addWidget(self.body, 1)
        column = self.body.column
        self.where = Where(look, drawing)
        self.ease = AreaButton(look)
        self.ease.clicked.connect(self.area)
        under = self.where.column.indexOf(self.where.told) + 1
        self.where.column.insertWidget(under, self.ease, 0, Qt.AlignmentFlag.AlignLeft)
        self.noticed = Signs(look)
        self.noticed.help.connect(self.help)
        self.noticed.changed.connect(self._sign_ticked)
        self.signs = self.noticed.chips
        for part in (self._when(), self.where, self._what(), self._around(), self.noticed):
            column.addWidget(part)
        self.relief = Attempts(look)
        column.addWidget(self.relief)
        column.addWidget(self._words())
        column.addStretch(1)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._keep)
        self._fill()
        self._listen()
        undo_keys(self, journal.take_back, journal.do_again)
        journal.changed.connect(self._again)

    @property
    def first_control(self) -> QWidget:
        """What has the focus at first: the list, as one may begin to type at once."""
        return self.where.search

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit(self.advice_row, self.body)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def flush(self) -> None:
        """Keep what was typed last."""
        if self._typing.isActive():
            self._typing.stop()
            self._keep()

    def give_up(self) -> None:
        """Write nothing any more."""
        self._over = True
        self._typing.stop()

    def _head(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        row.setContentsMargins(SNUG, TIGHT, ROOM, TIGHT)
        row.setSpacing(TIGHT)
        self.back = icon_button(look, "back", self.tr("Back to the journal"))
        self.back.clicked.connect(self.leave)
        self.title = Text(look, "", "heading")
        self.bin = Button(look, self.tr("Delete"), "link")
        self.bin.setAccessibleName(self.tr("Delete this episode; it stays in the trash 30 days"))
        self.bin.clicked.connect(self._delete)
        self.done = Button(look, self.tr("Done"), "primary", "check")
        self.done.setAccessibleDescription(self.tr("Everything is kept already"))
        self.done.clicked.connect(self.leave)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(self.bin)
        row.addWidget(self.done)
        return row

    def _when(self) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("When"), "heading"))
        self.when = Backdate(look, self.episode.start)
        sheet.column.addWidget(self.when)
        name = self.tr("How long it lasted")
        options = [Named(_NONE, self.tr("Not said"))]
        options += [Named(str(s), words.length(s)) for s in _LENGTHS]
        options += [Named(_LIVE, self.tr("Still going on")), Named(_UNTIL, self.tr("Until…"))]
        self.length = Chips(look, name, options, _NONE)
        sheet.column.addLayout(field(look, name, self.length))
        self.until = moment_edit(look, self.tr("Until"), self.episode.start)
        self.until.setKeyboardTracking(False)  # a year that is being typed is none to keep
        sheet.column.addWidget(self.until, 0, Qt.AlignmentFlag.AlignLeft)
        return sheet

    def _what(self) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("What it was like"), "heading"))
        silent = Named("", self.tr("Not said"))
        name = self.tr("Kind")
        self.kind = Chips(look, name, (silent, *words.kinds()), "")
        sheet.column.addLayout(field(look, name, self.kind))
        self.intensity = RatingRow(
            look, self.tr("How strong was it?"), self.tr("hardly there"), self.tr("the strongest")
        )
        self.worry = RatingRow(
            look, self.tr("How much did it worry you?"), self.tr("not at all"), self.tr("very much")
        )
        sheet.column.addWidget(self.intensity)
        sheet.column.addWidget(self.worry)
        name = self.tr("What your body was doing")
        self.state = Chips(look, name, (silent, *words.states()), "")
        sheet.column.addLayout(field(look, name, self.state))
        return sheet

    def _around(self) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("Around it"), "heading"))
        name = self.tr("What came before")
        own = tuple(Named(tag, tag) for tag in self._journal.ask(lambda port: port.tags(), ()))
        options = (*words.befores(), *own[:12])
        self.before = ManyChips(look, name, options, self.tr("Something else"))
        sheet.column.addLayout(field(look, name, self.before))
        name = self.tr("How you felt")
        self.feelings = ManyChips(look, name, words.feelings(), self.tr("Another feeling"))
        sheet.column.addLayout(field(look, name, self.feelings))
        return sheet

    def _words(self) -> Card:
        sheet = Card(spacing=SNUG)
        sheet.column.addWidget(Text(self._look, self.tr("Note"), "heading"))
        self.note = QPlainTextEdit()
        self.note.setFont(self._look.font("body"))
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("In your own words"))
        self.note.setMinimumHeight(96)
        self.note.setMaximumHeight(160)
        sheet.column.addWidget(self.note)
        return sheet

    def _listen(self) -> None:
        for part in (self.when, self.where, self.intensity, self.worry, self.before, self.feelings,
                     self.relief):  # fmt: skip
            part.changed.connect(self._keep)
        for chips in (self.length, self.kind, self.state):
            chips.chosen.connect(self._keep)
        self.until.dateTimeChanged.connect(lambda _: self._keep())
        self.note.textChanged.connect(self._typing.start)

    def _keep(self) -> None:
        """Keep what the form shows; where it is refused, show again what is kept."""
        self.until.setVisible(self.length.current == _UNTIL)
        made = self._made()
        if self._over or made == self.episode:
            return
        self._writing = True
        kept = self._journal.save(made)
        self._writing = False
        again = self._journal.ask(lambda port: port.episode(made.id), None)
        if again is not None:
            self.episode = again
            show_moment(self.until, again.end or again.start)
        if not kept:
            self._fill()
        self._entitle()

    def _made(self) -> EpisodeCard:
        start, length = self.when.at, self.length.current
        end = self.episode.end
        if length == _UNTIL:
            end = end_shown(self.until, start, (self.episode.start, end))
        elif length.isdigit():
            end = start + timedelta(seconds=int(length))
        else:
            end = None
        return self.episode._replace(
            start=start,
            end=end,
            running=length == _LIVE,
            sites=self.where.sites,
            kind=self.kind.current,
            intensity=self.intensity.value,
            worry=self.worry.value,
            state=self.state.current,
            before=self.before.picked,
            feelings=self.feelings.picked,
            signs=self.signs.picked,
            note=self.note.toPlainText().strip(),
            tried=self.relief.tried,
        )

    def _sign_ticked(self) -> None:
        """Keep the signs, and say at once what a new one calls for."""
        earlier, above = self.episode.signs, self.body.y()
        self._keep()
        fit(self.advice_row, self.body)
        told = advise(self.advice, self._journal, earlier, self.signs.picked)
        settle(self._outer, self.body, above)
        if told:
            Announcer(self).say(self.advice.accessibleName())

    def _delete(self) -> None:
        self._typing.stop()
        self._journal.remove((self.episode.id,))  # and as it is gone then, the form is left

    def _again(self) -> None:
        """Something changed: show this episode as it is now, unless the change came from here.

        The form of one that is gone is left.
        """
        if self._writing or self._over:
            return
        now = self._journal.ask(lambda port: port.episode(self.episode.id), self.episode)
        if now is None:
            self.give_up()
            self.leave.emit()
        elif now != self.episode and not self._typing.isActive():
            self.episode = now
            self._fill()

    def _fill(self) -> None:
        """Show the episode without telling anyone."""
        shown = self.episode
        self.when.show_moment(shown.start)
        self.where.show_sites(shown.sites)
        self.kind.pick(shown.kind)
        self.state.pick(shown.state)
        self.intensity.pick(shown.intensity)
        self.worry.pick(shown.worry)
        self.before.pick(shown.before)
        self.feelings.pick(shown.feelings)
        self.noticed.show_signs(shown.signs)
        self.relief.show_tried(shown.tried)
        blocked = self.note.blockSignals(True)
        if self.note.toPlainText().strip() != shown.note:
            self.note.setPlainText(shown.note)
        self.note.blockSignals(blocked)
        length = _LIVE if shown.running else _NONE
        if shown.end is not None:
            seconds = round((shown.end - shown.start).total_seconds())
            length = str(seconds) if seconds in _LENGTHS else _UNTIL
        self.length.pick(length)
        show_moment(self.until, shown.end or shown.start)
        self.until.setVisible(length == _UNTIL)
        self._entitle()

    def _entitle(self) -> None:
        today = self._journal.ask(lambda port: port.today(), self.episode.day)
        self.title.setText(words.when(self.episode.day, self.episode.start, today))
        self.ease.show_for(self.episode.sites, self.episode.signs)
