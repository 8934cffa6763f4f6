"""One journal for all views: passes on what they ask, and tells them when something has changed.

A view that writes need not know who else shows the entry. What cannot be done is told once, in
plain words, where the window shows it; the view goes on with what it had.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.ui.journal_ports import DayCard, EpisodeCard, JournalPort

Read = TypeVar("Read")
Other = TypeVar("Other")


class Journal(QObject):
    """The port with signals; views read through ``ask`` and write through the other methods."""

    changed = Signal()
    """Something in the journal is different now: views read again."""
    failed = Signal()
    """Something could not be done; ``problem`` says what."""

    def __init__(self, make: Callable[[], JournalPort]) -> None:
        """``make`` returns the port; called when first asked, as the window must not wait."""
        super().__init__()
        self._make = make
        self.problem = ""
        self.pressed = False
        """Whether the person asked for what could not be done, and not just a view."""
        self._failing = False

    @cached_property
    def port(self) -> JournalPort:
        """What stands behind the views."""
        return self._make()

    def ask(self, question: Callable[[JournalPort], Read], otherwise: Other) -> Read | Other:
        """Return the answer, or ``otherwise`` where the journal cannot be read."""
        try:
            return question(self.port)
        except RelaxappError as error:
            self._fail(error)
            return otherwise

    def log(self, *, running: bool = False) -> EpisodeCard | None:
        """Keep an episode that comes now."""
        try:
            made = self.port.log(running=running)
        except RelaxappError as error:
            self._fail(error, pressed=True)
            return None
        self.changed.emit()
        return made

    def save(self, *episodes: EpisodeCard) -> bool:
        """Keep changed episodes in one step; False where that was refused."""
        return self._do(lambda: self.port.save(episodes))

    def stop(self, episode: str) -> bool:
        """End a running episode."""
        return self._do(lambda: self.port.stop(episode))

    def remove(self, episodes: Sequence[str]) -> bool:
        """Put episodes into the trash."""
        return self._do(lambda: self.port.remove(episodes))

    def restore(self, episodes: Sequence[str]) -> bool:
        """Take episodes out of the trash."""
        return self._do(lambda: self.port.restore(episodes))

    def erase(self, episodes: Sequence[str]) -> bool:
        """Erase episodes for good."""
        return self._do(lambda: self.port.erase(episodes))

    def erase_everything(self) -> bool:
        """Erase the whole journal for good."""
        return self._do(self.port.erase_everything)

    def undo(self) -> bool:
        """Take back the latest step."""
        return self._do(self.port.undo)

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self._do(self.port.redo)

    def set_day(self, day: DayCard) -> bool:
        """Keep a day."""
        return self._do(lambda: self.port.set_day(day))

    def advised(self, sign: str) -> None:
        """Note that the advice for a sign was shown."""
        self.ask(lambda port: port.advised(sign), None)

    def changed_elsewhere(self) -> None:
        """Tell the views that another program may have written."""
        self.changed.emit()

    def _do(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except RelaxappError as error:
            self._fail(error, pressed=True)
            return False
        self.changed.emit()
        return True

    def _fail(self, error: RelaxappError, *, pressed: bool = False) -> None:
        if self._failing:
            return  # of one trouble, one word: views may all have asked
        self._failing = True
        self.problem, self.pressed = str(error), pressed
        self.failed.emit()
        self._failing = False
