"""The first page: the session to begin with, one Start, and all the others to look through."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from relaxapp.ui import icons
from relaxapp.ui.components import Button, Scroll, Text, spoken_length
from relaxapp.ui.gentle_card import GentleCard
from relaxapp.ui.layouts import CardGrid, EdgeLayout, FlowLayout
from relaxapp.ui.session_tile import SessionTile, practised
from relaxapp.ui.theme import CARD_RADIUS, GAP, HAIR, ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QPixmap, QResizeEvent

    from relaxapp.ui.ports import PracticePort, SessionCard
    from relaxapp.ui.session_gone import Gone
    from relaxapp.ui.theme import Look

RESCUE = "cramp-now"
GROUNDING = "out-of-my-head"
BATH = "bath-wind-down"
AT_ONCE = frozenset({RESCUE, GROUNDING})
"""Help for right now: it asks nothing first and waits for nothing."""
_NOON, _EVENING, _NIGHT_ENDS = 12, 18, 5
_SCENE_FROM = 620
"""Logical pixels; a narrower first card has no room for its landscape."""


class SessionsPage(Scroll):
    """Greeting, the session to begin with, help for right now, and every session with a search.

    ``start`` asks to play a session at once, ``prepare`` to look at it first; both carry its id.
    ``course`` and ``history`` ask for those pages, ``add`` for a session from a file, ``make`` for
    one to be made.
    """

    start = Signal(str)
    prepare = Signal(str)
    course = Signal()
    history = Signal()
    add = Signal()
    make = Signal()

    def __init__(self, look: Look, practice: PracticePort) -> None:
        super().__init__()
        self._look, self._practice = look, practice
        self._tiles: list[SessionTile] = []
        self.setAccessibleName(self.tr("Sessions"))
        self.gone: Gone | None = None
        self.greeting = Text(look, self._greet(), "hero")
        self.column.addWidget(self.greeting)
        words = self.tr("Nothing to achieve here. Press Start, or look around.")
        self.welcome = Text(look, words, "lead", "muted")
        self.column.addWidget(self.welcome)
        self.column.addSpacing(TIGHT)
        self._hero_place = QVBoxLayout()
        self.column.addLayout(self._hero_place)
        self._now = QWidget()
        self._now_row = FlowLayout(self._now, SNUG)
        self.column.addWidget(self._now)
        self._gentle_place = QVBoxLayout()
        self.column.addLayout(self._gentle_place)
        self.gentle: GentleCard | None = None
        self.ways: list[Button] = []
        self._ways_row = FlowLayout(spacing=SNUG)
        self.column.addLayout(self._ways_row)
        self.column.addSpacing(TIGHT)
        self.column.addLayout(self._heading())
        self.nothing = Text(look, "", "lead", "muted")
        self.nothing.hide()
        self.column.addWidget(self.nothing)
        holder = QWidget()
        self._grid = CardGrid(holder, spacing=GAP)
        self.column.addWidget(holder)
        self.column.addStretch(1)
        self.hero: Hero | None = None
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F goes to the search, Escape clears it."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() == Qt.Key.Key_F:
            self.search.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.search.clear()
        else:
            super().keyPressEvent(event)

    @property
    def first_control(self) -> QWidget:
        """Start, or the search where there is nothing to start."""
        return self.search if self.hero is None else self.hero.start

    def refresh(self) -> None:
        """Read the sessions again, after one was practised."""
        cards = self._practice.cards()
        today = self._practice.today()
        self.greeting.setText(self._greet())
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            _drop(tile)
        if self.hero is not None:
            _drop(self.hero)
            self.hero = None
        if cards:
            self.hero = self._make_hero(cards[0], today)
        self._fill_now({card.id for card in cards})
        self._ask_gently(self._practice.gentle_question() if cards else "")
        self._tiles = [SessionTile(self._look, card, today) for card in cards]
        for tile in self._tiles:
            self._grid.addWidget(tile)
            tile.clicked.connect(lambda _=False, t=tile: self.prepare.emit(t.card.id))
        self._filter(self.search.text())
        self._order()

    def tell_gone(self, words: str, back: Callable[[], None] | None) -> None:
        """Tell that a session is gone, and offer to bring it ``back``."""
        from relaxapp.ui.session_gone import Gone

        if self.gone is None:
            self.gone = Gone(self._look)
            self.column.insertWidget(0, self.gone)
            self.gone.lower()
        self.gone.offer(words, back)

    def lead_on(self) -> None:
        """Show the ways to the course and to the history."""
        for words, icon, way in (
            (self.tr("The course, step by step"), "leaf", self.course),
            (self.tr("Sessions so far"), "clock", self.history),
        ):
            button = Button(self._look, words, "soft", icon)
            button.clicked.connect(way)
            self._ways_row.addWidget(button)
            self.ways.append(button)
        self._order()

    def _make_hero(self, card: SessionCard, today: date) -> Hero:
        hero = Hero(self._look, card, today)
        self._hero_place.addWidget(hero)
        # What tenses is looked at first: its cautions stand before anything is tightened.
        go = self.prepare if card.tenses else self.start
        hero.start.clicked.connect(lambda: go.emit(card.id))
        hero.look_first.clicked.connect(lambda: self.prepare.emit(card.id))
        return hero

    def _fill_now(self, ids: set[str]) -> None:
        while (item := self._now_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                _drop(widget)
        offers = (
            (RESCUE, self.tr("A cramp, right now"), "caution", "rescue"),
            (GROUNDING, self.tr("My thoughts are racing"), "worse", "senses"),
        )
        for session, words, kind, icon in offers:
            if session in ids:
                button = Button(self._look, words, kind, icon)
                button.clicked.connect(lambda _=False, s=session: self.start.emit(s))
                button.setAccessibleDescription(self.tr("Starts at once"))
                self._now_row.addWidget(button)
        self._now.setVisible(self._now_row.count() > 0)

    def _ask_gently(self, reason: str) -> None:
        if self.gentle is not None:
            _drop(self.gentle)
            self.gentle = None
        if reason:
            self.gentle = GentleCard(self._look, reason)
            self.gentle.answered.connect(self._answer_gently)
            self._gentle_place.addWidget(self.gentle)

    def _answer_gently(self, prone: bool) -> None:  # noqa: FBT001 - a signal's payload
        self._practice.answer_gentle(prone=prone)
        self.refresh()
        self.first_control.setFocus()

    def _order(self) -> None:
        """Make Tab and screen readers go down the page; the order of creation is another one."""
        above = (self.gone, self.greeting, self.welcome, self.hero, self._now, self.gentle)
        for part in reversed((*above, *self.ways)):
            if part is not None:
                part.lower()  # screen readers go by the order of the children, not by the layout
        first = [self.hero.start, self.hero.look_first] if self.hero is not None else []
        offers = [self._now_row.itemAt(at) for at in range(self._now_row.count())]
        helps = [item.widget() for item in offers if item is not None]
        asked = [self.gentle.yes, self.gentle.no] if self.gentle is not None else []
        chain: list[QWidget | None] = [
            *first, *helps, *asked, *self.ways, self.search, self.add_button, self.make_button,
            *self._tiles,
        ]  # fmt: skip
        for one, other in pairwise(chain):
            if one is not None and other is not None:
                QWidget.setTabOrder(one, other)

    def _heading(self) -> EdgeLayout:
        row = EdgeLayout(spacing=GAP)
        row.addWidget(Text(self._look, self.tr("All sessions"), "heading", wrap=False))
        self.search = QLineEdit()
        self.search.setFont(self._look.font("label"))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search sessions"))
        self.search.setMinimumWidth(220)
        self.search.setProperty("lens", True)
        self.search.setMaximumWidth(320)
        self._lens = QAction(self.tr("Search"), self.search)
        self._lens.triggered.connect(self.search.setFocus)
        self._wipe = QAction(self.tr("Clear the search"), self.search)
        self._wipe.triggered.connect(self.search.clear)
        self._draw_lens()
        self._look.changed.connect(self._draw_lens)
        self.search.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.search.addAction(self._wipe, QLineEdit.ActionPosition.TrailingPosition)
        self._wipe.setVisible(False)  # only now: the field shows whatever is added to it
        self.search.textChanged.connect(self._filter)
        row.addWidget(self.search)
        self.add_button = Button(self._look, self.tr("Add…"), "", "plus", size=16)
        self.add_button.setAccessibleName(self.tr("Add a session from a file"))
        self.add_button.setToolTip(self.tr("Add a session from a file"))
        self.add_button.clicked.connect(self.add)
        row.addWidget(self.add_button)
        self.make_button = Button(self._look, self.tr("Make your own"), "soft", "edit", size=16)
        self.make_button.setToolTip(self.tr("Make a session of your own"))
        self.make_button.clicked.connect(self.make)
        self.make_button.hide()
        row.addWidget(self.make_button)
        return row

    def _draw_lens(self) -> None:
        self._lens.setIcon(icons.icon("search", self._look.colour("muted"), 18))
        self._wipe.setIcon(icons.icon("clear", self._look.colour("ink"), 18))

    def _filter(self, text: str) -> None:
        """Show what holds every word; the first card steps aside while someone searches."""
        words = text.casefold().split()
        self._wipe.setVisible(bool(text))
        found = 0
        for tile in self._tiles:
            card = tile.card
            told = f"{card.title} {card.purpose} {card.technique} {card.suits}".casefold()
            hit = all(word in told for word in words)
            if not words and self.hero is not None and card is self.hero.card:
                hit = False  # it stands above already
            tile.setVisible(hit)
            found += hit
        if self.hero is not None:
            self.hero.setVisible(not words)
        self._now.setVisible(not words and self._now_row.count() > 0)
        for way in self.ways:
            way.setVisible(not words)
        if self.gentle is not None:
            self.gentle.setVisible(not words)
        self.nothing.setVisible(not found and (bool(words) or self.hero is None))
        if words and not found:
            self.nothing.setText(self.tr("Nothing found for “{text}”.").format(text=text.strip()))
        elif self.hero is None:
            self.nothing.setText(self.tr("There are no sessions here yet."))

    def _greet(self) -> str:
        hour = self._practice.now().hour
        if _NIGHT_ENDS <= hour < _NOON:
            return self.tr("Good morning")
        if _NOON <= hour < _EVENING:
            return self.tr("Good afternoon")
        return self.tr("Good evening")


class Hero(QFrame):
    """The session to begin with, large, over a quiet landscape."""

    def __init__(self, look: Look, card: SessionCard, today: date) -> None:
        super().__init__()
        self.card = card
        self._look = look
        self._scene: QPixmap | None = None
        self._lit = False
        look.changed.connect(self._forget)
        row = QHBoxLayout(self)
        row.setContentsMargins(ROOM + 4, ROOM, ROOM, ROOM)
        column = QVBoxLayout()
        column.setSpacing(HAIR + 2)
        row.addLayout(column, 5)
        self._room = QWidget()
        row.addWidget(self._room, 4)
        seen = card.last_practised is not None
        eyebrow = self.tr("A good place to return to") if seen else self.tr("A good place to begin")
        column.addWidget(Text(look, eyebrow, "label", "accent"))
        column.addWidget(Text(look, card.title, "title"))
        column.addWidget(Text(look, card.purpose, "lead"))
        facts = f"{spoken_length(card.seconds)}  ·  {card.technique}"
        column.addWidget(Text(look, facts, "body", "muted"))
        if seen:
            when = practised(card.last_practised, today)
            column.addWidget(Text(look, when, "body", "muted"))
        column.addSpacing(TIGHT)
        buttons = QWidget()
        line = FlowLayout(buttons, SNUG)
        self.start = Button(look, self.tr("Start"), "primary", "play")
        self.start.setMinimumWidth(132)
        self.start.setAccessibleName(self.tr("Start {title}").format(title=card.title))
        self.look_first = Button(look, self.tr("Prepare"), "large")
        self.look_first.setAccessibleName(self.tr("Prepare {title}").format(title=card.title))
        self.look_first.setToolTip(self.tr("What will happen, voice, sounds and more"))
        line.addWidget(self.start)
        line.addWidget(self.look_first)
        column.addWidget(buttons)
        if card.cautions:
            column.addWidget(Text(look, card.cautions[0], "small", "muted"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._room.setVisible(self.width() >= _SCENE_FROM)
        self._scene = None
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        plain = look.colours.plain
        painter.setPen(QPen(look.colour("edge" if plain else "line"), 2 if plain else 1.2))
        painter.setBrush(look.colour("card"))
        painter.drawRoundedRect(box, CARD_RADIUS, CARD_RADIUS)
        if plain or self.width() < _SCENE_FROM:
            return
        if not self._lit:
            # The window is there first, its landscape a blink later.
            self._lit = True
            QTimer.singleShot(0, self, self.update)
            return
        width = self.width() * 0.56
        if self._scene is None:
            from relaxapp.ui.scenery import scene

            size = QSizeF(width, self.height())
            self._scene = scene(look, size, self.devicePixelRatioF(), CARD_RADIUS)
        painter.drawPixmap(round(self.width() - width), 0, self._scene)

    def _forget(self) -> None:
        self._scene = None
        self.update()


def _drop(widget: QWidget) -> None:
    """Let go of a widget: unseen at once, gone when it is safe."""
    widget.hide()
    widget.deleteLater()
