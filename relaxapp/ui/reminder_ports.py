"""What the pages about reminders show and ask for: plain values in, one protocol out.

Times are local and aware, days are days as lived. Rules are those of
:mod:`relaxapp.reminders.rule`, as the editor changes one field of them at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from relaxapp.reminders.machine import Status
    from relaxapp.reminders.ports import Hold
    from relaxapp.reminders.rule import Deed, Rule
    from relaxapp.reminders.water import Water
    from relaxapp.ui.ports import Named


class ReminderCard(NamedTuple):
    """One reminder as the pages tell of it.

    ``at`` is when it comes next or, of one that is due, since when it waits; None: it does not
    come. ``hold`` says why it is not shown although it is due. ``snoozes_left`` is how often it
    may still be put off. ``shown`` is how often it was shown in all, which says what line of its
    is in turn.
    """

    rule: Rule
    status: Status
    at: datetime | None = None
    hold: Hold | None = None
    snoozes_left: int = 0
    shown: int = 0


class PauseCard(NamedTuple):
    """A pause: its end is None where it lasts until the person says."""

    since: datetime
    until: datetime | None
    label: str = ""


class TodayCard(NamedTuple):
    """What was done today. ``limited`` is None where nobody has answered yet.

    ``session_minutes`` are those heard, ``day_status`` is "unknown", "partial" or "complete".
    """

    water: Water
    limited: bool | None
    goal_wanted_ml: int
    movements: int = 0
    sessions: int = 0
    session_minutes: int = 0
    episodes: int = 0
    day_status: str = "unknown"


class Logged(NamedTuple):
    """What was logged last and can be taken back; ``ml`` is None where no amount was said."""

    deed: Deed
    ml: int | None = None


class RemindersPort(Protocol):
    """The reminders and the day. A write that returns is on the disk.

    What fails raises ``RelaxappError`` with a plain message.
    """

    def now(self) -> datetime:
        """Return the local time."""

    def asked(self) -> bool:
        """Tell whether the first questions were answered: before, nothing reminds."""

    def answer(self, *, limited: bool, wanted: Iterable[str], background: bool) -> None:
        """Keep the answers to the first questions.

        ``limited``: a clinician limits the fluids; ``wanted``: ids to switch on; ``background``:
        reminders go on when the window is closed.
        """

    def cards(self) -> tuple[ReminderCard, ...]:
        """Return every reminder, the bundled ones first."""

    def today(self) -> TodayCard:
        """Return what was done today."""

    def pause(self) -> PauseCard | None:
        """Return the pause that is on."""

    def planned(self) -> tuple[PauseCard, ...]:
        """Return the pauses that are planned and not over, in order."""

    def pause_for(self, minutes: int) -> None:
        """Pause for so long from now."""

    def pause_until(self, until: datetime | None) -> None:
        """Pause until a time; None: until the person says."""

    def tomorrow(self) -> datetime:
        """Return when the person's next day begins, for a pause until then."""

    def resume(self) -> None:
        """End the pause that is on."""

    def plan(self, since: datetime, until: datetime, label: str) -> None:
        """Set up a pause ahead."""

    def unplan(self, pause: PauseCard) -> None:
        """Take back a pause that was set up ahead."""

    def enable(self, reminder: str, *, on: bool) -> None:
        """Switch a reminder on or off."""

    def new_rule(self) -> Rule:
        """Return a reminder of the person's own to begin with; it is kept by ``change``."""

    def change(self, rule: Rule) -> None:
        """Keep a reminder that is new or was changed."""

    def remove(self, reminder: str) -> None:
        """Drop a reminder of the person's own."""

    def usual(self, reminder: str) -> Rule | None:
        """Return a bundled reminder as it came with relaxapp."""

    def act(self, act: str, reminder: str, value: int | None = None) -> None:
        """Do ``done`` (``value``: ml), ``snooze`` (minutes), ``skip`` or ``start``."""

    def hold(self) -> Hold | None:
        """Return why what is due is not shown just now."""

    def show_anyway(self) -> None:
        """Show at once what is held."""

    def drink(self, ml: int | None) -> None:
        """Log a drink; None where the amount is not said."""

    def moved(self) -> None:
        """Log a movement break."""

    def no_episodes(self) -> None:
        """Say that there were no episodes today so far."""

    def last(self) -> Logged | None:
        """Return what ``undo`` takes back: what was logged here last, today; None for nothing."""

    def undo(self) -> None:
        """Take back what was logged last."""

    def set_limited(self, *, limited: bool) -> None:
        """Say whether a clinician limits the fluids."""

    def set_goal(self, ml: int) -> None:
        """Set how much to drink in a day."""

    def sessions(self) -> tuple[Named, ...]:
        """Return the sessions that a reminder can start."""

    def problem(self) -> str:
        """Return what went wrong last, in plain words, or nothing."""

    def settle_problem(self) -> None:
        """Note that it was read."""

    def desktop_shows(self) -> bool:
        """Tell whether the desktop shows notifications with their buttons."""


class ResidencePort(Protocol):
    """Whether relaxapp stays when its window is closed, and comes by itself at login."""

    def background(self) -> bool:
        """Tell whether reminders go on when the window is closed."""

    def set_background(self, on: bool) -> None:  # noqa: FBT001 - a state
        """Say whether they do."""

    def at_login(self) -> tuple[bool, str]:
        """Return whether relaxapp really starts at login, and what went wrong, or nothing."""

    def set_at_login(self, on: bool) -> tuple[bool, str]:  # noqa: FBT001 - a state
        """Ask the system for it, or no longer; return how it stands then, as above."""
