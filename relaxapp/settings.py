"""What the person has chosen, as frozen values that are always valid; no files and no Qt here.

A value that came out of a file may be anything, so :meth:`Settings.from_mapping` never raises:
what is wrong falls back to its default and is told in one plain sentence. A value that the
program sets itself is a mistake when wrong, and raises ``ValueError``.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable

VOICES = ("woman", "man")
AMBIENCES = ("rain", "ocean", "brown", "wind", "pad", "mix")
"""The sounds to rest in; "mix" is the person's own, see :mod:`relaxapp.sessions.blends`."""
POSITIONS = ("lying", "sitting", "desk")
USUAL_GOAL_ML, LEAST_GOAL_ML, MOST_GOAL_ML = 1600, 500, 3000
"""Millilitres to drink in a day: the usual goal, and the bounds of one's own."""
USUAL_CAFFEINE_MG = 200
"""Milligrams a day from which insights count a day as one with much caffeine.

About two cups of coffee: a choice of ours and no advice, as a limit that hardly any day reaches
compares nothing.
"""
USUAL_SLEEP_HOURS = 6
"""Hours under which insights count a night as short; a choice of ours too."""
USUAL_STRESS = 7
"""Of ten; from here on insights count a day as one of high stress."""
CAFFEINE_LIMITS, SHORT_SLEEPS, STRESS_LIMITS = (20, 600), (3, 9), (1, 10)
"""The least and the most that can be chosen for each of these."""
MAX_START_DELAY = 600
"""Seconds; longer than ten minutes and the start has been forgotten."""


class Theme(StrEnum):
    """Which palette the window wears."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Motion(StrEnum):
    """How much may move on the screen."""

    SYSTEM = "system"
    FULL = "full"
    REDUCED = "reduced"


def gain(volume: int) -> float:
    """Return the factor for samples that a volume of 0..100 stands for.

    Loudness is heard by ratios, so the steps are in decibels: ``-50 * (1 - v/100) ** 1.3``. The
    first step is barely there (about -49 dB) and 0 is true silence. Outside 0..100 it is clamped.
    """
    if volume <= 0:
        return 0.0
    decibels = -50.0 * (1.0 - min(volume, 100) / 100.0) ** 1.3
    return float(10.0 ** (decibels / 20.0))


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a value is read, and in words what it has to be."""

    read: Callable[[object], object]
    right: str


def _whole(low: int, high: int, unit: str = "") -> _Rule:
    def read(value: object) -> int:
        # bool is an int in Python, but "true" is no volume; 70.0 is what some editors write.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError
        return value

    return _Rule(read, f"a whole number from {low} to {high}{unit}")


def _one_of(values: tuple[str, ...], *, or_none: bool = False) -> _Rule:
    def read(value: object) -> str | None:
        if or_none and value is None:
            return None
        if not isinstance(value, str) or value not in values:
            raise ValueError
        return value

    told = [f'"{value}"' for value in values] + (["null"] if or_none else [])
    return _Rule(read, f"{', '.join(told[:-1])} or {told[-1]}")


def _choice(kind: type[StrEnum]) -> _Rule:
    def read(value: object) -> StrEnum:
        if not isinstance(value, str):
            raise ValueError  # noqa: TRY004 - a rule has one way to say no
        return kind(value)

    return _Rule(read, _one_of(tuple(kind)).right)


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError  # noqa: TRY004 - a rule has one way to say no
    return value


def _read_name(value: object) -> str | None:
    if value is not None and not (isinstance(value, str) and value.strip()):
        raise ValueError
    return value


def _read_answer(value: object) -> bool | None:
    return None if value is None else _read_flag(value)


def _read_shapes(value: object) -> Mapping[str, object]:
    good = isinstance(value, Mapping) and all(
        isinstance(key, str) and isinstance(one, Mapping) for key, one in value.items()
    )
    if not good or not isinstance(value, Mapping):
        raise ValueError
    return dict(value)


_FLAG = _Rule(_read_flag, "true or false")
_VOLUME = _whole(0, 100)
_VOLUME_RULES = {"voice": _VOLUME, "ambience": _VOLUME, "chimes": _VOLUME}
_RULES = {
    "voice": _one_of(VOICES),
    "ambience": _one_of(AMBIENCES, or_none=True),
    "duck": _FLAG,
    "aloud": _FLAG,
    "device": _Rule(_read_name, "the name of a sound device, or null for the system's own"),
    "theme": _choice(Theme),
    "motion": _choice(Motion),
    "position": _one_of(POSITIONS),
    "start_delay": _whole(0, MAX_START_DELAY, " seconds"),
    "onboarded": _FLAG,
    "day_boundary": _whole(0, 12, " (an hour of the day)"),
    "pause_tracking": _FLAG,
    "weekly_check": _FLAG,
    "log_anywhere": _FLAG,
    "discreet": _FLAG,
    "reminders_asked": _FLAG,
    "background": _FLAG,
    "background_told": _FLAG,
    "fluids_limited": _Rule(_read_answer, "true, false, or null where nobody has answered"),
    "spasm_prone": _Rule(_read_answer, "true, false, or null where nobody has answered"),
    "left_handed": _FLAG,
    "eyes_open": _FLAG,
    "shapes": _Rule(_read_shapes, "an object with an object for each session"),
    "water_goal_ml": _whole(LEAST_GOAL_ML, MOST_GOAL_ML, " millilitres"),
    "caffeine_limit_mg": _whole(*CAFFEINE_LIMITS, " milligrams"),
    "short_sleep_hours": _whole(*SHORT_SLEEPS, " hours"),
    "high_stress": _whole(*STRESS_LIMITS),
}


@dataclass(frozen=True, slots=True)
class Volumes:
    """How loud each kind of sound is: whole numbers 0 (none) to 100 (as recorded)."""

    voice: int = 100
    ambience: int = 70
    chimes: int = 80

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a volume outside 0..100."""
        _enforce(self, _VOLUME_RULES, "volumes.")

    def with_(self, **changes: Any) -> Self:
        """Return these volumes with some changed."""
        return dataclasses.replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the person can choose.

    ``ambience`` None is none at all; ``device`` None is whatever the system plays on;
    ``duck`` lowers the ambience under the voice; ``aloud`` lets a voice of the computer say lines
    that nobody has recorded; ``start_delay`` is in seconds, 0..600;
    ``day_boundary`` is the hour (0..12) at which a new day begins for the journal;
    ``pause_tracking`` stops everything about episodes that asks or offers;
    ``weekly_check`` asks once a week, at a quiet time, how the week was;
    ``log_anywhere`` asks the desktop for a key that logs an episode; ``discreet`` keeps words
    about body and sessions out of what others may see: the window's title, tray, notifications;
    ``reminders_asked`` says that the first questions about reminders were answered: to
    ``background`` (they go on while the window is closed; ``background_told`` once that was said
    as it closed) and ``fluids_limited`` (by a clinician; None: not answered, and no goal then).
    ``water_goal_ml`` is in millilitres a day, see :mod:`relaxapp.reminders.water`;
    ``caffeine_limit_mg``, ``short_sleep_hours`` and ``high_stress`` are the limits of insights, see
    :mod:`relaxapp.journal.questions`;
    ``spasm_prone`` (None: not answered) leaves out of tensing what cramps easily; ``left_handed``
    lets the left side come first; ``eyes_open`` answers the scripts that hold such a choice;
    ``shapes`` is what was chosen for each session, see :mod:`relaxapp.sessions.shape`.
    ``onboarded`` says that the welcome has been seen. ``extra`` keeps what a newer relaxapp
    wrote, so that saving here loses none of it.
    """

    voice: str = "woman"
    ambience: str | None = "rain"
    volumes: Volumes = field(default_factory=Volumes)
    duck: bool = True
    aloud: bool = True
    device: str | None = None
    theme: Theme = Theme.SYSTEM
    motion: Motion = Motion.SYSTEM
    position: str = "lying"
    start_delay: int = 0
    onboarded: bool = False
    day_boundary: int = 4
    pause_tracking: bool = False
    weekly_check: bool = True
    log_anywhere: bool = False
    discreet: bool = False
    reminders_asked: bool = False
    background: bool = False
    background_told: bool = False
    fluids_limited: bool | None = None
    water_goal_ml: int = USUAL_GOAL_ML
    caffeine_limit_mg: int = USUAL_CAFFEINE_MG
    short_sleep_hours: int = USUAL_SLEEP_HOURS
    high_stress: int = USUAL_STRESS
    spasm_prone: bool | None = None
    left_handed: bool = False
    eyes_open: bool = False
    shapes: Mapping[str, object] = field(default_factory=dict, hash=False)
    extra: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Raise ``ValueError`` naming the field, its value and what would be right."""
        _enforce(self, _RULES, "")

    @classmethod
    def from_mapping(cls, mapping: object) -> tuple[Self, tuple[str, ...]]:
        """Return the settings in ``mapping`` and a sentence about each value that was wrong.

        Missing keys are their defaults. Never raises, whatever a file held.
        """
        if not isinstance(mapping, Mapping):
            return cls(), (_problem("settings", mapping, "an object with named values"),)
        problems: list[str] = []
        told = mapping.get("volumes", {})
        levels: dict[str, Any] = {}
        further: dict[str, object] = {}
        if isinstance(told, Mapping):
            levels, further = _sift(told, _VOLUME_RULES, "volumes.", problems)
        else:
            problems.append(_problem("volumes", told, "an object with voice, ambience, chimes"))
        rest = {key: value for key, value in mapping.items() if key != "volumes"}
        values, extra = _sift(rest, _RULES, "", problems)
        if further:
            extra["volumes"] = further
        return cls(**values, volumes=Volumes(**levels), extra=extra), tuple(problems)

    def to_mapping(self) -> dict[str, object]:
        """Return plain values for JSON; :meth:`from_mapping` gives the same settings back."""
        mapping: dict[str, object] = {**self.extra}
        for name in _RULES:
            value = getattr(self, name)
            mapping[name] = str(value) if isinstance(value, StrEnum) else value
        further = self.extra.get("volumes")
        kept = dict(further) if isinstance(further, Mapping) else {}
        mapping["volumes"] = {**kept, **dataclasses.asdict(self.volumes)}
        return mapping

    def with_(self, **changes: Any) -> Self:
        """Return these settings with some changed."""
        return dataclasses.replace(self, **changes)

    def shapes_without(self, key: str) -> dict[str, object]:
        """Return the shapes without one of their values, when it is chosen anew for all."""
        left = {
            session: {name: value for name, value in shape.items() if name != key}
            for session, shape in self.shapes.items()
            if isinstance(shape, Mapping)
        }
        return {session: shape for session, shape in left.items() if shape}


def _enforce(values: Volumes | Settings, rules: Mapping[str, _Rule], prefix: str) -> None:
    """Put each field through its rule, so that a wrong one is found where it is set."""
    for name, rule in rules.items():
        value = getattr(values, name)
        try:
            read = rule.read(value)
        except ValueError:
            message = f"{prefix}{name} is {_shown(value)}; it should be {rule.right}"
            raise ValueError(message) from None
        object.__setattr__(values, name, read)


def _sift(
    mapping: Mapping[str, object], rules: Mapping[str, _Rule], prefix: str, problems: list[str]
) -> tuple[dict[str, Any], dict[str, object]]:
    """Return the good values and the unknown ones; the bad are told in ``problems``."""
    good: dict[str, Any] = {}
    unknown: dict[str, object] = {}
    for key, value in mapping.items():
        rule = rules.get(key)
        if rule is None:
            unknown[key] = value
            continue
        try:
            good[key] = rule.read(value)
        except ValueError:
            problems.append(_problem(prefix + key, value, rule.right))
    return good, unknown


def _problem(key: str, value: object, right: str) -> str:
    return f"{key} is {_shown(value)}; it should be {right}. Its usual value is used instead."


def _shown(value: object) -> str:
    """Return a value as it stands in the file, shortened: it goes into one line."""
    try:
        text = json.dumps(value, ensure_ascii=True)
    except (TypeError, ValueError, RecursionError):
        text = f"a {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - one line's worth
