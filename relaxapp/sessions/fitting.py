"""Steps changed by hand so that they stay sound: words fit their time, times their limits.

Whoever shortens a step or says more in it gets the nearest that the words allow, rather than a
session that breaks off in the middle of a sentence.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from relaxapp.sessions.reading import usual_limits
from relaxapp.sessions.script import (
    MAX_SECONDS,
    MAX_TEXT,
    BreathKind,
    BreathPhase,
    Line,
    Slider,
    Step,
    StepKind,
    longest_tension,
)

Spoken = Callable[[str], float]
"""The seconds that a text takes, guessed where nobody has spoken it."""

LEAST: Final = 0.5  # seconds of a step
SHORTEST_PHASE: Final = 0.3
LONGEST_PHASE: Final = 60.0
MOST_CYCLES: Final = 200
_GRID: Final = 10  # parts of a second that times are kept to
_APART: Final = 0.8  # seconds between two lines that had to be pushed apart
_HAIR: Final = 0.01  # seconds, as sums of figures are never exact
_CLOSE: Final = 0.1  # and where there is no room for that


def tidy(text: str) -> str:
    """A text as a script can hold it: one line, without what cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def with_seconds(step: Step, seconds: float, spoken: Spoken) -> Step:
    """The step with another length, or the nearest that its words and limits allow.

    Breathing is paced by `with_breath` instead.
    """
    most = longest_tension(step.group) if step.kind is StepKind.TENSE else MAX_SECONDS
    seconds = round(max(LEAST, min(seconds, most)), 1)
    lines = step.lines
    if seconds != step.seconds:
        ratio = seconds / step.seconds
        lines = tuple(
            line if line.at is None else replace(line, at=_grid(line.at * ratio)) for line in lines
        )
    return _fitted(replace(_stretched(step, seconds), lines=lines), most, spoken)


def with_lines(step: Step, texts: Sequence[str], spoken: Spoken) -> Step:
    """The step with other words; longer where they need it, spread where they were spread.

    A line keeps its other wordings as long as its text stays.
    """
    kept = list(step.lines)
    others = {line.text: line.others for line in kept}
    lines = []
    for number, text in enumerate(texts):
        old = kept[number].at if number < len(kept) else None
        if number >= len(kept) and kept and kept[0].at is not None:
            old = _grid(step.seconds * number / len(texts))  # as evenly as those before
        lines.append(Line(text[:MAX_TEXT], old, others.get(text, ())))
    most = longest_tension(step.group) if step.kind is StepKind.TENSE else MAX_SECONDS
    if step.kind is StepKind.BREATHE:
        return replace(step, lines=tuple(line for line in lines if line.at is not None))
    return _fitted(replace(step, lines=tuple(lines)), most, spoken)


def with_breath(step: Step, seconds: Sequence[float], cycles: int, spoken: Spoken) -> Step:
    """The breathing at another pace, one number a phase; a phase is as long as its words."""
    cycles = max(1, min(cycles, MOST_CYCLES))
    paces = [
        round(max(SHORTEST_PHASE, min(wanted, LONGEST_PHASE)), 1)
        for _, wanted in zip(step.phases, seconds, strict=True)
    ]
    if step.coach:
        _make_room(step.phases, paces, spoken)
    phases = [replace(phase, seconds=pace) for phase, pace in zip(step.phases, paces, strict=True)]
    cycle = sum(phase.seconds for phase in phases)
    cycles = max(1, min(cycles, int(MAX_SECONDS // cycle)))
    length = round(cycle * cycles, 3)
    ratio = length / step.seconds
    lines = tuple(
        replace(line, at=_grid(line.at * ratio)) for line in step.lines if line.at is not None
    )
    coach = cycles if step.coach == step.cycles else min(step.coach, cycles)
    made = replace(
        _stretched(step, length), phases=tuple(phases), cycles=cycles, coach=coach, lines=lines
    )
    return _clear_of_phases(made, spoken)


def with_phase_words(step: Step, number: int, text: str, spoken: Spoken) -> Step:
    """The breathing with other words at the start of a phase, or none."""
    phase = step.phases[number]
    if phase.line is not None and phase.line.text == text:
        return step
    words = Line(text[:MAX_TEXT]) if text else None
    phases = (*step.phases[:number], replace(phase, line=words), *step.phases[number + 1 :])
    paces = [one.seconds for one in phases]
    return with_breath(replace(step, phases=phases), paces, step.cycles, spoken)


def breathing(
    pace: Sequence[tuple[BreathKind, float, str]], cycles: int, title: str, spoken: Spoken
) -> Step:
    """A step of breathing; each phase with its seconds and what is said, if anything."""
    phases = tuple(
        BreathPhase(kind, seconds, Line(words) if words else None) for kind, seconds, words in pace
    )
    length = sum(phase.seconds for phase in phases) * cycles
    low, high = usual_limits(StepKind.BREATHE, None, length)
    step = Step(
        StepKind.BREATHE, title, length, low, high, (), slider=Slider.BREATH,
        cycles=cycles, coach=min(4, cycles), phases=phases,
    )  # fmt: skip
    return with_breath(step, [phase.seconds for phase in phases], cycles, spoken)


def _make_room(phases: Sequence[BreathPhase], paces: list[float], spoken: Spoken) -> None:
    """Lengthen phases whose words would not be over before the next words."""
    starts = [number for number, phase in enumerate(phases) if phase.line]
    for start, after in pairwise([*starts, len(phases)]):
        line = phases[start].line
        missing = _longest(line, spoken) + _CLOSE - sum(paces[start:after]) if line else 0.0
        if missing > 0:
            paces[start] = min(LONGEST_PHASE, round(_up(paces[start] + missing), 1))


def _fitted(step: Step, most: float, spoken: Spoken) -> Step:
    """Push lines apart that would run into each other, and give them the time they need."""
    ways = [_laid_out(step, apart, spoken) for apart in (_APART, _CLOSE)]
    if any(line.at for line in step.lines):
        # Not even so: from the start, one right after the other.
        close = tuple(replace(line, at=0.0) for line in step.lines)
        ways.append(_laid_out(replace(step, lines=close), _CLOSE, spoken))
    lines, end = next((way for way in ways if way[1] <= step.seconds), ways[-1])
    step = replace(step, lines=lines)
    return step if end <= step.seconds else _stretched(step, min(_up(end), most))


def _laid_out(step: Step, apart: float, spoken: Spoken) -> tuple[tuple[Line, ...], float]:
    """The lines, none before the one before it has ended, and when the last one ends."""
    end = 0.0
    lines = []
    for number, line in enumerate(step.lines):
        if line.at is None:
            start = end + step.gap if number else 0.0
            lines.append(line)
        else:
            start = max(line.at, _up(end + apart) if number else 0.0)
            lines.append(replace(line, at=start))
        end = start + _longest(line, spoken)
    return tuple(lines), end


def _clear_of_phases(step: Step, spoken: Spoken) -> Step:
    """Move lines that would run into a breath's own words to where there is room for them.

    One that finds no room is left out.
    """
    cycle = sum(phase.seconds for phase in step.phases)
    taken = []
    for number in range(min(step.coach, step.cycles)):
        at = number * cycle
        for phase in step.phases:
            if phase.line:
                taken.append((at, at + _longest(phase.line, spoken) + _HAIR))
            at += phase.seconds
    kept: list[Line] = []
    for line in step.lines:
        length, start = _longest(line, spoken), line.at or 0.0
        while ends := [last for first, last in taken if first < start + length and start < last]:
            start = _up(max(ends))
        if start + length <= step.seconds:
            kept.append(replace(line, at=start))
            taken.append((start, start + length))
    return replace(step, lines=tuple(sorted(kept, key=lambda line: line.at or 0.0)))


def _longest(line: Line, spoken: Spoken) -> float:
    """The seconds that a line takes, in whichever wording it is heard."""
    return max(map(spoken, line.texts))


def _stretched(step: Step, seconds: float) -> Step:
    """The step at another length, with limits of its slider that go with it."""
    if step.slider is None:
        return replace(step, seconds=seconds, low=seconds, high=seconds)
    least, most = usual_limits(step.kind, step.group, seconds)
    if (step.low, step.high) != usual_limits(step.kind, step.group, step.seconds):
        ceiling = longest_tension(step.group) if step.kind is StepKind.TENSE else MAX_SECONDS
        ratio = seconds / step.seconds
        least = min(seconds, max(LEAST, round(step.low * ratio, 1)))
        most = max(seconds, min(ceiling, round(step.high * ratio, 1)))
    return replace(step, seconds=seconds, low=least, high=most)


def _grid(seconds: float) -> float:
    return round(seconds, 1)


def _up(seconds: float) -> float:
    """The next tenth of a second that is not before."""
    found = math.ceil(round(seconds * _GRID, 6)) / _GRID
    return found if found >= seconds else found + 1 / _GRID
