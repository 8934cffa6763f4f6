"""How drinks, movement, care, medicines and practised sessions read, in a few words each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.journal import vocabulary
from relaxapp.journal.vocabulary import CareKind
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import spoken_length
from relaxapp.ui.journal_words import tr
from relaxapp.ui.ports import Named
from relaxapp.ui.selfcare_ports import CARE, DRINK, MEDICINE, MOVEMENT, SESSION, CareCard

if TYPE_CHECKING:
    from datetime import date

    from relaxapp.ui.selfcare_ports import Practised


def kinds() -> tuple[Named, ...]:
    """Return the kinds of entry."""
    return (
        Named(DRINK, tr("Drinks")),
        Named(MOVEMENT, tr("Movement")),
        Named(CARE, tr("Self-care")),
        Named(MEDICINE, tr("Medicines")),
        Named(SESSION, tr("Sessions")),
    )


def cares() -> tuple[Named, ...]:
    """Return what else may be done for oneself."""
    return tuple(Named(str(key), tr(label)) for key, label in vocabulary.CARES.items())


def kind(card: CareCard) -> str:
    """Return what sort of entry it is."""
    if card.kind == CARE:
        other = card.what == CareKind.OTHER
        return tr("Self-care") if other else tr(vocabulary.CARES[CareKind(card.what)])
    return {
        DRINK: tr("Drink"),
        MOVEMENT: tr("Movement break"),
        MEDICINE: tr("Medicine"),
        SESSION: tr("Session"),
    }[card.kind]


def what(card: CareCard, today: date) -> str:
    """Return what there is to say of it besides, or nothing."""
    if card.kind == DRINK:
        return amount(card.ml)
    if card.kind == MOVEMENT:
        return card.what
    if card.kind == MEDICINE:
        return joined(card.what, taken(card, today), _line(card.note))
    if card.practised is not None:
        return joined(practised(card.practised), _line(card.note))
    return _line(card.note)


def amount(ml: int | None) -> str:
    """Return how much was drunk."""
    return tr("amount not said") if ml is None else tr("{n} ml").format(n=ml)


def taken(card: CareCard, today: date) -> str:
    """Return the days of a medicine."""
    since = words.day(card.day, today)
    if card.until is None:
        return tr("since {day}").format(day=words.within(since))
    until = words.day(card.until, today)
    return tr("{since} to {until}").format(since=words.within(since), until=words.within(until))


def practised(told: Practised) -> str:
    """Return how a session went: its name, its end, its length, the ratings that were given."""
    ended = {
        "completed": tr("finished"),
        "stopped": tr("stopped early"),
        "running": tr("not ended yet"),
    }[told.outcome]
    parts = [told.title, ended, spoken_length(told.seconds)]
    for name, (before, after) in (
        (tr("tension {before}, then {after}"), told.tension),
        (tr("distress {before}, then {after}"), told.distress),
    ):
        if before is not None or after is not None:
            parts.append(name.format(before=_rating(before), after=_rating(after)))
    if told.worse:
        parts.append(tr("felt worse"))
    return joined(*parts)


def when(card: CareCard, today: date) -> str:
    """Return the day, and the time where there is one."""
    if card.at is None:
        return words.day(card.day, today)
    return words.when(card.day, card.at, today)


def drunk(ml: int, unsaid: int) -> str:
    """Return what was drunk today, or nothing where nothing is logged."""
    if not unsaid:
        return tr("Today: {n} ml").format(n=ml) if ml else ""
    if ml:
        one = tr("Today: {n} ml, and one drink without an amount")
        many = tr("Today: {n} ml, and {drinks} drinks without an amount")
        return (one if unsaid == 1 else many).format(n=ml, drinks=unsaid)
    one, many = tr("Today: one drink"), tr("Today: {drinks} drinks")
    return (one if unsaid == 1 else many).format(drinks=unsaid)


def joined(*parts: str) -> str:
    """Return in one line what there is of these."""
    return " · ".join(part for part in parts if part)


def _rating(value: int | None) -> str:
    return tr("not said") if value is None else str(value)


def _line(note: str) -> str:
    return " ".join(note.split())
