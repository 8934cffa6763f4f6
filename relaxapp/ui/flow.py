"""The way through a session: choose, prepare, practise, and come to an end, on one stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from relaxapp.ui.ports import Preparation, Ratings
from relaxapp.ui.sessions_page import GROUNDING, SessionsPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from relaxapp.ui.player_page import PlayerPage
    from relaxapp.ui.ports import PracticePort, SessionCard, SettingsPort
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow


class SessionFlow(QStackedWidget):
    """Holds the Sessions page and, when they are needed, what follows from it.

    Later views are made for each visit and dropped afterwards, so that none shows old answers.
    """

    def __init__(
        self, look: Look, practice: PracticePort, settings: SettingsPort, drawing: Path
    ) -> None:
        """``drawing`` is the body figure's (assets/body/figure.json)."""
        super().__init__()
        self._drawing = drawing
        self._look, self._practice, self._settings = look, practice, settings
        self._window: MainWindow | None = None
        self._playing: PlayerPage | None = None
        self._view: QWidget | None = None
        self._session = ""
        self._ratings = Ratings()
        self.sessions = SessionsPage(look, practice)
        self.sessions.start.connect(self.start_now)
        self.sessions.prepare.connect(self.prepare)
        self.addWidget(self.sessions)

    def attach(self, window: MainWindow) -> None:
        """Tell which window to fill, and end well when it closes."""
        self._window = window
        window.closing.connect(self._close)

    @property
    def view(self) -> QWidget:
        """The view that is seen."""
        return self._view or self.sessions

    @property
    def first_control(self) -> QWidget | None:
        """What has the focus when someone comes here."""
        return getattr(self.view, "first_control", None)

    def start_now(self, session: str) -> None:
        """Play with the settings as they are: one press from the first page to the first sound."""
        # Help for right now does not wait for a start delay.
        self.play(self._practice.usual(session)._replace(delay=0))

    def prepare(self, session: str) -> None:
        """Show what will happen, and what can be chosen."""
        from relaxapp.ui.prepare_page import PreparePage

        card = self._card(session)
        page = PreparePage(self._look, card, self._settings, self._practice)
        page.start.connect(lambda: self.play(page.preparation))
        page.leave.connect(self.home)
        self._show(page, page.start_button)

    def play(self, preparation: Preparation) -> None:
        """Begin a session and show its player."""
        from relaxapp.ui.player_page import PlayerPage

        self._session = preparation.session_id
        self._ratings = Ratings(preparation.tension_before, preparation.distress_before)
        player = self._practice.begin(preparation)
        page = PlayerPage(self._look, player, self._settings, self._drawing)
        page.ended.connect(lambda: self._end(page))
        page.full_screen.connect(self._set_full_screen)
        self._immerse(immersed=True)
        self._playing = page
        self._show(page, page.transport.play)
        page.begin()

    def home(self) -> None:
        """Return to the sessions, which have changed when one was practised."""
        self._set_full_screen(full=False)
        self._immerse(immersed=False)
        self.sessions.refresh()
        self._show(None, self.sessions.first_control)

    def _end(self, page: PlayerPage) -> None:
        from relaxapp.ui.end_page import EndPage

        self._playing = None
        self._set_full_screen(full=False)
        self._immerse(immersed=False)
        card = self._card(self._session)
        grounding = self._session != GROUNDING and any(
            one.id == GROUNDING for one in self._practice.cards()
        )
        end = EndPage(
            self._look, card, self._ratings, stopped=page.stopped, felt_worse=page.felt_worse,
            grounding=grounding,
        )  # fmt: skip
        end.changed.connect(lambda: self._practice.rate(end.ratings))
        end.done.connect(self.home)
        end.ground.connect(lambda: self.start_now(GROUNDING))
        self._show(end, end.done_button)

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
            self.removeWidget(old)
            old.deleteLater()

    def _card(self, session: str) -> SessionCard:
        return next(card for card in self._practice.cards() if card.id == session)

    def _immerse(self, *, immersed: bool) -> None:
        if self._window is not None:
            self._window.set_immersed(immersed)

    def _set_full_screen(self, full: bool) -> None:  # noqa: FBT001 - a signal's payload
        if self._window is not None:
            self._window.set_full_screen(full)

    def _close(self) -> None:
        """End what plays as the window goes: it still counts, and answers are kept already."""
        if self._playing is not None:
            self._playing.leave()
            self._playing = None
            self.home()  # the window may come back another time
