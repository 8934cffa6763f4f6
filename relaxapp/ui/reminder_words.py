"""How reminders read: titles, what to do, when they come, why they are held.

Plain, short and never pressing: a reminder offers, and "skip" is as good an answer as "done".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from relaxapp.reminders.machine import Status
from relaxapp.reminders.ports import Button, Hold, Notice
from relaxapp.reminders.rule import EVERY_DAY, Aligned, At, Deed, Every, clock_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from relaxapp.reminders.rule import Mode, Rule, Window
    from relaxapp.reminders.standing import Standing

_WEEKEND = frozenset({5, 6})
_MANY = 3
"""So many days in a row are named by the first and the last."""


def tr(words: str) -> str:
    """Return words in the person's language."""
    return QCoreApplication.translate("reminders", words)


def title(rule: Rule, *, limited: bool = False) -> str:
    """Return what a reminder is called: the person's words, or the bundled ones.

    ``limited``: a clinician limits the fluids, or may; then no title invites to drink.
    """
    if limited and rule.id == "drink" and not rule.title:
        return tr("Note what you drank")
    return rule.title or tr(rule.name)


def lines(rule: Rule, *, limited: bool = True) -> tuple[str, ...]:
    """Return what may be said under the title, one at a time and in turn.

    ``limited``: a clinician limits the fluids, or may; then nothing is said that invites to drink.
    """
    if rule.line:
        return (rule.line,)
    if rule.id == "drink" and limited:
        told = tr("Note it here if you like. If a clinician limits your fluids, their word counts.")
        return (told,)
    bundled = {
        "drink": (
            tr("As much as your thirst asks for."),
            tr("Water, tea, milk: all of it counts."),
            tr("A glass, or a few sips. You decide."),
        ),
        "move": (
            tr("Shake out your hands and arms, loosely."),
            tr("Stretch your calves: one foot back, heel down, both sides."),
            tr("Walk to the window or around the room."),
            tr("Roll your shoulders, slowly, and let them drop."),
            tr("Stand up, and shift your weight from foot to foot."),
        ),
        "relax": (tr("A short session is ready when you are."),),
        "food": (
            tr("Beans, nuts, seeds, whole grain and leafy greens bring magnesium."),
            tr("A meal or a snack with vegetables, pulses or fruit brings minerals."),
        ),
        "bath": (tr("Warm, not hot. Ten or twenty minutes are plenty."),),
        "evening": (tr("Any episodes today? A day without any is worth noting, too."),),
    }
    return bundled.get(rule.id, ("",))


def line(rule: Rule, turn: int, *, limited: bool = True) -> str:
    """Return the line that is said at one of the times, counted from 0."""
    said = lines(rule, limited=limited)
    return said[turn % len(said)]


def main_button(rule: Rule) -> Button:
    """Return the button that answers a reminder with what it is about."""
    match rule.button:
        case Deed.DRINK if rule.amounts:
            return Button(f"done:{rule.id}", ml(rule.amounts[0]))
        case Deed.SESSION if rule.session:
            return Button(f"start:{rule.id}", tr("Start"))
        case Deed.DAY:
            return Button(f"done:{rule.id}", tr("All is noted"))
    return Button(f"done:{rule.id}", tr("Done"))


def ml(amount: int) -> str:
    """Return an amount of fluid: ``250 ml``."""
    return tr("{n} ml").format(n=amount)


def litres(amount: int) -> str:
    """Return an amount of fluid in litres, as far as it matters: ``1.6 l``."""
    told = f"{amount / 1000:.2f}".rstrip("0").rstrip(".")
    return tr("{n} l").format(n=told)


def minutes(number: int) -> str:
    """Return ``45 min``, ``2 h`` or ``1 h 30 min``."""
    hours, left = divmod(number, 60)
    if not hours:
        return tr("{n} min").format(n=left)
    told = tr("{n} h").format(n=hours)
    return told if not left else f"{told} {tr('{n} min').format(n=left)}"


def mode(given: Mode) -> str:
    """Return how often a reminder comes."""
    match given:
        case Every(length):
            return tr("{time} after it was last done").format(time=minutes(length))
        case Aligned(60):
            return tr("every hour, on the hour")
        case Aligned(length):
            return tr("every {time}, by the clock").format(time=minutes(length))
        case At(times):
            return tr("at {times}").format(times=", ".join(clock_text(time) for time in times))


def window(given: Window) -> str:
    """Return when a window is open: its days, where it is not every one, and hours."""
    hours = f"{clock_text(given.start)}\u2013{clock_text(given.end)}"
    return hours if given.days == EVERY_DAY else f"{days(given.days)} {hours}"


def days(given: frozenset[int]) -> str:
    """Return days of the week in a few words."""
    if given == EVERY_DAY:
        return tr("every day")
    names = day_names()
    if given == _WEEKEND or (len(given) >= _MANY and max(given) - min(given) == len(given) - 1):
        return f"{names[min(given)]}\u2013{names[max(given)]}"
    return ", ".join(names[day] for day in sorted(given))


def day_names() -> tuple[str, ...]:
    """Return the days of the week in short, Monday first."""
    return tuple(tr(name) for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))


def moment(at: datetime, today: date) -> str:
    """Return ``14:30``, with its day where that is another than today."""
    clock = f"{at:%H:%M}"
    ahead = (at.date() - today).days
    if ahead == 0:
        return clock
    if ahead == 1:
        return tr("tomorrow {time}").format(time=clock)
    names = day_names()
    if 0 < ahead < 7:  # noqa: PLR2004 - days in a week
        return f"{names[at.weekday()]} {clock}"
    return f"{at:%Y-%m-%d} {clock}"


def hold(given: Hold) -> str:
    """Return why what is due is not shown just now."""
    return {
        Hold.SESSION: tr("a session is on"),
        Hold.LOCKED: tr("the screen is locked"),
        Hold.DO_NOT_DISTURB: tr("“do not disturb” is on"),
        Hold.FULL_SCREEN: tr("something fills the screen"),
        Hold.MICROPHONE: tr("the microphone is in use"),
        Hold.CAMERA: tr("the camera is in use"),
    }[given]


def status(given: Status, at: datetime | None, today: date, held: Hold | None = None) -> str:
    """Return what a reminder is doing and when it comes, in a few words."""
    when = moment(at, today) if at is not None else ""
    if given is Status.HELD and held is not None:
        return tr("waits: {why}").format(why=hold(held))
    timed = {
        Status.SNOOZED: tr("put off until {time}"),
        Status.QUIET: tr("quiet until {time}"),
        Status.OFF_HOURS: tr("off hours; next {time}"),
        Status.WAITING: tr("next {time}"),
    }
    if when and given in timed:
        return timed[given].format(time=when)
    return {
        Status.OFF: tr("off"),
        Status.DUE: tr("due now"),
        Status.HELD: tr("waits"),
        Status.PAUSED: tr("paused"),
        Status.OFF_HOURS: tr("off hours"),
    }.get(given, tr("nothing planned"))


class Words:
    """A `Wording`: what notices say, in the person's language, and no more than others may see."""

    def __init__(self, *, discreet: Callable[[], bool], limited: Callable[[], bool]) -> None:
        """``limited``: a clinician limits the fluids, or nobody has answered that yet."""
        self._discreet, self._limited = discreet, limited

    def notice(self, key: str, shown: Sequence[tuple[Rule, Standing]]) -> Notice:
        """Return the notice that stands for these reminders together, one or more."""
        sound = any(rule.sound for rule, _ in shown)
        if self._discreet():
            return Notice(key, tr("relaxapp"), tr("Whenever you like."), self._few(shown), sound)
        if len(shown) == 1:
            ((rule, standing),) = shown
            limited = self._limited()
            told = line(rule, max(0, standing.shown - 1), limited=limited)
            named = title(rule, limited=limited)
            return Notice(key, named, told, self._all(rule, standing), sound)
        names = [title(rule, limited=self._limited()) for rule, _ in shown]
        heading = ", ".join((names[0], *(_lower(name) for name in names[1:])))
        told = "\n".join(
            line(rule, max(0, standing.shown - 1), limited=self._limited())
            for rule, standing in shown
        )
        return Notice(key, heading, told, self._several(shown), sound)

    def _all(self, rule: Rule, standing: Standing) -> tuple[Button, ...]:
        """Put the three answers first: some desktops show no more than three buttons."""
        buttons = (main_button(rule), *_put_away(((rule, standing),)))
        if rule.button is Deed.DRINK and rule.amounts:
            return (*buttons, Button(f"amount:{rule.id}", tr("Another amount")))
        return buttons

    def _several(self, shown: Sequence[tuple[Rule, Standing]]) -> tuple[Button, ...]:
        """Each keeps its own button; what puts them away does it for all."""
        own = []
        for rule, _ in shown:
            button = main_button(rule)
            plain = rule.button not in {Deed.DRINK, Deed.DAY}
            told = f"{title(rule, limited=self._limited())}: {button.label}"
            told = told if plain else button.label
            own.append(Button(button.id, told))
        return (*own, *_put_away(shown))

    def _few(self, shown: Sequence[tuple[Rule, Standing]]) -> tuple[Button, ...]:
        """Say nothing of what it is about."""
        alone = len(shown) == 1
        done = [
            Button(main_button(rule).id, tr("Done") if alone else tr("Done: {n}").format(n=number))
            for number, (rule, _) in enumerate(shown, 1)
        ]
        return (*done, *_put_away(shown))


def _put_away(shown: Sequence[tuple[Rule, Standing]]) -> tuple[Button, ...]:
    ids = ",".join(rule.id for rule, _ in shown)
    skip = Button(f"skip:{ids}", tr("Skip"))
    if any(standing.snoozes >= rule.snooze_cap for rule, standing in shown):
        return (skip,)
    return Button(f"snooze:{ids}", tr("Snooze")), skip


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
