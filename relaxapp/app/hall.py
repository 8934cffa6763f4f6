"""What the parts of the application find in the middle of it, and of the window, as protocols."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from relaxapp.adapters.session_bus import SessionBus
    from relaxapp.app.kept import KeptSettings
    from relaxapp.journaling import Journaling
    from relaxapp.keeping import Keeping
    from relaxapp.services import Services
    from relaxapp.surroundings import Surroundings
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.measure_hub import MeasureHub


class Hall(Protocol):
    """What all parts share; each is made when it is first asked for."""

    @property
    def application(self) -> QApplication:
        """Qt's application."""

    @property
    def services(self) -> Services:
        """Everything below the window."""

    @property
    def settings(self) -> KeptSettings:
        """What the person has chosen."""

    @property
    def keeping(self) -> Keeping:
        """The journal's file: copies, ways back, erasing."""

    @property
    def journal(self) -> Journal:
        """The journal for all views."""

    @property
    def measures(self) -> MeasureHub:
        """The weekly check and the trial for all views."""

    @property
    def journaling_port(self) -> Journaling:
        """The episodes and days."""

    @property
    def around(self) -> Surroundings:
        """The world around."""

    @property
    def bus(self) -> SessionBus | None:
        """The desktop's bus, where there is such a thing."""

    def settle_in(self) -> None:
        """Be there for the command line and the desktop."""

    def open(self) -> None:
        """Show the window."""

    def leave(self) -> None:
        """End relaxapp."""

    def log(self) -> None:
        """Keep an episode that comes now."""


class Rooms(Protocol):
    """Where a notice may lead in the window, which is made if need be."""

    def show_today(self, reminder: str = "", *, ask_amount: bool = False) -> None:
        """Show the Today page, at a reminder, or with the question how much was drunk."""

    def start_session(self, session: str) -> None:
        """Begin a session, unless one is going on."""

    def open_episode(self, episode: str) -> None:
        """Show the form of an episode."""

    def tell(self, title: str, words: str) -> None:
        """Say something that has to be read before the window goes."""
