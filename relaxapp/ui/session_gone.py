"""Tells that an own session was deleted, with a button that brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, icon_button
from relaxapp.ui.controls import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.ui.theme import Look


class Gone(Notice):
    """Stays until it is answered, or put away."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "bin")
        self._back: Callable[[], None] | None = None
        self.undo = Button(look, self.tr("Undo"), "large", "undo")
        self.undo.clicked.connect(self._undo)
        self.close_button = icon_button(look, "clear", self.tr("Close this"), 18)
        self.close_button.clicked.connect(lambda: self.tell(""))
        self.row.addWidget(self.undo)
        self.row.addWidget(self.close_button)

    def offer(self, words: str, back: Callable[[], None] | None) -> None:
        """Tell ``words``; ``back`` undoes what they tell of, if it can be undone."""
        self._back = back
        self.undo.setVisible(back is not None)
        self.tell(words)
        Announcer(self).say(words)

    def _undo(self) -> None:
        self.tell("")
        if self._back is not None:
            self._back()
