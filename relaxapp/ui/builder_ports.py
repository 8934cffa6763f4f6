"""What the builder asks of those who know the sessions there are, keep one, and let it be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from relaxapp.sessions.draft import Draft, Technique
    from relaxapp.sessions.wordings import Wordings
    from relaxapp.sessions.writing import Trouble
    from relaxapp.ui.ports import PlayerPort


class Unfinished(NamedTuple):
    """A draft that waits to be gone on with."""

    title: str
    draft: Draft


class BuilderPort(Protocol):
    """Sessions that the person makes. What cannot be done is a ``RelaxappError`` in plain words."""

    @property
    def wordings(self) -> Wordings:
        """Return the words and steps that there are to begin with."""

    def new(self, technique: Technique, groups: Sequence[str]) -> Draft:
        """Return a new session for these areas, in their order."""

    def copy(self, session: str) -> Draft:
        """Return a draft of any session, under a title that is still free."""

    def change(self, session: str) -> Draft:
        """Return the draft of an own session, to be saved in its place."""

    def own(self, session: str) -> bool:
        """Return whether a session is the person's own."""

    def spoken(self, text: str) -> float:
        """Return the seconds that a line takes; a guess where nobody has spoken it."""

    def troubles(self, draft: Draft) -> tuple[Trouble, ...]:
        """Return what keeps a draft from being saved; an empty tuple where nothing does."""

    def save(self, draft: Draft) -> str:
        """Write a draft among the own sessions, whole; return the session's id."""

    def hear(self, draft: Draft, part: int) -> PlayerPort:
        """Return a player of one part, ready to start; nothing of it is written down."""

    def keep(self, draft: Draft) -> None:
        """Keep a draft for the case that relaxapp ends before it is saved."""

    def forget(self) -> None:
        """Let go of the draft that is kept."""

    def unfinished(self) -> Unfinished | None:
        """Return the draft that is kept, if there is one."""

    def delete(self, session: str) -> None:
        """Take an own session away."""

    def undelete(self, session: str) -> None:
        """Bring back what was taken away last under this id."""


class Stage(Protocol):
    """Where the builder's pages are shown, one at a time."""

    def show_view(self, view: QWidget, focus: QWidget | None) -> None:
        """Show a page in the place of the one that is seen; the one before is let go."""

    def home(self) -> None:
        """Show all sessions."""

    def prepare(self, session: str) -> None:
        """Show one session."""

    def tell_gone(self, words: str, back: Callable[[], None] | None) -> None:
        """Tell beside all sessions that one is gone, and offer to bring it ``back``."""
