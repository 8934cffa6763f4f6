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
    from relaxapp.ui.selfcare_ports import CareCard, SelfCarePort

Read = TypeVar("Read")
Other = TypeVar("Other")


class Journal(QObject):
    """The port with signals; views read through ``ask`` and write through the other methods."""

    changed = Signal()
    """Something in the journal is different now: views read again."""
    failed = Signal()
    """Something could not be done; ``problem`` says what."""

    def __init__(
        self, make: Callable[[], JournalPort], make_care: Callable[[], SelfCarePort]
    ) -> None:
        """Both return a port; called when first asked, as the window must not wait."""
        super().__init__()
        self._make, self._make_care = make, make_care
        self.problem = ""
        self.pressed = False
        """Whether the person asked for what could not be done, and not just a view."""
        self._failing = False

    @cached_property
    def port(self) -> JournalPort:
        """What stands behind the views."""
        return self._make()

    @cached_property
    def care(self) -> SelfCarePort:
        """What stands behind the views of all that is no episode."""
        return self._make_care()

    def ask(self, question: Callable[[JournalPort], Read], otherwise: Other) -> Read | Other:
        """Return the answer, or ``otherwise`` where the journal cannot be read."""
        try:
            return question(self.port)
        except RelaxappError as error:
            self._fail(error)
            return otherwise

    def ask_care(self, question: Callable[[SelfCarePort], Read], otherwise: Other) -> Read | Other:
        """Return the answer, or ``otherwise`` where the journal cannot be read."""
        return self.ask(lambda _: question(self.care), otherwise)

    def log(self, *, running: bool = False) -> EpisodeCard | None:
        """Keep an episode that comes now."""
        return self._make_entry(lambda: self.port.log(running=running), None)

    def add(self, write: Callable[[SelfCarePort], str]) -> str:
        """Keep something that is no episode; return its id, or nothing where that was refused."""
        return self._make_entry(lambda: write(self.care), "")

    def save_care(self, card: CareCard) -> bool:
        """Keep a changed entry; False where that was refused."""
        return self._do(lambda: self.care.save(card))

    def save(self, *episodes: EpisodeCard) -> bool:
        """Keep changed episodes in one step; False where that was refused."""
        return self._do(lambda: self.port.save(episodes))

    def stop(self, episode: str) -> bool:
        """End a running episode."""
        return self._do(lambda: self.port.stop(episode))

    def remove(self, entries: Sequence[str]) -> bool:
        """Put entries of any kind into the trash."""
        return self._do(lambda: self.port.remove(entries))

    def restore(self, entries: Sequence[str]) -> bool:
        """Take entries out of the trash."""
        return self._do(lambda: self.port.restore(entries))

    def erase(self, entries: Sequence[str]) -> bool:
        """Erase entries for good."""
        return self._do(lambda: self.port.erase(entries))

    def erase_everything(self) -> bool:
        """Erase the whole journal for good."""
        return self._do(self.port.erase_everything)

    def undo(self) -> bool:
        """Take back the latest step."""
        return self._do(self.port.undo)

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self._do(self.port.redo)

    def take_back(self) -> None:
        """Take back the latest step, where there is one."""
        if self.ask(lambda port: port.undo_label(), ""):
            self.undo()

    def do_again(self) -> None:
        """Do again what was taken back, where something was."""
        if self.ask(lambda port: port.redo_label(), ""):
            self.redo()

    def set_day(self, day: DayCard) -> bool:
        """Keep a day."""
        return self._do(lambda: self.port.set_day(day))

    def do(self, act: Callable[[], None]) -> bool:
        """Carry out what changes the journal and has no word of its own here."""
        return self._do(act)

    def advised(self, sign: str) -> None:
        """Note that the advice for a sign was shown."""
        self.ask(lambda port: port.advised(sign), None)

    def changed_elsewhere(self) -> None:
        """Tell the views that another program may have written."""
        self.changed.emit()

    def _make_entry(self, make: Callable[[], Read], otherwise: Other) -> Read | Other:
        try:
            made = make()
        except RelaxappError as error:
            self._fail(error, pressed=True)
            return otherwise
        self.changed.emit()
        return made

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
