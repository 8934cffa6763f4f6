"""How a session is shaped: from the settings and what was remembered to a practice, and back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from relaxapp.journal.filters import EpisodeFilter
from relaxapp.journal.proneness import DAYS, shows_proneness
from relaxapp.journal.store import Store
from relaxapp.sessions.leaving_out import cramping, kept
from relaxapp.sessions.repeats import most
from relaxapp.sessions.script import Choice, Script, Slider
from relaxapp.sessions.shape import (
    ASKED,
    DESK,
    EYES,
    POSITION,
    SITTING,
    Shape,
    answer,
    answers,
    wishes,
)
from relaxapp.sessions.timeline import Night, Options
from relaxapp.settings import AMBIENCES, VOICES, Settings
from relaxapp.ui.ports import Manner, Preparation

GENTLE: Final = "gentle"
"""Kept in the journal once the question that it gave rise to was answered: it comes once."""
_LATEST: Final = 200  # episodes looked at for signs of cramps
_USUAL: Final = 100  # percent


def usual(script: Script, settings: Settings, *, forget: bool = False) -> Preparation:
    """How a session is practised if nothing more is said."""
    shape = Shape() if forget else Shape.from_mapping(settings.shapes.get(script.id))
    voice = shape.voice if shape.voice in VOICES else settings.voice
    # Where the session asks for quiet, it is quiet, unless the person had it otherwise.
    ambience = None if script.ambience is None else settings.ambience
    if shape.own_sound and (shape.ambience is None or shape.ambience in AMBIENCES):
        ambience = shape.ambience
    answered = answers(script, shape.answers)
    position = shape.answers.get(POSITION, settings.position)
    for choice in script.choices:
        if choice.name == POSITION and position not in dict(positions(choice)):
            position = answer(choice, position)
    return Preparation(
        session_id=script.id,
        voice=voice,
        ambience=ambience,
        position=position,
        delay=settings.start_delay,
        skip=shape.skip(script, spasm_prone=bool(settings.spasm_prone)),
        choices=tuple((name, one) for name, one in answered.items() if name not in ASKED),
        pace=tuple((str(slider), percent) for slider, percent in shape.pace.items()),
        effort=shape.effort,
        tones=shape.tones,
        repeats=min(shape.repeats, most(script)),
        eyes=_eyes(script, settings, position, shape.answers),
    )


def remembered(script: Script, settings: Settings, made: Preparation) -> Settings:
    """The settings in which this session keeps what was chosen for it."""
    before = usual(script, settings)
    old = Shape.from_mapping(settings.shapes.get(script.id))
    chosen = {
        choice.name: one
        for choice in script.choices
        for name, one in made.choices
        if name == choice.name and choice.options and one != choice.options[0].id
    }
    # What the settings say for all sessions is kept for one only where it was changed there.
    if made.position != before.position or POSITION in old.answers:
        chosen[POSITION] = made.position
    if made.eyes != _eyes(script, settings, made.position):
        chosen[EYES] = made.eyes
    own_sound = old.own_sound or made.ambience != before.ambience
    shape = Shape(
        pace={Slider(name): percent for name, percent in made.pace if percent != _USUAL},
        effort=made.effort,
        answers=chosen,
        voice=made.voice if made.voice != before.voice or old.voice else None,
        ambience=made.ambience if own_sound else None,
        own_sound=own_sound,
        tones=made.tones,
        repeats=made.repeats,
    ).with_skip(script, made.skip, spasm_prone=bool(settings.spasm_prone))
    return _with_shape(settings, script, shape)


def kept_on_the_way(script: Script, settings: Settings, manner: Manner) -> Settings:
    """The settings in which this session keeps what was changed of it while it played."""
    shape = replace(
        Shape.from_mapping(settings.shapes.get(script.id)),
        pace={Slider(name): percent for name, percent in manner.pace},
        effort=manner.effort,
        tones=bool(manner.tones),
    )
    return _with_shape(settings, script, shape)


def _with_shape(settings: Settings, script: Script, shape: Shape) -> Settings:
    shapes = {key: one for key, one in settings.shapes.items() if key != script.id}
    if told := shape.to_mapping():
        shapes[script.id] = told
    return settings.with_(shapes=shapes)


def forgotten(session: str, settings: Settings) -> Settings:
    """The settings in which nothing is remembered of a session."""
    return settings.with_(
        shapes={key: one for key, one in settings.shapes.items() if key != session}
    )


def options(script: Script, made: Preparation, settings: Settings, *, wording: int = 0) -> Options:
    """What a preparation means for the layout of the session; `wording` as in `Options`."""
    wanted = wishes(
        made.position,
        left_handed=settings.left_handed,
        eyes_open=settings.eyes_open,
        chosen=dict(made.choices) | ({EYES: made.eyes} if made.eyes else {}),
    )
    return Options(
        pace={Slider(name): percent / 100 for name, percent in made.pace},
        skip=made.skip,
        answers=answers(script, wanted),
        delay=float(made.delay),
        effort=None if made.effort is None else made.effort / 100,
        left_handed=settings.left_handed,
        bell_every=float(made.bell),
        night=night(made),
        tones=made.tones,
        repeats=made.repeats,
        wording=wording,
    )


def _eyes(
    script: Script, settings: Settings, position: str, chosen: Mapping[str, str] | None = None
) -> str:
    """How the eyes are in this position, closed or open; "" where a script does not ask."""
    wanted = wishes(
        position,
        left_handed=settings.left_handed,
        eyes_open=settings.eyes_open,
        chosen=chosen or {},
    )
    return answers(script, wanted).get(EYES, "")


def night(made: Preparation) -> Night | None:
    """How a session ends for who falls asleep over it, if it was prepared so."""
    if made.night is None:
        return None
    stay, fade = made.night
    return Night(stay * 60.0, float(fade))


def positions(choice: Choice) -> tuple[tuple[str, str], ...]:
    """The ids and labels of the positions: at the desk one sits, where there are no own words."""
    found = {option.id: option.label for option in choice.options}
    if SITTING in found:
        found.setdefault(DESK, "At the desk")
    return tuple(found.items())


def spared(script: Script, settings: Settings) -> tuple[frozenset[str], float]:
    """What the spasm-prone start this session without, and how long it is then, in seconds."""
    out = cramping(script) if settings.spasm_prone else frozenset()
    if not out:
        return out, script.seconds
    left = sum(step.seconds for _, step in kept(script.steps(), out))
    whole = sum(step.seconds for step in script.steps())
    return out, script.seconds - whole + left


def question(settings: Settings, store: Store | None, today: date) -> str:
    """Whether to ask if muscles cramp easily: "first", "journal" where it shows so, or ""."""
    shows = False
    if store is not None and not settings.pause_tracking and not settings.spasm_prone:
        lately = EpisodeFilter(since=today - timedelta(days=DAYS))
        shows = shows_proneness(store.episodes(lately, _LATEST))
    if settings.spasm_prone is None:
        return "journal" if shows else "first"
    if settings.spasm_prone or store is None or store.remembered(GENTLE):
        return ""
    return "journal" if shows else ""
