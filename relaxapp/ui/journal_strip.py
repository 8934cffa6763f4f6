"""The quiet strip under the pages after an episode was kept, and the entries that go on.

It asks for nothing: whoever looks away has logged the episode all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui import journal_words as words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.area_button import AreaButton
from relaxapp.ui.components import Button, Card, Picture, Text, icon_button
from relaxapp.ui.journal_chips import ManyChips
from relaxapp.ui.journal_head import undo_keys
from relaxapp.ui.journal_when import Backdate
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_ports import EpisodeCard
    from relaxapp.ui.theme import Look

_QUICK = (
    ("eyelid.left", "twitch"),
    ("eyelid.right", "twitch"),
    ("calf.left", "cramp"),
    ("calf.right", "cramp"),
)
"""What comes most often; one press keeps both where and what."""


class QuickStrip(QFrame):
    """What may be added to the entry just kept; ``detail`` asks for its form.

    ``relax`` accepts the offer of a session, ``area`` asks for one made for the sites, ``away``
    says that the strip was put away.
    """

    detail = Signal()
    relax = Signal()
    area = Signal()
    away = Signal()

    def __init__(
        self, look: Look, journal: Journal, episode: EpisodeCard, last: str, *, offer: bool
    ) -> None:
        """``last`` is the site used last, or nothing; ``offer`` asks to offer a session."""
        super().__init__()
        self._look, self._journal, self.episode = look, journal, episode
        self.setProperty("surface", "bar")
        self.setAccessibleName(self.tr("Episode logged"))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, TIGHT, GAP, SNUG)
        column.setSpacing(TIGHT)
        self.kept = Text(look, "", "strong")
        column.addLayout(self._head())
        quick = [pair for pair in _QUICK if pair[0] != last]
        options = [
            Named(site, f"{words.site(site)}: {words.kind(kind).lower()}") for site, kind in quick
        ]
        if last:
            options.insert(0, Named(last, self.tr("{site} again").format(site=words.site(last))))
        self._kinds = dict(quick)
        self.sites = ManyChips(look, self.tr("Where"), options)
        self.sites.pick(episode.sites)
        self.sites.changed.connect(self._place)
        column.addWidget(self.sites)
        self._alone = False
        self.ease = AreaButton(look)
        self.ease.clicked.connect(self.area)
        column.addWidget(self.ease, 0, Qt.AlignmentFlag.AlignLeft)
        self.when = Backdate(look, episode.start)
        self.when.changed.connect(self._move)
        column.addWidget(self.when)
        self.offer = self._make_offer()
        self.offer.setVisible(offer)
        column.addWidget(self.offer)
        undo_keys(self, journal.take_back, journal.do_again)
        self._tell()

    @property
    def first_control(self) -> QWidget:
        """What has the focus when the strip comes by the keyboard."""
        first = self.sites.findChild(Button)
        assert isinstance(first, Button)  # noqa: S101 - the chips were made above
        return first

    def set_snug(self, snug: bool) -> None:  # noqa: FBT001 - one of two forms
        """Fold the steps back in time away where the window is low."""
        self.earlier.setVisible(snug)
        self.when.setVisible(not snug)
        self.live.setVisible(not snug and not self.episode.running)

    def set_alone(self, *, alone: bool) -> None:
        """Offer no way to other pages while a session has the window."""
        self._alone = alone
        self.more.setVisible(not alone)
        self._follow_sites()
        if alone:
            self.offer.hide()

    def announce(self) -> None:
        """Tell a screen reader that the entry is kept."""
        Announcer(self).say(self.kept.text())

    def again(self) -> None:
        """Show the episode as it is now; one that is gone puts the strip away."""
        now = self._journal.ask(lambda port: port.episode(self.episode.id), self.episode)
        if now is None:
            self.away.emit()
        elif now != self.episode:
            self.episode = now
            self.sites.pick(now.sites)
            self.when.show_moment(now.start)
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.away.emit()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        row.addWidget(Picture(look, "check", 20, "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.kept, 1)
        self.earlier = Button(look, self.tr("Time…"), "link")
        self.earlier.clicked.connect(lambda: self.set_snug(False))
        self.earlier.hide()
        self.undo = Button(look, self.tr("Undo"), "link")
        self.undo.setAccessibleName(self.tr("Undo: it was no episode"))
        self.undo.clicked.connect(self._undo)
        self.more = Button(look, self.tr("Add detail"), "soft")
        self.more.clicked.connect(self.detail)
        self.live = Button(look, self.tr("It still goes on"), "chip", size=14)
        self.live.clicked.connect(self._go_on)
        close = icon_button(look, "clear", self.tr("Put this strip away"))
        close.clicked.connect(self.away)
        for button in (self.earlier, self.undo, self.live, self.more, close):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.live.setVisible(not self.episode.running)
        return row

    def _make_offer(self) -> Card:
        look = self._look
        sheet = Card("notice", SNUG, TIGHT)
        sheet.column.addWidget(
            Text(look, self.tr("Several came within the hour. A short session may do you good,"
                               " only if you like."), "label", "dusk")
        )  # fmt: skip
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.accept = Button(look, self.tr("Soften, now"), "worse", "play")
        self.accept.clicked.connect(self.relax)
        decline = Button(look, self.tr("No, thank you"))
        decline.clicked.connect(sheet.hide)
        row.addWidget(self.accept)
        row.addWidget(decline)
        sheet.column.addWidget(holder)
        return sheet

    def _place(self) -> None:
        """Keep where it was, and what it usually is there; other sites stay as they are."""
        shown = self.sites.picked
        others = tuple(s for s in self.episode.sites if s not in self.sites.offered)
        kinds = [self._kinds[site] for site in shown if site in self._kinds]
        kind = self.episode.kind
        if kinds and not kind:
            kind = kinds[0]
        elif not shown and kind in self._kinds.values():
            kind = ""
        self._keep(self.episode._replace(sites=(*others, *shown), kind=kind))

    def _move(self) -> None:
        self._keep(self.episode._replace(start=self.when.at))

    def _go_on(self) -> None:
        if self._keep(self.episode._replace(running=True, end=None)):
            self.live.hide()

    def _undo(self) -> None:
        self._journal.remove((self.episode.id,))  # and as it is gone then, the strip is put away

    def _keep(self, episode: EpisodeCard) -> bool:
        kept = self._journal.save(episode)
        if kept:
            again = self._journal.ask(lambda port: port.episode(episode.id), None)
            self.episode = again or episode
        else:
            self.sites.pick(self.episode.sites)
        self._tell()
        return kept

    def _tell(self) -> None:
        episode = self.episode
        today = self._journal.ask(lambda port: port.today(), episode.day)
        at = words.clock(episode.start)
        if episode.day != today:
            at = words.within(words.when(episode.day, episode.start, today))
        told = self.tr("Logged, {time}").format(time=at)
        if episode.sites or episode.kind:
            told = f"{told}: {words.summary(episode)}"
        self.kept.setText(told)
        self._follow_sites()

    def _follow_sites(self) -> None:
        """Offer to relax the place once it is known; who is in a session needs none."""
        sites = () if self._alone else self.episode.sites
        self.ease.show_for(sites, self.episode.signs)


class RunningBar(QFrame):
    """The episodes that go on, each with Stop; ``detail`` asks for the form of one."""

    detail = Signal(str)

    def __init__(self, look: Look, journal: Journal) -> None:
        super().__init__()
        self._look, self._journal = look, journal
        self.setProperty("surface", "bar")
        self.setAccessibleName(self.tr("Episodes that go on"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP, HAIR, GAP, HAIR)
        self._column.setSpacing(HAIR)
        self._shown: tuple[EpisodeCard, ...] = ()
        self._rows: list[QWidget] = []
        self._details: list[Button] = []
        self._alone = False
        self.hide()
        journal.changed.connect(self.refresh)

    def set_alone(self, *, alone: bool) -> None:
        """Offer no way to other pages while a session has the window."""
        self._alone = alone
        for button in self._details:
            button.setVisible(not alone)

    def refresh(self) -> None:
        """Read again what goes on."""
        running = self._journal.ask(lambda port: port.running(), self._shown)
        self.setVisible(bool(running))
        if running == self._shown:
            return
        self._shown = running
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._details = []
        self._rows = [self._row(episode) for episode in running]

    def _row(self, episode: EpisodeCard) -> QWidget:
        look = self._look
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SNUG)
        told = self.tr("Going on since {time}").format(time=words.clock(episode.start))
        if episode.sites or episode.kind:
            told = f"{told}: {words.summary(episode)}"
        row.addWidget(Picture(look, "clock", 20, "accent"))
        row.addWidget(Text(look, told, "label"), 1)
        stop = Button(look, self.tr("Stop"), "soft", "stop")
        stop.setAccessibleName(self.tr("Stop: {what}").format(what=told))
        stop.clicked.connect(lambda: self._journal.stop(episode.id))
        more = Button(look, self.tr("Add detail"), "link")
        more.setAccessibleName(self.tr("Add detail: {what}").format(what=told))
        more.clicked.connect(lambda: self.detail.emit(episode.id))
        more.setVisible(not self._alone)
        self._details.append(more)
        row.addWidget(more)
        row.addWidget(stop)
        self._column.addWidget(holder)
        holder.show()
        return holder
