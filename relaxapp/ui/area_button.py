"""The button that offers a few minutes for the place where it twitched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.journal.vocabulary import Level, gravest
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.ui.theme import Look


class AreaButton(Button):
    """Seen where a place is known and nothing calls for a doctor right away."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "", "soft", "release")
        self.setText(self.tr("Relax this area now"))
        self.setToolTip(self.tr("Two to four minutes, made for this place"))
        self.hide()

    def show_for(self, sites: Sequence[str], signs: Sequence[str]) -> None:
        """Offer it for these sites, unless a sign presses: then a doctor first, and only that."""
        presses = gravest(tuple(signs)) in (Level.URGENT, Level.EMERGENCY)
        told = words.sites(sites)
        self.setAccessibleDescription(told)
        self.setVisible(bool(sites) and not presses)
