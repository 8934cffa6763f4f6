"""Keeps a session for an area with the episode that asked for it, as an attempt at relief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.sessions.library import AREA
from relaxapp.ui.journal_ports import Tried

if TYPE_CHECKING:
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_ports import EpisodeCard

_DONE = "session"


class AreaRelief:
    """One attempt; it is written at the end of the session and again with each answer."""

    def __init__(self, journal: Journal, episode: str) -> None:
        self._journal, self._id = journal, episode
        self._mine: Tried | None = None
        card = self._episode()
        self.sites: tuple[str, ...] = card.sites if card is not None else ()

    def keep(self, after: int | None) -> None:
        """Keep that it was tried, and how it feels now, 0..10 or None.

        How strong the episode was stands for how it felt before. An episode that is gone stays so.
        """
        card = self._episode()
        if card is None:
            return
        made = Tried(_DONE, card.intensity, after, AREA)
        tried = list(card.tried)
        if self._mine in tried:
            tried[len(tried) - 1 - tried[::-1].index(self._mine)] = made
        else:
            tried.append(made)
        if self._journal.save(card._replace(tried=tuple(tried))):
            self._mine = made

    def _episode(self) -> EpisodeCard | None:
        return self._journal.ask(lambda port: port.episode(self._id), None)
