"""How the Today page and its editor read: what is next and why, pauses, water, what was done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from relaxapp.reminders.machine import Status
from relaxapp.reminders.rule import DAY_MINUTES, At, Deed, RuleError, clock_text
from relaxapp.ui import reminder_words as words
from relaxapp.ui.ports import Named
from relaxapp.ui.reminder_words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from relaxapp.reminders.rule import Rule, Window
    from relaxapp.reminders.water import Water
    from relaxapp.ui.reminder_ports import Logged, PauseCard, ReminderCard

_ICONS = {
    Deed.DRINK: "drop",
    Deed.MOVEMENT: "walk",
    Deed.SESSION: "breath",
    Deed.FOOD: "bowl",
    Deed.BATH: "bath",
    Deed.DAY: "moon",
}


class Told(NamedTuple):
    """A heading and the line under it."""

    heading: str
    line: str = ""


def icon(rule: Rule) -> str:
    """Return the icon that goes with what a reminder is about."""
    return _ICONS.get(rule.button, "chimes") if rule.button is not None else "chimes"


def coming(cards: Iterable[ReminderCard], today: date, *, limited: bool) -> Told:
    """Return what comes next, and why then; ``limited``: fluids are, or may be."""
    waiting = {Status.WAITING, Status.SNOOZED, Status.QUIET, Status.OFF_HOURS}
    found = [
        (card.at, number, card)
        for number, card in enumerate(cards)
        if card.at is not None and card.status in waiting
    ]
    if not found:
        return Told("")
    at, _, card = min(found)
    heading = tr("Next: {what}, {time}").format(
        what=words.title(card.rule, limited=limited), time=words.moment(at, today)
    )
    return Told(heading, why(card))


def why(card: ReminderCard) -> str:
    """Return why a reminder comes when it does."""
    rule = card.rule
    if card.status is Status.SNOOZED:
        return tr("You put it off until then.")
    if card.status is Status.QUIET:
        return tr("It was not answered a few times, so it rests until then.")
    return rhythm(rule) if card.status is Status.OFF_HOURS else often(rule)


def often(rule: Rule) -> str:
    """Return how often a reminder comes; of fixed times also on which days."""
    told = words.mode(rule.mode)
    if isinstance(rule.mode, At):
        days = {one.days for one in rule.windows}
        if len(days) == 1:
            told = f"{words.days(days.pop())} {told}"
    return _first_large(told)


def rhythm(rule: Rule) -> str:
    """Return how often and in which hours a reminder comes."""
    if isinstance(rule.mode, At) and len({one.days for one in rule.windows}) == 1:
        return often(rule)
    return f"{often(rule)}; {windows(rule)}"


def windows(rule: Rule) -> str:
    """Return the hours of a reminder."""
    return ", ".join(words.window(one) for one in rule.windows)


def over_midnight(window: Window) -> str:
    """Return what to know of a window that goes over midnight; of others nothing."""
    if window.start < window.end:
        return ""
    return tr("Over midnight: until {time} of the next day.").format(time=clock_text(window.end))


def span_end(minutes: int) -> int:
    """Return the end of a window that a clock shows: midnight at the end is that of the day."""
    return minutes or DAY_MINUTES


def paused(pause: PauseCard, today: date) -> str:
    """Return until when nothing reminds."""
    if pause.until is None:
        told = tr("Paused until you say")
    else:
        told = tr("Paused until {time}").format(time=words.moment(pause.until, today))
    return f"{told} \u2013 {pause.label}" if pause.label else told


def planned(pause: PauseCard, today: date) -> str:
    """Return a pause set up ahead: ``14:00-15:00 Meeting``."""
    begin = words.moment(pause.since, today)
    if pause.until is None:
        told = tr("from {time} until you say").format(time=begin)
    elif pause.until.date() == pause.since.date():
        told = f"{begin}\u2013{pause.until:%H:%M}"
    else:
        told = f"{begin} \u2013 {words.moment(pause.until, today)}"
    return f"{told} {pause.label}" if pause.label else told


def water(drunk: Water, *, limited: bool | None) -> Told:
    """Return today's water: the amount, and what may be said of it. Nobody is ever behind."""
    notes = [amount(drunk.ml)] if drunk.ml else []
    if drunk.unsaid == 1:
        notes.append(tr("1 drink without an amount"))
    elif drunk.unsaid:
        notes.append(tr("{n} drinks without an amount").format(n=drunk.unsaid))
    noted = tr(" and ").join(notes)
    if drunk.goal_ml is None:
        told = noted or tr("Nothing noted yet")
        line = tr("What you were told about drinking counts; these are only your notes.")
        return Told(told, line if limited else tr("Your notes of today."))
    goal = words.litres(drunk.goal_ml)
    if drunk.ml >= drunk.goal_ml:
        return Told(noted, tr("That is plenty for today. More only if you are thirsty."))
    told = tr("{amount} of {goal}").format(amount=amount(drunk.ml), goal=goal)
    if drunk.unsaid:
        told += tr(" and ") + notes[-1]
    return Told(told, tr("As much as your thirst asks for; {goal} is a guide.").format(goal=goal))


def amount(ml: int) -> str:
    """Return an amount as it is read best: ``830 ml``, ``1.25 l``."""
    return words.ml(ml) if ml < 1000 else words.litres(ml)  # noqa: PLR2004 - a litre


def logged(one: Logged) -> str:
    """Return what was logged last."""
    if one.deed is Deed.DRINK:
        return words.ml(one.ml) if one.ml else tr("a drink")
    return {
        Deed.MOVEMENT: tr("a movement break"),
        Deed.FOOD: tr("a meal"),
        Deed.BATH: tr("a bath"),
        Deed.DAY: tr("no episodes"),
        Deed.SESSION: tr("a session"),
    }.get(one.deed, str(one.deed))


def deeds() -> tuple[Named, ...]:
    """Return what can count as having done what a reminder is about."""
    return (
        Named(Deed.DRINK, tr("A drink is noted")),
        Named(Deed.MOVEMENT, tr("A movement break is noted")),
        Named(Deed.SESSION, tr("A session was heard")),
        Named(Deed.FOOD, tr("A meal is noted")),
        Named(Deed.BATH, tr("A bath is noted")),
        Named(Deed.DAY, tr("The day was looked over")),
        Named(Deed.AWAY, tr("I was away from the computer")),
    )


def buttons() -> tuple[Named, ...]:
    """Return what the main button of a reminder can do."""
    return (
        Named("", tr("Only say “done”")),
        Named(Deed.DRINK, tr("Note a drink")),
        Named(Deed.MOVEMENT, tr("Note a movement break")),
        Named(Deed.SESSION, tr("Start a session")),
        Named(Deed.FOOD, tr("Note a meal")),
        Named(Deed.BATH, tr("Note a bath")),
        Named(Deed.DAY, tr("Note “no episodes today”")),
    )


def trouble(error: Exception) -> tuple[str, str]:
    """Return the field that a refusal is about, or nothing, and what to do in plain words."""
    name = str(error).split(" ", 1)[0] if isinstance(error, RuleError) else ""
    plain = {
        "title": tr("Please give it a few words, at most 60 letters."),
        "line": tr("Please keep this to at most 200 letters."),
        "end": tr("Please let the end be another time than the start."),
        "days": tr("Please pick at least one day."),
        "times": tr("Please give at least one time of the day, and at most 24."),
        "windows": tr("Please keep at least one stretch of hours."),
        "snoozes": tr("Please pick at least one length."),
    }
    shown_at = {
        "end": "windows",
        "days": "windows",
        "start": "windows",
        "minutes": "times",
        "time": "times",
        "snooze": "snoozes",
        "snooze_cap": "snoozes",
    }
    return shown_at.get(name, name), plain.get(name, str(error))


def on_or_after(at: datetime, minutes: int) -> datetime:
    """Return the next moment after ``at`` at which the clock shows ``minutes`` after midnight."""
    found = at.replace(hour=minutes // 60, minute=minutes % 60, second=0, microsecond=0)
    return found if found > at else found + timedelta(days=1)


def _first_large(told: str) -> str:
    return told[:1].upper() + told[1:]
