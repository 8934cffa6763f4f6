"""What a script must be besides well-formed: safe for muscles and true to its own figures."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from relaxapp.body import GROUPS
from relaxapp.sessions.fields import Report
from relaxapp.sessions.script import (
    LENGTH_TOLERANCE,
    MAX_SECONDS,
    MAX_STEPS,
    Choice,
    Line,
    Script,
    Step,
    StepKind,
    longest_tension,
)
from relaxapp.sessions.toml_lines import Path

ClipLength = Callable[[str], float | None]
"""The seconds a spoken text takes; None for a text that nobody has spoken."""

_ROUNDING: Final = 1e-6  # seconds: 6.6 - 4.2 is a little less than 2.4
_HAIR: Final = 0.01  # seconds: figures written by hand are rounded
_SECONDS_A_WORD: Final = 0.42  # 140 words a minute
_FEW: Final = 8  # words that say which line is meant


def check_structure(script: Script, report: Report) -> None:
    """Add to `report` every mistake that the steps make together.

    What could not be read is no ground for further findings: each mistake is told once.
    """
    doubtful = _Doubts(report)
    for path, step in _walk(script):
        _check_tension(path, step, report, doubtful)
        _check_breathing(path, step, report, doubtful)
        _check_times(path, step, report, doubtful)
    for i, item in enumerate(script.items):
        _check_releases(script, i, report, doubtful)
        before = (c.name for c in script.items[:i] if isinstance(c, Choice))
        if isinstance(item, Choice) and item.name and item.name in before:
            message = f'choice "{item.name}" stands twice: another name would be right'
            report.add(("step", i, "name"), message)
    _check_length(script, report, doubtful)


class _Doubts:
    """What was found wrong before the steps were looked at together."""

    def __init__(self, report: Report) -> None:
        self._wrong = frozenset(report.wrong)

    def about(self, path: Path, *keys: str) -> bool:
        """Whether `path` itself or one of these keys in it could not be read."""
        return path in self._wrong or any((*path, key) in self._wrong for key in keys)

    def below(self, path: Path) -> bool:
        """Whether anything within `path` could not be read."""
        return any(wrong[: len(path)] == path for wrong in self._wrong)


def _walk(script: Script) -> Iterator[tuple[Path, Step]]:
    return ((step.path, step) for step in script.every_step())


def _check_tension(path: Path, step: Step, report: Report, doubtful: _Doubts) -> None:
    if step.kind is not StepKind.TENSE or doubtful.about(path, "kind", "group"):
        return
    most = longest_tension(step.group)
    prone = step.group is not None and GROUPS[step.group].cramp_prone
    why = f"{GROUPS[step.group].label} cramps easily, " if prone and step.group else ""
    right = f"{why}at most {most:g} s would be right"
    if step.seconds > most:
        report.add((*path, "seconds"), f"tension of {step.seconds:g} s: {right}")
    elif step.high > most:
        report.add((*path, "max"), f'tension of up to {step.high:g} s ("max"): {right}')
    elif (spoken := _about(step)) > most:  # words make their step as long as they need
        report.add((*path, "say"), f"tension of about {spoken:g} s, until all is said: {right}")


def _about(step: Step) -> float:
    """The seconds that the words of a step take if nobody has spoken them yet, at the longest."""
    words = sum(max(len(text.split()) for text in line.texts) for line in step.lines)
    return round(words * _SECONDS_A_WORD + step.gap * max(0, len(step.lines) - 1), 1)


def _check_breathing(path: Path, step: Step, report: Report, doubtful: _Doubts) -> None:
    if step.kind is not StepKind.BREATHE or doubtful.about(path, "kind", "seconds", "cycles"):
        return
    if not step.phases or doubtful.below((*path, "phases")):
        return
    cycle = sum(phase.seconds for phase in step.phases)
    wanted = cycle * step.cycles
    if abs(wanted - step.seconds) > _HAIR * step.cycles:
        right = f"{wanted:g}, the length of {step.cycles} cycles of {cycle:g} s, would be right"
        report.add((*path, "seconds"), f'"seconds" is {step.seconds:g}: {right}')
    if step.coach > step.cycles and not doubtful.about(path, "coach"):
        right = f"at most {step.cycles}, its cycles, would be right"
        report.add((*path, "coach"), f'"coach" is {step.coach}: {right}')


def _check_times(path: Path, step: Step, report: Report, doubtful: _Doubts) -> None:
    """Lines at fixed times: within the step, one after the other."""
    before = 0.0
    for i, line in enumerate(step.lines):
        where = (*path, "say", i)
        if line.at is None or doubtful.below(where):
            continue
        if line.at >= step.seconds and not doubtful.about(path, "seconds"):
            right = f"less than {step.seconds:g}, the step's length, would be right"
            report.add((*where, "at"), f'"at" is {line.at:g}: {right}')
        elif line.at < before:
            right = f"at least {before:g}, the line before, would be right"
            report.add((*where, "at"), f'"at" is {line.at:g}: {right}')
        before = max(before, line.at)


def _check_releases(script: Script, i: int, report: Report, doubtful: _Doubts) -> None:
    """Whatever is chosen, each tension of item `i` is followed by a release of its group."""
    item = script.items[i]
    ways = [(item,)] if isinstance(item, Step) else [option.steps for option in item.options]
    for way in ways:
        ends = _starts(script, i + 1)
        for step, after in [*pairwise(way), *((way[-1], end) for end in ends if way)]:
            if step.kind is not StepKind.TENSE or doubtful.about(step.path, "kind", "group"):
                continue
            if after is not None and doubtful.about(after.path, "kind", "group"):
                continue
            if after is None or after.kind is not StepKind.RELEASE or after.group != step.group:
                message = f"tension without release: a release step of {step.group}"
                report.add((*step.path, "kind"), f"{message} right after it would be right")


def _starts(script: Script, i: int) -> list[Step | None]:
    """The steps with which a session may go on at item `i`; None where it may end there."""
    if i >= len(script.items):
        return [None]
    item = script.items[i]
    if isinstance(item, Step):
        return [item]
    return [option.steps[0] for option in item.options if option.steps]


def _check_length(script: Script, report: Report, doubtful: _Doubts) -> None:
    count = sum(1 for _ in script.every_step())
    if count > MAX_STEPS:
        report.add(("step",), f"{count} steps: at most {MAX_STEPS} would be right")
    if not script.items or doubtful.about(("step",)):
        return
    if any(doubtful.about(path, "seconds") for path, _ in _walk(script)):
        return
    default = sum(step.seconds for step in script.steps())
    longest = sum(_longest(item) for item in script.items)
    if longest > MAX_SECONDS:
        report.add(("step",), f"steps of {longest:g} s: at most {MAX_SECONDS:g} s would be right")
    elif not doubtful.about((), "seconds") and (
        abs(default - script.seconds) > LENGTH_TOLERANCE * script.seconds
    ):
        right = f"{default:g}, which the steps take, would be right (2 % apart at most)"
        report.add(("seconds",), f'"seconds" advertises {script.seconds:g}: {right}')


def _longest(item: Step | Choice) -> float:
    if isinstance(item, Step):
        return item.seconds
    return max((sum(step.seconds for step in o.steps) for o in item.options), default=0.0)


def check_clips(script: Script, report: Report, seconds_of: ClipLength) -> None:
    """Add to `report` the lines that do not fit their slot, or run into the line before.

    Each wording of a line has to fit, whichever wording the lines before it are heard in.
    """
    doubtful = _Doubts(report)
    for path, step in _walk(script):
        if doubtful.about(path, "seconds", "kind"):
            continue
        if step.kind is not StepKind.BREATHE:
            _check_lines(path, step, report, seconds_of)
        elif step.phases and not doubtful.below((*path, "phases")):
            _check_breath_lines(path, step, report, seconds_of)


def _check_lines(path: Path, step: Step, report: Report, seconds_of: ClipLength) -> None:
    """Lines as `timeline.build` lays them out: at their time, or after the one before."""
    end = 0.0
    for i, line in enumerate(step.lines):
        after = end + step.gap if i else 0.0
        start = after if line.at is None else line.at
        where = (*path, "say", i)
        if start < end:
            _report_overlap(where, line.text, end - start, report)
            start = end
        else:
            _check_slot(where, line, step.seconds - start, report, seconds_of)
        end = start + _longest_of(line, seconds_of)


def _check_slot(
    path: Path, line: Line, room: float, report: Report, seconds_of: ClipLength
) -> bool:
    """Report each wording that is longer than `room`; return whether all fit."""
    fits = True
    for place, text in _wordings(path, line):
        length = seconds_of(text)
        if length is not None and length > room + _ROUNDING:
            _report_slot(place, text, length, room, report)
            fits = False
    return fits


def _wordings(path: Path, line: Line) -> Iterator[tuple[Path, str]]:
    """Each wording of a line, with its place in the file."""
    yield path, line.text
    for i, text in enumerate(line.others):
        yield (*path, "or", i), text


def _longest_of(line: Line, seconds_of: ClipLength) -> float:
    return max(seconds_of(text) or 0.0 for text in line.texts)


def _check_breath_lines(path: Path, step: Step, report: Report, seconds_of: ClipLength) -> None:
    """Lines of phases and lines beside them share one voice over all cycles."""
    cycle = sum(phase.seconds for phase in step.phases)
    cues: list[tuple[float, float, str, Path]] = []  # start, end, text, place
    told: set[Path] = set()
    for i, line, offset, room in _phase_slots(step):
        where = (*path, "phases", i, "say")
        if not _check_slot(where, line, room, report, seconds_of):
            told.add(where)
        length = min(_longest_of(line, seconds_of), room)
        starts = (number * cycle + offset for number in range(min(step.coach, step.cycles)))
        cues.extend((start, start + length, line.text, where) for start in starts)
    for i, line in enumerate(step.lines):
        start, where = line.at or 0.0, (*path, "say", i)
        if not _check_slot(where, line, step.seconds - start, report, seconds_of):
            told.add(where)
        cues.append((start, start + _longest_of(line, seconds_of), line.text, where))
    for before, after in pairwise(sorted(cues)):
        if after[0] < before[1] and after[3] not in told:
            told.add(after[3])
            _report_overlap(after[3], after[2], before[1] - after[0], report)


def _phase_slots(step: Step) -> Iterator[tuple[int, Line, float, float]]:
    """Spoken phases: index, line, seconds into the cycle, seconds until the next spoken one."""
    starts = [i for i, phase in enumerate(step.phases) if phase.line]
    for i, after in pairwise([*starts, len(step.phases)]):
        line = step.phases[i].line
        if line:
            offset = sum(phase.seconds for phase in step.phases[:i])
            yield i, line, offset, sum(phase.seconds for phase in step.phases[i:after])


def _report_slot(path: Path, text: str, length: float, room: float, report: Report) -> None:
    found = f'"{_short(text)}" takes {length:.1f} s, its slot has {max(room, 0.0):.1f} s'
    report.add(path, f"{found}: fewer words or more seconds would be right")


def _report_overlap(path: Path, text: str, seconds: float, report: Report) -> None:
    found = f'"{_short(text)}" begins {seconds:.1f} s before the line before it ends'
    report.add(path, f"{found}: a later start would be right")


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= _FEW else " ".join(words[:_FEW]) + " …"
