"""What a script must be besides well-formed: safe for muscles and true to its own figures."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from relaxapp.body import GROUPS
from relaxapp.sessions.fields import Report
from relaxapp.sessions.script import (
    LENGTH_TOLERANCE,
    MAX_SECONDS,
    MAX_STEPS,
    MAX_TENSION,
    MAX_TENSION_CRAMP_PRONE,
    Choice,
    Script,
    Step,
    StepKind,
)
from relaxapp.sessions.toml_lines import Path


def check_structure(script: Script, report: Report) -> None:
    """Add to `report` every mistake that the steps make together."""
    for path, step in _walk(script):
        _check_tension(path, step, report)
        _check_breathing(path, step, report)
    for run in _sequences(script):
        _check_release_follows(run, report)
    names = [choice.name for choice in script.choices]
    for i, item in enumerate(script.items):
        if isinstance(item, Choice) and item.name and names.count(item.name) > 1:
            report.add(("step", i, "name"), f'choice "{item.name}" stands twice: name each once')
    steps = script.steps()
    if sum(1 for _ in script.every_step()) > MAX_STEPS:
        report.add(("step",), f"the script has over {MAX_STEPS} steps: fewer would be right")
    if not report.findings:  # figures of a script with other mistakes would only confuse
        _check_length(steps, script, report)


def _walk(script: Script) -> Iterator[tuple[Path, Step]]:
    for i, item in enumerate(script.items):
        if isinstance(item, Step):
            yield ("step", i), item
        else:
            for j, option in enumerate(item.options):
                for k, step in enumerate(option.steps):
                    yield ("step", i, "option", j, "step", k), step


def _sequences(script: Script) -> Iterator[list[tuple[Path, Step]]]:
    """The runs in which one step follows another: each option by itself, and what surrounds."""
    main: list[tuple[Path, Step]] = []
    for i, item in enumerate(script.items):
        if isinstance(item, Step):
            main.append((("step", i), item))
            continue
        yield main
        main = []
        for j, option in enumerate(item.options):
            yield [
                (("step", i, "option", j, "step", k), step) for k, step in enumerate(option.steps)
            ]
    yield main


def _check_tension(path: Path, step: Step, report: Report) -> None:
    if step.kind is not StepKind.TENSE:
        return
    prone = step.group is not None and GROUPS[step.group].cramp_prone
    most = MAX_TENSION_CRAMP_PRONE if prone else MAX_TENSION
    why = f"{step.title} cramps easily, " if prone else ""
    for key, value in (("seconds", step.seconds), ("max", step.high)):
        if value > most:
            report.add((*path, key), f"tension of {value:g} s: {why}at most {most:g} s")
            return


def _check_breathing(path: Path, step: Step, report: Report) -> None:
    if step.kind is not StepKind.BREATHE or not step.phases:
        return
    cycle = sum(phase.seconds for phase in step.phases)
    if abs(cycle * step.cycles - step.seconds) > 0.01 * step.cycles:
        wanted = cycle * step.cycles
        what = f"{step.cycles} cycles of {cycle:g} s take {wanted:g} s"
        report.add((*path, "seconds"), f'"seconds" is {step.seconds:g}, but {what}')


def _check_release_follows(run: Sequence[tuple[Path, Step]], report: Report) -> None:
    following = [*pairwise(run), *([(run[-1], None)] if run else [])]
    for (path, step), after in following:
        if step.kind is not StepKind.TENSE or step.group is None:
            continue
        if after is None or after[1].kind is not StepKind.RELEASE or after[1].group != step.group:
            report.add(path, f"tension without release: a release step of {step.group} comes next")


def _check_length(steps: Sequence[Step], script: Script, report: Report) -> None:
    total = sum(step.seconds for step in steps)
    if total > MAX_SECONDS:
        report.add(("step",), f"the steps take {total:g} s: at most {MAX_SECONDS:g} s")
    elif abs(total - script.seconds) > LENGTH_TOLERANCE * script.seconds:
        found = f'"seconds" advertises {script.seconds:g}'
        report.add(("seconds",), f"{found}, the steps take {total:g}: at most 2 % apart")


def check_clips(script: Script, report: Report, seconds_of: Callable[[str], float | None]) -> None:
    """Add to `report` the lines that do not fit their slot.

    `seconds_of` gives a spoken line's length in seconds, None where it has no clip.
    """
    for path, step in _walk(script):
        for phase, text, room in _phase_slots(step):
            _check_slot((*path, "phases", phase, "say"), text, room, report, seconds_of)
        end = 0.0
        for i, line in enumerate(step.lines):
            start = (end + step.gap if i else 0.0) if line.at is None else line.at
            where = (*path, "say", i)
            if start < end:
                message = f'"{line.text}" starts {end - start:.1f} s before the line before ends'
                report.add(where, message)
            _check_slot(where, line.text, step.seconds - start, report, seconds_of)
            end = start + (seconds_of(line.text) or 0.0)


def _check_slot(
    path: Path,
    text: str,
    room: float,
    report: Report,
    seconds_of: Callable[[str], float | None],
) -> None:
    length = seconds_of(text)
    if length is not None and length > room:
        message = f'"{text}" takes {length:.1f} s, its slot has {max(room, 0):.1f} s'
        report.add(path, f"{message}: fewer words or more seconds")


def _phase_slots(step: Step) -> Iterator[tuple[int, str, float]]:
    """Spoken phases with the room each has: until the next spoken phase of the cycle."""
    starts = [i for i, phase in enumerate(step.phases) if phase.line]
    for i, after in pairwise([*starts, len(step.phases)]):
        line = step.phases[i].line
        if line:
            yield i, line.text, sum(phase.seconds for phase in step.phases[i:after])
