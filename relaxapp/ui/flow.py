"""The way through a session: choose, prepare, practise, and come to an end, on one stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from relaxapp.ui.ports import Preparation, Ratings
from relaxapp.ui.sessions_page import BATH, GROUNDING, SessionsPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from relaxapp.ui.builder_flow import BuilderFlow
    from relaxapp.ui.builder_ports import BuilderPort
    from relaxapp.ui.end_page import EndPage
    from relaxapp.ui.learning_ports import LearningPort
    from relaxapp.ui.line_ports import LinesPort
    from relaxapp.ui.player_page import PlayerPage
    from relaxapp.ui.ports import PracticePort, SessionCard, SettingsPort
    from relaxapp.ui.prepare_page import PreparePage
    from relaxapp.ui.taking_ports import TakingPort
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow


class SessionFlow(QStackedWidget):
    """Holds the Sessions page and, when they are needed, what follows from it.

    Later views are made for each visit and dropped afterwards, so that none shows old answers.
    """

    began = Signal()
    """A session has begun; it is in ``playing``."""
    over = Signal()
    """It is over, in whatever way."""

    def __init__(
        self,
        look: Look,
        practice: PracticePort,
        settings: SettingsPort,
        drawing: Path,
        learning: LearningPort | None = None,
        taking: TakingPort | None = None,
    ) -> None:
        """``drawing`` is the body figure's (assets/body/figure.json).

        With ``learning`` there are a course and a history to see; without ``taking`` sessions
        cannot be written into files, nor added from them.
        """
        super().__init__()
        self._taking = taking
        self._building: BuilderFlow | None = None
        self._make_building: (
            tuple[Callable[[], BuilderPort], Callable[[], LinesPort | None]] | None
        ) = None
        self._note_bath: Callable[[], object] | None = None
        self._drawing = drawing
        self._look, self._practice, self._settings = look, practice, settings
        self._window: MainWindow | None = None
        self._playing: PlayerPage | None = None
        self._view: QWidget | None = None
        self._session = ""
        self._ratings = Ratings()
        self._made: tuple[SessionCard, Callable[[int | None], object]] | None = None
        self.sessions = SessionsPage(look, practice)
        self.sessions.start.connect(self.start_now)
        self.sessions.prepare.connect(self.prepare)
        self.sessions.add.connect(self.add)
        self.sessions.add_button.setVisible(taking is not None)
        self.addWidget(self.sessions)
        self._learning = learning
        self._in_course = False
        if learning is not None:
            self.sessions.course.connect(self.show_course)
            self.sessions.history.connect(self.show_history)
            self.sessions.lead_on()

    def offer_building(
        self, port: Callable[[], BuilderPort], lines: Callable[[], LinesPort | None] = lambda: None
    ) -> None:
        """Let the person make sessions; ``lines`` tells who says what in them.

        Both are asked for when they are first needed, as starting waits for neither.
        """
        self._make_building = port, lines
        self.sessions.make.connect(self._begin_building)
        self.sessions.make_button.show()

    def _begin_building(self) -> None:
        building = self._builder()
        if building is not None:
            building.begin()

    def _builder(self) -> BuilderFlow | None:
        if self._building is None and self._make_building is not None:
            from relaxapp.ui.builder_flow import BuilderFlow

            port, lines = self._make_building
            self._building = BuilderFlow(
                self._look, self, port(), self._settings, self._drawing, lines()
            )
        return self._building

    def attach(self, window: MainWindow) -> None:
        """Tell which window to fill, and end well when it closes."""
        self._window = window
        window.closing.connect(self._close)

    def offer_note(self, note_bath: Callable[[], object]) -> None:
        """Offer to note a bath when its timer has ended; what ``note_bath`` returns says if it was.

        Nothing or "" is "no".
        """
        self._note_bath = note_bath

    @property
    def view(self) -> QWidget:
        """The view that is seen."""
        return self._view or self.sessions

    @property
    def playing(self) -> PlayerPage | None:
        """The page of the session that goes on; None while none does."""
        return self._playing

    @property
    def first_control(self) -> QWidget | None:
        """What has the focus when someone comes here."""
        return getattr(self.view, "first_control", None)

    def start_now(self, session: str) -> None:
        """Play with the settings as they are: one press from the first page to the first sound."""
        self._in_course = False
        # Help for right now does not wait for a start delay.
        self.play(self._practice.usual(session)._replace(delay=0))

    def play_made(self, card: SessionCard, answer: Callable[[int | None], object]) -> None:
        """Play a session made for the moment, at once.

        ``answer`` is called at its end, and again with each answer to how it feels there (0..10).
        """
        self._made = card, answer
        self.start_now(card.id)

    def prepare(self, session: str) -> None:
        """Show what will happen, and what can be chosen."""
        from relaxapp.ui.prepare_page import PreparePage

        card = self._card(session)
        page = PreparePage(self._look, card, self._settings, self._practice, self._taking)
        page.start.connect(lambda: self.play(page.preparation))
        page.leave.connect(self.home)
        page.alone.connect(lambda: self.rest(page.preparation))
        building = self._builder()
        if building is not None:
            self._offer_making(page, building, card)
        self._show(page, page.start_button)

    def _offer_making(self, page: PreparePage, building: BuilderFlow, card: SessionCard) -> None:
        make = page.offer_making(own=building.port.own(card.id))
        make.copy.connect(lambda: building.copy(card.id))
        make.change.connect(lambda: building.change(card.id))
        make.delete.connect(lambda: building.delete(card.id, card.title))

    def show_view(self, view: QWidget, focus: QWidget | None) -> None:
        """Show a view that belongs to the sessions, in the place of the one that is seen."""
        self._show(view, focus)

    def tell_gone(self, words: str, back: Callable[[], None] | None) -> None:
        """Tell beside all sessions that one is gone, and offer to bring it ``back``."""
        self.sessions.tell_gone(words, back)

    def show_course(self) -> None:
        """Show where the person stands in the course."""
        from relaxapp.ui.course_page import CoursePage

        if self._learning is not None:
            page = CoursePage(self._look, self._learning)
            page.prepare.connect(self._prepare_in_course)
            page.leave.connect(self.home)
            self._show(page, page.first_control)

    def show_history(self) -> None:
        """Show the sessions so far."""
        from relaxapp.ui.history_page import SessionHistory

        if self._learning is not None:
            page = SessionHistory(self._look, self._learning)
            page.leave.connect(self.home)
            self._show(page, page.first_control)

    def add(self) -> None:
        """Ask for a file with a session in it, and show what it is."""
        from PySide6.QtCore import QStandardPaths
        from PySide6.QtWidgets import QFileDialog

        from relaxapp.ui.add_page import AddPage

        if self._taking is None:
            return
        place = QStandardPaths.StandardLocation.DocumentsLocation
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Add a session"),
            QStandardPaths.writableLocation(place),
            self.tr("Sessions") + " (*.relaxsession)",
        )
        if path:
            page = AddPage(self._look, self._taking, path)
            page.kept.connect(self._added)
            page.leave.connect(self.home)
            self._show(page, page.first_control)

    def _added(self, session: str) -> None:
        self.sessions.refresh()
        self.prepare(session)

    def rest(self, preparation: Preparation) -> None:
        """Play the mix of sounds, without a session; bells and night as they were prepared."""
        from relaxapp.sessions.blends import ONLY_SOUNDS

        self.play(preparation._replace(session_id=ONLY_SOUNDS, ambience="mix", delay=0))

    def play(self, preparation: Preparation) -> None:
        """Begin a session and show its player."""
        from relaxapp.ui.player_page import PlayerPage

        self._session = preparation.session_id
        self._ratings = Ratings(preparation.tension_before, preparation.distress_before)
        player = self._practice.begin(preparation)
        page = PlayerPage(self._look, player, self._settings, self._drawing)
        page.ended.connect(lambda: self._end(page))
        page.silent.connect(self.over)  # nothing plays any more, for media keys and panels
        page.full_screen.connect(self._set_full_screen)
        self._immerse(immersed=True)
        self._playing = page
        self._show(page, page.transport.play)
        page.begin()
        self.began.emit()

    def home(self) -> None:
        """Return to the sessions, which have changed when one was practised, or to the course."""
        self._set_full_screen(full=False)
        self._immerse(immersed=False)
        self.sessions.refresh()
        if self._in_course:
            self._in_course = False
            self.show_course()
        else:
            self._show(None, self.sessions.first_control)

    def _end(self, page: PlayerPage) -> None:
        from relaxapp.ui.end_page import EndPage

        self._playing = None
        self.over.emit()
        self._set_full_screen(full=False)
        self._immerse(immersed=False)
        if self._made is not None and self._made[0].id == self._session:
            self._end_made(page, *self._made)
            return
        if not any(card.id == self._session for card in self._practice.cards()):
            self.home()  # sounds alone: there is nothing to ask about
            return
        card = self._card(self._session)
        grounding = self._session != GROUNDING and any(
            one.id == GROUNDING for one in self._practice.cards()
        )
        end = EndPage(
            self._look, card, self._ratings, stopped=page.stopped, felt_worse=page.felt_worse,
            grounding=grounding, bath=self._note_bath is not None and self._session == BATH,
        )  # fmt: skip
        end.changed.connect(lambda: self._practice.rate(end.ratings))
        end.bathed.connect(lambda: self._bathed(end))
        end.done.connect(self.home)
        end.ground.connect(lambda: self.start_now(GROUNDING))
        self._show(end, end.done_button)

    def _prepare_in_course(self, session: str) -> None:
        self._in_course = True
        self.prepare(session)

    def _end_made(
        self, page: PlayerPage, card: SessionCard, answer: Callable[[int | None], object]
    ) -> None:
        from relaxapp.ui.area_end import AreaEnd

        answer(None)
        end = AreaEnd(
            self._look, card, self._ratings, stopped=page.stopped, felt_worse=page.felt_worse,
            grounding=any(one.id == GROUNDING for one in self._practice.cards()),
        )  # fmt: skip
        end.changed.connect(lambda: answer(end.answer))
        end.done.connect(self.home)
        end.ground.connect(lambda: self.start_now(GROUNDING))
        self._show(end, end.done_button)

    def _bathed(self, end: EndPage) -> None:
        if self._note_bath is not None and self._note_bath():
            end.show_noted()

    def _show(self, view: QWidget | None, focus: QWidget | None = None) -> None:
        old, self._view = self._view, view
        shown = view if view is not None else self.sessions
        if view is not None:
            self.addWidget(view)
        if focus is not None:
            # Before the views change, so that the focus goes there without a detour that a
            # screen reader would read out.
            focus.setFocus()
        self.setCurrentWidget(shown)
        if old is not None:
            _put_away(old)
            self.removeWidget(old)
            old.deleteLater()

    def _card(self, session: str) -> SessionCard:
        if self._made is not None and self._made[0].id == session:
            return self._made[0]
        return next(card for card in self._practice.cards() if card.id == session)

    def _immerse(self, *, immersed: bool) -> None:
        if self._window is not None:
            self._window.set_immersed(immersed)

    def _set_full_screen(self, full: bool) -> None:  # noqa: FBT001 - a signal's payload
        if self._window is not None:
            self._window.set_full_screen(full)

    def _close(self) -> None:
        """End what plays as the window goes: it still counts, and answers are kept already."""
        if self._taking is not None:
            self._taking.end()
        _put_away(self._view)
        if self._playing is not None:
            self._playing.leave()
            self._playing = None
            self.over.emit()
            self.home()  # the window may come back another time


def _put_away(view: QWidget | None) -> None:
    """Let a view that has something unfinished keep it, as it may not be seen again."""
    put_away = getattr(view, "put_away", None)
    if put_away is not None:
        put_away()
