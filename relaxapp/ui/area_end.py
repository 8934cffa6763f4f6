"""After a session for one area: how does it feel there now? One question, and no answer is fine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.ui.components import Card, Text
from relaxapp.ui.end_page import EndPage
from relaxapp.ui.rating import RatingRow

if TYPE_CHECKING:
    from relaxapp.ui.ports import Ratings


class AreaEnd(EndPage):
    """The end of a session made for an area, which its title names."""

    @property
    def answer(self) -> int | None:
        """How it feels there, 0..10, or None for no answer."""
        return self.feels.value

    @property
    def ratings(self) -> Ratings:
        """What was said before: nothing but the place is asked for here."""
        return self._before

    def _make_questions(self) -> Card:
        look = self._look
        sheet = Card()
        sheet.column.addWidget(Text(look, self.tr("How does it feel there now?"), "heading"))
        hint = self.tr("Only if you like. It is kept with the episode, as something you tried.")
        sheet.column.addWidget(Text(look, hint, "body", "muted"))
        self.feels = RatingRow(
            look, self.tr("The twitch or tension there"), self.tr("nothing to feel"),
            self.tr("as strong as can be"),
        )  # fmt: skip
        self.feels.changed.connect(self._answered)
        sheet.column.addWidget(self.feels)
        return sheet
