"""What is asked of the journal, declared before any of it is looked at: questions, lags, limits.

Water, sessions and movement are only asked about for the day after. People drink, practise and
move *because* they twitch, so on the same day the answer would run backwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self

from relaxapp.settings import USUAL_CAFFEINE_MG, USUAL_GOAL_ML, USUAL_SLEEP_HOURS, USUAL_STRESS

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.journal.daily import Daily
    from relaxapp.settings import Settings


class Question(StrEnum):
    """What a day is called exposed for."""

    CAFFEINE = "caffeine"
    POOR_SLEEP = "poor_sleep"
    HARD_EXERCISE = "hard_exercise"
    HIGH_STRESS = "high_stress"
    ALCOHOL = "alcohol"
    LITTLE_WATER = "little_water"
    NO_SESSION = "no_session"
    NO_MOVEMENT = "no_movement"


SAME_DAY: Final = 0
NEXT_DAY: Final = 1
_NEXT_ONLY: Final = {Question.LITTLE_WATER, Question.NO_SESSION, Question.NO_MOVEMENT}


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a day counts as exposed; chosen beforehand, and shown with each answer.

    At ``caffeine_mg`` or more, under ``sleep_hours``, at ``stress`` or more, under ``water_ml``
    (None: not asked, as a clinician limits the fluids), and at any alcohol at all.
    """

    caffeine_mg: int = USUAL_CAFFEINE_MG
    sleep_hours: int = USUAL_SLEEP_HOURS
    stress: int = USUAL_STRESS
    water_ml: int | None = USUAL_GOAL_ML

    @classmethod
    def chosen(cls, settings: Settings) -> Self:
        """Return the person's own."""
        water = None if settings.fluids_limited else settings.water_goal_ml
        return cls(
            settings.caffeine_limit_mg, settings.short_sleep_hours, settings.high_stress, water
        )

    def of(self, question: Question) -> int | None:
        """Return the limit of a question; None where it is a yes or no."""
        match question:
            case Question.CAFFEINE:
                return self.caffeine_mg
            case Question.POOR_SLEEP:
                return self.sleep_hours
            case Question.HIGH_STRESS:
                return self.stress
            case Question.LITTLE_WATER:
                return self.water_ml
        return 0 if question is Question.ALCOHOL else None


def asked(limits: Limits) -> tuple[tuple[Question, int], ...]:
    """Return every question with every lag it is asked for, in their order."""
    return tuple(
        (question, lag)
        for question in Question
        if question is not Question.LITTLE_WATER or limits.water_ml is not None
        for lag in (SAME_DAY, NEXT_DAY)
        if lag == NEXT_DAY or question not in _NEXT_ONLY
    )


def exposed(question: Question, day: Daily, limits: Limits) -> bool | None:
    """Tell whether a day counts as exposed; None where the journal does not know.

    Without an amount the water of a day is unknown. No session and no movement are known where
    the journal has any trace of the day: what is not entered is not "no" on a day nobody logged.
    """
    known = _FIGURES[question](day)
    if known is None:
        return None
    limit = limits.of(question)
    match question:
        case Question.CAFFEINE | Question.HIGH_STRESS:
            return limit is not None and known >= limit
        case Question.POOR_SLEEP | Question.LITTLE_WATER:
            return limit is not None and known < limit
        case Question.NO_SESSION | Question.NO_MOVEMENT:
            return known == 0
        case Question.ALCOHOL | Question.HARD_EXERCISE:
            return known > 0


_FIGURES: Final[dict[Question, Callable[[Daily], float | None]]] = {
    Question.CAFFEINE: lambda day: day.caffeine_mg,
    Question.POOR_SLEEP: lambda day: day.sleep_hours,
    Question.HARD_EXERCISE: lambda day: day.hard_exercise,
    Question.HIGH_STRESS: lambda day: day.stress,
    Question.ALCOHOL: lambda day: day.alcohol_units,
    Question.LITTLE_WATER: lambda day: None if day.drinks_unsaid else day.drinks_ml,
    Question.NO_SESSION: lambda day: day.sessions if day.traced else None,
    Question.NO_MOVEMENT: lambda day: day.movements if day.traced else None,
}
"""The figure of a day that each question is about."""
