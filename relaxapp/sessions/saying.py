"""Reading what a step says: lines with their times and wordings, and the phases of breathing."""

from typing import Final

from relaxapp.sessions.fields import Fields, Report, checked_text, shown
from relaxapp.sessions.script import (
    MAX_SECONDS,
    MAX_TEXT,
    BreathKind,
    BreathPhase,
    Line,
    StepKind,
)
from relaxapp.sessions.toml_lines import Path

_MOST_LINES: Final = 40  # in a step; more would be a speech
_MOST_OTHERS: Final = 8  # wordings of a line besides its own
_WORDLESS: Final = frozenset({StepKind.CHIME, StepKind.SILENCE})


def lines(fields: Fields, kind: StepKind | None) -> tuple[Line, ...]:
    """The lines of a step; `kind` is None where it could not be read."""
    if kind in _WORDLESS and not fields.has("say"):
        return ()
    value = fields.get("say")
    path = (*fields.path, "say")
    if value is None:
        if kind is StepKind.SAY and fields.sound:
            fields.fail("say", '"say" is missing: the words to be spoken would be right')
        return ()
    if kind in _WORDLESS:
        fields.fail("say", f'"say" in a {kind} step, which has no words: a say step would be right')
        return ()
    values = value if isinstance(value, list) else [value]
    if not 1 <= len(values) <= _MOST_LINES:
        fields.fail("say", f'"say" has {len(values)} lines: 1 to {_MOST_LINES} would be right')
        return ()
    found = []
    for i, one in enumerate(values):
        where: Path = (*path, i) if isinstance(value, list) else path
        if kind is StepKind.BREATHE and not isinstance(one, dict):
            right = "{ at = SECONDS, text = ... } would be right"
            fields.report.add(where, f"words in a breathe step without their time: {right}")
        found.append(_line(one, where, fields.report, timed=kind is StepKind.BREATHE))
    return tuple(found)


def _line(value: object, path: Path, report: Report, *, timed: bool) -> Line:
    """A text, or a table with what else there is to a line; `timed`: it needs its time."""
    if not isinstance(value, dict):
        return Line(checked_text(value, path, report, MAX_TEXT, '"say"'))
    inner = Fields(value, path, report)
    at = inner.number("at", 0, MAX_SECONDS) if timed or inner.get("at") is not None else None
    text = inner.text("text", MAX_TEXT)
    line = Line(text, None if inner.wrong("at") else at, _others(inner, text))
    inner.rest()
    return line


def _others(fields: Fields, text: str) -> tuple[str, ...]:
    """The other wordings of a line, each of them once."""
    right = "a list of texts"
    found = fields.items("or", _MOST_OTHERS, required=fields.has("or"), right=right)
    others: list[str] = []
    for i, value in enumerate(found):
        path: Path = (*fields.path, "or", i)
        other = checked_text(value, path, fields.report, MAX_TEXT, '"or"')
        if other and other in (text, *others):
            fields.report.add(path, f"{shown(other)} stands twice: other words would be right")
        others.append(other)
    return tuple(others)


def phases(fields: Fields) -> tuple[BreathPhase, ...]:
    """The phases of a breathing step."""
    found = []
    for i, table in enumerate(fields.items("phases", 8, required=True)):
        inner = Fields(table, (*fields.path, "phases", i), fields.report)
        kind = inner.word("phase", list(BreathKind)) or BreathKind.INHALE
        seconds = inner.number("seconds", 0.3, 60)
        found.append(BreathPhase(BreathKind(kind), seconds, _phase_line(inner)))
        inner.rest()
    return tuple(found)


def _phase_line(fields: Fields) -> Line | None:
    """What is said at the start of a phase: a text, or a table with its other wordings."""
    if not isinstance(fields.table.get("say"), dict):
        say = fields.text("say", MAX_TEXT, required=False)
        return Line(say) if say else None
    inner = Fields(fields.get("say"), (*fields.path, "say"), fields.report)
    text = inner.text("text", MAX_TEXT)
    line = Line(text, None, _others(inner, text))
    inner.rest()
    return line if text else None
