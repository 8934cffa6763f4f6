"""What the reminders ask of the world: small protocols, each with a silent version.

They are declared here, beside their user; :mod:`relaxapp.adapters` stands behind them. All calls
and callbacks happen in one thread, the one that owns the service.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from relaxapp.reminders.rule import Deed, Rule
    from relaxapp.reminders.standing import Standing, State


class Hold(StrEnum):
    """Why nothing is shown just now."""

    SESSION = "session"
    LOCKED = "locked"
    DO_NOT_DISTURB = "do_not_disturb"
    FULL_SCREEN = "full_screen"
    MICROPHONE = "microphone"
    CAMERA = "camera"


class Closed(StrEnum):
    """How a notice left the screen."""

    EXPIRED = "expired"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    LOST = "lost"
    """Its server went away; it may be shown again."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a notice: the id that comes back when it is pressed, the label that is read."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notification says.

    ``key`` names it: showing another with the same key replaces it on the screen. ``buttons`` come
    in the order of their weight; a server may show only the first three. ``sound`` asks for the
    desktop's own gentle sound; without it the notice is silent.
    """

    key: str
    title: str
    text: str
    buttons: tuple[Button, ...] = ()
    sound: bool = False


class Notifier(Protocol):
    """Shows notices on the desktop; never raises and never blocks.

    What the person does comes back through the ``Listener`` it was made with.
    """

    @property
    def present(self) -> bool:
        """Whether somebody is there to show notices at all."""

    @property
    def buttons(self) -> bool:
        """Whether notices are shown with their buttons."""

    def show(self, notice: Notice) -> None:
        """Show a notice, in the place of the one with the same key, if any."""

    def withdraw(self, key: str) -> None:
        """Take a notice off the screen; nothing happens where there is none."""

    def end(self) -> None:
        """Take off all that is shown, and let go of the desktop."""


class Listener(Protocol):
    """What a notifier tells of."""

    def pressed(self, key: str, button: str) -> None:
        """A button was pressed; ``button`` is its id, or "default" for the notice itself."""

    def closed(self, key: str, how: Closed) -> None:
        """A notice is not on the screen any more."""

    def changed(self) -> None:
        """``present`` or ``buttons`` may be another now."""


class Presence(Protocol):
    """Whether this is a moment to speak."""

    def look(self, answer: Callable[[Hold | None], None]) -> None:
        """Find out, and tell ``answer`` soon, from the event loop; what cannot be seen is None."""


class PresenceListener(Protocol):
    """What presence tells by itself, where the system has such events."""

    def went_idle(self, seconds: float) -> None:
        """Nothing has been touched for so many seconds, and still nothing is."""

    def came_back(self, seconds: float) -> None:
        """Something was touched again, after so many seconds of nothing."""

    def looked_up(self) -> None:
        """Something changed that may have ended a hold (the screen was unlocked)."""


class Alarm(Protocol):
    """One single-shot timer; when it rings, the service's ``wake`` is called."""

    def set(self, seconds: float | None) -> None:
        """Ring once after so many seconds instead of what was set before; None: do not ring."""


class NoNotifier:
    """Where no desktop shows notices."""

    present = False
    buttons = False

    def show(self, notice: Notice) -> None:
        """Show nothing."""

    def withdraw(self, key: str) -> None:
        """Nothing is there."""

    def end(self) -> None:
        """Nothing to let go of."""


class NoPresence:
    """Where nothing can be seen of what the person does."""

    def look(self, answer: Callable[[Hold | None], None]) -> None:
        """Nothing stands against speaking."""
        answer(None)


class Book(Protocol):
    """Where rules and state are kept."""

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules, the bundled ones first; what cannot be read is as it comes."""

    def keep_rules(self, rules: tuple[Rule, ...]) -> None:
        """Keep the rules; raises ``RelaxappError`` where they cannot be written."""

    def state(self) -> tuple[State, datetime | None]:
        """Return the state as last kept, and the instant at which somebody was here last."""

    def keep_state(self, state: State, seen: datetime | None) -> None:
        """Keep the state; raises ``RelaxappError`` where it cannot be written."""


class Doings(Protocol):
    """What was done, as the journal knows it, and writing there what is done at a press."""

    def latest(self) -> Mapping[Deed, datetime]:
        """Return when each deed was done last, as far as it is known; never raises."""

    def write(self, rule: Rule, ml: int | None) -> None:
        """Write that what a rule is about was done now; raises ``RelaxappError``.

        ``ml`` is how much was drunk, None where nobody said.
        """


class Wording(Protocol):
    """Puts reminders into words."""

    def notice(self, key: str, shown: Sequence[tuple[Rule, Standing]]) -> Notice:
        """Return the notice that stands for these reminders together, one or more."""


class Shore(Protocol):
    """What a press may ask of the window."""

    def open(self, rule: str) -> None:
        """Show the window, at the reminder with this id."""

    def ask_amount(self, rule: str) -> None:
        """Show the window and ask how much was drunk."""

    def start_session(self, session: str) -> None:
        """Show the window and begin a session."""
