"""How drinks, movement, care, medicines and practised sessions read, in a few words each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.journal import vocabulary
from relaxapp.journal.measures import MOST, Instrument
from relaxapp.journal.trial import Act
from relaxapp.journal.vocabulary import CareKind
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import spoken_length
from relaxapp.ui.journal_words import tr
from relaxapp.ui.ports import Named
from relaxapp.ui.selfcare_ports import (
    CARE,
    CHECK,
    DRINK,
    MEDICINE,
    MOVEMENT,
    SCORE,
    SESSION,
    TRIAL,
    CareCard,
)

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
        CHECK: tr("Weekly check"),
        SCORE: tr("Score"),
        TRIAL: tr("On/off trial"),
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
    return joined(_measured(card), _line(card.note))


def _measured(card: CareCard) -> str:
    if card.kind == CHECK:
        return weekly(card.figures)
    if card.kind == SCORE:
        return score(card.what, card.figures[0])
    return acts()[Act(card.what)] if card.kind == TRIAL else ""


def weekly(figures: tuple[int | None, ...]) -> str:
    """Return the two ratings of a week."""
    anxiety, interference = figures
    return tr("anxiety {anxiety}, in the way {interference}").format(
        anxiety=_rating(anxiety), interference=_rating(interference)
    )


def score(instrument: str, total: int | None) -> str:
    """Return what a questionnaire came to."""
    known = Instrument(instrument)
    return tr("{name}: {n} of {most}").format(name=instruments()[known], n=total, most=MOST[known])


def instruments() -> dict[Instrument, str]:
    """Return what the questionnaires are called."""
    return {Instrument.GAD7: tr("GAD-7"), Instrument.OASIS: tr("OASIS")}


def acts() -> dict[Act, str]:
    """Return what a trial may add to a day."""
    return {
        Act.SESSION: tr("A session"),
        Act.WALK: tr("A walk"),
        Act.STRETCH: tr("Stretching"),
        Act.BATH: tr("A warm bath"),
        Act.EARLY_NIGHT: tr("An early night"),
    }


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
